//! What procedures promise is supervised too: in a demonstration a few promises of a campaign and of a review were
//! urged by phone, and slips about them were sent, one of them answered. Every act goes the way of any other act, at a
//! time that is past.

use super::review::done;
use super::teller::{DAY, holder};
use app::{App, Fault, Subject};
use casework::UnitId;
use serde_json::json;

/// Slips at most.
const SLIPS: usize = 4;

/// A promise that a unit owes in a procedure of another organ.
struct Promise {
    number: String,
    clock: i64,
    owner: UnitId,
    runner: UnitId,
}

/// Sends slips and makes calls about what procedures promise. How many slips were sent.
///
/// # Errors
/// The database does not answer, or an act fails for another reason than a refusal.
pub async fn press(app: &App) -> Result<usize, Fault> {
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
    let sql = "SELECT p.number, c.clock, c.owner, p.unit_id FROM procedure_clocks c \
               JOIN procedures p ON p.procedure_id = c.procedure_id \
               WHERE c.ended_at IS NULL AND p.opened_at < $1 \
               AND c.rule IN ('campaign-item', 'review-rectification') \
               ORDER BY c.rule DESC, c.due_at, c.procedure_id, c.clock LIMIT 12";
    let before = app.now().at - 2 * DAY;
    let office = app.office();
    let organ = |unit: &str| {
        let unit = UnitId::from(unit);
        office.organ_of(&unit).cloned().unwrap_or(unit)
    };
    let mut promises = Vec::new();
    for row in &app.store().rows(sql, &[before.into()]).await? {
        let promise = Promise {
            number: row.text(0)?.to_owned(),
            clock: row.int(1)?,
            owner: organ(row.text(2)?),
            runner: organ(row.text(3)?),
        };
        if promise.owner != promise.runner {
            promises.push(promise);
        }
    }
    Ok(promises)
}

/// One slip and one call: what becomes of them depends on their place. Whether the slip was sent.
async fn one(app: &App, promise: &Promise, at: usize) -> Result<bool, Fault> {
    let named = |organ, role| holder(app, organ, role);
    let (Some(head), Some(leader)) = (
        named(&promise.runner, "petition-head"),
        named(&promise.runner, "leader"),
    ) else {
        return Ok(false);
    };
    let on = || Subject::Procedure(promise.number.clone());
    let clock = promise.clock.to_string();
    let call = json!({"clock": clock, "mode": "phone", "outcome": "told", "number": "0000-5550100",
        "words": "正在逐户核对，本周内报进展。"});
    done(app, &head, on(), 1, ("urge", call)).await?;
    let kind = if at.is_multiple_of(2) {
        "reminder"
    } else {
        "supervision"
    };
    let draft = json!({"kind": kind, "clock": clock, "demand": "请按期办结，书面说明进展。",
        "suggestions": [{"text": "明确一名负责人，每周报一次进展。"}]});
    if done(app, &head, on(), 1, ("draft-slip", draft))
        .await?
        .is_none()
    {
        return Ok(false);
    }
    let signed = done(app, &leader, on(), 1, ("sign-slip", json!({}))).await?;
    let own = named(&promise.owner, "petition-head").filter(|_| at == 1);
    if let Some(own) = own.filter(|_| signed.is_some()) {
        let text = json!({"text": "已明确负责人，正在逐项整改，月底前办结。"});
        done(app, &own, on(), 0, ("answer-slip", text)).await?;
    }
    Ok(signed.is_some())
}
