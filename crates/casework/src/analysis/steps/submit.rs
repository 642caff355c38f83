//! Submit an analysis (报送): it goes to the principal leader (S0-04).

use super::Event;
use crate::act::{Act, Performer};
use crate::analysis::{Analysis, Stage};
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct SubmitAnalysis {}

/// It went to the leader.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnalysisSubmitted {}

crate::refusals! {
    NotRaised = "not-raised" => "这项分析已经报送。",
    NothingFound = "nothing-found" => "还没有提出问题，请先提出问题再报送。",
}

impl Step for SubmitAnalysis {
    type State = Analysis;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "submit-analysis",
        noun: "submission",
        zh: "报送分析",
        help: "问题、原因、建议和案例都写好后报主要负责人；报送后不能再改。",
        basis: "分析报主要负责人批示（S0-04）；期限为默认设置，可由本单位调整",
        mechanisms: &["S0-04"],
        performer: Performer::Person,
        fields: &[],
    };

    fn ground(state: &Analysis, _: &Context<'_>) -> Result<(), Refusal> {
        if state.is_raised() { Ok(()) } else { Err(Refusal::NotRaised) }
    }

    fn decide(self, state: &Analysis, _: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        if state.findings.is_empty() {
            return Err(Refusal::NothingFound);
        }
        Ok(vec![Event::AnalysisSubmitted(AnalysisSubmitted {})])
    }
}

impl AnalysisSubmitted {
    /// It waits for the leader.
    pub fn evolve(&self, state: &mut Analysis, _: &Recorded<()>) {
        state.stage = Stage::Judged;
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::choose_case::tests::chosen;
    use super::super::open::tests::opened;
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case};
    use serde_json::json;

    const SUBMIT: &str = SubmitAnalysis::ACT.name;

    pub(crate) fn submitted() -> Proceeding<Analysis> {
        chosen().act("city-head", SUBMIT, json!({}))
    }

    #[test]
    fn an_instruction_is_owed_s0_04() {
        let state = submitted().state;
        let mut open = state.core.clocks.iter().filter(|clock| clock.is_open());
        assert!(open.any(|clock| clock.rule == "analysis-instruct"));
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("not-raised", || submitted().by("city-head").refused(SUBMIT, json!({}))),
            case("nothing-found", || opened().by("city-head").refused(SUBMIT, json!({}))),
        ]
    };
}
