//! The key file (密钥文件): every secret that lives outside the database.
//!
//! Whoever holds the database alone reads nothing; whoever holds both reads everything. The shell
//! keeps this file apart, readable by its own account only, and backs it up apart. Here it is text
//! in and text out; the form is described in [`text`].
//!
//! Only key-encryption keys rotate. The other secrets are woven into what is stored (indexes,
//! query codes, the ledger's name) and stay for the life of the office.

pub mod text;

use std::fmt;

use data_encoding::HEXLOWER;
use thiserror::Error;

use crate::draw::Random;
use crate::frame::frame;
use crate::secret::Secret;
use crate::suite::Suite;

/// The id of a key-encryption key, derived from its secret: a key copied wrongly is noticed, and
/// two offices never have different keys of one id.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KeyId(pub(crate) [u8; KeyId::LENGTH]);

impl KeyId {
    pub(crate) const LENGTH: usize = 8;

    fn of(suite: Suite, secret: &Secret<32>) -> Self {
        let digest = suite.mac(secret.expose(), &frame("jianjian key id", &[]));
        Self(*digest.first_chunk().expect("a digest has 32 bytes"))
    }

    fn parse(text: &str) -> Option<Self> {
        let bytes = HEXLOWER.decode(text.as_bytes()).ok()?;
        bytes.try_into().ok().map(Self)
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&HEXLOWER.encode(&self.0))
    }
}

impl fmt::Debug for KeyId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "KeyId({self})")
    }
}

/// One key-encryption key.
pub(crate) struct EncryptingKey {
    pub(crate) id: KeyId,
    pub(crate) suite: Suite,
    pub(crate) secret: Secret<32>,
}

impl EncryptingKey {
    fn draw(suite: Suite, random: &mut Random<'_>) -> Self {
        let secret = Secret::draw(random);
        Self {
            id: KeyId::of(suite, &secret),
            suite,
            secret,
        }
    }
}

/// All secrets of one office. No `Debug`, no `Clone`, no `Serialize`; wiped when dropped.
pub struct KeyFile {
    id: [u8; 8],
    /// Oldest first, never empty; the last one is active.
    encrypting: Vec<EncryptingKey>,
    retired: Vec<KeyId>,
    index_suite: Suite,
    blind_index: Secret<32>,
    query_code: Secret<32>,
    attachment_token: Secret<32>,
    ledger_seed: Secret<32>,
}

/// Why a key-encryption key was not retired.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum RetireError {
    /// New keys are wrapped under it: rotate first.
    #[error("{0} is the active key; rotate before retiring it")]
    Active(KeyId),
    /// Not in this file, or already retired.
    #[error("the key file does not hold {0}")]
    Unknown(KeyId),
}

impl KeyFile {
    /// Draws all secrets of a new office.
    pub fn generate(random: &mut Random<'_>, suite: Suite) -> Self {
        let mut id = [0; 8];
        random(&mut id);
        Self {
            id,
            encrypting: vec![EncryptingKey::draw(suite, random)],
            retired: Vec::new(),
            index_suite: suite,
            blind_index: Secret::draw(random),
            query_code: Secret::draw(random),
            attachment_token: Secret::draw(random),
            ledger_seed: Secret::draw(random),
        }
    }

    /// The file's own name, kept in the database so that a wrong file is refused at start.
    pub fn id(&self) -> String {
        HEXLOWER.encode(&self.id)
    }

    /// The key-encryption key that new data keys are wrapped under.
    pub fn active_id(&self) -> KeyId {
        self.active().id
    }

    /// The suite for new data keys: that of the active key-encryption key.
    pub fn suite(&self) -> Suite {
        self.active().suite
    }

    /// The key-encryption keys that can still open, oldest first.
    pub fn key_ids(&self) -> impl Iterator<Item = KeyId> + '_ {
        self.encrypting.iter().map(|key| key.id)
    }

    /// Adds a new active key-encryption key; the old ones still open what they wrapped. An office
    /// moves to another suite by rotating to it.
    pub fn rotate(&mut self, random: &mut Random<'_>, suite: Suite) -> KeyId {
        self.encrypting.push(EncryptingKey::draw(suite, random));
        self.active_id()
    }

    /// Gives up a key-encryption key for good. What is still wrapped under it is lost: re-wrap
    /// first, and ask [`wrapped_under`](crate::data_key::wrapped_under) for what is left.
    pub fn retire(&mut self, id: KeyId) -> Result<(), RetireError> {
        if id == self.active_id() {
            return Err(RetireError::Active(id));
        }
        let position = self.encrypting.iter().position(|key| key.id == id);
        let position = position.ok_or(RetireError::Unknown(id))?;
        self.encrypting.remove(position);
        self.retired.push(id);
        Ok(())
    }

    /// The 32 bytes from which the ledger's signing key is made.
    pub fn ledger_seed(&self) -> &Secret<32> {
        &self.ledger_seed
    }

    pub(crate) fn active(&self) -> &EncryptingKey {
        self.encrypting
            .last()
            .expect("a key file has at least one key-encryption key")
    }

    pub(crate) fn key(&self, id: KeyId) -> Option<&EncryptingKey> {
        self.encrypting.iter().find(|key| key.id == id)
    }

    pub(crate) fn has_retired(&self, id: KeyId) -> bool {
        self.retired.contains(&id)
    }

    /// The keyed hash of blind indexes.
    pub(crate) fn blind_mac(&self, bytes: &[u8]) -> [u8; 32] {
        self.index_suite.mac(self.blind_index.expose(), bytes)
    }

    /// The keyed hash of query codes.
    pub(crate) fn query_code_mac(&self, bytes: &[u8]) -> [u8; 32] {
        self.index_suite.mac(self.query_code.expose(), bytes)
    }

    /// The keyed hash of form tokens.
    pub(crate) fn token_mac(&self, bytes: &[u8]) -> [u8; 32] {
        self.index_suite.mac(self.attachment_token.expose(), bytes)
    }

    /// Whether a form token's keyed hash is genuine, in constant time.
    pub(crate) fn token_mac_matches(&self, bytes: &[u8], tag: &[u8]) -> bool {
        self.index_suite
            .mac_matches(self.attachment_token.expose(), bytes, tag)
    }
}

#[cfg(test)]
mod tests;
