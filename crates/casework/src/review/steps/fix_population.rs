//! Fix what may be drawn (冻结评查范围): first letters and visits concluded in the session's days, by unit, and
//! the list of other departments; recorded with its digest before anybody can know what will be drawn.

use super::Event;
use crate::act::{Act, Performer};
use crate::draw::{self, Candidate, Stratum};
use crate::form::{Field, Kind, Source};
use crate::ids::UnitId;
use crate::inspection::state::Fixed;
use crate::inspection::steps::fix_population::MOST;
use crate::review::item::Outside;
use crate::review::{Item, Review, Stage};
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command. What the shell found under it is among the facts.
#[derive(Debug, Clone, Deserialize)]
pub struct FixPopulation {
    #[serde(default)]
    units: Vec<UnitId>,
}

/// What may be drawn was fixed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PopulationFixed {
    /// Only these units of the office, where any were chosen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub units: Vec<UnitId>,
    /// SHA-256 over unit and name of each, in hex.
    pub digest: String,
    /// How many.
    pub count: u32,
    /// All of it, by unit and name, so that anyone with the ledger can recompute the draw.
    pub population: Vec<Stratum>,
}

crate::refusals! {
    NotOpen = "not-open" => "评查会已经确定评查组或者已经结束，不能再冻结评查范围。",
    Fixed = "fixed" => "评查范围已经冻结，不能再改；范围不对的，请撤销此次评查后重新召开。",
    Empty = "empty" => "范围内没有可评的件：所查时段内没有办结的初次信访，待抽名单也没有外部件。请核对时段和单位，或者先把外部件列入待抽名单。",
    TooMany = "too-many" => "范围内超过5000件，请缩短时段或者减少单位。",
}

impl Step for FixPopulation {
    type State = Review;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "fix-review-population",
        noun: "population",
        zh: "冻结评查范围",
        help: "把所查时段内各部门、镇街办结的初次信访和待抽名单里的外部件，按单位分层，连同清单和摘要写入存证；\
               此后不能增减。待存证检查点公布（几秒钟）后抽取。",
        basis: "随机抽取重点部门和镇街办结的初次信访（S3-03）；先冻结范围、后定抽取依据，避免人为挑选",
        mechanisms: &["S3-03"],
        performer: Performer::Person,
        fields: &[Field::new("units", "只评这些单位", Kind::Several(Source::Own("organs")))
            .optional()
            .help("选中的连同其下级；不选时为看得到的全部单位。待抽名单里的外部件都在范围内")],
    };

    fn ground(review: &Review, _: &Context<'_>) -> Result<(), Refusal> {
        if review.population.is_some() {
            return Err(Refusal::Fixed);
        }
        let gathering = review.stage == Stage::Opened && review.panel.is_empty();
        if gathering { Ok(()) } else { Err(Refusal::NotOpen) }
    }

    fn decide(self, review: &Review, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let listed: Vec<_> = review.items.iter().filter_map(Item::reviewed).map(|m| m.matter).collect();
        let is_new = |candidate: &&Candidate| candidate.matter.is_none_or(|id| !listed.contains(&id));
        let own = ctx.facts.review.population.iter().flat_map(|stratum| {
            let new = stratum.candidates.iter().filter(is_new);
            new.map(|candidate| (stratum.unit.clone(), candidate.clone()))
        });
        let population = draw::ordered(own.chain(review.pool.iter().map(outside)));
        let count = draw::count(&population);
        if count == 0 {
            return Err(Refusal::Empty);
        }
        if count > MOST {
            return Err(Refusal::TooMany);
        }
        Ok(vec![Event::PopulationFixed(PopulationFixed {
            units: self.units,
            digest: draw::digest(&population),
            count: count as u32,
            population,
        })])
    }
}

/// A department without account is a stratum of its own, told by its name; its matter by its name and number.
fn outside(one: &Outside) -> (UnitId, Candidate) {
    let candidate = Candidate { name: one.name(), matter: None };
    (UnitId(one.department.clone()), candidate)
}

impl PopulationFixed {
    /// It may be drawn from.
    pub fn evolve(&self, review: &mut Review, _: &Recorded<()>) {
        review.population = Some(Fixed {
            version: review.core.version + 1,
            strata: self.population.clone(),
            digest: self.digest.clone(),
            count: self.count,
        });
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::add_items::tests::gathered;
    use super::super::add_outside::tests::pooled;
    use super::super::open::tests::opened;
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case};
    use crate::inspection::steps::fix_population::tests::found;
    use crate::review::tests::{matter, paneled};
    use serde_json::json;

    pub(crate) const FIX: &str = FixPopulation::ACT.name;

    fn told(mut story: Proceeding<Review>, each: u128) -> Proceeding<Review> {
        story.facts.review.population = found(each);
        story
    }

    /// Ten matters of each of two counties and five of a department without account may be drawn.
    pub(crate) fn fixed() -> Proceeding<Review> {
        told(pooled(), 10).act("prov-head", FIX, json!({"units": ["county-a", "county-b"]}))
    }

    #[test]
    fn departments_and_towns_and_the_outside_list_stand_in_it_by_unit_s3_03() {
        let fixed = fixed().state.population.unwrap();
        let strata: Vec<_> = fixed.strata.iter().map(|s| (s.unit.as_str(), s.candidates.len())).collect();
        assert_eq!(strata, [("county-a", 10), ("county-b", 10), ("甘泉县住建局", 5)]);
        assert_eq!((fixed.count, &fixed.digest), (25, &draw::digest(&fixed.strata)));
    }

    #[test]
    fn what_is_scored_anyway_cannot_be_drawn_too() {
        let mut story = gathered();
        let listed = Candidate { name: "330000-2026-4-0000001".into(), matter: Some(matter(1).matter) };
        let other = Candidate { name: "330000-2026-4-0000009".into(), matter: Some(matter(9).matter) };
        story.facts.review.population = vec![Stratum { unit: "county-a".into(), candidates: vec![listed, other] }];
        let fixed = story.act("prov-head", FIX, json!({})).state.population.unwrap();
        assert_eq!(fixed.count, 1);
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("not-open", || paneled().by("prov-head").refused(FIX, json!({}))),
            case("fixed", || fixed().by("prov-head").refused(FIX, json!({}))),
            case("empty", || opened().by("prov-head").refused(FIX, json!({}))),
            case("too-many", || told(opened(), 2_501).by("prov-head").refused(FIX, json!({}))),
        ]
    };
}
