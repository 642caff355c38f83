//! Checkpoints (检查点): the signed head of the ledger, C2SP tlog-checkpoint. Whoever keeps one
//! elsewhere can prove later that the ledger was cut back or rewritten (T19).

use crate::hash::Hash;
use crate::note::key::{SigningKey, VerifierKey};
use crate::note::{self, Note, NoteError};

/// The head of a ledger at one size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// Names the ledger; equals the name of the key that signs.
    pub origin: String,
    /// Leaves covered.
    pub size: u64,
    /// The root over them.
    pub root: Hash,
}

/// Why a checkpoint is not accepted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointError {
    /// The note around it is malformed, or not signed by a known key.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// The text is not origin, size and root on three lines.
    #[error("a checkpoint has three lines: origin, size and root")]
    Malformed,
    /// Signed with the key of another ledger.
    #[error("the checkpoint of {origin} is signed by {signer}")]
    OriginMismatch {
        /// The ledger it claims to be of.
        origin: String,
        /// The name of the key that signed.
        signer: String,
    },
}

impl Checkpoint {
    /// The text that is signed: three lines. This ledger uses no extension lines.
    pub fn text(&self) -> String {
        format!(
            "{}\n{}\n{}\n",
            self.origin,
            self.size,
            self.root.to_base64()
        )
    }

    /// Reads the signed text back. Only the exact text that [`Checkpoint::text`] writes is
    /// accepted, so that one checkpoint never has two spellings.
    pub fn from_text(text: &str) -> Result<Self, CheckpointError> {
        let lines: Vec<&str> = text.splitn(4, '\n').collect();
        let &[origin, size, root, ""] = lines.as_slice() else {
            return Err(CheckpointError::Malformed);
        };
        let checkpoint = Self {
            origin: origin.to_owned(),
            size: decimal(size).ok_or(CheckpointError::Malformed)?,
            root: Hash::from_base64(root).map_err(|_| CheckpointError::Malformed)?,
        };
        if origin.is_empty() {
            return Err(CheckpointError::Malformed);
        }
        Ok(checkpoint)
    }

    /// The signed note to publish.
    pub fn sign(&self, key: &SigningKey) -> Result<String, CheckpointError> {
        self.require_origin(key.name().as_str())?;
        Ok(note::sign(&self.text(), key)?)
    }

    /// Reads a signed note; it must be signed by one of the keys, and that key must bear the
    /// ledger's name. Older keys of the ledger may be handed in beside the present one.
    pub fn open(note: &str, keys: &[VerifierKey]) -> Result<Self, CheckpointError> {
        let note = Note::parse(note)?;
        let (text, signer) = note.verify(keys)?;
        let checkpoint = Self::from_text(text)?;
        checkpoint.require_origin(signer.name().as_str())?;
        Ok(checkpoint)
    }

    fn require_origin(&self, signer: &str) -> Result<(), CheckpointError> {
        if self.origin == signer {
            return Ok(());
        }
        let origin = self.origin.clone();
        Err(CheckpointError::OriginMismatch {
            origin,
            signer: signer.to_owned(),
        })
    }
}

/// A number without sign or leading zero.
pub(crate) fn decimal(text: &str) -> Option<u64> {
    let number: u64 = text.parse().ok()?;
    (number.to_string() == text).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example text of the Go checksum database, over the record "hello world".
    const GO: &str =
        "go.sum database tree\n123456789012\nTszzRgjTG6xce+z2AG31kAXYKBgQVtCSCE40HmuwBb0=\n";

    fn key(name: &str) -> SigningKey {
        SigningKey::from_seed(name.parse().unwrap(), &[1; 32])
    }

    fn checkpoint() -> Checkpoint {
        Checkpoint {
            origin: "office/ledger".into(),
            size: 7,
            root: Hash::of_leaf(b"x"),
        }
    }

    #[test]
    fn the_published_text_reads_and_writes() {
        let read = Checkpoint::from_text(GO).unwrap();
        assert_eq!(read.size, 123_456_789_012);
        assert_eq!(read.root, Hash::of_leaf(b"hello world"));
        assert_eq!(read.text(), GO);
    }

    #[test]
    fn other_texts_are_malformed() {
        let bad = [
            GO.trim_end().to_owned(),
            format!("{GO}extension\n"),
            format!("{GO}\n"),
            GO.replace("1234", "01234"),
            GO.replace("1234", "+1234"),
            GO.replace("1234", "0x1234"),
            GO.replace("Tszz", "TszzTszz"),
            GO.replace("go.sum database tree", ""),
            String::new(),
        ];
        for text in bad {
            assert_eq!(
                Checkpoint::from_text(&text),
                Err(CheckpointError::Malformed),
                "{text:?}"
            );
        }
    }

    #[test]
    fn a_signed_checkpoint_opens_with_its_key_only() {
        let note = checkpoint().sign(&key("office/ledger")).unwrap();
        let verifier = key("office/ledger").verifier();
        assert_eq!(
            Checkpoint::open(&note, std::slice::from_ref(&verifier)),
            Ok(checkpoint())
        );
        let other = [key("other").verifier()];
        assert_eq!(
            Checkpoint::open(&note, &other),
            Err(NoteError::Unsigned.into())
        );
        let altered = note.replace("\n7\n", "\n8\n");
        assert!(matches!(
            Checkpoint::open(&altered, &[verifier]),
            Err(CheckpointError::Note(NoteError::SignatureInvalid(_)))
        ));
    }

    #[test]
    fn a_key_signs_for_its_own_ledger_only() {
        let refused = checkpoint().sign(&key("other"));
        assert!(matches!(
            refused,
            Err(CheckpointError::OriginMismatch { .. })
        ));
        let note = note::sign(&checkpoint().text(), &key("other")).unwrap();
        let opened = Checkpoint::open(&note, &[key("other").verifier()]);
        assert!(matches!(
            opened,
            Err(CheckpointError::OriginMismatch { .. })
        ));
    }
}
