//! Which clocks an event ends and opens, and what a timer has to record now.

use super::promising::{Owed, Promising};
use super::{
    Clock, ClockEnded, ClockLapsed, ClockMoved, ClockOpened, ClockWarned, Counted, RungDay,
    TIME_OVER, ladder, moves, same_day,
};
use crate::actor::Actor;
use crate::escalation::{self, SlipEvent, Supervised};
use crate::ids::UnitId;
use crate::refusal::Refused;
use crate::rules::{ClockRule, Owner};
use crate::step::Context;
use calendar::{OutOfTable, Term};
use jiff::civil::{Date, DateTime};

/// The clock events that follow from `event`, seen on the state after it.
///
/// # Errors
/// The calendar has no table for the day the clock would count from.
pub fn follow<T: Supervised>(
    after: &T,
    event: &T::Event,
    ctx: &Context<'_>,
) -> Result<Vec<T::Event>, Refused> {
    let name = T::name_of(event);
    let ended: Vec<u32> = after
        .clocks()
        .iter()
        .filter(|clock| clock.is_open() && is_ended(after, clock, event, ctx))
        .map(|clock| clock.number)
        .collect();
    let mut opened: Vec<ClockOpened> = Vec::new();
    for rule in &ctx.rules.clocks {
        let may_open = (rule.outlives || !after.is_over()) && !after.is_void();
        let opens = may_open && rule.opened_by.iter().any(|by| by == name);
        if !opens || !rule.when.iter().all(|condition| after.holds(*condition)) {
            continue;
        }
        for owed in owed(after, rule.owner, event, ctx) {
            if runs(after, (rule, &owed), &ended, &opened) {
                continue;
            }
            let number = (after.clocks().len() + opened.len() + 1) as u32;
            let within = within::<T>(rule.owner, event);
            opened.push(open(after, rule, number, (owed, within), ctx)?);
        }
    }
    let ended = ended.into_iter().map(|number| {
        let by = name.to_owned();
        ClockEnded { number, by }.into()
    });
    Ok(ended.chain(opened.into_iter().map(Into::into)).collect())
}

fn is_ended<T: Supervised>(after: &T, clock: &Clock, event: &T::Event, ctx: &Context<'_>) -> bool {
    let name = T::name_of(event);
    let rule = ctx.rules.clock(&clock.rule);
    let discharged = rule.is_none_or(|rule| {
        rule.discharged_by.iter().any(|by| by == name) && keeps(after, rule, clock, event)
    });
    let outlives = rule.is_some_and(|rule| rule.outlives);
    discharged || (after.is_over() && !outlives) || after.is_void() || T::begins_again(event)
}

/// An answer is kept by the answer to its slip. What was accepted of one slip answers every other slip
/// about the same promise.
fn keeps<T: Supervised>(after: &T, rule: &ClockRule, clock: &Clock, event: &T::Event) -> bool {
    match T::of_slip(event) {
        Some(SlipEvent::Answered(answered)) => clock.about == Some(answered.slip),
        Some(SlipEvent::Accepted(accepted)) => clock
            .about
            .is_some_and(|slip| after.share(slip, accepted.slip)),
        _ => after.keeps(rule, clock, event),
    }
}

/// Each slip has a time to answer of its own.
fn owed<T: Supervised>(after: &T, owner: Owner, event: &T::Event, ctx: &Context<'_>) -> Vec<Owed> {
    match T::of_slip(event).filter(|_| owner == Owner::Addressee) {
        Some(SlipEvent::Signed(signed)) => vec![Owed::by(&signed.to, Some(signed.slip))],
        Some(SlipEvent::Refused(refused)) => vec![Owed::by(&refused.to, Some(refused.slip))],
        _ => after.owed(owner, event, ctx),
    }
}

/// A slip says how long its answer may take.
fn within<T: Promising>(owner: Owner, event: &T::Event) -> Option<Term> {
    match T::of_slip(event).filter(|_| owner == Owner::Addressee) {
        Some(SlipEvent::Signed(signed)) => Some(signed.answer),
        Some(SlipEvent::Refused(refused)) => Some(refused.answer),
        _ => T::within(owner, event),
    }
}

