//! The book of calls (来电登记簿) of an organ: newest first, a page by its stream's own order.

use super::reader::Reader;
use super::registration::receiving_organ;
use super::todo::shown;
use super::trail::actor_in_words;
use crate::calls::{Event, stream_of};
use crate::stream::decode;
use crate::{App, Failure, Fault, reading, vault};
use casework::step::Recorded;
use casework::{MatterId, PersonId, SealedRef, UnitId};

/// A page of the book.
#[derive(Debug, Clone)]
pub struct CallBook {
    /// Whose calls.
    pub organ: UnitId,
    /// The calls.
    pub calls: Vec<CallRow>,
    /// Where older ones begin.
    pub older: Option<i64>,
}

/// A call.
#[derive(Debug, Clone)]
pub struct CallRow {
    /// When it began.
    pub began: String,
    /// When it was over.
    pub ended: String,
    /// Who took it.
    pub who: String,
    /// What became of it.
    pub outcome_zh: &'static str,
    /// The item, where it became one.
    pub number: Option<String>,
    /// What was noted.
    pub note: String,
}

/// Calls of a page.
const PAGE: i64 = 40;

/// A page of calls, older than a place in the book.
///
/// # Errors
/// The reader does not receive reports.
pub async fn calls(app: &App, person: &PersonId, before: Option<i64>) -> Result<CallBook, Failure> {
    let reader = Reader::of(app, person).await?;
    let organ = receiving_organ(app, &reader)?;
    reading::record_list(app, person, "calls").await?;
    let stream_id = stream_of(&organ);
    let sql = "SELECT version, body FROM events WHERE stream_id = $1 AND version < $2 \
               ORDER BY version DESC LIMIT $3";
    let before = before.unwrap_or(i64::MAX);
    let params = [stream_id.as_str().into(), before.into(), (PAGE + 1).into()];
    let rows = app.store().rows(sql, &params).await.map_err(Fault::from)?;
    let mut page = Vec::new();
    for row in rows.iter().take(PAGE as usize) {
        let version = row.int(0).map_err(Fault::from)?;
        let body = row.blob(1).map_err(Fault::from)?;
        let recorded: Recorded<Event> = decode(&stream_id, version, body)?;
        page.push((version, recorded));
    }
    let notes: Vec<&SealedRef> = page.iter().filter_map(|(_, call)| note_of(call)).collect();
    let texts = vault::some_texts(app, &reader.opener(), &stream_id, &notes).await?;
    let mut calls = Vec::new();
    for (_, recorded) in &page {
        let Event::Ended {
            outcome, matter, ..
        } = &recorded.event;
        let number = match matter {
            Some(matter) => match number(app, &reader, *matter).await? {
                Some(number) => Some(number),
                // The reader may not know of what it became, and so not of the call (T3, T4).
                None => continue,
            },
            None => None,
        };
        calls.push(CallRow {
            began: recorded.happened.strftime("%m-%d %H:%M").to_string(),
            ended: shown(recorded.at),
            who: actor_in_words(app, &reader.office, &recorded.by),
            outcome_zh: outcome.zh(),
            number,
            note: match note_of(recorded) {
                Some(note) => texts.of(note)?.to_owned(),
                None => String::new(),
            },
        });
    }
    let last = page.last().map(|(version, _)| *version);
    let more = rows.len() > PAGE as usize;
    Ok(CallBook {
        organ,
        calls,
        older: last.filter(|_| more),
    })
}

fn note_of(call: &Recorded<Event>) -> Option<&SealedRef> {
    let Event::Ended { note, .. } = &call.event;
    note.as_ref()
}

async fn number(app: &App, reader: &Reader, id: MatterId) -> Result<Option<String>, Failure> {
    let sql = "SELECT number FROM matters WHERE matter_id = $1";
    let rows = app.store().rows(sql, &[id.to_string().into()]).await;
    let rows = rows.map_err(Fault::from)?;
    let Some(row) = rows.first() else {
        return Ok(None);
    };
    let number = row.text(0).map_err(Fault::from)?;
    match reader.matter(app, number).await {
        Ok(_) => Ok(Some(number.to_owned())),
        Err(Failure::NotFound) => Ok(None),
        Err(failure) => Err(failure),
    }
}
