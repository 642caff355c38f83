//! The stored form of everything encrypted here, and the one door to the ciphers.
//!
//! ```text
//! version 1 | suite | head … | nonce ×12 | ciphertext … | tag ×16
//! ```
//!
//! The head is what must be read before opening (a key's id, a piece's position); its length is
//! known to the reader. Version, suite and head are authenticated together with the place.

use thiserror::Error;
use zeroize::Zeroizing;

use crate::draw::Nonce;
use crate::frame::frame;
use crate::suite::{CipherKey, Suite, TAG_LENGTH};

const VERSION: u8 = 1;

/// Why something sealed was not opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum OpenError {
    /// Too short to be sealed data at all.
    #[error("the sealed bytes are cut short")]
    Short,
    /// A form written by a later release.
    #[error("the sealed bytes have the unknown version {0}")]
    Version(u8),
    /// A suite this release does not have.
    #[error("the sealed bytes name the unknown suite {0}")]
    Suite(u8),
    /// Wrong key, another place, or changed bytes: which of them cannot be told.
    #[error("the sealed bytes do not open with this key at this place")]
    Refused,
    /// Genuine, but laid out in a way this release never writes.
    #[error("the sealed bytes are genuine, but what they hold is not laid out as expected")]
    Layout,
    /// Genuine, but not what the ledger committed to.
    #[error("the opened value is not the one that was committed to")]
    Commitment,
}

/// Encrypts `buffer` with its head, bound to `bound`. `buffer` should have room for the tag.
pub(crate) fn close(
    suite: Suite,
    key: &CipherKey<'_>,
    head: &[u8],
    bound: &[u8],
    mut buffer: Zeroizing<Vec<u8>>,
    nonce: Nonce,
) -> Vec<u8> {
    let full_head = full_head(suite, head);
    suite.encrypt(
        key,
        &nonce,
        &frame("jianjian sealed", &[&full_head, bound]),
        &mut buffer,
    );
    [full_head.as_slice(), nonce.bytes(), &buffer].concat()
}

/// Stored bytes taken apart, before anything is proved about them.
pub(crate) struct Envelope<'a> {
    pub(crate) suite: Suite,
    pub(crate) head: &'a [u8],
    nonce: &'a [u8; Nonce::LENGTH],
    body: &'a [u8],
}

impl<'a> Envelope<'a> {
    pub(crate) fn read(stored: &'a [u8], head_length: usize) -> Result<Self, OpenError> {
        let (&[version, suite], rest) = stored.split_first_chunk().ok_or(OpenError::Short)?;
        if version != VERSION {
            return Err(OpenError::Version(version));
        }
        let suite = Suite::from_byte(suite).ok_or(OpenError::Suite(suite))?;
        let (head, rest) = rest.split_at_checked(head_length).ok_or(OpenError::Short)?;
        let (nonce, body) = rest.split_first_chunk().ok_or(OpenError::Short)?;
        if body.len() < TAG_LENGTH {
            return Err(OpenError::Short);
        }
        Ok(Self {
            suite,
            head,
            nonce,
            body,
        })
    }

    pub(crate) fn open(
        &self,
        key: &CipherKey<'_>,
        bound: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, OpenError> {
        let bound = frame(
            "jianjian sealed",
            &[&full_head(self.suite, self.head), bound],
        );
        let mut buffer = Zeroizing::new(self.body.to_vec());
        if !self.suite.decrypt(key, self.nonce, &bound, &mut buffer) {
            return Err(OpenError::Refused);
        }
        Ok(buffer)
    }
}

fn full_head(suite: Suite, head: &[u8]) -> Vec<u8> {
    [&[VERSION, suite.byte()], head].concat()
}
