//! Everything that can happen to a case review, one file an act.

use super::{Item, Review, caused};
use crate::clocks;
use crate::ids::UnitId;
use crate::matter::Choice;
use crate::office::Office;
use crate::procedure::ladder;
use crate::step::Context;

crate::steps! {
    Review;
    open::OpenReview => ReviewOpened = "review.opened.v1";
    add_items::AddItems => ItemsAdded = "review.items-added.v1";
    add_outside::AddOutside => OutsideAdded = "review.outside-added.v1";
    include_caused::IncludeCaused => ;
    leave_caused::LeaveCaused => CausedLeft = "review.caused-left.v1";
    fix_population::FixPopulation => PopulationFixed = "review.population-fixed.v1";
    draw_items::DrawItems => ItemsDrawn = "review.drawn.v1";
    name_panel::NamePanel => PanelNamed = "review.panel-named.v1";
    report_self_check::ReportSelfCheck => SelfChecked = "review.self-checked.v1";
    score_item::ScoreItem => ItemScored = "review.item-scored.v1";
    settle_score::SettleScore => ScoreSettled = "review.score-settled.v1";
    publish::PublishReview => ReviewPublished = "review.published.v1";
    draft_notice::DraftNotice => NoticeDrafted = "review.notice-drafted.v1";
    sign_notice::SignNotice => NoticeSigned = "review.notice-signed.v1";
    acknowledge_notice::AcknowledgeNotice => NoticeAcknowledged = "review.notice-acknowledged.v1";
    rectify::Rectify => Rectified = "review.rectified.v1";
    judge_rectification::JudgeRectification =>
        RectificationAccepted = "review.rectification-accepted.v1",
        RectificationRefused = "review.rectification-refused.v1";
    open_investigation::OpenInvestigation => InvestigationOpened = "review.investigation-opened.v1";
    hold_accountable::HoldAccountable => AccountabilityDecided = "review.accountability-decided.v1";
    end::EndReview => ReviewEnded = "review.ended.v1";
    call_off::CallOffReview => ReviewCalledOff = "review.called-off.v1";
    @also clocks {
        ClockOpened = "review.clock-opened.v1",
        ClockEnded = "review.clock-ended.v1",
        ClockWarned = "review.clock-warned.v1",
        ClockLapsed = "review.clock-lapsed.v1",
        ClockMoved = "review.clock-moved.v1"
    }
    @also ladder {
        SlipDrafted = "review.slip-drafted.v1",
        RungHeld = "review.rung-held.v1",
        DraftWithdrawn = "review.draft-withdrawn.v1",
        SlipSigned = "review.slip-signed.v1",
        SlipAnswered = "review.slip-answered.v1",
        AnswerAccepted = "review.answer-accepted.v1",
        AnswerRefused = "review.answer-refused.v1",
        Urged = "review.promise-urged.v1"
    }
}

/// What a list of the noun's own offers. Items are told by number and unit alone: a matter's number is
/// shown to whoever may see the matter, and a form does not know that.
pub(super) fn choices(review: &Review, list: &str, ctx: &Context<'_>) -> Vec<Choice> {
    let item = |item: &Item| {
        let unit = match &item.of {
            super::Of::Matter(matter) => ctx.office.unit_name(&matter.unit),
            super::Of::Outside(outside) => &outside.department,
        };
        Choice::plain(
            &item.number.to_string(),
            &format!("第{}项　{unit}", item.number),
        )
    };
    let items = review.items.iter();
    match list {
        "sheets" => {
            let sheets = ctx.rules.sheets.iter();
            sheets
                .map(|sheet| Choice::plain(&sheet.id, &sheet.name))
                .collect()
        }
        "items" => items.map(item).collect(),
        "organs" => below(review, ctx),
        "caused" => caused::choices(review, ctx),
        "answers" => {
            let answers = review
                .sheet(ctx.rules)
                .into_iter()
                .flat_map(|sheet| &sheet.answers);
            answers
                .map(|answer| Choice::plain(&answer.id, &answer.name))
                .collect()
        }
        "own-items" => items
            .filter(|item| is_own(review, item, ctx))
            .map(item)
            .collect(),
        "codes" => {
            let dimensions = review
                .sheet(ctx.rules)
                .into_iter()
                .flat_map(|sheet| &sheet.dimensions);
            let reasons = dimensions.flat_map(|dimension| &dimension.deductions);
            reasons
                .map(|reason| Choice::plain(&reason.code, &reason.name))
                .collect()
        }
        _ => Vec::new(),
    }
}

/// The organ that runs it, its offices and all below: departments and towns are drawn by unit.
fn below(review: &Review, ctx: &Context<'_>) -> Vec<Choice> {
    let own = &review.core.unit;
    let own = ctx.office.organ_of(own).unwrap_or(own);
    let units = ctx.office.units.values();
    let within = units.filter(|unit| unit.id != *own && ctx.office.is_above(own, &unit.id));
    within
        .map(|unit| Choice::plain(unit.id.as_str(), &unit.name))
        .collect()
}

/// Whether whoever acts speaks for the unit that answers for an item; for a department without account,
/// whoever runs the session records what came on paper.
pub(super) fn is_own(review: &Review, item: &Item, ctx: &Context<'_>) -> bool {
    let Some(unit) = ctx.actor.unit() else {
        return false;
    };
    match item.unit() {
        Some(owner) => speaks_for(unit, owner, ctx.office),
        None => ctx.office.organ_of(unit) == ctx.office.organ_of(&review.core.unit),
    }
}

/// Whether people of a unit speak for another: it is the same, or the organ's own where that is an organ.
fn speaks_for(unit: &UnitId, owner: &UnitId, office: &Office) -> bool {
    unit == owner || office.organ_of(unit) == Some(owner)
}
