//! The least office that can receive a book: for looking at an import before anything is set up.

use crate::{App, Failure, Order, Subject, Who, office};
use serde_json::{Value, json};

/// Founds one commission with its petition office where there is no office at all. Returns whether
/// it did.
///
/// # Errors
/// The database does not answer.
pub async fn unnamed_office(app: &App) -> Result<bool, Failure> {
    if !office::current(app).await?.units.is_empty() {
        return Ok(false);
    }
    let commission = json!({
        "id": "unnamed", "name": "未命名机构", "kind": "commission", "level": "county",
        "region": "990000", "place": "未命名",
    });
    let petition = json!({
        "id": "unnamed-petition", "name": "未命名机构信访室", "kind": "petition-office",
        "level": "county", "parent": "unnamed", "region": "990000", "place": "未命名",
    });
    for unit in [commission, petition] {
        found(app, unit).await?;
    }
    Ok(true)
}

async fn found(app: &App, unit: Value) -> Result<(), Failure> {
    let Value::Object(fields) = unit else {
        unreachable!("a unit is written as an object")
    };
    let order = Order {
        subject: Subject::Office,
        act: "found-unit".into(),
        fields,
        happened: None,
    };
    app.execute(&Who::Console, order).await.map(drop)
}
