//! Feed back the result (反馈结果): what came of the demand, for the petition office to judge.

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind};
use crate::linkage::{Feedback, Linkage, Outcome, Stage};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct FeedBackResult {
    outcome: Outcome,
    words: SealedRef,
}

/// The result was fed back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResultFedBack {
    /// What came of it.
    pub outcome: Outcome,
    /// In words.
    pub words: SealedRef,
}

crate::refusals! {
    NotInHand = "not-in-hand" => "提示函尚未签收，或者已经反馈结果、已经结束。",
    NotReceiver = "not-receiver" => "办理结果由承接单位反馈，请由该单位办理。",
    DraftWaits = "draft-waits" => "还有一份移交函没有签发，请先签发，再反馈结果。",
}

impl Step for FeedBackResult {
    type State = Linkage;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "feed-back-result",
        noun: "result",
        zh: "反馈结果",
        help: "诉求解决或者依法解释说明后反馈结果，由发函的信访室审核；审核通过即办结。",
        basis: "承接单位定期向信访室、监督检查室反馈办理进展和结果（S1-52）；从举报到诉求解决整体闭环（S0-06）",
        mechanisms: &["S0-06", "S1-52", "S1-53"],
        performer: Performer::Person,
        fields: &[
            Field::new("outcome", "诉求解决情况", Kind::Choice(Outcome::CODES)),
            Field::new("words", "办理结果", Kind::Text { max: 3000 }).help("谁、什么时候、怎样解决的；不写举报人是谁"),
        ],
    };

    fn ground(linkage: &Linkage, ctx: &Context<'_>) -> Result<(), Refusal> {
        if !linkage.runs() || !linkage.is_in_hand() {
            return Err(Refusal::NotInHand);
        }
        if !linkage.is_receiver(ctx) {
            return Err(Refusal::NotReceiver);
        }
        if linkage.draft().is_some() { Err(Refusal::DraftWaits) } else { Ok(()) }
    }

    fn decide(self, _: &Linkage, _: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let (outcome, words) = (self.outcome, self.words);
        Ok(vec![Event::ResultFedBack(ResultFedBack { outcome, words })])
    }
}

impl ResultFedBack {
    /// It waits to be judged.
    pub fn evolve(&self, linkage: &mut Linkage, record: &Recorded<()>) {
        linkage.feedbacks.push(Feedback {
            at: record.happened,
            outcome: Some(self.outcome),
            words: self.words.clone(),
            sent_back: None,
        });
        linkage.stage = Stage::Resulted;
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::acknowledge_prompt::tests::acknowledged;
    use super::super::draft_handover::tests::drafted;
    use super::super::feed_back_progress::tests::fed_back;
    use super::super::sign_handover::tests::handed_over;
    use super::super::sign_prompt::tests::prompted;
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case, sealed};
    use serde_json::{Value, json};

    const FEED_BACK: &str = FeedBackResult::ACT.name;

    fn solved() -> Value {
        json!({"outcome": "solved", "words": sealed(32)})
    }

    pub(crate) fn resulted() -> Proceeding<Linkage> {
        fed_back().act("city-clerk", FEED_BACK, solved())
    }

    /// The receiver could settle it without a letter.
    pub(crate) fn without_letter() -> Proceeding<Linkage> {
        acknowledged().act("city-clerk", FEED_BACK, solved())
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("not-in-hand", || prompted().by("city-clerk").refused(FEED_BACK, solved())),
            case("not-receiver", || handed_over().by("prov-clerk").refused(FEED_BACK, solved())),
            case("draft-waits", || drafted().by("city-clerk").refused(FEED_BACK, solved())),
        ]
    };
}
