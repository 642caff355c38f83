//! Lend an original (借出原件): to a person who may see the matter, until the term of the clock
//! `return-original`; overdue loans show like every broken promise (P-06).

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::access;
use crate::ids::PersonId;
use crate::matter::{Custody, Loan, Matter};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct LendOriginal {
    original: String,
    to: PersonId,
    purpose: SealedRef,
}

/// An original was lent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OriginalLent {
    /// Which.
    pub number: u32,
    /// To whom.
    pub to: PersonId,
    /// For what.
    pub purpose: SealedRef,
}

crate::refusals! {
    NoneKept = "none-kept" => "没有在库的原件可以借出。",
    Over = "over" => "此件已销号或已并入，原件归档后按档案借阅办理。",
    NotKept = "not-kept" => "此原件不在库，不能借出；借出的请先归还，移交中的请接收人先签收。",
    NotKeeper = "not-keeper" => "原件由保管人借出；保管人不能办理的，由其机关的信访室主任、领导或者上级机关办理。",
    Borrower = "borrower" => "借阅人须是在岗的另一人，并能查看此件。",
}

impl Step for LendOriginal {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "lend-original",
        noun: "original-loans",
        zh: "借出原件",
        help: "写明借给谁、做什么用；借阅人要确认收到，到期不还会亮灯。同一件的几份原件按最早借出的一份计算归还期限。",
        basis: "借阅登记、按期归还（P-06）",
        mechanisms: &["P-06"],
        performer: Performer::Person,
        fields: &[
            Field::new("original", "原件", Kind::From(Source::Originals)),
            Field::new("to", "借阅人", Kind::From(Source::Persons)),
            Field::new("purpose", "用途", Kind::Text { max: 200 }),
        ],
    };

    fn ground(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        if !matter.any_original(Custody::Kept) {
            return Err(Refusal::NoneKept);
        }
        if matter.is_over() { Err(Refusal::Over) } else { Ok(()) }
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
            return Err(Refusal::Borrower);
        }
        let lent = OriginalLent { number: original.number, to: self.to, purpose: self.purpose };
        Ok(vec![Event::OriginalLent(lent)])
    }
}

impl OriginalLent {
    /// It is out; its keeper still answers for it.
    pub fn evolve(&self, matter: &mut Matter, record: &Recorded<()>) {
        let from = record.happened.date();
        if let Some(original) = matter.original_mut(self.number) {
            original.loan = Some(Loan { to: self.to.clone(), from, confirmed: false });
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;
