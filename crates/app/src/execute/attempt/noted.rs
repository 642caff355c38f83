//! What a procedure's act changes of its matters: noted on each in the same write, for the books of matters.

use crate::{App, Failure, stream};
use casework::MatterId;
use casework::matter::steps::{Command, note_campaign};
use casework::matter::{self, CampaignNote};
use casework::procedure::Procedure;
use casework::step::{Context, Recorded};
use store::Write;

/// Adds a note to each matter that stands otherwise after the act than before.
pub(super) async fn follow<P: Procedure>(
    app: &App,
    before: &P,
    recorded: &[Recorded<P::Event>],
    ctx: &Context<'_>,
    write: &mut Write,
) -> Result<(), Failure> {
    for (id, note) in changed(before, recorded) {
        let matter = stream::matter(app, id).await?;
        // It was noted before, or the matter is gone: there is nothing to be told.
        if !matter.exists() || matter.campaigned.contains(&note) {
            continue;
        }
        let happened = ctx.happened.max(matter.received);
        let ctx = Context { happened, ..*ctx };
        let command = Command::NoteCampaign(Box::new(note_campaign::NoteCampaign { note }));
        let noted = matter::decide(&matter, command, &ctx)?;
        stream::append_matter(app, &matter, &noted, write);
    }
    Ok(())
}

fn changed<P: Procedure>(
    before: &P,
    recorded: &[Recorded<P::Event>],
) -> Vec<(MatterId, CampaignNote)> {
    let mut after = before.clone();
    for event in recorded {
        after.apply(event);
    }
    let known = before.notes();
    let mut notes = after.notes();
    notes.retain(|note| !known.contains(note));
    notes
}
