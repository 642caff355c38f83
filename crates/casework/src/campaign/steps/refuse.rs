//! Leave a proposed matter out (不列入): with a reason, and it is never proposed again.

use super::include::{is_known, level, proposed};
use super::Event;
use crate::act::{Act, Performer};
use crate::campaign::{Campaign, Item, ItemState, Traits};
use crate::form::{Field, Kind, Source};
use crate::ids::{MatterId, UnitId};
use crate::office::Level;
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct RefuseProposal {
    matter: String,
    reason: SealedRef,
}

/// A matter was left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemRefused {
    /// Its number in the campaign.
    pub item: u32,
    /// Which matter.
    pub matter: MatterId,
    /// The organ in whose hands it is.
    pub unit: UnitId,
    /// The level of that organ.
    pub level: Level,
    /// What the criteria saw.
    pub traits: Traits,
    /// Why.
    pub reason: SealedRef,
}

crate::refusals! {
    NotRunning = "not-running" => "专项行动没有在进行。",
    NotProposed = "not-proposed" => "这一件不在提出的名单里，请重新选择。",
    TakenBefore = "taken-before" => "这一件已经列入，或者已经决定不列入。",
}

impl Step for RefuseProposal {
    type State = Campaign;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "refuse-proposal",
        noun: "refusal",
        zh: "不列入专项",
        help: "符合条件但不应列入的，写明理由；以后不再提出这一件。",
        basis: "存量大起底逐件甄别（S4-02）；不列入须说明理由为默认设置，可由本单位调整",
        mechanisms: &["S4-02", "S4-05"],
        performer: Performer::Person,
        fields: &[
            Field::new("matter", "信访件", Kind::From(Source::Own("proposals"))),
            Field::new("reason", "理由", Kind::Text { max: 300 }),
        ],
    };

    fn ground(campaign: &Campaign, _: &Context<'_>) -> Result<(), Refusal> {
        if campaign.runs() { Ok(()) } else { Err(Refusal::NotRunning) }
    }

    fn decide(self, campaign: &Campaign, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let found = proposed(&self.matter, ctx).ok_or(Refusal::NotProposed)?;
        if is_known(campaign, found.matter) {
            return Err(Refusal::TakenBefore);
        }
        Ok(vec![Event::ItemRefused(ItemRefused {
            item: campaign.items.len() as u32 + 1,
            matter: found.matter,
            unit: found.unit.clone(),
            level: level(&found.unit, ctx),
            traits: found.traits.clone(),
            reason: self.reason,
        })])
    }
}

impl ItemRefused {
    /// A line that only remembers not to propose it again.
    pub fn evolve(&self, campaign: &mut Campaign, record: &Recorded<()>) {
        let of = (self.item, self.matter);
        let at = (ItemState::Refused, record.happened);
        campaign.items.push(Item {
            refused: Some(self.reason.clone()),
            ..Item::proposed(of, (&self.unit, self.level), &self.traits, at)
        });
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::include::tests::{found, with};
    use super::super::launch::tests::launched;
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case, sealed};
    use crate::procedure::Procedure;
    use serde_json::{Value, json};

    const REFUSE: &str = RefuseProposal::ACT.name;

    fn fields() -> Value {
        json!({"matter": found(9, 2).number, "reason": sealed(1)})
    }

    pub(crate) fn refused(story: Proceeding<Campaign>) -> Proceeding<Campaign> {
        with(story, vec![found(9, 2)]).act("prov-head", REFUSE, fields())
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("not-running", || with(Proceeding::new(), vec![found(9, 2)]).by("prov-head").refused(REFUSE, fields())),
            case("not-proposed", || with(launched(), Vec::new()).by("prov-head").refused(REFUSE, fields())),
            case("taken-before", || refused(launched()).by("prov-head").refused(REFUSE, fields())),
        ]
    };

    #[test]
    fn it_is_no_item_and_is_remembered_s4_02() {
        let state = refused(launched()).state;
        assert!(state.items().is_empty());
        assert_eq!(state.items[0].state, ItemState::Refused);
    }
}
