//! How the result was answered (答复): to whom, how it was taken, what the reporter thinks of it, and
//! what follows. A round begins with each conclusion (办结); each has one evaluation.

use super::Joined;
use crate::codes;
use crate::ids::{PersonId, UnitId};
use crate::matter::steps::reply::{Attitude, ReplyMode};
use crate::sealed::SealedRef;
use jiff::civil::DateTime;

codes! {
    /// What a reporter says of the process or of the result (满意度).
    pub enum Satisfaction {
        /// Satisfied.
        Satisfied = "satisfied" => "满意",
        /// Basically satisfied.
        Basically = "basically" => "基本满意",
        /// Not satisfied.
        Dissatisfied = "dissatisfied" => "不满意",
    }
}

codes! {
    /// How an evaluation or a request came.
    pub enum Via {
        /// Through the query code.
        Code = "code" => "凭查询码",
        /// By telephone.
        Phone = "phone" => "电话",
        /// At the reporter's home.
        Home = "home" => "上门",
        /// At the office.
        InPerson = "in-person" => "当面",
    }
}

codes! {
    /// How the reporter's receipt was given (P-24).
    pub enum ReceiptKind {
        /// Signed.
        Signed = "signed" => "本人签名",
        /// A fingerprint.
        Fingerprint = "fingerprint" => "按指印",
        /// A witness signed.
        Witness = "witness" => "见证人签名",
        /// Confirmed by word of mouth, on the telephone.
        Oral = "oral" => "电话口头确认",
        /// The reporter would not sign.
        Refused = "refused" => "拒绝签收",
    }
}

codes! {
    /// Why it is asked to handle a matter again.
    pub enum PleaGround {
        /// The reporter is not satisfied.
        Dissatisfied = "dissatisfied" => "对办理结果不满意",
        /// The reporter brings new facts (P-17).
        NewFacts = "new-facts" => "有新的事实或证据",
        /// New evidence was brought when the result was told (T20 of the field).
        Objection = "objection" => "答复时提出新证据",
        /// A repeat came after the conclusion (P-17).
        Repeat = "repeat" => "办结后又来重复件",
    }
}

/// Everything about answering.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answering {
    /// One for each conclusion, oldest first.
    pub rounds: Vec<Round>,
    /// The public feedback under way.
    pub feedback: Option<PublicFeedback>,
    /// What asks for the matter to be handled again, oldest first.
    pub pleas: Vec<Plea>,
    /// How often a return visit was made.
    pub visits: u32,
}

/// A conclusion and its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Round {
    /// When it was concluded.
    pub concluded: DateTime,
    /// The unit whose work was concluded.
    pub unit: UnitId,
    /// Who concluded it: audited, or screened out.
    pub concluder: Option<PersonId>,
    /// The answer, once given.
    pub answer: Option<Answer>,
    /// The reporter's receipt.
    pub receipt: Option<ReceiptKind>,
    /// What the reporter thinks: the process, the result.
    pub evaluation: Option<Evaluation>,
    /// Calls that reached nobody.
    pub tries: u32,
    /// Whether calling back is over without an evaluation.
    pub called_off: bool,
    /// Whether the reporter settled (息访).
    pub settled: bool,
}

/// An answer given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// When.
    pub at: DateTime,
    /// How.
    pub mode: ReplyMode,
    /// By whom.
    pub by: Option<PersonId>,
    /// How the reporter took it.
    pub attitude: Option<Attitude>,
}

/// A reporter's evaluation; "双满意" is both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Evaluation {
    /// Of the process.
    pub process: Satisfaction,
    /// Of the result.
    pub result: Satisfaction,
    /// How it came.
    pub via: Via,
    /// When.
    pub at: DateTime,
}

/// A public feedback (公开反馈) that is drafted, and approved by somebody else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicFeedback {
    /// At a meeting or on a board.
    pub mode: ReplyMode,
    /// What is said, sealed.
    pub text: SealedRef,
    /// Where, sealed.
    pub place: SealedRef,
    /// To whom, sealed.
    pub audience: SealedRef,
    /// How reporters may oversee it, sealed.
    pub oversight: Option<SealedRef>,
    /// Who drafted it.
    pub drafter: Option<PersonId>,
    /// Whether a second person approved it.
    pub approved: bool,
}

/// Something that asks for the matter to be handled again, judged by another person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plea {
    /// Number within the matter, from 1.
    pub number: u32,
    /// Why.
    pub ground: PleaGround,
    /// The repeat, where one came.
    pub repeat: Option<Joined>,
    /// The reporter's words, sealed.
    pub reason: Option<SealedRef>,
    /// In which round.
    pub round: usize,
    /// Whether it was granted, once judged.
    pub granted: Option<bool>,
    /// Whether the reporter was told of a refusal.
    pub told: bool,
}

impl Answering {
    /// The present conclusion.
    pub fn round(&self) -> Option<&Round> {
        self.rounds.last()
    }

    pub(crate) fn round_mut(&mut self) -> Option<&mut Round> {
        self.rounds.last_mut()
    }

    /// The present answer, if one was given.
    pub fn answer(&self) -> Option<&Answer> {
        self.round()?.answer.as_ref()
    }

    /// What asks for handling again and nobody judged yet.
    pub fn open_pleas(&self) -> impl Iterator<Item = &Plea> {
        self.pleas.iter().filter(|plea| plea.granted.is_none())
    }

    /// Refusals that the reporter has not been told of.
    pub fn untold(&self) -> impl Iterator<Item = &Plea> {
        self.pleas
            .iter()
            .filter(|plea| plea.granted == Some(false) && !plea.told)
    }

    /// The plea a form names.
    pub fn plea(&self, number: &str) -> Option<&Plea> {
        let number: u32 = number.parse().ok()?;
        self.pleas.iter().find(|plea| plea.number == number)
    }

    /// Whether somebody still has to ask the reporter what they think.
    pub fn is_unevaluated(&self) -> bool {
        self.round().is_some_and(|round| {
            let told = round
                .answer
                .as_ref()
                .is_some_and(|answer| !answer.mode.is_public());
            told && round.evaluation.is_none() && !round.called_off
        })
    }

    pub(crate) fn conclude(
        &mut self,
        unit: UnitId,
        concluded: DateTime,
        concluder: Option<PersonId>,
    ) {
        self.feedback = None;
        self.rounds.push(Round {
            unit,
            concluded,
            concluder,
            answer: None,
            receipt: None,
            evaluation: None,
            tries: 0,
            called_off: false,
            settled: false,
        });
    }

    pub(crate) fn plead(
        &mut self,
        ground: PleaGround,
        repeat: Option<Joined>,
        reason: Option<SealedRef>,
    ) {
        self.pleas.push(Plea {
            number: self.pleas.len() as u32 + 1,
            ground,
            repeat,
            reason,
            round: self.rounds.len(),
            granted: None,
            told: false,
        });
    }

    /// Handled again: whatever asked for it has what it asked for.
    pub(crate) fn reopened(&mut self) {
        self.feedback = None;
        for plea in &mut self.pleas {
            plea.granted.get_or_insert(true);
            plea.told = true;
        }
    }
}
