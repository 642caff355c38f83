//! Reply (答复): the result is told. A real-name reporter is told one to one with a record (S2-12);
//! an anonymous report may be answered in public where fitting, with method, place and audience
//! recorded (S1-17). Within five working days of 办结 (S0-24; nationally fifteen).

use super::Event;
use crate::act::{Act, Performer};
use crate::codes;
use crate::form::{Field, Kind};
use crate::matter::{Matter, Stage};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

codes! {
    /// How the result was told.
    pub enum ReplyMode {
        /// Face to face.
        InPerson = "in-person" => "当面答复",
        /// By telephone.
        Phone = "phone" => "电话答复",
        /// In writing.
        Letter = "letter" => "书面答复",
        /// At home.
        Home = "home" => "上门答复",
        /// At an approved meeting.
        Meeting = "meeting" => "会议公开反馈",
        /// On a notice board.
        Board = "board" => "公示栏公开反馈",
    }
}

impl ReplyMode {
    /// Whether others than the reporter hear it.
    pub fn is_public(self) -> bool {
        matches!(self, Self::Meeting | Self::Board)
    }
}

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct Reply {
    mode: ReplyMode,
    text: SealedRef,
    place: Option<SealedRef>,
    audience: Option<SealedRef>,
}

/// The result was told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replied {
    /// How.
    pub mode: ReplyMode,
    /// What was said.
    pub text: SealedRef,
    /// Where, for a public reply.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<SealedRef>,
    /// To whom, for a public reply.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub audience: Option<SealedRef>,
}

crate::refusals! {
    NotConcluded = "not-concluded" => "此件尚未办结，或已答复。",
    RealNameInPublic = "real-name-in-public" => "实名举报须一对一答复，不得公开反馈。",
    AudienceMissing = "audience-missing" => "公开反馈须写明地点和范围。",
}

impl Step for Reply {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "reply",
        noun: "reply",
        zh: "答复",
        help: "实名举报一对一答复并留存记录；匿名举报可在会议、公示栏公开反馈，写明地点和范围。",
        basis: "办结后五个工作日内回复（S0-24）；一对一答复（S2-12）；匿名公开反馈（S1-17）；出口统一（S2-08）",
        mechanisms: &["S0-24", "S1-17", "S2-08", "S2-12"],
        performer: Performer::Person,
        fields: &[
            Field::new("mode", "答复方式", Kind::Choice(ReplyMode::CODES)),
            Field::new("text", "答复内容", Kind::Text { max: 3000 }),
            Field::new("place", "地点", Kind::Line { max: 60 }).optional(),
            Field::new("audience", "范围", Kind::Line { max: 60 }).optional(),
        ],
    };

    fn ground(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        if matter.stage == Stage::Concluded { Ok(()) } else { Err(Refusal::NotConcluded) }
    }

    fn decide(self, matter: &Matter, _: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        if self.mode.is_public() && matter.real_name() {
            return Err(Refusal::RealNameInPublic);
        }
        if self.mode.is_public() && (self.place.is_none() || self.audience.is_none()) {
            return Err(Refusal::AudienceMissing);
        }
        Ok(vec![Event::Replied(Replied {
            mode: self.mode,
            text: self.text,
            place: self.place,
            audience: self.audience,
        })])
    }
}

impl Replied {
    /// Opens the way to the write-off.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        matter.stage = Stage::Replied;
        matter.replied = true;
    }
}

#[cfg(test)]
pub(crate) mod tests;
