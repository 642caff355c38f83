//! What offices write about a matter, and what reporters say of themselves.

use super::profile::{Content, Profile};
use crate::draw::Draw;
use crate::names;
use crate::texts::{Library, Slots};
use casework::matter::{Finding, Matter};
use serde_json::{Value, json};

/// What is found about an issue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found(Finding);

impl Found {
    pub(super) fn draw(draw: &mut Draw) -> Self {
        Self(match draw.below(100) {
            0..30 => Finding::True,
            30..54 => Finding::Partly,
            54..87 => Finding::Untrue,
            _ => Finding::Unproven,
        })
    }

    pub(super) fn as_str(self) -> &'static str {
        self.0.as_str()
    }
}

/// The grounds of a finding.
pub(super) fn grounds(
    draw: &mut Draw,
    library: &Library,
    profile: &Profile<'_>,
    (lead, issue): (u32, u32),
    found: Found,
) -> String {
    let Content::Accusation(tale) = &profile.content else {
        return String::new();
    };
    let phrases = &library.phrases;
    let (fact, slots) = &tale.facts[(issue as usize - 1).min(tale.facts.len() - 1)];
    if lead > 1 {
        return "经分别谈话并核对经办记录，按其在事项中的职责作出认定。".to_owned();
    }
    let proof = &tale.grievance.facts[*fact].proof;
    match found.0 {
        Finding::True => slots.fill(&proof[0]),
        Finding::Untrue => slots.fill(&proof[1]),
        Finding::Partly => slots.fill(&format!("{}{}", draw.pick(&phrases.partly), proof[0])),
        Finding::Unproven => slots.fill(draw.text(&phrases.unproven)),
    }
}

/// A result as it is reported.
pub(super) struct Told {
    pub(super) summary: String,
    pub(super) people: i64,
    pub(super) recovered: i64,
}

pub(super) fn result(
    draw: &mut Draw,
    library: &Library,
    profile: &Profile<'_>,
    matter: &Matter,
) -> Told {
    let phrases = &library.phrases;
    let is = |wanted: Finding| {
        matter
            .issues()
            .any(|(_, _, issue)| issue.finding == Some(wanted))
    };
    let proven = is(Finding::True) || is(Finding::Partly);
    let outcomes = match (matter.leads.is_empty(), proven) {
        (true, _) => &phrases.outcomes_general,
        (false, true) => &phrases.outcomes_true,
        (false, false) => &phrases.outcomes_untrue,
    };
    let mut slots = facts_of(profile).clone();
    let accepted = matter
        .assignment()
        .and_then(|assignment| assignment.accepted.as_ref());
    let on = accepted.map_or(matter.received.date(), |accepted| accepted.on);
    slots.set("accepted", format!("{}月{}日", on.month(), on.day()));
    slots.set("count", draw.between(3, 40).to_string());
    slots.set("days", draw.between(12, 60).to_string());
    slots.set("visits", draw.between(5, 36).to_string());
    slots.set("findings", findings(profile, matter));
    slots.set("outcome", draw.pick(outcomes).clone());
    Told {
        summary: slots.fill(draw.text(&phrases.summaries)),
        people: if proven { draw.between(1, 3) } else { 0 },
        recovered: if proven && draw.chance(550) {
            draw.between(8, 900) * 100
        } else {
            0
        },
    }
}

/// The reply to a handled matter.
pub(super) fn reply(
    draw: &mut Draw,
    library: &Library,
    profile: &Profile<'_>,
    matter: &Matter,
) -> String {
    let mut slots = facts_of(profile).clone();
    slots.set("findings", findings(profile, matter));
    slots.fill(draw.text(&library.phrases.replies))
}

fn facts_of<'a>(profile: &'a Profile<'_>) -> &'a Slots {
    match &profile.content {
        Content::Accusation(tale) => &tale.slots,
        Content::Other(other) => &other.slots,
    }
}

/// Issue by issue, as a report lists them.
fn findings(profile: &Profile<'_>, matter: &Matter) -> String {
    let Content::Accusation(tale) = &profile.content else {
        return "已就来件所提事项与有关单位研究，并作出书面说明。".to_owned();
    };
    let mut text = String::new();
    let ordinals = ["一", "二", "三", "四", "五", "六"];
    let issues = tale.issues();
    for ((_, _, issue), (ordinal, (_, told))) in matter.issues().zip(ordinals.iter().zip(issues)) {
        let finding = issue.finding.map_or("待查", Finding::zh);
        text.push_str(&format!("{ordinal}、关于“{told}”，{finding}。"));
    }
    text
}

/// What a reporter says of themselves. Numbers are of series that nobody has.
pub(super) fn reporter(draw: &mut Draw, slots: &Slots, real_name: bool, channel: &str) -> Value {
    if !real_name {
        let leaves_phone = channel == "phone" || draw.chance(160);
        return if leaves_phone {
            json!({ "phone": phone(draw) })
        } else {
            json!({})
        };
    }
    let place = format!(
        "{}{}{}{}",
        slots.get("county"),
        slots.get("town"),
        slots.get("village"),
        slots.get("group")
    );
    let mut reporter =
        json!({ "name": names::citizen(draw), "phone": phone(draw), "address": place });
    if draw.chance(600) {
        reporter["id_number"] = id_number(draw).into();
    }
    reporter
}

/// Eleven digits from a series no telephone has.
fn phone(draw: &mut Draw) -> String {
    format!("100{:08}", draw.between(0, 99_999_999))
}

/// A citizen's number of the invented province (99…), with its check character (GB 11643).
fn id_number(draw: &mut Draw) -> String {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let (year, month, day) = (
        draw.between(1948, 2002),
        draw.between(1, 12),
        draw.between(1, 28),
    );
    let body = format!(
        "99{:02}{:02}{year}{month:02}{day:02}{:03}",
        draw.between(1, 3),
        draw.between(1, 4),
        draw.between(0, 999)
    );
    let digits = body.chars().filter_map(|c| c.to_digit(10));
    let sum: u32 = digits
        .zip(WEIGHTS)
        .map(|(digit, weight)| digit * weight)
        .sum();
    let check = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'][(sum % 11) as usize];
    format!("{body}{check}")
}
