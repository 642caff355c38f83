//! Report on a task (报告办理情况): progress, or that the problem is solved.

use super::Event;
use crate::act::{Act, Performer};
use crate::analysis::{Analysis, Progress};
use crate::form::{Field, Kind, Source};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

crate::codes! {
    /// What a unit reports.
    pub enum Reported {
        /// It is on its way.
        Progress = "progress" => "进展",
        /// It is solved.
        Solved = "solved" => "已解决",
    }
}

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct ReportTask {
    finding: String,
    state: Reported,
    words: SealedRef,
}

/// A unit told how far it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskProgressed {
    /// About which finding.
    pub finding: u32,
    /// In words.
    pub words: SealedRef,
}

/// A unit says that it is solved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskReported {
    /// About which finding.
    pub finding: u32,
    /// In words.
    pub words: SealedRef,
}

crate::refusals! {
    NothingOwed = "nothing-owed" => "本单位没有待报告的问题。",
    NotOwed = "not-owed" => "这个问题没有交给本单位，或者已经报告解决。",
}

impl Step for ReportTask {
    type State = Analysis;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "report-task",
        noun: "progress",
        zh: "报告办理情况",
        help: "交办的问题有进展就报告；解决了报“已解决”，由交办单位认可。",
        basis: "跟踪交办案件进展（S0-05），从举报到诉求解决整体闭环（S0-06）",
        mechanisms: &["S0-05", "S0-06"],
        performer: Performer::Person,
        fields: &[
            Field::new("finding", "哪个问题", Kind::From(Source::Own("owed"))),
            Field::new("state", "情况", Kind::Choice(Reported::CODES)),
            Field::new("words", "办理情况", Kind::Text { max: 2000 }).help("不得写入举报人信息"),
        ],
    };

    fn ground(state: &Analysis, ctx: &Context<'_>) -> Result<(), Refusal> {
        match state.owed_by(ctx).next() {
            Some(_) => Ok(()),
            None => Err(Refusal::NothingOwed),
        }
    }

    fn decide(self, state: &Analysis, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let mut owed = state.owed_by(ctx);
        let found = owed.find(|(known, _)| known.number.to_string() == self.finding);
        let finding = found.ok_or(Refusal::NotOwed)?.0.number;
        let words = self.words;
        Ok(vec![match self.state {
            Reported::Progress => Event::TaskProgressed(TaskProgressed { finding, words }),
            Reported::Solved => Event::TaskReported(TaskReported { finding, words }),
        }])
    }
}

impl TaskProgressed {
    /// It is on its way.
    pub fn evolve(&self, state: &mut Analysis, record: &Recorded<()>) {
        taken(state, (self.finding, &self.words), Reported::Progress, record);
    }
}

impl TaskReported {
    /// It waits to be judged.
    pub fn evolve(&self, state: &mut Analysis, record: &Recorded<()>) {
        taken(state, (self.finding, &self.words), Reported::Solved, record);
    }
}

fn taken(
    state: &mut Analysis,
    (finding, words): (u32, &SealedRef),
    kind: Reported,
    record: &Recorded<()>,
) {
    let task = state.finding_mut(finding).and_then(|known| known.task.as_mut());
    if let Some(task) = task {
        task.waits = kind == Reported::Solved;
        task.reports.push(Progress {
            at: record.happened,
            kind: kind.zh(),
            words: words.clone(),
        });
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::instruct::tests::instructed;
    use super::super::task::tests::tasked;
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case, sealed};
    use serde_json::{Value, json};

    const REPORT: &str = ReportTask::ACT.name;

    pub(crate) fn of(finding: &str, state: &str) -> Value {
        json!({"finding": finding, "state": state, "words": sealed(27)})
    }

    pub(crate) fn progressed() -> Proceeding<Analysis> {
        tasked().act("county-a-head", REPORT, of("1", "progress"))
    }

    pub(crate) fn reported() -> Proceeding<Analysis> {
        progressed()
            .act("county-a-head", REPORT, of("1", "solved"))
            .act("county-b-head", REPORT, of("2", "solved"))
    }

    #[test]
    fn who_says_it_is_solved_waits_to_be_believed_s0_06() {
        assert_eq!(reported().state.waiting().count(), 2);
        assert_eq!(progressed().state.waiting().count(), 0);
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("nothing-owed", || instructed().by("county-a-head").refused(REPORT, of("1", "solved"))),
            case("not-owed", || tasked().by("county-a-head").refused(REPORT, of("2", "solved"))),
        ]
    };
}
