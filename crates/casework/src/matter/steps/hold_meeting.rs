//! Joint case meeting (案件联席会议): the minutes of a discussion of the result, with who took part, what they
//! thought and what was decided (S2-11). Where the office's setting says so, a real-name result is not
//! reported before one.

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind};
use crate::matter::state::handling::Meeting;
use crate::matter::{Matter, Stage};
use crate::sealed::{FileRef, SealedRef};
use crate::step::{Context, Recorded, Step};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct HoldMeeting {
    on: Date,
    participants: SealedRef,
    opinions: SealedRef,
    decision: SealedRef,
    #[serde(default)]
    files: Vec<FileRef>,
}

/// A meeting was held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeetingHeld {
    /// The day.
    pub on: Date,
    /// Who took part.
    pub participants: SealedRef,
    /// What they thought.
    pub opinions: SealedRef,
    /// What was decided.
    pub decision: SealedRef,
    /// The signed minutes and what else was put before it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<FileRef>,
}

crate::refusals! {
    NotAccepted = "not-accepted" => "此件不在办理中，现在不记会议；受理以后、办结以前再记。",
    InTheFuture = "in-the-future" => "会议日期不能晚于今天，请更正。",
    BeforeArrival = "before-arrival" => "会议日期不能早于收到举报的日期，请更正。",
}

impl Step for HoldMeeting {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "hold-meeting",
        noun: "meetings",
        zh: "联席会议",
        help: "记录案件联席会议讨论办理情况的时间、参加人、意见和决定；实名举报结果上报前是否必须讨论，按本单位的设置。",
        basis: "实名举报调查情况经案件联席会议讨论（S2-11）",
        mechanisms: &["S2-11"],
        performer: Performer::Person,
        fields: &[
            Field::new("on", "会议日期", Kind::Date),
            Field::new("participants", "参加人", Kind::Text { max: 600 }),
            Field::new("opinions", "讨论意见", Kind::Text { max: 3000 }),
            Field::new("decision", "会议决定", Kind::Text { max: 1000 }),
            Field::new("files", "会议材料", Kind::Files { max: 5 }).optional(),
        ],
    };

    fn ground(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        if matter.stage == Stage::Accepted { Ok(()) } else { Err(Refusal::NotAccepted) }
    }

    fn decide(self, matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        if self.on > ctx.now.on() {
            return Err(Refusal::InTheFuture);
        }
        if self.on < matter.received.date() {
            return Err(Refusal::BeforeArrival);
        }
        Ok(vec![Event::MeetingHeld(MeetingHeld {
            on: self.on,
            participants: self.participants,
            opinions: self.opinions,
            decision: self.decision,
            files: self.files,
        })])
    }
}

impl MeetingHeld {
    /// The result of this round may be reported.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        let round = matter.reopened;
        matter.handling.meetings.push(Meeting { on: self.on, round });
        matter.handling.files.extend(self.files.iter().cloned());
    }
}

#[cfg(test)]
pub(crate) mod tests;
