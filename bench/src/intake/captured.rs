//! The rows that filings left, read back and sorted by report.

use casework::MatterId;
use std::collections::HashMap;
use store::{Store, Value};

/// Every table, with the column that tells whose matter a row is. Where nothing is named, filing must
/// not leave a row.
const TABLES: &[(&str, Option<&str>)] = &[
    ("events", Some("stream_id")),
    ("unsequenced", Some("stream_id")),
    ("claims", Some("owner")),
    ("keys", Some("scope")),
    ("sealed", Some("stream_id")),
    ("blind", Some("stream_id")),
    ("search_docs", Some("matter_id")),
    ("search_live", Some("matter_id")),
    ("matters", Some("matter_id")),
    ("visible", Some("matter_id")),
    ("reports", Some("matter_id")),
    ("leads", Some("matter_id")),
    ("clocks", Some("matter_id")),
    ("recused", Some("matter_id")),
    ("guards", None),
    ("outbox", None),
    ("leaves", None),
    ("chunks", None),
    ("readings", None),
];

/// Rows of one table to be inserted by one statement.
pub struct Batch {
    /// Which of [`Captured::statements`].
    pub statement: usize,
    /// Its parameters.
    pub params: Vec<Value>,
}

/// What was read back.
pub struct Captured {
    /// The statements that insert it, with `$n`.
    pub statements: Vec<String>,
    /// The batches of each report, in the order of filing.
    pub reports: Vec<Vec<Batch>>,
    rows: usize,
}

impl Captured {
    /// How many rows a report leaves.
    pub fn rows_a_report(&self) -> f64 {
        self.rows as f64 / self.reports.len() as f64
    }
}

/// How many rows each table has.
pub async fn sizes(store: &Store) -> Vec<i64> {
    let mut sizes = Vec::new();
    for (table, _) in TABLES {
        let sql = format!("SELECT count(*) FROM {table}");
        let rows = store.rows(&sql, &[]).await.expect("the table is there");
        sizes.push(rows[0].int(0).expect("a count is a number"));
    }
    sizes
}

/// Reads back every row of these matters, and makes sure that no other row was written since `before`.
pub async fn capture(store: &Store, matters: &[MatterId], before: &[i64]) -> Captured {
    let place: HashMap<String, usize> = matters.iter().map(ToString::to_string).zip(0..).collect();
    let mut statements = Vec::new();
    let mut reports: Vec<Vec<Batch>> = matters.iter().map(|_| Vec::new()).collect();
    let mut total = 0;
    let after = sizes(store).await;
    for (at, (table, owner)) in TABLES.iter().enumerate() {
        let mut found: Vec<Vec<Value>> = matters.iter().map(|_| Vec::new()).collect();
        let (mut columns, mut count) = (Vec::new(), 0);
        if let Some(owner) = owner {
            let sql = format!("SELECT * FROM {table} ORDER BY 1, 2");
            for row in store.rows(&sql, &[]).await.expect("the table is there") {
                columns = row.columns().to_vec();
                let owner = columns.iter().position(|name| name == owner);
                let owner = row.text(owner.expect("the column is there"));
                let owner = owner.expect("an id is text").trim_start_matches("matter-");
                let Some(report) = place.get(owner) else {
                    continue;
                };
                found[*report].extend_from_slice(row.values());
                count += 1;
            }
        }
        assert_eq!(count, after[at] - before[at], "rows of {table}");
        total += count as usize;
        add(table, &columns, found, &mut statements, &mut reports);
    }
    Captured {
        statements,
        reports,
        rows: total,
    }
}

fn add(
    table: &str,
    columns: &[String],
    found: Vec<Vec<Value>>,
    statements: &mut Vec<String>,
    reports: &mut [Vec<Batch>],
) {
    for (report, params) in reports.iter_mut().zip(found) {
        if params.is_empty() {
            continue;
        }
        let sql = insert(table, columns, params.len() / columns.len());
        let known = statements.iter().rposition(|text| *text == sql);
        let statement = known.unwrap_or_else(|| {
            statements.push(sql);
            statements.len() - 1
        });
        report.push(Batch { statement, params });
    }
}

fn insert(table: &str, columns: &[String], rows: usize) -> String {
    let row = |row: usize| {
        let places = (1..=columns.len()).map(|n| format!("${}", row * columns.len() + n));
        format!("({})", places.collect::<Vec<_>>().join(", "))
    };
    let rows: Vec<String> = (0..rows).map(row).collect();
    format!(
        "INSERT INTO {table} ({}) VALUES {}",
        columns.join(", "),
        rows.join(", ")
    )
}
