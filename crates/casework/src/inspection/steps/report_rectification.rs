//! Report rectification (报告整改): the unit says what it put right.

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::inspection::{Inspection, ItemState, Saying, answers_for};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct ReportRectification {
    item: String,
    report: SealedRef,
}

/// Rectification was reported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RectificationReported {
    /// Of which item.
    pub item: u32,
    /// What was put right.
    pub report: SealedRef,
}

crate::refusals! {
    NothingOwed = "nothing-owed" => "没有需要整改的项，或者整改已经报告、正在审核。",
    NotOwed = "not-owed" => "此项不由本单位整改，请重新选择。",
}

const OWED: &[ItemState] = &[ItemState::Rectifying, ItemState::Refused];

impl Step for ReportRectification {
    type State = Inspection;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "report-rectification",
        noun: "rectified",
        zh: "报告整改",
        help: "写明整改措施和结果，报检查单位审核；审核通过即销号，未通过的重新整改。",
        basis: "检查发现的问题限期整改（S0-17）、属实的挂账督办（S1-21）",
        mechanisms: &["S0-17", "S1-21"],
        performer: Performer::Person,
        fields: &[
            Field::new("item", "整改项", Kind::From(Source::Own("rectifying"))),
            Field::new("report", "整改情况", Kind::Text { max: 3000 }),
        ],
    };

    fn ground(inspection: &Inspection, _: &Context<'_>) -> Result<(), Refusal> {
        let some = inspection.is_running() && inspection.has(OWED);
        if some { Ok(()) } else { Err(Refusal::NothingOwed) }
    }

    fn decide(self, inspection: &Inspection, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let own = inspection.chosen(&self.item, ctx);
        let own = own.filter(|item| OWED.contains(&item.state) && answers_for(item, ctx));
        let Some(item) = own else {
            return Err(Refusal::NotOwed);
        };
        let (item, report) = (item.number, self.report);
        Ok(vec![Event::RectificationReported(RectificationReported { item, report })])
    }
}

impl RectificationReported {
    /// Whoever checked examines it.
    pub fn evolve(&self, inspection: &mut Inspection, record: &Recorded<()>) {
        if let Some(item) = inspection.item_mut(self.item) {
            item.state = ItemState::Rectified;
            item.say(Saying::Report, record.happened, &self.report);
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::check_item::tests::checked;
    use super::super::order_rectification::tests::ordered;
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case, sealed};
    use serde_json::{Value, json};

    pub(crate) const REPORT: &str = ReportRectification::ACT.name;

    pub(crate) fn fields() -> Value {
        json!({"item": "1", "report": sealed(4)})
    }

    pub(crate) fn reported() -> Proceeding<Inspection> {
        ordered().act("county-a-head", REPORT, fields())
    }

    #[test]
    fn the_runner_then_owes_the_examination() {
        let core = reported().state.core;
        let owed = core.clocks_about(1).next().unwrap();
        assert_eq!((&*owed.rule, owed.owner.as_str()), ("inspection-examine", "prov-petition"));
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("nothing-owed", || checked().by("county-a-head").refused(REPORT, fields())),
            case("not-owed", || ordered().by("county-b-head").refused(REPORT, fields())),
        ]
    };
}
