//! The morning sheet (晨报, P-26): one A4 for one person: what is overdue, due today and tomorrow, what came
//! this night, what waits for the person's decision, what others owe. Only what the reader may see is on
//! it; where a part is longer than its room, the sheet says how many others there are.

use super::reader::{Reader, seen};
use super::todo::{self, TodoRow};
use crate::{App, Fault, reading, vault};
use casework::matter::rows::Asked;
use casework::rules::Sight;
use casework::{PersonId, UnitId, access};
use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;
use std::collections::BTreeSet;
use store::Value;

/// The sheet.
#[derive(Debug, Clone, Serialize)]
pub struct Morning {
    /// Whose sheet.
    pub name: String,
    /// The posts, in words.
    pub posts: Vec<String>,
    /// Today, in words.
    pub today: String,
    /// When it was drawn up.
    pub at: String,
    /// Its parts, in order; empty ones too, for an empty part is news as well.
    pub parts: Vec<Part>,
}

/// A part of the sheet.
#[derive(Debug, Clone, Serialize)]
pub struct Part {
    /// 已经超期.
    pub zh: &'static str,
    /// The rows there is room for.
    pub rows: Vec<TodoRow>,
    /// How many others there are; with `many`, at least so many.
    pub others: usize,
    /// Whether they were not all counted.
    pub many: bool,
}

/// Rows of the whole sheet: so many fit one A4 beside six headings.
pub const ROWS_MAX: usize = 26;

/// Rows of one part that are looked for at most.
const LOOKED_MAX: usize = 120;

/// The sheet of a reader.
///
/// # Errors
/// The database does not answer.
pub async fn morning(app: &App, person: &PersonId) -> Result<Morning, Fault> {
    let reader = Reader::of(app, person).await?;
    reading::record_list(app, person, "morning").await?;
    let mut parts = found(app, &reader).await?;
    share(&mut parts);
    titled(app, &reader, &mut parts).await?;
    Ok(Morning {
        name: reader.office.person_name(person).to_owned(),
        posts: todo::posts(app, &reader),
        today: todo::today(&reader),
        at: todo::shown(reader.now.at),
        parts,
    })
}

async fn found(app: &App, reader: &Reader) -> Result<Vec<Part>, Fault> {
    let midnight = |days: i32| {
        let on = reader.on().checked_add(days.days()).unwrap_or(reader.on());
        app.offset().midnight(on)
    };
    let now = reader.now.at;
    let mut known = BTreeSet::new();
    let mut parts = Vec::new();
    for (zh, from, until) in [
        ("已经超期", i64::MIN, now),
        ("今日到期", now, midnight(1)),
        ("明日到期", midnight(1), midnight(2)),
    ] {
        let owed = todo::owed(app, reader, (from, until), &mut known).await?;
        let whole = part(zh, owed.rows);
        parts.push(Part {
            many: whole.many || owed.cut,
            ..whole
        });
    }
    parts.push(part("等我决定", asked(app, reader).await?));
    parts.push(part("昨夜以来新到", arrived(app, reader).await?));
    parts.push(part(
        "等待他人",
        todo::waiting(app, reader, &mut known).await?,
    ));
    Ok(parts)
}

fn part(zh: &'static str, rows: Vec<TodoRow>) -> Part {
    Part {
        zh,
        others: 0,
        many: rows.len() >= LOOKED_MAX,
        rows,
    }
}

/// Room for each: an equal share first, and what is left over to the most pressing.
fn share(parts: &mut [Part]) {
    let equal = ROWS_MAX / parts.len().max(1);
    let taken: usize = parts.iter().map(|part| part.rows.len().min(equal)).sum();
    let mut free = ROWS_MAX - taken;
    for part in parts {
        let wanted = part.rows.len().saturating_sub(equal);
        let more = wanted.min(free);
        free -= more;
        let room = (equal + more).min(part.rows.len());
        part.others = part.rows.len() - room;
        part.rows.truncate(room);
    }
}

async fn titled(app: &App, reader: &Reader, parts: &mut [Part]) -> Result<(), Fault> {
    let rows = parts.iter().flat_map(|part| &part.rows);
    let streams: Vec<String> = rows.map(|row| row.title.clone()).collect();
    let titles = super::titles::titles(app, reader, &streams).await?;
    for row in parts.iter_mut().flat_map(|part| &mut part.rows) {
        let title = titles.get(&row.title);
        row.title = title.map_or_else(|| vault::ERASED.to_owned(), String::clone);
    }
    Ok(())
}

