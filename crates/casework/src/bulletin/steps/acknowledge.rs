//! Acknowledge a bulletin (签收通报): each organ it went to, with what it will do where it was criticised.

use super::Event;
use crate::act::{Act, Performer};
use crate::bulletin::{Bulletin, Receipt, Stage};
use crate::form::{Field, Kind};
use crate::ids::{PersonId, UnitId};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct AcknowledgeBulletin {
    measures: Option<SealedRef>,
}

/// An organ acknowledged it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BulletinAcknowledged {
    /// Which organ.
    pub unit: UnitId,
    /// Who did it.
    pub by: PersonId,
    /// What it will do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measures: Option<SealedRef>,
}

crate::refusals! {
    NotOut = "not-out" => "通报还没有签发，或者已经撤回。",
    NotAddressed = "not-addressed" => "这份通报没有发给本单位，不用签收。",
    Done = "done" => "本单位已经签收。",
    MeasuresMissing = "measures-missing" => "本单位被通报批评，签收时请写明整改措施。",
}

impl Step for AcknowledgeBulletin {
    type State = Bulletin;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "acknowledge-bulletin",
        noun: "acknowledgement",
        zh: "签收通报",
        help: "收到通报后签收；被通报批评的写明整改措施。",
        basis: "定期通报、工作反馈（S0-21）；签收期限为默认设置，可由本单位调整",
        mechanisms: &["S0-21"],
        performer: Performer::Person,
        fields: &[
            Field::new("measures", "整改措施", Kind::Text { max: 1000 })
                .optional()
                .help("被通报批评的须填写"),
        ],
    };

    fn ground(bulletin: &Bulletin, ctx: &Context<'_>) -> Result<(), Refusal> {
        if !bulletin.core.exists() || bulletin.signed.is_none() {
            return Err(Refusal::NotOut);
        }
        let receipt = Bulletin::organ(ctx).and_then(|organ| bulletin.receipt_of(organ));
        match receipt.ok_or(Refusal::NotAddressed)?.acknowledged {
            Some(_) => Err(Refusal::Done),
            None => Ok(()),
        }
    }

    fn decide(self, bulletin: &Bulletin, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let unit = Bulletin::organ(ctx).ok_or(Refusal::NotAddressed)?;
        if bulletin.criticised.contains(unit) && self.measures.is_none() {
            return Err(Refusal::MeasuresMissing);
        }
        Ok(vec![Event::BulletinAcknowledged(BulletinAcknowledged {
            unit: unit.clone(),
            by: ctx.actor.person().ok_or(Refusal::NotAddressed)?.clone(),
            measures: self.measures,
        })])
    }
}

impl BulletinAcknowledged {
    /// It is over once the last organ has it.
    pub fn evolve(&self, bulletin: &mut Bulletin, record: &Recorded<()>) {
        let mut receipts = bulletin.receipts.iter_mut();
        if let Some(receipt) = receipts.find(|receipt| receipt.unit == self.unit) {
            receipt.acknowledged = Some((self.by.clone(), record.happened));
            receipt.measures.clone_from(&self.measures);
        }
        let has_it = |receipt: &Receipt| receipt.acknowledged.is_some();
        if bulletin.receipts.iter().all(has_it) {
            bulletin.stage = Stage::Acknowledged;
            bulletin.core.over = Some(record.happened);
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::draft::tests::drafted;
    use super::super::sign::tests::signed;
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case, sealed};
    use serde_json::{Value, json};

    const ACKNOWLEDGE: &str = AcknowledgeBulletin::ACT.name;

    fn telling() -> Value {
        json!({"measures": sealed(6)})
    }

    fn one() -> Proceeding<Bulletin> {
        signed().act("county-a-head", ACKNOWLEDGE, json!({}))
    }

    /// Every organ it went to acknowledged it.
    pub(crate) fn all() -> Proceeding<Bulletin> {
        one().act("county-b-head", ACKNOWLEDGE, telling())
    }

    fn elsewhere() -> Proceeding<Bulletin> {
        signed().by("city-head")
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("not-out", || drafted().by("county-a-head").refused(ACKNOWLEDGE, json!({}))),
            case("not-addressed", || elsewhere().refused(ACKNOWLEDGE, json!({}))),
            case("done", || one().by("county-a-head").refused(ACKNOWLEDGE, json!({}))),
            case("measures-missing", || {
                signed().by("county-b-head").refused(ACKNOWLEDGE, json!({}))
            }),
        ]
    };

    #[test]
    fn it_is_over_when_the_last_organ_has_it_s0_21() {
        assert!(one().state.core.over.is_none());
        assert_eq!(all().state.stage, Stage::Acknowledged);
    }

    #[test]
    fn whoever_is_late_is_seen_to_be_late_s0_21() {
        let late = signed().at("2026-04-01T09:00").timed("warn");
        assert!(late.state.is_late(&"county-b".into()));
    }
}
