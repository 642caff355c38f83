//! Books of a county: January under comparison, February confirmed and told of in a bulletin that went out.

use app::Subject;
use app::queries::reconciliations;
use casework::procedure::Noun;
use serde_json::json;

use super::site::Served;

/// Fills the office with them.
pub async fn keep(site: &Served) {
    opened(site, "2026-01").await;
    let number = opened(site, "2026-02").await;
    let book = reconciliations::book(&site.app, &"x-clerk".into(), &number).await;
    let on = || Subject::Procedure(number.clone());
    for line in book.unwrap().lines {
        let fields = json!({"difference": line.number.to_string(), "cause": "in-transit"});
        site.give("x-clerk", on(), "explain-difference", fields)
            .await;
    }
    site.give("x-clerk", on(), "sign-reconciliation", json!({}))
        .await;
    site.give("x-head", on(), "confirm-reconciliation", json!({}))
        .await;
    let fields = json!({"period": "2026-02", "summary": "总体平稳。", "demand": "按期办理。",
                        "criticised": ["t"]});
    let new = Subject::NewProcedure(Noun::Bulletin);
    let number = site.give("x-head", new, "draft-bulletin", fields).await;
    let on = Subject::Procedure(number);
    site.give("x-leader", on, "sign-bulletin", json!({})).await;
}

async fn opened(site: &Served, month: &str) -> String {
    let new = Subject::NewProcedure(Noun::Reconciliation);
    let number = site
        .give(
            "x-clerk",
            new,
            "open-reconciliation",
            json!({"month": month}),
        )
        .await;
    let noted = json!({"record": "paper", "side": "there", "what": "纸质登记簿多一件来信。"});
    let on = Subject::Procedure(number.clone());
    site.give("x-clerk", on, "note-difference", noted).await;
    number
}
