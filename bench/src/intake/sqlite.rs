//! SQLite's raw leg: rusqlite alone, one connection, the settings of the store's writer.

use super::{Captured, Load};
use crate::intake::captured::Batch;
use crate::stopwatch::Stopwatch;
use rusqlite::{Connection, Statement};
use std::path::Path;

/// Inserts all reports, as many a transaction as the write path put into one, and says how many a
/// second.
pub fn insert(path: &Path, captured: &Captured, load: Load, group: f64) -> f64 {
    let connection = Connection::open(path).expect("the file opens");
    connection
        .execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; \
             PRAGMA cache_size = -65536; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; \
             PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY;",
        )
        .expect("the settings are known");
    let prepare = |sql: &String| connection.prepare(&sql.replace('$', "?"));
    let statements: Result<Vec<_>, _> = captured.statements.iter().map(prepare).collect();
    let mut statements = statements.expect("the statements fit the tables");
    let size = (group.round() as usize).max(1);
    let (warming, counted) = captured.reports.split_at(load.warming);
    write(&connection, &mut statements, warming, size);
    let watch = Stopwatch::start();
    write(&connection, &mut statements, counted, size);
    watch.rate(counted.len())
}

fn write(
    connection: &Connection,
    statements: &mut [Statement],
    reports: &[Vec<Batch>],
    size: usize,
) {
    let control = |sql| {
        let mut statement = connection.prepare_cached(sql).expect("it is plain SQL");
        statement.execute([]).expect("nobody else has the file");
    };
    for group in reports.chunks(size) {
        control("BEGIN IMMEDIATE");
        for batch in group.iter().flatten() {
            let statement = &mut statements[batch.statement];
            for (value, at) in batch.params.iter().zip(1..) {
                statement
                    .raw_bind_parameter(at, value)
                    .expect("the value fits");
            }
            statement.raw_execute().expect("the rows are new");
        }
        control("COMMIT");
    }
}
