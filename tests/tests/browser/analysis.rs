//! A monthly analysis, page by page: frozen, a problem found with what was said before beside the form, submitted,
//! instructed, tasked, reported, accepted. The four stages of the loop (提出、研判、督办、解决) light up one by one.

use store::testing::fresh_sqlite;

use super::audit::Public;
use super::clerk::choose;
use super::driver::{Driver, Script};
use super::site::Served;
use super::tour::Tour;
use super::window::{OFFICE, Window};

#[tokio::test(flavor = "multi_thread")]
async fn a_month_is_analysed_from_freezing_to_solved_s0_01_s0_06() {
    let Some(driver) = Driver::start() else {
        return;
    };
    let (store, _folder) = fresh_sqlite().await;
    let site = Served::on(store).await;
    // January's is judged: what it said stands beside the form of the next.
    super::analysed::keep(&site).await;
    let window = driver.window(&site.address, Script::On).await;
    window.resize(OFFICE).await;
    let mut tour = Tour::of(&window);

    choose(&window, "x-head").await;
    let at = opened(&mut tour).await;
    stands(&window, "提出问题").await;
    found(&mut tour, &at).await;
    window.open(&format!("{at}/submission")).await;
    sent(&window, &[]).await;
    stands(&window, "研判问题").await;

    choose(&window, "x-leader").await;
    window.open(&format!("{at}/instruction")).await;
    sent(
        &window,
        &[("words", "抓紧督办，月底前见效。"), ("findings", "1")],
    )
    .await;
    stands(&window, "督办问题").await;

    choose(&window, "x-head").await;
    window.open(&format!("{at}/task")).await;
    sent(
        &window,
        &[
            ("finding", "1"),
            ("unit", "t"),
            ("demand", "逐户见面答复。"),
        ],
    )
    .await;

    choose(&window, "t-officer").await;
    window.open(&format!("{at}/progress")).await;
    sent(
        &window,
        &[
            ("finding", "1"),
            ("state", "solved"),
            ("words", "已逐户见面。"),
        ],
    )
    .await;
    assert!(
        !window.text("main").await.contains("总体情况"),
        "who was tasked sees its own part alone (T3)"
    );

    choose(&window, "x-head").await;
    window.open(&format!("{at}/judgement")).await;
    sent(&window, &[("finding", "1"), ("verdict", "accept")]).await;
    stands(&window, "解决问题").await;
    tour.look("解决了的分析", Public::Staff).await;
    tour.open("分析报告", &format!("{at}/paper"), Public::Staff)
        .await;
    assert!(
        window.text("main").await.contains("逐户见面答复")
            || window.text("main").await.contains("已解决")
    );
    tour.end(4);
    window.close().await;
}

/// Opens the analysis of December; its address.
async fn opened(tour: &mut Tour<'_>) -> String {
    let window = tour.window;
    tour.open("开展分析", "/desk/analyses/new", Public::Staff)
        .await;
    window.fill("form.asks", "kind", "monthly").await;
    window.fill("form.asks", "period", "2025-12-01/1").await;
    sent(window, &[]).await;
    let at = window
        .ask("return location.pathname", serde_json::Value::Null)
        .await;
    at.as_str().unwrap().to_owned()
}

/// A problem, whose cause is taken over from January's by a click.
async fn found(tour: &mut Tour<'_>, at: &str) {
    let window = tour.window;
    tour.open("提出问题", &format!("{at}/finding"), Public::Staff)
        .await;
    assert!(window.text(".prompts").await.contains("答复只说结论。"));
    let take = window.find(".prompts [data-phrase=finding-cause]").await;
    take.click().await.unwrap();
    let said = "return document.getElementById('finding-cause').value";
    let said = window.ask(said, serde_json::Value::Null).await;
    assert_eq!(said, "答复只说结论。", "the cause is inserted by a click");
    let fields = [
        ("section", "repeats"),
        ("about", "metric:total"),
        ("problem", "重复举报集中在答复以后。"),
        ("suggestion", "答复前见面听取意见。"),
    ];
    sent(window, &fields).await;
}

/// Fills the form that is open and sends it.
async fn sent(window: &Window, fields: &[(&str, &str)]) {
    for (name, value) in fields {
        window.fill("form.asks", name, value).await;
    }
    window.press("form.asks .tools .button.main").await;
    assert!(window.has(".notice.done").await, "{}", window.page().await);
}

/// The loop has come to a stage.
async fn stands(window: &Window, stage: &str) {
    let reached = window.text(".stages").await;
    let last =
        "return [...document.querySelectorAll('.stages li.reached')].pop().firstChild.textContent";
    let last = window.ask(last, serde_json::Value::Null).await;
    assert_eq!(last, stage, "{reached}");
}
