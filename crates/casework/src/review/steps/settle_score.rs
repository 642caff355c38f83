//! Settle a score (裁定得分): the chair says what counts. Where the sheets lie far apart, the chair says why.

use super::Event;
use super::score_item::LINES;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::review::item::{Deduction, Line, Settled, counted};
use crate::review::panel::{Part, conflict};
use crate::review::{Review, Stage};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct SettleScore {
    item: String,
    #[serde(default)]
    deductions: Vec<Line>,
    reason: Option<SealedRef>,
    #[serde(default)]
    overturned: bool,
}

/// The chair settled a score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScoreSettled {
    /// Which item.
    pub item: u32,
    /// What cost points.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub deductions: Vec<Deduction>,
    /// What is left of the hundred.
    pub score: u32,
    /// The grade's id.
    pub grade: String,
    /// How far the sheets lay apart.
    pub spread: u32,
    /// Why, where the chair says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<SealedRef>,
    /// Whether the original conclusion changes at its root (S1-15).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub overturned: bool,
}

crate::refusals! {
    NotOpen = "not-open" => "还没有评分，或者评查结果已经公布，现在不能裁定。",
    NotChair = "not-chair" => "得分由主评裁定，您不是本次评查的主评。",
    UnknownItem = "unknown-item" => "没有这一项评查件，请重新选择。",
    Aside = "aside" => "您对这一项应当回避，请由另一名主评裁定。",
    TooFew = "too-few" => "评分的人数还不够，评满评分表规定的人数后再裁定。",
    ReasonMissing = "reason-missing" => "各评查员的评分相差较大，请写明裁定的理由。",
    UnknownCode = "unknown-code" => "有的扣分事由不在评分表里，或者重复，请核对。",
}

impl Step for SettleScore {
    type State = Review;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "settle-score",
        noun: "settling",
        zh: "裁定得分",
        help: "主评参考各评查员的评分确定扣分和得分；评分相差较大的须写明理由。公布以前可以重新裁定。",
        basis: "评查组逐项扣分、评定等次（S3-05）；评分相差多少须说明理由为默认设置，可由本单位调整；复查根本改变原结论的须问责（S1-15）",
        mechanisms: &["S3-05", "S1-15"],
        performer: Performer::Person,
        fields: &[
            Field::new("item", "评查件", Kind::From(Source::Own("items"))),
            Field::new("deductions", "扣分", LINES).optional(),
            Field::new("reason", "裁定理由", Kind::Text { max: 500 }).optional(),
            Field::new("overturned", "根本改变原办理结论", Kind::Flag)
                .optional()
                .help("选“是”的，公布后须对首办责任人开展责任倒查"),
        ],
    };

    fn ground(review: &Review, ctx: &Context<'_>) -> Result<(), Refusal> {
        if review.stage != Stage::Scoring {
            return Err(Refusal::NotOpen);
        }
        let member = ctx.actor.person().and_then(|person| review.member(person));
        let chairs = member.is_some_and(|member| member.part == Part::Chair);
        if chairs { Ok(()) } else { Err(Refusal::NotChair) }
    }

    fn decide(self, review: &Review, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let person = ctx.actor.person().ok_or(Refusal::NotChair)?;
        let member = review.member(person).ok_or(Refusal::NotChair)?;
        let item = review.item(&self.item).ok_or(Refusal::UnknownItem)?;
        let aside = member.aside.contains(&item.number);
        if aside || conflict(item, person, ctx.office, ctx.now.on()).is_some() {
            return Err(Refusal::Aside);
        }
        let sheet = review.sheet(ctx.rules).ok_or(Refusal::UnknownCode)?;
        if item.scored.len() < sheet.reviewers {
            return Err(Refusal::TooFew);
        }
        if item.spread() > sheet.spread && self.reason.is_none() {
            return Err(Refusal::ReasonMissing);
        }
        let counted = counted(sheet, &self.deductions).ok_or(Refusal::UnknownCode)?;
        let grade = sheet.grade(counted.score).ok_or(Refusal::UnknownCode)?;
        Ok(vec![Event::ScoreSettled(ScoreSettled {
            item: item.number,
            deductions: counted.deductions,
            score: counted.score,
            grade: grade.id.clone(),
            spread: item.spread(),
            reason: self.reason,
            overturned: self.overturned,
        })])
    }
}

impl ScoreSettled {
    /// This score counts.
    pub fn evolve(&self, review: &mut Review, _: &Recorded<()>) {
        if let Some(item) = review.item_mut(self.item) {
            item.settled = Some(Settled {
                deductions: self.deductions.clone(),
                score: self.score,
                grade: self.grade.clone(),
                reason: self.reason.clone(),
                overturned: self.overturned,
            });
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use crate::given::{Case, case};
    use crate::refusal::Refused;
    use crate::review::tests::{paneled, scored, scored_by, sheet, settled, verdict};

    const SETTLE: &str = "settle-score";

    #[test]
    fn a_score_under_seventy_is_unqualified_s3_07() {
        let settled = settled().state.items[0].settled.clone().unwrap();
        assert_eq!((settled.score, &*settled.grade), (67, "unqualified"));
    }

    fn settling(person: &str, item: &str) -> Option<Refused> {
        scored().by(person).refused(SETTLE, verdict(item, &[]))
    }

    pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
        vec![
            case("not-open", || paneled().by("prov-leader").refused(SETTLE, sheet("1", &[]))),
            case("not-chair", || settling("prov-clerk", "1")),
            case("unknown-item", || settling("prov-leader", "9")),
            case("aside", || settling("city-head", "1")),
            case("too-few", || {
                let story = scored_by(paneled(), "prov-clerk", "1", &[]);
                story.by("prov-leader").refused(SETTLE, verdict("1", &[]))
            }),
            case("reason-missing", || scored().by("prov-leader").refused(SETTLE, sheet("1", &[]))),
            case("unknown-code", || {
                scored().by("prov-leader").refused(SETTLE, verdict("1", &[("none", 1)]))
            }),
        ]
    };
}
