//! Hand an original over (原件移交): the giver proposes, and it is theirs until the taker confirms, so that
//! both have signed (P-06).

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::access;
use crate::ids::PersonId;
use crate::matter::{Custody, Matter};
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct HandOriginal {
    original: String,
    to: PersonId,
}

/// An original is on its way to another keeper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OriginalHanded {
    /// Which.
    pub number: u32,
    /// To whom.
    pub to: PersonId,
}

crate::refusals! {
    NoneKept = "none-kept" => "没有在库的原件可以移交。",
    NotKept = "not-kept" => "此原件不在库，请先办理归还或者确认接收。",
    NotKeeper = "not-keeper" => "原件由保管人移交；保管人不能办理的，由其机关的信访室主任、领导或者上级机关移交。",
    Taker = "taker" => "接收人须是在岗的另一人，并能查看此件。",
}

impl Step for HandOriginal {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "hand-original",
        noun: "original-handovers",
        zh: "移交原件",
        help: "写明交给谁；对方确认接收以前，保管责任仍在您。",
        basis: "移交登记，双方签字（P-06）",
        mechanisms: &["P-06"],
        performer: Performer::Person,
        fields: &[
            Field::new("original", "原件", Kind::From(Source::Originals)),
            Field::new("to", "接收人", Kind::From(Source::Persons)),
        ],
    };

    fn ground(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        if matter.any_original(Custody::Kept) { Ok(()) } else { Err(Refusal::NoneKept) }
    }

    fn decide(self, matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let original = matter.original(&self.original).ok_or(Refusal::NotKept)?;
        if original.custody() != Custody::Kept {
            return Err(Refusal::NotKept);
        }
        if !original.is_in_charge(matter, ctx) {
            return Err(Refusal::NotKeeper);
        }
        let sees = access::sees(ctx.office, ctx.rules, &self.to, ctx.now.on(), matter);
        if self.to == original.keeper || !sees {
            return Err(Refusal::Taker);
        }
        Ok(vec![Event::OriginalHanded(OriginalHanded { number: original.number, to: self.to })])
    }
}

impl OriginalHanded {
    /// Waits for the taker.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        if let Some(original) = matter.original_mut(self.number) {
            original.handing = Some(self.to.clone());
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;
