//! Over-level and first or repeat by rule (field.md section 6).

use super::Standing;
use crate::matter::{Channel, Lead, Matter, Origin, Turn};
use crate::office::Level;
use crate::rules::OverLevel;
use crate::step::Context;

/// What the rules say of a matter about to be registered with these leads.
pub(super) fn of(matter: &Matter, leads: &[Lead], ctx: &Context<'_>) -> Standing {
    let turn = if ctx.facts.earlier > 0 {
        Turn::Repeat
    } else {
        Turn::First
    };
    Standing {
        over_level: is_over_level(matter, leads, ctx),
        turn,
    }
}

/// Several subjects go together, so the highest managing authority among them is the one that counts.
fn is_over_level(matter: &Matter, leads: &[Lead], ctx: &Context<'_>) -> bool {
    let managed = leads.iter().map(|lead| lead.managed_at).min();
    let receiver = ctx.office.unit(&matter.receiver).map(|unit| unit.level);
    let Some((managed, receiver)) = managed.zip(receiver) else {
        return false;
    };
    let above = steps_above(came_to(receiver, matter.intake.arrival.origin), managed);
    match ctx.rules.settings.over_level {
        OverLevel::ManagingAuthority => above > 0,
        OverLevel::VisitTwoLevels => matter.channel == Channel::Visit && above > 1,
    }
}

/// The level the reporter went to: what a superior sent down came to the superior first, what a
/// subordinate sent up was received where it should be.
fn came_to(receiver: Level, origin: Origin) -> usize {
    let own = depth(receiver);
    match origin {
        Origin::SuperiorAssigned | Origin::SuperiorForwarded => own.saturating_sub(1),
        Origin::Subordinate => own + 1,
        Origin::Own
        | Origin::Leader
        | Origin::Department
        | Origin::PetitionBureau
        | Origin::Hotline
        | Origin::Judicial
        | Origin::Inspection
        | Origin::Other => own,
    }
}

fn steps_above(came_to: usize, managed: Level) -> usize {
    depth(managed).saturating_sub(came_to)
}

/// How far below the top a level lies.
fn depth(level: Level) -> usize {
    Level::ALL
        .iter()
        .position(|known| *known == level)
        .unwrap_or(0)
}
