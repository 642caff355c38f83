//! Task sheets of units without network (P-09): taken as one locked file, never with who reported or what a
//! recused person may not see, brought back, looked at, and entered once (T1, T3, T4, T5).

use app::moment::HandClock;
use axum::http::StatusCode;
use papers::locked;
use papers::sheet::{Cell, Reading, Sheet};
use papers::table::{Column, Cover, Table};
use serde_json::json;

use super::office::{Office, each_engine};
use crate::support::browser::Browser;

const MINUTE: i64 = 60_000;

/// A report with a name, routed to the township.
pub(super) async fn routed(office: &Office) -> String {
    let report = json!({
        "channel": "letter", "unit": "x", "title": "李有田反映村道工程", "text": "我是施工队的李有田。",
        "reporter": {"name": "李有田", "phone": "13900000000"}, "real_name": true,
    });
    let who = app::Who::Staff("x-clerk".into());
    let done = office
        .give(&who, app::Subject::NewMatter, "receive", report)
        .await;
    let number = done.unwrap().number.unwrap();
    let issues = json!([{"category": "176", "text": "收受施工方财物"}]);
    let lead =
        json!({"subject": "马某", "rank": "township", "managed_at": "county", "issues": issues});
    for (person, act, fields) in [
        (
            "x-clerk",
            "register",
            json!({"class": "A", "region": "990101", "leads": [lead]}),
        ),
        ("x-clerk", "screen", json!({"class": "A"})),
        ("x-leader", "instruct", json!({"text": "转镇里核查。"})),
        ("x-clerk", "route", json!({"to": "t", "mode": "delegate"})),
    ] {
        office.act(person, &number, act, fields).await;
    }
    number
}

/// Takes a sheet as a clerk does. The file and its passphrase.
pub(super) async fn taken(desk: &Browser) -> (Vec<u8>, String) {
    let page = desk.visit("/desk/sheets?unit=t").await;
    let form = page.answer.form("/desk/sheets/draw");
    let drawn = desk.submit(&form, ("", "")).await;
    assert_eq!(drawn.status, StatusCode::OK, "{}", drawn.body);
    let form = drawn.form("/desk/sheets/take");
    let passphrase = form.value("passphrase").to_owned();
    assert!(drawn.body.contains(&format!(">{passphrase}</p>")));
    let file = desk.submit(&form, ("", "")).await;
    assert_eq!(file.status, StatusCode::OK, "{}", file.body);
    assert_eq!(file.header("content-type"), "application/zip");
    (file.bytes.to_vec(), passphrase)
}

pub(super) fn inside(file: &[u8], passphrase: &str) -> Sheet {
    let bytes = locked::unlock(file, passphrase, 1_000_000).unwrap();
    let mut reading = Reading::of("任务单.xlsx");
    reading.table = Some("任务单");
    Sheet::read(&bytes, &reading).unwrap()
}

/// The file as the unit sends it back.
pub(super) fn filled(sheet: &Sheet, passphrase: &str, values: &[(&str, &str)]) -> Vec<u8> {
    let columns: Vec<Column> = sheet
        .columns
        .iter()
        .map(|heading| Column {
            heading: heading.clone(),
            width: 9,
        })
        .collect();
    let cover = Cover {
        title: "任务单".to_owned(),
        ..Cover::default()
    };
    let mut table = Table::workbook(cover, &columns).unwrap();
    let mut cells = sheet.rows[0].cells.clone();
    cells.resize(columns.len(), Cell::Empty);
    for (heading, value) in values {
        cells[sheet.column("", heading).unwrap()] = Cell::Text((*value).to_owned());
    }
    table.row(&cells).unwrap();
    let bytes = table.finish("").unwrap();
    locked::lock("a.xlsx", &bytes, passphrase, [3; 16]).unwrap()
}

pub(super) fn later(clock: &HandClock, minutes: i64) -> String {
    let at = app::moment::moment(app::moment::Clock::now(clock).at + MINUTE * minutes / 2).local;
    clock.advance(MINUTE * minutes);
    at.strftime("%Y-%m-%d %H:%M").to_string()
}

