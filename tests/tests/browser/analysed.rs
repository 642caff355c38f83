//! Analyses of a county: January's found and submitted, instructed, tasked to its township and reported solved;
//! February's just opened.

use app::Subject;
use casework::procedure::Noun;
use serde_json::json;

use super::site::Served;

/// Fills the office with them.
pub async fn keep(site: &Served) {
    let number = opened(site, "2026-01-01/1").await;
    let on = || Subject::Procedure(number.clone());
    let found = json!({"section": "repeats", "about": "metric:total", "problem": "重复举报集中在答复以后。",
        "cause": "答复只说结论。", "suggestion": "答复前见面听取意见。"});
    site.give("x-clerk", on(), "add-finding", found).await;
    site.give("x-head", on(), "submit-analysis", json!({}))
        .await;
    let said = json!({"words": "督办到解决。", "findings": ["1"]});
    site.give("x-leader", on(), "instruct-analysis", said).await;
    let task = json!({"finding": "1", "unit": "t", "demand": "半个月内拿出措施。"});
    site.give("x-head", on(), "task-finding", task).await;
    let solved = json!({"finding": "1", "state": "solved", "words": "措施已落实。"});
    site.give("t-officer", on(), "report-task", solved).await;
    opened(site, "2026-02-01/1").await;
}

async fn opened(site: &Served, period: &str) -> String {
    let new = Subject::NewProcedure(Noun::Analysis);
    let fields = json!({"kind": "monthly", "period": period});
    site.give("x-head", new, "open-analysis", fields).await
}
