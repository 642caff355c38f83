//! Readings (查阅): whoever opens a matter's texts leaves an event in a stream of their own (T18).
//!
//! Opening the same matter again within the same minute is one reading.

use crate::{App, Fault, stream};
use casework::step::Recorded;
use casework::{Actor, MatterId, PersonId};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::sync::Mutex;
use store::{Change, CommitError, Write};

/// What a person opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "data")]
pub enum Event {
    /// The texts of a matter.
    #[serde(rename = "reading.matter-opened.v1")]
    Matter {
        /// Which matter.
        matter: MatterId,
    },
    /// A list with titles: one reading a person, list and minute, however many pages.
    #[serde(rename = "reading.list-opened.v1")]
    List {
        /// Which list.
        list: String,
    },
    /// How to reach a reporter, by a permission to contact (P-19).
    #[serde(rename = "reading.contact-opened.v1")]
    Contact {
        /// Of which matter.
        matter: MatterId,
        /// Whose reporter.
        report: casework::ReportId,
    },
    /// Where a matter stands, told to its reporter by telephone (P-23).
    #[serde(rename = "reading.status-told.v1")]
    Status {
        /// Which matter.
        matter: MatterId,
    },
    /// An attachment's original.
    #[serde(rename = "reading.file-opened.v1")]
    File {
        /// Of which matter.
        matter: MatterId,
        /// Which file.
        file: casework::ids::FileId,
    },
    /// An attachment's cleaned copy (T13).
    #[serde(rename = "reading.file-copy-opened.v1")]
    FileCopy {
        /// Of which matter.
        matter: MatterId,
        /// Which file.
        file: casework::ids::FileId,
    },
    /// A form with what a matter holds, printed or taken as a document (P-22).
    #[serde(rename = "reading.printed.v1")]
    Printed {
        /// Of which matter.
        matter: MatterId,
        /// Which form of the catalogue.
        form: String,
        /// Whether it names who reported, which stood open for the reader.
        identity: bool,
    },
    /// Words of matters, among the results of a search (S1-44). What was sought is not kept.
    #[serde(rename = "reading.found.v1")]
    Found {
        /// Which matters.
        matters: Vec<MatterId>,
    },
}

impl Event {
    /// The matters it is a reading of; a list is of none.
    pub(crate) fn matters(&self) -> Vec<MatterId> {
        match self {
            Self::Matter { matter }
            | Self::Contact { matter, .. }
            | Self::Status { matter }
            | Self::File { matter, .. }
            | Self::FileCopy { matter, .. }
            | Self::Printed { matter, .. } => vec![*matter],
            Self::Found { matters } => matters.clone(),
            Self::List { .. } => Vec::new(),
        }
    }
}

const MINUTE: i64 = 60_000;

/// Records that a person opened a matter's texts, before they are shown.
///
/// # Errors
/// The database does not answer; then nothing is shown either.
pub(crate) async fn record(app: &App, person: &PersonId, event: Event) -> Result<(), Fault> {
    let now = app.now();
    let matters = event.matters();
    if let Event::Matter { matter } = &event
        && is_recent(app, person, *matter).await?
    {
        return Ok(());
    }
    let stream_id = format!("reading-{person}");
    let actor = Actor::Person {
        person: person.clone(),
        unit: app
            .office()
            .posts_of(person, now.on())
            .next()
            .map_or_else(|| "".into(), |post| post.unit.clone()),
        role: String::new(),
        behalf: None,
        acting: false,
        sheet: None,
    };
    let recorded = Recorded {
        event,
        at: now.at,
        happened: now.local,
        by: actor,
    };
    loop {
        let sql = "SELECT coalesce(max(version), 0) FROM events WHERE stream_id = $1";
        let rows = app.store().rows(sql, &[stream_id.as_str().into()]).await?;
        let version = rows.first().map_or(Ok(0), |row| row.int(0))?;
        let events = stream::new_events(&stream_id, version, std::slice::from_ref(&recorded));
        let row = |matter: &MatterId| row(&recorded, &stream_id, version + 1, *matter);
        let changes = matters.iter().map(row).collect();
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

/// Records that a person read a list, once a minute (T18).
///
/// # Errors
/// The database does not answer; then nothing is shown either.
pub(crate) async fn record_list(app: &App, person: &PersonId, list: &str) -> Result<(), Fault> {
    if !app
        .lists_read()
        .is_first(person, list, app.now().at / MINUTE)
    {
        return Ok(());
    }
    record(
        app,
        person,
        Event::List {
            list: list.to_owned(),
        },
    )
    .await
}

/// Which lists this node has recorded for whom in which minute.
#[derive(Default)]
pub(crate) struct ListsRead {
    last: Mutex<HashMap<(PersonId, String), i64>>,
}

impl ListsRead {
    fn is_first(&self, person: &PersonId, list: &str, minute: i64) -> bool {
        let mut last = self.last.lock().expect("no reader panicked");
        last.insert((person.clone(), list.to_owned()), minute) != Some(minute)
    }
}

async fn is_recent(app: &App, person: &PersonId, matter: MatterId) -> Result<bool, Fault> {
    let sql = "SELECT r.stream_id, r.version, e.body FROM readings r \
               JOIN events e ON e.stream_id = r.stream_id AND e.version = r.version \
               WHERE r.matter_id = $1 AND r.at > $2 AND r.person_id = $3";
    let since = app.now().at - MINUTE;
    let params = [
        matter.to_string().into(),
        since.into(),
        person.as_str().into(),
    ];
    for row in app.store().rows(sql, &params).await? {
        let recorded: Recorded<Event> = stream::decode(row.text(0)?, row.int(1)?, row.blob(2)?)?;
        // Words among the results of a search are not the matter: opening it is another reading.
        if !matches!(recorded.event, Event::Found { .. }) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The row of a reading in the read table.
pub(crate) fn row(
    recorded: &Recorded<Event>,
    stream_id: &str,
    version: i64,
    matter: MatterId,
) -> Change {
    let person = recorded.by.person().map_or("", PersonId::as_str);
    Change {
        sql: "INSERT INTO readings (matter_id, at, person_id, stream_id, version) \
              VALUES ($1, $2, $3, $4, $5)"
            .into(),
        params: vec![
            matter.to_string().into(),
            recorded.at.into(),
            person.into(),
            stream_id.into(),
            version.into(),
        ],
    }
}
