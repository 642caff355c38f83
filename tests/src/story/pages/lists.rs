//! Pages that are lists: the trail, the matters book, the to-do sheet, and what a citizen reads.

use super::{lamp, list, text};
use serde_json::Value;

/// The lines of a trail.
pub(in crate::story) fn trail(page: &Value) -> Vec<String> {
    let entry = |entry: &Value| {
        let place = if entry["seq"].is_null() {
            "待入账"
        } else {
            "已入账"
        };
        format!(
            "{} {}：{} {place}",
            text(entry, "at"),
            text(entry, "who"),
            text(entry, "zh")
        )
    };
    list(page, "entries").iter().map(entry).collect()
}

/// The lines of the matters book.
pub(in crate::story) fn book(page: &Value) -> Vec<String> {
    let mut lines = vec![format!("合计{}件", text(page, "total"))];
    // The API calls them matters.
    let rows = if page["rows"].is_null() {
        "matters"
    } else {
        "rows"
    };
    lines.extend(list(page, rows).iter().map(|row| {
        let name = if row["real_name"] == true {
            "实名"
        } else {
            "匿名"
        };
        let received = [text(row, "received"), text(row, "received_on")].concat();
        let repeats = match row["repeats"].as_i64() {
            None | Some(0) => String::new(),
            Some(more) => format!("，1件共{}件次", more + 1),
        };
        format!(
            "{} {} {} {} {name} {} {} {}{repeats}",
            text(row, "number"),
            received,
            text(row, "channel_zh"),
            text(row, "class_zh"),
            text(row, "stage_zh"),
            text(row, "holder"),
            lamp(&row["lamp"])
        )
    }));
    lines
}

/// The lines of the to-do sheet.
pub(in crate::story) fn todo(page: &Value) -> Vec<String> {
    let mut lines = Vec::new();
    for band in list(page, "bands") {
        let (name, rows) = (text(band, "zh"), list(band, "rows"));
        lines.push(format!("{name} 共{}件", rows.len()));
        lines.extend(rows.iter().map(|row| {
            format!(
                "{name} {} {} {} {}，在{}，下一步{}",
                text(row, "number"),
                text(row, "stage_zh"),
                text(row, "clock_zh"),
                lamp(&row["lamp"]),
                text(row, "holder"),
                text(row, "next_zh")
            )
        }));
    }
    lines.extend(list(page, "procedures").iter().map(|row| {
        let item = row["item"].as_i64().map(|item| format!("第{item}项 "));
        format!(
            "专项工作 {} {} {}{} {} {}",
            text(row, "number"),
            text(row, "name"),
            item.unwrap_or_default(),
            text(row, "clock_zh"),
            text(row, "owner"),
            lamp(&row["lamp"])
        )
    }));
    lines
}

/// What a citizen reads.
pub(in crate::story) fn status(page: &Value) -> Vec<String> {
    let mut lines = vec![format!(
        "{} {}收到 {}",
        text(page, "number"),
        text(page, "received_on"),
        text(page, "status_zh")
    )];
    let asked = list(page, "questions").iter();
    lines.extend(
        asked.map(|asked| format!("询问{} {}", text(asked, "number"), text(asked, "text"))),
    );
    lines.extend(super::handing::of_code(page));
    lines
}
