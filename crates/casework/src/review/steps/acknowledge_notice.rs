//! Acknowledge the notice of unqualified results (签收不合格件通报): each organ it went to, with what it will do where a
//! result of its own is in it.

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind};
use crate::ids::{PersonId, UnitId};
use crate::review::Review;
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct AcknowledgeNotice {
    measures: Option<SealedRef>,
}

/// An organ acknowledged it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeAcknowledged {
    /// Which organ.
    pub unit: UnitId,
    /// Who did it.
    pub by: PersonId,
    /// What it will do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measures: Option<SealedRef>,
}

crate::refusals! {
    NotOut = "not-out" => "不合格件通报还没有签发。",
    NotAddressed = "not-addressed" => "这份通报没有发给本单位，不用签收。",
    Done = "done" => "本单位已经签收。",
    MeasuresMissing = "measures-missing" => "本单位有不合格的评查件，签收时请写明整改措施。",
}

impl Step for AcknowledgeNotice {
    type State = Review;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "acknowledge-review-notice",
        noun: "notice-acknowledgement",
        zh: "签收不合格件通报",
        help: "收到通报后签收；本单位有不合格评查件的写明整改措施。",
        basis: "70分以下不合格，全市晾晒通报（S3-07）；签收期限为默认设置，可由本单位调整",
        mechanisms: &["S3-07"],
        performer: Performer::Person,
        fields: &[
            Field::new("measures", "整改措施", Kind::Text { max: 1000 })
                .optional()
                .help("本单位有不合格评查件的须填写"),
        ],
    };

    fn ground(review: &Review, ctx: &Context<'_>) -> Result<(), Refusal> {
        let signed = review.notice.as_ref().and_then(|notice| notice.signed.as_ref());
        if signed.is_none() {
            return Err(Refusal::NotOut);
        }
        let receipt = own(ctx).and_then(|organ| review.receipt_of(organ));
        match receipt.ok_or(Refusal::NotAddressed)?.acknowledged {
            Some(_) => Err(Refusal::Done),
            None => Ok(()),
        }
    }

    fn decide(self, review: &Review, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let unit = own(ctx).ok_or(Refusal::NotAddressed)?;
        if review.is_criticised(unit, ctx.office) && self.measures.is_none() {
            return Err(Refusal::MeasuresMissing);
        }
        Ok(vec![Event::NoticeAcknowledged(NoticeAcknowledged {
            unit: unit.clone(),
            by: ctx.actor.person().ok_or(Refusal::NotAddressed)?.clone(),
            measures: self.measures,
        })])
    }
}

/// The organ of whoever acts.
fn own<'a>(ctx: &Context<'a>) -> Option<&'a UnitId> {
    let unit = ctx.actor.unit()?;
    Some(ctx.office.organ_of(unit).unwrap_or(unit))
}

impl NoticeAcknowledged {
    /// It has it.
    pub fn evolve(&self, review: &mut Review, record: &Recorded<()>) {
        let receipts = review.notice.iter_mut().flat_map(|notice| &mut notice.receipts);
        for receipt in receipts.filter(|receipt| receipt.unit == self.unit) {
            receipt.acknowledged = Some((self.by.clone(), record.happened));
            receipt.measures.clone_from(&self.measures);
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::sign_notice::tests::signed;
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case, sealed};
    use crate::review::tests::published;
    use serde_json::json;

    const ACKNOWLEDGE: &str = AcknowledgeNotice::ACT.name;

    pub(crate) fn acknowledged() -> Proceeding<Review> {
        signed().act("county-a-head", ACKNOWLEDGE, json!({"measures": sealed(32)}))
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("not-out", || published().by("county-a-head").refused(ACKNOWLEDGE, json!({}))),
            case("not-addressed", || signed().by("prov-head").refused(ACKNOWLEDGE, json!({}))),
            case("done", || acknowledged().by("county-a-head").refused(ACKNOWLEDGE, json!({}))),
            case("measures-missing", || signed().by("county-a-head").refused(ACKNOWLEDGE, json!({}))),
        ]
    };

    #[test]
    fn only_the_organ_that_acknowledged_owes_nothing_more_s3_07() {
        let open = |story: &Proceeding<Review>| {
            let clocks = story.state.core.clocks.iter();
            let open = clocks.filter(|c| c.rule == "review-notice-receipt" && c.is_open());
            open.map(|clock| clock.owner.clone()).collect::<Vec<_>>()
        };
        let (before, after) = (open(&signed()), open(&acknowledged()));
        assert!(before.contains(&"county-a".into()) && !after.contains(&"county-a".into()));
        assert_eq!(before.len(), after.len() + 1);
    }
}
