//! What is drawn at random, each for one use.
//!
//! The crate never draws by itself. A nonce and a salt are values that are consumed by the one
//! sealing they serve: they are neither `Clone` nor `Copy`, so that using one twice does not
//! compile. With GCM a nonce used twice under one key gives both texts away.

use zeroize::Zeroizing;

/// A source of randomness handed in by the shell; it fills the whole slice.
pub type Random<'a> = dyn FnMut(&mut [u8]) + 'a;

/// Draws decimal digits, every one equally likely.
pub(crate) fn digits(random: &mut Random<'_>, count: usize) -> Zeroizing<String> {
    let mut digits = Zeroizing::new(String::with_capacity(count));
    while digits.len() < count {
        let mut byte = [0];
        random(&mut byte);
        // 250 is the largest multiple of ten in a byte.
        if byte[0] < 250 {
            digits.push(char::from(b'0' + byte[0] % 10));
        }
    }
    digits
}

/// The 96 random bits that make one encryption under one key unique.
///
/// ```compile_fail,E0382
/// # use jianjian_sealing::{data_key::{Audience, DataKey, wrap}, draw::Nonce, key_file::KeyFile, place::Place};
/// fn twice(keys: &KeyFile, place: &Place<'_>, key: &DataKey, nonce: Nonce) {
///     wrap(keys, place, Audience::EVERYBODY, key, nonce);
///     wrap(keys, place, Audience::EVERYBODY, key, nonce);
/// }
/// ```
pub struct Nonce([u8; Nonce::LENGTH]);

impl Nonce {
    pub(crate) const LENGTH: usize = 12;

    /// Takes bytes drawn by the caller for this one use.
    pub fn from_random(bytes: [u8; 12]) -> Self {
        Self(bytes)
    }

    /// Draws a nonce.
    pub fn draw(random: &mut Random<'_>) -> Self {
        let mut bytes = [0; Self::LENGTH];
        random(&mut bytes);
        Self(bytes)
    }

    pub(crate) fn bytes(&self) -> &[u8; Self::LENGTH] {
        &self.0
    }
}

/// The 128 random bits that keep a commitment from being guessed from the few texts it could hide.
pub struct Salt([u8; Salt::LENGTH]);

impl Salt {
    pub(crate) const LENGTH: usize = 16;

    /// Takes bytes drawn by the caller for this one use.
    pub fn from_random(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// Draws a salt.
    pub fn draw(random: &mut Random<'_>) -> Self {
        let mut bytes = [0; Self::LENGTH];
        random(&mut bytes);
        Self(bytes)
    }

    pub(crate) fn bytes(&self) -> &[u8; Self::LENGTH] {
        &self.0
    }
}
