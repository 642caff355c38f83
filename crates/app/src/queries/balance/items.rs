//! What a figure of a balance counts, item by item, oldest first; what is overdue, the longest first.

use super::{Seen, known};
use crate::queries::lamp::Lamp;
use crate::queries::reader::Reader;
use crate::queries::todo::stage;
use crate::{App, Failure, Fault, moment, queries, vault};
use casework::matter::{Inflow, Outflow, Stage};
use casework::{PersonId, UnitId};
use jiff::civil::Date;
use serde::Serialize;
use store::{Row, Value};

/// Which figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flow {
    /// In hand when the first day began.
    Opening,
    /// Came in one way.
    Came(Inflow),
    /// Left in one way.
    Went(Outflow),
    /// In hand when the last day ended.
    Closing,
    /// In hand now, at one stage.
    Here(Stage),
    /// In hand now, and overdue.
    Overdue,
}

impl Flow {
    /// The figure of a word in an address: `opening`, `came-received`, `went-joined`, `closing`.
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "opening" => Some(Self::Opening),
            "closing" => Some(Self::Closing),
            "overdue" => Some(Self::Overdue),
            _ => match word.split_once('-')? {
                ("came", way) => Inflow::parse(way).map(Self::Came),
                ("went", way) => Outflow::parse(way).map(Self::Went),
                ("here", stage) => Stage::parse(stage).map(Self::Here),
                _ => None,
            },
        }
    }

    /// Whether it is told of now, whatever the month.
    pub fn is_now(self) -> bool {
        matches!(self, Self::Here(_) | Self::Overdue)
    }

    /// What an office calls it.
    pub fn zh(self) -> String {
        match self {
            Self::Opening => "期初在手".to_owned(),
            Self::Came(way) => format!("本期收：{}", way.zh()),
            Self::Went(way) => format!("本期出：{}", way.zh()),
            Self::Closing => "期末在手".to_owned(),
            Self::Here(stage) => format!("现在在手：{}", stage.zh()),
            Self::Overdue => "现在在手：已超期".to_owned(),
        }
    }

    /// The instant its items are in order of.
    fn order(self) -> &'static str {
        match self {
            Self::Overdue => "h.due_at",
            _ => "h.from_at",
        }
    }

    /// The condition on a holding `h`, its instants added to the parameters.
    fn when(self, (begins, ends, now): (i64, i64, i64), params: &mut Vec<Value>) -> String {
        let mut put = |at: i64| {
            params.push(at.into());
            params.len()
        };
        match self {
            Self::Opening | Self::Closing => {
                let at = put(if self == Self::Opening { begins } else { ends });
                format!("h.from_at < ${at} AND (h.until_at IS NULL OR h.until_at >= ${at})")
            }
            Self::Here(stage) => {
                format!("h.until_at IS NULL AND h.stage = '{}'", stage.as_str())
            }
            Self::Overdue => format!("h.until_at IS NULL AND h.due_at < ${}", put(now)),
            Self::Came(way) => {
                let (way, begins, ends) = (way.as_str(), put(begins), put(ends));
                format!("h.came = '{way}' AND h.from_at >= ${begins} AND h.from_at < ${ends}")
            }
            Self::Went(way) => {
                let (way, begins, ends) = (way.as_str(), put(begins), put(ends));
                format!("h.went = '{way}' AND h.until_at >= ${begins} AND h.until_at < ${ends}")
            }
        }
    }
}

/// A page of items.
#[derive(Debug, Clone, Serialize)]
pub struct Items {
    /// The organ's name.
    pub organ: String,
    /// Its items.
    pub rows: Vec<Item>,
    /// The cursor of the next page.
    pub next: Option<String>,
}

/// An item.
#[derive(Debug, Clone, Serialize)]
pub struct Item {
    /// The matter's number.
    pub number: String,
    /// Its title.
    pub title: String,
    /// Where it stands now.
    pub stage_zh: &'static str,
    /// Since when it was there.
    pub from: String,
    /// How it came.
    pub came_zh: &'static str,
    /// Until when; empty while it is there.
    pub until: String,
    /// How it left.
    pub went_zh: &'static str,
    /// Its nearest promise.
    pub lamp: Lamp,
}

