//! Counts kept beside the rows they count (计数): what is in an organ's hands, what came and went by day,
//! what is late, what goes out. A wall chart, a balance or a plan of a million matters reads a few hundred
//! rows; a list still reads the rows themselves.
//!
//! Every count is described once, in [`COUNTS`]. What a write adds to it follows from the rows before and
//! after; counting anew and comparing are the same description as SQL. Rows that are apart are in no count of
//! holdings: what some organ above may not know of (T4), and what was entered as gone before it came.
//! They are few, and looked at one by one.

pub(crate) mod cells;
#[cfg(test)]
mod tests;

use crate::rebuild::Differs;
use crate::{App, Fault};
use casework::rows::{Cell, Offset, Rows, Table};
use store::{Change, Tally, Write};

/// Days whose flows are also summed together: ten years are then as many sums as single days.
pub(crate) const SPAN: i64 = 64;

/// In an organ's hands now, by stage.
pub(crate) const HERE: &str = "here";
/// In an organ's hands now, by the day it is due on.
pub(crate) const DUE: Grains = Grains("due-span", "due-day");
/// What came to an organ, by how and when.
pub(crate) const CAME: Grains = Grains("came-span", "came-day");
/// What left an organ, by how and when.
pub(crate) const WENT: Grains = Grains("went-span", "went-day");
/// Promises a unit is late with.
pub(crate) const LATE: &str = "late";
/// What goes out from an organ, by kind and day.
pub(crate) const GOING: &str = "going";

/// The kinds of a count by [`SPAN`] and by day.
#[derive(Clone, Copy)]
pub(crate) struct Grains(pub(crate) &'static str, pub(crate) &'static str);

