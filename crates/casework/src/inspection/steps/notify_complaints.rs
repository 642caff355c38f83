//! Notify complaints (通报来电反映): at month end each unit learns of its own and owes an answer early next
//! month (S1-19).

use super::Event;
use crate::act::{Act, Performer};
use crate::ids::UnitId;
use crate::inspection::{Inspection, ItemState, Stage};
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct NotifyComplaints {}

/// Complaints were notified.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComplaintsNotified {
    /// The units that owe answers.
    pub units: Vec<UnitId>,
}

crate::refusals! {
    NothingCollected = "nothing-collected" => "本期没有收录来电反映，或者已经通报。",
}

impl Step for NotifyComplaints {
    type State = Inspection;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "notify-complaints",
        noun: "notice",
        zh: "通报来电反映",
        help: "月底把本期收录的来电反映通报各办理单位；各单位只看到自己的，次月初逐件答复。",
        basis: "每月底通报地市、次月初汇总反馈（S1-19）",
        mechanisms: &["S1-19"],
        performer: Performer::Person,
        fields: &[],
    };

    fn ground(inspection: &Inspection, _: &Context<'_>) -> Result<(), Refusal> {
        let some = inspection.is_running() && inspection.has(&[ItemState::Collected]);
        if some { Ok(()) } else { Err(Refusal::NothingCollected) }
    }

    fn decide(self, inspection: &Inspection, _: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let collected = inspection.items.iter();
        let collected = collected.filter(|item| item.state == ItemState::Collected);
        let mut units: Vec<UnitId> = collected.map(|item| item.unit.clone()).collect();
        units.sort();
        units.dedup();
        Ok(vec![Event::ComplaintsNotified(ComplaintsNotified { units })])
    }
}

impl ComplaintsNotified {
    /// Each unit knows of its own and owes an answer.
    pub fn evolve(&self, inspection: &mut Inspection, _: &Recorded<()>) {
        for unit in &self.units {
            inspection.core.involve(unit);
        }
        for item in &mut inspection.items {
            if item.state == ItemState::Collected {
                item.state = ItemState::Asked;
            }
        }
        inspection.stage = Stage::Notified;
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::collect_complaint::tests::collected;
    use super::super::open::tests::opened_as;
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case};
    use serde_json::json;

    const NOTIFY: &str = NotifyComplaints::ACT.name;

    pub(crate) fn notified() -> Proceeding<Inspection> {
        collected().act("prov-head", NOTIFY, json!({}))
    }

    #[test]
    fn each_complaint_has_a_clock_of_its_own_unit_s1_19() {
        let core = notified().state.core;
        let owed: Vec<_> = core.clocks.iter().filter(|c| c.rule == "hotline-answer").collect();
        let owners: Vec<_> = owed.iter().map(|clock| clock.owner.as_str()).collect();
        assert_eq!(owners, ["county-a", "county-a", "county-b"]);
        assert_eq!(core.parties.len(), 2);
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![case("nothing-collected", || {
            opened_as("hotline").by("prov-head").refused(NOTIFY, json!({}))
        })]
    };
}
