//! The main story over the API, act by act: an anonymous report to the province, handled by a county.

use super::world::World;
use serde_json::{Value, json};

/// A report as a citizen's program sends it.
pub fn report() -> Value {
    json!({"unit": "prov", "title": "反映集体资金去向不明", "text": "修路款三年没有公开过账目。",
           "accused": [{"name": "甲某", "unit": "某村委会"}]})
}

/// Every act after the filing: who, the noun, the fields.
pub fn acts() -> Vec<(&'static str, &'static str, Value)> {
    let lead = json!({"subject": "甲某", "rank": "township", "managed_at": "county",
                      "issues": [{"category": "152", "text": "账目不公开"}, {"category": "174", "text": "去向不明"}]});
    let finding =
        |issue: &str, word: &str| json!({"issue": issue, "finding": word, "grounds": "有账册为证"});
    let sign = |slot: &str| json!({"slot": slot, "opinion": "agree"});
    vec![
        (
            "prov-clerk",
            "registration",
            json!({"class": "A", "region": "330681", "domains": ["rural"], "leads": [lead]}),
        ),
        (
            "prov-clerk",
            "screening",
            json!({"class": "A", "opinion": "拟交甘泉县办理"}),
        ),
        (
            "prov-leader",
            "instruction",
            json!({"text": "请甘泉县查清并报结果"}),
        ),
        (
            "prov-clerk",
            "routing",
            json!({"to": "county-a", "mode": "assign"}),
        ),
        ("county-a-clerk", "signature", json!({})),
        (
            "county-a-head",
            "acceptance",
            json!({"handler": "county-a-handler", "leader": "county-a-leader"}),
        ),
        ("county-a-handler", "findings", finding("1.1", "true")),
        ("county-a-handler", "findings", finding("1.2", "unproven")),
        (
            "county-a-handler",
            "result",
            json!({"summary": "已责令公开账目", "recovered_yuan": 12000}),
        ),
        ("county-a-handler", "countersignature", sign("handler")),
        ("county-a-leader", "countersignature", sign("leader")),
        ("county-a-principal", "countersignature", sign("head")),
        ("prov-head", "audit", json!({"verdict": "pass"})),
        (
            "prov-clerk",
            "reply",
            json!({"mode": "phone", "text": "账目已公开"}),
        ),
        ("prov-clerk", "write-off", json!({})),
    ]
}

/// Files a report and takes it through the first acts. Returns the number and the query code.
pub async fn told(world: &World, acts_done: usize) -> (String, String) {
    let filed = world.post(None, "/reports", report()).await.done(201);
    let number = filed["number"].as_str().unwrap().to_owned();
    for (person, noun, fields) in acts().into_iter().take(acts_done) {
        act(world, person, &number, noun, fields).await;
    }
    (number, filed["query_code"].as_str().unwrap().to_owned())
}

/// Performs an act; it goes through.
pub async fn act(world: &World, person: &str, number: &str, noun: &str, fields: Value) {
    let path = format!("/matters/{number}/{noun}");
    let answer = world.post(Some(person), &path, fields).await;
    assert_eq!(answer.status, 200, "{person} {noun}: {}", answer.text);
    assert_eq!(answer.json()["number"], number);
    world.clock.advance(20 * 60_000);
}
