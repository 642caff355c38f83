//! A supervision slip from the warning to its accepted answer, page by page: the plan of the evening before,
//! the signature of several at once, the paper, the answer of the county, its examination, and a call.

use app::jobs::clocks::record_due;
use serde_json::json;
use store::testing::fresh_sqlite;

use super::audit::Public;
use super::clerk::choose;
use super::driver::{Driver, Script};
use super::site::Served;
use super::tour::Tour;
use super::window::{OFFICE, Window};

const DAY: i64 = 24 * 60 * 60_000;

#[tokio::test(flavor = "multi_thread")]
async fn a_supervision_slip_goes_from_warning_to_answered_s0_23_s0_27_s0_13() {
    let Some(driver) = Driver::start() else {
        return;
    };
    let (store, _folder) = fresh_sqlite().await;
    let site = Served::on(store).await;
    let numbers = [given(&site).await, given(&site).await];
    let window = driver.window(&site.address, Script::On).await;
    window.resize(OFFICE).await;
    let mut tour = Tour::of(&window);
    // Two days on nobody is signed in any more.
    site.clock.advance(2 * DAY);
    choose(&window, "p-head").await;
    tour.open("明日预警", "/desk/supervision", Public::Staff)
        .await;
    assert!(window.text("main").await.contains("预警通知"));
    // Due on Monday; the reminder is planned for the evening before it is drafted.
    days(&site, 5).await;
    choose(&window, "p-head").await;
    tour.open("明日提示单", "/desk/supervision", Public::Staff)
        .await;
    assert!(window.text("main").await.contains("起草待签"));
    days(&site, 1).await;
    choose(&window, "p-head").await;
    signed(&mut tour).await;
    let slip = format!("/desk/supervision/slips/{}/1", numbers[0]);
    tour.open("提示单", &slip, Public::Staff).await;
    assert!(window.text("main").await.contains("提示〔2026〕"));
    choose(&window, "x-clerk").await;
    tour.open("收到的文书", "/desk/supervision/received", Public::Staff)
        .await;
    answered(&window, &slip).await;
    choose(&window, "p-head").await;
    examined(&mut tour, &slip).await;
    called(&mut tour, &numbers[1]).await;
    tour.end(11);
    window.close().await;
}

/// A matter that the county was given.
async fn given(site: &Served) -> String {
    let report = app::testing::report_about("钱某某");
    let number = site.file(report).await;
    let issues = json!([{"category": "152", "text": "收受好处"}]);
    let lead =
        json!({"subject": "钱某某", "rank": "township", "managed_at": "county", "issues": issues});
    let register = json!({"class": "A", "leads": [lead]});
    site.act("p-clerk", &number, "register", register).await;
    site.act("p-clerk", &number, "screen", json!({"class": "A"}))
        .await;
    site.act(
        "p-principal",
        &number,
        "instruct",
        json!({"text": "请查办"}),
    )
    .await;
    site.act(
        "p-clerk",
        &number,
        "route",
        json!({"to": "x", "mode": "assign"}),
    )
    .await;
    number
}

/// Days pass, and the timer runs every morning.
async fn days(site: &Served, count: i64) {
    for _ in 0..count {
        site.clock.advance(DAY);
        record_due(&site.app).await.unwrap();
    }
}

/// Both drafts signed at once.
async fn signed(tour: &mut Tour<'_>) {
    let window = tour.window;
    tour.open("待签", "/desk/supervision/drafts", Public::Staff)
        .await;
    for row in [1, 2] {
        let tick = format!(".book tbody tr:nth-child({row}) input[name=item]");
        window.find(&tick).await.click().await.unwrap();
    }
    window.press("form .button.main").await;
    tour.look("核对签发", Public::Staff).await;
    window.press("form .button.main").await;
    assert!(
        window.text("main").await.contains("2 件已办成"),
        "{}",
        window.page().await
    );
}

async fn answered(window: &Window, slip: &str) {
    window.open(slip).await;
    window.press(".tools .button.main").await;
    window
        .fill("form.asks", "text", "今日签收，三日内受理")
        .await;
    window.press("form.asks .button.main").await;
    assert!(window.has(".notice.done").await, "{}", window.page().await);
}

async fn examined(tour: &mut Tour<'_>, slip: &str) {
    let window = tour.window;
    tour.open("待审核的答复", slip, Public::Staff).await;
    assert!(window.text("main").await.contains("三日内受理"));
    window.press(".tools .button.main").await;
    window.fill("form.asks", "verdict", "accept").await;
    window.press("form.asks .button.main").await;
    assert!(window.has(".notice.done").await, "{}", window.page().await);
    window.open("/desk/supervision/slips?state=accepted").await;
    assert!(window.text("main").await.contains("已认可"));
}

/// The second county matter is urged by telephone.
async fn called(tour: &mut Tour<'_>, number: &str) {
    let window = tour.window;
    tour.open("超期单位", "/desk/supervision/urging", Public::Staff)
        .await;
    tour.open(
        "一个单位的超期",
        "/desk/supervision/urging/x",
        Public::Staff,
    )
    .await;
    let path = format!("/desk/supervision/calls/{number}");
    tour.open("催办话单", &path, Public::Staff).await;
    window.fill("form.dense", "number", "0871-5550101").await;
    window.fill("form.dense", "words", "明日签收").await;
    window.press("form.dense button[value=told]").await;
    assert!(window.has(".notice.done").await, "{}", window.page().await);
    tour.open("督办统计", "/desk/supervision/figures", Public::Staff)
        .await;
    tour.open(
        "须追责的情形",
        "/desk/supervision/duties?flag=lost",
        Public::Staff,
    )
    .await;
    tour.open(
        "追责问责",
        "/desk/supervision/accountability",
        Public::Staff,
    )
    .await;
}
