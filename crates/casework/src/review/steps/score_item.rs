//! Score an item (评分): each member of the panel fills a sheet of their own; the last one filled counts.

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::ids::PersonId;
use crate::review::item::{Deduction, Line, Scored, counted};
use crate::review::panel::{Conflict, Part, conflict};
use crate::review::{Review, Stage};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct ScoreItem {
    item: String,
    #[serde(default)]
    deductions: Vec<Line>,
    remark: Option<SealedRef>,
}

/// A reviewer scored an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemScored {
    /// Which item.
    pub item: u32,
    /// Who scored.
    pub by: PersonId,
    /// What cost points.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub deductions: Vec<Deduction>,
    /// What is left of the hundred.
    pub score: u32,
    /// What the reviewer remarked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remark: Option<SealedRef>,
}

crate::refusals! {
    NotOpen = "not-open" => "还没有确定评查组，或者评查结果已经公布，现在不能评分。",
    NotSeated = "not-seated" => "您不是本次评查的评查员，不能评分；列席人员只看不评。",
    UnknownItem = "unknown-item" => "没有这一项评查件，请重新选择。",
    Aside = "aside" => "您对这一项已经回避，由其他评查员评分。",
    Recused = "recused" => "您对这一项应当回避，不能评分。",
    Handled = "handled" => "您办理过这一项，不能评分。",
    Signed = "signed" => "您在这一项上签过字，不能评分。",
    SameUnit = "same-unit" => "您与这一项同属一个单位，不能评分。",
    Settled = "settled" => "这一项已经裁定得分，不能再评。",
    UnknownCode = "unknown-code" => "有的扣分事由不在评分表里，或者重复，请核对。",
}

impl From<Conflict> for Refusal {
    fn from(conflict: Conflict) -> Self {
        match conflict {
            Conflict::Recused => Self::Recused,
            Conflict::Handled => Self::Handled,
            Conflict::Signed => Self::Signed,
            Conflict::SameUnit => Self::SameUnit,
        }
    }
}

/// The lines of a sheet.
pub(super) const LINES: Kind = Kind::Group {
    fields: &[
        Field::new("code", "扣分事由", Kind::From(Source::Own("codes"))),
        Field::new("count", "处数", Kind::Number { min: 0, max: 20 })
            .optional()
            .help("有几处扣几次；不填不扣分"),
    ],
    min: 0,
    max: 60,
};

impl Step for ScoreItem {
    type State = Review;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "score-item",
        noun: "sheet",
        zh: "评分",
        help: "按评分表逐项扣分，总分一百分，每个方面最多扣完本方面的分。再次评分以最后一次为准。",
        basis: "按《评分表》五个方面逐项扣分（S3-05）；扣分事由和分值为默认设置，可由本单位调整",
        mechanisms: &["S3-05", "S3-27"],
        performer: Performer::Person,
        fields: &[
            Field::new("item", "评查件", Kind::From(Source::Own("items"))),
            Field::new("deductions", "扣分", LINES).optional(),
            Field::new("remark", "评语", Kind::Text { max: 500 }).optional(),
        ],
    };

    fn ground(review: &Review, ctx: &Context<'_>) -> Result<(), Refusal> {
        let open = matches!(review.stage, Stage::Opened | Stage::Scoring);
        if !open || review.panel.is_empty() {
            return Err(Refusal::NotOpen);
        }
        let member = ctx.actor.person().and_then(|person| review.member(person));
        let scores = member.is_some_and(|member| member.part != Part::Observer);
        if scores { Ok(()) } else { Err(Refusal::NotSeated) }
    }

    fn decide(self, review: &Review, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let person = ctx.actor.person().ok_or(Refusal::NotSeated)?;
        let member = review.member(person).ok_or(Refusal::NotSeated)?;
        let item = review.item(&self.item).ok_or(Refusal::UnknownItem)?;
        if member.aside.contains(&item.number) {
            return Err(Refusal::Aside);
        }
        if let Some(found) = conflict(item, person, ctx.office, ctx.now.on()) {
            return Err(found.into());
        }
        if item.settled.is_some() {
            return Err(Refusal::Settled);
        }
        let sheet = review.sheet(ctx.rules).ok_or(Refusal::UnknownCode)?;
        let counted = counted(sheet, &self.deductions).ok_or(Refusal::UnknownCode)?;
        Ok(vec![Event::ItemScored(ItemScored {
            item: item.number,
            by: person.clone(),
            deductions: counted.deductions,
            score: counted.score,
            remark: self.remark,
        })])
    }
}

impl ItemScored {
    /// The last sheet of each reviewer counts.
    pub fn evolve(&self, review: &mut Review, _: &Recorded<()>) {
        review.stage = Stage::Scoring;
        let Some(item) = review.item_mut(self.item) else {
            return;
        };
        item.scored.retain(|sheet| sheet.by != self.by);
        item.scored.push(Scored {
            by: self.by.clone(),
            deductions: self.deductions.clone(),
            score: self.score,
            remark: self.remark.clone(),
        });
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::add_items::tests::gathered;
    use super::super::name_panel::tests::seat;
    use crate::given::{Case, case};
    use crate::refusal::Refused;
    use crate::review::tests::{paneled, scored_by, settled, sheet};

    const SCORE: &str = "score-item";

    #[test]
    fn the_last_sheet_of_each_reviewer_counts_and_the_spread_is_seen_s3_05() {
        let story = scored_by(paneled(), "prov-clerk", "1", &[("no-reply", 1)]);
        let story = scored_by(story, "prov-clerk", "1", &[("delayed", 1), ("thin-evidence", 0)]);
        let story = scored_by(story, "prov-leader", "1", &[]);
        let item = &story.state.items[0];
        assert_eq!(item.scored.len(), 2);
        assert_eq!((item.spread(), item.mean()), (5, Some(98)));
    }

    fn scoring(person: &str, item: &str) -> Option<Refused> {
        let story = paneled().act("prov-head", "name-panel", seat("county-b-head", "observer", &[]));
        story.by(person).refused(SCORE, sheet(item, &[]))
    }

    /// A member who came to have to do with an item after they were named.
    fn later(change: fn(&mut crate::review::Reviewed)) -> Option<Refused> {
        let mut story = paneled().by("prov-clerk");
        if let crate::review::Of::Matter(matter) = &mut story.state.items[0].of {
            change(matter);
        }
        story.refused(SCORE, sheet("1", &[]))
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("not-open", || gathered().by("prov-clerk").refused(SCORE, sheet("1", &[]))),
            case("not-seated", || scoring("county-b-head", "1")),
            case("unknown-item", || scoring("prov-clerk", "9")),
            case("aside", || scoring("city-head", "1")),
            case("recused", || later(|matter| matter.recused.push("prov-clerk".into()))),
            case("handled", || later(|matter| matter.handled.push("prov-clerk".into()))),
            case("signed", || later(|matter| matter.signed.push("prov-clerk".into()))),
            case("same-unit", || later(|matter| matter.unit = "prov-petition".into())),
            case("settled", || settled().by("prov-clerk").refused(SCORE, sheet("1", &[]))),
            case("unknown-code", || {
                paneled().by("prov-clerk").refused(SCORE, sheet("1", &[("none", 1)]))
            }),
        ]
    };
}
