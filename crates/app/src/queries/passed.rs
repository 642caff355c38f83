//! The register of what was passed up (上报登记簿, 处理检举控告工作规则第十五条): number, days, channel, to whom and
//! by whom, and whether it has come. No title, no accused, no text, no reporter: who passed it up cannot
//! open it any more. One range scan a unit, newest first, less what the reader may not know of.

mod counts;

pub use counts::Passed;
pub(crate) use counts::{Sum, sums};

use super::reader::{Reader, seen};
use crate::queries::paged;
use crate::{App, Failure, Fault, moment, reading};
use casework::matter::Channel;
use casework::{PersonId, UnitId};
use serde::Serialize;
use store::{Row, Value};

/// A page of the register.
#[derive(Debug, Clone, Serialize)]
pub struct Register {
    /// Its lines, newest first.
    pub lines: Vec<Line>,
    /// The cursor of the next page.
    pub next: Option<String>,
}

/// A line without content.
#[derive(Debug, Clone, Serialize)]
pub struct Line {
    /// The number it was given here.
    pub number: String,
    /// By which channel it came.
    pub channel_zh: &'static str,
    /// The day it was received.
    pub received: String,
    /// The day it was passed up.
    pub passed: String,
    /// To which organ.
    pub to: String,
    /// By whom.
    pub by: String,
    /// How it stands above, in one word: 待签收, 已收到, 已退回.
    pub state_zh: &'static str,
    /// The day of that word; empty while nobody confirmed.
    pub state_on: String,
    /// Whether it came back, so that it may be opened here again.
    pub returned: bool,
}

/// Lines a page.
const PAGE: usize = 20;

/// A page of the register.
///
/// # Errors
/// The reader sees no matters at all, or a fault.
pub async fn register(
    app: &App,
    person: &PersonId,
    cursor: Option<&str>,
) -> Result<Register, Failure> {
    let reader = Reader::of(app, person).await?;
    reading::record_list(app, person, "passed-up").await?;
    if reader.units.is_empty() {
        return Err(Failure::Forbidden {
            act: "查看上报登记簿".to_owned(),
        });
    }
    let (sql, params) = statement(&reader, cursor);
    let mut rows = app.store().rows(&sql, &params).await?;
    let next = paged(&mut rows, PAGE, |row| Ok(row.text(0)?.to_owned()))?;
    let lines = rows.iter().map(|row| line(&reader, row));
    Ok(Register {
        lines: lines.collect::<Result<_, _>>()?,
        next,
    })
}

/// Each of the reader's units is one scan of its own, cut at a page.
fn statement(reader: &Reader, cursor: Option<&str>) -> (String, Vec<Value>) {
    let mut params: Vec<Value> = vec![reader.person.as_str().into(), (PAGE as i64 + 1).into()];
    let mut after = String::new();
    if let Some(key) = cursor {
        params.push(key.into());
        after = format!("AND p.sort_key < ${}", params.len());
    }
    let mut scans = Vec::new();
    for unit in &reader.units {
        params.push(unit.as_str().into());
        scans.push(format!(
            "SELECT * FROM (SELECT p.sort_key, p.number, p.channel, p.received_at, p.passed_at, \
             p.passed_to, p.passed_by, p.signed_at, p.returned_at FROM passed_up p \
             WHERE p.unit_id = ${} {after} AND {} ORDER BY p.sort_key DESC LIMIT $2) AS s",
            params.len(),
            seen("p", 1)
        ));
    }
    let sql = format!(
        "{} ORDER BY sort_key DESC LIMIT $2",
        scans.join(" UNION ALL ")
    );
    (sql, params)
}

fn line(reader: &Reader, row: &Row) -> Result<Line, Fault> {
    let day = |at: i64| moment::moment(at).on().to_string();
    let (signed, returned) = (row.opt_int(7)?, row.opt_int(8)?);
    let state_zh = match (signed, returned) {
        (_, Some(_)) => "已退回",
        (Some(_), None) => "已收到",
        (None, None) => "待签收",
    };
    let by = row.opt_text(6)?.map(PersonId::from);
    Ok(Line {
        number: row.text(1)?.to_owned(),
        channel_zh: Channel::parse(row.text(2)?).map_or("", Channel::zh),
        received: day(row.int(3)?),
        passed: day(row.int(4)?),
        to: reader
            .office
            .unit_name(&UnitId::from(row.text(5)?))
            .to_owned(),
        by: by.map_or_else(String::new, |by| reader.office.person_name(&by).to_owned()),
        state_zh,
        state_on: returned.or(signed).map(day).unwrap_or_default(),
        returned: returned.is_some(),
    })
}
