//! Taking a book out: by right and reason, with a receipt, never with what the reader may not see, and
//! told by its beginning, its end, or that it was broken off (T1, T3, T4, T24).

use app::export::{self, Asked, Format};
use app::queries::exports::exports;
use axum::http::StatusCode;
use casework::PersonId;
use papers::sheet::{Reading, Sheet};
use serde_json::json;
use sha2::{Digest, Sha256};

use super::office::{Office, each_engine};
use crate::support::browser::Answer;

const TAKE: &str = "/desk/books/acceptance/export";

fn form(format: &str, reason: &str) -> Vec<(String, String)> {
    [("format", format), ("reason", reason)]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .to_vec()
}

fn sheet(answer: &Answer, file: &str) -> Sheet {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let mut reading = Reading::of(file);
    reading.table = file.ends_with("xlsx").then_some("受理台账");
    Sheet::read(&answer.bytes, &reading).unwrap()
}

fn texts(sheet: &Sheet) -> Vec<String> {
    let rows = sheet.rows.iter();
    rows.flat_map(|row| row.cells.iter().map(papers::sheet::Cell::text))
        .collect()
}

#[tokio::test]
async fn a_book_is_taken_out_with_a_reason_and_leaves_a_receipt_t24() {
    each_engine(async |office| {
        let number = office.file().await;
        let desk = office.desk_of("p-clerk").await;
        assert!(desk.open("/desk/books/acceptance").await.has(TAKE));
        assert!(desk.open(TAKE).await.has("导出理由"));
        let refused = desk.post(TAKE, &form("csv", "急")).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.has("请写明为什么导出") && refused.has("急</textarea>"));
        assert!(desk.open("/desk/exports").await.has("还没有导出过"));

        for format in ["csv", "xlsx"] {
            let answer = desk.post(TAKE, &form(format, "向市纪委报三月份数据")).await;
            let sheet = sheet(&answer, &format!("受理台账.{format}"));
            let texts = texts(&sheet);
            assert!(texts.contains(&number), "{texts:?}");
            assert!(texts.iter().any(|text| text.contains("采砂")), "{texts:?}");
            let last = texts.iter().find(|text| text.starts_with("共1件，回执 DC"));
            let receipt = last.unwrap().strip_prefix("共1件，回执 ").unwrap();
            let list = desk.open("/desk/exports").await;
            assert!(
                list.has(receipt) && list.has("完成，共1件"),
                "{}",
                list.body
            );
            assert!(list.has("向市纪委报三月份数据"));
            assert!(list.has(&digest(&answer.bytes)), "{}", list.body);
        }
    })
    .await;
}

/// The digest of bytes, worked out apart from the program.
fn digest(bytes: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(&Sha256::digest(bytes))
}

#[tokio::test]
async fn only_who_may_takes_a_book_out_and_only_auditors_see_what_others_took() {
    each_engine(async |office| {
        office.file().await;
        for person in ["p-leader", "x-handler", "system"] {
            let desk = office.desk_of(person).await;
            let asked = desk.get(TAKE).await;
            let sent = desk.post(TAKE, &form("csv", "看看有什么")).await;
            for answer in [asked, sent] {
                assert_eq!(answer.status, StatusCode::FORBIDDEN, "{person}");
                assert!(!answer.has("采砂"));
            }
        }
        let clerk = office.desk_of("p-clerk").await;
        let reason = form("csv", "没有的台账");
        let unknown = clerk.post("/desk/books/none/export", &reason).await;
        assert_eq!(unknown.status, StatusCode::NOT_FOUND);
        clerk.post(TAKE, &form("csv", "月底汇总用")).await;
        let all = clerk.get("/desk/exports?all=yes").await;
        assert_eq!(all.status, StatusCode::FORBIDDEN);
        let head = office.desk_of("p-head").await;
        assert!(!head.open("/desk/exports").await.has("月底汇总用"));
        assert!(head.open("/desk/exports?all=yes").await.has("月底汇总用"));
        let county = office.desk_of("x-head").await;
        assert!(!county.open("/desk/exports?all=yes").await.has("月底汇总用"));
        let auditor = office.desk_of("auditor").await;
        let list = auditor.open("/desk/exports").await;
        assert!(list.has("月底汇总用") && !list.has("采砂"), "{}", list.body);
        let leader = office.desk_of("p-leader").await;
        assert_eq!(
            leader.get("/desk/exports").await.status,
            StatusCode::FORBIDDEN
        );
    })
    .await;
}

#[tokio::test]
async fn no_file_holds_what_its_reader_may_not_see_t3_t4() {
    each_engine(async |office| {
        let number = office.file().await;
        let stranger = office.desk_of("y-clerk").await;
        let file = sheet(
            &stranger.post(TAKE, &form("csv", "核对本县台账")).await,
            "a.csv",
        );
        assert!(!texts(&file).join(" ").contains("采砂"));
        assert!(texts(&file)[0].starts_with("共0件"));
        let reason = json!({"person": "p-clerk", "reason": "亲属关系"});
        office.act("p-clerk", &number, "recuse", reason).await;
        let recused = office.desk_of("p-clerk").await;
        let file = sheet(
            &recused.post(TAKE, &form("xlsx", "核对台账")).await,
            "a.xlsx",
        );
        let told = texts(&file).join(" ");
        assert!(!told.contains("采砂") && !told.contains(&number), "{told}");
    })
    .await;
}

