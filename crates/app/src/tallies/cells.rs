//! Counts of figures (统计分析): what arrived, was concluded and fell due, by unit and month, each under the word
//! of what it is counted as (`casework::figures::Cell`). A figure of any period and filter is a sum of months
//! and, at the edges of a period that begins within a month, of rows.
//!
//! Arrivals are counted at every unit that may see them, which is the unit and all below it; conclusions and
//! promises at whoever answers for them alone, and are added up over a subtree. What is not told of as any
//! other (`told`) is in no count, and looked at one by one.
//!
//! What procedures score and check is counted at the organ that runs them, under their kind.

use super::{day, floored};
use casework::figures::{Axis, Flag};
use casework::rows::{Cell, Offset, Rows, Table};
use store::Tally;

/// Matters that are not over, by the month they arrived.
pub(crate) const OPEN: &str = "open";

/// Every kind of these counts.
pub(super) const KINDS: [&str; 9] = [
    "arrived",
    "visitors",
    "concluded",
    "due",
    "slow",
    OPEN,
    "scored",
    "points",
    "checked",
];

/// What a matter `m` is counted as.
const DIMENSIONS: &str = "m.flags || '|' || m.channel || '|' || COALESCE(m.class, '') || '|' || m.managed || '|' || m.domains";

const MINUTE: i64 = 60_000;
const MINUTES: i64 = 1_440;

/// The rows of an axis: where they come from, whose they are, by which instant, as what, how much each.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Source {
    /// `FROM … WHERE …`, with somebody's sight `v` and the matter `m`.
    pub(crate) from: &'static str,
    /// That the sight is that of whoever answers.
    pub(crate) own_sight: &'static str,
    /// Whose.
    pub(crate) owner: &'static str,
    /// By which instant.
    pub(crate) at: &'static str,
    /// The table it begins with.
    pub(crate) first: &'static str,
    /// What tells rows of a matter apart.
    pub(crate) nth: &'static str,
    /// Letters before those of the matter.
    letters: &'static str,
    /// How much a row counts.
    pub(crate) weight: &'static str,
}

/// The items of procedures that an axis counts: `i`, of the procedure `p`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Items {
    /// `FROM …`.
    pub(crate) from: &'static str,
    /// By which instant; nothing of an item that has none is counted.
    pub(crate) at: &'static str,
    /// What is true of a row, letter by letter.
    pub(crate) flags: &'static str,
    /// Letters, kind and grade.
    pub(crate) word: &'static str,
    /// The grade alone.
    pub(crate) grade: &'static str,
    /// How much a row counts.
    pub(crate) weight: &'static str,
}

/// Where an axis is read from.
#[derive(Debug, Clone, Copy)]
pub(crate) enum From {
    /// Rows of matters.
    Matters(Source),
    /// Items of procedures.
    Procedures(Items),
}

/// Where an axis is read from.
pub(crate) fn from(axis: Axis) -> From {
    match axis {
        Axis::Scored => From::Procedures(scored("1")),
        Axis::Points => From::Procedures(scored("i.score")),
        Axis::Checked => From::Procedures(CHECKED),
        Axis::Arrived => From::Matters(ARRIVED),
        Axis::Visitors => From::Matters(VISITORS),
        Axis::Concluded => From::Matters(CONCLUDED),
        Axis::Due => From::Matters(DUE),
        Axis::Slow => From::Matters(SLOW),
    }
}

const fn scored(weight: &'static str) -> Items {
    Items {
        from: "FROM review_items i JOIN procedures p ON p.procedure_id = i.procedure_id",
        at: "i.published_at",
        flags: "''",
        word: "'|' || p.kind || '|' || i.grade || '||'",
        grade: "i.grade",
        weight,
    }
}

const CHECKED: Items = Items {
    from: "FROM inspection_items i JOIN procedures p ON p.procedure_id = i.procedure_id",
    at: "i.checked_at",
    flags: "(CASE WHEN i.faulted THEN 'h' ELSE '' END || CASE WHEN i.settled THEN 'm' ELSE '' END)",
    word: "CASE WHEN i.faulted THEN 'h' ELSE '' END || CASE WHEN i.settled THEN 'm' ELSE '' END || '|' || p.kind || '|||'",
    grade: "''",
    weight: "1",
};

