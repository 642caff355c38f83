//! A case review (一案一评), page by page: the draw, the panel's sheets that add up as one types, the chair's word,
//! the deficiency list, and what the county puts right until it is accepted.

use app::Subject;
use casework::procedure::Noun;
use serde_json::{Value, json};
use store::testing::fresh_sqlite;

use super::audit::Public;
use super::clerk::choose;
use super::driver::{Driver, Script};
use super::site::Served;
use super::tour::Tour;
use super::window::OFFICE;

#[tokio::test(flavor = "multi_thread")]
async fn a_review_goes_from_its_draw_to_an_accepted_rectification_s3_03_s3_05_s3_10() {
    let Some(driver) = Driver::start() else {
        return;
    };
    let (store, _folder) = fresh_sqlite().await;
    let site = Served::on(store).await;
    super::handling::concluded(&site).await;
    let number = opened(&site, "p-head").await;
    let at = format!("/desk/reviews/{number}");
    let window = driver.window(&site.address, Script::On).await;
    window.resize(OFFICE).await;
    let mut tour = Tour::of(&window);
    choose(&window, "p-head").await;
    tour.open("冻结评查范围", &format!("{at}/population"), Public::Staff)
        .await;
    window.press("form.asks .button.main").await;
    assert!(window.has(".notice.done").await, "{}", window.page().await);
    app::jobs::sequence::sequence(&site.app).await.unwrap();
    tour.open("抽取评查件", &format!("{at}/sample"), Public::Staff)
        .await;
    window.fill("form.asks", "number", "1").await;
    window.press("form.asks .button.main").await;
    assert!(window.has(".notice.done").await, "{}", window.page().await);
    let proof = window.text(".proof").await;
    assert!(proof.contains("相符") && !proof.contains("不符"), "{proof}");
    tour.look("抽取证明", Public::Staff).await;
    seats(&site, &number).await;
    for person in ["p-clerk", "p-leader"] {
        choose(&window, person).await;
        tour.open("评分表", &format!("{at}/items/1"), Public::Staff)
            .await;
        window.fill("form.score", "deductions.1.count", "2").await;
        let total = window.text("[data-total]").await;
        assert!(total.contains("现在得 80 分"), "{total}");
        window.press("form.score .button.main").await;
        assert!(window.has(".notice.done").await, "{person}");
    }
    tour.open("裁定", &format!("{at}/items/1"), Public::Staff)
        .await;
    window.press("form.score .button.main").await;
    assert!(window.has(".notice.done").await);
    choose(&window, "p-head").await;
    tour.open("公布", &format!("{at}/publication"), Public::Staff)
        .await;
    window.press("form.asks .button.main").await;
    assert!(window.has(".notice.done").await, "published");
    tour.look("公布以后", Public::Staff).await;
    tour.open("负分问题清单", &format!("{at}/items/1/list"), Public::Staff)
        .await;
    let list = window.text("main").await;
    assert!(list.contains("推诿扯皮"), "{list}");
    choose(&window, "x-head").await;
    tour.open("本单位的一项", &format!("{at}/items/1"), Public::Staff)
        .await;
    assert!(!window.page().await.contains("各评查员的评分"));
    tour.open("报送整改", &format!("{at}/rectification"), Public::Staff)
        .await;
    rectified(&site, &number, "1").await;
    choose(&window, "p-head").await;
    tour.open("审核整改", &format!("{at}/judgement"), Public::Staff)
        .await;
    window.fill("form.asks", "item", "1").await;
    window.fill("form.asks", "verdict", "accept").await;
    window.press("form.asks .button.main").await;
    let told = window.text("main").await;
    assert!(told.contains("整改通过"), "{told}");
    tour.open("全年统计", "/desk/reviews/year", Public::Staff)
        .await;
    tour.end(13);
    window.close().await;
}

/// What the tour of every page meets: a session that gathers items, and a published one with a proof.
pub async fn keep(site: &Served) {
    let number = seated(site).await;
    let lost = json!([{"code": "buck-passing", "count": 2}, {"code": "late-entry", "count": 1},
        {"code": "no-reply", "count": 1}]);
    let sheet = json!({"item": "1", "deductions": lost});
    for (person, act) in [
        ("p-clerk", "score-item"),
        ("p-leader", "score-item"),
        ("p-leader", "settle-score"),
    ] {
        on(site, person, &number, act, sheet.clone()).await;
    }
    on(site, "p-head", &number, "publish-review", json!({})).await;
    let demand = json!({"demand": "举一反三，限期整改。"});
    on(site, "p-head", &number, "draft-review-notice", demand).await;
    on(site, "p-leader", &number, "sign-review-notice", json!({})).await;
    let measures = json!({"measures": "已召开会议逐条整改。"});
    on(
        site,
        "x-head",
        &number,
        "acknowledge-review-notice",
        measures,
    )
    .await;
    rectified(site, &number, "1").await;
    // Another organ's, which gathers its items still: what its own list leads to first.
    site.clock.advance(20 * 60_000);
    opened(site, "x-head").await;
}

async fn on(site: &Served, person: &str, number: &str, act: &str, fields: Value) {
    let subject = Subject::Procedure(number.to_owned());
    site.give(person, subject, act, fields).await;
}

async fn opened(site: &Served, head: &str) -> String {
    let fields = json!({"sheet": "case-review", "venue": "online", "from": "2026-01-01", "until": "2026-12-31"});
    let subject = Subject::NewProcedure(Noun::Review);
    site.give(head, subject, "open-review", fields).await
}

/// A session with one item of county X, a chair and a reviewer.
async fn seated(site: &Served) -> String {
    let matter = super::handling::concluded(site).await;
    let number = opened(site, "p-head").await;
    let items = json!({"matters": [{"number": matter}]});
    on(site, "p-head", &number, "add-review-items", items).await;
    seats(site, &number).await;
    number
}

/// A chair and a reviewer.
async fn seats(site: &Served, number: &str) {
    for (person, part) in [("p-leader", "chair"), ("p-clerk", "reviewer")] {
        let seat = json!({"person": person, "part": part});
        on(site, "p-head", number, "name-panel", seat).await;
    }
}

async fn rectified(site: &Served, number: &str, item: &str) {
    let token = site.upload("整改.pdf").await;
    let proof = json!({"item": item, "text": "已补签并当面答复。", "files": [token]});
    on(site, "x-head", number, "rectify", proof).await;
}
