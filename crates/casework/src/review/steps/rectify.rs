//! Hand in what was put right (报送整改), with proof: by the unit itself, or recorded by the office where a
//! department without account answered on paper.

use super::{Event, is_own};
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::ids::PersonId;
use crate::review::item::ItemState;
use crate::review::{self, Review};
use crate::sealed::{FileRef, SealedRef};
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct Rectify {
    item: String,
    text: SealedRef,
    files: Vec<FileRef>,
}

/// What was put right was handed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rectified {
    /// Which item.
    pub item: u32,
    /// What was done.
    pub text: SealedRef,
    /// The proof.
    pub files: Vec<FileRef>,
    /// Whether it came on paper.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub on_paper: bool,
    /// Who handed it in, or recorded it.
    pub by: PersonId,
}

crate::refusals! {
    NotPublished = "not-published" => "评查结果还没有公布，或者评查已经结束，现在不报送整改。",
    UnknownItem = "unknown-item" => "没有这一项评查件，请重新选择。",
    NotYours = "not-yours" => "这一项不是本单位承办的，由承办单位报送整改。",
    NothingOwed = "nothing-owed" => "这一项现在没有待整改的问题：没有扣分，或者已经报送、已经通过。",
}

impl Step for Rectify {
    type State = Review;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "rectify",
        noun: "rectification",
        zh: "报送整改",
        help: "对照负分问题清单逐条写明整改情况，附证明材料。没有账号的部门以纸质报送的，由本机关记录并附扫描件。",
        basis: "15日内对单整改（S3-10）",
        mechanisms: &["S3-10"],
        performer: Performer::Person,
        fields: &[
            Field::new("item", "评查件", Kind::From(Source::Own("own-items"))),
            Field::new("text", "整改情况", Kind::Text { max: 2000 }),
            Field::new("files", "证明材料", Kind::Files { max: 10 }),
        ],
    };

    fn ground(review: &Review, ctx: &Context<'_>) -> Result<(), Refusal> {
        if review.stage != review::Stage::Published {
            return Err(Refusal::NotPublished);
        }
        let mut own = review.items.iter().filter(|item| is_own(review, item, ctx)).peekable();
        if own.peek().is_none() {
            return Err(Refusal::NotYours);
        }
        if own.any(|item| is_owed(review, item)) { Ok(()) } else { Err(Refusal::NothingOwed) }
    }

    fn decide(self, review: &Review, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let by = ctx.actor.person().ok_or(Refusal::NotYours)?.clone();
        let item = review.item(&self.item).ok_or(Refusal::UnknownItem)?;
        if !is_own(review, item, ctx) {
            return Err(Refusal::NotYours);
        }
        if !is_owed(review, item) {
            return Err(Refusal::NothingOwed);
        }
        Ok(vec![Event::Rectified(Rectified {
            item: item.number,
            text: self.text,
            files: self.files,
            on_paper: item.unit().is_none(),
            by,
        })])
    }
}

/// Whether the list of an item waits to be put right; what was refused may be handed in again.
fn is_owed(review: &Review, item: &review::Item) -> bool {
    let last = item.rectified.last().map(|last| last.accepted);
    let waits = matches!(last, None | Some(Some(false)));
    item.list.is_some() && waits && review.state_of(item) != ItemState::Clean
}

impl Rectified {
    /// It waits to be judged.
    pub fn evolve(&self, review: &mut Review, record: &Recorded<()>) {
        if let Some(item) = review.item_mut(self.item) {
            item.rectified.push(review::item::Rectified {
                text: self.text.clone(),
                files: self.files.clone(),
                on_paper: self.on_paper,
                by: self.by.clone(),
                at: record.happened,
                accepted: None,
                opinion: None,
            });
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use crate::given::{Case, case};
    use crate::refusal::Refused;
    use crate::review::tests::{proof, published, rectified, settled};

    const RECTIFY: &str = "rectify";

    #[test]
    fn a_department_without_account_answers_on_paper() {
        let story = published().act("prov-clerk", RECTIFY, proof("3"));
        let last = story.state.items[2].rectified.last().unwrap();
        assert!(last.on_paper && last.accepted.is_none());
    }

    #[test]
    fn what_is_handed_in_late_is_seen_to_be_late_s3_11() {
        let late = published().at("2026-03-18T09:00").timed("warn");
        let late = late.act("county-a-head", RECTIFY, proof("1"));
        assert!(late.state.is_late(1) && !late.state.is_late(2));
    }

    fn handing(person: &str, item: &str) -> Option<Refused> {
        published().by(person).refused(RECTIFY, proof(item))
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("not-published", || settled().by("county-a-head").refused(RECTIFY, proof("1"))),
            case("unknown-item", || handing("county-a-head", "9")),
            case("not-yours", || handing("county-b-head", "1")),
            case("nothing-owed", || rectified().by("county-a-head").refused(RECTIFY, proof("1"))),
        ]
    };
}
