//! Which clocks an event ends and opens, and what a timer has to record now.

use super::{
    Clock, ClockEnded, ClockLapsed, ClockMoved, ClockOpened, ClockWarned, Counted, REPORTER,
    TIME_OVER, moves, same_day,
};
use crate::actor::Actor;
use crate::ids::UnitId;
use crate::matter::steps::Event;
use crate::matter::steps::evaluate::WINDOW;
use crate::matter::{Channel, Matter, Mode, Stage, Urgency};
use crate::refusal::Refused;
use crate::rules::{ClockRule, Condition, Owner};
use crate::step::Context;
use calendar::{OutOfTable, Term};
use jiff::civil::{Date, DateTime};

/// The clock events that follow from `event`, seen on the matter after it.
///
/// # Errors
/// The calendar has no table for the day the clock would count from.
pub fn follow(after: &Matter, event: &Event, ctx: &Context<'_>) -> Result<Vec<Event>, Refused> {
    let name = event.name();
    let mut follow = Vec::new();
    for clock in after.clocks.iter().filter(|clock| clock.is_open()) {
        let rule = ctx.rules.clock(&clock.rule);
        let discharged = rule.is_none_or(|rule| {
            rule.discharged_by.iter().any(|by| by == name) && is_whose(rule, clock, event)
        });
        let outlives = rule.is_some_and(|rule| rule.outlives);
        if discharged || (after.is_over() && !outlives) || after.is_void() || begins_again(event) {
            let ended = ClockEnded {
                number: clock.number,
                by: name.to_owned(),
            };
            follow.push(Event::ClockEnded(ended));
        }
    }
    let mut number = after.clocks.len() as u32;
    for rule in &ctx.rules.clocks {
        let may_open = (rule.outlives || !after.is_over()) && !after.is_void();
        let opens = may_open && rule.opened_by.iter().any(|by| by == name);
        if !opens || runs(after, rule, &follow) {
            continue;
        }
        if rule.when.iter().all(|condition| holds(after, *condition)) {
            for owner in owners_of(after, rule.owner, event, ctx) {
                number += 1;
                follow.push(open(after, rule, number, owner, ctx)?);
            }
        }
    }
    Ok(follow)
}

/// Whether another organ has it from now on, with clocks of its own.
fn begins_again(event: &Event) -> bool {
    matches!(event, Event::PassedUp(_) | Event::ReturnedDown(_))
}

/// A joint unit's promise is kept by its own act alone.
fn is_whose(rule: &ClockRule, clock: &Clock, event: &Event) -> bool {
    match event {
        Event::OpinionGiven(given) if rule.owner == Owner::Joint => given.unit == clock.owner,
        Event::JointReleased(released) if rule.owner == Owner::Joint => {
            released.unit == clock.owner
        }
        Event::DemandHanded(handed) => handed.ask.is_some(),
        _ => true,
    }
}

fn owners_of(matter: &Matter, owner: Owner, event: &Event, ctx: &Context<'_>) -> Vec<UnitId> {
    match (owner, event) {
        (Owner::Joint, Event::JointNamed(named)) => {
            named.units.iter().map(|joint| joint.unit.clone()).collect()
        }
        _ => vec![owner_of(matter, owner, ctx)],
    }
}

/// Whether a clock of this rule is open and not ended by what already follows.
fn runs(after: &Matter, rule: &ClockRule, follow: &[Event]) -> bool {
    let ended = |number| {
        follow
            .iter()
            .any(|event| matches!(event, Event::ClockEnded(e) if e.number == number))
    };
    let opened = follow
        .iter()
        .any(|event| matches!(event, Event::ClockOpened(opened) if opened.rule == rule.id));
    // Joint units come one after the other, each with a clock of its own.
    rule.owner != Owner::Joint
        && (opened
            || after
                .clocks
                .iter()
                .any(|c| c.rule == rule.id && c.is_open() && !ended(c.number)))
}

pub(super) fn holds(matter: &Matter, condition: Condition) -> bool {
    match condition {
        Condition::RealName => matter.real_name(),
        Condition::Anonymous => !matter.real_name(),
        Condition::InScope => !matter.excluded,
        Condition::Excluded => matter.excluded,
        Condition::ResultRequired => matter
            .assignment()
            .is_some_and(|a| Mode::wants_result(a.mode)),
        Condition::AwaitingAcceptance => matter.stage == Stage::Signed,
        Condition::SupplementWaiting => matter.talk.waiting().next().is_some(),
        Condition::AwaitingScreening => matter.stage == Stage::Registered,
        Condition::AwaitingReply => {
            let open = matter.open_parts().next().is_some();
            matter.stage == Stage::Concluded && !matter.is_part() && !open
        }
        Condition::LiaisonOwed => matter.owed_by_liaison().is_some(),
        Condition::Whole => !matter.is_part(),
        Condition::Part => matter.is_part(),
        Condition::ToldOneToOne => {
            let answer = matter.answering.answer();
            answer.is_some_and(|answer| !answer.mode.is_public())
        }
        Condition::Unevaluated => {
            let windows = matter.clocks.iter().rev();
            let mut last = windows.filter(|clock| clock.rule == WINDOW).take(1);
            matter.real_name()
                && matter.is_answered()
                && matter.answering.is_unevaluated()
                && last.any(|clock| clock.ended.as_ref().is_some_and(|end| end.by == TIME_OVER))
        }
        Condition::PleaOpen => matter.answering.open_pleas().next().is_some(),
        Condition::RefusalUntold => matter.answering.untold().next().is_some(),
        Condition::IdentityAsked => matter.identity_asked().next().is_some(),
        Condition::DemandOwed => matter.owes_handing(),
        Condition::HandingAsked => matter.consents.awaiting().next().is_some(),
        Condition::Assigned => matter.assignment().is_some(),
        Condition::Visit => matter.channel == Channel::Visit,
        Condition::Collective => matter.is_collective(),
        Condition::Emergency => matter.urgency() == Urgency::Emergency,
        Condition::Unscanned => matter.intake.arrival.unscanned,
        Condition::MessageLeft => matter.is_message(),
        Condition::WantedAbove => matter.owes_superior(),
        Condition::PassedUp => matter.awaits_acknowledgement(),
        Condition::BelongsAbove => matter.passing.above,
        Condition::FastTrack => matter.routing.fast,
        Condition::OrdinaryTrack => !matter.routing.fast,
    }
}

