//! Earlier matters of the same person and accused (同人同事, field.md section 6), found by blind indexes
//! when a matter is registered: the rule proposes 重复, a person corrects it with a reason.
//!
//! A named reporter's earlier matter shares a reporter and an accused; an anonymous one shares the
//! accused. What the clerk may not know of does not count: the mark would tell of it (T3).

use super::Who;
use crate::blind_index::{self, Entry, SUBJECT};
use crate::{App, Fault, stream};
use casework::access;
use casework::matter::Matter;
use casework::office::Office;
use casework::{MatterId, Moment, UnitId};
use sealing::normal;
use std::collections::BTreeSet;
use store::Value;

/// Most candidates looked at: more would not change the mark.
const CANDIDATES: usize = 8;

/// How many earlier matters the clerk may see that fit the matter about to be registered.
pub(super) async fn count(
    app: &App,
    office: &Office,
    now: Moment,
    who: &Who,
    matter: &Matter,
    subjects: &[String],
    unwritten: &[Entry],
) -> Result<usize, Fault> {
    let Who::Staff(person) = who else {
        return Ok(0);
    };
    let own = matter.id.stream();
    let units = access::viewing_units(office, app.rules(), person, now.on());
    let organs = organs_of(office, &units);
    let mut fits = BTreeSet::new();
    for name in subjects {
        let Some(entry) = Entry::of(app, SUBJECT, normal::name(name), String::new()) else {
            continue;
        };
        fits.extend(bearing(app, &entry, &organs).await?);
    }
    fits.remove(&own);
    if matter.real_name() && !fits.is_empty() {
        let of_reporter = |entry: &&Entry| entry.namespace != SUBJECT;
        let mut keys: Vec<Entry> = unwritten.iter().filter(of_reporter).cloned().collect();
        if keys.is_empty() {
            keys = blind_index::reporter(app, matter).await?;
        }
        let mut shared = BTreeSet::new();
        for key in &keys {
            shared.extend(bearing(app, key, &organs).await?);
        }
        fits.retain(|stream| shared.contains(stream));
    }
    let mut earlier = 0;
    for stream in fits.into_iter().take(CANDIDATES) {
        let id: Option<MatterId> = stream
            .strip_prefix("matter-")
            .and_then(|id| id.parse().ok());
        let Some(id) = id else { continue };
        let other = stream::matter(app, id).await?;
        let known = access::sees(office, app.rules(), person, now.on(), &other);
        if known && !other.is_void() && other.received <= matter.received {
            earlier += 1;
        }
    }
    Ok(earlier)
}

fn organs_of(office: &Office, units: &[UnitId]) -> Vec<String> {
    let organs = units.iter().filter_map(|unit| office.organ_of(unit));
    let organs: BTreeSet<String> = organs.map(UnitId::to_string).collect();
    organs.into_iter().collect()
}

/// Streams that are found by an entry, by somebody of these organs.
async fn bearing(app: &App, entry: &Entry, organs: &[String]) -> Result<Vec<String>, Fault> {
    let sql = "SELECT DISTINCT stream_id FROM blind WHERE namespace = $1 AND token = $2 LIMIT 200";
    let mut streams = Vec::new();
    for token in blind_index::looked_under(app, &entry.namespace, &entry.token, organs) {
        let params = [entry.namespace.as_str().into(), Value::Blob(token)];
        for row in &app.store().rows(sql, &params).await? {
            streams.push(row.text(0)?.to_owned());
        }
    }
    Ok(streams)
}
