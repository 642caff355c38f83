//! Close an assessment (结束考核): the year is over, or it is given up with a reason.

use super::Event;
use crate::act::{Act, Performer};
use crate::assessment::Assessment;
use crate::assessment::state::Stage;
use crate::form::{Field, Kind};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct CloseAssessment {
    summary: SealedRef,
}

/// An assessment was closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssessmentClosed {
    /// What came of it.
    pub summary: SealedRef,
}

crate::refusals! {
    Over = "over" => "考核已经结束。",
    Undecided = "undecided" => "还有异议没有审定，审定后再结束考核。",
}

impl Step for CloseAssessment {
    type State = Assessment;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "close-assessment",
        noun: "closing",
        zh: "结束考核",
        help: "全年月份公布完毕、异议审定完毕后结束；中途不再进行的，写明原因结束。已公布的得分仍可查。",
        basis: "考核有始有终、全程留痕（T21）",
        mechanisms: &["S1-25"],
        performer: Performer::Person,
        fields: &[Field::new("summary", "考核情况", Kind::Text { max: 1000 })],
    };

    fn ground(state: &Assessment, _: &Context<'_>) -> Result<(), Refusal> {
        if !state.is_running() {
            return Err(Refusal::Over);
        }
        let open = state.objections.iter().any(|one| one.decided.is_none());
        if open { Err(Refusal::Undecided) } else { Ok(()) }
    }

    fn decide(self, _: &Assessment, _: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let summary = self.summary;
        Ok(vec![Event::AssessmentClosed(AssessmentClosed { summary })])
    }
}

impl AssessmentClosed {
    /// It is over.
    pub fn evolve(&self, state: &mut Assessment, record: &Recorded<()>) {
        state.stage = Stage::Closed;
        state.core.over = Some(record.happened);
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::object::tests::objected;
    use super::super::open::tests::opened;
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case, sealed};
    use serde_json::{Value, json};

    const CLOSE: &str = CloseAssessment::ACT.name;

    fn fields() -> Value {
        json!({"summary": sealed(6)})
    }

    pub(crate) fn closed() -> Proceeding<Assessment> {
        opened().act("prov-head", CLOSE, fields())
    }

    #[test]
    fn it_is_over_and_every_clock_with_it() {
        let core = closed().state.core;
        assert!(core.over.is_some() && core.clocks.iter().all(|clock| !clock.is_open()));
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("over", || closed().by("prov-head").refused(CLOSE, fields())),
            case("undecided", || objected().by("prov-head").refused(CLOSE, fields())),
        ]
    };
}
