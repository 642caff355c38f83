//! Answer a slip (答复督办文书): the unit it is addressed to says how things stand and what it did, with what
//! proves it (S0-29). Its time to answer is kept; the ladder goes on until the answer was accepted.

use crate::act::{Act, Performer};
use crate::escalation::{Supervised, is_addressed, one_of};
use crate::form::{Field, Kind, Source};
use crate::matter::Matter;
use crate::matter::state::supervision::{Slip, SlipAnswer};
use crate::sealed::{FileRef, SealedRef};
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};
use std::marker::PhantomData;

/// The command: on a matter, or on a procedure.
#[derive(Debug, Clone, Deserialize)]
#[serde(bound = "")]
pub struct AnswerSlip<S = Matter> {
    #[serde(skip)]
    of: PhantomData<fn() -> S>,
    slip: Option<String>,
    text: SealedRef,
    #[serde(default)]
    files: Vec<FileRef>,
}

/// A slip was answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlipAnswered {
    /// Which one.
    pub slip: u32,
    /// How things stand.
    pub text: SealedRef,
    /// What proves it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<FileRef>,
}

/// Which slip is answered.
pub(crate) const SLIP: Field = Field::new("slip", "文书", Kind::From(Source::OwedSlips))
    .optional()
    .help("只有一份等待答复的不必选");

/// What is answered.
pub(crate) const TEXT: Field = Field::new("text", "答复内容", Kind::Text { max: 1000 });

/// What proves it.
pub(crate) const FILES: Field = Field::new("files", "证明材料", Kind::Files { max: 5 }).optional();

crate::refusals! {
    NothingOwed = "nothing-owed" => "此件没有等待本单位答复的督办文书，不用答复。",
    SlipUnknown = "slip-unknown" => "没有这份等待答复的文书，可能已经答复。",
    NotYours = "not-yours" => "这份文书不是发给您单位的，请由收文单位答复。",
    Several = "several" => "此件有几份等待答复的文书，请选定一份。",
}

/// Slips an answer is owed to.
pub(crate) fn owed<S: Supervised>(of: &S) -> impl Iterator<Item = &Slip> {
    of.slips().iter().filter(|slip| slip.state(of).is_owed())
}

impl<S: Supervised> AnswerSlip<S> {
    fn meant<'a>(&self, of: &'a S, ctx: &Context<'_>) -> Result<&'a Slip, Refusal> {
        if let Some(number) = &self.slip {
            let found = owed(of).find(|slip| slip.number.to_string() == *number);
            let found = found.ok_or(Refusal::SlipUnknown)?;
            return Some(found).filter(|slip| is_addressed(of, slip, ctx)).ok_or(Refusal::NotYours);
        }
        let mut mine = owed(of).filter(|slip| is_addressed(of, slip, ctx));
        match (mine.next(), mine.next()) {
            (None, _) => Err(Refusal::NotYours),
            (Some(slip), None) => Ok(slip),
            (Some(_), Some(_)) => Err(Refusal::Several),
        }
    }
}

impl<S: Supervised> Step for AnswerSlip<S> {
    type State = S;
    type Event = S::Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "answer-slip",
        noun: "slip-answers",
        zh: "答复督办文书",
        help: "说明办理到哪一步、为什么没有按期、几时办完，附证明材料。答复经审核认可，督办才停止。",
        basis: "办理中或办结案的结果报回信访室（S0-29）；答复须经审核（S0-13）",
        mechanisms: &["S0-27", "S0-29"],
        performer: Performer::Person,
        fields: S::ANSWER,
    };

    fn ground(of: &S, ctx: &Context<'_>) -> Result<(), Refusal> {
        let waiting = owed(of).filter(|slip| !of.is_over() && of.is_meant(slip, ctx));
        let mine = |slip: &Slip| is_addressed(of, slip, ctx);
        one_of(waiting, mine, (Refusal::NothingOwed, Refusal::NotYours))
    }

    fn decide(self, of: &S, ctx: &Context<'_>) -> Result<Vec<S::Event>, Refusal> {
        let slip = self.meant(of, ctx)?.number;
        let (text, files) = (self.text, self.files);
        Ok(vec![SlipAnswered { slip, text, files }.into()])
    }
}

impl SlipAnswered {
    /// Waits for its examination.
    pub fn evolve<S: Supervised>(&self, of: &mut S, record: &Recorded<()>) {
        of.keep_files(&self.files);
        if let Some(slip) = of.slip_mut(self.slip) {
            slip.answers.push(SlipAnswer {
                at: record.happened,
                by: record.by.person().cloned(),
                text: self.text.clone(),
                files: self.files.clone(),
                examined: None,
            });
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;
