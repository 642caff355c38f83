//! What the books of supervision list a matter by (督办件、三多、积案、包案): on its own row what every reader of
//! the matter may know, on that of each unit what only some do.

use super::NEVER;
use crate::campaign::Traits;
use crate::ids::UnitId;
use crate::matter::{CampaignNote, Matter};
use crate::rows::{Cell, Offset};
use Cell::{Bool, Int, Null};
use jiff::civil::DateTime;

/// The slip that counts: its kind, when it went out, and how far its answer is.
pub(super) fn supervision(matter: &Matter, offset: Offset) -> Vec<Cell> {
    let under = matter.under_supervision();
    let slip = under.and_then(|under| under.slip);
    let signed = slip.and_then(|slip| Some(slip.signed.as_ref()?.at));
    vec![
        slip.map_or(Null, |slip| text(slip.kind.as_str())),
        instant(signed, offset),
        instant(under.and_then(|under| under.answer_due), offset),
        instant(under.and_then(|under| under.answered), offset),
        instant(under.and_then(|under| under.examined), offset),
    ]
}

/// Supervision, how many years, levels and bodies it came to, and how it stands in the campaigns that the
/// unit knows of.
pub(super) fn seen(matter: &Matter, unit: &UnitId, offset: Offset) -> Vec<Cell> {
    let traits = Traits::of(matter);
    let note = matter.campaigned_for(unit);
    let contract = note.and_then(|note| note.contract.as_ref());
    vec![
        matter
            .under_supervision()
            .map_or(Null, |under| text(under.state.as_str())),
        Int(traits.years.into()),
        Int(traits.levels.into()),
        Int(traits.bodies.into()),
        Bool(note.is_some_and(CampaignNote::is_open)),
        note.map_or(Null, |note| text(&note.number)),
        note.map_or(Null, |note| Int(note.item.into())),
        note.map_or(Null, |note| text(note.state.as_str())),
        contract.map_or(Null, |contract| text(contract.leader.as_str())),
        contract.map_or(Null, |contract| text(&contract.capacity)),
        contract.map_or(Null, |contract| Int(contract.team.into())),
        instant(contract.map(|contract| contract.since), offset),
        // What nobody took yet comes last in the order of these days.
        note.map_or(Null, |_| {
            let due = contract.and_then(|contract| contract.due);
            Int(due.map_or(NEVER, |due| offset.instant(due)))
        }),
    ]
}

fn instant(local: Option<DateTime>, offset: Offset) -> Cell {
    local.map_or(Null, |local| Int(offset.instant(local)))
}

fn text(value: &str) -> Cell {
    Cell::Text(value.to_owned())
}
