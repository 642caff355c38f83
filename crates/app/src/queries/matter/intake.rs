//! What a dossier tells of the arrival: facts beside the channel, and who stood at the window.

use super::dossier::View;
use crate::{Fault, vault};
use calendar::Term;
use casework::PersonId;
use casework::clocks::{Clock, Counted};
use casework::matter::steps::log_call::CallLogged;
use casework::matter::steps::phone_instruct::PhoneInstructed;
use casework::matter::steps::receive::Received;
use casework::matter::steps::record_reception::ReceptionRecorded;
use casework::matter::steps::tell_leader::LeaderTold;
use casework::matter::{Matter, NameCheck, Origin, Report, Secrecy, Urgency, Visit};
use casework::office::Office;
use casework::rules::Rules;

/// Facts of the arrival, as label and value; what is as usual is not said.
pub(super) fn facts(rules: &Rules, matter: &Matter) -> Vec<(&'static str, String)> {
    let arrival = &matter.intake.arrival;
    let mut facts = Vec::new();
    if let Some(way) = arrival.way {
        facts.push(("细分渠道", way.zh().to_owned()));
    }
    if arrival.origin != Origin::Own {
        let wanted = if arrival.wants_result {
            "，要求报结果"
        } else {
            ""
        };
        facts.push(("来源", format!("{}{wanted}", arrival.origin.zh())));
    }
    if let Some(platform) = &arrival.platform {
        facts.push(("来源平台", rules.platform_name(platform).to_owned()));
    }
    if arrival.urgency != Urgency::Normal {
        facts.push(("紧急程度", arrival.urgency.zh().to_owned()));
    }
    if arrival.secrecy != Secrecy::Internal {
        facts.push(("密级", arrival.secrecy.zh().to_owned()));
    }
    if let Some(visit) = &arrival.visit {
        facts.push(("来访", visited(visit)));
    }
    if let Some(turn) = matter.intake.turn {
        let over = if matter.intake.over_level {
            "、越级"
        } else {
            ""
        };
        facts.push(("标识", format!("{}{over}", turn.zh())));
    }
    facts.extend(names(matter).map(|told| ("实名核实", told.to_owned())));
    facts.extend(recurrence(matter).map(|told| ("反映次数", told)));
    facts
}

/// The first line of the minutes.
pub(super) fn received(event: &Received) -> String {
    let mut told = vec![event.channel.zh().to_owned()];
    if event.arrival.origin != Origin::Own {
        told.push(event.arrival.origin.zh().to_owned());
    }
    if event.arrival.urgency != Urgency::Normal {
        told.push(event.arrival.urgency.zh().to_owned());
    }
    if let Some(visit) = event
        .arrival
        .visit
        .as_ref()
        .filter(|visit| visit.is_collective())
    {
        told.push(format!("集体访{}人", visit.heads));
    }
    format!("收到举报（{}）", told.join("，"))
}

/// A reception in one line.
pub(super) fn reception(office: &Office, event: &ReceptionRecorded) -> String {
    let led = event.leader.as_ref();
    let led = led.map_or_else(String::new, |leader| {
        format!("（{}接访）", office.person_name(leader))
    });
    format!("接访记录{led}：{}", event.verdict.zh())
}

/// Who was told at once.
pub(super) fn leader_told(office: &Office, event: &LeaderTold) -> String {
    let leader = leader(office, &event.leader, event.on_duty);
    format!("向{leader}{}", event.means.zh())
}

/// Who instructed by telephone.
pub(super) fn phone_instructed(office: &Office, event: &PhoneInstructed) -> String {
    let leader = leader(office, &event.leader, event.on_duty);
    format!("{leader}电话批示，书面后补")
}

/// A call in one line.
pub(super) fn call(office: &Office, event: &CallLogged) -> String {
    let whom = event.person.as_ref();
    let whom = whom.map_or(event.called.zh(), |person| office.person_name(person));
    format!("致电{whom}：{}", event.answer.zh())
}

fn leader(office: &Office, leader: &PersonId, on_duty: bool) -> String {
    let duty = if on_duty { "（带班）" } else { "" };
    format!("{}{duty}", office.person_name(leader))
}

/// How often and how long it has come (S4-26); nothing where it came once.
fn recurrence(matter: &Matter) -> Option<String> {
    let again = matter.recurrence();
    if again.times < 2 {
        return None;
    }
    let days = again
        .until
        .since(again.from)
        .map_or(0, |span| span.get_days());
    let over = match again.over_level {
        0 => String::new(),
        times => format!("，其中越级{times}次"),
    };
    let heads = match again.heads {
        0 => String::new(),
        heads => format!("，来访共{heads}人次"),
    };
    let (times, from, until) = (again.times, again.from, again.until);
    Some(format!(
        "共{times}次，{from}至{until}，历时{days}天{over}{heads}"
    ))
}

/// What came of checking the names.
fn names(matter: &Matter) -> Option<&'static str> {
    let mut checks = matter.intake.checks.values();
    checks.next_back().map(|check| match check {
        NameCheck::Confirmed => "已核实",
        NameCheck::Unreached => "联系不上，工作记录随件",
        NameCheck::Denied => "否认或不愿确认，按匿名办理",
    })
}

fn visited(visit: &Visit) -> String {
    let heads = visit.heads;
    if visit.is_collective() {
        let spoke = visit.representatives.len();
        return format!("集体访，1批{heads}人次，代表{spoke}人");
    }
    format!("1批{heads}人次")
}

/// Who stood at the window, for one whom the identity stands open for.
///
/// # Errors
/// The database does not answer, or a name does not open.
pub(super) async fn visitors(
    view: &View<'_>,
    report: &Report,
) -> Result<Vec<(&'static str, String)>, Fault> {
    let first = view.matter.reports.first().map(|first| first.id);
    let visit = view.matter.intake.arrival.visit.as_ref();
    let Some(visit) = visit.filter(|_| first == Some(report.id)) else {
        return Ok(Vec::new());
    };
    let stream = view.matter.id.stream();
    let mut parts = Vec::new();
    for one in &visit.representatives {
        let mut told = Vec::new();
        for reference in [Some(&one.name), one.phone.as_ref()].into_iter().flatten() {
            let name = vault::named(view.app, &view.reader.opener(), &stream, reference).await?;
            told.push(name.unwrap_or_else(|| vault::ERASED.to_owned()));
        }
        parts.push(("代表", told.join("，")));
    }
    if let Some(members) = &visit.members {
        let list = vault::named(view.app, &view.reader.opener(), &stream, members).await?;
        let list = list.unwrap_or_else(|| vault::ERASED.to_owned());
        parts.push(("来访人员名单", list));
    }
    Ok(parts)
}

/// How long, and for a same-day term by which rule it was counted (P-15).
pub(super) fn term(term: Term, clock: &Clock) -> String {
    match clock.counted {
        Some(counted) => format!("{}（{}）", term.zh(), counted.zh()),
        None => term.zh(),
    }
}

/// The term whose days explain when a clock is due: what is for the next working day is explained to
/// that day.
pub(super) fn explained(term: Term, clock: &Clock) -> Term {
    match clock.counted {
        Some(Counted::NextWorkingDay) => Term::WorkingDays(1),
        _ => term,
    }
}
