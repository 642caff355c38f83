//! How campaigns read in the minutes: taken down, contracted, cleared. Told to those who know of the item.

use super::View;
use casework::campaign::ItemState;
use casework::matter::steps::Event;
use casework::matter::steps::note_campaign::CampaignNoted;

/// Whether an event is told to the reader.
pub(super) fn tells(view: &View<'_>, event: &Event) -> bool {
    let Event::CampaignNoted(noted) = event else {
        return true;
    };
    let mut units = view.reader.units.iter();
    units.any(|unit| noted.note.told.contains(unit))
}

/// The words of such an event.
pub(super) fn told(view: &View<'_>, event: &CampaignNoted) -> String {
    let note = &event.note;
    let of = format!("专项行动{}第{}项", note.number, note.item);
    let office = &view.reader.office;
    match (note.state, &note.contract) {
        (ItemState::Open, _) => format!("列入{of}，待包案"),
        (ItemState::Contracted, Some(contract)) => {
            let leader = office.person_name(&contract.leader);
            let due = contract
                .due
                .map_or_else(String::new, |due| format!("，{}前化解", due.date()));
            format!("{of}由{leader}包案，专班{}人{due}", contract.team)
        }
        (state, _) => format!("{of}{}", state.zh()),
    }
}
