//! Why a book does not agree (差异原因), `reconciliation.toml`.

use super::Rules;
use serde::Deserialize;

/// The whole file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Causes {
    pub(super) cause: Vec<CauseRule>,
}

/// A cause.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CauseRule {
    /// Permanent id.
    pub id: String,
    /// What an office calls it.
    pub name: String,
    /// Whether it says nothing without words.
    #[serde(default)]
    pub words: bool,
    /// Where it comes from.
    pub basis: String,
    /// Mechanisms it serves.
    #[serde(default)]
    pub mechanisms: Vec<String>,
}

impl Rules {
    /// The cause of an id.
    pub fn cause(&self, id: &str) -> Option<&CauseRule> {
        self.causes.iter().find(|cause| cause.id == id)
    }
}
