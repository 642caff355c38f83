//! Statements abreast (并行查询): rows that lie far apart are asked for in parts at once, so that a disk that has to be
//! waited for is waited for together.

use crate::{App, Fault};
use futures_util::stream::{self, StreamExt, TryStreamExt};
use store::{Row, Value};

/// A statement and its parameters.
pub(crate) type Statement = (String, Vec<Value>);

/// Statements under way at once: what a request may take of the connections that read.
const AT_ONCE: usize = 8;

/// The rows of some statements, in no order.
///
/// # Errors
/// The database does not answer.
pub(crate) async fn rows(app: &App, statements: Vec<Statement>) -> Result<Vec<Row>, Fault> {
    let asked = stream::iter(statements)
        .map(async |(sql, params): Statement| app.store().rows(&sql, &params).await);
    let answered: Vec<Vec<Row>> = asked.buffer_unordered(AT_ONCE).try_collect().await?;
    Ok(answered.into_iter().flatten().collect())
}
