//! What the fields of the acts offer.

use crate::ids::PersonId;
use crate::key_county::KeyCounty;
use crate::matter::Choice;
use crate::step::Context;

/// What a list offers now.
pub(super) fn offered(state: &KeyCounty, list: &str, ctx: &Context<'_>) -> Vec<Choice> {
    match list {
        "candidates" => {
            let found = ctx.facts.key_county.candidates.iter();
            let named = |one: &crate::key_county::Candidate| {
                let asked = one.ground.asks(&ctx.rules.key_counties);
                let reason = if asked {
                    "符合提出条件"
                } else {
                    "规则未列出"
                };
                Choice {
                    reason: Some(reason.to_owned()),
                    ..Choice::plain(one.unit.as_str(), ctx.office.unit_name(&one.unit))
                }
            };
            found.map(named).collect()
        }
        "made" => {
            let made = ctx.facts.key_county.made.iter();
            let named = |one: &crate::key_county::Made| {
                let kind = ctx.rules.inspection(&one.kind);
                let kind = kind.map_or(&*one.kind, |kind| &kind.name);
                let zh = format!(
                    "{} {kind}（{}项，已查{}项）",
                    one.number, one.items, one.checked
                );
                Choice::plain(&one.number, &zh)
            };
            made.map(named).collect()
        }
        "leaders" => leaders(state, ctx)
            .iter()
            .filter_map(|id| ctx.office.people.get(id))
            .map(|person| Choice::plain(person.id.as_str(), &person.name))
            .collect(),
        "unread" => {
            let unread = state.unread(ctx);
            let named = |notice: &crate::key_county::Notice| {
                let zh = format!("{}的通报", notice.sent.date());
                Choice::plain(&notice.number.to_string(), &zh)
            };
            unread.map(named).collect()
        }
        _ => Vec::new(),
    }
}

/// The principal leaders of the county: who holds the rule's role in its organ today.
pub(crate) fn leaders(state: &KeyCounty, ctx: &Context<'_>) -> Vec<PersonId> {
    let role = &ctx.rules.key_counties.leader;
    let on = ctx.now.on();
    let people = ctx.office.people.keys();
    let holds = |person: &&PersonId| {
        let mut posts = ctx.office.posts_of(person, on);
        posts.any(|post| post.unit == state.county && post.role == *role)
    };
    people.filter(holds).cloned().collect()
}
