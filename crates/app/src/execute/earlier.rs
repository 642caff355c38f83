//! Earlier matters of the same person and accused (同人同事, field.md section 6), found by blind indexes
//! when a matter is registered: the rule proposes 重复, a person corrects it with a reason.
//!
//! A named reporter's earlier matter shares a reporter and an accused; an anonymous one shares the
//! accused. What the clerk may not know of does not count: the mark would tell of it (T3).

use super::Who;
use crate::{App, Fault, stream};
use casework::access;
use casework::matter::Matter;
use casework::office::Office;
use casework::{MatterId, Moment};
use sealing::{blind, normal};
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
    unwritten: &[[Value; 2]],
) -> Result<usize, Fault> {
    let Who::Staff(person) = who else {
        return Ok(0);
    };
    let own = matter.id.stream();
    let mut fits = BTreeSet::new();
    for name in subjects.iter().filter_map(|name| normal::name(name)) {
        fits.extend(bearing(app, &name, &own).await?);
    }
    if matter.real_name() && !fits.is_empty() {
        let shared = match unwritten {
            [] => sharing_reporter(app, &own).await?,
            keys => sharing(app, keys).await?,
        };
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

/// Streams in which somebody of this name is a subject.
async fn bearing(app: &App, name: &str, own: &str) -> Result<Vec<String>, Fault> {
    let token = blind::blind(app.keys(), "subject-name", name);
    let sql = "SELECT DISTINCT stream_id FROM blind \
               WHERE namespace = 'subject-name' AND token = $1 AND stream_id <> $2 LIMIT 50";
    streams(app, sql, &[Value::Blob(token.to_vec()), own.into()]).await
}

/// Streams whose reporter shares a telephone, an id number or a name with this one's.
async fn sharing_reporter(app: &App, own: &str) -> Result<BTreeSet<String>, Fault> {
    let sql = "SELECT DISTINCT b.stream_id FROM blind a \
               JOIN blind b ON b.namespace = a.namespace AND b.token = a.token \
               WHERE a.stream_id = $1 AND b.stream_id <> $1 \
               AND a.namespace IN ('phone', 'id-number', 'name') LIMIT 200";
    Ok(streams(app, sql, &[own.into()])
        .await?
        .into_iter()
        .collect())
}

/// Streams whose reporter shares one of these keys, which the same write is about to make.
async fn sharing(app: &App, keys: &[[Value; 2]]) -> Result<BTreeSet<String>, Fault> {
    let sql = "SELECT DISTINCT stream_id FROM blind \
               WHERE namespace = $1 AND token = $2 LIMIT 200";
    let mut shared = BTreeSet::new();
    for key in keys {
        shared.extend(streams(app, sql, key).await?);
    }
    Ok(shared)
}

async fn streams(app: &App, sql: &str, params: &[Value]) -> Result<Vec<String>, Fault> {
    let rows = app.store().rows(sql, params).await?;
    let mut streams = Vec::new();
    for row in &rows {
        streams.push(row.text(0)?.to_owned());
    }
    Ok(streams)
}
