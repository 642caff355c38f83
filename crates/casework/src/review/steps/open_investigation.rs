//! Open a duty investigation (责任倒查, 履职调查) on an item: it was not put right, came late, or its original
//! conclusion does not stand. Always a person's decision; who handled it first stands in it (S1-14, S1-15).

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::ids::PersonId;
use crate::review::item::{Investigation, ItemState};
use crate::review::{Item, Review, Stage};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

crate::codes! {
    /// Why somebody has to answer for an item.
    pub enum Ground {
        /// The original conclusion does not stand (S1-15).
        Overturned = "overturned" => "根本改变原办理结论",
        /// What was handed in does not put it right.
        Refused = "refused" => "整改不到位",
        /// It was not put right in time.
        Late = "late" => "逾期未整改",
    }
}

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct OpenInvestigation {
    item: String,
    reason: SealedRef,
}

/// A duty investigation was opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvestigationOpened {
    /// Which item.
    pub item: u32,
    /// Why.
    pub grounds: Vec<Ground>,
    /// Who answers for how it was first handled.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub first: Vec<PersonId>,
    /// What is to be found out.
    pub reason: SealedRef,
}

crate::refusals! {
    NothingOwed = "nothing-owed" => "没有退回、逾期或者根本改变原结论的评查件，现在不必责任倒查。",
    UnknownItem = "unknown-item" => "没有这一项评查件，请重新选择。",
    NotOwed = "not-owed" => "这一项没有退回、逾期或者根本改变原结论的情形，或者已经开展责任倒查。",
}

impl Step for OpenInvestigation {
    type State = Review;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "open-investigation",
        noun: "investigation",
        zh: "开展责任倒查",
        help: "对整改退回、逾期未整改或者根本改变原结论的评查件，由人决定开展履职调查；首办责任人随件列入。",
        basis: "督办后仍不整改的开展履职调查（S3-11）；复查根本改变原结论的，对首办责任人问责（S1-15）",
        mechanisms: &["S3-11", "S1-15", "S1-14"],
        performer: Performer::Person,
        fields: &[
            Field::new("item", "评查件", Kind::From(Source::Own("items"))),
            Field::new("reason", "调查事项", Kind::Text { max: 500 }),
        ],
    };

    fn ground(review: &Review, _: &Context<'_>) -> Result<(), Refusal> {
        let owed = review.items.iter().any(|item| review.owes_case(item));
        if review.stage == Stage::Published && owed { Ok(()) } else { Err(Refusal::NothingOwed) }
    }

    fn decide(self, review: &Review, _: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let item = review.item(&self.item).ok_or(Refusal::UnknownItem)?;
        if !review.owes_case(item) {
            return Err(Refusal::NotOwed);
        }
        Ok(vec![Event::InvestigationOpened(InvestigationOpened {
            item: item.number,
            grounds: grounds(review, item),
            first: item.reviewed().map(|matter| matter.first.clone()).unwrap_or_default(),
            reason: self.reason,
        })])
    }
}

fn grounds(review: &Review, item: &Item) -> Vec<Ground> {
    let overturned = item.settled.as_ref().is_some_and(|settled| settled.overturned);
    let refused = review.state_of(item) == ItemState::Refused;
    let held = [
        (overturned, Ground::Overturned),
        (refused, Ground::Refused),
        (review.is_late(item.number), Ground::Late),
    ];
    held.into_iter().filter(|(holds, _)| *holds).map(|(_, ground)| ground).collect()
}

impl InvestigationOpened {
    /// Somebody answers for it.
    pub fn evolve(&self, review: &mut Review, record: &Recorded<()>) {
        if let Some(item) = review.item_mut(self.item) {
            item.investigation = Some(Investigation {
                grounds: self.grounds.clone(),
                first: self.first.clone(),
                reason: self.reason.clone(),
                opened: record.happened,
                outcome: None,
            });
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::Ground;
    use crate::given::{Case, case, sealed};
    use crate::review::tests::{investigated, judged, published};
    use serde_json::{Value, json};

    const OPEN: &str = "open-investigation";

    pub(crate) fn about(item: &str) -> Value {
        json!({"item": item, "reason": sealed(9)})
    }

    #[test]
    fn the_promise_to_answer_for_it_is_kept_and_the_first_handlers_stand_in_it_s3_11_s1_14() {
        let story = investigated();
        let found = story.state.items[0].investigation.clone().unwrap();
        assert_eq!(found.grounds, [Ground::Refused]);
        assert_eq!(found.first, ["county-a-handler".into(), "county-a-leader".into()]);
        let owed: Vec<_> = story.state.core.clocks_about(1).map(|clock| &*clock.rule).collect();
        assert_eq!(owed, ["review-accountability"]);
    }

    #[test]
    fn what_was_not_put_right_in_time_is_answered_for_s3_11() {
        let late = published().at("2026-03-18T09:00").timed("warn");
        let late = late.act("prov-head", OPEN, about("1"));
        assert_eq!(late.state.items[0].investigation.clone().unwrap().grounds, [Ground::Late]);
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("nothing-owed", || published().by("prov-head").refused(OPEN, about("1"))),
            case("unknown-item", || judged("refuse").by("prov-head").refused(OPEN, about("9"))),
            case("not-owed", || judged("refuse").by("prov-head").refused(OPEN, about("2"))),
        ]
    };
}
