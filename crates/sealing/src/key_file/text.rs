//! The key file as text.
//!
//! ```text
//! # 件件 key file …
//! format = 1
//! id = 5f0c…                                 8 bytes
//! key = aes-256-gcm 0a1b2c… 77e1…            suite, id, secret; oldest first, the last is active
//! key = sm4-gcm 93d4f0… 02ab…
//! retired = 1122334455667788                 id of a key that was given up
//! index-suite = aes-256-gcm                  of the next three
//! blind-index = …                            32 bytes each
//! query-code = …
//! attachment-token = …
//! ledger-seed = …
//! check = 81c20f6d5e4b3a29                   first 8 bytes of SHA-256 over the lines above
//! ```
//!
//! All bytes are in lower-case hexadecimal. Empty lines and lines that begin with `#` are for
//! people. The check covers the entries in the order above, so that a copy typed from paper cannot
//! quietly become another key. Errors name the line and the entry, never a value.

mod entries;

use std::fmt::Write;

use data_encoding::HEXLOWER;
use thiserror::Error;
use zeroize::Zeroizing;

use self::entries::Entries;
use super::{EncryptingKey, KeyFile};
use crate::secret::{Secret, sha256};

const FORMAT: &str = "1";

const PREFACE: &str = "\
# 件件 key file (密钥文件). Whoever holds this and the database can read everything.
# Keep it apart from the database and from its backups; without it nothing can be opened.
";

/// Why a key file was not read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum KeyFileError {
    /// Something is wrong at one line.
    #[error("line {line}: {problem}")]
    Line {
        /// Counted from one.
        line: usize,
        /// What is wrong there.
        problem: LineProblem,
    },
    /// An entry is not there at all.
    #[error("the entry `{0}` is missing")]
    Missing(&'static str),
    /// Every line can be read, but together they are not what was written.
    #[error("the entry `check` does not fit the other entries: the file was altered or miscopied")]
    Check,
}

/// What is wrong at a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum LineProblem {
    /// Not of the form `name = value`.
    #[error("expected `name = value`")]
    NotAnEntry,
    /// An entry this release does not know.
    #[error("this entry is not known")]
    UnknownEntry,
    /// An entry that may stand once only.
    #[error("`{0}` stands here a second time")]
    Repeated(&'static str),
    /// A value that is not of the entry's form.
    #[error("`{entry}` must be {expected}")]
    Value {
        /// The entry's name.
        entry: &'static str,
        /// What its value looks like.
        expected: &'static str,
    },
    /// A key whose id is not the one its secret gives.
    #[error("the key's id does not fit its secret: one of them was miscopied")]
    KeyId,
    /// The same key-encryption key twice.
    #[error("this key already stands above")]
    RepeatedKey,
}

impl KeyFile {
    /// Reads a key file.
    pub fn parse(text: &str) -> Result<Self, KeyFileError> {
        let entries = Entries::read(text)?;
        let check = entries.check()?;
        let keys = entries.into_key_file()?;
        if check != keys.check() {
            return Err(KeyFileError::Check);
        }
        Ok(keys)
    }

    /// The whole file as text, for the shell to write with mode 0600.
    pub fn to_text(&self) -> Zeroizing<String> {
        let mut text = room();
        text.push_str(PREFACE);
        text.push_str(&self.entries());
        line(&mut text, "check", &HEXLOWER.encode(&self.check()));
        text
    }

    fn entries(&self) -> Zeroizing<String> {
        let mut text = room();
        line(&mut text, "format", FORMAT);
        line(&mut text, "id", &self.id());
        for key in &self.encrypting {
            key_line(&mut text, key);
        }
        for id in &self.retired {
            line(&mut text, "retired", &id.to_string());
        }
        line(&mut text, "index-suite", self.index_suite.name());
        secret_line(&mut text, "blind-index", &self.blind_index);
        secret_line(&mut text, "query-code", &self.query_code);
        secret_line(&mut text, "attachment-token", &self.attachment_token);
        secret_line(&mut text, "ledger-seed", &self.ledger_seed);
        text
    }

    fn check(&self) -> [u8; 8] {
        let digest = sha256(&[self.entries().as_bytes()]);
        *digest.first_chunk().expect("a digest has 32 bytes")
    }
}

/// Text with room for a key file rotated some forty times, so that growing rarely leaves copies.
fn room() -> Zeroizing<String> {
    Zeroizing::new(String::with_capacity(8192))
}

fn line(text: &mut String, name: &str, value: &str) {
    writeln!(text, "{name} = {value}").expect("writing to a string cannot fail");
}

fn secret_line(text: &mut String, name: &str, secret: &Secret<32>) {
    line(
        text,
        name,
        &Zeroizing::new(HEXLOWER.encode(secret.expose())),
    );
}

fn key_line(text: &mut String, key: &EncryptingKey) {
    let secret = Zeroizing::new(HEXLOWER.encode(key.secret.expose()));
    writeln!(text, "key = {} {} {}", key.suite.name(), key.id, *secret)
        .expect("writing to a string cannot fail");
}
