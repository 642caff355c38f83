//! Segments (索引段) as they lie in the database. One is written once and never changed, so that a node may keep
//! the ids of each in memory.

use crate::{App, Fault};
use casework::MatterId;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use store::{Change, CommitError, Guard, Row, Write};

/// A matter's id as bytes; ids are ordered by the time of arrival.
pub(crate) type Id = [u8; 16];

/// Which matters a segment holds, in the order of their ids, and which writing of each.
#[derive(Debug, Default)]
pub(super) struct Ids {
    pub(super) ids: Vec<Id>,
    pub(super) stamps: Vec<u32>,
}

/// Bytes of a matter in a segment.
const ENTRY: usize = 20;

impl Ids {
    pub(super) fn packed(&self) -> Vec<u8> {
        let entries = self.ids.iter().zip(&self.stamps);
        let bytes = entries.flat_map(|(id, stamp)| id.iter().copied().chain(stamp.to_be_bytes()));
        bytes.collect()
    }

    fn unpacked(bytes: &[u8]) -> Self {
        let mut ids = Self::default();
        for entry in bytes.chunks_exact(ENTRY) {
            let (id, stamp) = entry.split_at(16);
            ids.ids.push(id.try_into().unwrap_or_default());
            let stamp = stamp
                .iter()
                .fold(0, |all, byte| all << 8 | u32::from(*byte));
            ids.stamps.push(stamp);
        }
        ids
    }

    /// Whether it holds any writing of a matter.
    pub(super) fn holds(&self, id: &Id) -> bool {
        self.ids.binary_search(id).is_ok()
    }
}

/// A segment that is searched.
#[derive(Debug, Clone)]
pub(super) struct Segment {
    pub(super) number: i64,
    pub(super) docs: i64,
    /// Tokens it has a list of.
    pub(super) lines: i64,
    pub(super) ids: Arc<Ids>,
}

impl Segment {
    /// The newest matter it holds.
    pub(super) fn newest(&self) -> Option<Id> {
        self.ids.ids.last().copied()
    }
}

/// The ids of live segments, as this node has read them.
#[derive(Default)]
pub(crate) struct Cache {
    ids: Mutex<HashMap<i64, Arc<Ids>>>,
}

/// Every live segment.
///
/// # Errors
/// The database does not answer.
pub(super) async fn live(app: &App) -> Result<Vec<Segment>, Fault> {
    let sql =
        "SELECT segment, docs, lines FROM search_segments WHERE state = 'live' ORDER BY segment";
    let rows = app.store().rows(sql, &[]).await?;
    let numbers: Vec<i64> = rows
        .iter()
        .map(|row| row.int(0))
        .collect::<Result<_, _>>()?;
    let known = app.search().kept(&numbers);
    let unknown: Vec<i64> = numbers
        .iter()
        .copied()
        .filter(|number| !known.contains_key(number))
        .collect();
    let mut read = HashMap::new();
    for number in unknown {
        let sql = "SELECT ids FROM search_segments WHERE segment = $1";
        for row in app.store().rows(sql, &[number.into()]).await? {
            read.insert(number, Arc::new(Ids::unpacked(row.blob(0)?)));
        }
    }
    app.search().keep(&read);
    let segment = |row: &Row| {
        let number = row.int(0)?;
        let ids = known.get(&number).or_else(|| read.get(&number));
        Ok(Segment {
            number,
            docs: row.int(1)?,
            lines: row.int(2)?,
            ids: ids.cloned().unwrap_or_default(),
        })
    };
    rows.iter().map(segment).collect()
}

impl Cache {
    /// What is known of some segments; of all others nothing is kept any longer.
    fn kept(&self, numbers: &[i64]) -> HashMap<i64, Arc<Ids>> {
        let mut ids = self.ids.lock().expect("no reader panicked");
        ids.retain(|number, _| numbers.contains(number));
        ids.clone()
    }

    fn keep(&self, read: &HashMap<i64, Arc<Ids>>) {
        let mut ids = self.ids.lock().expect("no reader panicked");
        ids.extend(read.iter().map(|(number, one)| (*number, Arc::clone(one))));
    }
}

/// Which stamps some matters have now; those that are found by nothing have none.
///
/// # Errors
/// The database does not answer.
pub(super) async fn stamps(app: &App, ids: &[Id]) -> Result<HashMap<Id, u32>, Fault> {
    let mut stamps = HashMap::new();
    for some in ids.chunks(AT_ONCE) {
        let words = some
            .iter()
            .map(|id| MatterId(uuid::Uuid::from_bytes(*id)).to_string());
        let (list, params) = store::list(1, words);
        let sql = format!("SELECT matter_id, stamp FROM search_live WHERE matter_id IN {list}");
        for row in app.store().rows(&sql, &params).await? {
            stamps.insert(id(row.text(0)?)?, stamp(row.int(1)?)?);
        }
    }
    Ok(stamps)
}

/// Matters asked about in one statement.
const AT_ONCE: usize = 4_096;

/// The id of a matter as it is written in rows.
pub(super) fn id(word: &str) -> Result<Id, Fault> {
    let id = word.parse::<uuid::Uuid>();
    id.map(uuid::Uuid::into_bytes)
        .map_err(|_| Fault::Stored(format!("search_docs.matter_id `{word}`")))
}

/// A stamp as it lies in its row.
pub(super) fn stamp(stored: i64) -> Result<u32, Fault> {
    u32::try_from(stored).map_err(|_| Fault::Stored(format!("search_docs.stamp {stored}")))
}

/// What segments there are, as a guard: whoever replaces some knows that nobody else did meanwhile.
const GUARD: &str = "search-segments";

/// The guard's value now.
///
/// # Errors
/// The database does not answer.
pub(super) async fn generation(app: &App) -> Result<Option<String>, Fault> {
    let sql = "SELECT value FROM guards WHERE name = $1";
    let rows = app.store().rows(sql, &[GUARD.into()]).await?;
    let value = rows.first().map(|row| row.text(0).map(str::to_owned));
    Ok(value.transpose()?)
}

/// Makes changes true if the segments are still those of a generation; `false` where another node changed them.
///
/// # Errors
/// The database does not answer.
pub(super) async fn guarded(
    app: &App,
    generation: Option<String>,
    changes: Vec<Change>,
) -> Result<bool, Fault> {
    let next = crate::moment::draw_id(app.now().at, app.entropy())
        .simple()
        .to_string();
    let guard = Guard {
        name: GUARD.to_owned(),
        expected: generation,
        set: Some(next),
    };
    let write = Write {
        guards: vec![guard],
        changes,
        ..Write::default()
    };
    match app.store().commit(write).await {
        Ok(()) => Ok(true),
        Err(CommitError::Guarded { .. }) => Ok(false),
        Err(other) => Err(other.into()),
    }
}

/// Makes changes true that nothing else depends on.
///
/// # Errors
/// The database does not answer.
pub(super) async fn commit(app: &App, changes: Vec<Change>) -> Result<(), Fault> {
    let write = Write {
        changes,
        ..Write::default()
    };
    Ok(app.store().commit(write).await?)
}
