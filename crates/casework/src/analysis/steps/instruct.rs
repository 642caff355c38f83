//! Instruct on an analysis (批示): a leader says what is to be done, and which of the findings are followed (S0-04).

use super::Event;
use crate::act::{Act, Performer};
use crate::analysis::{Analysis, Stage};
use crate::form::{Field, Kind, Source};
use crate::ids::PersonId;
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct InstructAnalysis {
    words: SealedRef,
    findings: Vec<String>,
}

/// A leader instructed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnalysisInstructed {
    /// Who.
    pub by: PersonId,
    /// What.
    pub words: SealedRef,
    /// Which findings are followed.
    pub findings: Vec<u32>,
}

crate::refusals! {
    NotSubmitted = "not-submitted" => "这项分析没有报送，或者已经批示。",
    NoPerson = "no-person" => "批示须由领导作出。",
    NoFinding = "no-finding" => "请选出要督办的问题；选的须是这项分析提出的。",
}

impl Step for InstructAnalysis {
    type State = Analysis;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "instruct-analysis",
        noun: "instruction",
        zh: "批示分析",
        help: "对分析和案例作出批示，选出要督办的问题；选出的每个问题都要交办到单位，跟踪到解决。",
        basis: "书记批示、主要负责人批示（S0-04）；批示后逐项交办督办（S0-05）",
        mechanisms: &["S0-04", "S0-05"],
        performer: Performer::Person,
        fields: &[
            Field::new("words", "批示", Kind::Text { max: 1000 }),
            Field::new("findings", "要督办的问题", Kind::Several(Source::Own("findings"))),
        ],
    };

    fn ground(state: &Analysis, _: &Context<'_>) -> Result<(), Refusal> {
        let waits = state.core.exists() && state.stage == Stage::Judged;
        if waits { Ok(()) } else { Err(Refusal::NotSubmitted) }
    }

    fn decide(self, state: &Analysis, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let by = ctx.actor.person().ok_or(Refusal::NoPerson)?.clone();
        let chosen = self.findings.iter();
        let chosen = chosen.map(|number| state.finding(number).map(|known| known.number));
        let findings: Option<BTreeSet<u32>> = chosen.collect();
        let findings = findings.filter(|all| !all.is_empty()).ok_or(Refusal::NoFinding)?;
        Ok(vec![Event::AnalysisInstructed(AnalysisInstructed {
            by,
            words: self.words,
            findings: findings.into_iter().collect(),
        })])
    }
}

impl AnalysisInstructed {
    /// What the leader pointed at is followed.
    pub fn evolve(&self, state: &mut Analysis, record: &Recorded<()>) {
        state.stage = Stage::Followed;
        state.instruction = Some((self.by.clone(), self.words.clone(), record.happened));
        for finding in &mut state.findings {
            finding.pointed = self.findings.contains(&finding.number);
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::find::tests::found;
    use super::super::submit::tests::submitted;
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case, sealed};
    use serde_json::{Value, json};

    const INSTRUCT: &str = InstructAnalysis::ACT.name;

    fn on(findings: &[&str]) -> Value {
        json!({"words": sealed(25), "findings": findings})
    }

    pub(crate) fn instructed() -> Proceeding<Analysis> {
        submitted().act("city-leader", INSTRUCT, on(&["1", "2"]))
    }

    #[test]
    fn each_point_owes_a_task_s0_05() {
        let state = instructed().state;
        let open = state.core.clocks.iter().filter(|clock| clock.is_open());
        let about: Vec<_> = open.map(|clock| (clock.rule.clone(), clock.item())).collect();
        let owed = |finding| ("analysis-task".to_owned(), Some(finding));
        assert_eq!(about, [owed(1), owed(2)]);
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("not-submitted", || found().by("city-leader").refused(INSTRUCT, on(&["1"]))),
            case("no-person", || submitted().timer().refused(INSTRUCT, on(&["1"]))),
            case("no-finding", || submitted().by("city-leader").refused(INSTRUCT, on(&["9"]))),
            case("no-finding", || submitted().by("city-leader").refused(INSTRUCT, on(&[]))),
        ]
    };
}
