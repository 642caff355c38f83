//! Withdraw a draft (撤回草稿): a slip that nobody signed yet is taken back with a reason. Its rung is not
//! drafted again; the rungs above go on.

use crate::act::{Act, Performer};
use crate::escalation::{Supervised, is_own, one_of};
use crate::form::{Field, Kind, Source};
use crate::matter::Matter;
use crate::matter::state::supervision::Slip;
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};
use std::marker::PhantomData;

/// The command: on a matter, or on a procedure.
#[derive(Debug, Clone, Deserialize)]
#[serde(bound = "")]
pub struct WithdrawDraft<S = Matter> {
    #[serde(skip)]
    of: PhantomData<fn() -> S>,
    slip: String,
    reason: SealedRef,
}

/// A draft was taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftWithdrawn {
    /// Which one.
    pub slip: u32,
    /// Why.
    pub reason: SealedRef,
}

crate::refusals! {
    NoDraft = "no-draft" => "此件没有待签发的督办文书，不用撤回；已经签发的不能撤回。",
    SlipUnknown = "slip-unknown" => "没有这份待签发的文书，可能已经签发、撤回或不再需要。",
    NotYours = "not-yours" => "这份文书由另一机关发出，请由该机关撤回。",
}

/// The draft of a number, if it is one of the organ's that acts.
pub(super) fn draft<'a, S: Supervised>(
    of: &'a S,
    number: &str,
    ctx: &Context<'_>,
) -> Result<Option<&'a Slip>, ()> {
    let named = |slip: &&Slip| slip.number.to_string() == number;
    let found = of.drafts_for(ctx).find(named);
    match found {
        Some(slip) if !is_own(of, slip, ctx) => Err(()),
        found => Ok(found),
    }
}

impl<S: Supervised> Step for WithdrawDraft<S> {
    type State = S;
    type Event = S::Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "withdraw-draft",
        noun: "withdrawn-slips",
        zh: "撤回草稿",
        help: "尚未签发的督办文书不再发出，写明理由；这一级不再重新起草，更高一级到期的照常起草。",
        basis: "提示单、督办单须经签发（S0-27）",
        mechanisms: &["S0-27"],
        performer: Performer::Person,
        fields: &[
            Field::new("slip", "文书", Kind::From(Source::DraftSlips)),
            Field::new("reason", "理由", Kind::Text { max: 300 }),
        ],
    };

    fn ground(of: &S, ctx: &Context<'_>) -> Result<(), Refusal> {
        let mine = |slip: &Slip| is_own(of, slip, ctx);
        one_of(of.drafts_for(ctx), mine, (Refusal::NoDraft, Refusal::NotYours))
    }

    fn decide(self, of: &S, ctx: &Context<'_>) -> Result<Vec<S::Event>, Refusal> {
        let found = draft(of, &self.slip, ctx).map_err(|()| Refusal::NotYours)?;
        let slip = found.ok_or(Refusal::SlipUnknown)?.number;
        Ok(vec![DraftWithdrawn { slip, reason: self.reason }.into()])
    }
}

impl DraftWithdrawn {
    /// It will not go out.
    pub fn evolve<S: Supervised>(&self, of: &mut S, record: &Recorded<()>) {
        if let Some(slip) = of.slip_mut(self.slip) {
            slip.withdrawn = Some(record.happened);
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;
