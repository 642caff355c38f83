//! Calls (来电, 12388): one call is one item, or an answer whose reason is recorded. The record of a call
//! is a stream of its own beside the write path, like readings: it changes no matter, and it is in the
//! ledger like everything else. What was said is sealed.

use crate::moment::draw_id;
use crate::queries::reader::Reader;
use crate::queries::registration::receiving_organ;
use crate::sealer::{Key, Sealing};
use crate::{App, Failure, Fault, stream};
use casework::form::{FieldError, Sealer};
use casework::office::Office;
use casework::step::Recorded;
use casework::{Actor, MatterId, PersonId, ReportId, SealedRef, UnitId, access, codes};
use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use store::{CommitError, Write};

codes! {
    /// What became of a call.
    pub enum Outcome {
        /// It became an item.
        Item = "item" => "登记为信访件",
        /// Not for a commission: the caller was told where to turn.
        OutOfScope = "out-of-scope" => "业务范围外，已告知",
        /// A question, answered at once.
        Asked = "asked" => "咨询，已解答",
        /// It broke off before anything could be registered.
        Dropped = "dropped" => "通话中断",
        /// Nobody took it.
        Missed = "missed" => "未接来电",
    }
}

/// A call as recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "data")]
pub enum Event {
    /// A call ended, or was missed.
    #[serde(rename = "call.ended.v1")]
    Ended {
        /// What became of it.
        outcome: Outcome,
        /// The item it became.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        matter: Option<MatterId>,
        /// Why it became none, and what was said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<SealedRef>,
    },
}

/// A call that came to an end.
#[derive(Debug, Clone)]
pub struct Call {
    /// When it began, local.
    pub began: DateTime,
    /// What became of it.
    pub outcome: Outcome,
    /// The item it became.
    pub matter: Option<MatterId>,
    /// Why it became none; what was said.
    pub note: String,
}

/// Most characters of a note.
pub const NOTE_MAX: usize = 2_000;

/// The purpose notes are sealed under.
pub(crate) const NOTE: &str = "call.note";

/// Records a call for the organ whose seat the person sits at.
///
/// # Errors
/// The person does not receive reports; a call that became no item has no reason; a fault.
pub async fn record(app: &App, person: &PersonId, call: Call) -> Result<(), Failure> {
    let reader = Reader::of(app, person).await?;
    let organ = receiving_organ(app, &reader)?;
    check(&call)?;
    let stream_id = stream_of(&organ);
    let by = actor(app, &reader.office, person, &reader)?;
    let (now, report) = (app.now(), ReportId(draw_id(reader.now.at, app.entropy())));
    loop {
        let mut changes = Vec::new();
        let mut note = None;
        if !call.note.is_empty() {
            let (key, files) = (Key::Stored, HashMap::new());
            let mut sealing = Sealing::begin(
                app,
                stream_id.clone(),
                now.at,
                report,
                (key, String::new()),
                files,
            )
            .await?;
            note = Some(sealing.text(NOTE, &call.note));
            changes = sealing.finish().changes;
        }
        let recorded = Recorded {
            event: Event::Ended {
                outcome: call.outcome,
                matter: call.matter,
                note,
            },
            at: now.at,
            happened: call.began.min(now.local),
            by: by.clone(),
        };
        let version = version(app, &stream_id).await?;
        let events = stream::new_events(&stream_id, version, std::slice::from_ref(&recorded));
        let write = Write {
            events,
            changes,
            ..Write::default()
        };
        match app.store().commit(write).await {
            Err(CommitError::Stale { .. }) => {}
            other => return Ok(other?),
        }
    }
}

/// The stream of an organ's calls.
pub(crate) fn stream_of(organ: &UnitId) -> String {
    format!("calls-{organ}")
}

fn check(call: &Call) -> Result<(), Failure> {
    let wrong = |sentence: &str| {
        Err(Failure::Invalid(vec![FieldError {
            field: "call_note".to_owned(),
            sentence: sentence.to_owned(),
        }]))
    };
    if call.note.chars().count() > NOTE_MAX {
        return wrong("通话记录最多2000字，请删减");
    }
    let told = matches!(call.outcome, Outcome::OutOfScope | Outcome::Asked);
    if told && call.note.trim().is_empty() {
        return wrong("不登记为信访件的，请写明来电人问什么、怎样答复的");
    }
    Ok(())
}

fn actor(app: &App, office: &Office, person: &PersonId, reader: &Reader) -> Result<Actor, Failure> {
    let actor = access::permit(office, app.rules(), person, "receive", None, reader.on());
    actor.ok_or(Failure::NotFound)
}

async fn version(app: &App, stream_id: &str) -> Result<i64, Fault> {
    let sql = "SELECT coalesce(max(version), 0) FROM events WHERE stream_id = $1";
    let rows = app.store().rows(sql, &[stream_id.into()]).await?;
    Ok(rows.first().map_or(Ok(0), |row| row.int(0))?)
}
