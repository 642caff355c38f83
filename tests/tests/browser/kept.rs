//! What people keep of their own, so that its pages have something to show: a draft and a layout.

use app::layouts::{self, Offered};
use app::own::{self, Kind};
use casework::PersonId;
use papers::sheet::Cell;
use papers::table::{Column, Cover, Table};
use serde_json::json;

use super::site::Served;

/// A draft of the clerk, a layout of the head.
pub async fn keep(site: &Served) {
    let draft = json!({"pairs": [["channel", "letter"], ["receive.title", "反映村务公开"]]});
    let clerk = PersonId::from("p-clerk");
    own::keep(&site.app, &clerk, Kind::Draft, "begun", &draft)
        .await
        .unwrap();
    let bytes = workbook();
    let offered = Offered {
        name: "月报表",
        book: "acceptance",
        file: "月报.xlsx",
        bytes: &bytes,
    };
    let head = PersonId::from("p-head");
    layouts::keep(&site.app, &head, &offered).await.unwrap();
}

/// A workbook with a line to be filled.
fn workbook() -> Vec<u8> {
    let cover = Cover {
        title: "月报".to_owned(),
        ..Cover::default()
    };
    let column = |heading: &str| Column {
        heading: heading.to_owned(),
        width: 20,
    };
    let mut table = Table::workbook(cover, &[column("序号"), column("编号")]).unwrap();
    let marks = ["{{序号}}", "{{编号}}"].map(|mark| Cell::Text(mark.to_owned()));
    table.row(&marks).unwrap();
    let mut bytes = table.take().unwrap();
    bytes.extend(table.finish("共{{件数}}件").unwrap());
    bytes
}
