//! Draw the sample (抽取样本): by the seed of a checkpoint that did not exist when the population was fixed.
//! Nobody chooses, and anybody can recompute it (`jianjian draw verify`).

use super::Event;
use crate::act::{Act, Performer};
use crate::draw::{self, Priority, Stratum, Wanted};
use crate::form::{Field, Kind};
use crate::inspection::state::Drawn;
use crate::inspection::{Inspection, ItemState, Stage};
use crate::rules::Way;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct DrawSample {
    number: Option<u32>,
    percent: Option<u32>,
}

/// A sample was drawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SampleDrawn {
    /// The size of the checkpoint the seed was taken from.
    pub checkpoint: u64,
    /// The seed, in hex: SHA-256 of the checkpoint's signed text.
    pub seed: String,
    /// How much was wanted.
    pub wanted: Wanted,
    /// Who was drawn more of.
    pub priority: Priority,
    /// The sample, by unit, in the order drawn.
    pub sample: Vec<Stratum>,
}

crate::refusals! {
    NotFixed = "not-fixed" => "请先冻结检查范围，再抽取样本。",
    Drawn = "drawn" => "样本已经抽取，不能重抽；抽取依据和经过见抽取证明。",
    AllChecked = "all-checked" => "此类检查全部检查，不抽取。",
    NotPublished = "not-published" =>
        "冻结范围之后的存证检查点还没有公布，抽取依据尚未产生，请稍候几秒再抽取。",
    TwoMeasures = "two-measures" => "抽取件数和抽取比例只填一项。",
}

impl Step for DrawSample {
    type State = Inspection;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "draw",
        noun: "sample",
        zh: "抽取样本",
        help: "以冻结范围之后公布的第一个存证检查点为抽取依据，按单位分层、依次抽取；每个单位都有，\
               列入重点抽查名单的单位先抽、多抽。任何人都可以重新计算。",
        basis: "每月抽查（S0-17）、慢签收慢办理的列入下月重点抽查（S0-18）；比例为默认设置，可由本单位调整",
        mechanisms: &["S0-17", "S0-18", "S1-20"],
        performer: Performer::Person,
        fields: &[
            Field::new("number", "抽取件数", Kind::Number { min: 1, max: 5_000 }).optional(),
            Field::new("percent", "抽取比例（%）", Kind::Number { min: 1, max: 100 })
                .optional()
                .help("都不填时按检查种类的比例"),
        ],
    };

    fn ground(inspection: &Inspection, _: &Context<'_>) -> Result<(), Refusal> {
        if inspection.drawn.is_some() {
            return Err(Refusal::Drawn);
        }
        if matches!(inspection.way, Way::Full | Way::Venue) {
            return Err(Refusal::AllChecked);
        }
        if inspection.population.is_none() || !inspection.is_running() {
            return Err(Refusal::NotFixed);
        }
        Ok(())
    }

    fn decide(self, inspection: &Inspection, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let Some(fixed) = &inspection.population else {
            return Err(Refusal::NotFixed);
        };
        let told = &ctx.facts.inspection;
        let Some((checkpoint, seed)) = told.checkpoint else {
            return Err(Refusal::NotPublished);
        };
        let share = ctx.rules.inspection(&inspection.kind).map(|kind| kind.share);
        let wanted = match (self.number, self.percent) {
            (Some(_), Some(_)) => return Err(Refusal::TwoMeasures),
            (Some(number), None) => Wanted::Number(number),
            (None, Some(percent)) => Wanted::Percent(percent),
            (None, None) => Wanted::Percent(share.unwrap_or(100)),
        };
        let priority = Priority {
            units: told.priority.clone(),
            times: ctx.rules.priority.times,
        };
        let sample = draw::draw(seed, &fixed.strata, wanted, &priority);
        Ok(vec![Event::SampleDrawn(SampleDrawn {
            checkpoint,
            seed: seed.to_string(),
            wanted,
            priority,
            sample,
        })])
    }
}

impl SampleDrawn {
    /// What was drawn is checked; complaints that were not are left as the unit answered them.
    pub fn evolve(&self, inspection: &mut Inspection, _: &Recorded<()>) {
        inspection.drawn = Some(Drawn {
            checkpoint: self.checkpoint,
            seed: self.seed.clone(),
            wanted: self.wanted,
            priority: self.priority.clone(),
            sample: self.sample.clone(),
        });
        if inspection.way != Way::Hotline {
            inspection.take(&self.sample);
            return;
        }
        let names = self.sample.iter().flat_map(|stratum| &stratum.candidates);
        let drawn: Vec<u32> = names.filter_map(|c| c.name.parse().ok()).collect();
        for item in &mut inspection.items {
            if item.state == ItemState::Denied {
                let is_drawn = drawn.contains(&item.number);
                item.state = if is_drawn { ItemState::ToCheck } else { ItemState::Left };
            }
        }
        inspection.stage = Stage::Checking;
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::fix_population::tests::{fixed, found, full};
    use super::super::open::tests::opened;
    use super::*;
    use crate::draw::Seed;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case};
    use serde_json::json;

    pub(crate) const DRAW: &str = DrawSample::ACT.name;

    pub(crate) fn published(mut story: Proceeding<Inspection>) -> Proceeding<Inspection> {
        story.facts.inspection.checkpoint = Some((40, Seed::of_checkpoint("office\n40\nAAAA\n")));
        story
    }

    pub(crate) fn drawn() -> Proceeding<Inspection> {
        published(fixed()).act("prov-head", DRAW, json!({"number": 4}))
    }

    #[test]
    fn the_sample_follows_from_seed_and_population_alone_s0_17() {
        let drawn = drawn().state.drawn.unwrap();
        let none = Priority { units: Vec::new(), times: 2 };
        let seed = Seed::of_checkpoint("office\n40\nAAAA\n");
        assert_eq!(drawn.sample, draw::draw(seed, &found(10), Wanted::Number(4), &none));
        assert_eq!(draw::count(&drawn.sample), 4);
    }

    #[test]
    fn slow_units_are_drawn_more_of_s0_18() {
        let mut story = published(fixed());
        story.facts.inspection.priority = vec!["county-b".into()];
        let drawn = story.act("prov-head", DRAW, json!({})).state.drawn.unwrap();
        let of = |unit: &str| drawn.sample.iter().find(|s| s.unit.as_str() == unit).unwrap();
        assert_eq!(of("county-a").candidates.len() + of("county-b").candidates.len(), 2);
        let mut story = published(fixed());
        story.facts.inspection.priority = vec!["county-b".into()];
        let drawn = story.act("prov-head", DRAW, json!({"percent": 30})).state.drawn.unwrap();
        let of = |unit: &str| drawn.sample.iter().find(|s| s.unit.as_str() == unit).unwrap();
        assert_eq!((of("county-a").candidates.len(), of("county-b").candidates.len()), (2, 4));
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("not-fixed", || opened().by("prov-head").refused(DRAW, json!({}))),
            case("drawn", || drawn().by("prov-head").refused(DRAW, json!({}))),
            case("all-checked", || full().by("prov-head").refused(DRAW, json!({}))),
            case("not-published", || fixed().by("prov-head").refused(DRAW, json!({}))),
            case("two-measures", || {
                let both = json!({"number": 3, "percent": 5});
                published(fixed()).by("prov-head").refused(DRAW, both)
            }),
        ]
    };
}
