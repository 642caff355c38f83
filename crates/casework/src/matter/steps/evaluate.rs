//! Evaluate (评价): the reporter says through the query code what they think of the process and of the
//! result. Once a conclusion, within fourteen days; it never affects the reporter.

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind};
use crate::matter::{Evaluation, Matter, Satisfaction, Via};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct Evaluate {
    process: Satisfaction,
    result: Satisfaction,
    words: Option<SealedRef>,
}

/// The reporter evaluated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evaluated {
    /// The process.
    pub process: Satisfaction,
    /// The result.
    pub result: Satisfaction,
    /// How it came.
    pub via: Via,
    /// What the reporter adds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<SealedRef>,
}

crate::refusals! {
    CodeMissing = "code-missing" => "评价须由举报人凭查询码提交；电话、上门听到的请用“回访评价”。",
    NotTold = "not-told" => "办理结果告诉您以后，才能评价。",
    Already = "already" => "这次办理已经评价过，谢谢您。",
    WindowOver = "window-over" => "评价时间已过。还想说的，可以等工作人员来电时告诉他们。",
}

/// The clock that is the reporter's time to evaluate.
pub const WINDOW: &str = "evaluation";

impl Step for Evaluate {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "evaluate",
        noun: "evaluation",
        zh: "评价",
        help: "过程和结果分开评价。怎样评价都不影响举报人。",
        basis: "群众满意度（S1-25）；双满意（S3-25）",
        mechanisms: &["S1-25", "S3-25"],
        performer: Performer::Reporter,
        fields: &[
            Field::new("process", "办理过程", Kind::Choice(Satisfaction::CODES)),
            Field::new("result", "办理结果", Kind::Choice(Satisfaction::CODES)),
            Field::new("words", "想说的话", Kind::Text { max: 500 }).optional(),
        ],
    };

    fn ground(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
        let speaker = ctx.facts.speaker.as_ref().ok_or(Refusal::CodeMissing)?;
        // Who sent a repeat hears nothing of the matter it went into.
        if speaker.matter != matter.id || !matter.is_answered() {
            return Err(Refusal::NotTold);
        }
        let round = matter.answering.round().ok_or(Refusal::NotTold)?;
        if round.evaluation.is_some() {
            return Err(Refusal::Already);
        }
        let windows = matter.clocks.iter().rev();
        let window = windows.into_iter().find(|clock| clock.rule == WINDOW);
        let open = window.is_some_and(|clock| clock.is_open() && ctx.now.local <= clock.due);
        if open { Ok(()) } else { Err(Refusal::WindowOver) }
    }

    fn decide(self, _: &Matter, _: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        Ok(vec![Event::Evaluated(Evaluated {
            process: self.process,
            result: self.result,
            via: Via::Code,
            words: self.words,
        })])
    }
}

impl Evaluated {
    /// Stands for the present conclusion.
    pub fn evolve(&self, matter: &mut Matter, record: &Recorded<()>) {
        if let Some(round) = matter.answering.round_mut() {
            round.evaluation = Some(Evaluation {
                process: self.process,
                result: self.result,
                via: self.via,
                at: record.happened,
            });
        }
    }
}

impl Matter {
    /// Whether the reporter was told the present result.
    pub fn is_answered(&self) -> bool {
        use crate::matter::Stage;
        matches!(self.stage, Stage::Replied | Stage::WrittenOff) && self.answering.answer().is_some()
    }
}

#[cfg(test)]
pub(crate) mod tests;
