//! Importing old books: all rows checked, nothing lost, nothing twice, nothing in sight too early.

use crate::office::{TestOffice, office};
use app::audience::Opener;
use app::import::map::Map;
use app::import::{Book, ImportFailure, Summary, import, rehearse};
use app::vault;
use std::path::PathBuf;
use store::testing::each_engine;

const MAP: &str = r#"
    book = "old"
    id = "编号"
    channel = { column = "渠道", words = { "信" = "letter", "访" = "visit" } }
    title = { column = "主题" }
    text = { column = "详情" }
    past_reply = { column = "答复" }
    received = { column = "时间", forms = ["slash", "dash"] }
    reporter = { name = { column = "姓名" }, phone = { column = "电话" } }
    real_name = { column = "实名", words = ["是"] }
"#;

const HEAD: &str = "编号,渠道,主题,详情,答复,时间,姓名,电话,实名\n";

fn rows(from: usize, to: usize) -> String {
    let row = |n| {
        format!(
            "{n},信,\t第{n}件　,\"　　详情{n}，\n第二段\",已复{n},2024/3/{},张{n},1380000{n:04},是\n",
            n % 28 + 1
        )
    };
    (from..to).map(row).collect()
}

async fn run(test: &TestOffice, map: &str, text: &str) -> Result<Summary, ImportFailure> {
    let map = Map::parse(map).unwrap();
    import(&test.app, &book(&map, text), &|_| {}).await
}

fn book<'a>(map: &'a Map, text: &'a str) -> Book<'a> {
    Book {
        file: "台账.csv",
        bytes: text.as_bytes(),
        map,
        unit: "c".into(),
    }
}

async fn count(test: &TestOffice, table: &str) -> i64 {
    let sql = format!("SELECT count(*) FROM {table}");
    test.app.store().rows(&sql, &[]).await.unwrap()[0]
        .int(0)
        .unwrap()
}

#[tokio::test]
async fn a_book_is_imported_once_and_whole() {
    each_engine(async |store| {
        let test = office(store).await;
        let text = format!("{HEAD}{}", rows(0, 250));
        let summary = run(&test, MAP, &text).await.unwrap();
        assert_eq!(
            (summary.read, summary.added, summary.present),
            (250, 250, 0)
        );
        let again = run(&test, MAP, &text).await.unwrap();
        assert_eq!((again.read, again.added, again.present), (250, 0, 250));
        let longer = format!("{text}{}", rows(250, 260));
        let more = run(&test, MAP, &longer).await.unwrap();
        assert_eq!((more.read, more.added, more.present), (260, 10, 250));
        assert_eq!(count(&test, "matters").await, 260);
        assert_eq!(count(&test, "open_runs").await, 0);
        let sql = "SELECT count(*) FROM matters WHERE real_name = $1 AND channel = 'letter'";
        let real = test.app.store().rows(sql, &[true.into()]).await.unwrap();
        assert_eq!(real[0].int(0).unwrap(), 260);
        whole(&test).await;
    })
    .await;
}

/// The original record of a row holds every cell as it stood, blanks included.
async fn whole(test: &TestOffice) {
    let sql = "SELECT stream_id FROM sealed WHERE purpose = 'receive.source' \
               ORDER BY stream_id LIMIT 1";
    let found = test.app.store().rows(sql, &[]).await.unwrap();
    let stream = found[0].text(0).unwrap().to_owned();
    let opened = vault::of_purpose(
        &test.app,
        &Opener::Organs(Vec::new()),
        std::slice::from_ref(&stream),
        "receive.source",
    )
    .await
    .unwrap();
    let cells: Vec<(String, String)> = serde_json::from_str(&opened[&stream]).unwrap();
    let cell = |name: &str| {
        cells
            .iter()
            .find(|(heading, _)| heading == name)
            .unwrap()
            .1
            .clone()
    };
    let id = cell("编号");
    assert_eq!(cell("主题"), format!("\t第{id}件　"));
    assert_eq!(cell("详情"), format!("　　详情{id}，\n第二段"));
    assert_eq!(cells.len(), 9);
}

#[tokio::test]
async fn two_books_may_share_ids() {
    each_engine(async |store| {
        let test = office(store).await;
        let text = format!("{HEAD}{}", rows(0, 5));
        let other = MAP.replace("\"old\"", "\"other\"");
        assert_eq!(run(&test, MAP, &text).await.unwrap().added, 5);
        assert_eq!(run(&test, &other, &text).await.unwrap().added, 5);
    })
    .await;
}

