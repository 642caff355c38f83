//! Return an original (归还原件): the keeper says that it is back. When nothing is out any more, the
//! loans' clock is kept (P-06).

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::matter::{Custody, Matter};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct ReturnOriginal {
    original: String,
    note: Option<SealedRef>,
}

/// An original came back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OriginalReturned {
    /// Which.
    pub number: u32,
    /// In which condition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<SealedRef>,
}

/// Nothing of the matter is lent any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OriginalsHome {}

crate::refusals! {
    NoneLent = "none-lent" => "没有借出的原件。",
    NotLent = "not-lent" => "此原件没有借出。",
    NotKeeper = "not-keeper" => "归还由保管人登记；保管人不能办理的，由其机关的信访室主任、领导或者上级机关登记。",
}

impl Step for ReturnOriginal {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "return-original",
        noun: "original-returns",
        zh: "登记归还原件",
        help: "点清页数、看过有无损毁后登记归还。",
        basis: "借阅登记、按期归还（P-06）",
        mechanisms: &["P-06"],
        performer: Performer::Person,
        fields: &[
            Field::new("original", "原件", Kind::From(Source::Originals)),
            Field::new("note", "说明", Kind::Text { max: 300 }).optional(),
        ],
    };

    fn ground(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        if matter.any_original(Custody::Lent) { Ok(()) } else { Err(Refusal::NoneLent) }
    }

    fn decide(self, matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let original = matter.original(&self.original).ok_or(Refusal::NotLent)?;
        if original.custody() != Custody::Lent {
            return Err(Refusal::NotLent);
        }
        if !original.is_in_charge(matter, ctx) {
            return Err(Refusal::NotKeeper);
        }
        let number = original.number;
        let mut events = vec![Event::OriginalReturned(OriginalReturned { number, note: self.note })];
        if matter.last_loan(number) {
            events.push(Event::OriginalsHome(OriginalsHome {}));
        }
        Ok(events)
    }
}

impl OriginalReturned {
    /// It is in its place again.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        if let Some(original) = matter.original_mut(self.number) {
            original.loan = None;
        }
    }
}

impl OriginalsHome {
    /// Changes nothing by itself: it ends the loans' clock.
    pub fn evolve(&self, _: &mut Matter, _: &Recorded<()>) {}
}

#[cfg(test)]
pub(crate) mod tests;
