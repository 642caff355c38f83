//! Confirm an original (确认接收): whoever it was handed or lent to says that they have it, or that they
//! do not (P-06).

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::codes;
use crate::ids::{PersonId, UnitId};
use crate::matter::Matter;
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

codes! {
    /// What the taker says.
    pub enum Answer {
        /// It is here.
        Take = "take" => "已收到",
        /// It is not, or it is not what was said.
        Decline = "decline" => "未收到，退回",
    }
}

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct TakeOriginal {
    original: String,
    answer: Answer,
    note: Option<SealedRef>,
}

/// The taker confirmed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OriginalTaken {
    /// Which.
    pub number: u32,
    /// The taker.
    pub by: PersonId,
    /// The taker's unit.
    pub unit: UnitId,
    /// What the taker remarks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<SealedRef>,
}

/// The taker did not confirm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OriginalDeclined {
    /// Which.
    pub number: u32,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<SealedRef>,
}

crate::refusals! {
    NothingComes = "nothing-comes" => "没有等您确认接收的原件。",
    NotYours = "not-yours" => "此原件不是移交、借给您的；请保管人移交或者借给您。",
    ReasonMissing = "reason-missing" => "未收到的须写明情况。",
}

impl Step for TakeOriginal {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "take-original",
        noun: "original-receipts",
        zh: "确认接收原件",
        help: "当面点清页数再确认；未收到或者对不上的，写明情况退回。",
        basis: "移交、借阅双方签字（P-06）",
        mechanisms: &["P-06"],
        performer: Performer::Person,
        fields: &[
            Field::new("original", "原件", Kind::From(Source::Originals)),
            Field::new("answer", "收到没有", Kind::Choice(Answer::CODES)),
            Field::new("note", "说明", Kind::Text { max: 300 }).optional(),
        ],
    };

    fn ground(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
        let waits = |person| matter.originals.iter().any(|original| original.awaits(person));
        if ctx.actor.person().is_some_and(waits) { Ok(()) } else { Err(Refusal::NothingComes) }
    }

    fn decide(self, matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let (Some(person), Some(unit)) = (ctx.actor.person(), ctx.actor.unit()) else {
            return Err(Refusal::NotYours);
        };
        let original = matter.original(&self.original).filter(|original| original.awaits(person));
        let number = original.ok_or(Refusal::NotYours)?.number;
        match self.answer {
            Answer::Take => Ok(vec![Event::OriginalTaken(OriginalTaken {
                number,
                by: person.clone(),
                unit: unit.clone(),
                note: self.note,
            })]),
            Answer::Decline if self.note.is_none() => Err(Refusal::ReasonMissing),
            Answer::Decline => {
                let declined = OriginalDeclined { number, note: self.note };
                let mut events = vec![Event::OriginalDeclined(declined)];
                if original.is_some_and(|original| original.loan.is_some()) && matter.last_loan(number) {
                    events.push(Event::OriginalsHome(super::return_original::OriginalsHome {}));
                }
                Ok(events)
            }
        }
    }
}

impl OriginalTaken {
    /// The taker answers for it now.
    pub fn evolve(&self, matter: &mut Matter, record: &Recorded<()>) {
        let Some(original) = matter.original_mut(self.number) else { return };
        if let Some(loan) = &mut original.loan {
            loan.confirmed = true;
            return;
        }
        original.handing = None;
        original.keeper = self.by.clone();
        original.unit = self.unit.clone();
        original.since = record.at;
        original.place = None;
    }
}

impl OriginalDeclined {
    /// It stays with its keeper.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        if let Some(original) = matter.original_mut(self.number) {
            original.handing = None;
            original.loan = None;
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;
