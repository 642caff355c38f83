//! Which counties are proposed for key supervision (重点督导县), `key-counties.toml`.

use serde::Deserialize;

/// When a county is proposed, and what follows.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyRule {
    /// Over how many months before this one.
    pub months: i32,
    /// Review points of a hundred below which quality is low.
    pub quality: i64,
    /// Percent of first reports concluded in time below which it is low too.
    pub on_time: i64,
    /// Percent of over-level reports from which on they are prominent.
    pub over_level: i64,
    /// Of at least so many arrivals.
    pub least: i64,
    /// Kinds of full checks that are made each month.
    pub checks: Vec<String>,
    /// The role of whoever is told.
    pub leader: String,
    /// Where it comes from.
    pub basis: String,
    /// Mechanisms it serves.
    #[serde(default)]
    pub mechanisms: Vec<String>,
}
