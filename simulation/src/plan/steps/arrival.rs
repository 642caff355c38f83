//! How a report comes to the office beside its channel: from where, how urgent, with how many people.

use crate::draw::Draw;
use crate::names;
use crate::plan::profile::Arrival;
use serde_json::{Map, Value, json};

/// Adds what the clerk enters beside the report.
pub(super) fn particulars(draw: &mut Draw, arrival: &Arrival, fields: &mut Value) {
    let Some(fields) = fields.as_object_mut() else {
        return;
    };
    let way = match arrival.channel {
        "letter" => *draw.pick(&["post", "post", "post", "handed"]),
        "visit" => *draw.pick(&["window", "window", "window", "video"]),
        _ => *draw.pick(&["answered", "answered", "answered", "message"]),
    };
    fields.insert("way".into(), way.into());
    origin(draw, fields);
    if draw.chance(40) {
        let urgency = if draw.chance(250) {
            "emergency"
        } else {
            "urgent"
        };
        fields.insert("urgency".into(), urgency.into());
    }
    if arrival.channel == "visit" {
        visit(draw, fields);
    }
}

/// Three in ten come through somebody else's hands (S2-21).
fn origin(draw: &mut Draw, fields: &mut Map<String, Value>) {
    let (origin, office) = match draw.below(100) {
        0..10 => ("superior-forwarded", "云纪信转"),
        10..16 => ("superior-assigned", "云纪信交"),
        16..20 => ("leader", ""),
        20..24 => ("petition-bureau", "云信转"),
        24..27 => ("hotline", "12345-"),
        27..29 => ("judicial", "云检移"),
        29..31 => ("subordinate", ""),
        _ => return,
    };
    fields.insert("origin".into(), origin.into());
    if origin == "superior-assigned" {
        fields.insert("wants_result".into(), true.into());
    }
    if !office.is_empty() {
        let serial = draw.between(100_000_000, 999_999_999);
        fields.insert("sender_number".into(), format!("{office}{serial}").into());
    }
}

/// One visit in six is a collective one (集体访, P-12).
fn visit(draw: &mut Draw, fields: &mut Map<String, Value>) {
    if !draw.chance(170) {
        let heads = *draw.pick(&[1, 1, 1, 2, 3]);
        fields.insert("heads".into(), heads.into());
        return;
    }
    let heads = draw.between(5, 24);
    let people: Vec<String> = (0..heads).map(|_| names::citizen(draw)).collect();
    let spoke = draw.between(1, 5) as usize;
    let spoke = people
        .iter()
        .take(spoke)
        .map(|name| json!({ "name": name }));
    fields.insert("heads".into(), heads.into());
    fields.insert("representatives".into(), spoke.collect());
    fields.insert("members".into(), people.join("、").into());
}