const ARRIVED: Source = Source {
    from: "FROM visible v JOIN matters m ON m.matter_id = v.matter_id WHERE TRUE",
    own_sight: "TRUE",
    owner: "v.unit_id",
    first: "v",
    nth: "CAST(0 AS bigint)",
    at: "m.received_at",
    letters: "",
    weight: "1",
};

const VISITORS: Source = Source {
    from: "FROM visible v JOIN matters m ON m.matter_id = v.matter_id WHERE m.channel = 'visit' AND m.heads > 0",
    weight: "m.heads",
    ..ARRIVED
};

/// Conclusions.
pub(crate) const CONCLUDED: Source = Source {
    from: "FROM answers a JOIN matters m ON m.matter_id = a.matter_id \
           JOIN visible v ON v.matter_id = a.matter_id WHERE TRUE",
    own_sight: "v.unit_id = a.unit_id",
    owner: "a.unit_id",
    first: "a",
    nth: "a.round",
    at: "a.concluded_at",
    letters: "a.flags || ",
    weight: "1",
};

const DUE: Source = Source {
    from: "FROM clocks c JOIN matters m ON m.matter_id = c.matter_id \
           JOIN visible v ON v.matter_id = c.matter_id \
           WHERE c.rule IN ('report-result', 'report-fast') AND c.due_at < 9223372036854775807 \
           AND (c.ended_at IS NULL OR c.ended_at > c.due_at OR c.ended_by = 'matter.result-reported')",
    own_sight: "v.unit_id = c.owner",
    owner: "c.owner",
    first: "c",
    nth: "c.clock",
    at: "c.due_at",
    letters: "CASE WHEN c.ended_at IS NULL THEN 'w' WHEN c.ended_at > c.due_at THEN 'z' ELSE 'a' END || ",
    weight: "1",
};

const SLOW: Source = Source {
    from: "FROM clocks c JOIN matters m ON m.matter_id = c.matter_id \
           JOIN visible v ON v.matter_id = c.matter_id \
           WHERE c.lapsed AND c.rule IN ('sign', 'sign-fast', 'accept', 'accept-fast', 'report-result', 'report-fast')",
    letters: "CASE WHEN c.rule IN ('sign', 'sign-fast') THEN 'x' ELSE 'j' END || ",
    ..DUE
};

impl Source {
    /// What is true of a row, letter by letter.
    pub(crate) fn flags(&self) -> String {
        format!("({}m.flags)", self.letters)
    }

    /// What a row is counted as.
    pub(crate) fn word(&self) -> String {
        format!("{}{DIMENSIONS}", self.letters)
    }
}

/// Months from the beginning of the year nothing to the month of a day counted from 1970.
pub(crate) fn month(of: jiff::civil::Date) -> i64 {
    i64::from(of.year()) * 12 + i64::from(of.month()) - 1
}

/// The same as SQL: days since a first of March in a cycle of 400 years, whose months are a straight line.
fn month_sql(at: &str, offset: Offset) -> String {
    let minutes = format!(
        "({} + {})",
        floored(at, MINUTE),
        offset.milliseconds / MINUTE
    );
    let days = format!("({} + 719468)", floored(&minutes, MINUTES));
    let era = format!("({days} / 146097)");
    let of_era = format!("({days} % 146097)");
    let year =
        format!("(({of_era} - {of_era} / 1460 + {of_era} / 36524 - {of_era} / 146096) / 365)");
    let of_year = format!("({of_era} - (365 * {year} + {year} / 4 - {year} / 100))");
    format!("(({era} * 400 + {year}) * 12 + (5 * {of_year} + 2) / 153 + 2)")
}

