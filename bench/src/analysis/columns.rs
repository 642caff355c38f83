//! An analytical engine (polars) over the same table, held in memory as columns: what one would ask it for the same
//! page, by scanning.

use polars::prelude::*;
use store::Row;

/// By what a page tells its figures.
const DIMENSIONS: [&str; 5] = ["channel", "class", "domains", "managed", "receiver"];

/// The statement's columns, in the order [`Columns::of`] reads them.
pub const READ: &str = "CAST(v.sort_key AS bigint), m.flags, m.channel, COALESCE(m.class, ''), \
                        m.domains, COALESCE(m.managed, ''), m.receiver";

/// The table.
pub struct Columns(DataFrame);

impl Columns {
    /// The rows of [`READ`] as columns.
    pub fn of(rows: &[Row]) -> Self {
        let arrived = rows.iter().map(|row| row.int(0).expect("an instant"));
        let mut columns = vec![Column::new("arrived".into(), arrived.collect::<Vec<i64>>())];
        for (at, name) in (1..).zip(["flags"].into_iter().chain(DIMENSIONS)) {
            let words: Vec<&str> = rows
                .iter()
                .map(|row| row.text(at).expect("a word"))
                .collect();
            columns.push(Column::new(name.into(), words));
        }
        Self(DataFrame::new(rows.len(), columns).expect("columns of one length"))
    }

    /// Arrivals from each instant up to another, by every dimension and what is true of them. How many the first
    /// span has.
    pub fn scanned(&self, spans: &[(i64, i64)]) -> i64 {
        let mut counts = Vec::new();
        for (from, until) in spans {
            for dimension in DIMENSIONS {
                let arrived = || col("arrived");
                let within = arrived().gt_eq(lit(*from)).and(arrived().lt(lit(*until)));
                let grouped = self.0.clone().lazy().filter(within);
                let grouped = grouped.group_by([col(dimension), col("flags")]);
                let told = grouped.agg([len().alias("count")]).collect();
                let told = told.expect("the engine answers");
                let count = told.column("count").expect("a count");
                let count = count.as_materialized_series().sum::<i64>();
                counts.push(count.expect("a sum"));
            }
        }
        counts[0]
    }
}
