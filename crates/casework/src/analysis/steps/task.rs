//! Task a finding (交办): a suggestion becomes a measure of a unit, with a term (S0-05, S1-37).

use super::Event;
use crate::act::{Act, Performer};
use crate::analysis::{Analysis, Task};
use crate::form::{Field, Kind, Source};
use crate::ids::UnitId;
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct TaskFinding {
    finding: String,
    unit: UnitId,
    demand: SealedRef,
}

/// A unit was tasked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskGiven {
    /// Which finding.
    pub finding: u32,
    /// Who does something about it.
    pub unit: UnitId,
    /// What is demanded.
    pub demand: SealedRef,
}

crate::refusals! {
    NothingToTask = "nothing-to-task" => "没有待交办的问题：没有批示，或者都已交办。",
    NoFinding = "no-finding" => "这个问题不用交办，或者已经交办。",
    NotBelow = "not-below" => "只能交办给本机关的内设部门或者所辖单位，请重新选择。",
}

impl Step for TaskFinding {
    type State = Analysis;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "task-finding",
        noun: "task",
        zh: "交办问题",
        help: "把批示要督办的问题逐项交给一个单位，写明要求；单位按期报告，跟踪到解决。",
        basis: "批示后交办及督办（S0-05），综合分析“后半篇文章”（S1-37）；期限为默认设置，可由本单位调整",
        mechanisms: &["S0-05", "S1-37", "S1-56"],
        performer: Performer::Person,
        fields: &[
            Field::new("finding", "哪个问题", Kind::From(Source::Own("untasked"))),
            Field::new("unit", "交给哪个单位", Kind::From(Source::Units)),
            Field::new("demand", "要求", Kind::Text { max: 1000 }),
        ],
    };

    fn ground(state: &Analysis, _: &Context<'_>) -> Result<(), Refusal> {
        match state.untasked().next() {
            Some(_) => Ok(()),
            None => Err(Refusal::NothingToTask),
        }
    }

    fn decide(self, state: &Analysis, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let mut open = state.untasked();
        let finding = open.find(|known| known.number.to_string() == self.finding);
        let finding = finding.ok_or(Refusal::NoFinding)?.number;
        let (organ, unit) = (&state.organ, &self.unit);
        let own = ctx.office.organ_of(unit) == Some(organ) && unit != organ;
        let below = ctx.office.is_above(organ, unit);
        if !(own || below) || *unit == state.core.unit {
            return Err(Refusal::NotBelow);
        }
        Ok(vec![Event::TaskGiven(TaskGiven {
            finding,
            unit: self.unit,
            demand: self.demand,
        })])
    }
}

impl TaskGiven {
    /// The unit knows of its own part.
    pub fn evolve(&self, state: &mut Analysis, _: &Recorded<()>) {
        state.core.involve(&self.unit);
        if let Some(finding) = state.finding_mut(self.finding) {
            finding.task = Some(Task {
                unit: self.unit.clone(),
                demand: self.demand.clone(),
                reports: Vec::new(),
                waits: false,
                solved: None,
            });
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::instruct::tests::instructed;
    use super::super::submit::tests::submitted;
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case, sealed};
    use serde_json::{Value, json};

    const TASK: &str = TaskFinding::ACT.name;

    fn to(finding: &str, unit: &str) -> Value {
        json!({"finding": finding, "unit": unit, "demand": sealed(26)})
    }

    pub(crate) fn tasked() -> Proceeding<Analysis> {
        instructed()
            .act("city-head", TASK, to("1", "county-a"))
            .act("city-head", TASK, to("2", "county-b"))
    }

    #[test]
    fn a_suggestion_has_an_owner_and_a_term_s1_37() {
        let state = tasked().state;
        let mut open = state.core.clocks.iter().filter(|clock| clock.is_open());
        assert!(open.any(|clock| clock.rule == "analysis-solve" && clock.owner == "county-a".into()));
        assert_eq!(state.core.parties, ["county-a".into(), "county-b".into()]);
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("nothing-to-task", || submitted().by("city-head").refused(TASK, to("1", "county-a"))),
            case("no-finding", || instructed().by("city-head").refused(TASK, to("9", "county-a"))),
            case("not-below", || instructed().by("city-head").refused(TASK, to("1", "prov"))),
            case("not-below", || instructed().by("city-head").refused(TASK, to("1", "city"))),
        ]
    };
}
