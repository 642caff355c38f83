//! Rights used in another's name (授权、代签, P-08). Asked by [`super::permit`] and nowhere else.
//!
//! A delegate never gains what the principal lacks: the principal's own right is asked anew for every
//! act, so that it ends with their post, their suspension and their recusal. Nor does the delegate act
//! on what they are themselves recused from or may not see (T4). What was lent is not lent on.

use super::{own, sees};
use crate::actor::Actor;
use crate::ids::PersonId;
use crate::matter::Matter;
use crate::office::Office;
use crate::rules::Rules;
use jiff::civil::Date;

/// The first delegation that permits an act.
pub(super) fn first(
    office: &Office,
    rules: &Rules,
    person: &PersonId,
    act: &str,
    matter: &Matter,
    on: Date,
) -> Option<Actor> {
    all(office, rules, person, act, matter, on).next()
}

/// Every delegation that permits an act, as the actor it makes of the person.
pub(super) fn all<'a>(
    office: &'a Office,
    rules: &'a Rules,
    person: &'a PersonId,
    act: &'a str,
    matter: &'a Matter,
    on: Date,
) -> impl Iterator<Item = Actor> + 'a {
    let may_know = sees(office, rules, person, on, matter);
    office
        .delegations_to(person, on)
        .filter(move |known| may_know && known.covers(rules, act, matter.class))
        .filter_map(move |known| {
            let principal = &known.principal;
            let actor = own(office, rules, principal, act, Some(matter), on)?;
            Some(in_the_name_of(principal, actor, person))
        })
}

/// The principal's actor, with the person who really acts.
pub(super) fn in_the_name_of(principal: &PersonId, actor: Actor, person: &PersonId) -> Actor {
    match actor {
        Actor::Person {
            unit,
            role,
            acting,
            sheet,
            ..
        } => Actor::Person {
            person: person.clone(),
            unit,
            role,
            behalf: Some(principal.clone()),
            acting,
            sheet,
        },
        other => other,
    }
}
