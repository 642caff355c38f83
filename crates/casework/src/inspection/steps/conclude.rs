//! Conclude an inspection (结束检查): every item judged, every rectification accepted or refused on record.

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind};
use crate::inspection::{Inspection, Stage};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct ConcludeInspection {
    summary: SealedRef,
}

/// An inspection was concluded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InspectionConcluded {
    /// What came of it.
    pub summary: SealedRef,
}

crate::refusals! {
    NothingChecked = "nothing-checked" => "还没有检查任何一项，不能结束；不再进行的，请撤销检查。",
    Unjudged = "unjudged" => "还有待检查、待答复或者整改没有审核结果的项，全部有结果后再结束。",
}

impl Step for ConcludeInspection {
    type State = Inspection;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "conclude-inspection",
        noun: "conclusion",
        zh: "结束检查",
        help: "每一项都有结论、每一项整改都审核过，写明检查情况后结束；数字计入抽查统计。",
        basis: "抽查情况统计（S0-19）",
        mechanisms: &["S0-17", "S0-19"],
        performer: Performer::Person,
        fields: &[Field::new("summary", "检查情况", Kind::Text { max: 3000 })],
    };

    fn ground(inspection: &Inspection, _: &Context<'_>) -> Result<(), Refusal> {
        if !inspection.is_running() || inspection.items.is_empty() {
            return Err(Refusal::NothingChecked);
        }
        if inspection.items.iter().all(|item| item.state.is_judged()) {
            Ok(())
        } else {
            Err(Refusal::Unjudged)
        }
    }

    fn decide(self, _: &Inspection, _: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let summary = self.summary;
        Ok(vec![Event::InspectionConcluded(InspectionConcluded { summary })])
    }
}

impl InspectionConcluded {
    /// It is over.
    pub fn evolve(&self, inspection: &mut Inspection, record: &Recorded<()>) {
        inspection.stage = Stage::Concluded;
        inspection.summary = Some(self.summary.clone());
        inspection.core.over = Some(record.happened);
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::decide_rectification::tests::{refused, settled};
    use super::super::open::tests::opened;
    use super::super::order_rectification::tests::ordered;
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case, sealed};
    use serde_json::{Value, json};

    const CONCLUDE: &str = ConcludeInspection::ACT.name;

    fn words() -> Value {
        json!({"summary": sealed(6)})
    }

    pub(crate) fn concluded() -> Proceeding<Inspection> {
        settled().act("prov-head", CONCLUDE, words())
    }

    #[test]
    fn a_refusal_on_record_is_enough() {
        assert_eq!(refused().act("prov-head", CONCLUDE, words()).state.stage, Stage::Concluded);
    }

    #[test]
    fn nothing_runs_on() {
        assert!(concluded().state.core.clocks.iter().all(|clock| !clock.is_open()));
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("nothing-checked", || opened().by("prov-head").refused(CONCLUDE, words())),
            case("unjudged", || ordered().by("prov-head").refused(CONCLUDE, words())),
        ]
    };
}
