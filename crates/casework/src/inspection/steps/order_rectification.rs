//! Order rectification (责令整改): the unit knows of the item, and a clock of its own runs.

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::ids::UnitId;
use crate::inspection::{Inspection, ItemState, Saying};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct OrderRectification {
    item: String,
    demand: SealedRef,
}

/// Rectification was ordered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RectificationOrdered {
    /// Of which item.
    pub item: u32,
    /// The unit that owes it.
    pub unit: UnitId,
    /// What has to be put right.
    pub demand: SealedRef,
}

crate::refusals! {
    NoFault = "no-fault" => "没有检查发现问题、尚未责令整改的项，先登记检查意见。",
    NotFaulty = "not-faulty" => "此项没有发现问题，或者已经责令整改，请重新选择。",
}

impl Step for OrderRectification {
    type State = Inspection;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "order-rectification",
        noun: "rectification",
        zh: "责令整改",
        help: "对有问题的项，要求单位限期整改；单位从待办和专项工作里看到这一项，其他项看不到。",
        basis: "检查发现的问题限期整改（S0-17）；期限为默认设置，可由本单位调整",
        mechanisms: &["S0-17", "S1-21"],
        performer: Performer::Person,
        fields: &[
            Field::new("item", "检查项", Kind::From(Source::Own("faulty"))),
            Field::new("demand", "整改要求", Kind::Text { max: 1000 }),
        ],
    };

    fn ground(inspection: &Inspection, _: &Context<'_>) -> Result<(), Refusal> {
        let some = inspection.is_running() && inspection.has(&[ItemState::Faulty]);
        if some { Ok(()) } else { Err(Refusal::NoFault) }
    }

    fn decide(self, inspection: &Inspection, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let item = inspection.chosen(&self.item, ctx).filter(|item| item.state == ItemState::Faulty);
        let Some(item) = item else {
            return Err(Refusal::NotFaulty);
        };
        Ok(vec![Event::RectificationOrdered(RectificationOrdered {
            item: item.number,
            unit: item.unit.clone(),
            demand: self.demand,
        })])
    }
}

impl RectificationOrdered {
    /// The unit owes it, and may know of it.
    pub fn evolve(&self, inspection: &mut Inspection, record: &Recorded<()>) {
        inspection.core.involve(&self.unit);
        if let Some(item) = inspection.item_mut(self.item) {
            item.state = ItemState::Rectifying;
            item.say(Saying::Demand, record.happened, &self.demand);
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::check_item::tests::checked;
    use super::super::draw::tests::drawn;
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case, sealed};
    use serde_json::json;

    const ORDER: &str = OrderRectification::ACT.name;

    pub(crate) fn ordered() -> Proceeding<Inspection> {
        checked().act("prov-head", ORDER, json!({"item": "1", "demand": sealed(3)}))
    }

    #[test]
    fn the_unit_owes_its_item_and_knows_of_it() {
        let core = ordered().state.core;
        let owed = core.clocks_about(1).next().unwrap();
        assert_eq!((&*owed.rule, owed.owner.as_str()), ("inspection-rectify", "county-a"));
        assert_eq!(core.parties, ["county-a".into()]);
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("no-fault", || {
                drawn().by("prov-head").refused(ORDER, json!({"item": "1", "demand": sealed(3)}))
            }),
            case("not-faulty", || {
                checked().by("prov-head").refused(ORDER, json!({"item": "2", "demand": sealed(3)}))
            }),
        ]
    };
}
