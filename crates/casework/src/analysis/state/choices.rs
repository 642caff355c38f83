//! What the forms of an analysis offer.

use crate::analysis::about_zh;
use crate::analysis::{Analysis, Finding};
use crate::matter::Choice;
use crate::step::Context;
use jiff::ToSpan;
use jiff::civil::Date;

/// What a list of its own offers now.
pub(super) fn offered(state: &Analysis, list: &str, ctx: &Context<'_>) -> Vec<Choice> {
    let rules = ctx.rules;
    let of = |finding: &Finding| {
        let (section, about) = (
            rules.analyses.section_zh(&finding.section),
            about_zh(&finding.about, rules, ctx.office),
        );
        let number = finding.number.to_string();
        Choice::plain(&number, &format!("{number}. {section}：{about}"))
    };
    match list {
        "kinds" => {
            let kinds = rules.analyses.kinds.iter();
            kinds
                .map(|kind| Choice::plain(&kind.id, &kind.name))
                .collect()
        }
        "periods" => periods(ctx.now.local.date()),
        "sections" => {
            let kind = rules.analyses.kind(&state.kind);
            let sections = kind.into_iter().flat_map(|kind| &kind.sections);
            sections
                .map(|id| Choice::plain(id, rules.analyses.section_zh(id)))
                .collect()
        }
        "abouts" => {
            let lines = state.lines.iter();
            lines
                .map(|line| Choice::plain(&line.about, &about_zh(&line.about, rules, ctx.office)))
                .collect()
        }
        "findings" => state.findings.iter().map(of).collect(),
        "untasked" => state.untasked().map(of).collect(),
        "owed" => state.owed_by(ctx).map(|(finding, _)| of(finding)).collect(),
        "waiting" => state.waiting().map(of).collect(),
        _ => Vec::new(),
    }
}

/// Times that lie behind: the last twelve months, and the last two half-years. The word is the first day and how
/// many months.
fn periods(today: Date) -> Vec<Choice> {
    let this = today.first_of_month();
    let month = |back: i64| this.saturating_sub(back.months());
    let mut offered: Vec<Choice> = (1..=12)
        .map(|back| {
            let from = month(back);
            let zh = format!("{}年{}月", from.year(), from.month());
            Choice::plain(&format!("{from}/1"), &zh)
        })
        .collect();
    let halves = (1..=12)
        .map(month)
        .filter(|from| matches!(from.month(), 1 | 7));
    let over = halves.filter(|from| from.saturating_add(6.months()) <= this);
    offered.extend(over.map(|from| {
        let half = if from.month() == 1 {
            "上半年"
        } else {
            "下半年"
        };
        Choice::plain(&format!("{from}/6"), &format!("{}年{half}", from.year()))
    }));
    offered
}

/// The first and the last day of a time as a form names it: its first day, and how many months.
pub fn days(word: &str) -> Option<(Date, Date)> {
    let (from, months) = word.split_once('/')?;
    let from: Date = from.parse().ok().filter(|from: &Date| from.day() == 1)?;
    let months: i64 = months
        .parse()
        .ok()
        .filter(|months| matches!(months, 1 | 6))?;
    let after = from.checked_add(months.months()).ok()?;
    Some((from, after.yesterday().ok()?))
}
