//! Cipher suites (算法套件): one interface, an international and a national (国密) set (T12).
//!
//! A suite is a whole set: cipher, hash and MAC. GB/T 39786-2021 asks for SM3 and SM4; RFC 8998
//! defines the SM4-GCM used here. Every ciphertext names its suite, so both can live in one
//! database while an office moves from one to the other.
//!
//! No caller hands a key to a cipher. A suite derives the cipher's key from a 32-byte secret:
//!
//! ```text
//! AES-256-GCM   key = HMAC-SHA-256(secret, frame("jianjian cipher key", use, "aes-256-gcm"))
//! SM4-GCM       key = HMAC-SM3(secret, frame("jianjian cipher key", use, "sm4-gcm")), first 16 bytes
//! ```
//!
//! so one secret never serves two ciphers or two uses.

use aes_gcm::aead::consts::U12;
use aes_gcm::{AeadInOut, KeyInit};
use aes_gcm::{Aes256Gcm, AesGcm, Nonce as GcmNonce};
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};
use sm3::Sm3;
use sm4::Sm4;
use zeroize::Zeroizing;

use crate::draw::Nonce;
use crate::frame::frame;
use crate::secret::Secret;

type Sm4GcmCipher = AesGcm<Sm4, U12>;

/// Bytes the authentication tag adds to every ciphertext.
pub(crate) const TAG_LENGTH: usize = 16;

/// One set of algorithms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Suite {
    /// AES-256-GCM with SHA-256 and HMAC-SHA-256.
    Aes256Gcm,
    /// SM4-GCM with SM3 and HMAC-SM3.
    Sm4Gcm,
}

impl Suite {
    /// Every suite, in the order of their stored bytes.
    pub const ALL: [Self; 2] = [Self::Aes256Gcm, Self::Sm4Gcm];

    /// The name in the key file, in configuration and in documents.
    pub fn name(self) -> &'static str {
        match self {
            Self::Aes256Gcm => "aes-256-gcm",
            Self::Sm4Gcm => "sm4-gcm",
        }
    }

    /// The suite of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|suite| suite.name() == name)
    }

    /// The hash of the suite: SHA-256 or SM3.
    pub fn hash(self, bytes: &[u8]) -> [u8; 32] {
        match self {
            Self::Aes256Gcm => Sha256::digest(bytes).into(),
            Self::Sm4Gcm => Sm3::digest(bytes).into(),
        }
    }

    /// The byte that names the suite in stored data. Frozen.
    pub(crate) fn byte(self) -> u8 {
        match self {
            Self::Aes256Gcm => 1,
            Self::Sm4Gcm => 2,
        }
    }

    pub(crate) fn from_byte(byte: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|suite| suite.byte() == byte)
    }

    /// The keyed hash of the suite: HMAC-SHA-256 or HMAC-SM3.
    pub(crate) fn mac(self, key: &[u8], bytes: &[u8]) -> [u8; 32] {
        match self {
            Self::Aes256Gcm => started::<Hmac<Sha256>>(key, bytes)
                .finalize()
                .into_bytes()
                .into(),
            Self::Sm4Gcm => started::<Hmac<Sm3>>(key, bytes)
                .finalize()
                .into_bytes()
                .into(),
        }
    }

    /// Whether `tag` is the keyed hash, in a time that does not depend on where they differ.
    pub(crate) fn mac_matches(self, key: &[u8], bytes: &[u8], tag: &[u8]) -> bool {
        match self {
            Self::Aes256Gcm => started::<Hmac<Sha256>>(key, bytes)
                .verify_slice(tag)
                .is_ok(),
            Self::Sm4Gcm => started::<Hmac<Sm3>>(key, bytes).verify_slice(tag).is_ok(),
        }
    }

    /// Encrypts `buffer` where it stands and appends the tag.
    pub(crate) fn encrypt(
        self,
        key: &CipherKey<'_>,
        nonce: &Nonce,
        bound: &[u8],
        buffer: &mut Vec<u8>,
    ) {
        let derived = self.derive(key);
        match self {
            Self::Aes256Gcm => {
                encrypt_with::<Aes256Gcm>(derived.as_slice(), nonce.bytes(), bound, buffer);
            }
            Self::Sm4Gcm => {
                encrypt_with::<Sm4GcmCipher>(&derived[..16], nonce.bytes(), bound, buffer);
            }
        }
    }

    /// Decrypts `buffer` where it stands and removes the tag; says whether it was genuine.
    #[must_use]
    pub(crate) fn decrypt(
        self,
        key: &CipherKey<'_>,
        nonce: &[u8; Nonce::LENGTH],
        bound: &[u8],
        buffer: &mut Vec<u8>,
    ) -> bool {
        let derived = self.derive(key);
        match self {
            Self::Aes256Gcm => decrypt_with::<Aes256Gcm>(derived.as_slice(), nonce, bound, buffer),
            Self::Sm4Gcm => decrypt_with::<Sm4GcmCipher>(&derived[..16], nonce, bound, buffer),
        }
    }

    fn derive(self, key: &CipherKey<'_>) -> Zeroizing<[u8; 32]> {
        let asked = frame(
            "jianjian cipher key",
            &[key.used_for.as_bytes(), self.name().as_bytes()],
        );
        Zeroizing::new(self.mac(key.secret.expose(), &asked))
    }
}

/// A secret and the one use a cipher's key is derived for.
pub(crate) struct CipherKey<'a> {
    pub(crate) secret: &'a Secret<32>,
    pub(crate) used_for: &'a str,
}

fn started<M: Mac + KeyInit>(key: &[u8], bytes: &[u8]) -> M {
    <M as KeyInit>::new_from_slice(key)
        .expect("HMAC takes keys of any length")
        .chain_update(bytes)
}

fn encrypt_with<C>(key: &[u8], nonce: &[u8; Nonce::LENGTH], bound: &[u8], buffer: &mut Vec<u8>)
where
    C: KeyInit + AeadInOut<NonceSize = U12>,
{
    C::new_from_slice(key)
        .expect("the suite cut the key to the cipher's length")
        .encrypt_in_place(&GcmNonce::from(*nonce), bound, buffer)
        .expect("a text held in memory is far below the 64 GiB that GCM allows");
}

fn decrypt_with<C>(
    key: &[u8],
    nonce: &[u8; Nonce::LENGTH],
    bound: &[u8],
    buffer: &mut Vec<u8>,
) -> bool
where
    C: KeyInit + AeadInOut<NonceSize = U12>,
{
    C::new_from_slice(key)
        .expect("the suite cut the key to the cipher's length")
        .decrypt_in_place(&GcmNonce::from(*nonce), bound, buffer)
        .is_ok()
}

#[cfg(test)]
mod tests;