#[tokio::test]
async fn columns_and_filters_of_the_page_are_those_of_the_file() {
    each_engine(async |office| {
        office.file().await;
        let desk = office.desk_of("p-clerk").await;
        let mut asked = form("csv", "核对来信数");
        for pair in [
            ("columns", "number"),
            ("columns", "stage"),
            ("channel", "letter"),
        ] {
            asked.push((pair.0.to_owned(), pair.1.to_owned()));
        }
        let file = sheet(&desk.post(TAKE, &asked).await, "a.csv");
        assert_eq!(file.columns, ["编号", "环节"]);
        assert!(texts(&file)[0].starts_with("共0件"), "it came by the web");
        let list = desk.open("/desk/exports").await;
        assert!(list.has("来信") && list.has("编号、环节"), "{}", list.body);
    })
    .await;
}

#[tokio::test]
async fn what_is_broken_off_says_so_and_an_ended_right_ends_it() {
    each_engine(async |office| {
        office.file().await;
        let person = PersonId::from("p-clerk");
        let asked = Asked {
            book: "acceptance",
            pairs: &[],
            format: Format::Workbook,
            layout: None,
            reason: "中途断开的一次",
        };
        let begun = export::begin(&office.app, &person, &asked).await.unwrap();
        assert_eq!(state(&office).await, "正在导出，已写0件");
        drop(begun);
        for _ in 0..200 {
            if state(&office).await.contains("下载中断") {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
        assert_eq!(state(&office).await, "未完成：下载中断，已写0件");

        let mut begun = export::begin(&office.app, &person, &asked).await.unwrap();
        let suspended = json!({"person": "p-clerk"});
        let done = office
            .give(
                &app::Who::Staff(PersonId::from("system")),
                app::Subject::Office,
                "suspend",
                suspended,
            )
            .await;
        done.unwrap();
        assert!(begun.next().await.is_err());
        assert!(begun.next().await.unwrap().is_none(), "nothing comes after");
        let told = exports(&office.app, &PersonId::from("auditor"), true, None).await;
        let states: Vec<String> = told
            .unwrap()
            .rows
            .into_iter()
            .map(|row| row.state)
            .collect();
        let ended = "未完成：导出期间权限终止，已写0件".to_owned();
        assert!(states.contains(&ended), "{states:?}");
    })
    .await;
}

async fn state(office: &Office) -> String {
    let list = exports(&office.app, &PersonId::from("p-clerk"), false, None).await;
    list.unwrap().rows[0].state.clone()
}

#[tokio::test]
async fn the_list_of_exports_is_rebuilt_from_its_events() {
    each_engine(async |office| {
        office.file().await;
        let desk = office.desk_of("p-clerk").await;
        desk.post(TAKE, &form("csv", "重建前的一次")).await;
        let gone = store::Change::new("DELETE FROM exports", Vec::new());
        let write = store::Write {
            changes: vec![gone],
            ..store::Write::default()
        };
        office.app.store().commit(write).await.unwrap();
        assert!(desk.open("/desk/exports").await.has("还没有导出过"));
        let rebuilt = app::rebuild::rebuild(&office.app).await.unwrap();
        assert_eq!(rebuilt.exports, 1);
        assert!(desk.open("/desk/exports").await.has("重建前的一次"));
    })
    .await;
}

#[tokio::test]
async fn a_month_of_an_assessment_and_the_book_of_linkages_go_out_by_right_alone_s1_25_t24() {
    each_engine(async |office| {
        let head = office.desk_of("p-head").await;
        let fields = [("scheme", "petition"), ("year", "2026")];
        let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let opened = head.post("/desk/assessments/new", &fields).await;
        let month = format!("{}/months/2026-01", opened.landed());
        let take = format!("{month}/export");
        assert!(head.open(&month).await.has(&take));
        assert!(head.open(&take).await.has("导出理由"));
        let refused = head.post(&take, &form("xlsx", "急")).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let answer = head.post(&take, &form("xlsx", "向市纪委报一月得分")).await;
        assert_eq!(answer.status, StatusCode::OK);
        let mut reading = Reading::of("得分.xlsx");
        reading.table = Some("月考核得分");
        let texts = texts(&Sheet::read(&answer.bytes, &reading).unwrap());
        assert!(texts.contains(&"永安市纪委监委".to_owned()), "{texts:?}");
        assert!(head.open("/desk/exports").await.has("月考核得分"));
        let book = "/desk/linkages/book/export";
        assert!(
            head.post(book, &form("csv", "汇总本月台账"))
                .await
                .bytes
                .starts_with("\u{feff}编号".as_bytes())
        );
        for stranger in ["x-head", "t-officer", "system"] {
            let stranger = office.desk_of(stranger).await;
            for answer in [
                stranger.get(&take).await,
                stranger.post(&take, &form("csv", "看看有什么")).await,
            ] {
                assert_eq!(answer.status, StatusCode::NOT_FOUND);
            }
        }
        // Who may read the book and not take it out is told so; who reads nothing finds nothing to take.
        for person in ["p-leader", "x-handler", "system"] {
            let desk = office.desk_of(person).await;
            for answer in [
                desk.get(book).await,
                desk.post(book, &form("csv", "看看有什么")).await,
            ] {
                assert_eq!(answer.status, StatusCode::FORBIDDEN, "{person}");
            }
        }
    })
    .await;
}
