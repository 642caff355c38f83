//! PostgreSQL's raw leg: tokio-postgres alone, one connection a client, one pipelined transaction a
//! report.

use super::{Captured, Load};
use crate::intake::captured::Batch;
use crate::stopwatch::Stopwatch;
use futures_util::future::{join_all, try_join, try_join_all};
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio_postgres::{Client, Error, NoTls, Statement};

/// Inserts all reports and says how many a second.
pub async fn insert(url: &str, captured: &Captured, load: Load) -> f64 {
    let connections = join_all((0..load.clients).map(|_| connect(url, captured))).await;
    let (warming, counted) = captured.reports.split_at(load.warming);
    write(&connections, warming).await;
    let watch = Stopwatch::start();
    write(&connections, counted).await;
    watch.rate(counted.len())
}

struct Connected {
    client: Client,
    statements: Vec<Statement>,
}

async fn connect(url: &str, captured: &Captured) -> Connected {
    let connected = tokio_postgres::connect(url, NoTls).await;
    let (client, connection) = connected.expect("the server answers");
    tokio::spawn(connection);
    let prepared = captured.statements.iter().map(|sql| client.prepare(sql));
    let statements = try_join_all(prepared).await;
    Connected {
        statements: statements.expect("the statements fit the tables"),
        client,
    }
}

async fn write(connections: &[Connected], reports: &[Vec<Batch>]) {
    let next = AtomicUsize::new(0);
    let client = async |connected: &Connected| {
        while let Some(report) = reports.get(next.fetch_add(1, Ordering::Relaxed)) {
            let written = transaction(connected, report).await;
            written.expect("the rows are new");
        }
    };
    join_all(connections.iter().map(client)).await;
}

/// Sent in one go: joined futures are first polled in order, and a poll sends.
async fn transaction(connected: &Connected, report: &[Batch]) -> Result<(), Error> {
    let client = &connected.client;
    let rows = report.iter().map(|batch| {
        let statement = &connected.statements[batch.statement];
        client.execute_raw(statement, &batch.params)
    });
    let begun = client.batch_execute("BEGIN");
    let ended = async { try_join(try_join_all(rows), client.batch_execute("COMMIT")).await };
    try_join(begun, ended).await.map(|_| ())
}
