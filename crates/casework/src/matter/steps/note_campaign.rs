//! Note how a matter stands in a campaign (列入专项行动、包案): taken down, contracted, resolved, written off.
//! Recorded in one write with the campaign's own act; nobody performs it by itself.

use super::Event;
use crate::act::{Act, Performer};
use crate::matter::{CampaignNote, Matter};
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct NoteCampaign {
    /// How it stands.
    pub note: CampaignNote,
}

/// How a matter stands in a campaign was noted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CampaignNoted {
    /// How it stands.
    pub note: CampaignNote,
}

crate::refusals! {
    NotReceived = "not-received" => "没有这一件，不能列入专项行动。",
    Unchanged = "unchanged" => "此件在专项行动里的情况没有变化。",
}

impl Step for NoteCampaign {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "note-campaign",
        noun: "campaign-notes",
        zh: "专项行动办理情况",
        help: "随专项行动的列入、包案、化解、销号一并记录。",
        basis: "一个积案、一名领导、一套班子、一个方案、一抓到底（S1-28）；积案列账管理（S2-07）",
        mechanisms: &["S0-21", "S1-28", "S2-07"],
        performer: Performer::Timer,
        fields: &[],
    };

    fn ground(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        if matter.exists() { Ok(()) } else { Err(Refusal::NotReceived) }
    }

    fn decide(self, matter: &Matter, _: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        if matter.campaigned.contains(&self.note) {
            return Err(Refusal::Unchanged);
        }
        Ok(vec![Event::CampaignNoted(CampaignNoted { note: self.note })])
    }
}

impl CampaignNoted {
    /// Notes it, in place of what was noted of the same campaign before.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        matter.campaigned.retain(|known| known.campaign != self.note.campaign);
        matter.campaigned.push(self.note.clone());
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use crate::given::{Case, Story, case};
    use serde_json::{Value, json};

    pub(crate) fn note(state: &str) -> Value {
        json!({"note": {"campaign": "01900000-0000-7000-8000-0000000000c1", "number": "ZX-990000-2026-0001",
            "item": 1, "state": state, "told": ["prov", "county-a"],
            "contract": {"leader": "county-a-leader", "capacity": "member", "team": 2,
                "since": "2026-03-02T10:00:00", "due": "2026-05-01T23:59:59"}}})
    }

    /// A campaign took the matter, and a leader has it.
    pub(crate) fn noted() -> Story {
        Story::routed().when("note-campaign", note("contracted")).done()
    }

    #[test]
    fn those_who_know_of_the_item_know_how_it_stands_and_nobody_else_t3() {
        let story = noted();
        let known = |unit: &str| story.matter.campaigned_for(&unit.into()).is_some();
        assert!(known("prov") && known("county-a") && !known("city"));
        assert!(story.matter.campaigned[0].is_open());
        let cleared = story.when("note-campaign", note("written-off")).done();
        assert_eq!(cleared.matter.campaigned.len(), 1);
        assert!(!cleared.matter.campaigned[0].is_open());
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("not-received", || Story::new().when("note-campaign", note("open")).refused()),
            case("unchanged", || noted().when("note-campaign", note("contracted")).refused()),
        ]
    };
}
