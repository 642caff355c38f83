//! What goes up: a township officer passes up a report about a cadre of the county's, the county's petition
//! head confirms it and reads it, and the township sees a line without content and nothing else. And
//! invented lines, so that the pages of passing up have something to show.

use serde_json::{Value, json};
use store::testing::fresh_sqlite;

use super::clerk::{act, choose, open_form};
use super::driver::{Driver, Script};
use super::site::Served;
use super::window::{OFFICE, Window};

/// What the tour looks at.
pub struct Passed {
    /// Waits at the county to be confirmed.
    pub waiting: String,
    /// Registered at the county, of a cadre the city manages.
    pub above: String,
}

/// A report to an organ about one of the superior's cadres.
fn report(unit: &str, title: &str) -> Value {
    json!({"channel": "web", "unit": unit, "title": title,
        "text": "工程没有招标，直接交给亲戚的施工队，群众有照片。",
        "accused": [{"name": "孙某某", "unit": "清河县水务局", "post": "副局长"}]})
}

/// Lines of every kind at the township; at the county one to be confirmed, and one that belongs above it.
pub async fn lines(site: &Served) -> Passed {
    let mut waiting = String::new();
    for (title, then) in [
        ("反映水务局副局长插手河道工程", Some("return-down")),
        ("反映水务局副局长收受施工方财物", Some("acknowledge")),
        ("反映水务局副局长公车私用", None),
    ] {
        let number = site.file(report("t", title)).await;
        let ground = json!({"ground": "superior-cadre"});
        site.act("t-officer", &number, "pass-up", ground).await;
        let fields = match then {
            Some("return-down") => json!({"reason": "被反映人已退休，属街道管理"}),
            _ => json!({}),
        };
        if let Some(name) = then {
            site.act("x-clerk", &number, name, fields).await;
        }
        waiting = number;
    }
    let gone = site.file(report("x", "反映市水务局副局长收受工程款")).await;
    let ground = json!({"ground": "superior-cadre"});
    site.act("x-clerk", &gone, "pass-up", ground).await;
    let above = site.file(report("x", "反映市交通局处长收受礼金")).await;
    let lead = json!({"subject": "孙某某", "post": "永安市交通局处长", "rank": "county",
        "managed_at": "city", "issues": [{"category": "138", "text": "收受礼金"}]});
    let fields = json!({"class": "A", "region": "990101", "leads": [lead]});
    site.act("x-clerk", &above, "register", fields).await;
    Passed { waiting, above }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_township_passes_up_and_keeps_a_line_without_content_s0_20_t3() {
    let Some(driver) = Driver::start() else {
        return;
    };
    let (store, _folder) = fresh_sqlite().await;
    let site = Served::on(store).await;
    let number = site.file(report("t", "反映水务局副局长插手河道工程")).await;
    let window = driver.window(&site.address, Script::On).await;
    window.resize(OFFICE).await;
    hand_up(&window, &number).await;
    for path in ["", "/trail", "/pass-ups", "/print/register"] {
        window.open(&format!("/desk/matters/{number}{path}")).await;
        assert!(window.h1().await.contains("没有找到"), "{path}");
    }
    choose(&window, "x-head").await;
    act(&window, &number, "acknowledgements", &[]).await;
    assert!(window.h1().await.contains("插手河道工程"));
    assert!(
        window
            .text(".minutes")
            .await
            .contains("直接交给亲戚的施工队")
    );
    choose(&window, "t-officer").await;
    window.open("/desk/passed-up").await;
    let line = window.text("table.passed tbody tr").await;
    assert!(line.contains(&number) && line.contains("已收到"), "{line}");
    assert!(!window.page().await.contains("河道"));
    window.close().await;
}

/// The township officer passes it up and lands on the line.
async fn hand_up(window: &Window, number: &str) {
    choose(window, "t-officer").await;
    let form = open_form(window, number, "pass-ups").await;
    window.fill(&form, "ground", "superior-cadre").await;
    window.press(&format!("{form} .tools .button")).await;
    assert_eq!(window.h1().await, "上报登记簿", "{}", window.page().await);
    let line = window.text("table.passed tbody tr").await;
    assert!(line.contains(number) && line.contains("待签收"), "{line}");
}
