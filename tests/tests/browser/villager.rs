//! A villager by phone: the narrowest one, large type, no script, no name; a photo of a ledger goes
//! along, and at the end there is a receipt. Every page on the way is fit for a finger and for old eyes.

use serde_json::json;
use store::testing::fresh_sqlite;

use super::audit::{Public, own_complaints};
use super::citizen;
use super::driver::{Driver, Script};
use super::site::Served;
use super::window::{PHONE, Window};

#[tokio::test(flavor = "multi_thread")]
async fn a_villager_reports_by_phone_in_large_type_without_script() {
    let Some(driver) = Driver::start() else {
        return;
    };
    let (store, _folder) = fresh_sqlite().await;
    let site = Served::on(store).await;
    let window = driver.window(&site.address, Script::Off).await;
    window.resize(PHONE).await;
    let mut wrong = Vec::new();
    let receipt = citizen::report_from(&window, "/?type=large", &mut async |stop| {
        wrong.extend(looked_at(&window, stop).await);
    })
    .await;
    window.open("/status?type=large").await;
    wrong.extend(looked_at(&window, "查询").await);
    window.fill("main form", "code", &receipt.code).await;
    window.press("main form .button.main").await;
    assert_eq!(window.h1().await, "您的举报已经收到");
    wrong.extend(looked_at(&window, "进度").await);
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
    window.close().await;
}

/// What is wrong with a page for a villager; one that has lost the large type on the way is.
async fn looked_at(window: &Window, stop: &str) -> Vec<String> {
    let size =
        "return [innerWidth, parseFloat(getComputedStyle(document.documentElement).fontSize)]";
    let size = window.ask(size, json!(null)).await;
    assert_eq!(size, json!([PHONE.width, 20]), "{stop}");
    own_complaints(window, &format!("大字版 {stop}"), Public::Citizens).await
}