/// What the rows of a matter add to the counts, each with a sign.
pub(super) fn of(rows: &Rows, offset: Offset, sign: i64) -> Vec<Tally> {
    let mut tallies = Vec::new();
    let Some(matter) = all(rows, Table::Matters).next() else {
        return tallies;
    };
    if !matter.flag("told") {
        return tallies;
    }
    let dimensions =
        ["flags", "channel", "class", "managed", "domains"].map(|name| matter.text(name));
    let word = dimensions.join("|");
    let run = matter.text("run_id");
    let mut add = |kind: &'static str, owner: &str, at: i64, word: String, more: i64| {
        tallies.push(Tally {
            kind,
            owner: owner.to_owned(),
            day: month_of(at, offset),
            word,
            run_id: run.to_owned(),
            added: sign * more,
        });
    };
    let sight = || all(rows, Table::Visible).map(|row| row.text("unit_id"));
    let (received, heads) = (matter.int("received_at"), matter.int("heads"));
    for unit in sight() {
        add("arrived", unit, received, word.clone(), 1);
        if matter.text("channel") == "visit" {
            add("visitors", unit, received, word.clone(), heads);
        }
        if !matter.flag("over") {
            add(OPEN, unit, received, String::new(), 1);
        }
    }
    for row in all(rows, Table::Answers) {
        let unit = row.text("unit_id");
        if sight().any(|seen| seen == unit) {
            let word = format!("{}{word}", row.text("flags"));
            add("concluded", unit, row.int("concluded_at"), word, 1);
        }
    }
    for row in all(rows, Table::Clocks) {
        let unit = row.text("owner");
        let slow = casework::figures::slow(row.text("rule")).filter(|_| row.flag("lapsed"));
        if let Some(letter) = slow.filter(|_| sight().any(|seen| seen == unit)) {
            let word = format!("{}{word}", letter.letter());
            add("slow", unit, row.int("due_at"), word, 1);
        }
        let letter = promise(&row).filter(|_| sight().any(|seen| seen == unit));
        if let Some(letter) = letter {
            let word = format!("{}{word}", letter.letter());
            add("due", unit, row.int("due_at"), word, 1);
        }
    }
    tallies
}

/// What the rows of a procedure add to the counts, each with a sign.
pub(super) fn of_procedure(rows: &Rows, offset: Offset, sign: i64) -> Vec<Tally> {
    let mut tallies = Vec::new();
    let Some(procedure) = all(rows, Table::Procedures).next() else {
        return tallies;
    };
    let kept = procedure.text("kind");
    let mut add = |kind: &'static str, row: &Row<'_>, at: i64, word: String, more: i64| {
        tallies.push(Tally {
            kind,
            owner: row.text("organ_id").to_owned(),
            day: month_of(at, offset),
            word,
            run_id: String::new(),
            added: sign * more,
        });
    };
    for row in all(rows, Table::ReviewItems) {
        let (at, word) = (
            row.int("published_at"),
            format!("|{kept}|{}||", row.text("grade")),
        );
        add("scored", &row, at, word.clone(), 1);
        add("points", &row, at, word, row.int("score"));
    }
    for row in all(rows, Table::InspectionItems) {
        if let Cell::Int(at) = row.cell("checked_at") {
            let letters = [(Flag::Faulted, "faulted"), (Flag::Settled, "settled")];
            let letters = letters.iter().filter(|(_, column)| row.flag(column));
            let letters: String = letters.map(|(flag, _)| flag.letter()).collect();
            add("checked", &row, *at, format!("{letters}|{kept}|||"), 1);
        }
    }
    tallies
}

/// The month of an instant.
fn month_of(at: i64, offset: Offset) -> i64 {
    let days = i32::try_from(day(at, offset)).unwrap_or_default();
    let on = jiff::civil::date(1970, 1, 1).saturating_add(jiff::Span::new().days(days));
    month(on)
}

/// What a promise of a result came to; nothing of another promise, or where it ended before its day by
/// something else.
fn promise(row: &Row<'_>) -> Option<Flag> {
    let due = row.int("due_at");
    if !casework::figures::is_handling(row.text("rule")) || due == i64::MAX {
        return None;
    }
    match row.cell("ended_at") {
        Cell::Int(ended) if *ended > due => Some(Flag::Late),
        Cell::Int(_) => (row.text("ended_by") == "matter.result-reported").then_some(Flag::OnTime),
        _ => Some(Flag::Waiting),
    }
}