/// Items a page.
const PAGE: usize = 20;

/// The items of a figure. What was passed up has left no more than a line, and is not opened here.
///
/// # Errors
/// As [`super::balance`].
pub async fn items(
    app: &App,
    person: &PersonId,
    organ: &UnitId,
    (from, until): (Date, Date),
    flow: Flow,
    cursor: Option<&str>,
) -> Result<Items, Failure> {
    let reader = Reader::of(app, person).await?;
    let seen = known(&reader, organ)?;
    let (sql, params) = statement(app, &seen, (from, until), flow, cursor);
    let mut rows = app.store().rows(&sql, &params).await?;
    let place = |row: &Row| Ok(format!("{}.{}.{}", row.int(9)?, row.text(1)?, row.int(2)?));
    let next = queries::paged(&mut rows, PAGE, place)?;
    let stream = |row: &Row| Ok(format!("matter-{}", row.text(1)?));
    let streams = rows.iter().map(stream).collect::<Result<Vec<_>, Fault>>()?;
    let titles = if streams.is_empty() {
        Default::default()
    } else {
        queries::titles::titles(app, &reader, &streams).await?
    };
    let item = |row: &Row| {
        let title = titles.get(&stream(row)?);
        let day = |at: i64| moment::moment(at).on().to_string();
        Ok(Item {
            number: row.text(3)?.to_owned(),
            title: title.map_or(vault::ERASED, |title| title).to_owned(),
            stage_zh: stage(row.text(4)?)?.zh(),
            from: day(row.int(0)?),
            came_zh: Inflow::parse(row.text(5)?).map_or("", Inflow::zh),
            until: row.opt_int(6)?.map_or_else(String::new, day),
            went_zh: row
                .opt_text(7)?
                .and_then(Outflow::parse)
                .map_or("", Outflow::zh),
            lamp: Lamp::of_instant(app, row.int(8)?, reader.now),
        })
    };
    Ok(Items {
        organ: reader.office.unit_name(organ).to_owned(),
        rows: rows.iter().map(item).collect::<Result<_, Fault>>()?,
        next,
    })
}

pub(super) fn statement(
    app: &App,
    seen: &Seen<'_>,
    (from, until): (Date, Date),
    flow: Flow,
    cursor: Option<&str>,
) -> (String, Vec<Value>) {
    let mut params = seen.params();
    let begins = app.offset().midnight(from);
    let ends = app.offset().midnight(until.tomorrow().unwrap_or(until));
    let when = flow.when((begins, ends, seen.reader.now.at), &mut params);
    params.push((PAGE as i64 + 1).into());
    let (limit, order) = (params.len(), flow.order());
    let mut after = String::new();
    if let Some((at, id, nth)) = cursor.and_then(place) {
        params.extend([at.into(), id.into(), nth.into()]);
        let last = params.len();
        after = format!(
            "AND ({order}, h.matter_id, h.nth) > (${}, ${}, ${last})",
            last - 2,
            last - 1
        );
    }
    let units: Vec<String> = (0..seen.reader.units.len())
        .map(|at| format!("${}", at + 3))
        .collect();
    let sql = format!(
        "SELECT h.from_at, h.matter_id, h.nth, m.number, m.stage, h.came, h.until_at, h.went, m.due_at, {order} \
         FROM holdings h JOIN matters m ON m.matter_id = h.matter_id WHERE {} AND {} {after} \
         AND EXISTS (SELECT 1 FROM visible v WHERE v.matter_id = h.matter_id AND v.unit_id IN ({})) \
         ORDER BY {order}, h.matter_id, h.nth LIMIT ${limit}",
        seen.condition(),
        when,
        units.join(", ")
    );
    (sql, params)
}

fn place(cursor: &str) -> Option<(i64, &str, i64)> {
    let (at, rest) = cursor.split_once('.')?;
    let (id, nth) = rest.split_once('.')?;
    Some((at.parse().ok()?, id, nth.parse().ok()?))
}
