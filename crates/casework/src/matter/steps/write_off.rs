//! Write off (销号): the book's line is closed, only after the reply or a recorded reason why none
//! could be given (S0-22).

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind};
use crate::matter::{Matter, Stage};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct WriteOff {
    reason: Option<SealedRef>,
}

/// The matter was written off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrittenOff {
    /// Why without a reply, where there was none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<SealedRef>,
}

crate::refusals! {
    ExclusionUnreviewed = "exclusion-unreviewed" =>
        "剔除尚未审定，请信访室主任或领导先审定剔除。",
    NotConcluded = "not-concluded" => "此件尚未办结，不能销号；审核通过并答复以后再销号。",
    ResultOwed = "result-owed" => "上级要结果的件，先向上级报结果，再销号。",
    ReplyMissing = "reply-missing" => "尚未答复，不能销号；确实无法答复的，请写明原因。",
}

impl Step for WriteOff {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "write-off",
        noun: "write-off",
        zh: "销号",
        help: "答复后销号；匿名等确实无法答复的，写明原因后销号。",
        basis: "登记录入、信息更新、定期对账、办结销账（S0-22）",
        mechanisms: &["S0-22", "S2-07"],
        performer: Performer::Person,
        fields: &[
            Field::new("reason", "未答复的原因", Kind::Text { max: 500 })
                .optional()
                .help("已答复的不填"),
        ],
    };

    fn ground(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
        if ctx.rules.settings.exclusion_review && matter.awaits_exclusion_review() {
            return Err(Refusal::ExclusionUnreviewed);
        }
        match matter.stage {
            Stage::Concluded | Stage::Replied => Ok(()),
            Stage::Received
            | Stage::Registered
            | Stage::Screened
            | Stage::Instructed
            | Stage::Routed
            | Stage::Signed
            | Stage::Accepted
            | Stage::Reported
            | Stage::Countersigned
            | Stage::WrittenOff
            | Stage::Joined
            | Stage::Voided => Err(Refusal::NotConcluded),
        }
    }

    fn decide(self, matter: &Matter, _: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        // A part is answered with the whole.
        if !matter.replied && self.reason.is_none() && !matter.is_part() {
            return Err(Refusal::ReplyMissing);
        }
        if matter.owes_superior() {
            return Err(Refusal::ResultOwed);
        }
        let reason = self.reason.filter(|_| !matter.replied);
        Ok(vec![Event::WrittenOff(WrittenOff { reason })])
    }
}

impl WrittenOff {
    /// Ends the matter's life, until it is opened again.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        matter.stage = Stage::WrittenOff;
    }
}

#[cfg(test)]
pub(crate) mod tests;