/// Whether a clock of this rule about the same thing is open and not ended by what already follows.
fn runs<T: Promising>(
    after: &T,
    (rule, owed): (&ClockRule, &Owed),
    ended: &[u32],
    opened: &[ClockOpened],
) -> bool {
    let opened = opened
        .iter()
        .any(|clock| clock.rule == rule.id && clock.about == owed.about);
    let running = || {
        after.clocks().iter().any(|clock| {
            let same = clock.rule == rule.id && clock.about == owed.about;
            same && clock.is_open() && !ended.contains(&clock.number)
        })
    };
    !owed.beside && (opened || running())
}

fn open<T: Promising>(
    state: &T,
    rule: &ClockRule,
    number: u32,
    (owed, within): (Owed, Option<Term>),
    ctx: &Context<'_>,
) -> Result<ClockOpened, Refused> {
    let carried = state.carried_from(rule);
    let from = carried.map_or(counted_from(ctx), |first| first.min(counted_from(ctx)));
    let term = within.unwrap_or(rule.term);
    let reckoned = reckon(state, rule, &owed.unit, (from, term), None, ctx);
    let reckoned = reckoned.map_err(|_| BEFORE_TABLES)?;
    Ok(ClockOpened {
        number,
        rule: rule.id.clone(),
        owner: owed.unit,
        from,
        due: reckoned.due,
        provisional: reckoned.provisional,
        warn_on: reckoned.warn_on,
        catalogue: ctx.rules.version.clone(),
        calendar: ctx.calendar.version().to_owned(),
        counted: reckoned.counted,
        about: owed.about,
        rungs: reckoned.rungs,
        within,
    })
}

/// Clocks count from when something happened, not from when it was entered (P-09). What an old book
/// brings is owed from the day it is brought in: the office that kept the book met or missed its own
/// terms, and a morning sheet full of past years helps nobody.
fn counted_from(ctx: &Context<'_>) -> DateTime {
    match ctx.actor {
        Actor::Import { .. } => ctx.now.local,
        Actor::Citizen
        | Actor::Reporter
        | Actor::Person { .. }
        | Actor::Timer
        | Actor::Partner { .. }
        | Actor::Console => ctx.happened,
    }
}

/// When a clock is due, and on which days its owner is warned.
pub(super) struct Reckoned {
    pub(super) due: DateTime,
    pub(super) provisional: bool,
    pub(super) warn_on: Vec<Date>,
    pub(super) rungs: Vec<RungDay>,
    pub(super) counted: Option<Counted>,
}

/// Counts a term from a moment, as a rule warns of it; a clock that runs keeps the rule of arrival it
/// was opened under.
pub(super) fn reckon<T: Promising>(
    state: &T,
    rule: &ClockRule,
    owner: &UnitId,
    (from, term): (DateTime, Term),
    running: Option<&Clock>,
    ctx: &Context<'_>,
) -> Result<Reckoned, OutOfTable> {
    let region = ctx.office.unit(owner).map(|unit| &*unit.region);
    let counted = counted(term, owner, from, running, ctx)?;
    let due = match counted {
        Some(counted) => same_day::due(counted, from, region, ctx)?,
        None => ctx.calendar.due(from, term, region)?,
    };
    Ok(Reckoned {
        due: due.due_at,
        provisional: due.provisional,
        warn_on: warnings(rule, owner, (from.date(), due.due_on), ctx),
        rungs: ladder::rungs(state, rule, owner, due.due_on, ctx),
        counted,
    })
}

/// The days on which a rule warns of a due date, after the day it counts from.
pub(super) fn warnings(
    rule: &ClockRule,
    owner: &UnitId,
    (from, due): (Date, Date),
    ctx: &Context<'_>,
) -> Vec<Date> {
    let region = ctx.office.unit(owner).map(|unit| &*unit.region);
    let planned = rule.warn.iter();
    let days = planned.filter_map(|term| warn_day(due, *term, region, ctx));
    let mut warn_on: Vec<Date> = days.filter(|on| *on > from).collect();
    warn_on.sort();
    warn_on.dedup();
    warn_on
}

