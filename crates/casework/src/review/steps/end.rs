//! End a case review (结束评查): every deficiency is put right or answered for.

use super::Event;
use crate::act::{Act, Performer};
use crate::review::{Review, Stage};
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct EndReview {}

/// A case review ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewEnded {}

crate::refusals! {
    NotPublished = "not-published" => "评查结果还没有公布，或者评查已经结束。",
    Unsettled = "unsettled" => "还有负分问题没有整改到位，或者该责任倒查的没有倒查，办完以后再结束。",
    Unnoticed = "unnoticed" => "不合格的评查件还没有通报全市，通报签发以后再结束。",
}

impl Step for EndReview {
    type State = Review;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "end-review",
        noun: "ending",
        zh: "结束评查",
        help: "所有负分问题整改到位、该倒查的已经倒查、不合格的已经通报，评查才能结束。",
        basis: "纪委监委全程跟踪督办（S3-09）；不合格的全市通报（S3-07）",
        mechanisms: &["S3-07", "S3-09"],
        performer: Performer::Person,
        fields: &[],
    };

    fn ground(review: &Review, _: &Context<'_>) -> Result<(), Refusal> {
        if review.stage != Stage::Published {
            return Err(Refusal::NotPublished);
        }
        if !review.items.iter().all(|item| review.is_settled(item)) {
            return Err(Refusal::Unsettled);
        }
        if review.owes_notice() { Err(Refusal::Unnoticed) } else { Ok(()) }
    }

    fn decide(self, _: &Review, _: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        Ok(vec![Event::ReviewEnded(ReviewEnded {})])
    }
}

impl ReviewEnded {
    /// It is over.
    pub fn evolve(&self, review: &mut Review, record: &Recorded<()>) {
        review.stage = Stage::Over;
        review.core.over = Some(record.happened);
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use crate::given::{Case, case};
    use crate::review::tests::{ended, put_right, published, settled};
    use serde_json::json;

    const END: &str = "end-review";

    #[test]
    fn it_ends_when_everything_is_put_right_or_answered_for_s3_09() {
        let core = ended().state.core;
        assert!(core.over.is_some() && core.clocks.iter().all(|clock| !clock.is_open()));
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("not-published", || settled().by("prov-head").refused(END, json!({}))),
            case("unnoticed", || put_right().by("prov-head").refused(END, json!({}))),
            case("unsettled", || published().by("prov-head").refused(END, json!({}))),
        ]
    };
}
