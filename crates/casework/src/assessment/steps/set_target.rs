//! Set targets (下达目标): what an organ has to reach in an indicator of first reports, or of the three rates (S1-39,
//! S0-09). A later target stands in place of an earlier one; months that are frozen keep theirs.

use super::Event;
use crate::act::{Act, Performer};
use crate::assessment::{Assessment, Target};
use crate::form::{Field, Kind, Source};
use crate::ids::UnitId;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct SetTarget {
    units: Vec<UnitId>,
    indicator: String,
    rate: i64,
}

/// Targets were set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TargetSet {
    /// Whose.
    pub units: Vec<UnitId>,
    /// Which indicator.
    pub indicator: String,
    /// In percent.
    pub rate: i64,
}

crate::refusals! {
    NotRunning = "not-running" => "考核已经结束，不能再下达目标。",
    NotAssessed = "not-assessed" => "有的机关不在本次考核之列，请重新选择。",
    NoAim = "no-aim" => "这项指标不单独下达目标，请重新选择。",
}

impl Step for SetTarget {
    type State = Assessment;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "set-target",
        noun: "targets",
        zh: "下达目标",
        help: "为一个或者几个机关下达一项目标；从下一个公布的月份起对照，未达标的机关要说明原因。",
        basis: "初次举报目标管理（S1-39）；目标值由下达机关确定",
        mechanisms: &["S1-39", "S0-09"],
        performer: Performer::Person,
        fields: &[
            Field::new("units", "机关", Kind::Several(Source::Own("units"))),
            Field::new("indicator", "指标", Kind::From(Source::Own("aims"))),
            Field::new("rate", "目标（%）", Kind::Number { min: 0, max: 100 }),
        ],
    };

    fn ground(state: &Assessment, _: &Context<'_>) -> Result<(), Refusal> {
        if state.is_running() { Ok(()) } else { Err(Refusal::NotRunning) }
    }

    fn decide(self, state: &Assessment, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let known = |unit: &UnitId| state.units.contains(unit);
        if self.units.is_empty() || !self.units.iter().all(known) {
            return Err(Refusal::NotAssessed);
        }
        let scheme = state.rules(ctx.rules);
        let rule = scheme.and_then(|scheme| scheme.indicator(&self.indicator));
        if !rule.is_some_and(|rule| rule.aim) {
            return Err(Refusal::NoAim);
        }
        Ok(vec![Event::TargetSet(TargetSet {
            units: self.units,
            indicator: self.indicator,
            rate: self.rate,
        })])
    }
}

impl TargetSet {
    /// They stand from now on.
    pub fn evolve(&self, state: &mut Assessment, record: &Recorded<()>) {
        for unit in &self.units {
            let same = |known: &Target| known.unit == *unit && known.indicator == self.indicator;
            state.targets.retain(|known| !same(known));
            state.targets.push(Target {
                unit: unit.clone(),
                indicator: self.indicator.clone(),
                rate: self.rate,
                set: record.happened,
            });
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::close::tests::closed;
    use super::super::open::tests::opened;
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case};
    use serde_json::{Value, json};

    const SET: &str = SetTarget::ACT.name;

    fn fields(unit: &str, indicator: &str, rate: i64) -> Value {
        json!({"units": [unit], "indicator": indicator, "rate": rate})
    }

    /// The city has to conclude 95 of a hundred first reports in time.
    pub(crate) fn aimed() -> Proceeding<Assessment> {
        opened().act("prov-head", SET, fields("city", "first-on-time", 95))
    }

    #[test]
    fn a_later_target_stands_in_place_of_an_earlier_one_s1_39() {
        let story = aimed().act("prov-head", SET, fields("city", "first-on-time", 90));
        let state = story.state;
        assert_eq!(state.targets.len(), 1);
        assert_eq!(state.target(&"city".into(), "first-on-time"), Some(90));
        assert_eq!(state.target(&"bureau".into(), "first-on-time"), None);
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("not-running", || closed().by("prov-head").refused(SET, fields("city", "verified", 30))),
            case("not-assessed", || opened().by("prov-head").refused(SET, fields("county-a", "verified", 30))),
            case("no-aim", || opened().by("prov-head").refused(SET, fields("city", "on-time", 30))),
        ]
    };
}
