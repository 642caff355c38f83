//! Ask for the matter to be handled again (申请重新办理): through the query code, because the reporter is
//! not satisfied, or has new facts (P-17). Another person judges it.

use super::Event;
use crate::act::{Act, Performer};
use crate::code::Code;
use crate::form::{Field, Kind};
use crate::matter::{Matter, PleaGround, Satisfaction, Via};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct RequestReopening {
    ground: PleaGround,
    reason: SealedRef,
}

/// The reporter asked for the matter to be handled again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReopeningRequested {
    /// Why.
    pub ground: PleaGround,
    /// In the reporter's words.
    pub reason: SealedRef,
    /// How it came.
    pub via: Via,
}

crate::refusals! {
    CodeMissing = "code-missing" => "须由举报人凭查询码申请；电话、当面提出的请用“代录重新办理申请”。",
    NotTold = "not-told" => "办理结果告诉您以后，才能申请重新办理；有新的情况，现在可以补充材料。",
    Already = "already" => "您的申请已经收到，请等审定。同一次办理，因不满意只申请一次；有新的事实可以再提。",
    NotDissatisfied = "not-dissatisfied" => "请先评价；对过程或者结果不满意的，可以申请重新办理。",
    Erased = "erased" => "这件的材料已按规定销毁。有新的事实，请重新举报，并写明原来的编号。",
}

/// The grounds that a reporter may have.
pub const GROUNDS: &[Code] = PleaGround::CODES.split_at(2).0;

impl Step for RequestReopening {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "request-reopening",
        noun: "reopening-request",
        zh: "申请重新办理",
        help: "由没有办过这件的人审定；不予重新办理的，告诉举报人理由。",
        basis: "举报人有异议的应当说明，新的证据应当核查；有无新事实（P-17）",
        mechanisms: &["P-17"],
        performer: Performer::Reporter,
        fields: &[
            Field::new("ground", "为什么", Kind::Choice(GROUNDS)),
            Field::new("reason", "请写具体", Kind::Text { max: 3000 }),
        ],
    };

    fn ground(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
        let speaker = ctx.facts.speaker.as_ref().ok_or(Refusal::CodeMissing)?;
        if speaker.matter != matter.id {
            return Err(Refusal::NotTold);
        }
        may_plead(matter)
    }

    fn decide(self, matter: &Matter, _: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        plead(matter, self.ground, self.reason, Via::Code)
    }
}

/// Whether a request can be meant at all.
pub(super) fn may_plead(matter: &Matter) -> Result<(), Refusal> {
    if !matter.is_answered() {
        return Err(Refusal::NotTold);
    }
    if !matter.erased.is_empty() {
        return Err(Refusal::Erased);
    }
    let waits = matter.answering.open_pleas().any(|plea| plea.reason.is_some());
    if waits { Err(Refusal::Already) } else { Ok(()) }
}

/// The request, whoever brings it in.
pub(super) fn plead(
    matter: &Matter,
    ground: PleaGround,
    reason: SealedRef,
    via: Via,
) -> Result<Vec<Event>, Refusal> {
    if ground == PleaGround::Dissatisfied {
        let answering = &matter.answering;
        let evaluation = answering.round().and_then(|round| round.evaluation);
        let no = Satisfaction::Dissatisfied;
        if !evaluation.is_some_and(|said| said.process == no || said.result == no) {
            return Err(Refusal::NotDissatisfied);
        }
        let round = answering.rounds.len();
        if answering.pleas.iter().any(|plea| plea.round == round && plea.ground == ground) {
            return Err(Refusal::Already);
        }
    }
    Ok(vec![Event::ReopeningRequested(ReopeningRequested { ground, reason, via })])
}

impl ReopeningRequested {
    /// Waits to be judged.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        matter.answering.plead(self.ground, None, Some(self.reason.clone()));
    }
}

#[cfg(test)]
pub(crate) mod tests;
