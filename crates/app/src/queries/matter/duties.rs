//! Who did which stage of a matter (谁分管业务，谁负责调处, S3-17; 责任领导、责任人, S1-14): for each of the four
//! stages the persons the events name, in the order they came to it.

use super::dossier::View;
use crate::stream::MatterEvent;
use casework::matter::steps::Event;
use casework::rules::Blank;
use casework::{Actor, PersonId};

/// The stages, by the blank of a form that shows each.
const STAGES: [Blank; 4] = [
    Blank::Sorting,
    Blank::Inquiry,
    Blank::Approval,
    Blank::Replying,
];

/// Label and value for each stage somebody has worked on.
pub(super) fn facts(view: &View<'_>, events: &[MatterEvent]) -> Vec<(&'static str, String)> {
    let told: Vec<Duty> = events
        .iter()
        .zip(1..)
        .filter(|(_, version)| view.reads.tells(*version))
        .flat_map(|(recorded, _)| duties(view, recorded))
        .collect();
    let lines = STAGES.iter().map(|stage| (stage.zh(), line(&told, *stage)));
    lines.filter(|(_, line)| !line.is_empty()).collect()
}

/// One duty: its stage, its word, who bore it.
struct Duty {
    stage: Blank,
    zh: &'static str,
    who: String,
}

/// 登记 周明；批示 冯毅: every duty of a stage once, with each of its persons once.
fn line(told: &[Duty], stage: Blank) -> String {
    let mut words: Vec<(&str, Vec<&str>)> = Vec::new();
    for duty in told.iter().filter(|duty| duty.stage == stage) {
        match words.iter_mut().find(|(zh, _)| *zh == duty.zh) {
            Some((_, names)) if names.contains(&&*duty.who) => {}
            Some((_, names)) => names.push(&duty.who),
            None => words.push((duty.zh, vec![&duty.who])),
        }
    }
    let words = words
        .iter()
        .map(|(zh, names)| format!("{zh} {}", names.join("、")));
    words.collect::<Vec<_>>().join("；")
}

fn duties(view: &View<'_>, recorded: &MatterEvent) -> Vec<Duty> {
    let of = |stage, zh, who: Option<String>| who.map(|who| Duty { stage, zh, who });
    let named = |person: &PersonId| Some(view.reader.office.person_name(person).to_owned());
    if let Event::HandlingAccepted(event) = &recorded.event {
        let (handler, leader) = (
            named(&event.accepted.handler),
            named(&event.accepted.leader),
        );
        let both = [
            of(Blank::Inquiry, "承办人", handler),
            of(Blank::Inquiry, "分管领导", leader),
        ];
        return both.into_iter().flatten().collect();
    }
    let found = match &recorded.event {
        Event::ResultSigned(event) => {
            Some((Blank::Approval, event.slot.zh(), named(&event.person)))
        }
        Event::InstructionEntered(event) => {
            let stands = view.matter.deciding.stands(event.number);
            stands.then(|| (Blank::Sorting, "批示", named(&event.leader)))
        }
        event => duty(event).map(|(stage, zh)| (stage, zh, actor(view, &recorded.by))),
    };
    found
        .and_then(|(stage, zh, who)| of(stage, zh, who))
        .into_iter()
        .collect()
}

/// The stage and the word of an act that its actor answers for.
fn duty(event: &Event) -> Option<(Blank, &'static str)> {
    Some(match event {
        Event::Received(_) => (Blank::Sorting, "接收"),
        Event::Registered(_) => (Blank::Sorting, "登记"),
        Event::Screened(_) | Event::ScreenedOut(_) => (Blank::Sorting, "筛查拟办"),
        Event::ExclusionConfirmed(_) => (Blank::Sorting, "审定剔除"),
        Event::StudyDecided(_) => (Blank::Sorting, "审定研判"),
        Event::Instructed(_) | Event::PhoneInstructed(_) => (Blank::Sorting, "批示"),
        Event::Routed(_) => (Blank::Sorting, "分办"),
        Event::Signed(_) => (Blank::Sorting, "签收"),
        Event::ResultReported(_) => (Blank::Inquiry, "上报结果"),
        Event::AuditPassed(_) | Event::AuditReturned(_) => (Blank::Approval, "审核"),
        Event::AcceptanceTold(_) => (Blank::Replying, "受理告知"),
        Event::ProgressTold(_) => (Blank::Replying, "进展反馈"),
        Event::Replied(_) => (Blank::Replying, "答复"),
        Event::WrittenOff(_) => (Blank::Replying, "销号"),
        _ => return None,
    })
}

/// A person of the office by name, 某某代某某 where one acted for another (P-08); nobody else bears a duty.
fn actor(view: &View<'_>, actor: &Actor) -> Option<String> {
    let Actor::Person {
        person,
        behalf,
        sheet,
        ..
    } = actor
    else {
        return None;
    };
    let office = &view.reader.office;
    let name = office.person_name(person);
    Some(behalf.as_ref().map_or_else(
        || name.to_owned(),
        |principal| match sheet {
            // Entered for whoever did it, whose duty it stays.
            Some(_) => office.person_name(principal).to_owned(),
            None => format!("{name}代{}", office.person_name(principal)),
        },
    ))
}
