//! How a matter is supervised (督办): slips drafted, signed and answered, rungs held back, urgings, and
//! proposals to hold somebody to account. Where a slip stands is derived from who did what when.

use crate::clocks::{Clock, Timed};
use crate::escalation::Supervised;
use crate::ids::{PersonId, UnitId};
use crate::matter::AccountGround;
use crate::rules::RungKind;
use crate::sealed::{FileRef, SealedRef};
use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

/// The supervision so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Supervision {
    /// Slips, in the order they were drafted.
    pub slips: Vec<Slip>,
    /// Rungs held back, oldest first.
    pub holds: Vec<Hold>,
    /// Urgings (催办), oldest first.
    pub urgings: Vec<Urging>,
    /// Proposals to hold somebody to account, oldest first.
    pub proposals: Vec<Proposal>,
}

/// A slip: 提示单, 督办单 or 通报.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip {
    /// Number within the matter or procedure, from 1.
    pub number: u32,
    /// Which kind.
    pub kind: RungKind,
    /// Which promises it is about: one, or several of the same unit that reached the rung together.
    pub about: Vec<About>,
    /// Whose slip it is.
    pub organ: UnitId,
    /// To whom.
    pub to: UnitId,
    /// What it says.
    pub words: SlipWords,
    /// When it was drafted, local.
    pub drafted: DateTime,
    /// By whom; nobody where a timer did.
    pub by: Option<PersonId>,
    /// When it was taken back before it was signed.
    pub withdrawn: Option<DateTime>,
    /// When, by whom and under which number it was signed.
    pub signed: Option<Signed>,
    /// Answers to it, oldest first.
    pub answers: Vec<SlipAnswer>,
}

/// A promise a slip is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// Number of the clock.
    pub clock: u32,
    /// When it was due as the slip was drafted.
    pub due: DateTime,
}

/// What a slip says beside what the program puts in: every part may be left out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlipWords {
    /// What is demanded (督办要求).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub demand: Option<SealedRef>,
    /// What was studied together before (集体分析研究, S2-17).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub studied: Option<SealedRef>,
    /// Suggestions (督办建议), each counted (S0-28).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub suggestions: Vec<SealedRef>,
}

/// A signature under a slip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// When, local.
    pub at: DateTime,
    /// By whom.
    pub by: Option<PersonId>,
    /// Its number: 督办〔2026〕7号.
    pub number: String,
}

/// An answer to a slip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlipAnswer {
    /// When, local.
    pub at: DateTime,
    /// By whom.
    pub by: Option<PersonId>,
    /// What was answered.
    pub text: SealedRef,
    /// What proves it.
    pub files: Vec<FileRef>,
    /// What came of its examination.
    pub examined: Option<Examined>,
}

/// What came of the examination of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Examined {
    /// Whether it was accepted.
    pub accepted: bool,
    /// When, local.
    pub at: DateTime,
    /// By whom.
    pub by: Option<PersonId>,
    /// With which words.
    pub note: Option<SealedRef>,
}

/// A rung held back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hold {
    /// Of which clock.
    pub clock: u32,
    /// Which rung.
    pub kind: RungKind,
    /// By whom.
    pub by: Option<PersonId>,
    /// Whose rung it is.
    pub organ: UnitId,
    /// Until the beginning of which day.
    pub until: Date,
    /// Why.
    pub reason: SealedRef,
}

/// An urging.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Urging {
    /// When, local.
    pub at: DateTime,
    /// By whom.
    pub by: Option<PersonId>,
    /// Of which organ or unit.
    pub organ: UnitId,
    /// Who was urged.
    pub to: UnitId,
    /// About which promise: the clock's rule.
    pub rule: String,
    /// About which item of a procedure, where it is about one.
    pub item: Option<u32>,
    /// How.
    pub mode: UrgeMode,
    /// What came of it.
    pub outcome: UrgeOutcome,
    /// How many suggestions were made (督办建议).
    pub suggestions: usize,
}

/// A proposal to hold somebody to account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// Number within the matter, from 1.
    pub number: u32,
    /// Why.
    pub ground: AccountGround,
    /// Which form.
    pub form: AccountForm,
    /// Which unit.
    pub unit: UnitId,
    /// Of which organ.
    pub organ: UnitId,
    /// By whom.
    pub by: Option<PersonId>,
    /// When, local.
    pub at: DateTime,
    /// Whether it was agreed to; nothing while it waits.
    pub agreed: Option<bool>,
    /// When the talk was held.
    pub talked: Option<DateTime>,
    /// Entries of the matter that prove it.
    pub proof: Vec<i64>,
    /// Who answers for how it was first handled (首办责任), where that is the ground.
    pub first: Vec<PersonId>,
    /// What came of it.
    pub outcome: Option<AccountOutcome>,
}

