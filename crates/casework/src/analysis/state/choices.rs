//! What the forms of an analysis offer.

use crate::analysis::about_zh;
use crate::analysis::{Analysis, Finding};
use crate::ids::{PersonId, UnitId};
use crate::matter::Choice;
use crate::office::Post;
use crate::procedure::days_zh;
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
            // The rates of organs below are for their own copies.
            let lines = state.lines.iter();
            let lines = lines.filter(|line| !line.about.starts_with("of:"));
            lines
                .map(|line| Choice::plain(&line.about, &about_zh(&line.about, rules, ctx.office)))
                .collect()
        }
        "findings" => state.findings.iter().map(of).collect(),
        "untasked" => state.untasked().map(of).collect(),
        "owed" => state.owed_by(ctx).map(|(finding, _)| of(finding)).collect(),
        "waiting" => state.waiting().map(of).collect(),
        "receivers" => receivers(state, ctx)
            .iter()
            .map(|receiver| Choice::plain(&receiver.word(), &receiver.zh(ctx)))
            .collect(),
        "unreceived" => state
            .unreceived(ctx)
            .map(|delivery| {
                let sent = delivery.sent.strftime("%Y-%m-%d");
                let zh = format!("{sent} {}", delivery.way.zh());
                Choice::plain(&delivery.number.to_string(), &zh)
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// Somebody an analysis may go to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Receiver {
    /// Which unit.
    pub(crate) unit: UnitId,
    /// Who of it in person.
    pub(crate) to: Option<PersonId>,
    /// Whether all of it may go there.
    pub(crate) whole: bool,
}

impl Receiver {
    /// As a form names it.
    pub(crate) fn word(&self) -> String {
        match &self.to {
            Some(to) => format!("{}/{to}", self.unit),
            None => self.unit.to_string(),
        }
    }

    fn zh(&self, ctx: &Context<'_>) -> String {
        let unit = ctx.office.unit_name(&self.unit);
        let extent = if self.whole {
            "全文"
        } else {
            "本单位部分"
        };
        match &self.to {
            Some(to) => format!(
                "{unit} {}（主要负责人，{extent}）",
                ctx.office.person_name(to)
            ),
            None => format!("{unit}（{extent}）"),
        }
    }
}

/// Whom an analysis may be delivered to and was not yet: the principal leader of each organ directly below, for
/// that organ's own part (S1-35); the offices of its own organ, and who ordered it (S1-42), for all of it.
pub(crate) fn receivers(state: &Analysis, ctx: &Context<'_>) -> Vec<Receiver> {
    let office = ctx.office;
    let mut found = Vec::new();
    for unit in office.children_of(&state.organ) {
        let is_organ = office.unit(unit).is_some_and(|unit| unit.kind.is_organ());
        let to = match is_organ {
            true => leaders(unit, ctx),
            false => Vec::new(),
        };
        let receiver = |to: Option<PersonId>| Receiver {
            unit: unit.clone(),
            to,
            whole: !is_organ,
        };
        match to.is_empty() {
            true => found.push(receiver(None)),
            false => found.extend(to.into_iter().map(|to| receiver(Some(to)))),
        }
    }
    let ordered = state.ordered_by.iter().map(|unit| Receiver {
        unit: unit.clone(),
        to: None,
        whole: true,
    });
    found.retain(|known| Some(&known.unit) != state.ordered_by.as_ref());
    found.extend(ordered);
    let went = |known: &Receiver| {
        let mut all = state.deliveries.iter();
        all.any(|delivery| delivery.unit == known.unit && delivery.to == known.to)
    };
    found.retain(|known| known.unit != state.core.unit && !went(known));
    found
}

/// Who leads an organ today.
fn leaders(organ: &UnitId, ctx: &Context<'_>) -> Vec<PersonId> {
    let colleagues = ctx.office.colleagues_of(organ, ctx.now.on()).into_iter();
    let leads = |post: &Post| post.unit == *organ && ctx.rules.analyses.leader == post.role;
    colleagues
        .filter(|(_, post)| leads(post))
        .map(|(person, _)| person.id.clone())
        .collect()
}

/// Times an analysis may be of: the last twelve months, half-years and quarters, the last of each first, then those
/// that are not over, to the end of the next year, for what is planned: the plan of a year is made before it begins
/// (S1-36). Of months the next twelve; the last year, this one and the next whole. The word is the first day and how
/// many months.
fn periods(today: Date) -> Vec<Choice> {
    let this = today.first_of_month();
    let month = |back: i64| this.saturating_sub(back.months());
    let year = Date::constant(today.year(), 1, 1);
    let within = |months: i64| year.saturating_add(months.months());
    let over = |from: &Date, months: i64| from.saturating_add(months.months()) <= this;
    let behind = |months: i64| {
        let first = (1..=12).map(month);
        first.filter(move |from| i64::from(from.month() - 1) % months == 0 && over(from, months))
    };
    let coming = |months: i64| {
        let first = (0..24 / months).map(move |nth| within(nth * months));
        first.filter(move |from| !over(from, months))
    };
    let times = (1..=12).chain((-11..=0).rev()).map(|back| (month(back), 1));
    let times = times.chain(behind(6).chain(coming(6)).map(|from| (from, 6)));
    let times = times.chain(behind(3).chain(coming(3)).map(|from| (from, 3)));
    let years = [-1, 0, 1].map(|years: i64| year.saturating_add(years.years()));
    let times = times.chain(years.map(|from| (from, 12)));
    times
        .filter_map(|(from, months)| offer(from, months))
        .collect()
}

fn offer(from: Date, months: i64) -> Option<Choice> {
    let word = format!("{from}/{months}");
    let (from, until) = days(&word)?;
    Some(Choice::plain(&word, &days_zh(from, until)))
}

/// The first and the last day of a time as a form names it: its first day, and how many months.
pub fn days(word: &str) -> Option<(Date, Date)> {
    let (from, months) = word.split_once('/')?;
    let from: Date = from.parse().ok().filter(|from: &Date| from.day() == 1)?;
    let months: i64 = months
        .parse()
        .ok()
        .filter(|months| matches!(months, 1 | 3 | 6 | 12))?;
    let after = from.checked_add(months.months()).ok()?;
    Some((from, after.yesterday().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_plan_of_the_next_year_is_made_before_it_begins_s1_36() {
        let offered = periods(Date::constant(2026, 12, 15));
        let offers = |word: &str| offered.iter().any(|choice| choice.value == word);
        for word in [
            "2026-11-01/1",
            "2026-10-01/3",
            "2027-10-01/3",
            "2027-11-01/1",
            "2027-01-01/12",
        ] {
            assert!(offers(word), "{word}");
        }
        assert!(!offers("2028-01-01/3") && !offers("2025-11-01/1"));
        // What is analysed most often stands first.
        assert_eq!(offered[0].value, "2026-11-01/1");
    }
}
