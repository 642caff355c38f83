//! Judge a task (认可解决): whoever tasked it accepts that the problem is solved, or sends it back.

use super::Event;
use crate::act::{Act, Performer};
use crate::analysis::{Analysis, Progress, Stage};
use crate::form::{Field, Kind, Source};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

crate::codes! {
    /// What is found.
    pub enum Verdict {
        /// It is solved.
        Accept = "accept" => "认可，已解决",
        /// It is not.
        SendBack = "send-back" => "退回，继续解决",
    }
}

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct JudgeTask {
    finding: String,
    verdict: Verdict,
    words: Option<SealedRef>,
}

/// It is solved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskAccepted {
    /// Which finding.
    pub finding: u32,
}

/// It is not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskReturned {
    /// Which finding.
    pub finding: u32,
    /// Why.
    pub reason: SealedRef,
}

crate::refusals! {
    NothingWaits = "nothing-waits" => "没有待认可的问题，请等承办单位报告。",
    NotWaiting = "not-waiting" => "这个问题承办单位还没有报告解决。",
    ReasonMissing = "reason-missing" => "退回的须写明理由和要求。",
}

impl Step for JudgeTask {
    type State = Analysis;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "judge-task",
        noun: "judgement",
        zh: "认可解决",
        help: "承办单位报告解决的，核实后认可；没有解决的退回，重新计算期限。批示要督办的都解决了，这项分析才算完。",
        basis: "提出问题、研判问题、督办问题、解决问题的闭环（S0-06）",
        mechanisms: &["S0-06"],
        performer: Performer::Person,
        fields: &[
            Field::new("finding", "哪个问题", Kind::From(Source::Own("waiting"))),
            Field::new("verdict", "意见", Kind::Choice(Verdict::CODES)),
            Field::new("words", "退回理由", Kind::Text { max: 1000 })
                .optional()
                .help("退回的必填"),
        ],
    };

    fn ground(state: &Analysis, _: &Context<'_>) -> Result<(), Refusal> {
        match state.waiting().next() {
            Some(_) => Ok(()),
            None => Err(Refusal::NothingWaits),
        }
    }

    fn decide(self, state: &Analysis, _: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let mut waiting = state.waiting();
        let found = waiting.find(|known| known.number.to_string() == self.finding);
        let finding = found.ok_or(Refusal::NotWaiting)?.number;
        Ok(vec![match self.verdict {
            Verdict::Accept => Event::TaskAccepted(TaskAccepted { finding }),
            Verdict::SendBack => Event::TaskReturned(TaskReturned {
                finding,
                reason: self.words.ok_or(Refusal::ReasonMissing)?,
            }),
        }])
    }
}

impl TaskAccepted {
    /// The loop closes with the last one.
    pub fn evolve(&self, state: &mut Analysis, record: &Recorded<()>) {
        let task = state.finding_mut(self.finding).and_then(|known| known.task.as_mut());
        if let Some(task) = task {
            (task.waits, task.solved) = (false, Some(record.happened));
        }
        if state.is_solved() {
            state.stage = Stage::Solved;
            state.core.over = Some(record.happened);
        }
    }
}

impl TaskReturned {
    /// It is owed again.
    pub fn evolve(&self, state: &mut Analysis, record: &Recorded<()>) {
        let task = state.finding_mut(self.finding).and_then(|known| known.task.as_mut());
        if let Some(task) = task {
            task.waits = false;
            task.reports.push(Progress {
                at: record.happened,
                kind: "退回",
                words: self.reason.clone(),
            });
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::report::tests::reported;
    use super::super::task::tests::tasked;
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case, sealed};
    use serde_json::{Value, json};

    const JUDGE: &str = JudgeTask::ACT.name;

    fn accept(finding: &str) -> Value {
        json!({"finding": finding, "verdict": "accept"})
    }

    pub(crate) fn solved() -> Proceeding<Analysis> {
        reported()
            .act("city-head", JUDGE, accept("1"))
            .act("city-head", JUDGE, accept("2"))
    }

    pub(crate) fn returned() -> Proceeding<Analysis> {
        let back = json!({"finding": "1", "verdict": "send-back", "words": sealed(28)});
        reported().act("city-head", JUDGE, back)
    }

    #[test]
    fn the_loop_closes_when_the_last_problem_is_solved_s0_06() {
        let state = solved().state;
        assert_eq!(state.stage, Stage::Solved);
        assert!(state.core.over.is_some() && state.core.clocks.iter().all(|clock| !clock.is_open()));
        let half = reported().act("city-head", JUDGE, accept("1")).state;
        assert_eq!(half.stage, Stage::Followed);
    }

    #[test]
    fn what_is_sent_back_is_owed_again_s0_06() {
        let state = returned().state;
        let mut open = state.core.clocks.iter().filter(|clock| clock.is_open());
        assert!(open.any(|clock| clock.rule == "analysis-solve" && clock.item() == Some(1)));
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("nothing-waits", || tasked().by("city-head").refused(JUDGE, accept("1"))),
            case("not-waiting", || reported().by("city-head").refused(JUDGE, accept("9"))),
            case("reason-missing", || {
                let back = json!({"finding": "1", "verdict": "send-back"});
                reported().by("city-head").refused(JUDGE, back)
            }),
        ]
    };
}