crate::codes! {
    /// How a unit was urged (S0-11, S0-28, S2-16).
    pub enum UrgeMode {
        /// By telephone.
        Phone = "phone" => "电话催办",
        /// By letter.
        Letter = "letter" => "发函催办",
        /// On the spot.
        OnSite = "on-site" => "实地督办",
        /// On the platform.
        Online = "online" => "网上催办",
        /// By hearing a report.
        Hearing = "hearing" => "听取汇报",
    }
}

crate::codes! {
    /// What came of an urging (P-30).
    pub enum UrgeOutcome {
        /// They said how it stands.
        Told = "told" => "已说明情况",
        /// They promised to finish.
        Promised = "promised" => "承诺限期办结",
        /// It was delivered.
        Delivered = "delivered" => "已送达",
        /// Nobody answered.
        Unreached = "unreached" => "未接通",
    }
}

crate::codes! {
    /// What a look at how a matter is handled found (S2-15).
    pub enum Checked {
        /// It is as it should be.
        Good = "good" => "规范、及时",
        /// It is not.
        Bad = "bad" => "存在问题",
    }
}

/// What came of a proposal that was agreed to (追责结果).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountOutcome {
    /// How many people and units were held to account.
    pub held: usize,
    /// Whether it ended in a talk or in education alone.
    pub light: bool,
    /// When, local.
    pub at: DateTime,
}

crate::codes! {
    /// In which form somebody is held to account.
    pub enum AccountForm {
        /// A talk.
        Talk = "talk" => "约谈",
        /// A suggestion to those who may hold to account.
        Suggestion = "suggestion" => "问责建议",
        /// A typical case, handed to those who deal with such (S3-19).
        Transfer = "transfer" => "移送典型问题",
    }
}

crate::codes! {
    /// Where a slip stands.
    pub enum SlipState {
        /// It waits for a signature.
        Draft = "draft" => "待签发",
        /// What it was about was done, or moved, before anybody signed it.
        Moot = "moot" => "不再发出",
        /// It was taken back.
        Withdrawn = "withdrawn" => "已撤回",
        /// It went out and waits for an answer.
        Sent = "sent" => "待答复",
        /// The answer waits for its examination.
        Answered = "answered" => "待审核",
        /// The answer was refused: another one is owed.
        Returned = "returned" => "退回重答",
        /// The answer was accepted.
        Accepted = "accepted" => "已认可",
    }
}

crate::codes! {
    /// Where a proposal to hold somebody to account stands.
    pub enum AccountState {
        /// Another person has to decide.
        Waiting = "waiting" => "待审定",
        /// It was not agreed to.
        Declined = "declined" => "不同意",
        /// It was agreed to, and is to be carried out.
        Agreed = "agreed" => "待落实",
        /// It was carried out.
        Done = "done" => "已落实",
    }
}

impl Proposal {
    /// Where it stands.
    pub fn state(&self) -> AccountState {
        match self.agreed {
            None => AccountState::Waiting,
            Some(false) => AccountState::Declined,
            Some(true) if self.outcome.is_some() || self.talked.is_some() => AccountState::Done,
            Some(true) => AccountState::Agreed,
        }
    }
}

impl SlipState {
    /// Whether an answer is owed.
    pub fn is_owed(self) -> bool {
        matches!(self, Self::Sent | Self::Returned)
    }
}

impl Slip {
    /// Whether it is about a clock.
    pub fn is_about(&self, clock: u32) -> bool {
        self.about.iter().any(|about| about.clock == clock)
    }

    /// The first promise it is about.
    pub fn first<'a>(&self, state: &'a impl Timed) -> Option<&'a Clock> {
        state.clock(self.about.first()?.clock)
    }

    /// The time for an answer to it that runs or ran last.
    pub fn answer_clock<'a>(&self, state: &'a impl Timed) -> Option<&'a Clock> {
        let mut clocks = state.clocks().iter().rev();
        clocks.find(|clock| clock.is_answer() && clock.about == Some(self.number))
    }

    /// Where it stands.
    pub fn state<S: Supervised>(&self, of: &S) -> SlipState {
        if self.withdrawn.is_some() {
            return SlipState::Withdrawn;
        }
        if self.signed.is_none() {
            let stands = !of.is_over() && self.about.iter().any(|about| stands(of, self, about));
            return if stands {
                SlipState::Draft
            } else {
                SlipState::Moot
            };
        }
        match self.answers.last().map(|answer| &answer.examined) {
            None => SlipState::Sent,
            Some(None) => SlipState::Answered,
            Some(Some(examined)) if examined.accepted => SlipState::Accepted,
            Some(Some(_)) => SlipState::Returned,
        }
    }
}

/// Whether a promise still needs an unsigned slip: it is owed, by the same day, and nothing heavier was
/// drafted about it.
fn stands<S: Supervised>(of: &S, slip: &Slip, about: &About) -> bool {
    let owed = of
        .clock(about.clock)
        .is_some_and(|c| c.is_open() && c.due == about.due);
    let heavier = |other: &Slip| {
        other.kind > slip.kind && other.withdrawn.is_none() && other.is_about(about.clock)
    };
    owed && !of.slips().iter().any(heavier)
}
