//! Demands solved by others (联动处置): one whose prompt letter waits to be signed, one handed over and fed back.

use app::Subject;
use casework::procedure::Noun;
use jiff::ToSpan;
use serde_json::{Value, json};

use super::site::Served;

/// Fills the office with them.
pub async fn link(site: &Served) {
    let unit = json!({"id": "xd", "name": "驻清河县水务局纪检监察组", "kind": "dispatched", "level": "county",
                      "parent": "x", "region": "990101", "place": "清河县"});
    site.console("found-unit", unit).await;
    for (id, name, role) in [
        ("xd-clerk", "葛青", "clerk"),
        ("xd-head", "鲁山", "principal"),
    ] {
        site.console("enrol-person", json!({"id": id, "name": name}))
            .await;
        let post = json!({"person": id, "unit": "xd", "role": role, "from": "2020-01-01"});
        site.console("appoint", post).await;
    }
    proposed(site, "反映灌区几个村用水纠纷", "concentrated").await;
    let number = proposed(site, "反映自来水改造工程停工", "livelihood").await;
    let by = site.app.now().on().saturating_add(30.days()).to_string();
    let letter = json!({"body": "local-government", "name": "清河县人民政府", "summary": "自来水改造工程停工半年。",
                        "demand": "请依法督促复工。", "answer_by": by});
    let agreed = json!({"with": "petition-bureau", "on": site.app.now().on().to_string(),
                        "words": "信访局通报同一诉求。"});
    for (person, act, fields) in [
        ("x-head", "sign-prompt", json!({})),
        ("xd-clerk", "acknowledge-prompt", json!({})),
        ("xd-clerk", "draft-handover-letter", letter),
        ("xd-head", "sign-handover-letter", json!({})),
        (
            "xd-clerk",
            "feed-back-progress",
            json!({"words": "县政府已召开协调会。"}),
        ),
        (
            "x-unit-head",
            "urge-linkage",
            json!({"words": "请盯住复工时间。"}),
        ),
        ("x-clerk", "record-coordination", agreed),
    ] {
        give(site, person, &number, act, fields).await;
    }
    urged(site, &number).await;
}

/// The feedback that is owed is urged, so that a figure of supervision has something to open.
async fn urged(site: &Served, number: &str) {
    let sql = "SELECT c.clock FROM procedure_clocks c JOIN procedures p ON p.procedure_id = c.procedure_id \
               WHERE p.number = $1 AND c.ended_at IS NULL ORDER BY c.due_at";
    let rows = site.app.store().rows(sql, &[number.into()]).await.unwrap();
    let clock = rows[0].int(0).unwrap().to_string();
    let fields =
        json!({"clock": clock, "mode": "online", "outcome": "told", "words": "已催报进展。"});
    give(site, "x-head", number, "urge", fields).await;
}

async fn give(site: &Served, person: &str, number: &str, act: &str, fields: Value) {
    let subject = Subject::Procedure(number.to_owned());
    site.give(person, subject, act, fields).await;
}

/// A demand, screened out and reviewed, with its linkage proposed.
async fn proposed(site: &Served, title: &str, class: &str) -> String {
    let report = json!({"channel": "web", "unit": "x", "title": title, "text": format!("{title}，多年没有解决。")});
    let matter = site.file(report).await;
    let registered = json!({"class": "D", "region": "990101"});
    site.act("x-clerk", &matter, "register", registered).await;
    let out = json!({"class": "D", "reason": "不涉及违纪违法", "body": "local-government"});
    site.act("x-clerk", &matter, "screen", out).await;
    let confirm = json!({"review": "confirm"});
    site.act("x-head", &matter, "review-exclusion", confirm)
        .await;
    let fields = json!({"matter": matter, "class": class, "ground": "涉及几个村。", "receiver": "xd",
        "inspection": "x-first", "summary": format!("{title}，涉及几个村。"), "demand": "督促依法解决。"});
    let new = Subject::NewProcedure(Noun::Linkage);
    site.give("x-clerk", new, "propose-linkage", fields).await
}