/// What waits for the reader's own decision, oldest first: what they are asked as a person, and what
/// their unit is asked where a post of theirs answers it.
async fn asked(app: &App, reader: &Reader) -> Result<Vec<TodoRow>, Fault> {
    let mut wanted: Vec<(Asked, String)> = [Asked::Read, Asked::Decide, Asked::Check]
        .map(|kind| (kind, reader.person.to_string()))
        .into();
    let (office, rules) = (&reader.office, app.rules());
    let all = access::Relation::ALL;
    for post in office.posts_of(&reader.person, reader.on()) {
        let may = |act: &str| access::grants(rules, &post.role, act, all);
        let organ = office.organ_of(&post.unit);
        for (kind, act) in [
            (Asked::Instruct, "instruct"),
            (Asked::Review, "review-exclusion"),
            (Asked::Opine, "answer-study"),
        ] {
            if may(act) {
                wanted.push((kind, post.unit.to_string()));
                wanted.extend(organ.map(|organ| (kind, organ.to_string())));
            }
        }
    }
    let mut rows: Vec<(i64, TodoRow)> = Vec::new();
    let mut known = BTreeSet::new();
    for (kind, who) in wanted {
        let sql = format!(
            "SELECT a.kind, m.due_at, m.matter_id, m.number, m.stage, m.holder, m.real_name, \
             a.since_at FROM asked a JOIN matters m ON m.matter_id = a.matter_id \
             WHERE a.who = $2 AND a.kind = $3 AND NOT a.done AND {} AND {} \
             ORDER BY a.since_at, a.matter_id LIMIT $4",
            seen("a", 1),
            in_sight(reader, "a", 5)
        );
        let mut params: Vec<Value> = vec![
            reader.person.as_str().into(),
            who.into(),
            kind.as_str().into(),
            (LOOKED_MAX as i64).into(),
        ];
        params.extend(eyes(reader));
        for row in &app.store().rows(&sql, &params).await? {
            if known.insert(row.text(2)?.to_owned()) {
                let mut line = todo::line(app, reader, row)?;
                line.next_zh = kind.zh();
                rows.push((row.int(7)?, line));
            }
        }
    }
    rows.sort_by_key(|(since, _)| *since);
    rows.truncate(LOOKED_MAX);
    Ok(rows.into_iter().map(|(_, row)| row).collect())
}

/// What came since the office last closed: received by the reader's units, or handed to them.
async fn arrived(app: &App, reader: &Reader) -> Result<Vec<TodoRow>, Fault> {
    let closed = last_working_day(app, reader.on()).to_datetime(app.rules().settings.closes_at);
    let since = app.offset().instant(closed);
    let mut rows = Vec::new();
    let mut known = BTreeSet::new();
    for unit in holding(app, reader) {
        for came in ["v.received_at", "v.routed_at"] {
            let order = if came == "v.routed_at" {
                "v.routed_at IS NOT NULL AND v.routed_at >= $3".to_owned()
            } else {
                "v.sort_key >= $3".to_owned()
            };
            let bound: Value = if came == "v.routed_at" {
                since.into()
            } else {
                format!("{:016}", since.max(0)).into()
            };
            let sort = if came == "v.routed_at" {
                "v.routed_at DESC, v.matter_id DESC"
            } else {
                "v.sort_key DESC"
            };
            let sql = format!(
                "SELECT m.stage, m.due_at, m.matter_id, m.number, m.stage, m.holder, m.real_name \
                 FROM visible v JOIN matters m ON m.matter_id = v.matter_id \
                 WHERE v.unit_id = $2 AND {order} AND v.holder || '' = $2 AND {} \
                 ORDER BY {sort} LIMIT $4",
                seen("v", 1)
            );
            let params = [
                reader.person.as_str().into(),
                unit.as_str().into(),
                bound,
                (LOOKED_MAX as i64).into(),
            ];
            for row in &app.store().rows(&sql, &params).await? {
                if known.insert(row.text(2)?.to_owned()) {
                    rows.push(todo::line(app, reader, row)?);
                }
            }
        }
    }
    rows.truncate(LOOKED_MAX);
    Ok(rows)
}

/// The units that hold what the reader works on: the organ for whoever sees all of it, else the unit.
fn holding(app: &App, reader: &Reader) -> Vec<UnitId> {
    let mut units: Vec<UnitId> = Vec::new();
    for post in reader.office.posts_of(&reader.person, reader.on()) {
        let sight = app.rules().role(&post.role).map(|role| role.sees);
        let organ = reader
            .office
            .organ_of(&post.unit)
            .filter(|_| sight == Some(Sight::Organ));
        let unit = organ.unwrap_or(&post.unit);
        if sight.is_some_and(|sight| sight != Sight::Nothing) && !units.contains(unit) {
            units.push(unit.clone());
        }
    }
    units
}

fn last_working_day(app: &App, today: Date) -> Date {
    let mut on = today;
    for _ in 0..15 {
        on = on.yesterday().unwrap_or(on);
        if app.calendar().is_working(on, None).unwrap_or(true) {
            return on;
        }
    }
    on
}

/// The condition that the reader's units may see a matter; their ids are the parameters from `first` on.
fn in_sight(reader: &Reader, row: &str, first: usize) -> String {
    let units: Vec<String> = (0..reader.units.len().max(1))
        .map(|at| format!("${}", first + at))
        .collect();
    format!(
        "EXISTS (SELECT 1 FROM visible v WHERE v.matter_id = {row}.matter_id AND v.unit_id IN ({}))",
        units.join(", ")
    )
}

fn eyes(reader: &Reader) -> Vec<Value> {
    match reader.units.is_empty() {
        true => vec!["".into()],
        false => reader
            .units
            .iter()
            .map(|unit| unit.as_str().into())
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn long(rows: usize) -> Part {
        let row = TodoRow::blank();
        part("部分", vec![row; rows])
    }

    #[test]
    fn the_sheet_never_has_more_rows_than_fit_and_counts_the_others() {
        let mut parts = vec![long(50), long(2), long(0), long(9), long(0), long(120)];
        share(&mut parts);
        let shown: usize = parts.iter().map(|part| part.rows.len()).sum();
        assert_eq!(shown, ROWS_MAX);
        assert_eq!(parts[0].rows.len() + parts[0].others, 50);
        assert!(parts[5].many && parts[5].others > 100);
        assert_eq!(parts[1].others, 0);
    }
}
