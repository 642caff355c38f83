//! Call an inspection off (撤销检查): with a reason, and for good.

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind};
use crate::inspection::{Inspection, Stage};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct CallOffInspection {
    reason: SealedRef,
}

/// An inspection was called off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InspectionCalledOff {
    /// Why.
    pub reason: SealedRef,
}

crate::refusals! {
    Over = "over" => "检查已经结束，不能撤销。",
}

impl Step for CallOffInspection {
    type State = Inspection;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "call-off-inspection",
        noun: "calling-off",
        zh: "撤销检查",
        help: "开错或不再进行的检查写明理由撤销；编号不再使用，经过仍可查。",
        basis: "检查有始有终、全程留痕（T21）；撤销须说明理由为默认设置，可由本单位调整",
        mechanisms: &["S0-17"],
        performer: Performer::Person,
        fields: &[Field::new("reason", "理由", Kind::Text { max: 300 })],
    };

    fn ground(inspection: &Inspection, _: &Context<'_>) -> Result<(), Refusal> {
        let running = inspection.core.exists() && inspection.core.over.is_none();
        if running { Ok(()) } else { Err(Refusal::Over) }
    }

    fn decide(self, _: &Inspection, _: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let reason = self.reason;
        Ok(vec![Event::InspectionCalledOff(InspectionCalledOff { reason })])
    }
}

impl InspectionCalledOff {
    /// It is over.
    pub fn evolve(&self, inspection: &mut Inspection, record: &Recorded<()>) {
        inspection.stage = Stage::CalledOff;
        inspection.core.over = Some(record.happened);
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::open::tests::opened;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case, sealed};
    use crate::inspection::Inspection;
    use serde_json::json;

    const CALL_OFF: &str = "call-off-inspection";

    pub(crate) fn called_off() -> Proceeding<Inspection> {
        off(opened())
    }

    pub(crate) fn off(story: Proceeding<Inspection>) -> Proceeding<Inspection> {
        story.act("prov-head", CALL_OFF, json!({"reason": sealed(1)}))
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![case("over", || called_off().by("prov-head").refused(CALL_OFF, json!({"reason": sealed(1)})))]
    };

    #[test]
    fn what_is_not_drawn_in_time_lapses_s0_17() {
        let late = opened().at("2026-03-10T08:00").timed("warn");
        assert!(late.state.core.clocks.iter().any(|clock| clock.lapsed));
        assert_eq!(late.clone().timed("warn").events.len(), late.events.len(), "once");
    }

    #[test]
    fn it_is_over_and_every_clock_with_it() {
        let core = called_off().state.core;
        assert!(core.over.is_some() && core.clocks.iter().all(|clock| !clock.is_open()));
    }
}
