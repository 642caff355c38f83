//! The key of one report or one identity (数据密钥), and its wrapping.
//!
//! Every report has a data key, and who reported has one of its own (T1, T11). A data key is
//! stored only wrapped, under a key-encryption key (KEK) from the key file. Destroying the wrapped
//! key erases everything sealed under it; rotating the key file touches wrapped keys alone.
//!
//! ```text
//! version | suite | KEK id ×8 | nonce ×12 | encrypted (length, data key's suite, 32 bytes) | tag
//! ```
//!
//! A data key may be wrapped for an audience (可启封机关): then the key it is wrapped under is derived for
//! that audience, whose name is authenticated too. Whoever unwraps has to name the audience; without it,
//! or with another one, the bytes do not open.

use thiserror::Error;
use zeroize::Zeroizing;

use crate::draw::{Nonce, Random};
use crate::envelope::{Envelope, OpenError, close};
use crate::key_file::{KeyFile, KeyId};
use crate::padding::{padded, unpadded};
use crate::place::Place;
use crate::secret::Secret;
use crate::suite::{CipherKey, Suite};

const WRAPPED_KEY: &str = "wrapped key";

/// 32 secret bytes and the suite that everything under them is sealed with.
pub struct DataKey {
    suite: Suite,
    secret: Secret<32>,
}

impl DataKey {
    /// Draws a new key.
    pub fn draw(suite: Suite, random: &mut Random<'_>) -> Self {
        Self {
            suite,
            secret: Secret::draw(random),
        }
    }

    /// The suite of everything sealed under this key.
    pub fn suite(&self) -> Suite {
        self.suite
    }

    pub(crate) fn secret(&self) -> &Secret<32> {
        &self.secret
    }
}

/// Why a wrapped key was not opened.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum UnwrapError {
    /// The key file knows that this key existed and has given it up.
    #[error("the key was wrapped under {0}, which has been retired from the key file")]
    Retired(KeyId),
    /// Another office's key file, or one older than the database.
    #[error("the key was wrapped under {0}, which the key file does not hold")]
    Unknown(KeyId),
    /// The key-encryption key is there, but the bytes do not open.
    #[error("the wrapped key cannot be opened: {0}")]
    Open(#[from] OpenError),
}

/// For whom a data key is wrapped: everybody the key file serves, or one named audience alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Audience<'a>(&'a str);

impl<'a> Audience<'a> {
    /// Everybody the key file serves.
    pub const EVERYBODY: Self = Self("");

    /// A named audience; the empty name is everybody.
    pub fn named(name: &'a str) -> Self {
        Self(name)
    }

    /// What a cipher's key is derived for, and what is authenticated with the wrapped key.
    fn label(self) -> String {
        if self.0.is_empty() {
            WRAPPED_KEY.to_owned()
        } else {
            format!("{WRAPPED_KEY} for {}", self.0)
        }
    }
}

/// Wraps a data key under the key file's active key-encryption key, for its own place and an audience.
pub fn wrap(
    keys: &KeyFile,
    place: &Place<'_>,
    audience: Audience<'_>,
    key: &DataKey,
    nonce: Nonce,
) -> Vec<u8> {
    let active = keys.active();
    let laid_out = padded(&[&[key.suite.byte()], key.secret.expose()], |length| length);
    let label = audience.label();
    let cipher_key = CipherKey {
        secret: &active.secret,
        used_for: &label,
    };
    let bound = place.bound(&label);
    close(
        active.suite,
        &cipher_key,
        &active.id.0,
        &bound,
        laid_out,
        nonce,
    )
}

/// Opens a wrapped data key at its place, in the name of the audience it was wrapped for.
pub fn unwrap(
    keys: &KeyFile,
    place: &Place<'_>,
    audience: Audience<'_>,
    wrapped: &[u8],
) -> Result<DataKey, UnwrapError> {
    let envelope = Envelope::read(wrapped, KeyId::LENGTH)?;
    let id = key_id(&envelope);
    let Some(encrypting) = keys.key(id) else {
        return Err(missing(keys, id));
    };
    if envelope.suite != encrypting.suite {
        return Err(OpenError::Refused.into());
    }
    let label = audience.label();
    let cipher_key = CipherKey {
        secret: &encrypting.secret,
        used_for: &label,
    };
    let laid_out = envelope.open(&cipher_key, &place.bound(&label))?;
    Ok(read(&laid_out).ok_or(OpenError::Layout)?)
}

/// Wraps the same data key again under the active key-encryption key, from one audience to another or to
/// the same; no ciphertext changes.
pub fn rewrap(
    keys: &KeyFile,
    place: &Place<'_>,
    (from, to): (Audience<'_>, Audience<'_>),
    wrapped: &[u8],
    nonce: Nonce,
) -> Result<Vec<u8>, UnwrapError> {
    let key = unwrap(keys, place, from, wrapped)?;
    Ok(wrap(keys, place, to, &key, nonce))
}

/// The key-encryption key a wrapped key needs, so that rotation finds what it has still to do.
pub fn wrapped_under(wrapped: &[u8]) -> Result<KeyId, OpenError> {
    Envelope::read(wrapped, KeyId::LENGTH).map(|envelope| key_id(&envelope))
}

fn key_id(envelope: &Envelope<'_>) -> KeyId {
    KeyId(
        envelope
            .head
            .try_into()
            .expect("the head was read with the length of a key id"),
    )
}

fn missing(keys: &KeyFile, id: KeyId) -> UnwrapError {
    if keys.has_retired(id) {
        UnwrapError::Retired(id)
    } else {
        UnwrapError::Unknown(id)
    }
}

fn read(laid_out: &[u8]) -> Option<DataKey> {
    let (&suite, secret) = unpadded(laid_out)?.split_first()?;
    let mut bytes = Zeroizing::new(<[u8; 32]>::try_from(secret).ok()?);
    Some(DataKey {
        suite: Suite::from_byte(suite)?,
        secret: Secret::take(&mut bytes),
    })
}

#[cfg(test)]
mod tests;
