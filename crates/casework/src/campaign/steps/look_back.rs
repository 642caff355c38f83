//! Look back on a written-off item (积案回头看): by somebody who had no hand in it. It holds, or goes back.

use super::Event;
use crate::act::{Act, Performer};
use crate::campaign::{Campaign, ItemState};
use crate::form::{Field, Kind, Source};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

crate::codes! {
    /// What a look-back found.
    pub enum Outcome {
        /// It holds.
        Holds = "holds" => "化解到位",
        /// It goes back.
        SendBack = "send-back" => "化解不到位，退回再办",
    }
}

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct LookBackItem {
    item: String,
    outcome: Outcome,
    note: SealedRef,
}

/// It holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemLookedBack {
    /// Which item.
    pub item: u32,
    /// What was found.
    pub note: SealedRef,
}

/// It goes back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemSentBack {
    /// Which item.
    pub item: u32,
    /// What was found.
    pub note: SealedRef,
}

crate::refusals! {
    NotRunning = "not-running" => "专项行动没有在进行。",
    NoPerson = "no-person" => "回头看须由工作人员进行。",
    NoItem = "no-item" => "没有这一项，或者您看不到。",
    NotWrittenOff = "not-written-off" => "这一项还没有销号，或者已经看过。",
    OwnHands = "own-hands" => "经办过这一项的人员不得对它回头看，请换一名没有经办的人员。",
}

impl Step for LookBackItem {
    type State = Campaign;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "look-back-item",
        noun: "look-back",
        zh: "积案回头看",
        help: "对已销号的逐件回访核实，由没有经办过的人员进行；化解不到位的退回再办，重新计算期限。",
        basis: "九月“回头看”（S4-21）；上门听取满意度（S4-22）；由未经办人员进行为默认设置，可由本单位调整",
        mechanisms: &["S4-21"],
        performer: Performer::Person,
        fields: &[
            Field::new("item", "项目", Kind::From(Source::Own("to-look-back"))),
            Field::new("outcome", "结论", Kind::Choice(Outcome::CODES)),
            Field::new("note", "回访核实情况", Kind::Text { max: 1000 }),
        ],
    };

    fn ground(campaign: &Campaign, _: &Context<'_>) -> Result<(), Refusal> {
        if campaign.runs() { Ok(()) } else { Err(Refusal::NotRunning) }
    }

    fn decide(self, campaign: &Campaign, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        if ctx.actor.person().is_none() {
            return Err(Refusal::NoPerson);
        }
        let item = campaign.meant(&self.item, ctx).ok_or(Refusal::NoItem)?;
        if item.state != ItemState::WrittenOff {
            return Err(Refusal::NotWrittenOff);
        }
        let standing = ctx.facts.campaign.standing.as_ref();
        let standing = standing.ok_or(Refusal::NoItem)?;
        if item.hands.iter().chain(&standing.hands).any(|hand| ctx.actor.involves(hand)) {
            return Err(Refusal::OwnHands);
        }
        let (item, note) = (item.number, self.note);
        Ok(vec![match self.outcome {
            Outcome::Holds => Event::ItemLookedBack(ItemLookedBack { item, note }),
            Outcome::SendBack => Event::ItemSentBack(ItemSentBack { item, note }),
        }])
    }
}

impl ItemLookedBack {
    /// It is done.
    pub fn evolve(&self, campaign: &mut Campaign, record: &Recorded<()>) {
        if let Some(item) = campaign.item_mut(self.item) {
            item.state = ItemState::LookedBack;
            item.looked_back = Some(record.happened);
        }
    }
}

impl ItemSentBack {
    /// It is in hand again; one that was solved on the spot waits for its leader.
    pub fn evolve(&self, campaign: &mut Campaign, _: &Recorded<()>) {
        if let Some(item) = campaign.item_mut(self.item) {
            let contracted = item.contract.is_some();
            item.state = if contracted { ItemState::Contracted } else { ItemState::Open };
            item.resolution = None;
            item.written_off = None;
            item.sent_back += 1;
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::resolve::tests::resolved;
    use super::super::write_off::tests::{both, standing, written_off};
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case, sealed};
    use serde_json::{Value, json};

    const LOOK_BACK: &str = LookBackItem::ACT.name;

    fn fields(outcome: &str) -> Value {
        json!({"item": "1", "outcome": outcome, "note": sealed(1)})
    }

    pub(crate) fn looked_back() -> Proceeding<Campaign> {
        both().act("prov-head", LOOK_BACK, fields("holds"))
    }

    pub(crate) fn sent_back() -> Proceeding<Campaign> {
        written_off().act("prov-head", LOOK_BACK, fields("send-back"))
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("not-running", || Proceeding::<Campaign>::new().by("prov-head").refused(LOOK_BACK, fields("holds"))),
            case("no-person", || written_off().timer().refused(LOOK_BACK, fields("holds"))),
            case("no-item", || written_off().by("city-head").refused(LOOK_BACK, fields("holds"))),
            case("not-written-off", || standing(resolved(), true, true).by("prov-head").refused(LOOK_BACK, fields("holds"))),
            case("own-hands", || written_off().by("county-a-head").refused(LOOK_BACK, fields("holds"))),
        ]
    };

    #[test]
    fn what_goes_back_is_owed_anew_s4_21() {
        let state = sent_back().state;
        assert_eq!(state.items[0].state, ItemState::Contracted);
        let open = state.core.clocks_about(1).any(|clock| clock.rule == "campaign-item");
        assert!(open && state.items[0].sent_back == 1);
    }
}
