//! Something to supervise in a demonstration: a few slips that were sent, one of them answered and accepted,
//! one answered, one whose time to answer ran out; and calls that were made. Every act goes the way of any
//! other act, at a time that is past.

use super::teller::{DAY, Teller};
use app::{App, Fault, Subject};
use casework::office::Office;
use casework::{PersonId, UnitId};
use serde_json::{Value, json};

/// How long nobody has touched a matter about which a slip was sent: every time to answer has run out since.
const QUIET: i64 = 8 * DAY;

/// Slips at most.
const SLIPS: usize = 6;

/// A promise that is open and that nobody touched since the slips were sent.
struct Promise {
    number: String,
    clock: i64,
    owner: UnitId,
    /// When the matter was touched last.
    touched: i64,
}

/// Sends slips and makes calls. How many slips were sent.
///
/// # Errors
/// The database does not answer, or an act fails for another reason than a refusal.
pub async fn supervise(app: &App) -> Result<usize, Fault> {
    let mut sent = 0;
    for promise in promises(app).await? {
        if sent == SLIPS {
            break;
        }
        sent += usize::from(one(app, &promise, sent).await?);
    }
    Ok(sent)
}

async fn promises(app: &App) -> Result<Vec<Promise>, Fault> {
    let sql = "SELECT m.number, c.clock, c.owner, m.touched_at FROM clocks c \
               JOIN matters m ON m.matter_id = c.matter_id \
               WHERE c.ended_at IS NULL AND m.touched_at < $1 AND NOT m.over \
               ORDER BY m.touched_at DESC, c.matter_id, c.clock LIMIT 60";
    let before = app.now().at - QUIET;
    let rows = app.store().rows(sql, &[before.into()]).await?;
    let promise = |row: &store::Row| {
        Ok(Promise {
            number: row.text(0)?.to_owned(),
            clock: row.int(1)?,
            owner: UnitId::from(row.text(2)?),
            touched: row.int(3)?,
        })
    };
    rows.iter().map(promise).collect()
}

/// One slip: what becomes of it depends on its place. Whether it was sent.
async fn one(app: &App, promise: &Promise, at: usize) -> Result<bool, Fault> {
    let demand = "请抓紧办理，书面说明进展和预计完成时间；已经超期的，说明原因。";
    let draft = json!({"kind": if at.is_multiple_of(2) { "reminder" } else { "supervision" },
        "clock": promise.clock.to_string(), "demand": demand,
        "suggestions": [{"text": "明确一名承办人，每周报一次进展。"}]});
    let Some(signatory) = anybody(app, promise, "leader", None) else {
        return Ok(false);
    };
    let sent = promise.touched + DAY / 24;
    if !done(app, &signatory, (promise, "draft-slip", draft), sent).await?
        || !done(
            app,
            &signatory,
            (promise, "sign-slip", json!({})),
            sent + DAY / 24,
        )
        .await?
    {
        return Ok(false);
    }
    let own = anybody(app, promise, "petition-head", Some(&promise.owner));
    if let Some(answers) = own.filter(|_| at.is_multiple_of(3) || at % 3 == 1) {
        let text = json!({"text": "已经调整承办人，正在核对账目，预计两周内办结。"});
        done(
            app,
            &answers,
            (promise, "answer-slip", text),
            sent + 2 * DAY,
        )
        .await?;
    }
    if at.is_multiple_of(3) {
        let accept = json!({"verdict": "accept", "note": "按所报时间跟踪。"});
        done(
            app,
            &signatory,
            (promise, "examine-answer", accept),
            sent + 3 * DAY,
        )
        .await?;
    }
    let call = json!({"clock": promise.clock.to_string(), "mode": "phone", "outcome": "told",
        "number": "0000-5550100", "words": "承办人在外出差，回来即办。"});
    done(app, &signatory, (promise, "urge", call), sent + 4 * DAY).await?;
    Ok(true)
}

/// Somebody of a role who may supervise the promise, or who belongs to the unit that owes it.
fn anybody(app: &App, promise: &Promise, role: &str, of: Option<&UnitId>) -> Option<PersonId> {
    let (office, on) = (app.office(), app.now().on());
    let fits = |person: &&PersonId| {
        let mut posts = office.posts_of(person, on);
        posts.any(|post| post.role == role && belongs(&office, &post.unit, promise, of))
    };
    office.people.keys().find(fits).cloned()
}

fn belongs(office: &Office, unit: &UnitId, promise: &Promise, of: Option<&UnitId>) -> bool {
    let organ = office.organ_of(unit);
    match of {
        Some(owner) => organ.is_some() && organ == office.organ_of(owner),
        None => organ.is_some_and(|organ| office.is_above(organ, &promise.owner)),
    }
}

/// Gives an order at a past time. Whether it went through: what may not be now is left undone.
async fn done(
    app: &App,
    person: &PersonId,
    (promise, act, fields): (&Promise, &str, Value),
    at: i64,
) -> Result<bool, Fault> {
    let subject = Subject::Number(promise.number.clone());
    let mut teller = Teller::paced(app, app.now().at - at, 0);
    let done = teller.give(person, subject, act, fields).await?;
    Ok(done.is_some())
}
