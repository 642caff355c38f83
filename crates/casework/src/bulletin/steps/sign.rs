//! Sign a bulletin (签发工作通报): a leader signs, it gets its number and goes to every organ below, each of which owes
//! an acknowledgement.

use super::Event;
use crate::act::{Act, Performer};
use crate::bulletin::state::below;
use crate::bulletin::{Bulletin, Receipt, Stage};
use crate::ids::{PersonId, UnitId};
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct SignBulletin {}

/// A bulletin was signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BulletinSigned {
    /// Its number within the organ's year.
    pub serial: u32,
    /// By whom.
    pub by: PersonId,
    /// To whom it goes.
    pub to: Vec<UnitId>,
}

crate::refusals! {
    NoDraft = "no-draft" => "没有待签发的通报稿，先由信访室拟稿。",
    NoPerson = "no-person" => "通报须由领导签发。",
    NobodyBelow = "nobody-below" => "本机关已没有下级机关，通报无处可发。",
}

impl Step for SignBulletin {
    type State = Bulletin;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "sign-bulletin",
        noun: "signature",
        zh: "签发工作通报",
        help: "看过通报稿后签发，编发文号，发各下级机关签收；签发后不能再改。",
        basis: "定期通报（S0-21）；通报由领导签发（S0-16）",
        mechanisms: &["S0-21", "S3-01"],
        performer: Performer::Person,
        fields: &[],
    };

    fn ground(bulletin: &Bulletin, _: &Context<'_>) -> Result<(), Refusal> {
        if bulletin.is_draft() { Ok(()) } else { Err(Refusal::NoDraft) }
    }

    fn decide(self, bulletin: &Bulletin, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let by = ctx.actor.person().ok_or(Refusal::NoPerson)?.clone();
        let serial = ctx.facts.bulletin.serial.ok_or(Refusal::NoPerson)?;
        let to: Vec<UnitId> = below(&bulletin.organ, ctx).into_iter().cloned().collect();
        if to.is_empty() {
            return Err(Refusal::NobodyBelow);
        }
        Ok(vec![Event::BulletinSigned(BulletinSigned { serial, by, to })])
    }
}

impl BulletinSigned {
    /// It is out.
    pub fn evolve(&self, bulletin: &mut Bulletin, record: &Recorded<()>) {
        bulletin.stage = Stage::Signed;
        bulletin.signed = Some((self.serial, self.by.clone(), record.happened.date()));
        for unit in &self.to {
            bulletin.core.involve(unit);
            bulletin.receipts.push(Receipt {
                unit: unit.clone(),
                acknowledged: None,
                measures: None,
            });
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::draft::tests::drafted;
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case};
    use serde_json::json;

    const SIGN: &str = SignBulletin::ACT.name;

    pub(crate) fn signed() -> Proceeding<Bulletin> {
        drafted().act("city-leader", SIGN, json!({}))
    }

    fn of_nobody() -> Proceeding<Bulletin> {
        let mut story = drafted();
        story.state.organ = "town-b1".into();
        story
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("no-draft", || signed().by("city-leader").refused(SIGN, json!({}))),
            case("no-person", || drafted().timer().refused(SIGN, json!({}))),
            case("nobody-below", || of_nobody().by("city-leader").refused(SIGN, json!({}))),
        ]
    };

    #[test]
    fn every_organ_below_owes_an_acknowledgement_s0_21() {
        let state = signed().state;
        let owing: Vec<_> = state.core.clocks.iter().filter(|clock| clock.is_open()).collect();
        assert_eq!(owing.len(), state.receipts.len());
        assert!(owing.iter().any(|clock| clock.owner == "county-b".into()));
    }
}
