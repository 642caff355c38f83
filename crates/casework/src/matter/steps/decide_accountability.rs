//! Decide on a proposal to hold to account (审定约谈、问责建议): a leader of the organ that proposed it, and
//! never who proposed it.

use super::Event;
use crate::act::{Act, Performer};
use crate::escalation::{is_told, takes_forward};
use crate::form::{Field, Kind, Source};
use crate::matter::state::supervision::Proposal;
use crate::matter::{Decision, Matter};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct DecideAccountability {
    proposal: String,
    decision: Decision,
    note: Option<SealedRef>,
}

/// It was agreed to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountabilityAgreed {
    /// Which one.
    pub proposal: u32,
    /// With which words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<SealedRef>,
}

/// It was not agreed to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountabilityDeclined {
    /// Which one.
    pub proposal: u32,
    /// Why.
    pub note: SealedRef,
}

crate::refusals! {
    NothingProposed = "nothing-proposed" => "没有等候审定的约谈、问责建议；先提出建议，再由另一位领导审定。",
    ProposalUnknown = "proposal-unknown" => "没有这项等候审定的建议，可能已经审定。",
    NotYours = "not-yours" => "这项建议由另一机关提出，请由该机关审定；该机关已看不到此件的，才由上级机关审定。",
    OwnProposal = "own-proposal" => "提出建议的人不能自己审定，请由另一位领导审定。",
    NoteMissing = "note-missing" => "不同意的，请写明理由。",
}

/// Whether one of several proposals is for whoever acts to take forward; refused by the first of two reasons where
/// they may know of none, by the second where all are other organs'.
pub(super) fn any<'a, R>(
    matter: &'a Matter,
    proposals: impl Iterator<Item = &'a Proposal>,
    ctx: &Context<'_>,
    (none, others): (R, R),
) -> Result<(), R> {
    let mut told = proposals.filter(|known| is_told(&known.organ, ctx)).peekable();
    if told.peek().is_none() {
        return Err(none);
    }
    let theirs = |known: &Proposal| takes_forward(matter, &known.organ, ctx);
    if told.any(theirs) { Ok(()) } else { Err(others) }
}

/// The proposal of a number as a form sends it; refused by the first of two reasons where they may know of none, by
/// the second where it is another organ's to take forward.
pub(super) fn named<'a, R>(
    matter: &'a Matter,
    mut proposals: impl Iterator<Item = &'a Proposal>,
    number: &str,
    ctx: &Context<'_>,
    (unknown, others): (R, R),
) -> Result<&'a Proposal, R> {
    let named = |known: &&Proposal| known.number.to_string() == number && is_told(&known.organ, ctx);
    let known = proposals.find(named).ok_or(unknown)?;
    if takes_forward(matter, &known.organ, ctx) { Ok(known) } else { Err(others) }
}

/// Proposals that wait for a word.
pub(crate) fn waiting(matter: &Matter) -> impl Iterator<Item = &Proposal> {
    matter.supervision.proposals.iter().filter(|known| known.agreed.is_none())
}

impl Step for DecideAccountability {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "decide-accountability",
        noun: "accountability-decisions",
        zh: "审定约谈、问责建议",
        help: "同意约谈的，约谈后记下谈话情况；同意问责建议的，按管理权限移交办理。不同意的写明理由。",
        basis: "约谈、问责须由人提出、另一人审定（S2-17）",
        mechanisms: &["S2-17"],
        performer: Performer::Person,
        fields: &[
            Field::new("proposal", "建议", Kind::From(Source::Proposals)),
            Field::new("decision", "审定意见", Kind::Choice(Decision::CODES)),
            Field::new("note", "说明", Kind::Text { max: 500 }).optional().help("不同意的必填"),
        ],
    };

    fn ground(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
        any(matter, waiting(matter), ctx, (Refusal::NothingProposed, Refusal::NotYours))?;
        let mut waiting = waiting(matter).filter(|known| takes_forward(matter, &known.organ, ctx));
        let person = ctx.actor.person();
        let of_others = waiting.any(|known| known.by.is_none() || known.by.as_ref() != person);
        if of_others { Ok(()) } else { Err(Refusal::OwnProposal) }
    }

    fn decide(self, matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let refusals = (Refusal::ProposalUnknown, Refusal::NotYours);
        let known = named(matter, waiting(matter), &self.proposal, ctx, refusals)?;
        let own = known.by.as_ref().is_some_and(|by| ctx.actor.involves(by));
        if own {
            return Err(Refusal::OwnProposal);
        }
        let proposal = known.number;
        Ok(vec![match self.decision {
            Decision::Approve => {
                let note = self.note;
                Event::AccountabilityAgreed(AccountabilityAgreed { proposal, note })
            }
            Decision::Refuse => {
                let note = self.note.ok_or(Refusal::NoteMissing)?;
                Event::AccountabilityDeclined(AccountabilityDeclined { proposal, note })
            }
        }])
    }
}

fn settle(matter: &mut Matter, number: u32, agreed: bool) {
    let mut proposals = matter.supervision.proposals.iter_mut();
    if let Some(proposal) = proposals.find(|known| known.number == number) {
        proposal.agreed = Some(agreed);
    }
}

impl AccountabilityAgreed {
    /// It is to be carried out.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        settle(matter, self.proposal, true);
    }
}

impl AccountabilityDeclined {
    /// Nothing follows; another may be proposed.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        settle(matter, self.proposal, false);
    }
}

#[cfg(test)]
pub(crate) mod tests;