/// A row of a table.
struct Row<'a> {
    table: Table,
    cells: &'a [Cell],
}

fn all(rows: &Rows, table: Table) -> impl Iterator<Item = Row<'_>> {
    let from = rows.range((table, String::new())..);
    let own = from.take_while(move |(key, _)| key.0 == table);
    own.map(move |(_, cells)| Row { table, cells })
}

impl<'a> Row<'a> {
    fn cell(&self, column: &str) -> &'a Cell {
        let at = self
            .table
            .columns()
            .iter()
            .position(|known| *known == column);
        at.and_then(|at| self.cells.get(at)).unwrap_or(&Cell::Null)
    }

    fn text(&self, column: &str) -> &'a str {
        match self.cell(column) {
            Cell::Text(text) => text,
            _ => "",
        }
    }

    fn int(&self, column: &str) -> i64 {
        match self.cell(column) {
            Cell::Int(number) => *number,
            _ => 0,
        }
    }

    fn flag(&self, column: &str) -> bool {
        *self.cell(column) == Cell::Bool(true)
    }
}

/// The same as statements over the live rows, each count with a sign: kind, owner, month, word, run, total.
pub(super) fn counted(offset: Offset, sign: &str) -> [String; 9] {
    let statement = |kind: &str, of: Source, word: &str, also: &str| {
        let run = "COALESCE(m.run_id, '')";
        let rows = format!(
            "SELECT {} AS owner, {} AS month, {word} AS word, {run} AS run, {} AS weight {} AND {} AND m.told{also}",
            of.owner,
            month_sql(of.at, offset),
            of.weight,
            of.from,
            of.own_sight
        );
        format!(
            "SELECT '{kind}' AS kind, owner, month AS day, word, run AS run_id, \
             CAST({sign}SUM(weight) AS bigint) AS total FROM ({rows}) AS counted \
             GROUP BY owner, month, word, run"
        )
    };
    let axis = |axis: Axis| match from(axis) {
        From::Matters(of) => statement(axis.as_str(), of, &of.word(), ""),
        From::Procedures(of) => format!(
            "SELECT '{}' AS kind, owner, month AS day, word, '' AS run_id, \
             CAST({sign}SUM(weight) AS bigint) AS total FROM (SELECT i.organ_id AS owner, {} AS month, \
             {} AS word, {} AS weight {} WHERE {} IS NOT NULL AND {} <> 0) AS counted GROUP BY owner, month, word",
            axis.as_str(),
            month_sql(of.at, offset),
            of.word,
            of.weight,
            of.from,
            of.at,
            of.weight,
        ),
    };
    [
        axis(Axis::Arrived),
        axis(Axis::Visitors),
        axis(Axis::Concluded),
        axis(Axis::Due),
        axis(Axis::Slow),
        statement(OPEN, ARRIVED, "''", " AND NOT m.over"),
        axis(Axis::Scored),
        axis(Axis::Points),
        axis(Axis::Checked),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::ToSpan;
    use jiff::civil::date;
    use store::testing::each_engine;

    #[tokio::test(flavor = "multi_thread")]
    async fn a_database_finds_the_month_of_a_day_as_the_calendar_does() {
        each_engine(async |store| {
            let offset = Offset::CHINA;
            for on in (0..1200).map(|step| date(1959, 12, 30).saturating_add((step * 37).days())) {
                let begins = offset.midnight(on);
                for at in [begins, begins + 86_399_999] {
                    let sql = format!(
                        "SELECT CAST({} AS bigint)",
                        month_sql(&format!("({at})"), offset)
                    );
                    let found = store.rows(&sql, &[]).await.unwrap()[0].int(0).unwrap();
                    assert_eq!(found, month(on), "{on}");
                }
            }
        })
        .await;
    }
}