#[tokio::test]
async fn a_wrong_row_is_named_and_nothing_is_written() {
    let wrong = [
        (
            "7,信,甲,乙,,2024/2/30,,,",
            "第 5 行 F 列（时间）：日期或时间不存在",
        ),
        (
            "7,信,甲,乙,,03/02/2024,,,",
            "第 5 行 F 列（时间）：不是可识别的日期",
        ),
        (
            "7,信,甲,乙,,2009/12/31,,,",
            "第 5 行 F 列（时间）：日期早于日历表",
        ),
        (
            "7,信,甲,乙,,2030/1/1,,,",
            "第 5 行 F 列（时间）：收到时间晚于现在",
        ),
        (
            "7,鸽,甲,乙,,2024/2/3,,,",
            "第 5 行 B 列（渠道）：映射文件没有列出这个词",
        ),
        ("7,信,甲, ,,2024/2/3,,,", "第 5 行 D 列（详情）：请填写"),
        (
            ",信,甲,乙,,2024/2/3,,,",
            "第 5 行 A 列（编号）：没有填写编号",
        ),
        (
            "2,信,甲,乙,,2024/2/3,,,",
            "第 5 行 A 列（编号）：与第 4 行的编号相同",
        ),
    ];
    let (store, _folder) = store::testing::fresh_sqlite().await;
    let test = office(store).await;
    for (row, sentence) in wrong {
        // Rows that span two lines are one row of the book.
        let good =
            "0,信,甲,乙,,2024/2/3,,,\n1,信,甲,\"乙\n丙\",,2024/2/3,,,\n2,访,甲,乙,,2024-02-03,,,\n";
        let text = format!("{HEAD}{good}{row}\n8,信,甲,乙,,昨天,,,\n");
        let Err(ImportFailure::Rows(errors)) = run(&test, MAP, &text).await else {
            panic!("{row} was imported")
        };
        assert!(errors[0].to_string().contains(sentence), "{}", errors[0]);
        assert!(errors.iter().any(|error| error.place.row == 6));
    }
    assert_eq!(
        count(&test, "matters").await + count(&test, "open_runs").await,
        0
    );
}

#[tokio::test]
async fn an_import_that_was_cut_off_goes_on_and_stays_invisible_until_then() {
    each_engine(async |store| {
        let test = office(store).await;
        let text = format!("{HEAD}{}", rows(0, 350));
        let map = Map::parse(MAP).unwrap();
        let book = book(&map, &text);
        let (send, cut) = tokio::sync::oneshot::channel();
        let send = std::sync::Mutex::new(Some(send));
        let progress = |progress: app::import::Progress| {
            if progress.settled >= 200
                && let Some(send) = send.lock().unwrap().take()
            {
                send.send(()).unwrap();
            }
        };
        tokio::select! {
            biased;
            _ = cut => {}
            _ = import(&test.app, &book, &progress) => panic!("the import was not cut off"),
        }
        // A write once handed over runs to its end: wait for the one that was under way.
        test.app
            .store()
            .commit(store::Write::default())
            .await
            .unwrap();
        assert_eq!(count(&test, "open_runs").await, 1);
        assert!(count(&test, "matters").await >= 200);
        let shown = "SELECT count(*) FROM visible v WHERE NOT EXISTS \
                     (SELECT 1 FROM open_runs r WHERE r.run_id = v.run_id)";
        let rows = test.app.store().rows(shown, &[]).await.unwrap();
        assert_eq!(rows[0].int(0).unwrap(), 0);
        let rehearsed = rehearse(&test.app, &book).await.unwrap();
        assert!(rehearsed.present >= 200);
        let summary = import(&test.app, &book, &|_| {}).await.unwrap();
        assert_eq!(summary.read, summary.added + summary.present);
        assert_eq!(count(&test, "matters").await, 350);
        assert_eq!(count(&test, "open_runs").await, 0);
    })
    .await;
}

#[tokio::test]
async fn the_real_books_are_imported_without_loss() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let books = [
        (
            "messages.xlsx",
            include_str!("../../../../catalogue/import/messages.toml"),
            4_298,
        ),
        (
            "replies.xlsx",
            include_str!("../../../../catalogue/import/replies.toml"),
            2_816,
        ),
        (
            "hotline.csv",
            include_str!("../../../../catalogue/import/hotline.toml"),
            1_464,
        ),
    ];
    for (file, map, rows) in books {
        let Ok(bytes) = std::fs::read(folder.join(file)) else {
            eprintln!("notice: {file} is not at hand, its import is not tried");
            continue;
        };
        let (store, _folder) = store::testing::fresh_sqlite().await;
        let test = office(store).await;
        let map = Map::parse(map).unwrap();
        let book = Book {
            file,
            bytes: &bytes,
            map: &map,
            unit: "c".into(),
        };
        let summary = match import(&test.app, &book, &|_| {}).await {
            Ok(summary) => summary,
            Err(ImportFailure::Rows(errors)) => panic!("{} rows: {}", errors.len(), errors[0]),
            Err(other) => panic!("{other}"),
        };
        assert_eq!(
            (summary.read, summary.added, summary.present),
            (rows, rows, 0)
        );
        let again = import(&test.app, &book, &|_| {}).await.unwrap();
        assert_eq!((again.added, again.present), (0, rows));
        assert_eq!(summary.older, if file == "hotline.csv" { 30 } else { 0 });
        assert_eq!(count(&test, "matters").await, rows as i64);
        assert_eq!(count(&test, "open_runs").await, 0);
    }
}
