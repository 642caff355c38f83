//! Judge what was put right (审核整改): accepted, or refused with a reason. What is refused or came late is
//! answered for (责任倒查).

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::review::item::{ItemState, Rectified};
use crate::review::{Review, Stage};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

crate::codes! {
    /// What is said of it.
    pub enum Verdict {
        /// It is put right.
        Accept = "accept" => "整改到位",
        /// It is not.
        Refuse = "refuse" => "整改不到位，退回",
    }
}

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct JudgeRectification {
    item: String,
    verdict: Verdict,
    opinion: Option<SealedRef>,
}

/// What was put right was accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RectificationAccepted {
    /// Which item.
    pub item: u32,
    /// What was said of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opinion: Option<SealedRef>,
}

/// What was handed in does not put it right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RectificationRefused {
    /// Which item.
    pub item: u32,
    /// Why.
    pub opinion: SealedRef,
}

crate::refusals! {
    NothingWaits = "nothing-waits" => "现在没有待审核的整改，承办单位报送后再审核。",
    UnknownItem = "unknown-item" => "没有这一项评查件，请重新选择。",
    NotWaiting = "not-waiting" => "这一项没有待审核的整改，请核对。",
    SamePerson = "same-person" => "整改是您报送或者记录的，请由另一人审核。",
    OpinionMissing = "opinion-missing" => "退回整改的，请写明哪里不到位。",
}

impl Step for JudgeRectification {
    type State = Review;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "judge-rectification",
        noun: "judgement",
        zh: "审核对单整改",
        help: "对照负分问题清单审核整改情况和证明材料。退回的、逾期的，须开展责任倒查。",
        basis: "纪委监委全程跟踪督办（S3-09）；整改不到位的开展履职调查（S3-11）",
        mechanisms: &["S3-09", "S3-11"],
        performer: Performer::Person,
        fields: &[
            Field::new("item", "评查件", Kind::From(Source::Own("items"))),
            Field::new("verdict", "审核意见", Kind::Choice(Verdict::CODES)),
            Field::new("opinion", "说明", Kind::Text { max: 500 }).optional(),
        ],
    };

    fn ground(review: &Review, _: &Context<'_>) -> Result<(), Refusal> {
        let waits = |item| review.state_of(item) == ItemState::Rectified || waiting(item);
        let any = review.items.iter().any(waits);
        if review.stage == Stage::Published && any { Ok(()) } else { Err(Refusal::NothingWaits) }
    }

    fn decide(self, review: &Review, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let item = review.item(&self.item).ok_or(Refusal::UnknownItem)?;
        let last = item.rectified.last().filter(|last| last.accepted.is_none());
        let last = last.ok_or(Refusal::NotWaiting)?;
        if ctx.actor.involves(&last.by) {
            return Err(Refusal::SamePerson);
        }
        let (item, opinion) = (item.number, self.opinion);
        Ok(vec![match self.verdict {
            Verdict::Accept => Event::RectificationAccepted(RectificationAccepted { item, opinion }),
            Verdict::Refuse => {
                let opinion = opinion.ok_or(Refusal::OpinionMissing)?;
                Event::RectificationRefused(RectificationRefused { item, opinion })
            }
        }])
    }
}

/// Whether what was handed in about an item waits, whatever else became of the item.
fn waiting(item: &crate::review::Item) -> bool {
    item.rectified.last().is_some_and(|last| last.accepted.is_none())
}

/// The last thing handed in about an item.
fn last(review: &mut Review, item: u32) -> Option<&mut Rectified> {
    review.item_mut(item)?.rectified.last_mut()
}

impl RectificationAccepted {
    /// It is put right.
    pub fn evolve(&self, review: &mut Review, _: &Recorded<()>) {
        if let Some(last) = last(review, self.item) {
            last.accepted = Some(true);
            last.opinion.clone_from(&self.opinion);
        }
    }
}

impl RectificationRefused {
    /// It is not.
    pub fn evolve(&self, review: &mut Review, _: &Recorded<()>) {
        if let Some(last) = last(review, self.item) {
            last.accepted = Some(false);
            last.opinion = Some(self.opinion.clone());
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use crate::given::{Case, case, sealed};
    use crate::refusal::Refused;
    use crate::review::ItemState;
    use crate::review::tests::{judged, proof, published, rectified};
    use serde_json::{Value, json};

    const JUDGE: &str = "judge-rectification";

    fn verdict(item: &str, verdict: &str) -> Value {
        json!({"item": item, "verdict": verdict, "opinion": sealed(8)})
    }

    #[test]
    fn what_is_refused_is_answered_for_and_may_be_put_right_still_s3_11() {
        let refused = judged("refuse");
        assert!(refused.state.owes_case(&refused.state.items[0]));
        let owed = refused.state.core.clocks_about(1).map(|clock| &*clock.rule);
        assert_eq!(owed.collect::<Vec<_>>(), ["review-investigation"]);
        let again = refused.act("county-a-head", "rectify", proof("1"));
        let again = again.act("prov-head", JUDGE, verdict("1", "accept"));
        assert_eq!(again.state.state_of(&again.state.items[0]), ItemState::Accepted);
    }

    fn judging(person: &str, item: &str, word: &str) -> Option<Refused> {
        rectified().by(person).refused(JUDGE, verdict(item, word))
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("nothing-waits", || published().by("prov-head").refused(JUDGE, verdict("1", "accept"))),
            case("unknown-item", || judging("prov-head", "9", "accept")),
            case("not-waiting", || judging("prov-head", "2", "accept")),
            case("same-person", || judging("county-a-head", "1", "accept")),
            case("opinion-missing", || {
                let fields = json!({"item": "1", "verdict": "refuse"});
                rectified().by("prov-head").refused(JUDGE, fields)
            }),
        ]
    };
}
