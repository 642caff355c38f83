//! Name venues (确定检查场所): places that are visited, openly or without notice (明察暗访, S1-05).

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::ids::UnitId;
use crate::inspection::{CheckItem, Inspection, ItemState, Saying, Stage, Visit};
use crate::rules::Way;
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct NameVenues {
    venues: Vec<Venue>,
}

/// A place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Venue {
    /// The unit that keeps it.
    pub unit: UnitId,
    /// Which place.
    pub place: SealedRef,
    /// How it is visited.
    pub visit: Visit,
}

/// Venues were named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VenuesNamed {
    /// The places, in the order of their items.
    pub venues: Vec<Venue>,
}

crate::refusals! {
    NotByVenue = "not-by-venue" => "此类检查从信访件中抽取，请冻结检查范围。",
    Over = "over" => "检查已经结束，不能再增加场所。",
}

const VENUE: &[Field] = &[
    Field::new("unit", "单位", Kind::From(Source::Units)),
    Field::new("place", "场所", Kind::Line { max: 60 }),
    Field::new("visit", "方式", Kind::Choice(Visit::CODES)),
];

impl Step for NameVenues {
    type State = Inspection;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "name-venues",
        noun: "venues",
        zh: "确定检查场所",
        help: "逐处写明单位、场所和明察或暗访；暗访的不通知单位，责令整改时单位才看到。",
        basis: "对各级接访场所不定期明察暗访（S1-05）",
        mechanisms: &["S1-05"],
        performer: Performer::Person,
        fields: &[Field::new("venues", "场所", Kind::Group { fields: VENUE, min: 1, max: 50 })],
    };

    fn ground(inspection: &Inspection, _: &Context<'_>) -> Result<(), Refusal> {
        if inspection.way != Way::Venue {
            return Err(Refusal::NotByVenue);
        }
        if inspection.is_running() { Ok(()) } else { Err(Refusal::Over) }
    }

    fn decide(self, _: &Inspection, _: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let venues = self.venues;
        Ok(vec![Event::VenuesNamed(VenuesNamed { venues })])
    }
}

impl VenuesNamed {
    /// Each is an item.
    pub fn evolve(&self, inspection: &mut Inspection, record: &Recorded<()>) {
        for venue in &self.venues {
            let number = inspection.next_item();
            let mut item = CheckItem::new(number, &venue.unit, ItemState::ToCheck);
            item.visit = Some(venue.visit);
            item.say(Saying::Place, record.happened, &venue.place);
            inspection.items.push(item);
        }
        inspection.stage = Stage::Checking;
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::call_off::tests::off;
    use super::super::open::tests::{opened, opened_as};
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case, sealed};
    use serde_json::{Value, json};

    const NAME: &str = NameVenues::ACT.name;

    fn two() -> Value {
        json!({"venues": [
            {"unit": "county-a", "place": sealed(7), "visit": "open"},
            {"unit": "county-b", "place": sealed(8), "visit": "secret"}]})
    }

    pub(crate) fn named() -> Proceeding<Inspection> {
        opened_as("venue").act("prov-head", NAME, two())
    }

    #[test]
    fn a_place_is_an_item_and_its_unit_knows_nothing_yet_s1_05() {
        let state = named().state;
        assert_eq!(state.items.len(), 2);
        assert!(state.core.parties.is_empty());
        assert!(!state.core.clocks.iter().any(|c| c.rule == "inspection-draw" && c.is_open()));
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("not-by-venue", || opened().by("prov-head").refused(NAME, two())),
            case("over", || off(opened_as("venue")).by("prov-head").refused(NAME, two())),
        ]
    };
}
