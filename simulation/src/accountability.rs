//! Accountability in a demonstration: of what others let lapse, one case was carried out and one waits for its
//! decision. Every act goes the way of any other act.

use super::review::{Panel, done, panel};
use app::{App, Fault, Subject};
use casework::UnitId;
use serde_json::{Value, json};

/// Proposes what the ledger proves. How many cases there are now.
///
/// # Errors
/// The database does not answer, or an act fails for another reason than a refusal.
pub async fn answer_for(app: &App) -> Result<usize, Fault> {
    let Some(panel) = panel(app) else {
        return Ok(0);
    };
    let mut cases = 0;
    for (number, unit) in late(app, &panel).await? {
        let on = || Subject::Number(number.clone());
        let proposal = json!({"ground": "overdue", "form": "suggestion", "unit": unit,
            "reason": "超期后多次督办，仍没有办理"});
        let proposed = done(
            app,
            &panel.head,
            on(),
            0,
            ("propose-accountability", proposal),
        )
        .await?;
        if proposed.is_none() {
            continue;
        }
        cases += 1;
        if cases == 2 {
            break;
        }
        carried_out(app, &panel, &number).await?;
    }
    Ok(cases)
}

/// The first is agreed to and carried out.
async fn carried_out(app: &App, panel: &Panel, number: &str) -> Result<(), Fault> {
    let on = || Subject::Number(number.to_owned());
    let agreed = json!({"proposal": "1", "decision": "approve"});
    let held = json!({"proposal": "1", "found": "收件后无人登记，负责人没有过问",
        "people": [{"name": "承办单位负责人", "measure": "order-to-inspect"}]});
    done(
        app,
        &panel.chair,
        on(),
        0,
        ("decide-accountability", agreed),
    )
    .await?;
    done(app, &panel.head, on(), 0, ("conclude-accountability", held)).await?;
    Ok(())
}

/// Matters of the organ whose promises other organs let lapse: the number, and whose promise it was.
async fn late(app: &App, panel: &Panel) -> Result<Vec<(String, Value)>, Fault> {
    let sql = "SELECT m.number, c.owner FROM visible v JOIN clocks c ON c.matter_id = v.matter_id \
               JOIN matters m ON m.matter_id = v.matter_id \
               WHERE v.unit_id = $1 AND c.lapsed AND c.ended_at IS NULL ORDER BY c.due_at LIMIT 60";
    let office = app.office();
    let mut found = Vec::new();
    for row in &app
        .store()
        .rows(sql, &[panel.organ.as_str().into()])
        .await?
    {
        let owner = UnitId::from(row.text(1)?);
        if office
            .organ_of(&owner)
            .is_some_and(|organ| *organ != panel.organ)
        {
            found.push((row.text(0)?.to_owned(), json!(owner)));
        }
    }
    Ok(found)
}