/// By which rule a same-day term is counted; other terms begin on the next day whatever the hour.
fn counted(
    term: Term,
    owner: &UnitId,
    from: DateTime,
    running: Option<&Clock>,
    ctx: &Context<'_>,
) -> Result<Option<Counted>, OutOfTable> {
    if term != Term::WorkingDays(0) {
        return Ok(None);
    }
    let region = ctx.office.unit(owner).map(|unit| &*unit.region);
    let rule = match running {
        None => same_day::rule_for(owner, from, region, ctx)?,
        Some(clock) => {
            let before = clock.counted.unwrap_or(Counted::NextWorkingDay);
            same_day::rule_again(before, from, region, ctx)?
        }
    };
    Ok(Some(rule))
}

const BEFORE_TABLES: Refused = Refused {
    act: "clock",
    code: "before-calendar",
    sentence: "发生时间早于日历的第一年，无法计算时限，请核对日期或补充日历。",
};

fn warn_day(due: Date, term: Term, region: Option<&str>, ctx: &Context<'_>) -> Option<Date> {
    match term {
        Term::WorkingDays(days) => ctx
            .calendar
            .add_working_days(due, -i64::from(days), region)
            .ok(),
        Term::CalendarDays(days) => due.checked_sub(jiff::Span::new().days(days)).ok(),
        Term::Months(months) => due.checked_sub(jiff::Span::new().months(months)).ok(),
        Term::Hours(hours) => due
            .checked_sub(jiff::Span::new().days(hours.div_ceil(24)))
            .ok(),
    }
}

/// What a timer has to record about these clocks now: warnings, lapses, and what their ladders ask for.
/// Idempotent.
pub fn due_now<T: Supervised>(state: &T, ctx: &Context<'_>) -> Vec<T::Event> {
    let mut events = Vec::new();
    for clock in state
        .clocks()
        .iter()
        .filter(|clock| clock.is_running() && !clock.lapsed)
    {
        if ctx.now.local > clock.due && clock.is_window() {
            let by = TIME_OVER.to_owned();
            let number = clock.number;
            events.push(ClockEnded { number, by }.into());
            continue;
        }
        if ctx.now.local > clock.due {
            let lapsed = ClockLapsed {
                number: clock.number,
                owner: clock.owner.clone(),
            };
            events.push(lapsed.into());
            continue;
        }
        let reached = clock
            .warn_on
            .iter()
            .skip(clock.warned)
            .filter(|on| **on <= ctx.now.on());
        if let Some(planned_on) = reached.max() {
            let warned = ClockWarned {
                number: clock.number,
                planned_on: *planned_on,
                owner: clock.owner.clone(),
            };
            events.push(warned.into());
        }
    }
    events.extend(escalation::due_now(state, ctx));
    events
}

/// Which open clocks the calendar and the rules in force move, by how much (T21).
///
/// # Errors
/// The calendar no longer has a table for the day a clock counts from.
pub fn recounted<T: Promising>(state: &T, ctx: &Context<'_>) -> Result<Vec<T::Event>, Refused> {
    let mut events = Vec::new();
    for clock in state.clocks().iter().filter(|clock| clock.is_running()) {
        let Some(rule) = ctx.rules.clock(&clock.rule) else {
            continue;
        };
        let now = moves::reckoned(state, clock, rule, ctx).map_err(|_| BEFORE_TABLES)?;
        // A term in months ends on the same day whatever the calendar says; its warnings may move.
        let same = (now.due, now.provisional) == (clock.due, clock.provisional);
        if same && now.warn_on == clock.warn_on && now.rungs == clock.climb.rungs {
            continue;
        }
        let moved = ClockMoved {
            number: clock.number,
            was: clock.due,
            due: now.due,
            provisional: now.provisional,
            warn_on: now.warn_on,
            catalogue: ctx.rules.version.clone(),
            calendar: ctx.calendar.version().to_owned(),
            counted: now.counted,
            rungs: now.rungs,
        };
        events.push(moved.into());
    }
    Ok(events)
}
