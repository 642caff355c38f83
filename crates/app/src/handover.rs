//! Handing over (交接, P-14): what a person still owes, their drafts, and what passes to a leader in haste.

use crate::own::{self, Kind};
use crate::queries::reader::Reader;
use crate::{App, Failure, Fault, Order, Subject, Who};
use casework::form::{FieldError, nest};
use casework::office::{Office, Removal};
use casework::step::Owed;
use casework::{MatterId, PersonId, access};
use serde_json::Value;
use std::collections::BTreeSet;

/// What a person still owes: nobody leaves before it was handed over.
///
/// # Errors
/// The database does not answer, or a draft does not open.
pub(crate) async fn owed(app: &App, person: &PersonId) -> Result<Owed, Fault> {
    let sql = "SELECT DISTINCT kind FROM duties WHERE person_id = $1 AND \
               (run_id IS NULL OR run_id NOT IN (SELECT run_id FROM open_runs))";
    let mut owed = Owed::default();
    for row in &app.store().rows(sql, &[person.as_str().into()]).await? {
        match row.text(0)? {
            "keeper" | "borrower" | "taker" => owed.papers = true,
            _ => owed.matters = true,
        }
    }
    owed.papers = owed.papers || !drafts(app, person).await?.is_empty();
    Ok(owed)
}

/// Reports begun and not entered. What was discarded is nobody's to hand over.
async fn drafts(app: &App, person: &PersonId) -> Result<Vec<own::Kept>, Fault> {
    let mut kept = own::list(app, person, Kind::Draft).await?;
    let open = |draft: &own::Kept| {
        draft.value.get("pairs").is_some() && draft.value.get("dropped").is_none_or(Value::is_null)
    };
    kept.retain(open);
    Ok(kept)
}

/// How many reports a person began and did not enter.
///
/// # Errors
/// The database does not answer, or a draft does not open.
pub async fn drafts_of(app: &App, person: &PersonId) -> Result<usize, Fault> {
    Ok(drafts(app, person).await?.len())
}

/// Gives a person's drafts to a colleague who may enter them; only their owner can, for nobody else
/// reads them. A draft that names the colleague stays (T4). Returns how many went and how many stayed.
///
/// # Errors
/// The colleague is nobody of the same organ who may receive reports, or a fault.
pub async fn give_drafts(
    app: &App,
    from: &PersonId,
    to: &PersonId,
) -> Result<(usize, usize), Failure> {
    let reader = Reader::of(app, from).await?;
    let office = &reader.office;
    let post = office.posts_of(from, reader.on()).next();
    let here = post.map(|post| office.colleagues_of(&post.unit, reader.on()));
    let receives = access::permit(office, app.rules(), to, "receive", None, reader.on());
    let colleague = here.into_iter().flatten().any(|(known, _)| known.id == *to);
    if from == to || !colleague || receives.is_none() {
        let sentence = "请选择本机关可以登记信访件的另一人".to_owned();
        let field = "to".to_owned();
        return Err(Failure::Invalid(vec![FieldError { field, sentence }]));
    }
    Ok(pass_drafts(app, office, from, to).await?)
}

async fn pass_drafts(
    app: &App,
    office: &Office,
    from: &PersonId,
    to: &PersonId,
) -> Result<(usize, usize), Fault> {
    let (mut went, mut stayed) = (0, 0);
    for draft in drafts(app, from).await? {
        if names(&draft.value, office.person_name(to)) {
            stayed += 1;
            continue;
        }
        own::keep(app, to, Kind::Draft, &draft.name, &draft.value).await?;
        own::forget(app, from, Kind::Draft, &draft.name).await?;
        went += 1;
    }
    Ok((went, stayed))
}

/// Whether a name stands anywhere in what was typed, however it is spaced.
fn names(value: &Value, name: &str) -> bool {
    match value {
        Value::String(text) => {
            let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
            text.contains(name)
        }
        Value::Array(values) => values.iter().any(|value| names(value, name)),
        Value::Object(map) => map.values().any(|value| names(value, name)),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

/// Matters taken at a time.
const BATCH: i64 = 200;

/// Passes what removed persons owed to whoever asked for their removal. Returns how many matters went.
///
/// # Errors
/// The database does not answer. What went stays; the rest is found by the next run.
pub async fn pass_over_removed(app: &App) -> Result<usize, Fault> {
    let office = crate::office::current(app).await?;
    let serves = |person: &PersonId| office.posts_of(person, app.now().on()).next().is_some();
    // Whoever came back keeps what is theirs.
    let due = |removal: &&Removal| removal.done && !serves(&removal.person) && serves(&removal.by);
    let due: Vec<&Removal> = office.removals.iter().filter(due).collect();
    let owing = owing(app, &due).await?;
    let mut count = 0;
    for removal in due {
        let (from, to) = (&removal.person, &removal.by);
        if !owing.contains(from.as_str()) {
            continue;
        }
        count += pass_over(app, from, to).await?;
        pass_drafts(app, &office, from, to).await?;
    }
    Ok(count)
}

/// Which of the removed still owe something or have drafts: one read, however many were removed so far.
async fn owing(app: &App, removals: &[&Removal]) -> Result<BTreeSet<String>, Fault> {
    if removals.is_empty() {
        return Ok(BTreeSet::new());
    }
    let persons = removals.iter().map(|removal| removal.person.as_str());
    let (list, mut params) = store::list(1, persons);
    params.push(Kind::Draft.word().into());
    let sql = format!(
        "SELECT person_id FROM duties WHERE person_id IN {list} \
         UNION SELECT person_id FROM own WHERE person_id IN {list} AND kind = ${}",
        params.len()
    );
    let rows = app.store().rows(&sql, &params).await?;
    rows.iter().map(|row| Ok(row.text(0)?.to_owned())).collect()
}

async fn pass_over(app: &App, from: &PersonId, to: &PersonId) -> Result<usize, Fault> {
    let (mut count, mut after) = (0, String::new());
    loop {
        let sql = "SELECT DISTINCT matter_id FROM duties WHERE person_id = $1 AND matter_id > $2 \
                   ORDER BY matter_id LIMIT $3";
        let params = [from.as_str().into(), (&*after).into(), BATCH.into()];
        let rows = app.store().rows(sql, &params).await?;
        for row in &rows {
            after = row.text(0)?.to_owned();
            count += usize::from(one(app, &after, from, to).await?);
        }
        if (rows.len() as i64) < BATCH {
            return Ok(count);
        }
    }
}

async fn one(app: &App, matter: &str, from: &PersonId, to: &PersonId) -> Result<bool, Fault> {
    let id: MatterId = matter
        .parse()
        .map_err(|_| Fault::Stored(format!("duties.matter_id `{matter}`")))?;
    let order = Order {
        subject: Subject::Matter(id),
        act: "pass-over".to_owned(),
        fields: nest([("from", from.as_str()), ("to", to.as_str())]),
        happened: None,
    };
    match app.execute(&Who::Timer, order).await {
        Ok(_) => Ok(true),
        // Nobody may take it: it stays in the list of what was not handed over.
        Err(Failure::Refused(_) | Failure::Conflict | Failure::NotFound) => Ok(false),
        Err(Failure::Fault(fault)) => Err(fault),
        Err(other) => Err(Fault::Stored(format!(
            "a timer's order `pass-over`: {other}"
        ))),
    }
}
