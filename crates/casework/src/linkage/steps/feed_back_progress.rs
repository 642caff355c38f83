//! Feed back progress (反馈进展): the receiver tells how it stands, period by period. Each feedback begins the
//! next period, until the result (S1-52).

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind};
use crate::linkage::{Feedback, Linkage};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct FeedBackProgress {
    words: SealedRef,
}

/// Progress was fed back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgressFedBack {
    /// In words.
    pub words: SealedRef,
}

crate::refusals! {
    NotInHand = "not-in-hand" => "提示函尚未签收，或者已经反馈结果、已经结束，不用反馈进展。",
    NotReceiver = "not-receiver" => "办理进展由承接单位反馈，请由该单位办理。",
}

impl Step for FeedBackProgress {
    type State = Linkage;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "feed-back-progress",
        noun: "progress",
        zh: "反馈进展",
        help: "定期向发函的信访室和抄送的监督检查室反馈办理进展；每次反馈后重新计算下一次的期限，直到反馈结果。",
        basis: "承接单位定期向信访室、监督检查室反馈办理进展和结果（S1-52）",
        mechanisms: &["S1-52", "S1-53"],
        performer: Performer::Person,
        fields: &[Field::new("words", "办理进展", Kind::Text { max: 3000 })
            .help("移交给谁、对方采取了什么措施、还有什么没有解决；不写举报人是谁")],
    };

    fn ground(linkage: &Linkage, ctx: &Context<'_>) -> Result<(), Refusal> {
        if !linkage.runs() || !linkage.is_in_hand() {
            return Err(Refusal::NotInHand);
        }
        if linkage.is_receiver(ctx) { Ok(()) } else { Err(Refusal::NotReceiver) }
    }

    fn decide(self, _: &Linkage, _: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        Ok(vec![Event::ProgressFedBack(ProgressFedBack { words: self.words })])
    }
}

impl ProgressFedBack {
    /// It is told.
    pub fn evolve(&self, linkage: &mut Linkage, record: &Recorded<()>) {
        linkage.feedbacks.push(Feedback {
            at: record.happened,
            outcome: None,
            words: self.words.clone(),
            sent_back: None,
        });
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::sign_handover::tests::handed_over;
    use super::super::sign_prompt::tests::prompted;
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case, sealed};
    use serde_json::{Value, json};

    const FEED_BACK: &str = FeedBackProgress::ACT.name;

    fn words() -> Value {
        json!({"words": sealed(31)})
    }

    pub(crate) fn fed_back() -> Proceeding<Linkage> {
        handed_over().at("2026-03-20T10:00").act("city-clerk", FEED_BACK, words())
    }

    #[test]
    fn each_feedback_begins_the_next_period_s1_52() {
        let owed = |story: Proceeding<Linkage>| {
            let clocks = story.state.core.clocks.into_iter();
            let mut clocks = clocks.filter(|clock| clock.rule == "linkage-feedback" && clock.is_open());
            let due = clocks.next().map(|clock| clock.due.date().to_string());
            assert!(clocks.next().is_none(), "one period at a time");
            due.unwrap()
        };
        assert_eq!(owed(handed_over()), "2026-04-02");
        assert_eq!(owed(fed_back()), "2026-04-20");
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("not-in-hand", || prompted().by("city-clerk").refused(FEED_BACK, words())),
            case("not-receiver", || handed_over().by("prov-unit-head").refused(FEED_BACK, words())),
        ]
    };
}
