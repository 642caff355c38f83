//! A reporter returns by code, answers a question and adds a photo; then the handler sees it.

use std::fs;

use serde_json::json;
use store::testing::fresh_sqlite;
use tempfile::TempDir;

use super::citizen;
use super::clerk::choose;
use super::driver::{Driver, Script};
use super::site::Served;
use super::window::{OFFICE, PHONE};

/// The smallest picture that is told to be one.
const PNG: &[u8] = &[
    0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, b'I', b'H', b'D', b'R', 0, 0, 0,
    1, 0, 0, 0, 1, 8, 6, 0, 0, 0, 0x1f, 0x15, 0xc4, 0x89,
];

#[tokio::test(flavor = "multi_thread")]
async fn a_reporter_returns_by_code_answers_and_adds_a_photo_s2_10() {
    let Some(driver) = Driver::start() else {
        return;
    };
    let (store, _folder) = fresh_sqlite().await;
    let site = Served::on(store).await;
    let reporter = driver.window(&site.address, Script::Off).await;
    reporter.resize(PHONE).await;
    let receipt = citizen::report(&reporter, &mut async |_| {}).await;
    to_the_handler(&site, &receipt.number).await;
    let question = "您说的送货单，是哪几个月的？";
    let asked = json!({"text": question});
    site.act("x-handler", &receipt.number, "ask-reporter", asked)
        .await;

    citizen::status(&reporter, &receipt.code).await;
    assert!(reporter.text("#question-1").await.contains(question));
    let folder = TempDir::new().unwrap();
    let photo = folder.path().join("送货单.png");
    fs::write(&photo, PNG).unwrap();
    let form = "#question-1 form";
    reporter.fill(form, "answer-1", "去年三月到五月的。").await;
    reporter.fill(form, "files", photo.to_str().unwrap()).await;
    reporter.press("#question-1 form .button.main").await;
    assert!(
        reporter
            .text(".notice.done")
            .await
            .contains("您的回答已经收到")
    );
    assert!(
        !reporter.has("#question-1").await,
        "the question is answered"
    );
    assert!(
        reporter.page().await.contains("/status "),
        "the address has not changed"
    );

    let desk = driver.window(&site.address, Script::Off).await;
    desk.resize(OFFICE).await;
    choose(&desk, "x-handler").await;
    desk.open(&format!("/desk/matters/{}", receipt.number))
        .await;
    let talk = desk.text("#talk").await;
    for said in [question, "去年三月到五月的。", "送货单.png", "待签阅"] {
        assert!(talk.contains(said), "{said} is not in the talk: {talk}");
    }
    reporter.close().await;
    desk.close().await;
}

/// Registered, instructed, assigned and accepted, past the site.
async fn to_the_handler(site: &Served, number: &str) {
    let issues = json!([{"category": "176", "text": "收受砂场老板财物"}]);
    let lead = json!({"subject": "钱某某", "rank": "township", "managed_at": "county",
                      "issues": issues});
    let register = json!({"class": "A", "region": "990101", "leads": [lead]});
    let handler = json!({"handler": "x-handler", "leader": "x-leader"});
    let acts = [
        ("p-clerk", "register", register),
        ("p-clerk", "screen", json!({"class": "A"})),
        ("p-leader", "instruct", json!({"text": "请清河县查清。"})),
        ("p-clerk", "route", json!({"to": "x", "mode": "assign"})),
        ("x-clerk", "sign", json!({})),
        ("x-head", "accept", handler),
    ];
    for (person, act, fields) in acts {
        site.act(person, number, act, fields).await;
    }
}
