//! Judge what asks for handling again (审定重新办理): a request of the reporter, a repeat that came after
//! the conclusion, new evidence brought with an objection. Are there new facts (P-17)? Never judged by
//! who handled, signed, concluded or answered it.

use super::Event;
use super::reopen::{ReopenGround, Reopened};
use crate::act::{Act, Performer};
use crate::codes;
use crate::form::{Field, Kind, Source};
use crate::ids::PersonId;
use crate::matter::{Matter, PleaGround, Stage};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

codes! {
    /// The judgement.
    pub enum ReopeningVerdict {
        /// Handle it again.
        Grant = "grant" => "重新办理",
        /// No new facts: filed (存查), and the reporter is told why.
        Refuse = "refuse" => "不重新办理，存查并告知理由",
    }
}

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct JudgeReopening {
    plea: String,
    verdict: ReopeningVerdict,
    reason: SealedRef,
}

/// It will be handled again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReopeningGranted {
    /// Which plea.
    pub plea: u32,
    /// Why.
    pub reason: SealedRef,
}

/// It is filed; the reporter has to be told why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReopeningRefused {
    /// Which plea.
    pub plea: u32,
    /// Why.
    pub reason: SealedRef,
}

crate::refusals! {
    NothingAsked = "nothing-asked" => "没有等候审定的重新办理申请或重复件。",
    PleaUnknown = "plea-unknown" => "没有这一项，可能已经审定，请重新选择。",
    OwnWork = "own-work" => "您参与了此件的办理、会签、审核或答复，须由没有办过这件的人审定。",
    Erased = "erased" => "此件内容已经销毁，不能重新办理；有新的事实请另行接收。",
}

impl Step for JudgeReopening {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "judge-reopening",
        noun: "reopening-judgement",
        zh: "审定重新办理",
        help: "看有没有新的事实：有的，重新办理；没有的，存查并告诉举报人理由。",
        basis: "办结后重复举报先问有无新事实（P-17）；首办责任（S1-14）",
        mechanisms: &["P-17"],
        performer: Performer::Person,
        fields: &[
            Field::new("plea", "审定哪一项", Kind::From(Source::Pleas)),
            Field::new("verdict", "审定意见", Kind::Choice(ReopeningVerdict::CODES)),
            Field::new("reason", "理由", Kind::Text { max: 1000 }),
        ],
    };

    fn ground(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
        let concluded = matches!(matter.stage, Stage::Concluded | Stage::Replied | Stage::WrittenOff);
        if !concluded || matter.answering.open_pleas().next().is_none() {
            return Err(Refusal::NothingAsked);
        }
        match ctx.actor.person() {
            Some(person) if took_part(matter, person) => Err(Refusal::OwnWork),
            _ => Ok(()),
        }
    }

    fn decide(self, matter: &Matter, _: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let plea = matter.answering.plea(&self.plea).ok_or(Refusal::PleaUnknown)?;
        if plea.granted.is_some() {
            return Err(Refusal::PleaUnknown);
        }
        let (number, reason) = (plea.number, self.reason);
        if self.verdict == ReopeningVerdict::Refuse {
            let refused = ReopeningRefused { plea: number, reason };
            return Ok(vec![Event::ReopeningRefused(refused)]);
        }
        if !matter.erased.is_empty() {
            return Err(Refusal::Erased);
        }
        let ground = match plea.ground {
            PleaGround::Dissatisfied => ReopenGround::Dissatisfied,
            PleaGround::NewFacts | PleaGround::Objection | PleaGround::Repeat => ReopenGround::NewFacts,
        };
        let granted = ReopeningGranted { plea: number, reason: reason.clone() };
        let reopened = Reopened { ground, reason };
        Ok(vec![Event::ReopeningGranted(granted), Event::Reopened(reopened)])
    }
}

/// Whether a person had a hand in the result that is questioned.
fn took_part(matter: &Matter, person: &PersonId) -> bool {
    let rounds = matter.answering.rounds.iter();
    let mut ended = rounds.flat_map(|round| {
        let answerer = round.answer.as_ref().and_then(|answer| answer.by.as_ref());
        [round.concluder.as_ref(), answerer]
    });
    let mut signed = matter.signatures.iter().map(|sign| &sign.person);
    let handled = [matter.handler(), matter.first_handler.as_ref()];
    ended.any(|known| known == Some(person))
        || signed.any(|known| known == person)
        || handled.contains(&Some(person))
}

impl ReopeningGranted {
    /// Notes the judgement; the reopening follows.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        judged(matter, self.plea, true);
    }
}

impl ReopeningRefused {
    /// Notes the judgement.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        judged(matter, self.plea, false);
    }
}

fn judged(matter: &mut Matter, number: u32, granted: bool) {
    let mut pleas = matter.answering.pleas.iter_mut();
    if let Some(plea) = pleas.find(|plea| plea.number == number) {
        plea.granted = Some(granted);
    }
}

#[cfg(test)]
pub(crate) mod tests;
