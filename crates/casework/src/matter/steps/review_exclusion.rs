//! Review an exclusion (审定剔除, S1-32): what screening excluded counts only after somebody else looked at
//! it: the head or a leader, one by one or down the list of the day or month. What is sent back is
//! screened anew.

use super::Event;
use crate::act::{Act, Performer};
use crate::codes;
use crate::form::{Field, Kind};
use crate::matter::{Matter, Stage};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

codes! {
    /// What the review says.
    pub enum Review {
        /// It is excluded.
        Confirm = "confirm" => "同意剔除",
        /// It is to be screened anew.
        SendBack = "send-back" => "不同意，重新筛查",
    }
}

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct ReviewExclusion {
    review: Review,
    note: Option<SealedRef>,
}

/// The exclusion was confirmed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExclusionConfirmed {
    /// A remark.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<SealedRef>,
}

/// The exclusion was not agreed to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExclusionSentBack {
    /// Why.
    pub note: SealedRef,
}

crate::refusals! {
    NothingWaits = "nothing-waits" => "此件没有待审定的剔除。",
    OwnExclusion = "own-exclusion" => "剔除须由筛查人以外的人审定。",
    NoteMissing = "note-missing" => "不同意剔除的，请写明理由。",
}

impl Step for ReviewExclusion {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "review-exclusion",
        noun: "exclusion-reviews",
        zh: "审定剔除",
        help: "业务范围外、挂牌、无实质内容三类件，经审定才算剔除，随后答复或销号；不同意的退回重新筛查。",
        basis: "集体研判审议，剔除三类件（S1-32）",
        mechanisms: &["S1-32"],
        performer: Performer::Person,
        fields: &[
            Field::new("review", "审定意见", Kind::Choice(Review::CODES)),
            Field::new("note", "说明", Kind::Text { max: 300 }).optional(),
        ],
    };

    fn ground(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        if matter.awaits_exclusion_review() { Ok(()) } else { Err(Refusal::NothingWaits) }
    }

    fn decide(self, matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let proposer = matter.deciding.exclusion.as_ref().and_then(|known| known.by.as_ref());
        if proposer.is_some_and(|proposer| ctx.actor.involves(proposer)) {
            return Err(Refusal::OwnExclusion);
        }
        match self.review {
            Review::Confirm => {
                Ok(vec![Event::ExclusionConfirmed(ExclusionConfirmed { note: self.note })])
            }
            Review::SendBack => {
                let note = self.note.ok_or(Refusal::NoteMissing)?;
                Ok(vec![Event::ExclusionSentBack(ExclusionSentBack { note })])
            }
        }
    }
}

impl ExclusionConfirmed {
    /// The exclusion counts.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        if let Some(exclusion) = matter.deciding.exclusion.as_mut() {
            exclusion.confirmed = true;
        }
    }
}

impl ExclusionSentBack {
    /// Back to screening.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        matter.deciding.exclusion = None;
        matter.excluded = false;
        matter.stage = Stage::Registered;
    }
}

#[cfg(test)]
pub(crate) mod tests;
