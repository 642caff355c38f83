//! Report a self-check (自查报告): the unit under review looks at its own item before the panel does.

use super::{Event, is_own};
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::review::{Review, Stage};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct ReportSelfCheck {
    item: String,
    text: SealedRef,
}

/// A unit reported what it found by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SelfChecked {
    /// Which item.
    pub item: u32,
    /// What it found and put right.
    pub text: SealedRef,
}

crate::refusals! {
    NotOpen = "not-open" => "评查结果已经公布或者还没有列入评查件，不再接收自查报告。",
    UnknownItem = "unknown-item" => "没有这一项评查件，请重新选择。",
    NotYours = "not-yours" => "这一项不是本单位承办的，由承办单位自查。",
}

impl Step for ReportSelfCheck {
    type State = Review;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "report-self-check",
        noun: "self-check",
        zh: "报送自查",
        help: "对照评分表自查自纠，写明发现的问题和已经纠正的情况，供评查组参考。",
        basis: "被评查单位自查自纠（S3-28）",
        mechanisms: &["S3-28"],
        performer: Performer::Person,
        fields: &[
            Field::new("item", "评查件", Kind::From(Source::Own("own-items"))),
            Field::new("text", "自查情况", Kind::Text { max: 2000 }),
        ],
    };

    fn ground(review: &Review, ctx: &Context<'_>) -> Result<(), Refusal> {
        let open = matches!(review.stage, Stage::Opened | Stage::Scoring);
        if !open || review.items.is_empty() {
            return Err(Refusal::NotOpen);
        }
        let own = review.items.iter().any(|item| is_own(review, item, ctx));
        if own { Ok(()) } else { Err(Refusal::NotYours) }
    }

    fn decide(self, review: &Review, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let item = review.item(&self.item).ok_or(Refusal::UnknownItem)?;
        if !is_own(review, item, ctx) {
            return Err(Refusal::NotYours);
        }
        let (item, text) = (item.number, self.text);
        Ok(vec![Event::SelfChecked(SelfChecked { item, text })])
    }
}

impl SelfChecked {
    /// It lies with the item.
    pub fn evolve(&self, review: &mut Review, _: &Recorded<()>) {
        if let Some(item) = review.item_mut(self.item) {
            item.self_checks.push(self.text.clone());
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::add_items::tests::gathered;
    use super::super::open::tests::opened;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case, sealed};
    use crate::review::Review;
    use serde_json::{Value, json};

    const CHECK: &str = "report-self-check";

    fn found(item: &str) -> Value {
        json!({"item": item, "text": sealed(5)})
    }

    pub(crate) fn self_checked() -> Proceeding<Review> {
        gathered().act("county-a-head", CHECK, found("1"))
    }

    #[test]
    fn what_a_unit_finds_by_itself_lies_with_its_item_s3_28() {
        assert_eq!(self_checked().state.items[0].self_checks.len(), 1);
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("not-open", || opened().by("county-a-head").refused(CHECK, found("1"))),
            case("unknown-item", || gathered().by("county-a-head").refused(CHECK, found("9"))),
            case("not-yours", || gathered().by("county-b-head").refused(CHECK, found("1"))),
        ]
    };
}
