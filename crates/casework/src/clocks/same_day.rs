//! Terms of the same day (当日): at night and on days off they are for the next working day, unless the
//! roster has somebody on duty (P-15). Which rule was used is kept with the clock.

use super::Counted;
use crate::ids::UnitId;
use crate::step::Context;
use calendar::{Due, OutOfTable, Term};
use jiff::civil::{DateTime, time};

/// The rule for what happened at this time, as things stand.
pub(super) fn rule_for(
    owner: &UnitId,
    from: DateTime,
    region: Option<&str>,
    ctx: &Context<'_>,
) -> Result<Counted, OutOfTable> {
    let day = from.date();
    if ctx.calendar.is_working(day, region)? && !is_after_hours(from, ctx) {
        return Ok(Counted::OfficeHours);
    }
    let on_duty = ctx.office.on_duty(owner, day);
    Ok(on_duty.map_or(Counted::NextWorkingDay, |_| Counted::Roster))
}

/// By which rule what arrives at an organ at a time is counted, and from which day: the day by whose
/// end a same-day term is due (P-15).
///
/// # Errors
/// The calendar has no table for the day.
pub fn arriving(
    organ: &UnitId,
    at: DateTime,
    ctx: &Context<'_>,
) -> Result<(Counted, Due), OutOfTable> {
    let region = ctx.office.unit(organ).map(|unit| &*unit.region);
    let counted = rule_for(organ, at, region, ctx)?;
    Ok((counted, due(counted, at, region, ctx)?))
}

/// The same for a clock that runs: a roster published since changes nothing, a changed calendar does.
pub(super) fn rule_again(
    before: Counted,
    from: DateTime,
    region: Option<&str>,
    ctx: &Context<'_>,
) -> Result<Counted, OutOfTable> {
    if before == Counted::Roster {
        return Ok(before);
    }
    let in_hours = ctx.calendar.is_working(from.date(), region)? && !is_after_hours(from, ctx);
    Ok(if in_hours {
        Counted::OfficeHours
    } else {
        Counted::NextWorkingDay
    })
}

/// When it is due.
pub(super) fn due(
    counted: Counted,
    from: DateTime,
    region: Option<&str>,
    ctx: &Context<'_>,
) -> Result<Due, OutOfTable> {
    let day = match counted {
        Counted::NextWorkingDay if is_after_hours(from, ctx) => {
            from.date().tomorrow().unwrap_or(from.date())
        }
        Counted::NextWorkingDay | Counted::OfficeHours | Counted::Roster => from.date(),
    };
    let due = ctx.calendar.due(
        day.to_datetime(time(0, 0, 0, 0)),
        Term::WorkingDays(0),
        region,
    )?;
    match counted {
        Counted::NextWorkingDay => ctx.calendar.rolled(due, region),
        Counted::OfficeHours | Counted::Roster => Ok(due),
    }
}

fn is_after_hours(from: DateTime, ctx: &Context<'_>) -> bool {
    from.time() > ctx.rules.settings.closes_at
}
