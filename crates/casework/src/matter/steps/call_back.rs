//! Call back (回访评价): whoever did not evaluate in time is asked by telephone; what is said at home or at
//! the office is recorded the same way (S4-22). Nobody is pressed: to say nothing is an answer.

use super::Event;
use super::evaluate::Evaluated;
use crate::act::{Act, Performer};
use crate::codes;
use crate::form::{Field, Kind};
use crate::matter::{Matter, Satisfaction, Via};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

codes! {
    /// How asking the reporter went.
    pub enum CallBackOutcome {
        /// The reporter evaluated.
        Evaluated = "evaluated" => "已评价",
        /// The reporter would rather not.
        Declined = "declined" => "不愿评价",
        /// Nobody was reached.
        Unreached = "unreached" => "没有联系上",
    }
}

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct CallBack {
    via: Via,
    outcome: CallBackOutcome,
    process: Option<Satisfaction>,
    result: Option<Satisfaction>,
    words: Option<SealedRef>,
}

/// Nobody was reached; it will be tried again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallBackTried {
    /// How.
    pub via: Via,
}

/// The reporter was asked and did not evaluate, or could not be reached at all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallBackEnded {
    /// How.
    pub via: Via,
    /// Declined, or not reached.
    pub outcome: CallBackOutcome,
}

crate::refusals! {
    NotTold = "not-told" => "还没有一对一答复举报人，不能回访评价；请先答复。",
    Already = "already" => "这次办理的评价或回访已经了结。",
    EvaluationMissing = "evaluation-missing" => "已评价的，请分别填写对过程和结果的评价。",
}

/// Calls that reach nobody after which the asking ends.
const TRIES: u32 = 3;

impl Step for CallBack {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "call-back",
        noun: "call-back",
        zh: "回访评价",
        help: "照实记下举报人对过程、结果的评价；不愿评价的记不愿评价。三次联系不上即了结。",
        basis: "满意度回访（S1-25）；上门反馈并听取满意度（S4-22）",
        mechanisms: &["S1-25", "S4-22"],
        performer: Performer::Person,
        fields: &[
            Field::new("via", "方式", Kind::Choice(BY_STAFF)),
            Field::new("outcome", "结果", Kind::Choice(CallBackOutcome::CODES)),
            Field::new("process", "办理过程", Kind::Choice(Satisfaction::CODES)).optional(),
            Field::new("result", "办理结果", Kind::Choice(Satisfaction::CODES)).optional(),
            Field::new("words", "举报人的话", Kind::Text { max: 500 }).optional(),
        ],
    };

    fn ground(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        let told = matter.answering.answer().is_some_and(|answer| !answer.mode.is_public());
        if !told || !matter.is_answered() {
            return Err(Refusal::NotTold);
        }
        if matter.answering.is_unevaluated() { Ok(()) } else { Err(Refusal::Already) }
    }

    fn decide(self, matter: &Matter, _: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let via = self.via;
        let tries = matter.answering.round().map_or(0, |round| round.tries);
        Ok(vec![match self.outcome {
            CallBackOutcome::Evaluated => {
                let both = self.process.zip(self.result).ok_or(Refusal::EvaluationMissing)?;
                let (process, result) = both;
                Event::Evaluated(Evaluated { process, result, via, words: self.words })
            }
            CallBackOutcome::Unreached if tries + 1 < TRIES => {
                Event::CallBackTried(CallBackTried { via })
            }
            outcome => Event::CallBackEnded(CallBackEnded { via, outcome }),
        }])
    }
}

/// The ways in which staff hear an evaluation: every one but the query code.
pub const BY_STAFF: &[crate::code::Code] = Via::CODES.split_at(1).1;

impl CallBackTried {
    /// Counts the call.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        if let Some(round) = matter.answering.round_mut() {
            round.tries += 1;
        }
    }
}

impl CallBackEnded {
    /// Nobody asks again.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        if let Some(round) = matter.answering.round_mut() {
            round.called_off = true;
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;
