//! Take matters into a campaign (列入): one line each, with its traits and its grade.

use super::Event;
use crate::act::{Act, Performer};
use crate::campaign::{Campaign, Found, Item, ItemState, Traits};
use crate::form::{Field, Kind, Source};
use crate::ids::{MatterId, UnitId};
use crate::office::Level;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct IncludeItems {
    matters: Vec<String>,
}

/// A matter was taken in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemIncluded {
    /// Its number in the campaign.
    pub item: u32,
    /// Which matter.
    pub matter: MatterId,
    /// The organ that answers for it.
    pub unit: UnitId,
    /// The level of that organ.
    pub level: Level,
    /// What the criteria saw.
    pub traits: Traits,
    /// Whether it is three-many.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub three_many: bool,
    /// Its grade.
    pub grade: String,
}

crate::refusals! {
    NotRunning = "not-running" => "专项行动没有在进行，不能列入。",
    NotProposed = "not-proposed" => "有的信访件不符合筛查条件，或者您看不到，不能列入。",
    TakenBefore = "taken-before" => "有的信访件已经列入，或者已经决定不列入。",
    Ungraded = "ungraded" => "有的信访件不在任何一个等级之内，请管理员核对分级目录。",
}

impl Step for IncludeItems {
    type State = Campaign;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "include-items",
        noun: "inclusion",
        zh: "列入专项",
        help: "程序按条件从本单位看得到的信访件中提出名单，勾选后逐条列入台账，按次数和三多定级。新的重复件会继续提出。",
        basis: "存量大起底，重点排查“三多”，逐条台账、动态补录（S4-02、S4-03、S4-04、S4-05）；分级标准见目录，可由本单位调整",
        mechanisms: &["S4-02", "S4-03", "S4-04", "S4-05", "S1-41"],
        performer: Performer::Person,
        fields: &[Field::new("matters", "信访件", Kind::Several(Source::Own("proposals")))
            .help("每次最多列出20件，列入或不列入后接着提出其余的")],
    };

    fn ground(campaign: &Campaign, _: &Context<'_>) -> Result<(), Refusal> {
        if campaign.runs() { Ok(()) } else { Err(Refusal::NotRunning) }
    }

    fn decide(self, campaign: &Campaign, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let next = campaign.items.len() as u32 + 1;
        let numbered = self.matters.iter().zip(next..);
        numbered.map(|(number, item)| included(campaign, number, item, ctx)).collect()
    }
}

fn included(
    campaign: &Campaign,
    number: &str,
    item: u32,
    ctx: &Context<'_>,
) -> Result<Event, Refusal> {
    let found = proposed(number, ctx).ok_or(Refusal::NotProposed)?;
    if is_known(campaign, found.matter) {
        return Err(Refusal::TakenBefore);
    }
    let rules = &ctx.rules.campaigns;
    let kind = rules.kind(&campaign.kind).ok_or(Refusal::Ungraded)?;
    if !kind.proposes(&found.traits) {
        return Err(Refusal::NotProposed);
    }
    let grade = rules.graded(kind, &found.traits).ok_or(Refusal::Ungraded)?;
    Ok(Event::ItemIncluded(ItemIncluded {
        item,
        matter: found.matter,
        unit: found.unit.clone(),
        level: level(&found.unit, ctx),
        three_many: kind.is_three_many(&found.traits),
        traits: found.traits.clone(),
        grade: grade.id.clone(),
    }))
}

/// A matter the shell found for whoever acts.
pub(super) fn proposed<'a>(number: &str, ctx: &Context<'a>) -> Option<&'a Found> {
    let found = ctx.facts.campaign.found.iter();
    found.into_iter().find(|found| found.number == number)
}

/// Whether a matter was taken in or refused before.
pub(super) fn is_known(campaign: &Campaign, matter: MatterId) -> bool {
    campaign.items.iter().any(|item| item.matter == matter)
}

