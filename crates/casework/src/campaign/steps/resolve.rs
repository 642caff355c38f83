//! Clear an item (积案化解): how, what its reporter says, and what money came back.

use super::Event;
use crate::act::{Act, Performer};
use crate::campaign::item::{Resolution, Way};
use crate::campaign::{Campaign, ItemState};
use crate::form::{Field, Kind, Source};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct ResolveItem {
    item: String,
    way: Way,
    statement: Option<SealedRef>,
    department: Option<SealedRef>,
    recovered: Option<u64>,
}

/// An item was cleared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemResolved {
    /// Which item.
    pub item: u32,
    /// In which way.
    pub way: Way,
    /// What the reporter says, in their own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statement: Option<SealedRef>,
    /// The department that met the demand, and how.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub department: Option<SealedRef>,
    /// Money recovered or handed out, in fen.
    #[serde(default)]
    pub recovered: u64,
}

crate::refusals! {
    NotRunning = "not-running" => "专项行动没有在进行。",
    NoItem = "no-item" => "没有这一项，或者不由本单位承办。",
    NotContracted = "not-contracted" => "这一项还没有包案；除当场解决的以外，先落实一名领导、一个专班、一套方案。",
    NotOpen = "not-open" => "这一项已经化解或销号。",
    NoStatement = "no-statement" => "息访须有举报人自己的承诺，请写明原话或者书面承诺的内容。",
    NoDepartment = "no-department" => "请写明由哪个部门、怎样解决了合理诉求。",
}

impl Step for ResolveItem {
    type State = Campaign;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "resolve-item",
        noun: "resolution",
        zh: "积案化解",
        help: "诉求解决后记下方式：息访写举报人自己的承诺，当场解决的不用包案，部门解决的写明部门；收回、发放的钱按分填写。",
        basis: "立即办、马上办（S4-10）；自愿息访（S4-23）；收回发放（S4-24）；督促有关部门解决合理诉求（S4-25）；案结事了（S1-30）",
        mechanisms: &["S4-10", "S4-23", "S4-24", "S4-25", "S1-30"],
        performer: Performer::Person,
        fields: &[
            Field::new("item", "项目", Kind::From(Source::Own("to-resolve"))),
            Field::new("way", "化解方式", Kind::Choice(Way::CODES)),
            Field::new("statement", "举报人的承诺", Kind::Text { max: 1000 })
                .optional()
                .help("举报人自愿作出，记原话；不得代写"),
            Field::new("department", "部门和解决情况", Kind::Text { max: 1000 }).optional(),
            Field::new("recovered", "收回、发放金额（分）", Kind::Number { min: 0, max: 1_000_000_000_000 })
                .optional(),
        ],
    };

    fn ground(campaign: &Campaign, _: &Context<'_>) -> Result<(), Refusal> {
        if campaign.runs() { Ok(()) } else { Err(Refusal::NotRunning) }
    }

    fn decide(self, campaign: &Campaign, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let item = campaign.meant(&self.item, ctx).ok_or(Refusal::NoItem)?;
        if !matches!(item.state, ItemState::Open | ItemState::Contracted) {
            return Err(Refusal::NotOpen);
        }
        if item.contract.is_none() && self.way != Way::OnTheSpot {
            return Err(Refusal::NotContracted);
        }
        if self.way == Way::Settled && self.statement.is_none() {
            return Err(Refusal::NoStatement);
        }
        if self.way == Way::Department && self.department.is_none() {
            return Err(Refusal::NoDepartment);
        }
        Ok(vec![Event::ItemResolved(ItemResolved {
            item: item.number,
            way: self.way,
            statement: self.statement,
            department: self.department,
            recovered: self.recovered.unwrap_or(0),
        })])
    }
}

impl ItemResolved {
    /// It waits to be written off.
    pub fn evolve(&self, campaign: &mut Campaign, record: &Recorded<()>) {
        let Some(item) = campaign.item_mut(self.item) else {
            return;
        };
        item.state = ItemState::Resolved;
        item.note_hand(record.by.person());
        item.resolution = Some(Resolution {
            way: self.way,
            statement: self.statement.clone(),
            recovered: self.recovered,
            at: record.happened,
        });
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::begin_phase::tests::clearing;
    use super::super::include::tests::included;
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case, sealed};
    use serde_json::{Value, json};

    const RESOLVE: &str = ResolveItem::ACT.name;

    fn fields(item: u32, way: &str) -> Value {
        json!({"item": item.to_string(), "way": way, "statement": sealed(1), "recovered": 13_900_000})
    }

    pub(crate) fn resolve(story: Proceeding<Campaign>, item: u32, way: &str) -> Proceeding<Campaign> {
        story.act("county-a-head", RESOLVE, fields(item, way))
    }

    /// The first item is settled, the second in hand.
    pub(crate) fn resolved() -> Proceeding<Campaign> {
        resolve(clearing(), 1, "settled")
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        fn county() -> Proceeding<Campaign> {
clearing().by("county-a-head")
}
        vec![
            case("not-running", || Proceeding::<Campaign>::new().by("prov-head").refused(RESOLVE, fields(1, "settled"))),
            case("no-item", || clearing().by("city-head").refused(RESOLVE, fields(1, "settled"))),
            case("not-contracted", || included().by("county-a-head").refused(RESOLVE, fields(1, "settled"))),
            case("not-open", || resolved().by("county-a-head").refused(RESOLVE, fields(1, "settled"))),
            case("no-statement", || county().refused(RESOLVE, json!({"item": "1", "way": "settled"}))),
            case("no-department", || county().refused(RESOLVE, fields(1, "department"))),
        ]
    };

    #[test]
    fn what_is_solved_on_the_spot_needs_no_contract_s4_10() {
        let story = resolve(included(), 2, "on-the-spot");
        assert_eq!(story.state.items[1].state, ItemState::Resolved);
    }
}
