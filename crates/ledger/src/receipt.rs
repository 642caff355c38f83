//! Receipts (回执): the C2SP tlog-proof text by which one event proves itself, years later and
//! offline, with nothing but the office's published key.

use data_encoding::BASE64;

use crate::checkpoint::{Checkpoint, CheckpointError, decimal};
use crate::hash::Hash;
use crate::note::key::VerifierKey;
use crate::proof::{self, ProofError};

const HEADER: &str = "c2sp.org/tlog-proof@v1";

/// No tree of 64-bit size has a longer path; it also stops a hostile text from growing.
const PROOF_MAX: usize = 64;

/// A leaf's place in the ledger, its path, and the checkpoint that the path leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// What the leaf is, for the reader's convenience. Nothing vouches for it.
    pub extra: Option<Vec<u8>>,
    /// The leaf's number, from 0.
    pub index: u64,
    /// The audit path, leaf's sibling first.
    pub proof: Vec<Hash>,
    /// The signed note, exactly as published.
    pub checkpoint: String,
}

/// Why a receipt is not accepted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReceiptError {
    /// Not in the form of a receipt.
    #[error("this is not a receipt")]
    Malformed,
    /// Its checkpoint does not hold.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// Its path does not lead from this event to the checkpoint.
    #[error(transparent)]
    Proof(#[from] ProofError),
}

impl Receipt {
    /// The text to hand out, ending in a newline.
    pub fn text(&self) -> String {
        let mut text = format!("{HEADER}\n");
        if let Some(extra) = &self.extra {
            text += &format!("extra {}\n", BASE64.encode(extra));
        }
        text += &format!("index {}\n", self.index);
        for hash in &self.proof {
            text += &format!("{}\n", hash.to_base64());
        }
        text + "\n" + &self.checkpoint
    }

    /// Reads a receipt without believing it.
    pub fn parse(text: &str) -> Result<Self, ReceiptError> {
        Self::read(text).ok_or(ReceiptError::Malformed)
    }

    /// Proves that the leaf is in the ledger, and returns the checkpoint that says so. Compute
    /// the leaf hash from the event itself ([`crate::leaf::leaf_hash`]).
    pub fn verify(&self, leaf: &Hash, keys: &[VerifierKey]) -> Result<Checkpoint, ReceiptError> {
        let checkpoint = Checkpoint::open(&self.checkpoint, keys)?;
        let (size, root) = (checkpoint.size, &checkpoint.root);
        proof::verify_inclusion(leaf, self.index, size, &self.proof, root)?;
        Ok(checkpoint)
    }

    fn read(text: &str) -> Option<Self> {
        let (head, checkpoint) = text.split_once("\n\n")?;
        let mut lines = head.split('\n').peekable();
        if lines.next() != Some(HEADER) {
            return None;
        }
        let extra = match lines.peek()?.strip_prefix("extra ") {
            Some(extra) => Some(BASE64.decode(extra.as_bytes()).ok()?),
            None => None,
        };
        if extra.is_some() {
            lines.next();
        }
        let index = decimal(lines.next()?.strip_prefix("index ")?)?;
        let lines: Vec<&str> = lines.take(PROOF_MAX + 1).collect();
        if lines.len() > PROOF_MAX {
            return None;
        }
        let proof: Option<_> = lines
            .into_iter()
            .map(|line| Hash::from_base64(line).ok())
            .collect();
        Some(Self {
            extra,
            index,
            proof: proof?,
            checkpoint: checkpoint.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::note::key::SigningKey;

    fn key() -> SigningKey {
        SigningKey::from_seed("office".parse().unwrap(), &[3; 32])
    }

    /// The second of three leaves.
    fn receipt(extra: Option<Vec<u8>>) -> (Receipt, Hash) {
        let leaves = [b"a", b"b", b"c"].map(|bytes| Hash::of_leaf(bytes));
        let root = Hash::of_node(&Hash::of_node(&leaves[0], &leaves[1]), &leaves[2]);
        let checkpoint = Checkpoint {
            origin: "office".into(),
            size: 3,
            root,
        };
        let checkpoint = checkpoint.sign(&key()).unwrap();
        let proof = vec![leaves[0], leaves[2]];
        (
            Receipt {
                extra,
                index: 1,
                proof,
                checkpoint,
            },
            leaves[1],
        )
    }

    #[test]
    fn a_receipt_proves_its_leaf_and_no_other() {
        let keys = [key().verifier()];
        let (receipt, leaf) = receipt(None);
        assert_eq!(receipt.verify(&leaf, &keys).unwrap().size, 3);
        let other = receipt.verify(&Hash::of_leaf(b"c"), &keys);
        assert_eq!(other, Err(ProofError::Root.into()));
        let moved = Receipt {
            index: 0,
            ..receipt.clone()
        };
        assert_eq!(moved.verify(&leaf, &keys), Err(ProofError::Root.into()));
        let forged = Receipt {
            checkpoint: receipt.checkpoint.replace("\n3\n", "\n4\n"),
            ..receipt
        };
        assert!(matches!(
            forged.verify(&leaf, &keys),
            Err(ReceiptError::Checkpoint(_))
        ));
    }

    #[test]
    fn the_text_reads_back() {
        for extra in [None, Some(vec![]), Some(b"matter-1 2".to_vec())] {
            let (receipt, _) = receipt(extra);
            assert_eq!(Receipt::parse(&receipt.text()), Ok(receipt));
        }
        let alone = Receipt {
            extra: None,
            index: 0,
            proof: vec![],
            checkpoint: "x\n".into(),
        };
        assert_eq!(alone.text(), "c2sp.org/tlog-proof@v1\nindex 0\n\nx\n");
        assert_eq!(Receipt::parse(&alone.text()), Ok(alone));
    }

    #[test]
    fn endless_paths_are_refused() {
        let (mut receipt, leaf) = receipt(None);
        receipt.proof = vec![leaf; PROOF_MAX];
        assert_eq!(Receipt::parse(&receipt.text()).as_ref(), Ok(&receipt));
        receipt.proof.push(leaf);
        assert_eq!(
            Receipt::parse(&receipt.text()),
            Err(ReceiptError::Malformed)
        );
    }

    proptest! {
        #[test]
        fn whatever_reads_is_written_the_same(cut in 0..200usize, insert in ".{0,5}") {
            let mut text = receipt(Some(b"e".to_vec())).0.text();
            if let Some((at, _)) = text.char_indices().nth(cut) {
                text.insert_str(at, &insert);
            }
            if let Ok(receipt) = Receipt::parse(&text) {
                prop_assert_eq!(receipt.text(), text);
            }
        }

        #[test]
        fn no_text_brings_the_reader_down(text in any::<String>()) {
            let text = format!("{HEADER}\nindex {text}");
            if let Ok(receipt) = Receipt::parse(&text) {
                prop_assert_eq!(receipt.text(), text);
            }
        }
    }
}
