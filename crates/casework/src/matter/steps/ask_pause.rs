//! Ask for a pause (申请中止): handling cannot go on until something outside it happens, such as an expert
//! opinion; whoever assigned the matter decides, and only then its clocks stand still.

use super::Event;
use crate::act::{Act, Performer};
use crate::codes;
use crate::form::{Field, Kind};
use crate::matter::state::handling::Pause;
use crate::matter::{Matter, Stage};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

codes! {
    /// Why handling has to wait.
    pub enum PauseGround {
        /// An expert opinion, an audit, an appraisal.
        Appraisal = "appraisal" => "等待鉴定、审计、评估",
        /// Another organ's decision comes first.
        OtherOrgan = "other-organ" => "等待其他机关的处理结果",
        /// A person needed for it cannot be reached.
        Absent = "absent" => "有关人员无法联系或者因病不能配合",
        /// Something nobody can help.
        Force = "force" => "不可抗力",
        /// Anything else.
        Other = "other" => "其他",
    }
}

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct AskPause {
    ground: PauseGround,
    reason: SealedRef,
}

/// A pause was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PauseAsked {
    /// Of which kind.
    pub ground: PauseGround,
    /// Why.
    pub reason: SealedRef,
}

crate::refusals! {
    NotAccepted = "not-accepted" => "此件不在办理中，不能申请中止。",
    AlreadyAsked = "already-asked" => "已有一项中止申请等候审批。",
    AlreadyPaused = "already-paused" => "此件已经中止办理；原因消除的，请先恢复办理。",
}

impl Step for AskPause {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "ask-pause",
        noun: "pause-requests",
        zh: "申请中止",
        help: "因等待鉴定等原因确实不能继续办理的，申请中止；交办机关同意后办理时限停计，恢复后接着算。",
        basis: "中止办理须经批准，停计时限、恢复后续算；为默认设置，可由本单位调整",
        mechanisms: &["S0-14"],
        performer: Performer::Person,
        fields: &[
            Field::new("ground", "情形", Kind::Choice(PauseGround::CODES)),
            Field::new("reason", "中止理由", Kind::Text { max: 1000 }),
        ],
    };

    fn ground(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        if matter.handling.is_paused() {
            return Err(Refusal::AlreadyPaused);
        }
        if matter.handling.is_pause_asked() {
            return Err(Refusal::AlreadyAsked);
        }
        if matter.stage == Stage::Accepted { Ok(()) } else { Err(Refusal::NotAccepted) }
    }

    fn decide(self, _: &Matter, _: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let (ground, reason) = (self.ground, self.reason);
        Ok(vec![Event::PauseAsked(PauseAsked { ground, reason })])
    }
}

impl PauseAsked {
    /// Waits for whoever assigned it.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        matter.handling.pause = Some(Pause { since: None });
    }
}

#[cfg(test)]
pub(crate) mod tests;
