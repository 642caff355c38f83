//! How clocks read in the minutes: what the program records by itself.

use super::{Line, View, left};
use crate::Fault;
use casework::matter::steps::Event;

/// The words of such an event; nothing for the rest.
pub(super) fn told(view: &View<'_>, event: &Event, _: Line<'_>) -> Result<Option<String>, Fault> {
    Ok(Some(match event {
        Event::ClockWarned(event) => {
            format!("预警通知：{}将到期", clock_name(view, event.number))
        }
        Event::ClockLapsed(event) => format!("{}超期", clock_name(view, event.number)),
        Event::ClockMoved(event) => format!(
            "日历调整，{}由{}改为{}到期",
            clock_name(view, event.number),
            event.was.date(),
            event.due.date()
        ),
        Event::ClockReopened(event) => {
            format!(
                "{}接着计时，已用时间不重新起算",
                clock_name(view, event.number)
            )
        }
        Event::ClockExtended(event) => format!(
            "{}由{}延至{}",
            clock_name(view, event.number),
            event.was.date(),
            event.due.date()
        ),
        Event::ClockPaused(event) => format!(
            "{}停计，剩余{}",
            clock_name(view, event.number),
            left(event.left)
        ),
        Event::ClockResumed(event) => format!(
            "{}续计剩余的{}，到期日由{}改为{}",
            clock_name(view, event.number),
            left(event.left),
            event.was.date(),
            event.due.date()
        ),
        _ => return Ok(None),
    }))
}

fn clock_name(view: &View<'_>, number: u32) -> String {
    let clock = view
        .matter
        .clocks
        .iter()
        .find(|clock| clock.number == number);
    let rule = clock.and_then(|clock| view.app.rules().clock(&clock.rule));
    rule.map_or_else(|| "时限".to_owned(), |rule| format!("“{}”时限", rule.name))
}
