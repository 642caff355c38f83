//! Draw what is scored (抽取评查件): by the seed of a checkpoint that did not exist when the population was fixed.
//! Any of it may be drawn, not all is; nobody chooses, and anybody can recompute it (`jianjian draw verify`).

use super::Event;
use crate::act::{Act, Performer};
use crate::draw::{self, Priority, Seed, Stratum, Wanted};
use crate::form::{Field, Kind};
use crate::inspection::state::Drawn;
use crate::review::{Item, Of, Review, Reviewed, Stage};
use crate::rules::Rules;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct DrawItems {
    number: Option<u32>,
    percent: Option<u32>,
}

/// Items were drawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemsDrawn {
    /// The size of the checkpoint the seed was taken from.
    pub checkpoint: u64,
    /// The seed, in hex: SHA-256 of the checkpoint's signed text.
    pub seed: String,
    /// How much was wanted.
    pub wanted: Wanted,
    /// The sample, by unit, in the order drawn.
    pub sample: Vec<Stratum>,
    /// The matters among it, as they stood.
    pub matters: Vec<Reviewed>,
}

/// No unit is drawn more of than its share.
pub const EVEN: Priority = Priority { units: Vec::new(), times: 1 };

crate::refusals! {
    NotFixed = "not-fixed" => "请先冻结评查范围，再抽取评查件。",
    Drawn = "drawn" => "评查件已经抽取，不能重抽；抽取依据和经过见抽取证明。",
    NotPublished = "not-published" =>
        "冻结范围之后的存证检查点还没有公布，抽取依据尚未产生，请稍候几秒再抽取。",
    TwoMeasures = "two-measures" => "抽取件数和抽取比例只填一项。",
    Unread = "unread" => "抽中的信访件读取不全，请再提交一次；仍不成功的，请联系系统管理员核对账本。",
}

/// How much is drawn: as said, or the sheet's share.
///
/// # Errors
/// Both were said.
pub fn wanted(
    review: &Review,
    said: (Option<u32>, Option<u32>),
    rules: &Rules,
) -> Result<Wanted, Refusal> {
    match said {
        (Some(_), Some(_)) => Err(Refusal::TwoMeasures),
        (Some(number), None) => Ok(Wanted::Number(number)),
        (None, Some(percent)) => Ok(Wanted::Percent(percent)),
        (None, None) => Ok(Wanted::Percent(review.sheet(rules).map_or(100, |sheet| sheet.share))),
    }
}

/// The sample that a seed makes: the shell reads its matters before the act is decided.
pub fn sample(review: &Review, seed: Seed, wanted: Wanted) -> Vec<Stratum> {
    let fixed = review.population.iter().flat_map(|fixed| fixed.strata.clone());
    draw::draw(seed, &fixed.collect::<Vec<_>>(), wanted, &EVEN)
}

impl Step for DrawItems {
    type State = Review;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "draw-review-items",
        noun: "sample",
        zh: "抽取评查件",
        help: "以冻结范围之后公布的第一个存证检查点为抽取依据，按单位分层、依次抽取；任何一件都可能抽到，\
               谁也不能挑选。任何人都可以重新计算。",
        basis: "随机抽取重点部门和镇街办结的初次信访（S3-03）；比例为默认设置，可由本单位调整",
        mechanisms: &["S3-03"],
        performer: Performer::Person,
        fields: &[
            Field::new("number", "抽取件数", Kind::Number { min: 1, max: 500 }).optional(),
            Field::new("percent", "抽取比例（%）", Kind::Number { min: 1, max: 100 })
                .optional()
                .help("都不填时按评分表的比例"),
        ],
    };

    fn ground(review: &Review, _: &Context<'_>) -> Result<(), Refusal> {
        if review.drawn.is_some() {
            return Err(Refusal::Drawn);
        }
        let gathering = review.stage == Stage::Opened && review.panel.is_empty();
        let fixed = review.population.is_some() && gathering;
        if fixed { Ok(()) } else { Err(Refusal::NotFixed) }
    }

    fn decide(self, review: &Review, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let wanted = wanted(review, (self.number, self.percent), ctx.rules)?;
        let Some((checkpoint, seed)) = ctx.facts.inspection.checkpoint else {
            return Err(Refusal::NotPublished);
        };
        let sample = sample(review, seed, wanted);
        let drawn = sample.iter().flat_map(|stratum| &stratum.candidates);
        let named: Vec<_> = drawn.filter_map(|candidate| candidate.matter).collect();
        let read: Option<Vec<Reviewed>> = ctx.facts.review.matters.iter().cloned().collect();
        let matters = read.ok_or(Refusal::Unread)?;
        if !matters.iter().map(|matter| &matter.matter).eq(named.iter()) {
            return Err(Refusal::Unread);
        }
        Ok(vec![Event::ItemsDrawn(ItemsDrawn {
            checkpoint,
            seed: seed.to_string(),
            wanted,
            sample,
            matters,
        })])
    }
}

