//! Ed25519 keys of signed notes, their names and ids, and the text form in which an office
//! publishes the key that checks its ledger: `name+id+base64`.

use std::fmt;
use std::str::FromStr;

use data_encoding::{BASE64, HEXLOWER};
use ed25519_dalek::{Signature, Signer};
use sha2::{Digest, Sha256};

/// The signature type byte of plain Ed25519 in the signed-note specification.
const ED25519: u8 = 0x01;

/// The name of a key; for the key that signs checkpoints it is also the origin (来源) of the
/// ledger. An address without scheme is usual, `jw.example.gov.cn/ledger`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyName(String);

/// A key that signs. Made from a seed which the caller keeps; never shown.
pub struct SigningKey {
    name: KeyName,
    key: ed25519_dalek::SigningKey,
}

/// A key that checks signatures. Meant to be published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifierKey {
    name: KeyName,
    key: ed25519_dalek::VerifyingKey,
    key_id: [u8; 4],
}

/// Why a key or its name is not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// Empty, or with white space, a control character or a plus sign.
    #[error("a key name is not empty and has no spaces and no plus sign")]
    NameInvalid,
    /// Not `name+id+base64`.
    #[error("a verifier key has the form name+id+base64")]
    Malformed,
    /// Another kind of key than Ed25519.
    #[error("only Ed25519 keys are supported")]
    AlgorithmUnknown,
    /// The id does not belong to this name and key: a part was mistyped or exchanged.
    #[error("the key id does not belong to this name and key")]
    IdMismatch,
}

impl KeyName {
    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for KeyName {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        if !is_name(text) {
            return Err(KeyError::NameInvalid);
        }
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Display for KeyName {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl SigningKey {
    /// The key of a 32-byte seed drawn by the caller.
    pub fn from_seed(name: KeyName, seed: &[u8; 32]) -> Self {
        Self {
            name,
            key: ed25519_dalek::SigningKey::from_bytes(seed),
        }
    }

    /// The key that checks what this one signs.
    pub fn verifier(&self) -> VerifierKey {
        VerifierKey::new(self.name.clone(), self.key.verifying_key())
    }

    pub(crate) fn name(&self) -> &KeyName {
        &self.name
    }

    pub(super) fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.key.sign(message).to_bytes()
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "SigningKey({}, secret)", self.name)
    }
}

impl VerifierKey {
    fn new(name: KeyName, key: ed25519_dalek::VerifyingKey) -> Self {
        let key_id = key_id(&name, &tagged(&key));
        Self { name, key, key_id }
    }

    /// The key's name.
    pub fn name(&self) -> &KeyName {
        &self.name
    }

    /// The first bytes of a hash over name and key, to find the key again. Not a secure hash.
    pub fn key_id(&self) -> [u8; 4] {
        self.key_id
    }

    pub(super) fn accepts(&self, message: &[u8], signature: &[u8]) -> bool {
        let Ok(signature) = Signature::from_slice(signature) else {
            return false;
        };
        self.key.verify_strict(message, &signature).is_ok()
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let id = HEXLOWER.encode(&self.key_id);
        write!(
            out,
            "{}+{id}+{}",
            self.name,
            BASE64.encode(&tagged(&self.key))
        )
    }
}

impl FromStr for VerifierKey {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        // The base64 part may itself contain plus signs.
        let mut parts = text.splitn(3, '+');
        let (Some(name), Some(id), Some(key)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(KeyError::Malformed);
        };
        let name: KeyName = name.parse()?;
        let id = HEXLOWER
            .decode(id.as_bytes())
            .map_err(|_| KeyError::Malformed)?;
        let bytes = BASE64
            .decode(key.as_bytes())
            .map_err(|_| KeyError::Malformed)?;
        if id != key_id(&name, &bytes) {
            return Err(KeyError::IdMismatch);
        }
        let Some((&ED25519, key)) = bytes.split_first() else {
            return Err(KeyError::AlgorithmUnknown);
        };
        let key = key.try_into().map_err(|_| KeyError::Malformed)?;
        let key = ed25519_dalek::VerifyingKey::from_bytes(key).map_err(|_| KeyError::Malformed)?;
        Ok(Self::new(name, key))
    }
}

/// Whether a text can name a key.
pub(super) fn is_name(text: &str) -> bool {
    let bad = |c: char| c.is_whitespace() || c.is_control() || c == '+';
    !text.is_empty() && !text.contains(bad)
}

/// The public key behind its type byte.
fn tagged(key: &ed25519_dalek::VerifyingKey) -> Vec<u8> {
    [&[ED25519], key.as_bytes().as_slice()].concat()
}

fn key_id(name: &KeyName, tagged_key: &[u8]) -> [u8; 4] {
    let mut sha = Sha256::new();
    sha.update(name.0.as_bytes());
    sha.update(b"\n");
    sha.update(tagged_key);
    let hash: [u8; 32] = sha.finalize().into();
    [hash[0], hash[1], hash[2], hash[3]]
}

#[cfg(test)]
mod tests {
    use super::*;

    const PETER: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

    #[test]
    fn published_keys_read_back() {
        let published = [
            PETER,
            "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop",
            "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8",
        ];
        for text in published {
            assert_eq!(text.parse::<VerifierKey>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn every_mangling_is_refused() {
        for end in 0..PETER.len() {
            assert!(
                PETER[..end].parse::<VerifierKey>().is_err(),
                "{}",
                &PETER[..end]
            );
            assert!(
                PETER[end + 1..].parse::<VerifierKey>().is_err(),
                "{}",
                &PETER[end + 1..]
            );
            let mut bytes = PETER.as_bytes().to_vec();
            bytes[end] += 1;
            let mangled = String::from_utf8(bytes).unwrap();
            assert!(mangled.parse::<VerifierKey>().is_err(), "{mangled}");
        }
        let longer = "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==";
        assert_eq!(longer.parse::<VerifierKey>(), Err(KeyError::Malformed));
        let unknown = "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
        assert_eq!(
            unknown.parse::<VerifierKey>(),
            Err(KeyError::AlgorithmUnknown)
        );
    }

    #[test]
    fn names_are_one_word_without_plus() {
        for bad in ["", "a b", "a+b", "a\u{3000}b", "a\nb", "a\u{7}b"] {
            assert_eq!(
                bad.parse::<KeyName>(),
                Err(KeyError::NameInvalid),
                "{bad:?}"
            );
        }
        assert_eq!(
            "纪委.example/存证".parse::<KeyName>().unwrap().as_str(),
            "纪委.example/存证"
        );
    }

    #[test]
    fn the_secret_is_never_shown() {
        let key = SigningKey::from_seed("office".parse().unwrap(), &[7; 32]);
        assert_eq!(format!("{key:?}"), "SigningKey(office, secret)");
    }
}
