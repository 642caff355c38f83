//! Examine an answer (审核答复, S0-13): the organ whose slip it was accepts the answer, and the ladder of that
//! promise stops; or refuses it, the ladder goes on, and a new time to answer begins.

use crate::act::{Act, Performer};
use crate::codes;
use crate::escalation::{Supervised, is_own, one_of};
use crate::form::{Field, Kind, Source};
use crate::ids::UnitId;
use crate::matter::Matter;
use crate::matter::state::supervision::{Examined, Slip, SlipState};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use calendar::Term;
use serde::{Deserialize, Serialize};
use std::marker::PhantomData;

codes! {
    /// What an examination comes to.
    pub enum AnswerVerdict {
        /// It will do.
        Accept = "accept" => "认可，停止督办",
        /// It will not.
        Refuse = "refuse" => "退回重答，继续督办",
    }
}

/// The command: on a matter, or on a procedure.
#[derive(Debug, Clone, Deserialize)]
#[serde(bound = "")]
pub struct ExamineAnswer<S = Matter> {
    #[serde(skip)]
    of: PhantomData<fn() -> S>,
    slip: Option<String>,
    verdict: AnswerVerdict,
    note: Option<SealedRef>,
}

/// The answer will do: the ladder stops.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerAccepted {
    /// To which slip.
    pub slip: u32,
    /// With which words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<SealedRef>,
}

/// The answer will not do: another one is owed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerRefused {
    /// To which slip.
    pub slip: u32,
    /// Who owes another one.
    pub to: UnitId,
    /// How long it may take.
    pub answer: Term,
    /// Why.
    pub note: SealedRef,
}

crate::refusals! {
    NoAnswer = "no-answer" => "此件没有等待审核的督办答复，收文单位答复后再审核。",
    SlipUnknown = "slip-unknown" => "没有这份等待审核的答复，可能已经审核。",
    NotYours = "not-yours" => "这份文书由另一机关发出，请由该机关审核答复。",
    Several = "several" => "此件有几份等待审核的答复，请选定一份。",
    NoteMissing = "note-missing" => "退回重答的，请写明理由和要求。",
}

impl<S: Supervised> ExamineAnswer<S> {
    fn meant<'a>(&self, of: &'a S, ctx: &Context<'_>) -> Result<&'a Slip, Refusal> {
        if let Some(number) = &self.slip {
            let mut answered = of.slips_in(SlipState::Answered);
            let found = answered.find(|slip| slip.number.to_string() == *number);
            let found = found.ok_or(Refusal::SlipUnknown)?;
            return Some(found).filter(|slip| is_own(of, slip, ctx)).ok_or(Refusal::NotYours);
        }
        let mut mine = of.slips_in(SlipState::Answered).filter(|slip| is_own(of, slip, ctx));
        match (mine.next(), mine.next()) {
            (None, _) => Err(Refusal::NotYours),
            (Some(slip), None) => Ok(slip),
            (Some(_), Some(_)) => Err(Refusal::Several),
        }
    }
}

impl<S: Supervised> Step for ExamineAnswer<S> {
    type State = S;
    type Event = S::Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "examine-answer",
        noun: "answer-examinations",
        zh: "审核督办答复",
        help: "看答复是否说清、材料是否足够。认可的，这个时限不再升级督办；退回的写明要求，对方重新答复，督办继续。",
        basis: "办理结果审核（S0-13）；审核把关、督促整改（S2-17）",
        mechanisms: &["S0-13", "S2-17"],
        performer: Performer::Person,
        fields: &[
            Field::new("slip", "文书", Kind::From(Source::AnsweredSlips))
                .optional()
                .help("只有一份等待审核的不必选"),
            Field::new("verdict", "审核意见", Kind::Choice(AnswerVerdict::CODES)),
            Field::new("note", "说明", Kind::Text { max: 500 }).optional().help("退回的必填"),
        ],
    };

    fn ground(of: &S, ctx: &Context<'_>) -> Result<(), Refusal> {
        let answered = of.slips_for(SlipState::Answered, ctx).filter(|_| !of.is_over());
        let mine = |slip: &Slip| is_own(of, slip, ctx);
        one_of(answered, mine, (Refusal::NoAnswer, Refusal::NotYours))
    }

    fn decide(self, of: &S, ctx: &Context<'_>) -> Result<Vec<S::Event>, Refusal> {
        let slip = self.meant(of, ctx)?;
        let number = slip.number;
        Ok(vec![match self.verdict {
            AnswerVerdict::Accept => {
                AnswerAccepted { slip: number, note: self.note }.into()
            }
            AnswerVerdict::Refuse => AnswerRefused {
                slip: number,
                to: slip.to.clone(),
                answer: super::sign_slip::answer_to(of, slip, ctx),
                note: self.note.ok_or(Refusal::NoteMissing)?,
            }
            .into(),
        }])
    }
}

fn examined<S: Supervised>(
    of: &mut S,
    number: u32,
    (accepted, note): (bool, Option<&SealedRef>),
    record: &Recorded<()>,
) {
    let answer = of.slip_mut(number).and_then(|slip| slip.answers.last_mut());
    if let Some(answer) = answer {
        let by = record.by.person().cloned();
        answer.examined = Some(Examined { accepted, at: record.happened, by, note: note.cloned() });
    }
}

impl AnswerAccepted {
    /// The ladder of the promise stops.
    pub fn evolve<S: Supervised>(&self, of: &mut S, record: &Recorded<()>) {
        examined(of, self.slip, (true, self.note.as_ref()), record);
        let about = of.slip(self.slip).map_or_else(Vec::new, |slip| slip.about.clone());
        let answered = |number| about.iter().any(|about| about.clock == number);
        for clock in of.clocks_mut().iter_mut().filter(|clock| answered(clock.number)) {
            clock.climb.stopped = true;
        }
    }
}

impl AnswerRefused {
    /// Another answer is owed.
    pub fn evolve<S: Supervised>(&self, of: &mut S, record: &Recorded<()>) {
        examined(of, self.slip, (false, Some(&self.note)), record);
    }
}

#[cfg(test)]
pub(crate) mod tests;
