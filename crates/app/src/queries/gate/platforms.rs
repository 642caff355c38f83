//! What each platform (来源平台: 12345, 问政, 接诉即办 …) handed over this year, from one range of a partial index
//! a platform (S1-45, S1-47).

use super::scope::{Scope, in_sight};
use crate::{App, Fault};
use store::Value;

/// Code, name and filings of each platform of the catalogue, in its order; those that sent nothing too.
pub(super) async fn this_year(
    app: &App,
    scope: &Scope,
) -> Result<Vec<(String, String, i64)>, Fault> {
    let sql = format!(
        "SELECT m.platform, count(*) FROM matters m WHERE m.receiver = $2 AND m.platform IS NOT NULL \
         AND m.received_at >= $3 AND {} GROUP BY m.platform",
        in_sight()
    );
    let mut params: Vec<Value> = scope.params();
    let first = scope.reader.on().first_of_year();
    params.push(app.offset().midnight(first).into());
    let rows = app.store().rows(&sql, &params).await?;
    let mut counted = Vec::new();
    for row in &rows {
        counted.push((row.text(0)?.to_owned(), row.int(1)?));
    }
    let known = app.rules().platforms.iter();
    let count = |id: &str| {
        counted
            .iter()
            .find(|(word, _)| word == id)
            .map_or(0, |(_, n)| *n)
    };
    Ok(known
        .map(|one| (one.id.clone(), one.name.clone(), count(&one.id)))
        .collect())
}
