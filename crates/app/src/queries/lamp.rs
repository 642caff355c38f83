//! Lamps (灯): a clock as shape, colour and words. Legible in greyscale and without colour sight.

use crate::App;
use crate::moment::moment;
use casework::Moment;
use casework::clocks::{Clock, TIME_OVER};
use jiff::civil::{Date, DateTime};
use serde::Serialize;

/// How pressing a clock is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// ● on time.
    Ok,
    /// ◐ due soon.
    Soon,
    /// ■ overdue.
    Over,
    /// ▲ long overdue.
    Long,
    /// Nothing is due.
    Rest,
    /// Kept or ended.
    Done,
}

/// A lamp with its words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Lamp {
    /// How pressing.
    pub level: Level,
    /// 还剩3个工作日.
    pub words: String,
    /// The due date, `2026-02-06`; empty where nothing is due.
    pub due: String,
    /// Whether an unpublished day of the calendar was counted (暂定).
    pub provisional: bool,
}

/// Working days left from which on a clock is due soon.
const SOON: i64 = 3;
/// Working days over from which on it is long overdue.
const LONG: i64 = 10;

impl Lamp {
    /// The lamp of nothing due.
    pub fn rest() -> Self {
        let (words, due) = ("无待办时限".to_owned(), String::new());
        Self {
            level: Level::Rest,
            words,
            due,
            provisional: false,
        }
    }

    /// The lamp of a due instant as lists hold it.
    pub fn of_instant(app: &App, due_at: i64, now: Moment) -> Self {
        if due_at == i64::MAX {
            Self::rest()
        } else {
            of(app, moment(due_at).local, now)
        }
    }

    /// The lamp of a day by whose end something is due.
    pub(crate) fn of_day(app: &App, due: Date, now: Moment) -> Self {
        of(app, due.at(23, 59, 59, 0), now)
    }

    /// The lamp of a clock.
    pub fn of_clock(app: &App, clock: &Clock, now: Moment) -> Self {
        if clock.is_open() && clock.paused.is_some() {
            return Self {
                words: "中止".to_owned(),
                ..Self::rest()
            };
        }
        let Some(end) = &clock.ended else {
            return Self {
                provisional: clock.provisional,
                ..of(app, clock.due, now)
            };
        };
        let late = end.at > clock.due;
        let words = match (clock.is_window(), late) {
            (true, _) if end.by == TIME_OVER => "期满",
            (true, _) => "已了结",
            (false, true) => "已办，超期",
            (false, false) => "按期办结",
        };
        let level = if late { Level::Over } else { Level::Done };
        let due = clock.due.date().to_string();
        Self {
            level,
            words: words.to_owned(),
            due,
            provisional: clock.provisional,
        }
    }
}

fn of(app: &App, due: DateTime, now: Moment) -> Lamp {
    let (today, due_on) = (now.on(), due.date());
    let days = app
        .calendar()
        .working_days_between(today, due_on, None)
        .unwrap_or(0);
    let over = now.local > due;
    let (level, words) = in_hours(due, now).unwrap_or_else(|| in_days(days, due_on, now, over));
    let provisional = due_on > app.calendar().published_until();
    Lamp {
        level,
        words,
        due: due_on.to_string(),
        provisional,
    }
}

/// Terms in days end with their day; what ends at another hour was counted in hours (P-11), and is told
/// in hours on its own day.
fn in_hours(due: DateTime, now: Moment) -> Option<(Level, String)> {
    let is_end_of_day = (due.hour(), due.minute(), due.second()) == (23, 59, 59);
    if is_end_of_day || due.date() != now.on() {
        return None;
    }
    let minutes = due.duration_since(now.local).as_mins();
    let length = match minutes.unsigned_abs() {
        short @ 0..60 => format!("{short}分钟"),
        long if long % 60 == 0 => format!("{}小时", long / 60),
        long => format!("{}小时{}分钟", long / 60, long % 60),
    };
    Some(if now.local > due {
        (Level::Over, format!("已超时{length}"))
    } else {
        (Level::Soon, format!("还剩{length}"))
    })
}

fn in_days(days: i64, due_on: Date, now: Moment, over: bool) -> (Level, String) {
    let today = now.on();
    match days {
        _ if over && days.abs() >= LONG => (Level::Long, format!("超期{}个工作日", -days)),
        0 if over && today == due_on => (Level::Over, "今日已超时".to_owned()),
        0 if over => (Level::Over, "刚刚超期".to_owned()),
        _ if over => (Level::Over, format!("超期{}个工作日", -days)),
        _ if due_on == today => (Level::Soon, "今日到期".to_owned()),
        0 => (Level::Soon, "下一工作日前到期".to_owned()),
        1..=SOON => (Level::Soon, format!("还剩{days}个工作日")),
        _ => (Level::Ok, format!("还剩{days}个工作日")),
    }
}