#[tokio::test]
async fn a_sheet_goes_out_locked_and_comes_back_once_p_09() {
    each_engine(async |office| {
        let number = routed(&office).await;
        let desk = office.desk_of("x-clerk").await;
        let (file, passphrase) = taken(&desk).await;
        let sheet = inside(&file, &passphrase);
        let cells = sheet.rows.iter().flat_map(|row| &row.cells).map(Cell::text);
        let told = cells.collect::<Vec<_>>().join(" ");
        assert!(
            told.contains(&number) && told.contains("收受施工方财物"),
            "{told}"
        );
        assert!(
            !told.contains("李有田") && !told.contains("1390000"),
            "{told}"
        );
        let list = desk.open("/desk/sheets?unit=t").await;
        assert!(
            list.has("柳溪镇纪委") && list.has("还剩5个工作日"),
            "{}",
            list.body
        );
        assert!(!list.has(&passphrase), "it is shown once");

        let when = later(&office.clock, 20);
        let back = filled(
            &sheet,
            &passphrase,
            &[("经办人", "高洁"), ("签收时间", &when)],
        );
        let page = desk.visit("/desk/sheets").await;
        let form = page
            .answer
            .form("/desk/sheets/bring")
            .fill("passphrase", &passphrase);
        let seen = desk
            .submit(&form.choose_file("file", &back), ("", ""))
            .await;
        assert!(
            seen.has("1 件可以录入") && seen.has("签收"),
            "{}",
            seen.body
        );
        assert!(
            desk.open(&format!("/desk/matters/{number}"))
                .await
                .has("待签收")
        );
        let form = seen.form("/desk/sheets/enter");
        for (words, gone) in [
            ("1 件已录入", "没有可以录入的"),
            ("没有可以录入的", "1 件已录入"),
        ] {
            let entered = desk.submit(&form, ("go", "all")).await;
            assert!(entered.has(words) && !entered.has(gone), "{}", entered.body);
        }
        let page = desk.open(&format!("/desk/matters/{number}")).await;
        assert!(
            page.has("待受理") && page.has("高洁（陈静据离线任务单"),
            "{}",
            page.body
        );
        let list = desk.open("/desk/sheets").await;
        assert!(
            list.has("录入1件1步") && list.has("没有在外的任务单"),
            "{}",
            list.body
        );
        let rebuilt = app::rebuild::rebuild(&office.app).await.unwrap();
        assert_eq!(rebuilt.task_sheets, 1);
        let same = app::rebuild::check(&office.app).await.unwrap();
        assert!(matches!(same, app::rebuild::Outcome::Same(_)), "{same:?}");
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_comes_back_in_sentences_p_09() {
    each_engine(async |office| {
        routed(&office).await;
        let desk = office.desk_of("x-clerk").await;
        let (file, passphrase) = taken(&desk).await;
        let bring = async |bytes: &[u8], passphrase: &str| {
            let page = desk.visit("/desk/sheets").await;
            let form = page
                .answer
                .form("/desk/sheets/bring")
                .fill("passphrase", passphrase);
            desk.submit(&form.choose_file("file", bytes), ("", ""))
                .await
        };
        let bare = locked::unlock(&file, &passphrase, 1_000_000).unwrap();
        for (bytes, passphrase, words) in [
            (&bare[..], &*passphrase, "文件没有加密"),
            (&file[..], "0000-0000-0000-0000-0000", "口令不对"),
            (&file[..], "0000", "口令应为五组"),
            (b"Rar!".as_slice(), &*passphrase, "不是zip压缩包"),
        ] {
            let answer = bring(bytes, passphrase).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(answer.has(words), "{words}: {}", answer.body);
        }
        assert!(bring(&file, &passphrase).await.has("没有填写"));
        let sheet = inside(&file, &passphrase);
        let when = later(&office.clock, 20);
        for (values, words) in [
            (vec![("签收时间", &*when)], "经办人：没有填写"),
            (
                vec![("经办人", "周明"), ("签收时间", &*when)],
                "不是该单位现在在任的人",
            ),
            (
                vec![("经办人", "高洁"), ("签收时间", "2019-01-01")],
                "早于取任务单的时间",
            ),
            (
                vec![("经办人", "高洁"), ("签收时间", "2099-01-01")],
                "发生时间不能晚于现在",
            ),
            (
                vec![("经办人", "高洁"), ("签收时间", "昨天")],
                "不是可识别的日期",
            ),
            (
                vec![("经办人", "高洁"), ("退回理由", "不属本镇")],
                "请也填写时间",
            ),
            (
                vec![("经办人", "高洁"), ("退回时间", &*when)],
                "退回·退回理由",
            ),
            (
                vec![
                    ("经办人", "高洁"),
                    ("进展时间", &*when),
                    ("办理进展", "看过"),
                ],
                "此件尚未受理",
            ),
        ] {
            let answer = bring(&filled(&sheet, &passphrase, &values), &passphrase).await;
            assert!(answer.has(words), "{words}: {}", answer.body);
            assert!(answer.has("没有可以录入的"), "{}", answer.body);
        }
    })
    .await;
}

#[tokio::test]
async fn strangers_and_the_recused_take_nothing_and_bring_nothing_t3_t4() {
    each_engine(async |office| {
        let number = routed(&office).await;
        let desk = office.desk_of("x-clerk").await;
        let (file, passphrase) = taken(&desk).await;
        let sheet = inside(&file, &passphrase);
        let when = later(&office.clock, 20);
        let back = filled(
            &sheet,
            &passphrase,
            &[("经办人", "高洁"), ("签收时间", &when)],
        );

        let stranger = office.desk_of("y-clerk").await;
        assert_eq!(
            stranger.get("/desk/sheets?unit=t").await.status,
            StatusCode::NOT_FOUND
        );
        let item = [
            ("unit", "t"),
            ("item", &*number),
            ("passphrase", &*passphrase),
        ];
        let item = item.map(|(name, value)| (name.to_owned(), value.to_owned()));
        for path in ["/desk/sheets/draw", "/desk/sheets/take"] {
            assert_eq!(
                stranger.post(path, &item).await.status,
                StatusCode::NOT_FOUND,
                "{path}"
            );
        }
        let form = stranger
            .visit("/desk/sheets")
            .await
            .answer
            .form("/desk/sheets/bring");
        let form = form
            .fill("passphrase", &passphrase)
            .choose_file("file", &back);
        let answer = stranger.submit(&form, ("", "")).await;
        assert!(
            answer.has("不是本机关取出的") && !answer.has(&number),
            "{}",
            answer.body
        );
        let handler = office.desk_of("x-handler").await;
        assert_eq!(
            handler.get("/desk/sheets").await.status,
            StatusCode::FORBIDDEN
        );

        let reason = json!({"person": "x-clerk", "reason": "亲属关系"});
        office.act("x-clerk", &number, "recuse", reason).await;
        let page = desk.open("/desk/sheets?unit=t").await;
        assert!(
            !page.has(&number) && page.has("现在没有在办的信访件"),
            "{}",
            page.body
        );
        assert_eq!(
            desk.post("/desk/sheets/take", &item).await.status,
            StatusCode::NOT_FOUND
        );
        let form = desk
            .visit("/desk/sheets")
            .await
            .answer
            .form("/desk/sheets/bring");
        let form = form
            .fill("passphrase", &passphrase)
            .choose_file("file", &back);
        assert!(desk.submit(&form, ("", "")).await.has("没有此件或无权查看"));

        // Where somebody of the unit is recused, its file would be in their sight.
        let head = office.desk_of("x-head").await;
        let reason = json!({"person": "t-officer", "reason": "亲属关系"});
        office.act("x-head", &number, "recuse", reason).await;
        let page = head.open("/desk/sheets?unit=t").await;
        assert!(
            page.has("有人应当回避") && !page.has("name=\"item\""),
            "{}",
            page.body
        );
        let refused = head.post("/desk/sheets/take", &item).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    })
    .await;
}
