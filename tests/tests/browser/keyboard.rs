//! A report filed by keyboard alone: Tab, space, Enter and typing; and wherever the focus stands, it
//! is seen.

use serde_json::{Value, json};
use store::testing::fresh_sqlite;
use thirtyfour::{Key, TypingData};

use super::driver::{Driver, Script};
use super::site::Served;
use super::window::{OFFICE, PHONE, Screen, Window};

#[tokio::test(flavor = "multi_thread")]
async fn a_report_is_filed_by_keyboard_alone() {
    let Some(driver) = Driver::start() else {
        return;
    };
    let (store, _folder) = fresh_sqlite().await;
    let site = Served::on(store).await;
    let window = driver.window(&site.address, Script::On).await;
    for screen in [PHONE, OFFICE] {
        file(&window, screen).await;
    }
    window.close().await;
}

async fn file(window: &Window, screen: Screen) {
    window.resize(screen).await;
    window.open("/").await;
    // The first stop leads past the head of the page.
    assert_eq!(tab(window).await["words"], "跳到正文");
    enter(window, "我要举报").await;
    assert_eq!(window.h1().await, "您要向哪里反映");
    space(window, "unit").await;
    enter(window, "继续").await;
    assert_eq!(window.h1().await, "您愿意实名举报吗");
    go(window, "real_name").await;
    // Arrows walk the choices of one question, until the anonymous one is chosen.
    for _ in 0..2 {
        if focus(window).await["value"] != "false" {
            strike(window, Key::Down).await;
        }
    }
    assert_eq!(focus(window).await["value"], "false");
    strike(window, " ").await;
    enter(window, "继续").await;
    go(window, "accused.0.name").await;
    strike(window, "钱某某").await;
    enter(window, "继续").await;
    go(window, "title").await;
    strike(window, "反映柳溪镇河道采砂问题").await;
    go(window, "text").await;
    strike(window, "砂场每晚采砂，有人举报也不来查。").await;
    enter(window, "继续").await;
    assert_eq!(window.h1().await, "有照片、录音或者文件吗");
    enter(window, "继续").await;
    assert_eq!(window.h1().await, "请核对后提交");
    space(window, "truthful").await;
    enter(window, "提交举报").await;
    assert_eq!(window.h1().await, "已收到您的举报");
    space(window, "noted").await;
    enter(window, "记下了，完成").await;
    assert_eq!(window.h1().await, "举报已经完成");
}

/// Presses Tab and looks where the focus went: it must be seen, and stand in sight.
async fn tab(window: &Window) -> Value {
    strike(window, Key::Tab).await;
    let stop = focus(window).await;
    let place = format!("{stop} on {}", window.page().await);
    assert!(
        stop["outline"].as_f64().unwrap() > 0.0,
        "the focus is not seen at {place}"
    );
    assert_eq!(stop["in_sight"], true, "the focus is hidden at {place}");
    stop
}

/// Where the focus is.
async fn focus(window: &Window) -> Value {
    window.ask(FOCUS, json!({})).await
}

/// What is focused, how it is outlined, and whether the middle of its visible part is its own.
const FOCUS: &str = r"
    const element = document.activeElement;
    const style = getComputedStyle(element);
    const outline = style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth);
    const part = element.getBoundingClientRect();
    const [top, bottom] = [Math.max(part.top, 0), Math.min(part.bottom, innerHeight)];
    const [x, y] = [part.left + part.width / 2, (top + bottom) / 2];
    const hit = document.elementFromPoint(x, y);
    const in_sight = bottom > top && !!hit && (hit === element || element.contains(hit) || hit.contains(element));
    return {words: element.textContent.trim(), name: element.name || '', value: element.value || '',
            tag: element.tagName, outline, in_sight};
";

/// Tabs forward until a stop fits; a page that never comes to it fails.
async fn until(window: &Window, wanted: &str, fits: impl Fn(&Value) -> bool) {
    let mut stops = Vec::new();
    for _ in 0..40 {
        let stop = tab(window).await;
        if fits(&stop) {
            return;
        }
        stops.push(format!("{} {}", stop["tag"], stop["words"]));
    }
    panic!(
        "Tab never came to {wanted} on {}: {stops:?}",
        window.page().await
    );
}

/// To a control by its name.
async fn go(window: &Window, name: &str) {
    until(window, name, |stop| stop["name"] == name).await;
}

/// Ticks a control.
async fn space(window: &Window, name: &str) {
    go(window, name).await;
    strike(window, " ").await;
}

/// To a button or link by its words, and through it.
async fn enter(window: &Window, words: &str) {
    until(window, words, |stop| stop["words"] == words).await;
    let page = window.find("html").await;
    strike(window, Key::Enter).await;
    window.arrive(page).await;
}

async fn strike(window: &Window, keys: impl Into<TypingData>) {
    window
        .driver
        .action_chain()
        .send_keys(keys)
        .perform()
        .await
        .unwrap();
}
