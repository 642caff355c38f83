//! Working days and due dates (工作日与期限): the year at a glance, and a due date that explains itself
//! day by day (T21).

use askama::Template;
use axum::extract::State;
use axum::response::Html;
use calendar::{Calendar, Day, Due, Term};
use jiff::civil::{Date, time};

use super::{Asked, Frame};
use crate::parts::{Errors, Field};
use crate::problem::{Problem, html};
use crate::site::Shared;

mod year;

use year::Year;

#[derive(Template)]
#[template(path = "public/calendar.html")]
struct Page {
    frame: Frame,
    errors: Errors,
    from: String,
    count: String,
    units: Vec<Listed>,
    regions: Vec<Listed>,
    answer: Option<Answer>,
    year: Year,
}

/// An entry of a list to choose from.
struct Listed {
    value: String,
    label: String,
    chosen: bool,
}

/// A due date and its reason.
struct Answer {
    from: Date,
    term: Term,
    due: Due,
    days: Vec<Day>,
}

/// Units a citizen counts in. Hours need a time of day and stay with the desk.
const UNITS: [(&str, &str); 3] = [
    ("working", "工作日"),
    ("calendar", "自然日"),
    ("months", "个月"),
];

/// Shows the year, and the answer when one was asked for.
pub async fn show(State(front): State<Shared>, asked: Asked) -> Result<Html<String>, Problem> {
    let calendar = front.app().calendar();
    let frame = Frame::of(&front, &asked).await?;
    let today = front.app().now().on();
    let region = asked.get("region").filter(|code| is_region(calendar, code));
    let (answer, errors) = match answer(calendar, &asked, region) {
        None => (None, Errors::default()),
        Some(Ok(answer)) => (Some(answer), Errors::default()),
        Some(Err(errors)) => (None, errors),
    };
    let wanted = asked.get("year").and_then(|year| year.parse().ok());
    html(&Page {
        frame,
        errors,
        from: asked
            .get("from")
            .map_or_else(|| today.to_string(), str::to_owned),
        count: asked.get("count").unwrap_or("5").to_owned(),
        units: listed(UNITS, asked.get("unit")),
        regions: regions(calendar, region),
        answer,
        year: Year::of(calendar, wanted.unwrap_or(today.year()), region),
    })
}

/// Nothing was asked; or an answer; or what is wrong with the question.
fn answer(
    calendar: &Calendar,
    asked: &Asked,
    region: Option<&str>,
) -> Option<Result<Answer, Errors>> {
    let (from, count) = (asked.get("from"), asked.get("count"));
    if from.is_none() && count.is_none() {
        return None;
    }
    let mut errors = Errors::default();
    let from = from.and_then(|text| text.parse::<Date>().ok());
    if from.is_none() {
        errors.add("from", "请填写起算日期，例如 2026-09-22");
    }
    let term = count.and_then(|count| term(count, asked.get("unit")));
    if term.is_none() {
        errors.add("count", "请填写期限，写一个整数，例如 5；不超过十年");
    }
    let (Some(from), Some(term)) = (from, term) else {
        return Some(Err(errors));
    };
    let start = from.to_datetime(time(9, 0, 0, 0));
    let due = calendar.due(start, term, region);
    let days = calendar.explain(start, term, region);
    match due.and_then(|due| Ok((due, days?))) {
        Ok((due, days)) => Some(Ok(Answer {
            from,
            term,
            due,
            days,
        })),
        Err(error) => Some(Err(Errors::one("from", &error.to_string()))),
    }
}

/// A term of so many units; `Term` itself refuses what is beyond ten years.
fn term(count: &str, unit: Option<&str>) -> Option<Term> {
    let unit = match unit {
        Some("calendar") => "日",
        Some("months") => "个月",
        _ => "个工作日",
    };
    format!("{count}{unit}").parse().ok()
}

fn is_region(calendar: &Calendar, code: &str) -> bool {
    calendar.regions().iter().any(|table| table.region == code)
}

fn regions(calendar: &Calendar, chosen: Option<&str>) -> Vec<Listed> {
    let nation = ("", "全国");
    let local = calendar.regions().iter();
    let local = local.map(|table| (table.region.as_str(), table.name.as_str()));
    listed(std::iter::once(nation).chain(local), chosen)
}

fn listed<'a>(
    entries: impl IntoIterator<Item = (&'a str, &'a str)>,
    chosen: Option<&str>,
) -> Vec<Listed> {
    let entry = |(value, label): (&str, &str)| Listed {
        chosen: chosen == Some(value),
        value: value.to_owned(),
        label: label.to_owned(),
    };
    entries.into_iter().map(entry).collect()
}

impl Page {
    fn start_field(&self) -> Field<'_> {
        Field::line("from", "从哪一天起", &self.from, &self.errors).date()
    }

    fn count_field(&self) -> Field<'_> {
        Field::line("count", "期限", &self.count, &self.errors).keyboard("numeric")
    }

    /// The address of another year, keeping the region.
    fn year_link(&self, year: &i16) -> String {
        let region = self.regions.iter().find(|region| region.chosen);
        let region = region
            .map(|region| region.value.as_str())
            .filter(|code| !code.is_empty());
        let region = region.map_or_else(String::new, |code| format!("&region={code}"));
        self.frame
            .link(&format!("/calendar?year={year}{region}#year"))
    }
}

impl Answer {
    /// The due day with its weekday, from the last line of the reason.
    fn weekday(&self) -> &str {
        self.days.last().map_or("", |day| day.weekday)
    }

    fn class(&self, day: &Day) -> &'static str {
        match (day.on == self.due.due_on, day.counted) {
            (true, _) => "last",
            (false, None) => "skipped",
            (false, Some(_)) => "",
        }
    }
}
