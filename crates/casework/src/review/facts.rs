//! What the shell looks up for a case review: the matters it names, and the next number of its lists.

use crate::ids::{MatterId, PersonId, UnitId};
use serde::{Deserialize, Serialize};

/// What a review needs to know beside its own state.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// The matters a command names, in its order; `None` for a number the actor knows nothing behind.
    pub matters: Vec<Option<Reviewed>>,
    /// What of the matters of the organ and below may be drawn, as whoever fixes it may see them.
    pub population: Vec<crate::draw::Stratum>,
    /// What the rule lists of the organ and below: matters whose handling made people come again.
    pub caused: Vec<super::Caused>,
    /// The last number of a deficiency list that the organ gave this year.
    pub last_list: u32,
}

/// A matter as it stands when it comes under review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reviewed {
    /// Which matter.
    pub matter: MatterId,
    /// Its number.
    pub number: String,
    /// The unit that handled it.
    pub unit: UnitId,
    /// The same unit's organ.
    pub organ: UnitId,
    /// Who handled it, led the handling or audited it.
    pub handled: Vec<PersonId>,
    /// Who signed its result.
    pub signed: Vec<PersonId>,
    /// Who may not know of it (T4).
    pub recused: Vec<PersonId>,
    /// Who answers for how it was first handled (首办责任, S1-14).
    pub first: Vec<PersonId>,
    /// Whether it came for the first time.
    pub is_first: bool,
    /// Whether it is concluded.
    pub is_concluded: bool,
}