/// One count.
struct Count {
    kind: &'static str,
    table: Table,
    owner: &'static str,
    /// The column of its instant, and how many days are together.
    at: Option<(&'static str, i64)>,
    word: Option<&'static str>,
    when: &'static [When],
}

/// When a row is counted.
enum When {
    Null(&'static str),
    NotNull(&'static str),
    True(&'static str),
    NotApart,
}
use When::{NotApart, NotNull, Null, True};

const COUNTS: [Count; 9] = [
    holding(HERE, None, Some("stage"), &[Null("until_at"), NotApart]),
    holding(
        DUE.0,
        Some(("due_at", SPAN)),
        None,
        &[Null("until_at"), NotApart],
    ),
    holding(
        DUE.1,
        Some(("due_at", 1)),
        None,
        &[Null("until_at"), NotApart],
    ),
    holding(CAME.0, Some(("from_at", SPAN)), Some("came"), &[NotApart]),
    holding(CAME.1, Some(("from_at", 1)), Some("came"), &[NotApart]),
    holding(
        WENT.0,
        Some(("until_at", SPAN)),
        Some("went"),
        &[NotNull("until_at"), NotApart],
    ),
    holding(
        WENT.1,
        Some(("until_at", 1)),
        Some("went"),
        &[NotNull("until_at"), NotApart],
    ),
    Count {
        kind: LATE,
        table: Table::Clocks,
        owner: "owner",
        at: None,
        word: None,
        when: &[True("lapsed"), Null("ended_at")],
    },
    Count {
        kind: GOING,
        table: Table::Clocks,
        owner: "goes_from",
        at: Some(("goes_at", 1)),
        word: Some("goes_kind"),
        when: &[
            NotNull("goes_at"),
            NotNull("goes_from"),
            NotNull("goes_kind"),
        ],
    },
];

const fn holding(
    kind: &'static str,
    at: Option<(&'static str, i64)>,
    word: Option<&'static str>,
    when: &'static [When],
) -> Count {
    Count {
        kind,
        table: Table::Holdings,
        owner: "organ",
        at,
        word,
        when,
    }
}

const MINUTE: i64 = 60_000;
const MINUTES: i64 = 1_440;

/// The local day of an instant, counted from 1970.
pub(crate) fn day(at: i64, offset: Offset) -> i64 {
    let minutes = at.div_euclid(MINUTE) + offset.milliseconds / MINUTE;
    minutes.div_euclid(MINUTES)
}

/// The first day of the span a day lies in.
pub(crate) fn span(day: i64) -> i64 {
    day.div_euclid(SPAN) * SPAN
}

/// What a write adds to the counts when rows become others.
pub(crate) fn change(before: &Rows, after: &Rows, offset: Offset) -> Vec<Tally> {
    let gone = differing(before, after).map(|row| (row, -1));
    let new = differing(after, before).map(|row| (row, 1));
    let mut tallies = Vec::new();
    for ((table, row), added) in gone.chain(new) {
        let counts = COUNTS.iter().filter(|count| count.table == table);
        tallies.extend(counts.filter_map(|count| count.of(row, offset, added)));
    }
    tallies.extend(figures(before, after, offset));
    tallies
}

/// What a write adds to the counts when rows of a procedure become others.
pub(crate) fn change_of_procedure(before: &Rows, after: &Rows, offset: Offset) -> Vec<Tally> {
    changed(
        cells::of_procedure(before, offset, -1),
        cells::of_procedure(after, offset, 1),
    )
}

/// What a write adds to the counts of figures.
fn figures(before: &Rows, after: &Rows, offset: Offset) -> Vec<Tally> {
    changed(cells::of(before, offset, -1), cells::of(after, offset, 1))
}

/// What goes and what comes, where that is not the same.
fn changed(mut gone: Vec<Tally>, mut new: Vec<Tally>) -> Vec<Tally> {
    // Most acts change none of them.
    let same = gone.len() == new.len()
        && gone.iter().zip(&new).all(|(one, other)| {
            (one.kind, &one.owner, one.day, &one.word)
                == (other.kind, &other.owner, other.day, &other.word)
                && one.added == -other.added
        });
    if same {
        return Vec::new();
    }
    gone.append(&mut new);
    gone
}

/// Rows of counted tables that are not the same on the other side.
fn differing<'a>(one: &'a Rows, other: &'a Rows) -> impl Iterator<Item = (Table, &'a [Cell])> {
    let counted = |table| matches!(table, Table::Holdings | Table::Clocks);
    let rows = one.iter().filter(move |(key, _)| counted(key.0));
    let rows = rows.filter(|(key, row)| other.get(*key) != Some(*row));
    rows.map(|(key, row)| (key.0, &**row))
}

impl Count {
    fn of(&self, row: &[Cell], offset: Offset, added: i64) -> Option<Tally> {
        let table = self.table;
        let cell = |column: &str| {
            let at = table.columns().iter().position(|known| *known == column);
            at.map_or(&Cell::Null, |at| &row[at])
        };
        let int = |column: &str| match cell(column) {
            Cell::Int(number) => Some(*number),
            _ => None,
        };
        let text = |column: &str| match cell(column) {
            Cell::Text(text) => text.clone(),
            _ => String::new(),
        };
        let holds = |when: &When| match when {
            Null(column) => *cell(column) == Cell::Null,
            NotNull(column) => *cell(column) != Cell::Null,
            True(column) => *cell(column) == Cell::Bool(true),
            NotApart => *cell("is_apart") == Cell::Bool(false),
        };
        if !self.when.iter().all(holds) {
            return None;
        }
        let days = |(column, together): (&str, i64)| {
            let day = day(int(column)?, offset);
            Some(day.div_euclid(together) * together)
        };
        Some(Tally {
            kind: self.kind,
            owner: text(self.owner),
            day: self.at.map_or(Some(0), days)?,
            word: self.word.map_or_else(String::new, text),
            run_id: text("run_id"),
            added,
        })
    }

    /// The same as a statement over the live rows, each count with a sign.
    fn counted(&self, offset: Offset, sign: &str) -> String {
        let condition = |when: &When| match when {
            Null(column) => format!("{column} IS NULL"),
            NotNull(column) => format!("{column} IS NOT NULL"),
            True(column) => (*column).to_owned(),
            NotApart => "NOT is_apart".to_owned(),
        };
        let conditions: Vec<String> = self.when.iter().map(condition).collect();
        let day = self.at.map(|(column, together)| {
            let minutes = format!(
                "({} + {})",
                floored(column, MINUTE),
                offset.milliseconds / MINUTE
            );
            format!("{} * {together}", floored(&minutes, MINUTES * together))
        });
        let (owner, run) = (self.owner, "COALESCE(run_id, '')");
        let mut groups = vec![owner, run];
        groups.extend(day.as_deref());
        groups.extend(self.word);
        format!(
            "SELECT '{}' AS kind, {owner} AS owner, {} AS day, {} AS word, {run} AS run_id, \
             {sign}COUNT(*) AS total FROM {} WHERE {} GROUP BY {}",
            self.kind,
            day.as_deref().unwrap_or("0"),
            self.word.unwrap_or("''"),
            self.table.name(),
            conditions.join(" AND "),
            groups.join(", ")
        )
    }
}

/// `number / size` rounded down, also below nothing, and without ever leaving 64 bits.
fn floored(number: &str, size: i64) -> String {
    format!("(({number} - (({number} % {size}) + {size}) % {size}) / {size})")
}

/// Counts everything anew. Whoever writes meanwhile waits before adding to a count, and adds to the new one.
pub(crate) async fn recount(app: &App) -> Result<(), Fault> {
    let count = |counted: String| {
        let into = "INSERT INTO tallies (kind, owner, day, word, run_id, total)";
        Change::new(format!("{into} {counted}"), Vec::new())
    };
    let away = Change::new("DELETE FROM tallies", Vec::new());
    let write = Write {
        recount: std::iter::once(away)
            .chain(statements(app.offset(), "").map(|(_, sql)| count(sql)))
            .collect(),
        ..Write::default()
    };
    Ok(app.store().commit(write).await?)
}

/// The first count that is not what its rows come to.
pub(crate) async fn check(app: &App) -> Result<Option<Differs>, Fault> {
    for (kind, counted) in statements(app.offset(), "-") {
        let sql = format!(
            "SELECT owner, day, word, run_id, CAST(SUM(total) AS bigint) FROM \
             (SELECT kind, owner, day, word, run_id, total FROM tallies WHERE kind = '{kind}' UNION ALL {counted}) AS both_sides \
             GROUP BY owner, day, word, run_id HAVING SUM(total) <> 0 ORDER BY 1, 2, 3, 4 LIMIT 1"
        );
        if let Some(row) = app.store().rows(&sql, &[]).await?.first() {
            let key = [kind, row.text(0)?, &row.int(1)?.to_string(), row.text(2)?];
            let run = row.text(3)?;
            return Ok(Some(Differs {
                table: "tallies".to_owned(),
                key: format!("{}/{run}", key.join("/")),
                what: format!("the count is {} more than its rows", row.int(4)?),
            }));
        }
    }
    let known = statements(app.offset(), "").map(|(kind, _)| format!("'{kind}'"));
    let strange = known.collect::<Vec<_>>().join(", ");
    let sql = format!("SELECT kind FROM tallies WHERE kind NOT IN ({strange}) LIMIT 1");
    let rows = app.store().rows(&sql, &[]).await?;
    let differs = |kind: &str| Differs {
        table: "tallies".to_owned(),
        key: kind.to_owned(),
        what: "nothing is counted so".into(),
    };
    Ok(rows
        .first()
        .map(|row| row.text(0).map(differs))
        .transpose()?)
}

/// What the counts are, as the text a database remembers them by: other counts are counted anew.
pub(crate) fn described(offset: Offset) -> String {
    let counted = statements(offset, "").map(|(_, sql)| sql);
    counted.collect::<Vec<_>>().join(";")
}

/// Every kind of count, as a statement over the live rows.
fn statements(offset: Offset, sign: &str) -> impl Iterator<Item = (&'static str, String)> {
    let counts = COUNTS.iter();
    let counts = counts.map(move |count| (count.kind, count.counted(offset, sign)));
    let figures = cells::KINDS.into_iter().zip(cells::counted(offset, sign));
    counts.collect::<Vec<_>>().into_iter().chain(figures)
}
