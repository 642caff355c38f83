//! Who may decide on a matter, and who may be asked about it.

use super::{Choice, choice};
use crate::access;
use crate::matter::Matter;
use crate::matter::steps::convene_study::check_office;
use crate::rules::Sight;
use crate::step::Context;

/// Persons of the holder's organ who may instruct the matter by a right of their own.
pub(super) fn instructors(matter: &Matter, ctx: &Context<'_>) -> Vec<Choice> {
    let on = ctx.now.on();
    let colleagues = ctx.office.colleagues_of(&matter.holder, on).into_iter();
    let may = |person| access::own(ctx.office, ctx.rules, person, "instruct", Some(matter), on);
    colleagues
        .filter(|(person, _)| may(&person.id).is_some())
        .map(|(person, post)| {
            let role = ctx.rules.role(&post.role);
            let role = role.map_or(&*post.role, |role| &role.name);
            choice(person.id.as_str(), &format!("{}（{role}）", person.name))
        })
        .collect()
}

/// Inner offices of the holder's organ that may be asked.
pub(super) fn study_offices(matter: &Matter, ctx: &Context<'_>) -> Vec<Choice> {
    let units = ctx.office.units.values();
    units
        .filter(|unit| check_office(matter, &unit.id, ctx).is_ok())
        .map(|unit| choice(unit.id.as_str(), &unit.name))
        .collect()
}

/// Entered instructions that wait for their leader's word.
pub(super) fn entered(matter: &Matter) -> Vec<Choice> {
    let waiting = matter
        .deciding
        .entered
        .iter()
        .filter(|entered| entered.is_open());
    waiting
        .map(|entered| {
            let number = entered.number.to_string();
            choice(
                &number,
                &format!("第{number}次代录，{}书写", entered.written),
            )
        })
        .collect()
}

/// People of the acting person's organ, but the person: everybody where nobody of the office acts.
pub(super) fn colleagues(ctx: &Context<'_>) -> Vec<Choice> {
    let Some((unit, own)) = ctx.actor.unit().zip(ctx.actor.person()) else {
        return super::people(ctx, |_| true);
    };
    let colleagues = ctx.office.colleagues_of(unit, ctx.now.on()).into_iter();
    colleagues
        .filter(|(person, _)| person.id != *own)
        // Whoever sees no matter can do nothing in another's name (三员分立).
        .filter(|(_, post)| {
            let role = ctx.rules.role(&post.role);
            role.is_some_and(|role| role.sees != Sight::Nothing)
        })
        .map(|(person, post)| {
            let role = ctx.rules.role(&post.role);
            let role = role.map_or(&*post.role, |role| &role.name);
            choice(person.id.as_str(), &format!("{}（{role}）", person.name))
        })
        .collect()
}
