//! What leaves the office: upwards as a matter, or as a file. Task sheets that are out, came back, and come
//! back just now; books that were taken out, whole and cut off; and every page of it looked at, filled.

use app::export::{self, Asked, Format};
use app::task_sheets;
use casework::{PersonId, UnitId};
use papers::locked;
use papers::sheet::{Cell, Reading, Sheet};
use papers::table::{Column, Cover, Table};
use serde_json::json;
use store::testing::fresh_sqlite;

use super::audit::Public;
use super::clerk::choose;
use super::driver::{Driver, Script};
use super::passed::{self, Passed};
use super::site::Served;
use super::tour::Tour;
use super::window::OFFICE;

/// A filled sheet on its way back.
struct OnTheWay {
    file: Vec<u8>,
    passphrase: String,
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_of_what_leaves_the_office_is_in_order() {
    let Some(driver) = Driver::start() else {
        return;
    };
    let (store, _folder) = fresh_sqlite().await;
    let site = Served::on(store).await;
    let sheet = sheets(&site).await;
    let passed = passed::lines(&site).await;
    exports(&site).await;
    let window = driver.window(&site.address, Script::On).await;
    window.resize(OFFICE).await;
    let mut tour = Tour::of(&window);
    handed_up(&mut tour, &passed).await;
    out_and_back(&mut tour, &sheet).await;
    choose(&window, "p-head").await;
    tour.open("导出记录", "/desk/exports", Public::Staff).await;
    tour.end(11);
    window.close().await;
}

/// What goes up: the line below, what is counted, what waits above, and the notice that one belongs there.
async fn handed_up(tour: &mut Tour<'_>, passed: &Passed) {
    choose(tour.window, "t-officer").await;
    tour.open("上报登记簿", "/desk/passed-up", Public::Staff)
        .await;
    choose(tour.window, "x-clerk").await;
    for (name, path) in [
        ("收件情况有上报", "/desk/gate".to_owned()),
        ("收件清单有上报", "/desk/gate/arrivals".to_owned()),
        ("台账有上报", "/desk/books/acceptance".to_owned()),
        (
            "待签收的上报件",
            format!("/desk/matters/{}", passed.waiting),
        ),
        ("应上报的件", format!("/desk/matters/{}", passed.above)),
    ] {
        tour.open(name, &path, Public::Staff).await;
    }
}

/// Sheets drawn, brought back, entered.
async fn out_and_back(tour: &mut Tour<'_>, sheet: &OnTheWay) {
    let window = tour.window;
    tour.open("任务单", "/desk/sheets?unit=t", Public::Staff)
        .await;
    window
        .press("form[action='/desk/sheets/draw'] .button")
        .await;
    tour.look("任务单口令", Public::Staff).await;
    window.open("/desk/sheets").await;
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join("带回.zip");
    std::fs::write(&path, &sheet.file).unwrap();
    let form = "form[action='/desk/sheets/bring']";
    window.fill(form, "file", path.to_str().unwrap()).await;
    window.fill(form, "passphrase", &sheet.passphrase).await;
    window.press(&format!("{form} .button")).await;
    tour.look("核对任务单", Public::Staff).await;
    window
        .press("form[action='/desk/sheets/enter'] .button")
        .await;
    tour.look("任务单已录入", Public::Staff).await;
}

/// Three sheets of the township: one back with a row left, one out, and one that somebody carries in.
async fn sheets(site: &Served) -> OnTheWay {
    let mut numbers = Vec::new();
    for title in [
        "反映村道工程收受财物",
        "反映低保评议不公开",
        "反映集体林地承包费去向不明",
    ] {
        numbers.push(routed(site, title).await);
    }
    let (file, passphrase) = taken(site, &numbers[..2]).await;
    let signed = (
        "签收时间",
        site.app.now().local.strftime("%Y-%m-%d %H:%M").to_string(),
    );
    site.clock.advance(60 * 60_000);
    let filled = fill(
        &file,
        &passphrase,
        &[
            &[("经办人", "高洁"), (signed.0, &signed.1)],
            &[("经办人", "周明"), (signed.0, &signed.1)],
        ],
    );
    let clerk = PersonId::from("x-clerk");
    let back = task_sheets::enter(&site.app, &clerk, &filled, &passphrase, true).await;
    assert!(back.unwrap().recorded);
    taken(site, &numbers[1..2]).await;
    let (file, passphrase) = taken(site, &numbers[1..]).await;
    site.clock.advance(60 * 60_000);
    let file = fill(
        &file,
        &passphrase,
        &[
            &[("经办人", "高洁"), (signed.0, &later(site))],
            &[("签收时间", "昨天"), ("经办人", "高洁")],
        ],
    );
    OnTheWay { file, passphrase }
}

/// Half an hour ago, as a unit writes it.
fn later(site: &Served) -> String {
    let then = site
        .app
        .now()
        .local
        .saturating_sub(jiff::Span::new().minutes(30));
    then.strftime("%Y-%m-%d %H:%M").to_string()
}

async fn routed(site: &Served, title: &str) -> String {
    let report = json!({"channel": "web", "unit": "x", "title": title, "text": "请查处。",
        "accused": [{"name": "马某", "unit": "柳溪镇", "post": "干部"}]});
    let number = site.file(report).await;
    let issues = json!([{"category": "176", "text": "收受施工方财物"}]);
    let lead =
        json!({"subject": "马某", "rank": "township", "managed_at": "county", "issues": issues});
    let register = json!({"class": "A", "region": "990101", "leads": [lead]});
    for (person, act, fields) in [
        ("x-clerk", "register", register),
        ("x-clerk", "screen", json!({"class": "A"})),
        ("x-leader", "instruct", json!({"text": "转镇里核查。"})),
        ("x-clerk", "route", json!({"to": "t", "mode": "delegate"})),
    ] {
        site.act(person, &number, act, fields).await;
    }
    number
}

async fn taken(site: &Served, numbers: &[String]) -> (Vec<u8>, String) {
    let passphrase = task_sheets::passphrase(&site.app);
    let (clerk, unit) = (PersonId::from("x-clerk"), UnitId::from("t"));
    let taken = task_sheets::take(&site.app, &clerk, &unit, numbers, &passphrase).await;
    (taken.unwrap().bytes, passphrase)
}

/// The file as the unit sends it back, its rows filled one by one.
fn fill(file: &[u8], passphrase: &str, rows: &[&[(&str, &str)]]) -> Vec<u8> {
    let bytes = locked::unlock(file, passphrase, 10_000_000).unwrap();
    let reading = Reading {
        table: Some("任务单"),
        ..Reading::of("任务单.xlsx")
    };
    let sheet = Sheet::read(&bytes, &reading).unwrap();
    let column = |heading: &String| Column {
        heading: heading.clone(),
        width: 12,
    };
    let columns: Vec<Column> = sheet.columns.iter().map(column).collect();
    let cover = Cover {
        title: "任务单".to_owned(),
        ..Cover::default()
    };
    let mut table = Table::workbook(cover, &columns).unwrap();
    for (row, values) in sheet.rows.iter().zip(rows) {
        let mut cells = row.cells.clone();
        cells.resize(columns.len(), Cell::Empty);
        for (heading, value) in *values {
            let at = sheet.columns.iter().position(|known| known == heading);
            cells[at.unwrap()] = Cell::Text((*value).to_owned());
        }
        table.row(&cells).unwrap();
    }
    let bytes = table.finish("").unwrap();
    locked::lock("带回.xlsx", &bytes, passphrase, [5; 16]).unwrap()
}

/// Two books taken out by the head, one of them broken off.
async fn exports(site: &Served) {
    let head = PersonId::from("p-head");
    for (book, format, whole, reason) in [
        (
            "acceptance",
            Format::Workbook,
            true,
            "向省委报一季度受理情况，由办公室留存一份",
        ),
        ("results", Format::Comma, false, "核对办结反馈"),
        ("visits", Format::Comma, true, "来访情况月报"),
    ] {
        let asked = Asked {
            book,
            pairs: &[],
            format,
            layout: None,
            reason,
        };
        let mut export = export::begin(&site.app, &head, &asked).await.unwrap();
        while whole && export.next().await.unwrap().is_some() {}
        drop(export);
        site.clock.advance(20 * 60_000);
    }
}
