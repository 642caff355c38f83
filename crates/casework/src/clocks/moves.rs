//! Clocks that an approval moves: an extension (延期) sets a new date, a pause (中止) keeps what is left of
//! a term and counts it again, by the calendar, from the day handling goes on.

use super::consequences::{Reckoned, reckon, warnings};
use super::events::clock_mut;
use super::ladder::rungs;
use super::promising::Promising;
use super::{Clock, RungDay};
use crate::matter::Matter;
use crate::matter::steps::Event;
use crate::rules::ClockRule;
use crate::step::{Context, Recorded};
use calendar::{OutOfTable, Term};
use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

/// What a clock is counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// Its rule's term from when it opened.
    Rule,
    /// What a pause left of the term, from when handling went on.
    Left {
        /// Since when.
        from: DateTime,
        /// What was left.
        term: Term,
    },
    /// The term its event gave instead of its rule: the time to answer a slip.
    Said(Term),
    /// A date that was approved.
    Until(Date),
}

/// A clock that stands still.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paused {
    /// Since when.
    pub at: DateTime,
    /// What is left of its term.
    pub left: Term,
}

/// An approved extension moved the clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockExtended {
    /// Which clock.
    pub number: u32,
    /// The due time before.
    pub was: DateTime,
    /// The due time now.
    pub due: DateTime,
    /// Whether the day lies beyond the published calendar.
    pub provisional: bool,
    /// Days of warning now.
    pub warn_on: Vec<Date>,
    /// The days of its ladder now.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rungs: Vec<RungDay>,
}

/// An approved pause stopped the clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockPaused {
    /// Which clock.
    pub number: u32,
    /// What is left of its term.
    pub left: Term,
}

/// The clock goes on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockResumed {
    /// Which clock.
    pub number: u32,
    /// What was left, counted from now.
    pub left: Term,
    /// The due time before the pause.
    pub was: DateTime,
    /// The due time now.
    pub due: DateTime,
    /// Whether an unpublished day was counted.
    pub provisional: bool,
    /// Days of warning now.
    pub warn_on: Vec<Date>,
    /// The days of its ladder now.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rungs: Vec<RungDay>,
}

/// The extension of a clock to a day.
pub fn extended(matter: &Matter, number: u32, until: Date, ctx: &Context<'_>) -> Option<Event> {
    let clock = matter.clocks.iter().find(|clock| clock.number == number)?;
    let rule = ctx.rules.clock(&clock.rule)?;
    let now = until_day(matter, clock, rule, until, ctx);
    Some(Event::ClockExtended(ClockExtended {
        number,
        was: clock.due,
        due: now.due,
        provisional: now.provisional,
        warn_on: now.warn_on,
        rungs: now.rungs,
    }))
}

