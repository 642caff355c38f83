//! Due dates as a calendar feed (日历订阅, iCalendar): a person's own address, which only says how many
//! promises of which kind end on which day (T6). The address is a key: it is shown once, kept as a keyed
//! digest, and replaced by asking for another.

use crate::moment::moment;
use crate::queries::reader::{Reader, seen};
use crate::queries::todo::owing;
use crate::{App, Fault};
use casework::{PersonId, UnitId};
use data_encoding::HEXLOWER;
use icalendar::{Calendar, Component, Event};
use jiff::ToSpan;
use jiff::civil::Date;
use sealing::query_code::{self, QueryCode};
use std::collections::BTreeMap;
use store::{Change, Claim, Value, Write};

const NAMESPACE: &str = "calendar-feed";

/// Draws a person's address and forgets the one before. Shown this once.
///
/// # Errors
/// The database does not answer.
pub async fn open(app: &App, person: &PersonId) -> Result<String, Fault> {
    let code = QueryCode::draw(&mut |bytes: &mut [u8]| app.entropy().fill(bytes));
    let key = HEXLOWER.encode(&query_code::code_digest(app.keys(), &code));
    let write = Write {
        claims: vec![Claim {
            namespace: NAMESPACE.into(),
            key: key.clone(),
            owner: person.to_string(),
        }],
        changes: vec![forget(person, &key)],
        ..Write::default()
    };
    app.store().commit(write).await?;
    Ok(code.reveal().to_string())
}

/// Forgets a person's address.
///
/// # Errors
/// The database does not answer.
pub async fn close(app: &App, person: &PersonId) -> Result<(), Fault> {
    let changes = vec![forget(person, "")];
    let write = Write {
        changes,
        ..Write::default()
    };
    Ok(app.store().commit(write).await?)
}

/// Whether a person has an address.
///
/// # Errors
/// The database does not answer.
pub async fn is_open(app: &App, person: &PersonId) -> Result<bool, Fault> {
    let sql = "SELECT key FROM claims WHERE namespace = $1 AND owner = $2 LIMIT 1";
    let params = [NAMESPACE.into(), person.as_str().into()];
    Ok(!app.store().rows(sql, &params).await?.is_empty())
}

fn forget(person: &PersonId, but: &str) -> Change {
    Change::new(
        "DELETE FROM claims WHERE namespace = $1 AND owner = $2 AND key <> $3",
        [NAMESPACE.into(), person.as_str().into(), but.into()],
    )
}

/// The feed of an address. A wrong address and an unknown one look the same: nothing.
///
/// # Errors
/// The database does not answer.
pub async fn feed(app: &App, address: &str) -> Result<Option<String>, Fault> {
    let digest = HEXLOWER.encode(&query_code::digest_of_input(app.keys(), address));
    let sql = "SELECT owner FROM claims WHERE namespace = $1 AND key = $2";
    let params = [NAMESPACE.into(), digest.into()];
    let rows = app.store().rows(sql, &params).await?;
    let Some(row) = rows.first() else {
        return Ok(None);
    };
    let reader = Reader::of(app, &PersonId::from(row.text(0)?)).await?;
    let days = days(app, &reader).await?;
    Ok(Some(written(&reader, &days)))
}

/// How many promises of which kind end on which day.
type Days = BTreeMap<Date, BTreeMap<String, usize>>;

/// Days ahead that a feed shows: longer than any promise but the rarest.
const AHEAD: i32 = 120;

/// Days back: what is overdue longer is shown on the day this many days ago.
const BACK: i32 = 30;

/// Promises a feed counts at most.
const COUNTED_MAX: i64 = 5_000;

async fn days(app: &App, reader: &Reader) -> Result<Days, Fault> {
    let on = reader.on();
    let midnight = |days: i32| {
        let day = on.checked_add(days.days()).unwrap_or(on);
        app.offset().midnight(day)
    };
    let first = on.checked_sub(BACK.days()).unwrap_or(on);
    let mut found = Days::new();
    let sql = format!(
        "SELECT c.rule, c.due_at FROM clocks c WHERE c.owner = $2 AND c.ended_at IS NULL \
         AND c.due_at < $3 AND {} ORDER BY c.due_at, c.matter_id, c.clock LIMIT $4",
        seen("c", 1)
    );
    for unit in owing(app, reader) {
        let params: [Value; 4] = [
            reader.person.as_str().into(),
            unit.as_str().into(),
            midnight(AHEAD).into(),
            COUNTED_MAX.into(),
        ];
        for row in &app.store().rows(&sql, &params).await? {
            let rule = row.text(0)?;
            let name = app.rules().clock(rule).map_or(rule, |rule| &rule.name);
            let due = moment(row.int(1)?).on().max(first);
            *found
                .entry(due)
                .or_default()
                .entry(name.to_owned())
                .or_default() += 1;
        }
    }
    Ok(found)
}

fn written(reader: &Reader, days: &Days) -> String {
    let organ = reader
        .units
        .first()
        .map(|unit: &UnitId| reader.office.unit_name(unit));
    let mut calendar = Calendar::new();
    calendar.name(&format!("件件时限 {}", organ.unwrap_or_default()));
    let stamp = reader.now.local.strftime("%Y%m%dT%H%M%S").to_string();
    for (day, kinds) in days {
        let total: usize = kinds.values().sum();
        let parts: Vec<_> = kinds
            .iter()
            .map(|(name, count)| format!("{name}{count}件"))
            .collect();
        let first = day.strftime("%Y%m%d").to_string();
        let next = day
            .tomorrow()
            .unwrap_or(*day)
            .strftime("%Y%m%d")
            .to_string();
        let mut event = Event::new();
        event
            .uid(&format!("{first}@jianjian"))
            .summary(&format!("时限到期{total}件：{}", parts.join("、")))
            .add_property("DTSTAMP", &stamp);
        event.append_property(day_property("DTSTART", &first));
        event.append_property(day_property("DTEND", &next));
        calendar.push(event.done());
    }
    calendar.done().to_string()
}

fn day_property(name: &str, day: &str) -> icalendar::Property {
    let mut property = icalendar::Property::new(name, day);
    property.add_parameter("VALUE", "DATE");
    property
}
