//! Reading the lines of a key file one by one.

use data_encoding::HEXLOWER;
use zeroize::Zeroizing;

use super::{FORMAT, KeyFileError, LineProblem};
use crate::key_file::{EncryptingKey, KeyFile, KeyId};
use crate::secret::Secret;
use crate::suite::Suite;

const SUITE: &str = "`aes-256-gcm` or `sm4-gcm`";
const EIGHT_BYTES: &str = "8 bytes in lower-case hexadecimal";
const SECRET_BYTES: &str = "32 bytes in lower-case hexadecimal";
const KEY_ENTRY: &str = "a suite, an id of 8 bytes and a secret of 32 bytes";

/// What the lines gave so far.
#[derive(Default)]
pub(super) struct Entries {
    format: Option<()>,
    id: Option<[u8; 8]>,
    encrypting: Vec<EncryptingKey>,
    retired: Vec<KeyId>,
    index_suite: Option<Suite>,
    blind_index: Option<Secret<32>>,
    query_code: Option<Secret<32>>,
    attachment_token: Option<Secret<32>>,
    ledger_seed: Option<Secret<32>>,
    check: Option<[u8; 8]>,
}

impl Entries {
    pub(super) fn read(text: &str) -> Result<Self, KeyFileError> {
        let mut entries = Self::default();
        for (index, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let named = |problem| KeyFileError::Line {
                line: index + 1,
                problem,
            };
            let (name, value) = line.split_once('=').ok_or(named(LineProblem::NotAnEntry))?;
            entries.add(name.trim(), value.trim()).map_err(named)?;
        }
        Ok(entries)
    }

    pub(super) fn check(&self) -> Result<[u8; 8], KeyFileError> {
        self.check.ok_or(KeyFileError::Missing("check"))
    }

    pub(super) fn into_key_file(self) -> Result<KeyFile, KeyFileError> {
        let missing = KeyFileError::Missing;
        self.format.ok_or(missing("format"))?;
        if self.encrypting.is_empty() {
            return Err(missing("key"));
        }
        Ok(KeyFile {
            id: self.id.ok_or(missing("id"))?,
            encrypting: self.encrypting,
            retired: self.retired,
            index_suite: self.index_suite.ok_or(missing("index-suite"))?,
            blind_index: self.blind_index.ok_or(missing("blind-index"))?,
            query_code: self.query_code.ok_or(missing("query-code"))?,
            attachment_token: self.attachment_token.ok_or(missing("attachment-token"))?,
            ledger_seed: self.ledger_seed.ok_or(missing("ledger-seed"))?,
        })
    }

    fn add(&mut self, name: &str, value: &str) -> Result<(), LineProblem> {
        match name {
            "format" => once(&mut self.format, "format", format(value), "`1`"),
            "id" => once(&mut self.id, "id", bytes(value), EIGHT_BYTES),
            "key" => self.add_key(value),
            "retired" => self.add_retired(value),
            "index-suite" => once(
                &mut self.index_suite,
                "index-suite",
                Suite::named(value),
                SUITE,
            ),
            "blind-index" => once_secret(&mut self.blind_index, "blind-index", value),
            "query-code" => once_secret(&mut self.query_code, "query-code", value),
            "attachment-token" => {
                once_secret(&mut self.attachment_token, "attachment-token", value)
            }
            "ledger-seed" => once_secret(&mut self.ledger_seed, "ledger-seed", value),
            "check" => once(&mut self.check, "check", bytes(value), EIGHT_BYTES),
            _ => Err(LineProblem::UnknownEntry),
        }
    }

    fn add_key(&mut self, value: &str) -> Result<(), LineProblem> {
        let malformed = LineProblem::Value {
            entry: "key",
            expected: KEY_ENTRY,
        };
        let mut words = value.split_whitespace();
        let (Some(suite), Some(id), Some(secret), None) =
            (words.next(), words.next(), words.next(), words.next())
        else {
            return Err(malformed);
        };
        let suite = Suite::named(suite).ok_or(malformed)?;
        let id = KeyId::parse(id).ok_or(malformed)?;
        let secret = secret_bytes(secret).ok_or(malformed)?;
        if KeyId::of(suite, &secret) != id {
            return Err(LineProblem::KeyId);
        }
        if self.knows(id) {
            return Err(LineProblem::RepeatedKey);
        }
        self.encrypting.push(EncryptingKey { id, suite, secret });
        Ok(())
    }

    fn add_retired(&mut self, value: &str) -> Result<(), LineProblem> {
        let malformed = LineProblem::Value {
            entry: "retired",
            expected: EIGHT_BYTES,
        };
        let id = KeyId::parse(value).ok_or(malformed)?;
        if self.knows(id) {
            return Err(LineProblem::RepeatedKey);
        }
        self.retired.push(id);
        Ok(())
    }

    fn knows(&self, id: KeyId) -> bool {
        self.encrypting.iter().any(|key| key.id == id) || self.retired.contains(&id)
    }
}

fn once<T>(
    slot: &mut Option<T>,
    entry: &'static str,
    value: Option<T>,
    expected: &'static str,
) -> Result<(), LineProblem> {
    if slot.is_some() {
        return Err(LineProblem::Repeated(entry));
    }
    *slot = Some(value.ok_or(LineProblem::Value { entry, expected })?);
    Ok(())
}

fn once_secret(
    slot: &mut Option<Secret<32>>,
    entry: &'static str,
    value: &str,
) -> Result<(), LineProblem> {
    once(slot, entry, secret_bytes(value), SECRET_BYTES)
}

fn format(value: &str) -> Option<()> {
    (value == FORMAT).then_some(())
}

fn bytes<const N: usize>(value: &str) -> Option<[u8; N]> {
    let decoded = Zeroizing::new(HEXLOWER.decode(value.as_bytes()).ok()?);
    decoded.as_slice().try_into().ok()
}

fn secret_bytes(value: &str) -> Option<Secret<32>> {
    bytes(value).map(|mut bytes| Secret::take(&mut bytes))
}
