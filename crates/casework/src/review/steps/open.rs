//! Open a case review (召开评查会): by which sheet, over which days, where the panel meets.

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::ids::UnitId;
use crate::procedure::sight_of;
use crate::review::{Review, Stage, Venue};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct OpenReview {
    sheet: String,
    venue: Venue,
    from: Date,
    until: Date,
    title: Option<SealedRef>,
}

/// A case review was opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewOpened {
    /// Its number.
    pub number: String,
    /// By which sheet.
    pub sheet: String,
    /// Where the panel meets.
    pub venue: Venue,
    /// The unit that runs it.
    pub unit: UnitId,
    /// Who may know all of it.
    pub sight: Vec<UnitId>,
    /// The first day it looks at.
    pub from: Date,
    /// The last.
    pub until: Date,
    /// What it is called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<SealedRef>,
}

crate::refusals! {
    Opened = "opened" => "评查会已经召开。",
    NoPerson = "no-person" => "评查会须由工作人员召开。",
    UnknownSheet = "unknown-sheet" => "没有这种评分表，请重新选择。",
    PeriodReversed = "period-reversed" => "截止日早于起始日，请更正。",
}

impl Step for OpenReview {
    type State = Review;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "open-review",
        noun: "opening",
        zh: "召开评查会",
        help: "选定评分表和所查的时段，生成评查编号；之后列入评查件、确定评查组、逐件评分、公布结果。",
        basis: "纪委监委与信访部门每月对初次信访办理情况“一案一评”（S3-02）；可以现场评查，也可以线上评查（S3-08）",
        mechanisms: &["S3-02", "S3-08"],
        performer: Performer::Person,
        fields: &[
            Field::new("sheet", "评分表", Kind::From(Source::Own("sheets"))),
            Field::new("venue", "评查方式", Kind::Choice(Venue::CODES)),
            Field::new("from", "所查时段起", Kind::Date),
            Field::new("until", "所查时段止", Kind::Date),
            Field::new("title", "名称", Kind::Line { max: 60 })
                .optional()
                .help("不填时以评分表和时段为名；不得写入举报人、被反映人信息"),
        ],
    };

    fn ground(review: &Review, _: &Context<'_>) -> Result<(), Refusal> {
        if review.core.number.is_empty() { Ok(()) } else { Err(Refusal::Opened) }
    }

    fn decide(self, _: &Review, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let (Some(unit), Some(number)) = (ctx.actor.unit(), ctx.facts.number.clone()) else {
            return Err(Refusal::NoPerson);
        };
        if ctx.rules.sheet(&self.sheet).is_none() {
            return Err(Refusal::UnknownSheet);
        }
        if self.until < self.from {
            return Err(Refusal::PeriodReversed);
        }
        Ok(vec![Event::ReviewOpened(ReviewOpened {
            number,
            sheet: self.sheet,
            venue: self.venue,
            unit: unit.clone(),
            sight: sight_of(unit, ctx),
            from: self.from,
            until: self.until,
            title: self.title,
        })])
    }
}

impl ReviewOpened {
    /// It begins.
    pub fn evolve(&self, review: &mut Review, record: &Recorded<()>) {
        review.core.number.clone_from(&self.number);
        review.core.unit = self.unit.clone();
        review.core.sight.clone_from(&self.sight);
        review.core.opened = record.happened;
        review.sheet.clone_from(&self.sheet);
        review.venue = self.venue;
        review.title.clone_from(&self.title);
        review.period = Some((self.from, self.until));
        review.stage = Stage::Opened;
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::given::proceeding::Proceeding;
    use crate::given::{Case, case, sealed};
    use serde_json::{Value, json};

    const OPEN: &str = OpenReview::ACT.name;

    /// By another sheet.
    pub(crate) fn opened_by(sheet: &str) -> Proceeding<Review> {
        new().act("prov-head", OPEN, fields(sheet, "2026-01-01", "2026-03-31"))
    }

    pub(crate) fn opened() -> Proceeding<Review> {
        new().act("prov-head", OPEN, february())
    }

    #[test]
    fn it_is_numbered_and_runs_until_its_results_are_due_s3_02() {
        let core = &opened().state.core;
        assert_eq!(core.number, "PC-prov-2026-0001");
        assert!(core.clocks.iter().any(|clock| clock.rule == "review-publish" && clock.is_open()));
    }

    fn fields(sheet: &str, from: &str, until: &str) -> Value {
        json!({"sheet": sheet, "venue": "online", "from": from, "until": until, "title": sealed(1)})
    }

    fn february() -> Value {
        fields("case-review", "2026-02-01", "2026-02-28")
    }

    fn reversed() -> Value {
        fields("case-review", "2026-02-28", "2026-02-01")
    }

    fn new() -> Proceeding<Review> {
        Proceeding::new().by("prov-head")
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("opened", || opened().by("prov-head").refused(OPEN, february())),
            case("no-person", || new().timer().refused(OPEN, february())),
            case("unknown-sheet", || new().refused(OPEN, fields("none", "2026-02-01", "2026-02-28"))),
            case("period-reversed", || new().refused(OPEN, reversed())),
        ]
    };
}
