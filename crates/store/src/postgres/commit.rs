//! One write as one transaction, sent in one go and judged by its first failing statement.
//!
//! `BEGIN`, every statement and `COMMIT` are sent without waiting in between: one round trip. A
//! statement that fails aborts the transaction, so the `COMMIT` behind it is answered by a
//! rollback. A statement the driver itself refuses is never sent; then `ROLLBACK` takes the place
//! of `COMMIT`, or what came before it would be stored alone.

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::Arc;
use std::task::Poll;

use deadpool_postgres::Object;
use tokio_postgres::error::Severity;
use tokio_postgres::{Error, Statement};

use super::{Postgres, connection, fault};
use crate::error::{CommitError, StoreError};
use crate::failures::Failure;
use crate::plan::Step;

/// How often a write is repeated that the server undid to end a deadlock. Its outcome is known,
/// and it is data, so repeating it decides nothing anew.
const ATTEMPTS_MAX: usize = 5;

/// Explicit, because the checks behind the locks rely on each statement seeing what was committed
/// before it, whatever the server's default is.
const BEGIN: &str = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE";

impl Postgres {
    /// In a task of its own: a caller that goes away must not leave half a transaction behind on
    /// a pooled connection.
    pub(crate) async fn commit(
        self: Arc<Self>,
        steps: Vec<Step>,
        ordered: Option<Failure>,
    ) -> Result<(), CommitError> {
        match tokio::spawn(async move { self.commit_to_the_end(&steps, ordered).await }).await {
            Ok(answer) => answer,
            Err(error) => Err(CommitError::Unknown(StoreError::Unreachable(
                error.to_string(),
            ))),
        }
    }

    async fn commit_to_the_end(
        &self,
        steps: &[Step],
        ordered: Option<Failure>,
    ) -> Result<(), CommitError> {
        let mut attempt = 1;
        let mut turn = None;
        loop {
            let client = connection(&self.writers)
                .await
                .map_err(CommitError::Fault)?;
            let statements = prepared(&client, steps).await?;
            let outcome = send(&client, steps, &statements, ordered).await;
            return match outcome {
                Outcome::Committed if ordered.is_none() => Ok(()),
                Outcome::Committed => Err(CommitError::Unknown(ordered_failure())),
                Outcome::RolledBack(_, error) if is_retryable(&error) && attempt < ATTEMPTS_MAX => {
                    // The connection is given back before waiting, and writes are repeated one at a
                    // time, so that they do not meet again.
                    drop(client);
                    attempt += 1;
                    if turn.is_none() {
                        turn = Some(self.repeats.lock().await);
                    }
                    continue;
                }
                Outcome::RolledBack(step, error) => Err(refusal(&client, step, &error).await),
                Outcome::Unknown(error) => {
                    // The connection may still have something to say: it is not used again.
                    drop(Object::take(client));
                    Err(CommitError::Unknown(fault(&error)))
                }
            };
        }
    }
}

enum Outcome<'s> {
    Committed,
    RolledBack(Option<&'s Step>, Error),
    Unknown(Error),
}

async fn prepared(client: &Object, steps: &[Step]) -> Result<Vec<Statement>, CommitError> {
    let mut statements = Vec::with_capacity(steps.len());
    for step in steps {
        let statement = client.prepare_cached(&step.sql).await;
        statements.push(statement.map_err(|error| CommitError::Fault(fault(&error)))?);
    }
    Ok(statements)
}

async fn send<'s>(
    client: &Object,
    steps: &'s [Step],
    statements: &[Statement],
    ordered: Option<Failure>,
) -> Outcome<'s> {
    let mut begun = Pending::sent(client.batch_execute(BEGIN)).await;
    let mut pending = Vec::with_capacity(steps.len());
    let mut unsent = begun.is_refused();
    for (step, statement) in steps.iter().zip(statements) {
        if unsent {
            break;
        }
        let answer = Pending::sent(client.execute_raw(statement, &step.params)).await;
        unsent = answer.is_refused();
        pending.push((step, answer));
    }
    let commits = !unsent && ordered != Some(Failure::NotStored);
    let end = if commits { "COMMIT" } else { "ROLLBACK" };
    let mut ended = Pending::sent(client.batch_execute(end)).await;

    let mut failed = begun.answer().await.err().map(|error| (None, error));
    for (step, answer) in &mut pending {
        let answer = answer.answer().await;
        failed = failed.or_else(|| answer.err().map(|error| (Some(*step), error)));
    }
    let ended = ended.answer().await;
    match (failed, ended) {
        (Some((step, error)), _) if !commits || error.as_db_error().is_some() => {
            Outcome::RolledBack(step, error)
        }
        (Some((_, error)), _) => Outcome::Unknown(error),
        (None, Ok(())) => Outcome::Committed,
        (None, Err(error)) if is_plain_error(&error) => Outcome::RolledBack(None, error),
        (None, Err(error)) => Outcome::Unknown(error),
    }
}

/// A request that was sent, with its answer where it came at once.
struct Pending<'f, T> {
    future: Pin<Box<dyn Future<Output = Result<T, Error>> + Send + 'f>>,
    early: Option<Result<T, Error>>,
}

impl<'f, T> Pending<'f, T> {
    /// Sends the request: the driver does so when its future is first polled.
    async fn sent(future: impl Future<Output = Result<T, Error>> + Send + 'f) -> Self {
        let mut future: Pin<Box<dyn Future<Output = _> + Send + 'f>> = Box::pin(future);
        let early = poll_fn(|context| {
            Poll::Ready(match future.as_mut().poll(context) {
                Poll::Ready(answer) => Some(answer),
                Poll::Pending => None,
            })
        })
        .await;
        Pending { future, early }
    }

    /// Whether the driver refused to send it.
    fn is_refused(&self) -> bool {
        matches!(&self.early, Some(Err(_)))
    }

    async fn answer(&mut self) -> Result<T, Error> {
        match self.early.take() {
            Some(answer) => answer,
            None => self.future.as_mut().await,
        }
    }
}

/// A `COMMIT` answered by a plain error has stored nothing. After a fatal one nobody knows: the
/// server may have been stopped between storing and answering.
fn is_plain_error(error: &Error) -> bool {
    error
        .as_db_error()
        .and_then(|error| error.parsed_severity())
        == Some(Severity::Error)
}

fn is_retryable(error: &Error) -> bool {
    matches!(
        error.code().map(|code| code.code()),
        Some("40P01" | "40001")
    )
}

/// The named reason of a failed step. A row that was there already is looked up.
async fn refusal(client: &Object, step: Option<&Step>, error: &Error) -> CommitError {
    let is_constraint = error
        .code()
        .is_some_and(|code| code.code().starts_with("23"));
    let Some(step) = step.filter(|_| is_constraint) else {
        return CommitError::Fault(fault(error));
    };
    if let Some(refusal) = step.blame.refusal() {
        return refusal;
    }
    for probe in step.probes() {
        match is_there(client, probe.sql, &probe.params).await {
            Ok(false) => {}
            Ok(true) => return probe.refusal,
            Err(error) => return CommitError::Fault(fault(&error)),
        }
    }
    CommitError::Fault(fault(error))
}

async fn is_there(
    client: &Object,
    sql: &str,
    params: &[crate::value::Value],
) -> Result<bool, Error> {
    let statement = client.prepare_cached(sql).await?;
    Ok(client.execute_raw(&statement, params).await? > 0)
}

fn ordered_failure() -> StoreError {
    StoreError::Unreachable("a failure ordered by a test".to_owned())
}
