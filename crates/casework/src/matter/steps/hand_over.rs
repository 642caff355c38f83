//! Hand over (交接): whoever leads the office says who takes over what a leaver owes in this matter
//! (P-14). Nothing changes hands until the leaver and the successor have both confirmed it.

use super::Event;
use crate::access;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::ids::{PersonId, UnitId};
use crate::matter::{CountersignSlot, DutyKind, Handover, Matter};
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct HandOver {
    from: PersonId,
    to: PersonId,
}

/// A hand-over was proposed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandoverProposed {
    /// Who leaves.
    pub from: PersonId,
    /// Who takes over.
    pub to: PersonId,
}

crate::refusals! {
    NothingOwed = "nothing-owed" => "此件没有等人办、等人保管的事项，不需要交接。",
    NothingOfTheirs = "nothing-of-theirs" => "移交人在此件没有需要交接的事项。",
    Itself = "itself" => "移交人与接收人须为两人。",
    NotHere = "not-here" => "只能安排本机关人员之间的交接，请另选接收人。",
    Recused = "recused" => "接收人应当回避此件，请另选接收人。",
    NoSight = "no-sight" => "接收人的岗位看不到此件，请另选接收人，或者先调整岗位。",
    CannotHandle = "cannot-handle" => "接收人的职务不能承办或者分管此件，请按职务另选。",
    SamePerson = "same-person" => "承办人与分管领导须为两人，请另选接收人。",
}

impl Step for HandOver {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "hand-over",
        noun: "handovers",
        zh: "安排交接",
        help: "把一人在此件上承办、分管、保管、借阅、待阅的事项交给另一人；移交人、接收人都确认后生效。",
        basis: "人员变动办理交接，双方签字（P-14）",
        mechanisms: &["P-14"],
        performer: Performer::Person,
        fields: &[
            Field::new("from", "移交人", Kind::From(Source::Persons)),
            Field::new("to", "接收人", Kind::From(Source::Persons)),
        ],
    };

    fn ground(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        if matter.duties().is_empty() { Err(Refusal::NothingOwed) } else { Ok(()) }
    }

    fn decide(self, matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        if self.from == self.to {
            return Err(Refusal::Itself);
        }
        if matter.duties_of(&self.from).next().is_none() {
            return Err(Refusal::NothingOfTheirs);
        }
        let organ = ctx.actor.unit().and_then(|unit| ctx.office.organ_of(unit));
        let here = |person: &PersonId| organ.is_some_and(|organ| has_post_in(ctx, person, organ));
        if !here(&self.to) || !was_here(ctx, &self.from, organ) {
            return Err(Refusal::NotHere);
        }
        check(matter, (&self.from, &self.to), ctx)?;
        Ok(vec![Event::HandoverProposed(HandoverProposed { from: self.from, to: self.to })])
    }
}

fn has_post_in(ctx: &Context<'_>, person: &PersonId, organ: &UnitId) -> bool {
    let mut posts = ctx.office.posts_of(person, ctx.now.on());
    posts.any(|post| ctx.office.organ_of(&post.unit) == Some(organ))
}

/// The leaver's post may have ended already.
fn was_here(ctx: &Context<'_>, person: &PersonId, organ: Option<&UnitId>) -> bool {
    let known = ctx.office.person(person);
    let posts = known.map_or(&[][..], |person| &person.posts);
    organ.is_some() && posts.iter().any(|post| ctx.office.organ_of(&post.unit) == organ)
}

/// Whether a successor can take over: not recused, able to see it, and able to sign as what they become.
pub(super) fn check(
    matter: &Matter,
    (from, to): (&PersonId, &PersonId),
    ctx: &Context<'_>,
) -> Result<(), Refusal> {
    let on = ctx.now.on();
    if matter.recused.contains(to) {
        return Err(Refusal::Recused);
    }
    if !access::sees(ctx.office, ctx.rules, to, on, matter) {
        return Err(Refusal::NoSight);
    }
    let accepted = matter.accepted();
    for duty in matter.duties_of(from) {
        let (slot, other) = match duty.kind {
            DutyKind::Handler => (CountersignSlot::Handler, accepted.map(|a| &a.leader)),
            DutyKind::Leader => (CountersignSlot::Leader, accepted.map(|a| &a.handler)),
            DutyKind::Decider | DutyKind::Reader => (CountersignSlot::Leader, None),
            DutyKind::Keeper | DutyKind::Borrower | DutyKind::Taker => continue,
        };
        if other == Some(to) {
            return Err(Refusal::SamePerson);
        }
        if !ctx.office.signs(ctx.rules, to, slot, on) {
            return Err(Refusal::CannotHandle);
        }
    }
    Ok(())
}

impl HandoverProposed {
    /// Waits for both, in place of what was proposed before.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        matter.handovers.retain(|known| known.from != self.from);
        let (from, to) = (self.from.clone(), self.to.clone());
        matter.handovers.push(Handover { from, to, given: false, taken: false });
    }
}

#[cfg(test)]
pub(crate) mod tests;
