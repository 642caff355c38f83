//! How a matter stands in campaigns (专项行动): noted on the matter in the same write as the campaign's own act,
//! so that books list what was taken down beside what is overdue. It is told to those who know of the
//! campaign's item, and to nobody else who may open the matter.

use super::Matter;
use crate::campaign::ItemState;
use crate::ids::{PersonId, ProcedureId, UnitId};
use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

/// How a matter stands in a campaign.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CampaignNote {
    /// Which campaign.
    pub campaign: ProcedureId,
    /// Its number.
    pub number: String,
    /// Which item of it the matter is.
    pub item: u32,
    /// Where the item stands.
    pub state: ItemState,
    /// Who knows of it: those who know the whole campaign, and the unit that answers for the item.
    pub told: Vec<UnitId>,
    /// Who took it, and by when it is to be cleared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contract: Option<ContractNote>,
}

/// One leader, one team, one plan (包案).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContractNote {
    /// The leader.
    pub leader: PersonId,
    /// As what the leader took it.
    pub capacity: String,
    /// How many are in the team.
    pub team: u32,
    /// Since when.
    pub since: DateTime,
    /// By when it is to be cleared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<DateTime>,
}

impl CampaignNote {
    /// Whether it still has to be cleared.
    pub fn is_open(&self) -> bool {
        use ItemState::{Contracted, Open, Resolved};
        matches!(self.state, Open | Contracted | Resolved)
    }
}

impl Matter {
    /// How it stands in campaigns, as far as a unit knows of them: in one that still has to clear it, or else
    /// in the last.
    pub fn campaigned_for(&self, unit: &UnitId) -> Option<&CampaignNote> {
        let told = |note: &&CampaignNote| note.told.contains(unit);
        let known = || self.campaigned.iter().rev().filter(told);
        known()
            .find(|note| note.is_open())
            .or_else(|| known().next())
    }
}
