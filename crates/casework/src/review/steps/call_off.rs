//! Call a case review off (撤销评查): before its results are out, with a reason, and for good.

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind};
use crate::review::{Review, Stage};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct CallOffReview {
    reason: SealedRef,
}

/// A case review was called off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewCalledOff {
    /// Why.
    pub reason: SealedRef,
}

crate::refusals! {
    TooLate = "too-late" => "评查结果已经公布或者评查已经结束，不能撤销。",
}

impl Step for CallOffReview {
    type State = Review;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "call-off-review",
        noun: "calling-off",
        zh: "撤销评查",
        help: "开错或不再进行的评查写明理由撤销；编号不再使用，经过仍可查。",
        basis: "评查有始有终、全程留痕（T21）；撤销须说明理由为默认设置，可由本单位调整",
        mechanisms: &["S3-02"],
        performer: Performer::Person,
        fields: &[Field::new("reason", "理由", Kind::Text { max: 300 })],
    };

    fn ground(review: &Review, _: &Context<'_>) -> Result<(), Refusal> {
        let early = matches!(review.stage, Stage::Opened | Stage::Scoring);
        if early { Ok(()) } else { Err(Refusal::TooLate) }
    }

    fn decide(self, _: &Review, _: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let reason = self.reason;
        Ok(vec![Event::ReviewCalledOff(ReviewCalledOff { reason })])
    }
}

impl ReviewCalledOff {
    /// It is over.
    pub fn evolve(&self, review: &mut Review, record: &Recorded<()>) {
        review.stage = Stage::CalledOff;
        review.core.over = Some(record.happened);
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::open::tests::opened;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case, sealed};
    use crate::review::Review;
    use crate::review::tests::published;
    use serde_json::json;

    const CALL_OFF: &str = "call-off-review";

    pub(crate) fn called_off() -> Proceeding<Review> {
        opened().act("prov-head", CALL_OFF, json!({"reason": sealed(1)}))
    }

    #[test]
    fn it_is_over_and_every_clock_with_it() {
        let core = called_off().state.core;
        assert!(core.over.is_some() && core.clocks.iter().all(|clock| !clock.is_open()));
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![case("too-late", || {
            published().by("prov-head").refused(CALL_OFF, json!({"reason": sealed(1)}))
        })]
    };
}
