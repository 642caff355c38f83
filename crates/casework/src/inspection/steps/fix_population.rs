//! Fix the population (冻结检查范围): which matters may be drawn, by the kind's own rule or a book, recorded
//! with its digest before anybody can know what will be drawn.

use super::Event;
use crate::act::{Act, Performer};
use crate::draw::{self, Candidate, Stratum};
use crate::form::{Field, Kind, Source};
use crate::ids::UnitId;
use crate::inspection::state::Fixed;
use crate::inspection::{Inspection, ItemState, Stage};
use crate::rules::Way;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command. What the shell found under it is among the facts.
#[derive(Debug, Clone, Deserialize)]
pub struct FixPopulation {
    #[serde(default, rename = "book")]
    _book: Option<String>,
    #[serde(default, rename = "view")]
    _view: Option<String>,
    #[serde(default)]
    units: Vec<UnitId>,
}

/// A population was fixed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PopulationFixed {
    /// What it was asked for by, in the words of a list's address.
    pub source: String,
    /// Only these units, where any were chosen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub units: Vec<UnitId>,
    /// SHA-256 over unit and name of each, in hex.
    pub digest: String,
    /// How many.
    pub count: u32,
    /// All of it, by unit and name, so that anyone with the ledger can recompute the draw.
    pub population: Vec<Stratum>,
}

/// Most candidates: they stand in one event.
pub const MOST: usize = 5_000;

crate::refusals! {
    Fixed = "fixed" => "检查范围已经冻结，不能再改；范围不对的，请撤销此次检查后重新开展。",
    NotByRange = "not-by-range" => "实地检查不从信访件中抽取，请确定检查场所。",
    Unanswered = "unanswered" => "还有单位没有答复，全部答复后再冻结不属实答复的范围。",
    Empty = "empty" => "范围内没有可查的信访件，请核对所查时段、台账和单位。",
    TooMany = "too-many" => "范围内超过5000件，请按台账、单位或者较短的时段缩小范围。",
}

impl Step for FixPopulation {
    type State = Inspection;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "fix-population",
        noun: "population",
        zh: "冻结检查范围",
        help: "按检查种类、台账或者保存的视图确定本次可能被查的全部信访件，连同清单和摘要写入存证；此后不能增减。\
               全查的，范围内逐件检查；抽查的，待存证检查点公布后抽取。来电反映的，范围为全部不属实的答复。",
        basis: "每月抽查（S0-17）；先冻结范围、后定抽取依据，避免人为挑选",
        mechanisms: &["S0-17", "S1-20"],
        performer: Performer::Person,
        fields: &[
            Field::new("book", "来源台账", Kind::From(Source::Own("books")))
                .optional()
                .help("不选时为时段内收到的信访件，按检查种类的口径"),
            Field::new("view", "来源视图", Kind::Word { max: 20 })
                .optional()
                .help("台账里保存过的视图的名称，与来源台账只填一项"),
            Field::new("units", "只查这些单位", Kind::Several(Source::Own("organs")))
                .optional()
                .help("选中的连同其下级；不选时为看得到的全部单位"),
        ],
    };

    fn ground(inspection: &Inspection, _: &Context<'_>) -> Result<(), Refusal> {
        if inspection.way == Way::Venue {
            return Err(Refusal::NotByRange);
        }
        if !inspection.is_running() || inspection.population.is_some() {
            return Err(Refusal::Fixed);
        }
        let waiting = [ItemState::Collected, ItemState::Asked];
        if inspection.has(&waiting) {
            return Err(Refusal::Unanswered);
        }
        Ok(())
    }

    fn decide(self, inspection: &Inspection, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let told = &ctx.facts.inspection;
        let population = match inspection.way {
            Way::Hotline => denied(inspection),
            Way::Drawn | Way::Full | Way::Venue => told.population.clone().unwrap_or_default(),
        };
        let count = draw::count(&population);
        if count == 0 {
            return Err(Refusal::Empty);
        }
        if count > MOST {
            return Err(Refusal::TooMany);
        }
        Ok(vec![Event::PopulationFixed(PopulationFixed {
            source: told.source.clone(),
            units: self.units,
            digest: draw::digest(&population),
            count: count as u32,
            population,
        })])
    }
}

/// The items whose unit says that the complaint is untrue, by their numbers.
fn denied(inspection: &Inspection) -> Vec<Stratum> {
    let items = inspection.items.iter();
    let denied = items.filter(|item| item.state == ItemState::Denied);
    draw::ordered(denied.map(|item| {
        let candidate = Candidate {
            name: format!("{:04}", item.number),
            matter: None,
        };
        (item.unit.clone(), candidate)
    }))
}

impl PopulationFixed {
    /// It may be drawn from; where all is checked, all is an item now.
    pub fn evolve(&self, inspection: &mut Inspection, _: &Recorded<()>) {
        inspection.population = Some(Fixed {
            version: inspection.core.version + 1,
            strata: self.population.clone(),
            digest: self.digest.clone(),
            count: self.count,
        });
        inspection.stage = Stage::Fixed;
        if inspection.way == Way::Full {
            inspection.take(&self.population);
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::open::tests::{opened, opened_as};
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case};
    use crate::ids::MatterId;
    use serde_json::json;
    use uuid::Uuid;

    pub(crate) const FIX: &str = FixPopulation::ACT.name;

    /// So many matters of each of two counties.
    pub(crate) fn found(each: u128) -> Vec<Stratum> {
        let of = |(unit, base): (&'static str, u128)| {
            (1..=each).map(move |number| {
                let candidate = Candidate {
                    name: format!("XF-{unit}-2026-{number:06}"),
                    matter: Some(MatterId(Uuid::from_u128(base + number))),
                };
                (UnitId::from(unit), candidate)
            })
        };
        draw::ordered([("county-a", 1_000_000), ("county-b", 2_000_000)].into_iter().flat_map(of))
    }

    fn told(mut story: Proceeding<Inspection>, each: u128) -> Proceeding<Inspection> {
        story.facts.inspection.population = Some(found(each));
        story.facts.inspection.source = "from=2026-02-01&to=2026-02-28".to_owned();
        story
    }

    pub(crate) fn fixed() -> Proceeding<Inspection> {
        told(opened(), 10).act("prov-head", FIX, json!({"units": ["county-a", "county-b"]}))
    }

    pub(crate) fn full() -> Proceeding<Inspection> {
        told(opened_as("first-report"), 2).act("prov-head", FIX, json!({}))
    }

    #[test]
    fn all_of_it_is_kept_with_its_digest_s0_17() {
        let fixed = fixed().state.population.unwrap();
        assert_eq!((fixed.count, &fixed.digest), (20, &draw::digest(&found(10))));
        assert_eq!(fixed.version, 3, "after opening and its clock");
    }

    #[test]
    fn where_all_is_checked_nothing_is_drawn_s1_23() {
        let state = full().state;
        assert_eq!((state.items.len(), state.stage), (4, Stage::Checking));
        assert!(!state.core.clocks.iter().any(|c| c.rule == "inspection-draw" && c.is_open()));
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("fixed", || fixed().by("prov-head").refused(FIX, json!({}))),
            case("not-by-range", || opened_as("venue").by("prov-head").refused(FIX, json!({}))),
            case("unanswered", || {
                super::super::collect_complaint::tests::collected().by("prov-head").refused(FIX, json!({}))
            }),
            case("empty", || opened().by("prov-head").refused(FIX, json!({}))),
            case("too-many", || told(opened(), 2_501).by("prov-head").refused(FIX, json!({}))),
        ]
    };
}
