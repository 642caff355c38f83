//! Draft the notice of unqualified results (拟不合格件通报): scores below seventy are told to the units of the city, by
//! unit, score and what cost points. It waits for a signature and may be drafted anew until then.

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind};
use crate::review::notice::Notice;
use crate::review::{Item, Review};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct DraftNotice {
    demand: SealedRef,
}

/// A notice of unqualified results was drafted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeDrafted {
    /// The items it tells of.
    pub items: Vec<u32>,
    /// What is demanded.
    pub demand: SealedRef,
}

crate::refusals! {
    NotPublished = "not-published" => "评查结果还没有公布，公布以后再拟通报。",
    NothingOwed = "nothing-owed" => "没有不合格的评查件，或者通报已经签发，不用再拟。",
}

impl Step for DraftNotice {
    type State = Review;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "draft-review-notice",
        noun: "notice",
        zh: "拟不合格件通报",
        help: "把七十分以下的评查件按单位、得分、主要扣分问题列成通报送签，发全市各单位；不列具体信访件。签发前可以重拟。",
        basis: "70分以下不合格，全市晾晒通报（S3-07）；通报只列单位和得分、不列具体信访件（S0-21）",
        mechanisms: &["S3-07"],
        performer: Performer::Person,
        fields: &[Field::new("demand", "工作要求", Kind::Text { max: 1000 })],
    };

    fn ground(review: &Review, _: &Context<'_>) -> Result<(), Refusal> {
        if !review.is_published() {
            return Err(Refusal::NotPublished);
        }
        if review.owes_notice() { Ok(()) } else { Err(Refusal::NothingOwed) }
    }

    fn decide(self, review: &Review, _: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let unqualified = review.items.iter().filter(|item| Item::is_unqualified(item));
        Ok(vec![Event::NoticeDrafted(NoticeDrafted {
            items: unqualified.map(|item| item.number).collect(),
            demand: self.demand,
        })])
    }
}

impl NoticeDrafted {
    /// It waits for a signature.
    pub fn evolve(&self, review: &mut Review, _: &Recorded<()>) {
        review.notice = Some(Notice {
            items: self.items.clone(),
            demand: self.demand.clone(),
            signed: None,
            receipts: Vec::new(),
        });
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case, sealed};
    use crate::review::tests::{noticed, published, settled};
    use serde_json::{Value, json};

    const DRAFT: &str = DraftNotice::ACT.name;

    fn fields() -> Value {
        json!({"demand": sealed(31)})
    }

    pub(crate) fn drafted() -> Proceeding<Review> {
        published().act("prov-head", DRAFT, fields())
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("not-published", || settled().by("prov-head").refused(DRAFT, fields())),
            case("nothing-owed", || noticed().by("prov-head").refused(DRAFT, fields())),
        ]
    };

    #[test]
    fn it_tells_of_what_is_below_seventy_and_of_nothing_else_s3_07() {
        let notice = drafted().state.notice.unwrap();
        assert_eq!((notice.items, notice.signed), (vec![1], None));
    }
}
