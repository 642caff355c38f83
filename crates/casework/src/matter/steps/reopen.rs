//! Re-open (重新办理): new facts, a dissatisfied reporter, or a review that found the work wanting.
//! The first handler of the first round stays answerable (S1-14, S1-15).

use super::Event;
use crate::act::{Act, Performer};
use crate::codes;
use crate::form::{Field, Kind};
use crate::matter::{Matter, Stage};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

codes! {
    /// Why a concluded matter is opened again.
    pub enum ReopenGround {
        /// New facts or evidence (P-17).
        NewFacts = "new-facts" => "有新的事实或证据",
        /// The reporter is not satisfied.
        Dissatisfied = "dissatisfied" => "举报人不满意",
        /// A review found the work wanting.
        Review = "review" => "复查发现问题",
    }
}

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct Reopen {
    ground: ReopenGround,
    reason: SealedRef,
}

/// The matter was opened again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reopened {
    /// Why.
    pub ground: ReopenGround,
    /// In words.
    pub reason: SealedRef,
}

crate::refusals! {
    NotConcluded = "not-concluded" => "此件尚在办理，无需重新办理。",
    Erased = "erased" => "此件内容已经销毁，不能重新办理；有新的事实请另行接收。",
    OwnResult = "own-result" => "您参与了原来的办理或会签，是否重新办理请由他人决定。",
}

impl Step for Reopen {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "reopen",
        noun: "reopening",
        zh: "重新办理",
        help: "有新事实、举报人不满意或复查发现问题的，重新办理；首办责任不变。",
        basis: "新的证据应当核查；有无新事实（P-17）；首办责任（S1-14）",
        mechanisms: &["P-17", "S1-14"],
        performer: Performer::Person,
        fields: &[
            Field::new("ground", "情形", Kind::Choice(ReopenGround::CODES)),
            Field::new("reason", "理由", Kind::Text { max: 1000 }),
        ],
    };

    fn ground(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        match matter.stage {
            Stage::WrittenOff if !matter.erased.is_empty() => Err(Refusal::Erased),
            Stage::Concluded | Stage::Replied | Stage::WrittenOff => Ok(()),
            Stage::Received
            | Stage::Registered
            | Stage::Screened
            | Stage::Instructed
            | Stage::Routed
            | Stage::Signed
            | Stage::Accepted
            | Stage::Reported
            | Stage::Countersigned
            | Stage::Joined
            | Stage::Voided => Err(Refusal::NotConcluded),
        }
    }

    fn decide(self, matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        if matter.signatures.iter().any(|sign| sign.involves(ctx.actor)) {
            return Err(Refusal::OwnResult);
        }
        Ok(vec![Event::Reopened(Reopened { ground: self.ground, reason: self.reason })])
    }
}

impl Reopened {
    /// Back to the unit that handled it; what was excluded goes back to screening.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        matter.stage = match matter.assignment() {
            Some(_) => matter.stage_in_hand(),
            None => Stage::Registered,
        };
        matter.excluded = false;
        matter.deciding.exclusion = None;
        matter.replied = false;
        matter.signatures.clear();
        matter.reopened += 1;
        matter.answering.reopened();
    }
}

#[cfg(test)]
pub(crate) mod tests;
