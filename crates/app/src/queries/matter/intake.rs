//! What a dossier tells of the arrival: facts beside the channel, and who stood at the window.

use super::dossier::View;
use crate::{Fault, vault};
use casework::matter::steps::receive::Received;
use casework::matter::{Matter, Origin, Report, Secrecy, Urgency, Visit};

/// Facts of the arrival, as label and value; what is as usual is not said.
pub(super) fn facts(matter: &Matter) -> Vec<(&'static str, String)> {
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
            let name = vault::named(view.app, &stream, reference).await?;
            told.push(name.unwrap_or_else(|| vault::ERASED.to_owned()));
        }
        parts.push(("代表", told.join("，")));
    }
    if let Some(members) = &visit.members {
        let list = vault::named(view.app, &stream, members).await?;
        let list = list.unwrap_or_else(|| vault::ERASED.to_owned());
        parts.push(("来访人员名单", list));
    }
    Ok(parts)
}
