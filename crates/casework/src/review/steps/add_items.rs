//! Put matters under review (列入评查件): concluded ones that came for the first time, by their numbers.

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind};
use crate::review::{Item, Of, Review, Reviewed, Stage};
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command. The matters behind the numbers are looked up by the shell, as far as the actor knows them.
#[derive(Debug, Clone, Deserialize)]
pub struct AddItems {
    matters: Vec<Named>,
}

/// A matter by its number.
#[derive(Debug, Clone, Deserialize)]
pub struct Named {
    number: String,
}

/// Matters were put under review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemsAdded {
    /// As they stood.
    pub matters: Vec<Reviewed>,
}

crate::refusals! {
    NotOpen = "not-open" => "评查会已经确定评查组或者已经结束，不能再列入评查件。",
    UnknownMatter = "unknown-matter" => "有编号查不到，或者您无权查看，请核对后重新提交。",
    NotConcluded = "not-concluded" => "有的信访件还没有办结，办结后再评查。",
    NotFirst = "not-first" => "有的信访件不是初次信访，本评分表只评初次信访。",
    Twice = "twice" => "有的信访件已经列入本次评查，不必重复列入。",
}

impl Step for AddItems {
    type State = Review;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "add-review-items",
        noun: "items",
        zh: "列入评查件",
        help: "按编号列入已经办结的初次信访件。被评查单位从现在起能看到自己的评查件，可以先行自查。",
        basis: "一案一评的评查件（S3-02）；一次列入多少件为默认设置，可由本单位调整",
        mechanisms: &["S3-02"],
        performer: Performer::Person,
        fields: &[Field::new(
            "matters",
            "评查件",
            Kind::Group {
                fields: &[Field::new("number", "信访件编号", Kind::Word { max: 40 })],
                min: 1,
                max: 100,
            },
        )],
    };

    fn ground(review: &Review, _: &Context<'_>) -> Result<(), Refusal> {
        let gathering = review.stage == Stage::Opened && review.panel.is_empty();
        if gathering { Ok(()) } else { Err(Refusal::NotOpen) }
    }

    fn decide(self, review: &Review, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let found: Option<Vec<Reviewed>> = ctx.facts.review.matters.iter().cloned().collect();
        let matters = found.ok_or(Refusal::UnknownMatter)?;
        let found = matters.iter().map(|matter| &matter.number);
        if !found.eq(self.matters.iter().map(|named| &named.number)) {
            return Err(Refusal::UnknownMatter);
        }
        if matters.iter().any(|matter| !matter.is_concluded) {
            return Err(Refusal::NotConcluded);
        }
        let first_only = review.sheet(ctx.rules).is_some_and(|sheet| sheet.first_only);
        if first_only && matters.iter().any(|matter| !matter.is_first) {
            return Err(Refusal::NotFirst);
        }
        let mut known: Vec<_> = review.items.iter().filter_map(Item::reviewed).map(|m| m.matter).collect();
        for matter in &matters {
            if known.contains(&matter.matter) {
                return Err(Refusal::Twice);
            }
            known.push(matter.matter);
        }
        Ok(vec![Event::ItemsAdded(ItemsAdded { matters })])
    }
}

impl ItemsAdded {
    /// They are items, and their units may know of their own.
    pub fn evolve(&self, review: &mut Review, _: &Recorded<()>) {
        for matter in &self.matters {
            let number = review.items.len() as u32 + 1;
            review.items.push(Item::new(number, Of::Matter(matter.clone())));
            review.core.involve(&matter.unit);
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::open::tests::opened;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case};
    use crate::review::tests::{matter, paneled};
    use crate::review::{Review, Reviewed};
    use crate::refusal::Refused;
    use serde_json::{Value, json};

    const ADD: &str = "add-review-items";

    fn looked_up(mut story: Proceeding<Review>, found: Vec<Option<Reviewed>>) -> Proceeding<Review> {
        story.facts.review.matters = found;
        story
    }

    fn named(numbers: &[u32]) -> Value {
        let matters: Vec<Value> = numbers.iter().map(|n| json!({"number": matter(*n).number})).collect();
        json!({"matters": matters})
    }

    /// Two matters of county A under review.
    pub(crate) fn gathered() -> Proceeding<Review> {
        looked_up(opened(), vec![Some(matter(1)), Some(matter(2))]).act("prov-head", ADD, named(&[1, 2]))
    }

    fn adding(number: u32, found: Option<Reviewed>) -> Option<Refused> {
        looked_up(gathered(), vec![found]).by("prov-head").refused(ADD, named(&[number]))
    }

    #[test]
    fn the_unit_that_handled_it_may_know_of_its_own_items() {
        let review = gathered().state;
        assert_eq!(review.core.parties, ["county-a".into()]);
        assert_eq!(review.items.len(), 2);
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("not-open", || paneled().by("prov-head").refused(ADD, named(&[3]))),
            case("unknown-matter", || adding(3, None)),
            case("not-concluded", || adding(3, Some(Reviewed { is_concluded: false, ..matter(3) }))),
            case("not-first", || adding(3, Some(Reviewed { is_first: false, ..matter(3) }))),
            case("twice", || adding(1, Some(matter(1)))),
        ]
    };
}
