//! The clocks of procedures: few beside those of matters, and kept by the same timers.

use super::{BATCH, give};
use crate::{App, Fault, Subject};
use casework::procedure::{Noun, RECOUNT, WARN};
use std::collections::BTreeSet;
use store::Value;

/// Records every warning and lapse that is due now.
pub(super) async fn record_due(app: &App) -> Result<usize, Fault> {
    each(app, "c.next_at <= $3", Some(app.now().at.into()), WARN).await
}

/// Recounts every running clock.
pub(super) async fn recount(app: &App) -> Result<usize, Fault> {
    each(app, "c.ended_at IS NULL", None, RECOUNT).await
}

async fn each(app: &App, which: &str, at: Option<Value>, act: &str) -> Result<usize, Fault> {
    let sql = format!(
        "SELECT DISTINCT p.procedure_id, p.noun FROM procedure_clocks c \
         JOIN procedures p ON p.procedure_id = c.procedure_id \
         WHERE {which} AND c.procedure_id > $1 ORDER BY p.procedure_id LIMIT $2"
    );
    let (mut count, mut after) = (0, String::new());
    loop {
        let mut params: Vec<Value> = vec![(&*after).into(), BATCH.into()];
        params.extend(at.clone());
        let rows = app.store().rows(&sql, &params).await?;
        let mut found = BTreeSet::new();
        for row in &rows {
            row.text(0)?.clone_into(&mut after);
            found.insert((row.text(0)?.to_owned(), row.text(1)?.to_owned()));
        }
        for (id, noun) in found {
            let known = Noun::parse(&noun).zip(id.parse().ok());
            let (noun, id) =
                known.ok_or_else(|| Fault::Stored(format!("procedures row `{noun}` `{id}`")))?;
            count += usize::from(give(app, Subject::ProcedureId(noun, id), act).await?);
        }
        if (rows.len() as i64) < BATCH {
            return Ok(count);
        }
    }
}
