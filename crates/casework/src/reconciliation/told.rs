//! What an act of a reconciliation is told: what the shell counted, and what the actor may not know of.

use super::{Figures, Found};
use crate::ids::MatterId;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// What an act is told.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Told {
    /// What was counted for the month, where the act counts.
    pub counted: Option<Counted>,
    /// Months of the organ that have a reconciliation.
    pub begun: Vec<Date>,
    /// The matter a noted difference names, if the actor may know of it.
    pub matter: Option<MatterId>,
    /// Differences about matters that the actor may not know of (T4): nobody is held up by what they may
    /// not know of.
    pub hidden: BTreeSet<u32>,
}

/// What was counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counted {
    /// The month's figures.
    pub figures: Figures,
    /// What does not agree.
    pub found: Vec<Found>,
}
