//! What is told of a demand handed on (P-20): to the office on the matter's page, to the reporter by the code.

use super::{filled, list, text};
use serde_json::Value;

/// What the office reads.
pub(super) fn of_matter(handing: &Value) -> Vec<String> {
    let mut lines = Vec::new();
    for ask in list(handing, "asks") {
        let (body, parts) = (text(ask, "body"), text(ask, "parts"));
        lines.push(format!(
            "征求{} {body} 随附{parts} {}",
            ask["number"],
            text(ask, "state_zh")
        ));
    }
    for one in list(handing, "requests") {
        let parts =
            ["asker", "body", "state_zh", "approver", "summary"].map(|name| text(one, name));
        lines.push(format!("申请{} {}", one["number"], filled(&parts)));
    }
    for one in list(handing, "handed") {
        let along = match text(one, "parts") {
            "" => "不带身份".to_owned(),
            parts => format!("随附{parts}"),
        };
        let (at, by, body) = (text(one, "at"), text(one, "by"), text(one, "body"));
        lines.push(format!("转送 {at} {by} {body} {along}"));
    }
    lines
}

/// What the reporter reads; the page and the document name it alike.
pub(super) fn of_code(page: &Value) -> Vec<String> {
    let told = if page["handing"].is_object() {
        &page["handing"]
    } else {
        page
    };
    let mut lines = Vec::new();
    for ask in list(told, if told == page { "consents" } else { "asks" }) {
        let until = ask["until"]
            .as_str()
            .map_or(String::new(), |on| format!(" {on}前答复"));
        let (body, parts) = (text(ask, "body"), text(ask, "parts"));
        let state = text(ask, "state");
        lines.push(format!(
            "征求{} {body} {parts}{until} {state}",
            text(ask, "number")
        ));
    }
    for one in list(told, "gone") {
        let along = match text(one, "parts") {
            "" => "没有附姓名和联系方式".to_owned(),
            parts => format!("附了{parts}"),
        };
        lines.push(format!(
            "{}转给{} {along}",
            text(one, "on"),
            text(one, "body")
        ));
    }
    lines
}
