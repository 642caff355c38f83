//! What somebody may have to answer for (追责问责), `accountability.toml`.

use serde::Deserialize;

/// The rules of it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Duties {
    /// When units push a matter to and fro (推诿扯皮).
    pub passing: PassingRule,
}

/// From when on giving a matter back counts as pushing it away.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PassingRule {
    /// How often it was given back as not one's own.
    pub times: usize,
    /// Where it comes from.
    pub basis: String,
    /// Mechanisms it serves.
    #[serde(default)]
    pub mechanisms: Vec<String>,
}

impl Default for PassingRule {
    fn default() -> Self {
        Self {
            times: 2,
            basis: String::new(),
            mechanisms: Vec::new(),
        }
    }
}
