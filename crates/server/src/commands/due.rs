//! `jianjian due`: when a term ends (到期日), and day by day why.

use crate::failed::Failed;
use app::catalogue::Catalogue;
use calendar::{Calendar, Term};
use clap::Args;
use jiff::civil::{Date, DateTime};
use serde_json::json;
use std::path::PathBuf;

/// Counts from the next day; beyond the published calendar the answer is marked provisional (暂定).
#[derive(Args)]
pub struct Due {
    /// The day it begins (起算日), `2026-02-06`, or a moment, `2026-02-06T09:30`
    #[arg(long, value_name = "DATE", value_parser = moment)]
    from: DateTime,
    /// The term (时限): `5 working days`, `15 calendar days`, `3 months`, `48 hours`, `same day`
    #[arg(long)]
    term: Term,
    /// A region with local days off (行政区划代码), such as 5331
    #[arg(long, value_name = "CODE", value_parser = region)]
    region: Option<String>,
    /// Prints JSON
    #[arg(long)]
    json: bool,
    /// Says of every day what it counts for (逐日说明)
    #[arg(long)]
    explain: bool,
    /// A folder of catalogue files that stand in for those in the program
    #[arg(long, value_name = "DIR")]
    catalogue: Option<PathBuf>,
}

fn moment(text: &str) -> Result<DateTime, String> {
    let day = text.parse::<Date>().map(|day| day.at(0, 0, 0, 0));
    if text.len() <= "2026-02-06".len() {
        return day.map_err(|error| error.to_string());
    }
    text.parse::<DateTime>().map_err(|error| error.to_string())
}

fn region(text: &str) -> Result<String, String> {
    let fit = (1..=12).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    fit.then(|| text.to_owned())
        .ok_or_else(|| "a region is a code of up to twelve digits".to_owned())
}

impl Due {
    /// Prints the due date.
    pub fn run(self) -> Result<(), Failed> {
        let calendar = Catalogue::read(self.catalogue.as_deref())?.calendar;
        let region = self.region.as_deref();
        let due = calendar.due(self.from, self.term, region)?;
        if self.json {
            return self.print_json(&calendar, due);
        }
        let mark = if due.provisional { "（暂定）" } else { "" };
        let at = match self.term {
            Term::Hours(_) => format!(" {}", due.due_at.time().strftime("%H:%M")),
            Term::WorkingDays(_) | Term::CalendarDays(_) | Term::Months(_) => String::new(),
        };
        println!("{}{at}{mark}", due.due_on);
        if due.provisional {
            println!(
                "日历公布至{}，其后以国务院办公厅通知为准。",
                calendar.published_until()
            );
        }
        if self.explain {
            self.print_days(&calendar)?;
        }
        Ok(())
    }

    fn print_json(&self, calendar: &Calendar, due: calendar::Due) -> Result<(), Failed> {
        let region = self.region.as_deref();
        let mut answer = json!({
            "from": self.from, "term": self.term.to_string(), "region": region,
            "due_on": due.due_on, "due_at": due.due_at, "provisional": due.provisional,
            "calendar": calendar.version(),
        });
        if self.explain {
            let days = calendar.explain(self.from, self.term, region)?;
            answer["days"] = serde_json::to_value(days)?;
        }
        println!("{answer}");
        Ok(())
    }

    fn print_days(&self, calendar: &Calendar) -> Result<(), Failed> {
        for day in calendar.explain(self.from, self.term, self.region.as_deref())? {
            let counted = day
                .counted
                .map_or_else(String::new, |count| format!("第{count}"));
            let mark = if day.provisional { "（暂定）" } else { "" };
            println!("{}\t{}\t{counted}\t{}{mark}", day.on, day.weekday, day.note);
        }
        Ok(())
    }
}
