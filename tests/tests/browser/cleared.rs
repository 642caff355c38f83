//! An item of a campaign, page by page: proposed by the criteria and taken in, contracted by
//! one leader with one team and one plan, solved, written off, and looked back on by somebody who did not
//! handle it. Late, it is urged by a slip like any matter.

use app::Subject;
use app::jobs::clocks::record_due;
use casework::procedure::Noun;
use jiff::ToSpan;
use serde_json::json;
use store::testing::fresh_sqlite;

use super::audit::Public;
use super::clerk::choose;
use super::driver::{Driver, Script};
use super::handling;
use super::site::Served;
use super::tour::Tour;
use super::window::{OFFICE, Window};

const DAY: i64 = 24 * 60 * 60_000;

#[tokio::test(flavor = "multi_thread")]
async fn an_item_goes_from_screening_to_its_look_back_s4_02_s4_16_s4_21() {
    let Some(driver) = Driver::start() else {
        return;
    };
    let (store, _folder) = fresh_sqlite().await;
    let site = Served::on(store).await;
    let matter = came_again(&site).await;
    let number = launched(&site).await;
    let at = format!("/desk/campaigns/{number}");
    let window = driver.window(&site.address, Script::On).await;
    window.resize(OFFICE).await;
    let mut tour = Tour::of(&window);
    choose(&window, "p-head").await;
    tour.open("筛查名单", &format!("{at}/inclusion"), Public::Staff)
        .await;
    sent(&window, &[("matters", &matter)]).await;
    urged(&mut tour, &site, &number).await;
    choose(&window, "x-head").await;
    let contract = format!("{at}/contract");
    tour.open("包案", &contract, Public::Staff).await;
    let team = [
        ("item", "1"),
        ("leader", "x-principal"),
        ("team", "x-clerk"),
        ("plan", "逐户退还，张榜公布。"),
    ];
    sent(&window, &team).await;
    tour.open("一项", &format!("{at}/items/1"), Public::Staff)
        .await;
    assert!(window.text("main").await.contains("逐户退还"));
    window.open(&format!("{at}/resolution")).await;
    let solved = [
        ("item", "1"),
        ("way", "department"),
        ("department", "县教育局退费"),
    ];
    sent(&window, &solved).await;
    let answer = json!({"mode": "in-person", "text": "已退还。"});
    site.act("p-clerk", &matter, "reply", answer).await;
    window.open(&format!("{at}/writing-off")).await;
    sent(&window, &[("item", "1")]).await;
    let looked = [
        ("item", "1"),
        ("outcome", "holds"),
        ("note", "逐户核对，全部退到"),
    ];
    window.open(&format!("{at}/look-back")).await;
    refused(&window, &looked).await;
    choose(&window, "p-principal").await;
    tour.open("回头看", &format!("{at}/look-back"), Public::Staff)
        .await;
    sent(&window, &looked).await;
    tour.open("看过的一项", &format!("{at}/items/1"), Public::Staff)
        .await;
    assert!(window.text("main").await.contains("已回头看"));
    tour.open("包案领导", &format!("{at}/leaders"), Public::Staff)
        .await;
    tour.open("来源分账", "/desk/sources", Public::Staff).await;
    tour.end(9);
    window.close().await;
}

/// A concluded matter of the county whose reporter came a second time.
async fn came_again(site: &Served) -> String {
    let first = handling::concluded(site).await;
    let again = json!({"channel": "web", "unit": "p", "title": "再次反映街道虚报人数",
                       "text": "钱还没有退。"});
    let second = site.file(again).await;
    site.act("p-clerk", &second, "join", json!({"into": first}))
        .await;
    first
}

async fn launched(site: &Served) -> String {
    let on = site.app.now().on();
    let day = |days: i32| on.saturating_add(days.days()).to_string();
    let fields = json!({"kind": "repeats", "from": day(0), "screen_until": day(45),
        "take_until": day(60), "clear_until": day(150), "look_back_until": day(180),
        "units": ["x"]});
    let new = Subject::NewProcedure(Noun::Campaign);
    site.give("p-head", new, "launch-campaign", fields).await
}

/// Nobody contracts the item in time: a reminder is drafted, and signed at the desk.
async fn urged(tour: &mut Tour<'_>, site: &Served, number: &str) {
    for _ in 0..20 {
        site.clock.advance(DAY);
        record_due(&site.app).await.unwrap();
    }
    let window = tour.window;
    choose(window, "p-leader").await;
    tour.open("待签的专项文书", "/desk/supervision/drafts", Public::Staff)
        .await;
    let slip = format!("/desk/supervision/slips/{number}/1");
    assert!(
        window.has(&format!("a[href='{slip}']")).await,
        "{}",
        window.page().await
    );
    window.open(&slip).await;
    window.press(".tools .button.main").await;
    window.press("form.asks .button.main").await;
    assert!(window.has(".notice.done").await, "{}", window.page().await);
    tour.open("专项的督办文书", &slip, Public::Staff).await;
    assert!(window.text("main").await.contains("〔2026〕1号"));
}

async fn sent(window: &Window, fields: &[(&str, &str)]) {
    for (name, value) in fields {
        window.fill("form.asks", name, value).await;
    }
    window.press("form.asks .button.main").await;
    assert!(window.has(".notice.done").await, "{}", window.page().await);
}

/// Whoever handled it does not look back on it.
async fn refused(window: &Window, fields: &[(&str, &str)]) {
    for (name, value) in fields {
        window.fill("form.asks", name, value).await;
    }
    window.press("form.asks .button.main").await;
    let told = window.text("main").await;
    assert!(told.contains("经办过这一项的人员"), "{told}");
}
