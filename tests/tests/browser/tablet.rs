//! A leader with a tablet (领导阅批, P-25), upright and lying: one matter a screen, a phrase is tapped, the
//! next one comes; and a batch in which one is refused leaves the others circled.

use serde_json::json;
use store::testing::fresh_sqlite;

use super::clerk::choose;
use super::driver::{Driver, Script};
use super::site::Served;
use super::window::{Screen, Window};

const UPRIGHT: Screen = Screen {
    width: 768,
    height: 1024,
    scale: 2,
};
const LYING: Screen = Screen {
    width: 1024,
    height: 768,
    scale: 2,
};

/// A report to the county that waits for an instruction.
async fn screened(site: &Served, title: &str) -> String {
    let report = json!({"channel": "web", "unit": "x", "title": title, "text": format!("{title}。").repeat(60)});
    let number = site.file(report).await;
    let issue = json!({"category": "176", "text": "收受财物"});
    let lead =
        json!({"subject": "钱某某", "rank": "township", "managed_at": "county", "issues": [issue]});
    site.act(
        "x-clerk",
        &number,
        "register",
        json!({"class": "A", "leads": [lead]}),
    )
    .await;
    let fields = json!({"class": "A", "opinion": "拟由第一监督检查室核查"});
    site.act("x-clerk", &number, "screen", fields).await;
    number
}

/// How far the page reaches beyond the screen: to the right, and the main button below.
async fn beyond(window: &Window) -> (i64, bool) {
    let script = "const button = document.querySelector('.sheet .button.main');\
        return [document.documentElement.scrollWidth - innerWidth,\
                button.getBoundingClientRect().bottom <= innerHeight];";
    let asked = window.ask(script, json!(null)).await;
    (asked[0].as_i64().unwrap(), asked[1].as_bool().unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_leader_reads_on_a_tablet_p_25() {
    let Some(driver) = Driver::start() else {
        return;
    };
    let (store, _folder) = fresh_sqlite().await;
    let site = Served::on(store).await;
    let mut numbers = Vec::new();
    for title in ["反映采砂", "反映补贴", "反映工程", "反映低保"] {
        numbers.push(screened(&site, title).await);
    }
    let window = driver.window(&site.address, Script::On).await;
    window.resize(LYING).await;
    choose(&window, "x-leader").await;
    window.open("/desk/reading").await;
    window.press("a.button.main").await;
    for screen in [UPRIGHT, LYING] {
        window.resize(screen).await;
        let (sideways, fits) = beyond(&window).await;
        assert!(
            sideways <= 0 && (fits || screen.height < 800),
            "{sideways} {fits}"
        );
        window.find("button.phrase").await.click().await.unwrap();
        let words = "return document.getElementById('words').value";
        assert_eq!(window.ask(words, json!(null)).await, "同意拟办意见。");
        window.press(".sheet button.main[name=go]").await;
        assert!(window.text(".notice.done").await.contains("已批示"));
    }
    assert!(window.text(".progress").await.contains("第 1 件，共 2 件"));
    window.open("/desk/reading").await;
    for tick in ["#tick-1", "#tick-2"] {
        window.find(tick).await.click().await.unwrap();
    }
    window.press("form[data-ticks] .button").await;
    assert!(window.text(".notice").await.contains("将对 2 件办理“圈阅”"));
    // Meanwhile the leader circles one of them elsewhere.
    site.act("x-leader", &numbers[2], "circle", json!({})).await;
    window.press("button[value=do]").await;
    assert!(
        window
            .text(".notice")
            .await
            .contains("1 件已办成，1 件未办成")
    );
    let refused = window.text(".outcomes .undone").await;
    assert!(refused.contains(&numbers[2]) && refused.contains("您已圈阅过此件"));
    window.open("/desk/reading").await;
    assert!(window.text(".empty").await.contains("现在没有待阅的信访件"));
    window.close().await;
}
