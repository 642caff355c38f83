//! Every page at the widths of a phone, an office screen and a wide one: nothing stands out sideways,
//! nothing fails in the browser, and what can be computed of WCAG 2.2 AA holds.

use store::testing::fresh_sqlite;

use super::analysed;
use super::assessed;
use super::audit::Public;
use super::citizen;
use super::clerk::{choose, open_form, sign_out};
use super::demands;
use super::driver::{Driver, Script};
use super::handling::{self, Matters};
use super::kept;
use super::reconciled;
use super::reviewed;
use super::site::Served;
use super::tour::Tour;
use super::unusual::{self, Unusual};
use super::ways::Ways;
use super::window::OFFICE;

#[tokio::test(flavor = "multi_thread")]
async fn every_public_page_and_door_is_in_order() {
    let Some(driver) = Driver::start() else {
        return;
    };
    let (store, _folder) = fresh_sqlite().await;
    let site = Served::on(store).await;
    let window = driver.window(&site.address, Script::On).await;
    let mut tour = Tour::of(&window);
    public(&mut tour).await;
    doors(&mut tour).await;
    tour.end(22);
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_of_the_desk_is_in_order() {
    let Some(driver) = Driver::start() else {
        return;
    };
    let (store, _folder) = fresh_sqlite().await;
    let site = Served::on(store).await;
    let matters = Box::pin(filled(&site)).await;
    let window = driver.window(&site.address, Script::On).await;
    window.resize(OFFICE).await;
    let mut tour = Tour::of(&window);
    reading(&mut tour, &matters).await;
    doing(&mut tour, &matters).await;
    let unusual = unusual::fill(&site).await;
    before_a_leader(&mut tour, &unusual).await;
    together(&mut tour, &unusual).await;
    at_the_scanner(&mut tour, &unusual).await;
    linked(&mut tour, &site).await;
    tour.end(100);
    window.close().await;
}

/// An office with something of everything. Apart from the tour: what fills it lies on no stack while pages are
/// looked at.
async fn filled(site: &Served) -> Matters {
    let matters = handling::fill(site).await;
    handling::stages(site).await;
    kept::keep(site).await;
    reviewed::keep(site).await;
    demands::link(site).await;
    reconciled::keep(site).await;
    analysed::keep(site).await;
    assessed::keep(site).await;
    matters
}

/// Every page that somebody reaches by a link; and no page that nobody reaches.
async fn linked(tour: &mut Tour<'_>, site: &Served) {
    let ways = Ways::of(&site.router).await;
    let forgotten = ways.forgotten(&site.router).await;
    assert!(forgotten.is_empty(), "nobody looked at {forgotten:?}");
    let mut pages: Vec<_> = ways.pages.iter().collect();
    pages.sort_by_key(|(_, way)| way.person);
    let mut person = "";
    for (kind, way) in pages {
        if way.person != person {
            person = way.person;
            choose(tour.window, person).await;
        }
        tour.open(kind, &way.path, Public::Staff).await;
    }
}

/// The public site, with what it says to wrong answers.
async fn public(tour: &mut Tour<'_>) {
    let window = tour.window;
    let mut pause = async |stop| tour.look(stop, Public::Citizens).await;
    let receipt = citizen::report(window, &mut pause).await;
    citizen::status(window, &receipt.code).await;
    tour.look("进度", Public::Citizens).await;
    tour.open("须知", "/guidance", Public::Citizens).await;
    tour.open("查询", "/status", Public::Citizens).await;
    window.press("main form .button.main").await;
    tour.look("查询有误", Public::Citizens).await;
    let due = "/calendar?from=2026-02-06&count=5&unit=working";
    tour.open("日历", due, Public::Citizens).await;
    tour.open("实名", "/report?unit=t", Public::Citizens).await;
    window.fill("#report", "real_name", "true").await;
    window.press("#report .button.main").await;
    tour.look("联系方式", Public::Citizens).await;
    window.press("#report .button.main").await;
    tour.look("联系方式有误", Public::Citizens).await;
    tour.open("首页大字版", "/?type=large", Public::Citizens)
        .await;
    tour.open("无此页", "/nothing", Public::Citizens).await;
}

/// The doors of the desk.
async fn doors(tour: &mut Tour<'_>) {
    tour.open("选一个人", "/desk/demo", Public::Staff).await;
    tour.open("登录", "/desk/login", Public::Staff).await;
    tour.window.press("form .button.main").await;
    tour.look("登录有误", Public::Staff).await;
}

/// Pages that no link leads to.
async fn reading(tour: &mut Tour<'_>, matters: &Matters) {
    choose(tour.window, "p-clerk").await;
    tour.look("待办", Public::Staff).await;
    tour.open("台账", "/desk/matters", Public::Staff).await;
    tour.open("台账查无此件", "/desk/matters?number=1", Public::Staff)
        .await;
    let dossier = format!("/desk/matters/{}", matters.handled);
    tour.open("卷宗", &dossier, Public::Staff).await;
    tour.open("痕迹", &format!("{dossier}/trail"), Public::Staff)
        .await;
    tour.open("无此件", "/desk/matters/none", Public::Staff)
        .await;
    tour.open("设置", "/desk/settings", Public::Staff).await;
    choose(tour.window, "auditor").await;
    tour.open("调阅痕迹", "/desk/trail", Public::Staff).await;
}

/// Forms, sent empty, and what comes back.
async fn doing(tour: &mut Tour<'_>, matters: &Matters) {
    let window = tour.window;
    choose(window, "p-clerk").await;
    tour.open("来信登记", "/desk/registration", Public::Staff)
        .await;
    window.press("form.dense .button.main").await;
    tour.look("来信登记有误", Public::Staff).await;
    window
        .fill("form.dense", "title", "反映某村集体林地承包费去向不明")
        .await;
    window
        .fill("form.dense", "text", "三年承包费没有入账。")
        .await;
    window.press("form.dense .button.main").await;
    tour.look("已接收", Public::Staff).await;
    let form = open_form(window, &matters.fresh, "registration").await;
    tour.look("登记", Public::Staff).await;
    window.press(&format!("{form} .tools .button")).await;
    tour.look("登记有误", Public::Staff).await;
    choose(window, "x-handler").await;
    let form = open_form(window, &matters.handled, "findings").await;
    tour.look("承办人的卷宗", Public::Staff).await;
    window.press(&format!("{form} .tools .button")).await;
    tour.look("核查结论有误", Public::Staff).await;
    sign_out(window).await;
    tour.look("已退出", Public::Staff).await;
}

/// What a leader has before them, each page with something on it.
async fn before_a_leader(tour: &mut Tour<'_>, unusual: &Unusual) {
    choose(tour.window, "x-leader").await;
    tour.open("授权已有", "/desk/delegations", Public::Staff)
        .await;
    tour.open("等我审定核对", "/desk/deciding", Public::Staff)
        .await;
    tour.open("待阅", "/desk/reading", Public::Staff).await;
    let one = format!("/desk/reading/{}", unusual.presented);
    tour.open("阅批一件", &one, Public::Staff).await;
}

/// A batch of which some are refused.
async fn together(tour: &mut Tour<'_>, unusual: &Unusual) {
    let window = tour.window;
    choose(window, "x-head").await;
    let list = "/desk/deciding/exclusions";
    tour.open("审定剔除", list, Public::Staff).await;
    for tick in ["#tick-1", "#tick-2"] {
        window.find(tick).await.click().await.unwrap();
    }
    window.press("form[data-ticks] .button.main").await;
    tour.look("批量核对", Public::Staff).await;
    window.press("button[value=do]").await;
    assert!(
        window
            .text(".outcomes .undone")
            .await
            .contains(&unusual.excluded[1])
    );
    tour.look("批量结果", Public::Staff).await;
    let item = format!("/desk/batch?item={}&item=1", unusual.presented);
    tour.open("批量办理", &item, Public::Staff).await;
    window
        .press("button[formaction='/desk/batch/presentations']")
        .await;
    tour.look("批量填写", Public::Staff).await;
}

/// A paper under the scanner: not found, found, sent empty.
async fn at_the_scanner(tour: &mut Tour<'_>, unusual: &Unusual) {
    let window = tour.window;
    choose(window, "x-clerk").await;
    let scan = "/desk/deciding/scan";
    window.open(&format!("{scan}?number=1")).await;
    tour.look("扫码无此件", Public::Staff).await;
    let found = format!("{scan}?number={}", unusual.presented);
    tour.open("扫码代录", &found, Public::Staff).await;
    window.press("form.asks .button.main").await;
    tour.look("扫码代录有误", Public::Staff).await;
}
