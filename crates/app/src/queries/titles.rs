//! Titles of lists: each reader is shown the title they may read (T3, T5). The original title only where
//! the reader's organ has the original; everybody else the title written at routing.

use super::reader::Reader;
use crate::execute::PART_TITLE;
use crate::{App, Fault, vault};
use casework::UnitId;
use casework::access::holds_original;
use std::collections::HashMap;

/// Shown where nothing was written for receivers.
pub(crate) const UNTITLED: &str = "（原标题不下发）";

/// The titles a reader may read, by stream. Streams whose texts were destroyed are left out.
///
/// # Errors
/// The database does not answer, or a title does not open.
pub async fn titles(
    app: &App,
    reader: &Reader,
    streams: &[String],
) -> Result<HashMap<String, String>, Fault> {
    let mut given = HashMap::new();
    if streams.is_empty() {
        return Ok(given);
    }
    let receivers = receivers(app, streams).await?;
    let has_original = |stream: &String| {
        let organs = reader
            .units
            .iter()
            .filter_map(|unit| reader.office.organ_of(unit));
        let receiver = receivers.get(stream);
        receiver.is_some_and(|receiver| {
            organs
                .into_iter()
                .any(|organ| holds_original(&reader.office, organ, receiver))
        })
    };
    let (open, copied): (Vec<String>, Vec<String>) =
        streams.iter().cloned().partition(has_original);
    if !open.is_empty() {
        for purpose in ["receive.title", PART_TITLE] {
            given.extend(vault::of_purpose(app, &reader.opener(), &open, purpose).await?);
        }
    }
    if !copied.is_empty() {
        for purpose in ["route.title", "designate.title"] {
            given.extend(vault::of_purpose(app, &reader.opener(), &copied, purpose).await?);
        }
        for stream in copied {
            given.entry(stream).or_insert_with(|| UNTITLED.to_owned());
        }
    }
    Ok(given)
}

/// Which organ received the matters of some streams first.
async fn receivers(app: &App, streams: &[String]) -> Result<HashMap<String, UnitId>, Fault> {
    let ids = streams
        .iter()
        .filter_map(|stream| stream.strip_prefix("matter-"));
    let (list, params) = store::list(1, ids);
    let sql = format!("SELECT matter_id, receiver FROM matters WHERE matter_id IN {list}");
    let mut receivers = HashMap::new();
    for row in &app.store().rows(&sql, &params).await? {
        receivers.insert(
            format!("matter-{}", row.text(0)?),
            UnitId::from(row.text(1)?),
        );
    }
    Ok(receivers)
}
