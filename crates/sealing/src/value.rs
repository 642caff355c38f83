//! One sealed value (密封值): identity, text, subjects, instructions, notes.
//!
//! A sealed value holds its salt, its length, the plaintext and padding. The ledger holds only the
//! commitment SHA-256(salt ‖ plaintext): it binds the office to what it received, gives nothing
//! away without the salt, and stays verifiable after the key is destroyed. The commitment does not
//! depend on the suite, so a value may move to another suite without a word in the ledger.

use thiserror::Error;
use zeroize::Zeroizing;

use crate::data_key::DataKey;
use crate::draw::{Nonce, Salt};
pub use crate::envelope::OpenError;
use crate::envelope::{Envelope, close};
use crate::padding::{LENGTH_BYTES, padded, to_bucket, to_multiple, unpadded};
use crate::place::Place;
use crate::secret::{equal, sha256};
use crate::suite::CipherKey;

/// How many bytes of identity fit into one block. The identity form's limits must keep a full
/// identity within them, or the longest ones would be told from none (T2).
pub const IDENTITY_ROOM: usize = IDENTITY_BLOCK - LENGTH_BYTES - Salt::LENGTH;

const IDENTITY_BLOCK: usize = 1024;
const SMALLEST_TEXT: usize = 128;
const VALUE: &str = "value";

/// How much the stored length may tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Padding {
    /// Whole blocks of 1,024 bytes. An identity up to [`IDENTITY_ROOM`] takes one block and so
    /// does an empty one: the lock looks the same whether there is an identity or not (T2).
    Identity,
    /// A bucket: 128 bytes for anything up to about thirty characters, then four steps in every
    /// doubling, so that six thousand characters fall into about thirty lengths.
    Text,
}

impl Padding {
    fn target(self, length: usize) -> usize {
        match self {
            Self::Identity => to_multiple(length, IDENTITY_BLOCK),
            Self::Text => to_bucket(length, SMALLEST_TEXT),
        }
    }
}

/// What is stored, and what the ledger is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// For the table `sealed`.
    pub ciphertext: Vec<u8>,
    /// For the event that names the value.
    pub commitment: [u8; 32],
}

/// A value that was opened. Wiped when dropped; it cannot be printed.
pub struct Opened {
    /// The value itself.
    pub plaintext: Zeroizing<Vec<u8>>,
    /// The commitment computed again from what was opened.
    pub commitment: [u8; 32],
}

/// A sealed value that is not text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the sealed value is not text in UTF-8")]
pub struct NotText;

impl Opened {
    /// The value as text.
    pub fn text(&self) -> Result<&str, NotText> {
        std::str::from_utf8(&self.plaintext).map_err(|_| NotText)
    }
}

/// Seals a value into its place.
pub fn seal(
    key: &DataKey,
    place: &Place<'_>,
    plaintext: &[u8],
    padding: Padding,
    salt: Salt,
    nonce: Nonce,
) -> Sealed {
    let parts = [salt.bytes().as_slice(), plaintext];
    let laid_out = padded(&parts, |length| padding.target(length));
    let ciphertext = close(
        key.suite(),
        &cipher_key(key),
        &[],
        &place.bound(VALUE),
        laid_out,
        nonce,
    );
    Sealed {
        ciphertext,
        commitment: sha256(&parts),
    }
}

/// Opens a value at its place.
pub fn open(key: &DataKey, place: &Place<'_>, ciphertext: &[u8]) -> Result<Opened, OpenError> {
    let envelope = Envelope::read(ciphertext, 0)?;
    if envelope.suite != key.suite() {
        return Err(OpenError::Refused);
    }
    let laid_out = envelope.open(&cipher_key(key), &place.bound(VALUE))?;
    let salted = unpadded(&laid_out).ok_or(OpenError::Layout)?;
    let plaintext = salted.get(Salt::LENGTH..).ok_or(OpenError::Layout)?;
    Ok(Opened {
        plaintext: Zeroizing::new(plaintext.to_vec()),
        commitment: sha256(&[salted]),
    })
}

/// Opens a value at its place and refuses it unless it is what the ledger committed to.
///
/// Whoever holds a key can seal another text into the same place; only the commitment shows it.
pub fn open_committed(
    key: &DataKey,
    place: &Place<'_>,
    ciphertext: &[u8],
    commitment: &[u8; 32],
) -> Result<Opened, OpenError> {
    let opened = open(key, place, ciphertext)?;
    if !equal(&opened.commitment, commitment) {
        return Err(OpenError::Commitment);
    }
    Ok(opened)
}

fn cipher_key(key: &DataKey) -> CipherKey<'_> {
    CipherKey {
        secret: key.secret(),
        used_for: VALUE,
    }
}

#[cfg(test)]
mod tests;