/// The level of an organ.
pub(super) fn level(unit: &UnitId, ctx: &Context<'_>) -> Level {
    ctx.office.unit(unit).map_or(Level::County, |unit| unit.level)
}

impl ItemIncluded {
    /// A new line; its unit may know of it.
    pub fn evolve(&self, campaign: &mut Campaign, record: &Recorded<()>) {
        campaign.core.involve(&self.unit);
        let of = (self.item, self.matter);
        let at = (ItemState::Open, record.happened);
        campaign.items.push(Item {
            three_many: self.three_many,
            grade: self.grade.clone(),
            ..Item::proposed(of, (&self.unit, self.level), &self.traits, at)
        });
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::launch::tests::launched;
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case};
    use crate::campaign::{CampaignFacts, Figures};
    use serde_json::{Value, json};
    use uuid::Uuid;

    const INCLUDE: &str = IncludeItems::ACT.name;

    /// A matter in a county's hands that came so often.
    pub(crate) fn found(number: u32, filings: u32) -> Found {
        Found {
            matter: MatterId(Uuid::from_u128(100 + u128::from(number))),
            number: format!("330681-2026-3-{number:07}"),
            unit: "county-a".into(),
            traits: Traits {
                filings,
                over_level: 0,
                years: 1,
                levels: 1,
                bodies: 1,
                domains: vec!["education".into()],
            },
        }
    }

    pub(crate) fn with(mut story: Proceeding<Campaign>, found: Vec<Found>) -> Proceeding<Campaign> {
        story.facts.campaign = CampaignFacts { found, ..CampaignFacts::default() };
        story
    }

    pub(crate) fn numbers(of: &[Found]) -> Value {
        json!({"matters": of.iter().map(|found| found.number.clone()).collect::<Vec<_>>()})
    }

    /// A key item and a further one.
    pub(crate) fn included() -> Proceeding<Campaign> {
        let matters = vec![found(1, 6), found(2, 2)];
        let fields = numbers(&matters);
        with(launched(), matters).act("prov-head", INCLUDE, fields)
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        fn all() -> Proceeding<Campaign> {
with(launched(), vec![found(1, 2), found(3, 1)]).by("prov-head")
}
        vec![
            case("not-running", || with(Proceeding::new(), vec![found(1, 2)]).by("prov-head").refused(INCLUDE, numbers(&[found(1, 2)]))),
            case("not-proposed", || all().refused(INCLUDE, numbers(&[found(3, 1)]))),
            case("taken-before", || included().by("prov-head").refused(INCLUDE, numbers(&[found(1, 2)]))),
            case("ungraded", || {
                let mut none = found(4, 0);
                none.traits.over_level = 1;
                let fields = numbers(std::slice::from_ref(&none));
                with(launched(), vec![none]).by("prov-head").refused(INCLUDE, fields)
            }),
        ]
    };

    /// The article's own numbers: 178 key items of the province, 916 further ones of cities and counties.
    #[test]
    fn items_are_counted_by_level_and_grade_s4_06() {
        let key = (1..=178).map(|number| Found { unit: "prov".into(), ..found(number, 5) });
        let all: Vec<Found> = key.chain((179..=1094).map(|number| found(number, 2))).collect();
        let fields = numbers(&all);
        let state = with(launched(), all).act("prov-head", INCLUDE, fields).state;
        let count = |level: Level, grade: &str| {
            let of = state.items.iter().filter(|item| item.level == level && item.grade == grade);
            Figures::of(of).items
        };
        let counted = [Level::Province, Level::County].map(|level| (count(level, "key"), count(level, "backlog")));
        assert_eq!(counted, [(178, 0), (0, 916)]);
        assert_eq!(Figures::of(state.items.iter()).items, 1094);
    }

    #[test]
    fn grades_follow_how_often_it_came_s1_41() {
        let state = included().state;
        let grades: Vec<_> = state.items.iter().map(|item| &*item.grade).collect();
        assert_eq!(grades, ["key", "backlog"]);
        assert!(state.core.clocks.iter().any(|clock| clock.about == Some(2)));
    }
}
