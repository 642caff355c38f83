//! A demand of another body (P-20), page by page: what the reporter reads and answers, the clerk's and the
//! head's forms, the letter and its annex; each looked over at every width.

use app::{Order, Subject, Who};
use serde_json::{Value, json};
use store::testing::fresh_sqlite;

use super::audit::Public;
use super::citizen;
use super::clerk::{act, choose};
use super::driver::{Driver, Script};
use super::site::Served;
use super::tour::Tour;

#[tokio::test(flavor = "multi_thread")]
async fn a_demand_goes_on_with_identity_by_consent_and_two_keys_p_20() {
    let Some(driver) = Driver::start() else {
        return;
    };
    let (store, _folder) = fresh_sqlite().await;
    let site = Served::on(store).await;
    let (number, code) = demand(&site).await;
    let window = driver.window(&site.address, Script::On).await;
    let mut tour = Tour::of(&window);
    choose(&window, "x-clerk").await;
    let dossier = format!("/desk/matters/{number}");
    let question = format!("{dossier}/consent-questions");
    tour.open("征求转送同意", &question, Public::Staff).await;
    asked(&site, &number).await;
    answers(&mut tour, &code).await;
    choose(&window, "x-clerk").await;
    tour.open(
        "申请带身份转送",
        &format!("{dossier}/handing-requests"),
        Public::Staff,
    )
    .await;
    let wanted = [
        ("body", "housing"),
        ("purpose", "须上门查看"),
        ("summary", "屋顶漏水半年。"),
    ];
    act(&window, &number, "handing-requests", &wanted).await;
    choose(&window, "x-head").await;
    tour.open(
        "审批带身份转送",
        &format!("{dossier}/handing-decisions"),
        Public::Staff,
    )
    .await;
    act(
        &window,
        &number,
        "handing-decisions",
        &[("verdict", "approve")],
    )
    .await;
    choose(&window, "x-clerk").await;
    let along = [("body", "housing"), ("identity", "yes")];
    act(&window, &number, "demand-handings", &along).await;
    tour.open("转送后的卷宗", &dossier, Public::Staff).await;
    tour.open(
        "转送函",
        &format!("{dossier}/letters/transfer"),
        Public::Staff,
    )
    .await;
    window.open(&dossier).await;
    window.press("#handing .sealed a").await;
    assert!(window.text(".paper-letter").await.contains("演示甲"));
    tour.look("联系方式附页", Public::Staff).await;
    citizen::status(&window, &code).await;
    let told = window.text("#handed").await;
    assert!(
        told.contains("演示县住房局") && told.contains("不能收回"),
        "{told}"
    );
    tour.look("诉求转到了哪里", Public::Citizens).await;
    tour.end(9);
    window.close().await;
}

/// The reporter agrees, takes it back, and agrees again.
async fn answers(tour: &mut Tour<'_>, code: &str) {
    let window = tour.window;
    citizen::status(window, code).await;
    tour.look("征求举报人", Public::Citizens).await;
    window.press("#consent-1 .button").await;
    assert!(
        window.has(".errors").await,
        "an answer is the reporter's own"
    );
    tour.look("征求举报人有误", Public::Citizens).await;
    window.fill("#consent-1 form", "answer", "agree").await;
    window.press("#consent-1 .button").await;
    for said in ["您已经同意", "您已经撤回同意"] {
        let words = window.text("#consent-1").await;
        assert!(words.contains(said), "{said} is not in {words}");
        tour.look(said, Public::Citizens).await;
        window.press("#consent-1 .button").await;
    }
}

/// A real-name demand about a roof, excluded and reviewed; number and query code.
async fn demand(site: &Served) -> (String, String) {
    let report = json!({
        "channel": "web", "unit": "x", "title": "反映屋顶漏水", "text": "漏了半年，没有人修。",
        "real_name": true, "reporter": {"name": "演示甲", "phone": "000 0000 0000"},
    });
    let Value::Object(fields) = report else {
        unreachable!("a report is an object")
    };
    let order = Order {
        subject: Subject::NewMatter,
        act: "receive".to_owned(),
        fields,
        happened: None,
    };
    let done = site.app.execute(&Who::Citizen, order).await.unwrap();
    let filed = done.filed.unwrap();
    let number = &filed.number;
    let out = json!({"class": "D", "reason": "房屋质量", "body": "housing"});
    let register = json!({"class": "D", "region": "990101"});
    site.act("x-clerk", number, "register", register).await;
    site.act("x-clerk", number, "screen", out).await;
    let review = json!({"review": "confirm"});
    site.act("x-head", number, "review-exclusion", review).await;
    (filed.number, filed.query_code)
}

/// The clerk asks for name and telephone.
async fn asked(site: &Served, number: &str) {
    let lookup = app::queries::matter::matter(&site.app, &"x-clerk".into(), number)
        .await
        .unwrap();
    let report = lookup.identities[0].report.clone();
    let question = json!({"report": report, "body": "housing", "name": "演示县住房局",
        "parts": ["name", "phone"]});
    site.act("x-clerk", number, "ask-consent", question).await;
}
