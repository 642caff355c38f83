//! A secret of fixed length: wiped when dropped, and impossible to print, log or serialise.

use hmac::digest::CtOutput;
use sha2::{Digest, Sha256};
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::draw::Random;

/// `N` secret bytes on the heap, so that moving the value leaves no copy behind on the stack.
///
/// It has no `Debug`, `Display`, `Clone` or `Serialize` on purpose: a secret that cannot be
/// formatted cannot reach a log.
///
/// ```compile_fail,E0277
/// let secret = jianjian_sealing::secret::Secret::take(&mut [0; 32]);
/// println!("{secret:?}");
/// ```
pub struct Secret<const N: usize>(Box<[u8; N]>);

impl<const N: usize> Secret<N> {
    /// Draws a new secret.
    pub fn draw(random: &mut Random<'_>) -> Self {
        let mut bytes = Box::new([0; N]);
        random(bytes.as_mut_slice());
        Self(bytes)
    }

    /// Takes over bytes that came from elsewhere and wipes the original.
    pub fn take(bytes: &mut [u8; N]) -> Self {
        let secret = Self(Box::new(*bytes));
        bytes.zeroize();
        secret
    }

    /// The bytes themselves. Every caller of this is worth a reviewer's look.
    pub fn expose(&self) -> &[u8; N] {
        &self.0
    }
}

impl<const N: usize> Drop for Secret<N> {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl<const N: usize> ZeroizeOnDrop for Secret<N> {}

/// Whether two digests are equal, in a time that does not depend on where they differ.
pub(crate) fn equal(left: &[u8; 32], right: &[u8; 32]) -> bool {
    let left = CtOutput::<Sha256>::new((*left).into());
    left == CtOutput::new((*right).into())
}

/// SHA-256 over several parts.
pub(crate) fn sha256(parts: &[&[u8]]) -> [u8; 32] {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part);
    }
    hasher.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::{Secret, equal};

    #[test]
    fn taking_a_secret_wipes_the_original() {
        let mut bytes = [7; 32];
        let secret = Secret::take(&mut bytes);
        assert_eq!(bytes, [0; 32]);
        assert_eq!(secret.expose(), &[7; 32]);
    }

    #[test]
    fn equality_sees_every_byte() {
        for index in 0..32 {
            let mut other = [1; 32];
            other[index] ^= 1;
            assert!(!equal(&[1; 32], &other), "byte {index}");
        }
        assert!(equal(&[1; 32], &[1; 32]));
    }
}
