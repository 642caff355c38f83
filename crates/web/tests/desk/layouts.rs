//! The office's own layouts: checked by sheet and cell, kept for the organ, filled on export (P-31).

use axum::http::StatusCode;
use papers::sheet::{Cell, Reading, Sheet};
use papers::table::{Column, Cover, Table};

use super::office::each_engine;

/// A workbook with these cells in a row of its sheet 月报.
fn workbook(cells: &[&str]) -> Vec<u8> {
    let cover = Cover {
        title: "月报".to_owned(),
        ..Cover::default()
    };
    let columns = cells.iter().enumerate().map(|(at, _)| Column {
        heading: format!("第{}栏", at + 1),
        width: 20,
    });
    let columns: Vec<Column> = columns.collect();
    let mut table = Table::workbook(cover, &columns).unwrap();
    let cells: Vec<Cell> = cells
        .iter()
        .map(|cell| Cell::Text((*cell).to_owned()))
        .collect();
    table.row(&cells).unwrap();
    let mut bytes = table.take().unwrap();
    bytes.extend(table.finish("填报单位 {{单位}}，共{{件数}}件").unwrap());
    bytes
}

const MARKS: [&str; 4] = ["{{序号}}", "{{编号}}", "{{事项}}（{{环节}}）", "{{收到}}"];

#[tokio::test]
async fn a_layout_is_checked_kept_and_filled_p_31() {
    each_engine(async |office| {
        let number = office.file().await;
        let head = office.desk_of("p-head").await;
        let page = head.get("/desk/layouts").await.form("/desk/layouts");
        let wrong = page.fill("name", "月报表").fill("book", "acceptance");
        let wrong = wrong.choose_file("月报.xlsx", &workbook(&["{{编号}}", "{{举报人}}"]));
        let refused = head.submit(&wrong, ("", "")).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            refused.has("工作表“月报” B2：没有名为“举报人”的栏目"),
            "{}",
            refused.body
        );
        let page = head.get("/desk/layouts").await.form("/desk/layouts");
        let right = page.fill("name", "月报表").fill("book", "acceptance");
        let right = right.choose_file("月报.xlsx", &workbook(&MARKS));
        assert_eq!(
            head.submit(&right, ("", "")).await.location(),
            "/desk/layouts"
        );
        assert!(head.open("/desk/layouts").await.has("月报表"));
        let again = head.submit(&right, ("", "")).await;
        assert!(again.has("已有名为“月报表”的表样"), "{}", again.body);

        let sample = head
            .get("/desk/layouts/%E6%9C%88%E6%8A%A5%E8%A1%A8/sample")
            .await;
        let texts = texts(&sample.bytes);
        assert!(
            texts.contains("样-2026-000005") && !texts.contains(&number),
            "{texts}"
        );

        let clerk = office.desk_of("p-clerk").await;
        assert!(
            clerk
                .open("/desk/books/acceptance/export")
                .await
                .has("月报表")
        );
        let form = [
            ("layout", "月报表"),
            ("format", "csv"),
            ("reason", "按月报表报数"),
        ];
        let form = form.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let answer = clerk.post("/desk/books/acceptance/export", &form).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        let texts = self::texts(&answer.bytes);
        assert!(
            texts.contains(&number) && texts.contains("（待登记）"),
            "{texts}"
        );
        assert!(texts.contains("共1件，回执 DC"), "{texts}");
        assert!(!texts.contains("{{"), "{texts}");
        assert!(clerk.open("/desk/exports").await.has("完成，共1件"));
    })
    .await;
}

/// Every text of the sheet 月报.
fn texts(bytes: &[u8]) -> String {
    let mut reading = Reading::of("月报.xlsx");
    reading.table = Some("月报");
    let sheet = Sheet::read(bytes, &reading).unwrap();
    let cells = sheet.rows.iter().flat_map(|row| &row.cells);
    cells.map(Cell::text).collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn layouts_are_their_organs_alone_and_kept_by_right() {
    each_engine(async |office| {
        let admin = office.desk_of("system").await;
        let page = admin.get("/desk/layouts").await.form("/desk/layouts");
        let kept = page
            .fill("name", "省表")
            .fill("book", "own")
            .choose_file("省表.xlsx", &workbook(&MARKS));
        assert_eq!(
            admin.submit(&kept, ("", "")).await.location(),
            "/desk/layouts"
        );
        assert!(
            office
                .desk_of("p-head")
                .await
                .open("/desk/layouts")
                .await
                .has("省表")
        );
        let county = office.desk_of("x-clerk").await;
        let theirs = county.open("/desk/layouts").await;
        assert!(
            !theirs.has("省表") && theirs.has("信访室主任"),
            "{}",
            theirs.body
        );
        let gone = county
            .post("/desk/layouts/%E7%9C%81%E8%A1%A8/forget", &[])
            .await;
        assert_eq!(gone.status, StatusCode::FORBIDDEN);
        let sample = county.get("/desk/layouts/%E7%9C%81%E8%A1%A8/sample").await;
        assert_eq!(sample.status, StatusCode::NOT_FOUND);
        for person in ["p-leader", "x-handler", "auditor"] {
            let desk = office.desk_of(person).await;
            let shut = desk.get("/desk/layouts").await;
            assert_eq!(shut.status, StatusCode::FORBIDDEN, "{person}");
        }
        admin
            .post("/desk/layouts/%E7%9C%81%E8%A1%A8/forget", &[])
            .await;
        assert!(!admin.open("/desk/layouts").await.has("省表"));
    })
    .await;
}
