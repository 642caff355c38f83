//! Signed notes (C2SP signed-note): a text, a blank line, and signature lines. A checkpoint is
//! one; witnesses (见证方) may add lines of their own, which a reader without their key ignores.

pub mod key;

use data_encoding::BASE64;

use self::key::{KeyName, SigningKey, VerifierKey};

/// Signature lines a reader looks at. The specification asks for at least 16.
const SIGNATURES_MAX: usize = 100;

/// What begins a signature line: an em dash and a space.
const LINE_START: &str = "\u{2014} ";

/// A note taken apart. Its text means nothing before [`Note::verify`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note<'a> {
    text: &'a str,
    signatures: Vec<Signature<'a>>,
}

/// One signature line.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Signature<'a> {
    name: &'a str,
    key_id: [u8; 4],
    bytes: Vec<u8>,
}

/// Why a note is not accepted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// It is not in the form of a signed note.
    #[error("this is not a signed note")]
    Malformed,
    /// None of the keys we trust has signed it.
    #[error("the note is not signed by any known key")]
    Unsigned,
    /// One of the keys we trust is named, but did not sign this text.
    #[error("the signature of {0} does not fit the note")]
    SignatureInvalid(KeyName),
}

/// Signs a text, which must end in a newline, and returns the whole note.
pub fn sign(text: &str, key: &SigningKey) -> Result<String, NoteError> {
    if !is_note_text(text) {
        return Err(NoteError::Malformed);
    }
    let verifier = key.verifier();
    let mut bytes = verifier.key_id().to_vec();
    bytes.extend_from_slice(&key.sign(text.as_bytes()));
    let signature = BASE64.encode(&bytes);
    Ok(format!(
        "{text}\n{LINE_START}{} {signature}\n",
        verifier.name()
    ))
}

impl<'a> Note<'a> {
    /// Takes a note apart without believing it.
    pub fn parse(note: &'a str) -> Result<Self, NoteError> {
        let (text, lines) = note.rsplit_once("\n\n").ok_or(NoteError::Malformed)?;
        let text = &note[..text.len() + 1];
        if !is_note_text(text) {
            return Err(NoteError::Malformed);
        }
        let lines = lines.strip_suffix('\n').ok_or(NoteError::Malformed)?;
        let lines: Vec<&str> = lines.split('\n').take(SIGNATURES_MAX + 1).collect();
        if lines.len() > SIGNATURES_MAX {
            return Err(NoteError::Malformed);
        }
        let signatures: Option<_> = lines.into_iter().map(Signature::parse).collect();
        Ok(Self {
            text,
            signatures: signatures.ok_or(NoteError::Malformed)?,
        })
    }

    /// The text and the key that signed it. Every line of a known key must verify and there must
    /// be one; lines of unknown keys are ignored.
    pub fn verify<'k>(
        &self,
        keys: &'k [VerifierKey],
    ) -> Result<(&'a str, &'k VerifierKey), NoteError> {
        let mut signer = None;
        for signature in &self.signatures {
            let Some(key) = keys.iter().find(|key| signature.claims(key)) else {
                continue;
            };
            if !key.accepts(self.text.as_bytes(), &signature.bytes) {
                return Err(NoteError::SignatureInvalid(key.name().clone()));
            }
            signer = signer.or(Some(key));
        }
        signer
            .map(|key| (self.text, key))
            .ok_or(NoteError::Unsigned)
    }
}

impl<'a> Signature<'a> {
    fn parse(line: &'a str) -> Option<Self> {
        let (name, signature) = line.strip_prefix(LINE_START)?.split_once(' ')?;
        if !key::is_name(name) {
            return None;
        }
        let mut bytes = BASE64.decode(signature.as_bytes()).ok()?;
        let key_id = *bytes.first_chunk::<4>()?;
        bytes.drain(..4);
        (!bytes.is_empty()).then_some(Self {
            name,
            key_id,
            bytes,
        })
    }

    fn claims(&self, key: &VerifierKey) -> bool {
        self.name == key.name().as_str() && self.key_id == key.key_id()
    }
}

/// Note text ends in a newline and has no other control character.
fn is_note_text(text: &str) -> bool {
    text.ends_with('\n') && text.chars().all(|c| c == '\n' || c >= ' ')
}

#[cfg(test)]
mod tests;
