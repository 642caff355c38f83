//! Whether whoever gives an order may, and as whom they act.

use super::Asked;
use crate::Failure;
use crate::execute::{Who, plain_actor};
use casework::access;
use casework::act::{Act, Performer};
use casework::{Actor, PersonId, UnitId};
use serde_json::Value;

/// The actor, or a denial that does not tell a stranger whether the matter exists.
pub(super) fn permitted(asked: &Asked<'_>) -> Result<Actor, Failure> {
    let Asked {
        office, who, order, ..
    } = *asked;
    let (act, matter) = (asked.act, asked.before);
    let (rules, on) = (asked.app.rules(), asked.now.on());
    if let Who::Delegate(person, principal) = who {
        return for_principal(asked, person, principal);
    }
    if let Who::Sheet { enters, did, sheet } = who {
        let then = order.happened.map_or(on, |happened| happened.date());
        let days = (then, on);
        let people = (enters, did);
        let permit = access::entered(office, rules, people, sheet, act.name, matter, days);
        return permit.ok_or_else(|| forbidden(act));
    }
    let Who::Staff(person) = who else {
        let allowed = match act.performer {
            // A code files nothing new and does no more than the acts made for it.
            Performer::Sender => !matches!(who, Who::Reporter(_)),
            Performer::Reporter => matches!(who, Who::Reporter(_)),
            Performer::Timer => matches!(who, Who::Timer),
            Performer::Person => false,
        };
        return plain_actor(who)
            .filter(|_| allowed)
            .ok_or(Failure::NotFound);
    };
    if act.performer == Performer::Sender {
        let unit = order
            .fields
            .get("unit")
            .and_then(Value::as_str)
            .map(UnitId::from);
        let organ = unit.as_ref().and_then(|unit| office.organ_of(unit));
        let here = |post: &&casework::office::Post| {
            organ.is_some()
                && office.organ_of(&post.unit) == organ
                && access::grants_anywhere(rules, &post.role, act.name)
        };
        let post = office.posts_of(person, on).find(here);
        return post
            .map(|post| access::acting(person, post))
            .ok_or_else(|| forbidden(act));
    }
    if matches!(act.performer, Performer::Timer | Performer::Reporter) {
        return Err(Failure::NotFound);
    }
    match access::permit(office, rules, person, act.name, Some(matter), on) {
        Some(actor) => Ok(actor),
        None if access::sees(office, rules, person, on, matter) => Err(forbidden(act)),
        None => Err(Failure::NotFound),
    }
}

/// The actor in a principal's name; as for one's own rights, a stranger learns nothing.
fn for_principal(
    asked: &Asked<'_>,
    person: &PersonId,
    principal: &PersonId,
) -> Result<Actor, Failure> {
    let Asked { office, act, .. } = *asked;
    let (matter, rules, on) = (asked.before, asked.app.rules(), asked.now.on());
    let known = matter.exists() && access::sees(office, rules, person, on, matter);
    let permit = access::permit_for(office, rules, (person, principal), act.name, matter, on);
    match permit {
        Some(actor) => Ok(actor),
        None if known => Err(forbidden(act)),
        None => Err(Failure::NotFound),
    }
}

fn forbidden(act: &Act) -> Failure {
    Failure::Forbidden {
        act: act.zh.to_owned(),
    }
}
