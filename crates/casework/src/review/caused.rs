//! What handling caused (引发重复访、越级访, S3-14): a matter that came again, or over a level, in the days a session looks
//! at, after a unit had taken it in hand. The rule lists such matters; a person takes each in or leaves it out.

use super::{Item, Review, Reviewed};
use crate::ids::MatterId;
use crate::matter::{Choice, Matter};
use crate::sealed::SealedRef;
use crate::step::Context;
use jiff::civil::Date;

/// A matter whose handling made people come again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caused {
    /// The matter as it stands.
    pub matter: Reviewed,
    /// How often it came again in those days.
    pub again: u32,
    /// How many of these were over a level.
    pub over_level: u32,
}

/// A matter that was left out, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// Which matter.
    pub matter: MatterId,
    /// Why.
    pub reason: SealedRef,
}

/// How often a matter came again in some days after a unit took it in hand, and how often of these over a level.
pub fn came_again(matter: &Matter, (from, until): (Date, Date)) -> (u32, u32) {
    let accepted = matter
        .assignments
        .iter()
        .filter_map(|a| a.accepted.as_ref());
    let Some(since) = accepted.map(|accepted| accepted.on).min() else {
        return (0, 0);
    };
    let again = matter.intake.again.iter().filter(|came| {
        let on = came.on.date();
        on >= since && (from..=until).contains(&on)
    });
    let over = again.clone().filter(|came| came.over_level).count();
    (again.count() as u32, over as u32)
}

impl Review {
    /// Whether its sheet looks at what handling caused, and it still gathers what it looks at.
    pub fn looks_at_causes(&self, ctx: &Context<'_>) -> bool {
        self.sheet(ctx.rules).is_some_and(|sheet| sheet.by_repeats)
    }

    /// What the rule lists and nobody took in or left out yet.
    pub(super) fn listed<'a>(&'a self, ctx: &'a Context<'_>) -> impl Iterator<Item = &'a Caused> {
        let known = |caused: &&Caused| {
            let id = caused.matter.matter;
            let items = self.items.iter().filter_map(Item::reviewed);
            let taken = items
                .map(|reviewed| reviewed.matter)
                .any(|known| known == id);
            taken || self.left_out.iter().any(|left| left.matter == id)
        };
        ctx.facts
            .review
            .caused
            .iter()
            .filter(move |caused| !known(caused))
    }
}

/// What a form offers of it.
pub(super) fn choices(review: &Review, ctx: &Context<'_>) -> Vec<Choice> {
    let told = |caused: &Caused| {
        let unit = ctx.office.unit_name(&caused.matter.unit);
        let over = match caused.over_level {
            0 => String::new(),
            times => format!("，其中越级{times}次"),
        };
        let zh = format!(
            "{}　{unit}　又来{}次{over}",
            caused.matter.number, caused.again
        );
        Choice::plain(&caused.matter.number, &zh)
    };
    review.listed(ctx).map(told).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::given::Story;
    use crate::matter::{Came, Channel};
    use jiff::civil::date;

    fn again(on: Date, over_level: bool) -> Came {
        let channel = Channel::Visit;
        Came {
            on: on.at(9, 0, 0, 0),
            channel,
            over_level,
            heads: 1,
            wants_result: false,
        }
    }

    #[test]
    fn only_what_came_again_after_handling_began_counts_s3_14() {
        let days = (date(2026, 3, 1), date(2026, 3, 31));
        let mut matter = Story::accepted().matter;
        assert_eq!(came_again(&matter, days), (0, 0));
        matter.intake.again = vec![
            again(date(2026, 2, 27), false),
            again(date(2026, 3, 9), false),
            again(date(2026, 3, 20), true),
            again(date(2026, 4, 2), true),
        ];
        assert_eq!(came_again(&matter, days), (2, 1));
        matter.assignments.clear();
        assert_eq!(came_again(&matter, days), (0, 0), "nobody handled it");
    }
}
