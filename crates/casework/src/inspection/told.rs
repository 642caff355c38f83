//! What the shell looks up before an act on an inspection is decided.

use crate::draw::{Seed, Stratum};
use crate::ids::{MatterId, UnitId};
use std::collections::BTreeSet;

/// What an inspection's step is told besides the inspection.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Told {
    /// The population asked for, as whoever fixes it may see it; none where it could not be looked for.
    pub population: Option<Vec<Stratum>>,
    /// What it was asked for by, in the words of a list's address.
    pub source: String,
    /// The first checkpoint that covers the fixed population: its size, and the seed it makes.
    pub checkpoint: Option<(u64, Seed)>,
    /// Units on the priority list (重点抽查名单).
    pub priority: Vec<UnitId>,
    /// The matter named: its id, its number, and the organ that has it in hand.
    pub matter: Option<(MatterId, String, UnitId)>,
    /// Items about matters that whoever acts is recused from (T4): they are not there.
    pub hidden: BTreeSet<u32>,
    /// Items about matters that whoever acts may not see (any more): their numbers are not shown.
    pub unnamed: BTreeSet<u32>,
}
