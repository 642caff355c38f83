//! Notices (通知): who is told that something waits. Rules are data (`catalogue/notices.toml`); a notice
//! carries no number, no name and no kind of matter (T6), and nobody is told of what they may not see.

use crate::access;
use crate::escalation::Supervised;
use crate::ids::{PersonId, UnitId};
use crate::matter::Matter;
use crate::matter::steps::Event;
use crate::office::{Office, UnitKind};
use crate::rules::{Rules, Sight};
use jiff::civil::Date;
use serde::Deserialize;
use std::collections::BTreeSet;

/// A kind of notice.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoticeRule {
    /// Permanent id, e.g. `overdue`.
    pub id: String,
    /// 已超期.
    pub name: String,
    /// Kinds of events that cause it, without version.
    pub on: Vec<String>,
    /// Whose people are told.
    pub to: Recipient,
    /// How long others of the kind are waited for, minutes.
    pub wait_minutes: u32,
    /// The whole text that is sent.
    pub text: String,
    /// The rule it comes from.
    pub basis: String,
    /// Mechanisms it serves.
    #[serde(default)]
    pub mechanisms: Vec<String>,
}

/// Whose people are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Recipient {
    /// The unit that holds the matter.
    Holder,
    /// The unit that owes the clock the event is about; of a slip, whose turn it is next.
    Owner,
}

/// A notice to be sent: to whom, and which rule's text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Notice {
    /// To whom.
    pub person: PersonId,
    /// By which rule.
    pub rule: String,
}

/// The notices that events of a matter cause, each person told once a rule. `after` is the matter after
/// the events; whoever acted is not told of the own act.
pub fn plan<'e>(
    after: &Matter,
    events: impl IntoIterator<Item = &'e Event>,
    office: &Office,
    rules: &Rules,
    by: Option<&PersonId>,
    on: Date,
) -> BTreeSet<Notice> {
    let mut notices = BTreeSet::new();
    for event in events {
        let caused = rules
            .notices
            .iter()
            .filter(|rule| rule.on.iter().any(|kind| kind == event.name()));
        for rule in caused {
            let unit = match rule.to {
                Recipient::Holder => &after.holder,
                Recipient::Owner => owner(after, event).unwrap_or(&after.holder),
            };
            let told = at_the_desk(after, unit, office, rules, on);
            let told = told.into_iter().filter(|person| Some(person) != by);
            notices.extend(told.map(|person| Notice {
                person,
                rule: rule.id.clone(),
            }));
        }
    }
    notices
}

fn owner<'a>(after: &'a Matter, event: &'a Event) -> Option<&'a UnitId> {
    match event {
        Event::SlipDrafted(drafted) => Some(&drafted.organ),
        Event::SlipSigned(signed) => Some(&signed.to),
        Event::SlipAnswered(answered) => after.slip(answered.slip).map(|slip| &slip.organ),
        Event::ClockWarned(warned) => Some(&warned.owner),
        Event::Reminded(reminded) => Some(&reminded.owner),
        Event::ClockLapsed(lapsed) => Some(&lapsed.owner),
        _ => None,
    }
}

/// The people of a unit who work on the matter: its handler where the unit has one, else those who sit in
/// the unit; for a commission as a whole, its petition office, the gate of every report (S1-31).
fn at_the_desk(
    matter: &Matter,
    unit: &UnitId,
    office: &Office,
    rules: &Rules,
    on: Date,
) -> Vec<PersonId> {
    let organ = office.organ_of(unit);
    let sits =
        |post: &crate::office::Post| post.unit == *unit || is_gate_of(office, &post.unit, unit);
    let reads = |post: &crate::office::Post| {
        rules
            .role(&post.role)
            .is_some_and(|role| role.sees != Sight::Nothing)
    };
    let mut told: Vec<PersonId> = Vec::new();
    for (person, _) in office.colleagues_of(unit, on) {
        let at_work = office
            .posts_of(&person.id, on)
            .any(|post| sits(post) && reads(post));
        let handles =
            matter.handler() == Some(&person.id) && organ == office.organ_of(&matter.holder);
        if (at_work || handles) && access::sees(office, rules, &person.id, on, matter) {
            told.push(person.id.clone());
        }
    }
    match matter.handler().filter(|handler| told.contains(handler)) {
        Some(handler) => vec![handler.clone()],
        None => told,
    }
}

fn is_gate_of(office: &Office, gate: &UnitId, organ: &UnitId) -> bool {
    let gate = office.unit(gate);
    gate.is_some_and(|gate| {
        gate.kind == UnitKind::PetitionOffice && gate.parent.as_ref() == Some(organ)
    })
}

#[cfg(test)]
mod tests;
