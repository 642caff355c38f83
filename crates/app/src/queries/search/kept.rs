//! What was sought, sealed for its owner for half an hour, under a name that says nothing: addresses carry the name,
//! so that turning pages, going back and loading anew work, and no log or history holds a word of it.

use crate::moment::draw_id;
use crate::own::{self, Kind};
use crate::{App, Fault};
use casework::PersonId;
use serde_json::{Value, json};

/// How long it is kept.
const KEPT_MS: i64 = 30 * 60_000;

/// Searches of one person kept at once.
const KEPT_MAX: usize = 8;

/// A search of a little while ago.
#[derive(Debug, Clone)]
pub struct Recent {
    /// The name it is kept under.
    pub name: String,
    /// What was typed.
    pub typed: String,
}

/// Keeps what was typed. Returns the name it is kept under.
///
/// # Errors
/// The database does not answer.
pub async fn keep(app: &App, person: &PersonId, typed: &str) -> Result<String, Fault> {
    let kept = recent(app, person).await?;
    if let Some(same) = kept.iter().find(|one| one.typed == typed) {
        own::keep(app, person, Kind::Search, &same.name, &json!(typed)).await?;
        return Ok(same.name.clone());
    }
    for old in kept.iter().skip(KEPT_MAX - 1) {
        own::forget(app, person, Kind::Search, &old.name).await?;
    }
    let name = draw_id(app.now().at, app.entropy()).simple().to_string();
    own::keep(app, person, Kind::Search, &name, &json!(typed)).await?;
    Ok(name)
}

/// What was typed, while it is kept.
///
/// # Errors
/// The database does not answer.
pub async fn recall(app: &App, person: &PersonId, name: &str) -> Result<Option<String>, Fault> {
    let kept = own::find(app, person, Kind::Search, name).await?;
    let kept = kept.filter(|kept| kept.at + KEPT_MS > app.now().at);
    Ok(kept.and_then(|kept| kept.value.as_str().map(str::to_owned)))
}

/// What the person sought last, the newest first; what is older is forgotten.
///
/// # Errors
/// The database does not answer.
pub(super) async fn recent(app: &App, person: &PersonId) -> Result<Vec<Recent>, Fault> {
    let mut recent = Vec::new();
    for kept in own::list(app, person, Kind::Search).await? {
        if kept.at + KEPT_MS <= app.now().at {
            own::forget(app, person, Kind::Search, &kept.name).await?;
            continue;
        }
        if let Value::String(typed) = kept.value {
            recent.push(Recent {
                name: kept.name,
                typed,
            });
        }
    }
    Ok(recent)
}
