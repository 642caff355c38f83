//! What an event knows of a sealed value: where it lies and what it was, never what it says.

use crate::ids::{FileId, SealedId};
use serde::{Deserialize, Serialize};

/// A reference to a sealed value with the commitment SHA-256(salt ‖ plaintext), in hex.
///
/// Erasing the key leaves the event, its hash and the ledger untouched.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct SealedRef {
    /// The row of `sealed` in the same stream.
    pub id: SealedId,
    /// Hex of the commitment.
    pub commitment: String,
}

/// A file named by an event: its pieces lie sealed in `chunks`, its name in `sealed`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRef {
    /// Whose pieces.
    pub id: FileId,
    /// The name the sender gave, sealed.
    pub name: SealedRef,
    /// Bytes of the plaintext.
    pub size: i64,
    /// The media type told from the content, e.g. `image/jpeg`.
    pub media_type: String,
    /// Hex of SHA-256 over the file's random salt ‖ original bytes: the original stays provable (T13).
    pub commitment: String,
    /// The copy without the marks of who made it; none where the file could not be cleaned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clean: Option<CleanCopy>,
}

/// The cleaned copy (处理件) of a file, made once when the file was taken in (T13): sealed in pieces and
/// under a key of its own, so that the original can be kept from whoever has the copy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CleanCopy {
    /// Whose pieces.
    pub id: FileId,
    /// Bytes of the plaintext.
    pub size: i64,
    /// The media type it has become.
    pub media_type: String,
    /// Hex of the commitment over name, type, size and content hash.
    pub commitment: String,
    /// The version of the rules it was cleaned by.
    pub cleaner: u32,
}
