//! Reply (答复): the result is told to the reporter, one to one, with a record (S2-12), within five working
//! days of 办结 (S0-24; nationally fifteen), by the office that the settings name (S2-08). How the reporter
//! takes it is recorded; what they object to is explained, and new evidence is checked.
//!
//! An anonymous report may be answered in public instead: `propose_feedback`, `approve_feedback`,
//! `give_feedback` (S1-17).

use super::Event;
use crate::act::{Act, Performer};
use crate::actor::Actor;
use crate::code::Code;
use crate::codes;
use crate::form::{Field, Kind};
use crate::matter::{Answer, Matter, PleaGround, Stage};
use crate::rules::Outlet;
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

impl ReplyMode {
    /// Modes in which the reporter alone is told.
    pub const ONE_TO_ONE: &'static [Code] = Self::CODES.split_at(4).0;
    /// Modes in which others hear it.
    pub const IN_PUBLIC: &'static [Code] = Self::CODES.split_at(4).1;
}

codes! {
    /// How the reporter took the answer (态度).
    pub enum Attitude {
        /// Accepts it.
        Accepts = "accepts" => "接受",
        /// Says neither yes nor no.
        Unsaid = "unsaid" => "没有表态",
        /// Objects to it.
        Objects = "objects" => "有异议",
    }
}

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct Reply {
    mode: ReplyMode,
    text: SealedRef,
    attitude: Option<Attitude>,
    objection: Option<SealedRef>,
    explanation: Option<SealedRef>,
    #[serde(default)]
    new_evidence: bool,
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
    /// How the reporter took it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attitude: Option<Attitude>,
    /// What they object to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub objection: Option<SealedRef>,
    /// How it was explained.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub explanation: Option<SealedRef>,
    /// Whether they brought new evidence, which has to be checked.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub new_evidence: bool,
    /// How reporters may oversee a public reply.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub oversight: Option<SealedRef>,
    /// How many a public reply reached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heads: Option<u32>,
    /// What was said to a public reply.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remarks: Option<SealedRef>,
}

impl Replied {
    /// A reply with nothing but its words.
    pub fn new(mode: ReplyMode, text: SealedRef) -> Self {
        Self {
            mode,
            text,
            place: None,
            audience: None,
            attitude: None,
            objection: None,
            explanation: None,
            new_evidence: false,
            oversight: None,
            heads: None,
            remarks: None,
        }
    }
}

crate::refusals! {
    ExclusionUnreviewed = "exclusion-unreviewed" =>
        "剔除尚未审定，请信访室主任或领导先审定剔除。",
    NotConcluded = "not-concluded" => "此件尚未办结，或已答复；没有办结的，审核通过以后再答复。",
    OtherOutlet = "other-outlet" => "答复不由您的单位出口：请把拟答复的内容交给本单位规定的答复部门（信访室或承办单位）。",
    ExplanationMissing = "explanation-missing" => "举报人有异议的，请写明异议和怎样解释说明的。",
}

impl Step for Reply {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "reply",
        noun: "reply",
        zh: "答复",
        help: "一对一答复举报人，照实记下态度；有异议的当场解释，提出新证据的另行核查。匿名的可以“拟公开反馈”。",
        basis: "办结后五个工作日内回复（S0-24）；一对一答复（S2-12）；出口统一（S2-08）；有异议的说明，新证据核查",
        mechanisms: &["S0-24", "S2-08", "S2-12"],
        performer: Performer::Person,
        fields: &[
            Field::new("mode", "答复方式", Kind::Choice(ReplyMode::ONE_TO_ONE)),
            Field::new("text", "答复内容", Kind::Text { max: 3000 }),
            Field::new("attitude", "举报人态度", Kind::Choice(Attitude::CODES)).optional(),
            Field::new("objection", "异议", Kind::Text { max: 1000 }).optional().help("有异议的必填"),
            Field::new("explanation", "怎样解释说明的", Kind::Text { max: 1000 }).optional().help("有异议的必填"),
            Field::new("new_evidence", "提出了新证据", Kind::Flag).optional(),
        ],
    };

    fn ground(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
        if ctx.rules.settings.exclusion_review && matter.awaits_exclusion_review() {
            return Err(Refusal::ExclusionUnreviewed);
        }
        if matter.stage != Stage::Concluded {
            return Err(Refusal::NotConcluded);
        }
        if is_outlet(matter, ctx) { Ok(()) } else { Err(Refusal::OtherOutlet) }
    }

    fn decide(self, _: &Matter, _: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let explained = self.objection.is_some() && self.explanation.is_some();
        if self.attitude == Some(Attitude::Objects) && !explained {
            return Err(Refusal::ExplanationMissing);
        }
        Ok(vec![Event::Replied(Replied {
            attitude: self.attitude,
            objection: self.objection,
            explanation: self.explanation,
            new_evidence: self.new_evidence,
            ..Replied::new(self.mode, self.text)
        })])
    }
}

/// Whether replies go out through the actor (S2-08).
fn is_outlet(matter: &Matter, ctx: &Context<'_>) -> bool {
    let Actor::Person { unit, role, .. } = ctx.actor else {
        return true;
    };
    let petition = ctx.rules.role(role).is_some_and(|role| role.petition);
    let handling = *unit == matter.holder;
    match ctx.rules.settings.reply_outlet {
        Outlet::PetitionOffice => petition,
        Outlet::HandlingUnit => handling,
        Outlet::Either => petition || handling,
    }
}

impl Replied {
    /// Opens the way to the write-off.
    pub fn evolve(&self, matter: &mut Matter, record: &Recorded<()>) {
        matter.stage = Stage::Replied;
        matter.replied = true;
        matter.answering.feedback = None;
        if let Some(round) = matter.answering.round_mut() {
            round.answer = Some(Answer {
                at: record.happened,
                mode: self.mode,
                by: record.by.person().cloned(),
                attitude: self.attitude,
            });
        }
        if self.new_evidence {
            matter.answering.plead(PleaGround::Objection, None, self.objection.clone());
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;
