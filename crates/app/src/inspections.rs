//! Inspections (抽查检查): what the shell looks up before an act on one is decided, and the proof of a draw.
//!
//! | module | is |
//! |---|---|
//! | `population` | which matters may be drawn |
//! | `priority` | who was slow last month (重点抽查名单) |
//! | `proof` | a draw recomputed from the evidence |

mod population;
pub mod priority;
pub mod proof;

use crate::queries::reader::Reader;
use crate::{App, Failure, Fault, evidence};
use casework::draw::Seed;
use casework::inspection::Told;
use casework::procedure::{Lookup, Procedure};
use casework::{MatterId, UnitId};
use ledger::checkpoint::Checkpoint;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// What an act is told besides the procedure; nothing where it asks for nothing.
pub(crate) async fn told<P: Procedure>(
    app: &App,
    reader: &Reader,
    state: &P,
    (act, fields): (&str, &Map<String, Value>),
) -> Result<Told, Failure> {
    let mut told = Told::default();
    match state.lookup(act) {
        None => {}
        Some(Lookup::Population) => population::find(app, reader, state, fields, &mut told).await?,
        Some(Lookup::Draw { fixed }) => {
            let stream_id = state.core().id.stream(P::NOUN);
            told.checkpoint = published(app, &stream_id, fixed).await?;
            let core = state.core();
            let organ = reader.office.organ_of(&core.unit).unwrap_or(&core.unit);
            told.priority = priority::units(app, reader, organ, core.opened.date()).await?;
        }
        Some(Lookup::Matter) => told.matter = matter(app, reader, fields).await?,
        Some(Lookup::Hidden) => hidden(app, reader, state, &mut told).await?,
    }
    Ok(told)
}

/// The first checkpoint that covers an event, and the seed it makes; nothing before it is published.
async fn published(app: &App, stream_id: &str, version: i64) -> Result<Option<(u64, Seed)>, Fault> {
    let sql = "SELECT c.size, c.note FROM leaves l JOIN checkpoints c ON c.size > l.seq \
               WHERE l.stream_id = $1 AND l.version = $2 ORDER BY c.size LIMIT 1";
    let rows = app
        .store()
        .rows(sql, &[stream_id.into(), version.into()])
        .await?;
    let Some(row) = rows.first() else {
        return Ok(None);
    };
    let checkpoint = Checkpoint::open(row.text(1)?, &[evidence::verifier_key(app)])
        .map_err(|error| Fault::Ledger(error.to_string()))?;
    Ok(Some((
        checkpoint.size,
        Seed::of_checkpoint(&checkpoint.text()),
    )))
}

/// The matter named in the form, if the reader may see it, and the organ that has it in hand.
async fn matter(
    app: &App,
    reader: &Reader,
    fields: &Map<String, Value>,
) -> Result<Option<(MatterId, String, UnitId)>, Failure> {
    let number = fields
        .get("matter")
        .and_then(Value::as_str)
        .unwrap_or_default();
    match reader.matter(app, number.trim()).await {
        Ok((matter, _)) => {
            let holder = reader
                .office
                .organ_of(&matter.holder)
                .unwrap_or(&matter.holder);
            Ok(Some((matter.id, matter.number.clone(), holder.clone())))
        }
        Err(Failure::NotFound) => Ok(None),
        Err(failure) => Err(failure),
    }
}

/// Items about matters the reader is recused from, and those about matters the reader may not see.
async fn hidden<P: Procedure>(
    app: &App,
    reader: &Reader,
    state: &P,
    told: &mut Told,
) -> Result<(), Fault> {
    let items = state.items();
    let ids: Vec<MatterId> = items.iter().map(|item| item.matter).collect();
    let seen = seen(app, reader, &ids).await?;
    let unseen = items.iter().filter(|item| !seen.contains(&item.matter));
    let unseen: Vec<_> = unseen.collect();
    let ids: Vec<String> = unseen.iter().map(|item| item.matter.to_string()).collect();
    let mut recused = BTreeSet::new();
    for piece in ids.chunks(PIECE) {
        let (list, mut params) = store::list(2, piece.iter().map(String::as_str));
        params.insert(0, reader.person.as_str().into());
        let sql =
            format!("SELECT matter_id FROM recused WHERE person_id = $1 AND matter_id IN {list}");
        for row in app.store().rows(&sql, &params).await? {
            recused.insert(row.text(0)?.to_owned());
        }
    }
    for item in unseen {
        told.unnamed.insert(item.number);
        if recused.contains(&item.matter.to_string()) {
            told.hidden.insert(item.number);
        }
    }
    Ok(())
}

/// Matters asked for at a time.
const PIECE: usize = 500;

/// Which of some matters the reader may see (T3, T4).
///
/// # Errors
/// The database does not answer.
pub(crate) async fn seen(
    app: &App,
    reader: &Reader,
    ids: &[MatterId],
) -> Result<BTreeSet<MatterId>, Fault> {
    let ids: Vec<String> = ids.iter().map(MatterId::to_string).collect();
    let mut found = BTreeSet::new();
    for unit in &reader.units {
        for piece in ids.chunks(PIECE) {
            let (list, mut params) = store::list(3, piece.iter().map(String::as_str));
            params.insert(0, reader.person.as_str().into());
            params.insert(1, unit.as_str().into());
            let sql = format!(
                "SELECT v.matter_id FROM visible v \
                 WHERE v.unit_id = $2 AND v.matter_id IN {list} AND {}",
                crate::queries::reader::seen("v", 1)
            );
            for row in app.store().rows(&sql, &params).await? {
                let id = row.text(0)?;
                let wrong = |_| Fault::Stored(format!("visible.matter_id `{id}`"));
                found.insert(id.parse().map_err(wrong)?);
            }
        }
    }
    Ok(found)
}
