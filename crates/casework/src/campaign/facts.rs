//! What an act of a campaign is told of matters. The shell looks it up through the actor's own eyes.

use super::Traits;
use crate::ids::{MatterId, PersonId, UnitId};

/// What an act is told.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CampaignFacts {
    /// Matters that the criteria propose, or those the command names.
    pub found: Vec<Found>,
    /// How the matter of the item that the command names stands.
    pub standing: Option<Standing>,
    /// Items about matters that the actor may not know of (T4).
    pub hidden: Vec<u32>,
}

/// A matter that is proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Which matter.
    pub matter: MatterId,
    /// Its number, as the command names it.
    pub number: String,
    /// The organ in whose hands it is.
    pub unit: UnitId,
    /// What the criteria look at.
    pub traits: Traits,
}

/// How the matter of an item stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standing {
    /// Whether its reporter was answered, or it was written off with a reason.
    pub answered: bool,
    /// Whether its reporter settled (息访).
    pub settled: bool,
    /// Who had a hand in it: its handler, and who concluded it.
    pub hands: Vec<PersonId>,
}
