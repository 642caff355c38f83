//! What handing a demand on lets one choose from (P-20).

use super::{Choice, choice};
use crate::matter::Matter;
use crate::matter::state::consent::{ConsentAsk, ContactPart};
use crate::step::Context;

/// What of who reported may go along.
pub(super) fn parts() -> Vec<Choice> {
    let codes = ContactPart::CODES.iter();
    codes.map(|code| choice(code.value, code.zh)).collect()
}

/// Bodies responsible for what a commission is not: first the one the reporter agreed to, else the one
/// screening chose.
pub(super) fn bodies(matter: Option<&Matter>, ctx: &Context<'_>) -> Vec<Choice> {
    let agreed = |id: &str| matter.is_some_and(|matter| matter.consents.given_for(id).is_ok());
    let any_agreed = ctx.rules.bodies.iter().any(|body| agreed(&body.id));
    let exclusion = matter.and_then(|matter| matter.deciding.exclusion.as_ref());
    let screened = exclusion.and_then(|exclusion| exclusion.body.as_ref());
    let reason = |id: &String| match () {
        () if agreed(id) => Some("举报人同意转给这个部门".to_owned()),
        () if !any_agreed && screened == Some(id) => Some("筛查时选定的部门".to_owned()),
        () => None,
    };
    let offered = ctx.rules.bodies.iter().map(|body| Choice {
        reason: reason(&body.id),
        ..choice(&body.id, &body.name)
    });
    let mut offered: Vec<Choice> = offered.collect();
    offered.sort_by_key(|choice| choice.reason.is_none());
    offered
}

/// Questions about what has not gone yet: to the reporter, those of their own filing alone.
pub(super) fn asks(matter: &Matter, ctx: &Context<'_>) -> Vec<Choice> {
    let speaker = ctx.facts.speaker.as_ref();
    let fits = |ask: &&ConsentAsk| speaker.is_none_or(|speaker| ask.to == *speaker);
    let named = |ask: &ConsentAsk| {
        let body = ctx
            .rules
            .body(&ask.body)
            .map_or(&*ask.body, |body| &body.name);
        let words = format!("征求{}：{body}，{}", ask.number, ask.state.zh());
        choice(&ask.number.to_string(), &words)
    };
    matter.consents.open().filter(fits).map(named).collect()
}

/// Requests of others that wait for a second person.
pub(super) fn requests(matter: &Matter, ctx: &Context<'_>) -> Vec<Choice> {
    let others = matter
        .consents
        .awaiting()
        .filter(|request| !ctx.actor.involves(&request.asker));
    let named = |request: &crate::matter::state::consent::HandingRequest| {
        let ask = matter.consents.ask(request.ask);
        let body = ask.and_then(|ask| ctx.rules.body(&ask.body));
        let body = body.map_or("", |body| &*body.name);
        let asker = ctx.office.person_name(&request.asker);
        let words = format!("申请{}：{asker}，转{body}", request.number);
        choice(&request.number.to_string(), &words)
    };
    others.map(named).collect()
}
