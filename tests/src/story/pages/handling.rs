//! What a matter's page shows of its handling: the talk, the three feedbacks, the permission to contact.

use super::{joined, list, text};
use serde_json::Value;

/// A line of the talk through the query code.
pub(super) fn said(said: &Value) -> String {
    let files = list(said, "files")
        .iter()
        .map(|file| format!("，材料“{}”", text(file, "name")));
    let name = [text(said, "zh"), text(said, "filing")].join(" ");
    format!(
        "{} {}：{}{}（{}）",
        text(said, "at"),
        name.trim_end(),
        text(said, "text"),
        files.collect::<String>(),
        text(said, "state_zh")
    )
}

/// One of the three feedbacks.
pub(super) fn feedback(step: &Value) -> String {
    let given = match text(step, "on") {
        "" => "尚未".to_owned(),
        on => format!("{on} {}", text(step, "mode_zh")),
    };
    format!("{} {} {given}", text(step, "zh"), text(step, "what_zh"))
}

/// What a permission to contact opens.
pub(super) fn contact(contact: &Value) -> Vec<String> {
    if contact.is_null() {
        return Vec::new();
    }
    let parts: Vec<String> = list(contact, "parts").iter().map(joined).collect();
    vec![format!(
        "{}，至{}止",
        parts.join("，"),
        text(contact, "until")
    )]
}
