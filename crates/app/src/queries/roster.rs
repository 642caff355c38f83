//! The duty roster (值班表, P-15): a month of it, who is on duty today, by which day an arrival now counts,
//! and the form it is published with.

mod form;
mod month;

pub(crate) use form::holds;
pub use form::{FormDay, RosterForm, form};
pub use month::{Day, Month, RosterPage, roster};

use super::gate::Scope;
use crate::App;
use casework::Actor;
use casework::clocks::{Counted, arriving};
use casework::office::Duty;
use casework::step::{Context, Facts};
use jiff::civil::Date;
use serde::Serialize;

/// How things stand at the gate now.
#[derive(Debug, Clone, Serialize)]
pub struct Standing {
    /// Who is on duty today, and the leader.
    pub duty: Option<(String, String)>,
    /// From which day what arrives now is counted; none where the calendar has no table.
    pub counted_from: Option<String>,
    /// By which rule.
    pub rule_zh: &'static str,
    /// What the rule leaves to do: empty where all is in order.
    pub advice: &'static str,
}

/// How things stand at a gate now.
pub(crate) fn standing(app: &App, scope: &Scope) -> Standing {
    let reader = &scope.reader;
    let (actor, facts) = (Actor::Timer, Facts::default());
    let ctx = Context {
        now: reader.now,
        happened: reader.now.local,
        actor: &actor,
        office: &reader.office,
        rules: app.rules(),
        calendar: app.calendar(),
        facts: &facts,
    };
    let counted = arriving(&scope.unit, reader.now.local, &ctx).ok();
    let duty = reader.office.on_duty(&scope.unit, reader.on());
    Standing {
        duty: duty.map(|duty| names(scope, duty)),
        counted_from: counted.map(|(_, due)| in_words(due.due_on)),
        rule_zh: counted.map_or("日历里没有今年的放假安排", |(rule, _)| {
            rule.zh()
        }),
        advice: match counted {
            Some((Counted::NextWorkingDay, _)) => {
                "特急件不等：按小时计时，请找本机关能批示的领导。"
            }
            _ => "",
        },
    }
}

/// The names of a duty.
fn names(scope: &Scope, duty: &Duty) -> (String, String) {
    let office = &scope.reader.office;
    let name = |id| office.person_name(id).to_owned();
    (name(&duty.person), name(&duty.leader))
}

/// 2026年3月9日 星期一.
fn in_words(on: Date) -> String {
    let (year, month, day) = (on.year(), on.month(), on.day());
    format!("{year}年{month}月{day}日 {}", weekday(on))
}

fn weekday(on: Date) -> &'static str {
    const DAYS: [&str; 7] = [
        "星期一",
        "星期二",
        "星期三",
        "星期四",
        "星期五",
        "星期六",
        "星期日",
    ];
    DAYS[usize::from(on.weekday().to_monday_zero_offset().unsigned_abs())]
}

/// The first day of a month written `2026-03`.
fn month_of(written: &str) -> Option<Date> {
    format!("{written}-01").parse().ok()
}

/// A month as an address writes it.
fn written(on: Date) -> String {
    format!("{:04}-{:02}", on.year(), on.month())
}
