//! A reconciliation's differences: whoever is recused from a matter learns nothing of a difference about it, neither on
//! the page nor from the forms, and may not say why it is (T4).

use app::{Subject, Who};
use axum::http::StatusCode;
use casework::PersonId;
use serde_json::json;

use super::office::{Office, each_engine};
use crate::support::body::pairs;

/// A matter of county X about which a difference was noted: the matter's number, the reconciliation's address.
async fn differing(office: &Office) -> (String, String) {
    let report =
        json!({"channel": "web", "unit": "x", "title": "反映学校收费", "text": "违规收费。"});
    let who = Who::Staff(PersonId::from("x-clerk"));
    let done = office.give(&who, Subject::NewMatter, "receive", report);
    let matter = done.await.unwrap().number.unwrap();
    let clerk = office.desk_of("x-clerk").await;
    let month = pairs(&[("month", "2026-02")]);
    let opened = clerk.post("/desk/reconciliations/new", &month).await;
    let at = opened.landed().to_owned();
    let form = format!("{at}/difference");
    let noted = pairs(&[
        ("record", "national"),
        ("side", "there"),
        ("matter", &matter),
        ("what", "平台上多出一件。"),
    ]);
    let noted = clerk.post(&form, &noted).await;
    assert_eq!(noted.status, StatusCode::SEE_OTHER, "{}", noted.body);
    (matter, at)
}

#[tokio::test]
async fn who_is_recused_sees_nothing_of_a_difference_about_the_matter_t4() {
    each_engine(async |office| {
        let (matter, at) = differing(&office).await;
        let explain = format!("{at}/explanation");
        let told = [matter.as_str(), "平台上多出一件"];
        let desk = office.desk_of("x-head").await;
        let page = desk.open(&at).await;
        assert!(told.iter().all(|words| page.has(words)), "{}", page.body);

        let recused = json!({"person": "x-head", "reason": "亲属"});
        office.act("x-principal", &matter, "recuse", recused).await;
        let page = desk.open(&at).await;
        assert!(!told.iter().any(|words| page.has(words)), "{}", page.body);
        assert!(page.has("没有差异"), "nor that there is one");
        let form = desk.get(&explain).await;
        assert!(!told.iter().any(|words| form.has(words)) && !form.has("第1项"));
        let cause = pairs(&[("difference", "1"), ("cause", "not-entered")]);
        let refused = desk.post(&explain, &cause).await;
        assert_ne!(refused.status, StatusCode::SEE_OTHER, "{}", refused.body);

        let clerk = office.desk_of("x-clerk").await;
        let page = clerk.open(&at).await;
        assert!(page.has(&matter) && page.has("未说明"), "others go on");
        let answer = clerk.post(&explain, &cause).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    })
    .await;
}
