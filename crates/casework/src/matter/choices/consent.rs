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
