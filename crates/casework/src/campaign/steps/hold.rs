//! Hold a reception, take items down, or do what a unit chose to do besides (接访、下访、自选动作).

use super::Event;
use crate::act::{Act, Performer};
use crate::campaign::Campaign;
use crate::campaign::state::Reception;
use crate::form::{Field, Kind, Source};
use crate::ids::{PersonId, UnitId};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct HoldReception {
    action: String,
    leader: PersonId,
    on: Date,
    batches: u32,
    people: u32,
    items: Option<Vec<String>>,
    note: Option<SealedRef>,
}

/// It was held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActionHeld {
    /// Which action of the catalogue.
    pub action: String,
    /// The unit whose action it is.
    pub unit: UnitId,
    /// Who held it.
    pub leader: PersonId,
    /// On which day.
    pub on: Date,
    /// Batches received (批).
    pub batches: u32,
    /// People received (人次).
    pub people: u32,
    /// The items it was about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<u32>,
    /// What is to be said of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<SealedRef>,
}

crate::refusals! {
    NotRunning = "not-running" => "专项行动没有在进行。",
    NoPerson = "no-person" => "须由工作人员记录。",
    NotYet = "not-yet" => "日期不能晚于今日。",
    NoItem = "no-item" => "有的项目不存在，或者不由本单位承办。",
    NobodyCame = "nobody-came" => "每批至少一人次；没有接待的填0批0人次。",
}

impl Step for HoldReception {
    type State = Campaign;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "hold-reception",
        noun: "reception",
        zh: "记录接访下访",
        help: "记下带件下访、下沉接访、进村接访和本地自选动作：谁带队、哪天、接待几批几人次、涉及哪几项。",
        basis: "带件下访、包案领办（S4-07）；下沉接访（S4-08）；“带着板凳进村”接访（S4-20）；规定动作、自选动作（S4-17）",
        mechanisms: &["S4-07", "S4-08", "S4-17", "S4-20", "S1-27"],
        performer: Performer::Person,
        fields: &[
            Field::new("action", "动作", Kind::From(Source::Own("actions"))),
            Field::new("leader", "带队领导", Kind::From(Source::Persons)),
            Field::new("on", "日期", Kind::Date),
            Field::new("batches", "接待批次", Kind::Number { min: 0, max: 9999 }),
            Field::new("people", "接待人次", Kind::Number { min: 0, max: 99999 }),
            Field::new("items", "涉及项目", Kind::Several(Source::Own("items"))).optional(),
            Field::new("note", "说明", Kind::Text { max: 500 }).optional(),
        ],
    };

    fn ground(campaign: &Campaign, _: &Context<'_>) -> Result<(), Refusal> {
        if campaign.runs() { Ok(()) } else { Err(Refusal::NotRunning) }
    }

    fn decide(self, campaign: &Campaign, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let unit = Campaign::organ(ctx).ok_or(Refusal::NoPerson)?;
        if self.on > ctx.happened.date() {
            return Err(Refusal::NotYet);
        }
        if self.people < self.batches {
            return Err(Refusal::NobodyCame);
        }
        let items = self.items.unwrap_or_default();
        let meant = items.iter().map(|word| campaign.meant(word, ctx).map(|item| item.number));
        Ok(vec![Event::ActionHeld(ActionHeld {
            action: self.action,
            unit: unit.clone(),
            leader: self.leader,
            on: self.on,
            batches: self.batches,
            people: self.people,
            items: meant.collect::<Option<_>>().ok_or(Refusal::NoItem)?,
            note: self.note,
        })])
    }
}

impl ActionHeld {
    /// It counts for the unit.
    pub fn evolve(&self, campaign: &mut Campaign, _: &Recorded<()>) {
        for number in &self.items {
            if let Some(item) = campaign.item_mut(*number) {
                item.note_hand(Some(&self.leader));
            }
        }
        campaign.receptions.push(Reception {
            action: self.action.clone(),
            unit: self.unit.clone(),
            leader: self.leader.clone(),
            on: self.on,
            batches: self.batches,
            people: self.people,
            items: self.items.clone(),
        });
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::contract::tests::contracted;
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case};
    use serde_json::{Value, json};

    const HOLD: &str = HoldReception::ACT.name;

    fn fields(on: &str, people: u32) -> Value {
        json!({"action": "go-down", "leader": "county-a-principal", "on": on, "batches": 2,
               "people": people, "items": ["1"]})
    }

    pub(crate) fn held() -> Proceeding<Campaign> {
        contracted().act("county-a-head", HOLD, fields("2026-03-02", 5))
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        fn county() -> Proceeding<Campaign> {
contracted().by("county-a-head")
}
        vec![
            case("not-running", || Proceeding::<Campaign>::new().by("prov-head").refused(HOLD, fields("2026-03-02", 5))),
            case("no-person", || contracted().timer().refused(HOLD, fields("2026-03-02", 5))),
            case("not-yet", || county().refused(HOLD, fields("2026-03-03", 5))),
            case("no-item", || contracted().by("city-head").refused(HOLD, fields("2026-03-02", 5))),
            case("nobody-came", || county().refused(HOLD, fields("2026-03-02", 1))),
        ]
    };

    #[test]
    fn batches_are_kept_by_unit_s4_07() {
        let held = &held().state.receptions[0];
        assert_eq!((held.unit.as_str(), held.batches, held.people), ("county-a", 2, 5));
    }
}