impl ItemsDrawn {
    /// What was drawn is scored; its units may know of their own.
    pub fn evolve(&self, review: &mut Review, _: &Recorded<()>) {
        review.drawn = Some(Drawn {
            checkpoint: self.checkpoint,
            seed: self.seed.clone(),
            wanted: self.wanted,
            priority: EVEN,
            sample: self.sample.clone(),
        });
        for candidate in self.sample.iter().flat_map(|stratum| &stratum.candidates) {
            let of = match candidate.matter {
                Some(id) => self.matters.iter().find(|m| m.matter == id).cloned().map(Of::Matter),
                None => review.pool.iter().find(|one| one.name() == candidate.name).cloned().map(Of::Outside),
            };
            if let Some(of) = of {
                let item = Item::new(review.items.len() as u32 + 1, of);
                if let Some(unit) = item.unit().cloned() {
                    review.core.involve(&unit);
                }
                review.items.push(item);
            }
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::fix_population::tests::fixed;
    use super::super::open::tests::opened;
    use super::*;
    use crate::given::WORLD;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case};
    use crate::refusal::Refused;
    use crate::review::tests::matter;
    use serde_json::{Value, json};

    pub(crate) const DRAW: &str = DrawItems::ACT.name;

    fn seed() -> Seed {
        Seed::of_checkpoint("office\n40\nAAAA\n")
    }

    /// The checkpoint is published, and the matters of the sample were read.
    fn published(mut story: Proceeding<Review>, number: u32) -> Proceeding<Review> {
        story.facts.inspection.checkpoint = Some((40, seed()));
        let sample = sample(&story.state, seed(), Wanted::Number(number));
        let of = |stratum: &Stratum| {
            let unit = stratum.unit.clone();
            let each = stratum.candidates.iter().filter_map(move |candidate| {
                let (id, name) = (candidate.matter?, candidate.name.clone());
                Some(Some(Reviewed { matter: id, number: name, unit: unit.clone(), organ: unit.clone(), ..matter(1) }))
            });
            each.collect::<Vec<_>>()
        };
        story.facts.review.matters = sample.iter().flat_map(of).collect();
        story
    }

    pub(crate) fn drawn() -> Proceeding<Review> {
        published(fixed(), 6).act("prov-head", DRAW, json!({"number": 6}))
    }

    fn drawing(story: Proceeding<Review>, fields: Value) -> Option<Refused> {
        story.by("prov-head").refused(DRAW, fields)
    }

    #[test]
    fn the_sample_follows_from_seed_and_population_alone_s3_03() {
        let story = drawn();
        let review = &story.state;
        assert_eq!(review.items.len(), 6);
        let drawn = review.drawn.clone().unwrap();
        let fixed = review.population.clone().unwrap();
        assert_eq!(drawn.sample, draw::draw(seed(), &fixed.strata, Wanted::Number(6), &drawn.priority));
        let outside = review.items.iter().filter(|item| item.reviewed().is_none()).count();
        assert!((1..=2).contains(&outside), "each unit is drawn, none of more than its share");
        assert!(review.core.parties.contains(&"county-b".into()));
    }

    #[test]
    fn nothing_said_is_the_share_of_the_sheet() {
        let none = wanted(&fixed().state, (None, None), &WORLD.rules);
        assert_eq!(none.ok(), Some(Wanted::Percent(10)));
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("not-fixed", || drawing(opened(), json!({}))),
            case("drawn", || drawing(drawn(), json!({}))),
            case("not-published", || drawing(fixed(), json!({}))),
            case("two-measures", || drawing(published(fixed(), 3), json!({"number": 3, "percent": 5}))),
            case("unread", || drawing(published(fixed(), 3), json!({"number": 9}))),
        ]
    };
}
