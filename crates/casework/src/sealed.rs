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
}
