//! Write an item off (积案销号): cleared here, and its reporter answered or settled in the matter itself.

use super::Event;
use crate::act::{Act, Performer};
use crate::campaign::item::Way;
use crate::campaign::{Campaign, ItemState};
use crate::form::{Field, Kind, Source};
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct WriteOffItem {
    item: String,
}

/// An item was written off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemWrittenOff {
    /// Which item.
    pub item: u32,
}

crate::refusals! {
    NotRunning = "not-running" => "专项行动没有在进行。",
    NoItem = "no-item" => "没有这一项，或者不由本单位承办。",
    NotResolved = "not-resolved" => "这一项还没有化解，先记录化解情况。",
    NotAnswered = "not-answered" => "信访件还没有答复举报人，先在信访件中答复再销号。",
    NotSettled = "not-settled" => "以息访化解的，先在信访件中登记举报人自愿息访再销号。",
}

impl Step for WriteOffItem {
    type State = Campaign;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "write-off-item",
        noun: "writing-off",
        zh: "积案销号",
        help: "已化解、信访件已答复（以息访化解的已登记息访）的逐件销号；一周销了几件由各单位每周报送。",
        basis: "一周一销号（S4-13）；化解以信访件本身的答复、息访为准（S4-22、S4-23）",
        mechanisms: &["S4-13", "S4-22", "S4-23"],
        performer: Performer::Person,
        fields: &[Field::new("item", "项目", Kind::From(Source::Own("to-write-off")))],
    };

    fn ground(campaign: &Campaign, _: &Context<'_>) -> Result<(), Refusal> {
        if campaign.runs() { Ok(()) } else { Err(Refusal::NotRunning) }
    }

    fn decide(self, campaign: &Campaign, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let item = campaign.meant(&self.item, ctx).ok_or(Refusal::NoItem)?;
        let resolution = item.resolution.as_ref();
        let resolution = resolution.filter(|_| item.state == ItemState::Resolved);
        let resolution = resolution.ok_or(Refusal::NotResolved)?;
        let standing = ctx.facts.campaign.standing.as_ref();
        let standing = standing.ok_or(Refusal::NoItem)?;
        if !standing.answered {
            return Err(Refusal::NotAnswered);
        }
        if resolution.way == Way::Settled && !standing.settled {
            return Err(Refusal::NotSettled);
        }
        Ok(vec![Event::ItemWrittenOff(ItemWrittenOff { item: item.number })])
    }
}

impl ItemWrittenOff {
    /// It waits to be looked back on.
    pub fn evolve(&self, campaign: &mut Campaign, record: &Recorded<()>) {
        if let Some(item) = campaign.item_mut(self.item) {
            item.state = ItemState::WrittenOff;
            item.written_off = Some(record.happened);
            item.note_hand(record.by.person());
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::begin_phase::tests::clearing;
    use super::super::resolve::tests::{resolve, resolved};
    use super::*;
    use crate::campaign::{CampaignFacts, Standing};
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case};
    use serde_json::json;

    const WRITE_OFF: &str = WriteOffItem::ACT.name;

    pub(crate) fn standing(mut story: Proceeding<Campaign>, answered: bool, settled: bool) -> Proceeding<Campaign> {
        let standing = Some(Standing { answered, settled, hands: vec!["county-a-handler".into()] });
        story.facts.campaign = CampaignFacts { standing, ..CampaignFacts::default() };
        story
    }

    pub(crate) fn written_off() -> Proceeding<Campaign> {
        standing(resolved(), true, true).act("county-a-head", WRITE_OFF, json!({"item": "1"}))
    }

    /// The second item, solved on the spot.
    pub(crate) fn both() -> Proceeding<Campaign> {
        resolve(written_off(), 2, "on-the-spot").act("county-a-head", WRITE_OFF, json!({"item": "2"}))
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        fn by(story: Proceeding<Campaign>, who: &str) -> Option<crate::Refused> {
story.by(who).refused(WRITE_OFF, json!({"item": "1"}))
}
        vec![
            case("not-running", || Proceeding::<Campaign>::new().by("prov-head").refused(WRITE_OFF, json!({"item": "1"}))),
            case("no-item", || by(standing(resolved(), true, true), "city-head")),
            case("not-resolved", || by(standing(clearing(), true, true), "county-a-head")),
            case("not-answered", || by(standing(resolved(), false, true), "county-a-head")),
            case("not-settled", || by(standing(resolved(), true, false), "county-a-head")),
        ]
    };

    #[test]
    fn a_hidden_matter_is_no_item_t4() {
        let mut story = standing(resolved(), true, true).by("county-a-head");
        story.facts.campaign.hidden = vec![1];
        assert_eq!(story.refused(WRITE_OFF, json!({"item": "1"})).unwrap().code, "no-item");
    }
}
