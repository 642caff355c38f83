//! Take in what handling caused (列入引发重复访、越级访的件): of the matters that the rule lists for the days of the session,
//! those that a person chooses (S3-14).

use super::Event;
use super::add_items::ItemsAdded;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::review::{Review, Reviewed, Stage};
use crate::step::{Context, Step};
use serde::Deserialize;

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct IncludeCaused {
    matters: Vec<String>,
}

crate::refusals! {
    NotLooking = "not-looking" => "本次评查的评分表不看重复访、越级访，请按编号列入评查件。",
    NotOpen = "not-open" => "评查会已经确定评查组或者已经结束，不能再列入评查件。",
    NotListed = "not-listed" => "有的信访件不在按规则列出的名单里，或者已经列入、已经决定不列入，请重新选择。",
}

impl Step for IncludeCaused {
    type State = Review;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "include-caused",
        noun: "caused",
        zh: "列入引发重复访的件",
        help: "名单按规则列出：有单位受理以后，所查时段内又来访、又来信或者越级反映的信访件。选定的列入评查，其余可以写明理由不列入。",
        basis: "每季度督评因办理不及时、处理不公引发重复访、越级访的乡镇（街道）和部门（S3-14）",
        mechanisms: &["S3-14"],
        performer: Performer::Person,
        fields: &[Field::new("matters", "信访件", Kind::Several(Source::Own("caused")))],
    };

    fn ground(review: &Review, ctx: &Context<'_>) -> Result<(), Refusal> {
        if !review.looks_at_causes(ctx) {
            return Err(Refusal::NotLooking);
        }
        if gathers(review) { Ok(()) } else { Err(Refusal::NotOpen) }
    }

    fn decide(self, review: &Review, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let listed = |number: &String| -> Option<Reviewed> {
            let mut listed = review.listed(ctx);
            listed.find(|caused| caused.matter.number == *number).map(|caused| caused.matter.clone())
        };
        let mut chosen = self.matters;
        chosen.sort();
        chosen.dedup();
        let matters: Option<Vec<Reviewed>> = chosen.iter().map(listed).collect();
        let matters = matters.filter(|matters| !matters.is_empty()).ok_or(Refusal::NotListed)?;
        Ok(vec![Event::ItemsAdded(ItemsAdded { matters })])
    }
}

/// Whether it still gathers what it looks at.
pub(super) fn gathers(review: &Review) -> bool {
    review.stage == Stage::Opened && review.panel.is_empty()
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::open::tests::{opened, opened_by};
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case};
    use crate::review::Caused;
    use crate::review::tests::matter;
    use serde_json::{Value, json};

    const INCLUDE: &str = IncludeCaused::ACT.name;

    /// A quarterly evaluation for which the rule lists two matters.
    pub(crate) fn listed() -> Proceeding<Review> {
        let mut story = opened_by("sour-hot");
        let caused = |number: u32| Caused { matter: matter(number), again: 2, over_level: 1 };
        story.facts.review.caused = vec![caused(1), caused(2)];
        story
    }

    fn chosen(number: u32) -> Value {
        json!({"matters": [matter(number).number]})
    }

    pub(crate) fn included() -> Proceeding<Review> {
        listed().act("prov-head", INCLUDE, chosen(1))
    }

    #[test]
    fn what_is_taken_in_is_listed_no_more_s3_14() {
        let story = included();
        let listed: Vec<_> = story.state.listed(&story.context()).map(|c| c.matter.number.clone()).collect();
        assert_eq!(listed, [matter(2).number]);
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("not-looking", || opened().by("prov-head").refused(INCLUDE, chosen(1))),
            case("not-open", || {
                let story = included().act("prov-head", "call-off-review", json!({"reason": crate::given::sealed(1)}));
                story.by("prov-head").refused(INCLUDE, chosen(2))
            }),
            case("not-listed", || included().by("prov-head").refused(INCLUDE, chosen(1))),
        ]
    };
}
