//! A reporter on a phone returns by code, without script: answers a question with a photo, adds what has
//! happened since, and, told of the result, says how it was handled.

use std::fs;

use serde_json::json;
use store::Store;
use store::testing::{fresh_postgres, fresh_sqlite};
use tempfile::TempDir;

use super::citizen::{self, Receipt};
use super::clerk::{act, choose};
use super::driver::{Driver, Script};
use super::site::Served;
use super::window::{OFFICE, PHONE, Window};

/// The smallest picture that is told to be one.
const PNG: &[u8] = &[
    0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, b'I', b'H', b'D', b'R', 0, 0, 0,
    1, 0, 0, 0, 1, 8, 6, 0, 0, 0, 0x1f, 0x15, 0xc4, 0x89,
];

#[tokio::test(flavor = "multi_thread")]
async fn a_reporter_returns_by_code_until_the_last_word_s2_10_s3_25() {
    let Some(driver) = Driver::start() else {
        return;
    };
    let (store, _folder) = fresh_sqlite().await;
    returns_by_code(&driver, store).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reporter_returns_by_code_on_postgres() {
    let Some(driver) = Driver::start() else {
        return;
    };
    let Some(store) = fresh_postgres().await else {
        return;
    };
    returns_by_code(&driver, store).await;
}

/// A report on a phone, and three returns: to answer, to add, to say how it was handled.
async fn returns_by_code(driver: &Driver, store: Store) {
    let site = Served::on(store).await;
    let reporter = driver.window(&site.address, Script::Off).await;
    reporter.resize(PHONE).await;
    let receipt = citizen::report(&reporter, &mut async |_| {}).await;
    to_the_handler(&site, &receipt.number).await;
    let asked = json!({"text": QUESTION});
    site.act("x-handler", &receipt.number, "ask-reporter", asked)
        .await;
    let folder = TempDir::new().unwrap();
    answers(&reporter, &receipt, &photo(&folder, "送货单.png")).await;
    adds(&reporter, &receipt, &photo(&folder, "砂场大门.png")).await;
    let desk = driver.window(&site.address, Script::Off).await;
    desk.resize(OFFICE).await;
    the_handler_reads(&desk, &receipt.number).await;
    to_the_reply(&site, &receipt.number).await;
    evaluates(&reporter, &receipt).await;
    // The desk's session ended while the reporter was at home.
    choose(&desk, "x-handler").await;
    desk.open(&format!("/desk/matters/{}", receipt.number))
        .await;
    let minutes = desk.text(".timeline").await;
    assert!(minutes.contains("凭查询码评价"), "{minutes}");
    reporter.close().await;
    desk.close().await;
}

const QUESTION: &str = "您说的送货单，是哪几个月的？";
const ANSWER: &str = "去年三月到五月的。";
const MORE: &str = "砂场昨晚又开工了，大门口拍了一张。";

fn photo(folder: &TempDir, name: &str) -> String {
    let path = folder.path().join(name);
    fs::write(&path, PNG).unwrap();
    path.to_str().unwrap().to_owned()
}

/// Finds the question beside where the report stands, and answers it with a photo.
async fn answers(reporter: &Window, receipt: &Receipt, photo: &str) {
    citizen::status(reporter, &receipt.code).await;
    assert!(reporter.text("#question-1").await.contains(QUESTION));
    let form = "#question-1 form";
    reporter.fill(form, "answer-1", ANSWER).await;
    reporter.fill(form, "files", photo).await;
    reporter.press("#question-1 form .button.main").await;
    taken(reporter, "您的回答已经收到").await;
    let answered = !reporter.has("#question-1").await;
    assert!(answered, "the question is still there");
}

/// Comes back another day with what has happened since.
async fn adds(reporter: &Window, receipt: &Receipt, photo: &str) {
    citizen::status(reporter, &receipt.code).await;
    reporter.find("#add summary").await.click().await.unwrap();
    reporter.fill("#add form", "said", MORE).await;
    reporter.fill("#add form", "files", photo).await;
    reporter.press("#add form .button").await;
    taken(reporter, "您的补充已经收到").await;
    let added = reporter.text("#add .added").await;
    assert!(added.contains("材料 1 个"), "{added}");
}

/// What was written is taken, at an address that has not changed: no code stands in it (T7).
async fn taken(reporter: &Window, told: &str) {
    let notice = reporter.text(".notice.done").await;
    assert!(notice.contains(told), "{notice}");
    assert!(reporter.page().await.contains("/status "));
}

async fn the_handler_reads(desk: &Window, number: &str) {
    choose(desk, "x-handler").await;
    desk.open(&format!("/desk/matters/{number}")).await;
    let talk = desk.text("#talk").await;
    for said in [QUESTION, ANSWER, "附件2", MORE, "附件3", "待签阅"] {
        assert!(talk.contains(said), "{said} is not in the talk: {talk}");
    }
    act(desk, number, "supplement-notes", &[]).await;
    assert!(!desk.text("#talk").await.contains("待签阅"));
}

/// Told of the result, the reporter says how it was handled, once, process and result apart.
async fn evaluates(reporter: &Window, receipt: &Receipt) {
    let (heading, _) = citizen::status(reporter, &receipt.code).await;
    assert_eq!(heading, "您反映的问题已经办结");
    reporter.press("#voice .button.main").await;
    assert!(reporter.has(".errors").await, "both are asked for");
    reporter.fill("#voice", "process", "satisfied").await;
    reporter.fill("#voice", "result", "basically").await;
    reporter.fill("#voice", "words", "办得快，砂场停了。").await;
    reporter.press("#voice .button.main").await;
    let said = reporter.text("#voice").await;
    assert!(
        said.contains("您的评价") && said.contains("基本满意"),
        "{said}"
    );
    let again = reporter.has("#voice button").await;
    assert!(!again, "an evaluation is given once");
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

/// Found, reported, signed, audited and told, past the site.
async fn to_the_reply(site: &Served, number: &str) {
    let found = json!({"issue": "1.1", "finding": "true", "grounds": "送货单与转账记录一致。"});
    let signs = |slot| json!({"slot": slot, "opinion": "agree"});
    let told = json!({"mode": "phone", "text": "问题属实，砂场已停采。"});
    let acts = [
        ("x-handler", "find", found),
        (
            "x-handler",
            "report-result",
            json!({"summary": "属实，已处理。"}),
        ),
        ("x-handler", "countersign", signs("handler")),
        ("x-leader", "countersign", signs("leader")),
        ("x-principal", "countersign", signs("head")),
        ("p-head", "audit", json!({"verdict": "pass"})),
        ("p-clerk", "reply", told),
    ];
    for (person, act, fields) in acts {
        site.act(person, number, act, fields).await;
    }
}
