//! Rows of procedures, made anew from their events or compared with them. There are few beside matters:
//! one at a time will do.

use super::compare::{first, read};
use super::{Differs, TRIES, commit};
use crate::{App, Fault, projections, stream};
use casework::procedure::{Noun, Procedure, rows::rows};
use casework::rows::{Rows, Table, Whose, difference};
use casework::{ProcedureId, with_noun};
use store::{Change, CommitError, Expect, Write};

/// Procedures taken at a time.
const BATCH: i64 = 200;

/// Writes the rows of every procedure anew.
pub(super) async fn rebuild(app: &App) -> Result<usize, Fault> {
    for table in Table::of(Whose::Procedure) {
        let sql = format!("DELETE FROM {} WHERE {}", table.name(), stray());
        commit(app, vec![Change::new(sql, Vec::new())]).await?;
    }
    let mut count = 0;
    for noun in Noun::ALL {
        let mut after = String::new();
        while let Some(ids) = next(app, *noun, &mut after).await? {
            for id in &ids {
                with_noun!(*noun, P => again::<P>(app, *id).await?);
            }
            count += ids.len();
        }
    }
    Ok(count)
}

/// Compares the rows of every procedure with what the events say.
pub(super) async fn check(app: &App) -> Result<Result<usize, Differs>, Fault> {
    let mut count = 0;
    for noun in Noun::ALL {
        let mut after = String::new();
        while let Some(ids) = next(app, *noun, &mut after).await? {
            for id in &ids {
                if let Some(differs) = with_noun!(*noun, P => compared::<P>(app, *id).await?) {
                    return Ok(Err(differs));
                }
            }
            count += ids.len();
        }
    }
    for table in Table::of(Whose::Procedure) {
        let name = table.name();
        let sql = format!("SELECT procedure_id FROM {name} WHERE {} LIMIT 1", stray());
        if let Some(row) = app.store().rows(&sql, &[]).await?.first() {
            return Ok(Err(Differs {
                table: name.to_owned(),
                key: row.text(0)?.to_owned(),
                what: "no event speaks of this procedure".into(),
            }));
        }
    }
    Ok(Ok(count))
}

/// The first row that is not what the events say; looked at again where somebody was at work meanwhile.
async fn compared<P: Procedure>(app: &App, id: ProcedureId) -> Result<Option<Differs>, Fault> {
    let mut found = None;
    for _ in 0..TRIES {
        let state: P = stream::procedure(app, id).await?;
        let key = id.to_string();
        let stored = read(app, Whose::Procedure, std::slice::from_ref(&key))
            .await?
            .remove(&key);
        found = first(&stored.unwrap_or_default(), &rows(&state, app.offset()));
        let now: P = stream::procedure(app, id).await?;
        if found.is_none() || now.core().version == state.core().version {
            break;
        }
    }
    Ok(found)
}

async fn again<P: Procedure>(app: &App, id: ProcedureId) -> Result<(), Fault> {
    for _ in 0..TRIES {
        let state: P = stream::procedure(app, id).await?;
        let away = Table::of(Whose::Procedure).map(|table| {
            let sql = format!("DELETE FROM {} WHERE procedure_id = $1", table.name());
            Change::new(sql, [id.to_string().into()])
        });
        let told = difference(&Rows::new(), &rows(&state, app.offset()));
        let write = Write {
            expects: vec![Expect {
                stream_id: id.stream(P::NOUN),
                version: state.core().version,
            }],
            changes: away.chain(projections::changes(told)).collect(),
            ..Write::default()
        };
        match app.store().commit(write).await {
            Ok(()) => return Ok(()),
            Err(CommitError::Stale { .. }) => {}
            Err(other) => return Err(other.into()),
        }
    }
    let stream_id = id.stream(P::NOUN);
    let what = format!("{stream_id} is being worked on without pause; run the rebuild again");
    Err(Fault::Stored(what))
}

/// Holds for rows of procedures that no event speaks of.
fn stray() -> String {
    let nouns = Noun::ALL
        .iter()
        .map(|noun| format!("'{}-' || procedure_id", noun.as_str()));
    let streams: Vec<String> = nouns.collect();
    format!(
        "NOT EXISTS (SELECT 1 FROM events e WHERE e.stream_id IN ({}) AND e.version = 1)",
        streams.join(", ")
    )
}

/// The next procedures of a noun by their streams.
async fn next(
    app: &App,
    noun: Noun,
    after: &mut String,
) -> Result<Option<Vec<ProcedureId>>, Fault> {
    let lead = format!("{}-", noun.as_str());
    let sql = "SELECT stream_id FROM events WHERE version = 1 AND stream_id > $1 \
               AND stream_id LIKE $2 ORDER BY stream_id LIMIT $3";
    let params = [
        after.as_str().into(),
        format!("{lead}%").into(),
        BATCH.into(),
    ];
    let rows = app.store().rows(sql, &params).await?;
    let mut ids = Vec::new();
    for row in &rows {
        let stream_id = row.text(0)?;
        let id = stream_id.strip_prefix(&*lead).unwrap_or_default();
        let wrong = |_| Fault::Stored(format!("events.stream_id `{stream_id}`"));
        ids.push(id.parse().map_err(wrong)?);
        stream_id.clone_into(after);
    }
    Ok((!ids.is_empty()).then_some(ids))
}
