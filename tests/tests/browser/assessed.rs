//! What the tour of every page meets of assessments and key supervised counties: a year with frozen months, and a
//! county that was named; and a supervision proposal that was signed.

use app::Subject;
use casework::procedure::Noun;
use serde_json::{Value, json};

use super::site::Served;

/// Opens both.
pub async fn keep(site: &Served) {
    let year = json!({"scheme": "petition", "year": 2026});
    let new = Subject::NewProcedure(Noun::Assessment);
    let number = site.give("p-head", new, "open-assessment", year).await;
    let target = json!({"units": ["c"], "indicator": "over-level", "rate": 10});
    on(site, "p-leader", &number, "set-target", target).await;
    for month in ["2026-01-01", "2026-02-01"] {
        let month = json!({"month": month});
        on(site, "p-leader", &number, "freeze-month", month).await;
    }
    let county = json!({"county": "x", "title": "清河县重点督导", "reason": "越级举报突出"});
    let new = Subject::NewProcedure(Noun::KeyCounty);
    let number = site.give("p-head", new, "propose-key-county", county).await;
    let proposed = json!({"to": "x", "title": "关于办理质量的监察建议", "source": "案件评查",
        "found": "核查不深入。", "demand": "健全首办责任制。"});
    let new = Subject::NewProcedure(Noun::Proposal);
    let proposal = site.give("p-head", new, "draft-proposal", proposed).await;
    on(site, "p-leader", &proposal, "sign-proposal", json!({})).await;
    let named = json!({"verdict": "name", "reason": "情况属实"});
    on(site, "p-leader", &number, "decide-key-county", named).await;
}

async fn on(site: &Served, person: &str, number: &str, act: &str, fields: Value) {
    let subject = Subject::Procedure(number.to_owned());
    site.give(person, subject, act, fields).await;
}