/// Stops every clock of the handling that is not overdue: what was already late stays late.
///
/// # Errors
/// The calendar has no table for the days between.
pub fn paused(matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, OutOfTable> {
    let kept = |clock: &&Clock| !clock.lapsed && ctx.happened <= clock.due;
    let mut events = Vec::new();
    for clock in matter.movable_clocks(ctx.rules).filter(kept) {
        let Some(rule) = ctx.rules.clock(&clock.rule) else {
            continue;
        };
        let left = left_of(clock, rule, ctx)?;
        let number = clock.number;
        events.push(Event::ClockPaused(ClockPaused { number, left }));
    }
    Ok(events)
}

/// What is left of a clock's term: working days of a term in working days, days of one in days or
/// months, begun hours of one in hours.
fn left_of(clock: &Clock, rule: &ClockRule, ctx: &Context<'_>) -> Result<Term, OutOfTable> {
    let (today, due) = (ctx.happened.date(), clock.due.date());
    let count = |number: i64| u32::try_from(number).unwrap_or(0);
    let term = match clock.basis {
        Basis::Rule => rule.term,
        Basis::Said(term) => term,
        Basis::Left { term, .. } => term,
        Basis::Until(_) => Term::CalendarDays(0),
    };
    Ok(match term {
        Term::WorkingDays(_) => {
            let region = ctx.office.unit(&clock.owner).map(|unit| &*unit.region);
            let days = ctx.calendar.working_days_between(today, due, region)?;
            Term::WorkingDays(count(days))
        }
        Term::CalendarDays(_) | Term::Months(_) => {
            Term::CalendarDays(count((due - today).get_days().into()))
        }
        Term::Hours(_) => {
            let minutes = clock.due.duration_since(ctx.happened).as_mins();
            Term::Hours(count((minutes + 59) / 60))
        }
    })
}

/// Lets every paused clock go on.
///
/// # Errors
/// What is left ends after the last day the calendar can tell.
pub fn resumed(matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, OutOfTable> {
    let mut events = Vec::new();
    for clock in matter.clocks.iter().filter(|clock| clock.is_open()) {
        let (Some(paused), Some(rule)) = (clock.paused, ctx.rules.clock(&clock.rule)) else {
            continue;
        };
        let term = (ctx.happened, paused.left);
        let now = reckon(matter, rule, &clock.owner, term, None, ctx)?;
        events.push(Event::ClockResumed(ClockResumed {
            number: clock.number,
            left: paused.left,
            was: clock.due,
            due: now.due,
            provisional: now.provisional,
            warn_on: now.warn_on,
            rungs: now.rungs,
        }));
    }
    Ok(events)
}

/// What a clock comes to under the rules and the calendar in force.
pub(super) fn reckoned<T: Promising>(
    state: &T,
    clock: &Clock,
    rule: &ClockRule,
    ctx: &Context<'_>,
) -> Result<Reckoned, OutOfTable> {
    match clock.basis {
        Basis::Rule => reckon(
            state,
            rule,
            &clock.owner,
            (clock.from, rule.term),
            Some(clock),
            ctx,
        ),
        Basis::Said(term) => reckon(state, rule, &clock.owner, (clock.from, term), None, ctx),
        Basis::Left { from, term } => reckon(state, rule, &clock.owner, (from, term), None, ctx),
        Basis::Until(until) => Ok(until_day(state, clock, rule, until, ctx)),
    }
}

/// An approved date stands whatever the calendar says; only its warnings move.
fn until_day<T: Promising>(
    state: &T,
    clock: &Clock,
    rule: &ClockRule,
    until: Date,
    ctx: &Context<'_>,
) -> Reckoned {
    Reckoned {
        due: until.at(23, 59, 59, 0),
        provisional: until > ctx.calendar.published_until(),
        warn_on: warnings(rule, &clock.owner, (clock.from.date(), until), ctx),
        rungs: rungs(state, rule, &clock.owner, until, ctx),
        counted: clock.counted,
    }
}

impl ClockExtended {
    /// Sets the approved date. What it warned of before is warned of again.
    pub fn evolve(&self, matter: &mut Matter, record: &Recorded<()>) {
        if let Some(clock) = clock_mut(matter, self.number) {
            clock.basis = Basis::Until(self.due.date());
            moved(
                clock,
                self.due,
                self.provisional,
                (&self.warn_on, &self.rungs),
                record.happened,
            );
        }
    }
}

impl ClockPaused {
    /// The clock stands still.
    pub fn evolve(&self, matter: &mut Matter, record: &Recorded<()>) {
        if let Some(clock) = clock_mut(matter, self.number) {
            clock.paused = Some(Paused {
                at: record.happened,
                left: self.left,
            });
        }
    }
}

impl ClockResumed {
    /// What was left counts from now.
    pub fn evolve(&self, matter: &mut Matter, record: &Recorded<()>) {
        if let Some(clock) = clock_mut(matter, self.number) {
            clock.paused = None;
            clock.basis = Basis::Left {
                from: record.happened,
                term: self.left,
            };
            moved(
                clock,
                self.due,
                self.provisional,
                (&self.warn_on, &self.rungs),
                record.happened,
            );
        }
    }
}

fn moved(
    clock: &mut Clock,
    due: DateTime,
    provisional: bool,
    (warn_on, rungs): (&[Date], &[RungDay]),
    at: DateTime,
) {
    clock.due = due;
    clock.provisional = provisional;
    clock.warn_on = warn_on.to_vec();
    clock.warned = warn_on.iter().filter(|on| **on < at.date()).count();
    clock.lapsed &= due < at;
    clock.climb.moved(rungs, !clock.lapsed);
}

#[cfg(test)]
mod tests;
