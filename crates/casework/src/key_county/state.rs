//! What a key supervised county is.

mod choices;
mod promises;
mod rows;

pub(crate) use choices::leaders;
pub(crate) use rows::NOTICES;

use super::steps::{self, Event};
use super::{Ground, Made};
use crate::ids::{PersonId, ProcedureId, UnitId};
use crate::matter::Choice;
use crate::procedure::{Core, Noun, Procedure};
use crate::rows::{Offset, Rows};
use crate::rules::Rules;
use crate::sealed::SealedRef;
use crate::step::Context;
use jiff::civil::{Date, DateTime};

crate::codes! {
    /// Where it stands.
    pub enum Stage {
        /// Proposed; a person decides.
        Proposed = "proposed" => "已提出，待审定",
        /// Named: checked each month.
        Named = "named" => "督导中",
        /// Not named.
        Declined = "declined" => "未列入",
        /// It left.
        Left = "left" => "已退出",
    }
}

crate::codes! {
    /// What a person decides of a proposal.
    pub enum Verdict {
        /// The county is named.
        Name = "name" => "列为重点督导县",
        /// It is not.
        Decline = "decline" => "不列入",
    }
}

/// A key supervised county.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyCounty {
    /// What every procedure has.
    pub core: Core,
    /// Which county.
    pub county: UnitId,
    /// Where it stands.
    pub stage: Stage,
    /// What was counted when it was proposed.
    pub ground: Ground,
    /// Who proposed it.
    pub proposer: Option<PersonId>,
    /// The reasons given, oldest first: what was decided, on which day.
    pub reasons: Vec<(&'static str, Date, SealedRef)>,
    /// Since when it is named, local.
    pub named: Option<DateTime>,
    /// The months' checks.
    pub checks: Vec<Check>,
    /// What the principal leader was told.
    pub notices: Vec<Notice>,
}

/// A month's full check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// Its number, from 1.
    pub number: u32,
    /// When it was recorded, local.
    pub at: DateTime,
    /// The inspections it was made by.
    pub made: Vec<Made>,
}

/// A notice, point to point (点对点通报).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Its number, from 1.
    pub number: u32,
    /// About which check.
    pub check: u32,
    /// To whom, and nobody else.
    pub to: PersonId,
    /// What it says.
    pub text: SealedRef,
    /// When it was sent, local.
    pub sent: DateTime,
    /// When the leader acknowledged it, local.
    pub read: Option<DateTime>,
}

impl KeyCounty {
    /// Whether it is under key supervision now.
    pub fn is_named(&self) -> bool {
        self.stage == Stage::Named
    }

    /// The check that its leader was not told of yet.
    pub(crate) fn untold(&self) -> Option<&Check> {
        let told = |check: &&Check| {
            self.notices
                .iter()
                .any(|notice| notice.check == check.number)
        };
        self.checks.last().filter(|check| !told(check))
    }

    /// Notices that a person has to acknowledge.
    pub(crate) fn unread<'a>(&'a self, ctx: &'a Context<'_>) -> impl Iterator<Item = &'a Notice> {
        let person = ctx.actor.person();
        let notices = self.notices.iter();
        notices.filter(move |notice| notice.read.is_none() && Some(&notice.to) == person)
    }

    /// Takes down the reason of a decision.
    pub(crate) fn reasoned(&mut self, what: &'static str, on: DateTime, reason: &SealedRef) {
        self.reasons.push((what, on.date(), reason.clone()));
    }
}

impl Procedure for KeyCounty {
    crate::by_steps!(steps, stage: Stage);

    const NOUN: Noun = Noun::KeyCounty;

    fn new(id: ProcedureId) -> Self {
        Self {
            core: Core::new(id),
            county: UnitId(String::new()),
            stage: Stage::Proposed,
            ground: Ground::default(),
            proposer: None,
            reasons: Vec::new(),
            named: None,
            checks: Vec::new(),
            notices: Vec::new(),
        }
    }

    fn kind(&self) -> &str {
        Noun::KeyCounty.as_str()
    }

    fn kind_zh<'a>(_: &'a Rules, _: &'a str) -> &'a str {
        Noun::KeyCounty.zh()
    }

    fn period(&self) -> Option<(Date, Date)> {
        None
    }

    fn next(&self) -> &'static [&'static str] {
        &[
            "read-notice",
            "decide-key-county",
            "notify-leader",
            "record-check",
        ]
    }

    fn event_zh(event: &Event) -> &'static str {
        match event {
            Event::KeyCountyProposed(_) => "提出",
            Event::KeyCountyNamed(_) => "列为重点督导县",
            Event::KeyCountyDeclined(_) => "不列入",
            Event::CheckRecorded(_) => "登记每月全覆盖检查",
            Event::LeaderNotified(_) => "点对点通报主要负责人",
            Event::NoticeRead(_) => "主要负责人阅知",
            Event::KeyCountyKept(_) => "继续督导",
            Event::KeyCountyLeft(_) => "退出",
            other => crate::procedure::common_zh::<Self>(other),
        }
    }

    fn own_choices(&self, list: &str, ctx: &Context<'_>) -> Vec<Choice> {
        choices::offered(self, list, ctx)
    }

    fn details(&self, offset: Offset, rows: &mut Rows) {
        rows::details(self, offset, rows);
    }
}