fn open(
    matter: &Matter,
    rule: &ClockRule,
    number: u32,
    owner: UnitId,
    ctx: &Context<'_>,
) -> Result<Event, Refused> {
    let carried = matter.first_handed().filter(|_| rule.carries_on);
    let from = carried.map_or(counted_from(ctx), |first| first.min(counted_from(ctx)));
    let reckoned = reckon(rule, &owner, (from, rule.term), None, ctx).map_err(|_| BEFORE_TABLES)?;
    Ok(Event::ClockOpened(ClockOpened {
        number,
        rule: rule.id.clone(),
        owner,
        from,
        due: reckoned.due,
        provisional: reckoned.provisional,
        warn_on: reckoned.warn_on,
        catalogue: ctx.rules.version.clone(),
        calendar: ctx.calendar.version().to_owned(),
        counted: reckoned.counted,
    }))
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

fn owner_of(matter: &Matter, owner: Owner, ctx: &Context<'_>) -> UnitId {
    match owner {
        Owner::Holder => matter.holder.clone(),
        Owner::Assigner => {
            let unit = matter.assigner();
            ctx.office.organ_of(unit).unwrap_or(unit).clone()
        }
        Owner::Liaison => matter.owed_by_liaison().unwrap_or(&matter.holder).clone(),
        Owner::Receiver => matter.receiver.clone(),
        // Joint units are named by the event itself; see `owners_of`.
        Owner::Joint => matter.holder.clone(),
        Owner::Hands => {
            let unit = matter.hands();
            if *unit == matter.holder {
                unit.clone()
            } else {
                ctx.office.organ_of(unit).unwrap_or(unit).clone()
            }
        }
        Owner::Reporter => REPORTER.into(),
        Owner::Keeper => matter.keeper(ctx).unwrap_or(&matter.receiver).clone(),
        Owner::Actor => {
            let unit = ctx.actor.unit().unwrap_or(&matter.holder);
            ctx.office.organ_of(unit).unwrap_or(unit).clone()
        }
    }
}

/// When a clock is due, and on which days its owner is warned.
pub(super) struct Reckoned {
    pub(super) due: DateTime,
    pub(super) provisional: bool,
    pub(super) warn_on: Vec<Date>,
    pub(super) counted: Option<Counted>,
}

/// Counts a term from a moment, as a rule warns of it; a clock that runs keeps the rule of arrival it
/// was opened under.
pub(super) fn reckon(
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

/// What a timer has to record about this matter's clocks now: warnings and lapses. Idempotent.
pub fn due_now(matter: &Matter, ctx: &Context<'_>) -> Vec<Event> {
    let mut events = Vec::new();
    for clock in matter
        .clocks
        .iter()
        .filter(|clock| clock.is_running() && !clock.lapsed)
    {
        if ctx.now.local > clock.due && clock.is_window() {
            let by = TIME_OVER.to_owned();
            let number = clock.number;
            events.push(Event::ClockEnded(ClockEnded { number, by }));
            continue;
        }
        if ctx.now.local > clock.due {
            let lapsed = ClockLapsed {
                number: clock.number,
                owner: clock.owner.clone(),
            };
            events.push(Event::ClockLapsed(lapsed));
            continue;
        }
        let reached = clock
            .warn_on
            .iter()
            .skip(clock.warned)
            .filter(|on| **on <= ctx.now.on());
        if let Some(planned_on) = reached.max() {
            events.push(Event::ClockWarned(ClockWarned {
                number: clock.number,
                planned_on: *planned_on,
                owner: clock.owner.clone(),
            }));
        }
    }
    events
}

/// Which open clocks the calendar and the rules in force move, by how much (T21).
///
/// # Errors
/// The calendar no longer has a table for the day a clock counts from.
pub fn recounted(matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refused> {
    let mut events = Vec::new();
    for clock in matter.clocks.iter().filter(|clock| clock.is_running()) {
        let Some(rule) = ctx.rules.clock(&clock.rule) else {
            continue;
        };
        let now = moves::reckoned(clock, rule, ctx).map_err(|_| BEFORE_TABLES)?;
        // A term in months ends on the same day whatever the calendar says; its warnings may move.
        let same = (now.due, now.provisional) == (clock.due, clock.provisional);
        if same && now.warn_on == clock.warn_on {
            continue;
        }
        events.push(Event::ClockMoved(ClockMoved {
            number: clock.number,
            was: clock.due,
            due: now.due,
            provisional: now.provisional,
            warn_on: now.warn_on,
            catalogue: ctx.rules.version.clone(),
            calendar: ctx.calendar.version().to_owned(),
            counted: now.counted,
        }));
    }
    Ok(events)
}
