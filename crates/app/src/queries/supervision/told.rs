//! What of supervision a reader is told. What is only drafted, held or proposed, and the clocks of it, is told to the
//! organs that supervise, not to whom it is about (T3); the minutes and the trail ask here alike.

use crate::App;
use crate::queries::reader::Reader;
use casework::escalation::Supervised;
use casework::matter::Matter;
use casework::matter::steps::Event;

/// Whether an event of a matter is told to the reader.
pub(crate) fn tells(app: &App, reader: &Reader, matter: &Matter, event: &Event) -> bool {
    let clock = clock_of(event);
    let clock = matter
        .clocks
        .iter()
        .find(|known| Some(known.number) == clock);
    if clock.is_some_and(|clock| !reader.is_told(app, clock)) {
        return false;
    }
    let slip = |number: u32| matter.slip(number).map(|slip| &slip.organ);
    let proposals = &matter.supervision.proposals;
    let proposal = |number: u32| {
        let found = proposals.iter().find(|known| known.number == number);
        found.map(|known| &known.organ)
    };
    let organ = match event {
        Event::SlipDrafted(drafted) => Some(&drafted.organ),
        Event::RungHeld(held) => Some(&held.organ),
        Event::DraftWithdrawn(withdrawn) => slip(withdrawn.slip),
        Event::AccountabilityProposed(proposed) => Some(&proposed.organ),
        Event::AccountabilityAgreed(agreed) => proposal(agreed.proposal),
        Event::AccountabilityDeclined(declined) => proposal(declined.proposal),
        Event::AccountabilityConcluded(concluded) => proposal(concluded.proposal),
        _ => return true,
    };
    organ.is_none_or(|organ| reader.supervises(organ))
}

/// The clock an event of a clock is about.
fn clock_of(event: &Event) -> Option<u32> {
    match event {
        Event::ClockOpened(event) => Some(event.number),
        Event::ClockEnded(event) => Some(event.number),
        Event::ClockWarned(event) => Some(event.number),
        Event::ClockLapsed(event) => Some(event.number),
        Event::ClockMoved(event) => Some(event.number),
        Event::ClockReopened(event) => Some(event.number),
        Event::ClockExtended(event) => Some(event.number),
        Event::ClockPaused(event) => Some(event.number),
        Event::ClockResumed(event) => Some(event.number),
        _ => None,
    }
}
