//! Leave out what the rule lists (不列入督评): a person says why, and the matter is not listed for the session again.

use super::Event;
use super::include_caused::gathers;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::ids::MatterId;
use crate::review::caused::LeftOut;
use crate::review::Review;
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct LeaveCaused {
    matter: String,
    reason: SealedRef,
}

/// A matter was left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CausedLeft {
    /// Which matter.
    pub matter: MatterId,
    /// How often it came again.
    pub again: u32,
    /// How many of these were over a level.
    pub over_level: u32,
    /// Why it was left out.
    pub reason: SealedRef,
}

crate::refusals! {
    NotLooking = "not-looking" => "本次评查的评分表不看重复访、越级访，没有按规则列出的名单。",
    NotOpen = "not-open" => "评查会已经确定评查组或者已经结束，名单不能再改。",
    NotListed = "not-listed" => "这一件不在按规则列出的名单里，或者已经列入、已经决定不列入，请重新选择。",
}

impl Step for LeaveCaused {
    type State = Review;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "leave-caused",
        noun: "leaving-out",
        zh: "不列入督评",
        help: "按规则列出而不应督评的，写明理由；本次评查不再列出这一件。",
        basis: "每季度督评（S3-14）；不列入须说明理由为默认设置，可由本单位调整",
        mechanisms: &["S3-14"],
        performer: Performer::Person,
        fields: &[
            Field::new("matter", "信访件", Kind::From(Source::Own("caused"))),
            Field::new("reason", "理由", Kind::Text { max: 300 }),
        ],
    };

    fn ground(review: &Review, ctx: &Context<'_>) -> Result<(), Refusal> {
        if !review.looks_at_causes(ctx) {
            return Err(Refusal::NotLooking);
        }
        if gathers(review) { Ok(()) } else { Err(Refusal::NotOpen) }
    }

    fn decide(self, review: &Review, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let mut listed = review.listed(ctx);
        let caused = listed.find(|caused| caused.matter.number == self.matter);
        let caused = caused.ok_or(Refusal::NotListed)?;
        Ok(vec![Event::CausedLeft(CausedLeft {
            matter: caused.matter.matter,
            again: caused.again,
            over_level: caused.over_level,
            reason: self.reason,
        })])
    }
}

impl CausedLeft {
    /// It is not listed again.
    pub fn evolve(&self, review: &mut Review, _: &Recorded<()>) {
        review.left_out.push(LeftOut { matter: self.matter, reason: self.reason.clone() });
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::include_caused::tests::{included, listed};
    use super::super::open::tests::opened;
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case, sealed};
    use crate::review::tests::matter;
    use serde_json::{Value, json};

    const LEAVE: &str = LeaveCaused::ACT.name;

    fn about(number: u32) -> Value {
        json!({"matter": matter(number).number, "reason": sealed(2)})
    }

    pub(crate) fn left() -> Proceeding<Review> {
        listed().act("prov-head", LEAVE, about(2))
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("not-looking", || opened().by("prov-head").refused(LEAVE, about(1))),
            case("not-open", || {
                let story = included().act("prov-head", "call-off-review", json!({"reason": sealed(1)}));
                story.by("prov-head").refused(LEAVE, about(2))
            }),
            case("not-listed", || left().by("prov-head").refused(LEAVE, about(2))),
        ]
    };
}
