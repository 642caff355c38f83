//! Freeze the figures of a planned analysis (定数): once its time is over, they are counted as an analysis that
//! is opened without a plan counts them (S1-36).

use super::Event;
use crate::act::{Act, Performer};
use crate::analysis::{Analysis, Frozen, Stage, Themes};
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct FreezeAnalysis {}

/// The figures were frozen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnalysisFrozen {
    /// How many events of the ledger they stand on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checkpoint: Option<i64>,
    /// The figures.
    pub lines: Vec<Frozen>,
    /// Its themes.
    #[serde(default, skip_serializing_if = "Themes::is_empty")]
    pub themes: Themes,
}

crate::refusals! {
    NotPlanned = "not-planned" => "这项分析已经定数。",
    NotOver = "not-over" => "分析的时段还没有过完，过完以后再定数。",
}

impl Step for FreezeAnalysis {
    type State = Analysis;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "freeze-analysis",
        noun: "freezing",
        zh: "定数",
        help: "计划里的分析，时段过完以后按当时的台账定数，接着提出问题。",
        basis: "规定动作、自选动作专题分析按年度计划开展（S1-36）",
        mechanisms: &["S1-36"],
        performer: Performer::Person,
        fields: &[],
    };

    fn ground(state: &Analysis, ctx: &Context<'_>) -> Result<(), Refusal> {
        if !state.core.exists() || state.stage != Stage::Planned {
            return Err(Refusal::NotPlanned);
        }
        let over = state
            .days
            .is_some_and(|(_, until)| until < ctx.happened.date());
        if over { Ok(()) } else { Err(Refusal::NotOver) }
    }

    fn decide(self, state: &Analysis, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        Self::ground(state, ctx)?;
        Ok(vec![Event::AnalysisFrozen(AnalysisFrozen {
            checkpoint: ctx.facts.analysis.checkpoint,
            lines: ctx.facts.analysis.lines.clone(),
            themes: ctx.facts.analysis.themes.clone(),
        })])
    }
}

impl AnalysisFrozen {
    /// Problems are raised.
    pub fn evolve(&self, state: &mut Analysis, _: &Recorded<()>) {
        state.stage = Stage::Raised;
        state.checkpoint = self.checkpoint;
        state.lines.clone_from(&self.lines);
        state.themes.clone_from(&self.themes);
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::open::tests::{opened, planned};
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case};
    use serde_json::json;

    const FREEZE: &str = FreezeAnalysis::ACT.name;

    pub(crate) fn frozen() -> Proceeding<Analysis> {
        planned()
            .at("2026-04-07T09:00")
            .act("city-head", FREEZE, json!({}))
    }

    #[test]
    fn a_plan_becomes_an_analysis_when_its_time_is_over_s1_36() {
        let state = frozen().state;
        assert_eq!((state.stage, state.lines.len()), (Stage::Raised, 2));
        let mut open = state.core.clocks.iter().filter(|clock| clock.is_open());
        assert!(!open.any(|clock| clock.rule == "analysis-plan"));
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("not-planned", || {
                opened().by("city-head").refused(FREEZE, json!({}))
            }),
            case("not-over", || {
                planned().by("city-head").refused(FREEZE, json!({}))
            }),
        ]
    };
}
