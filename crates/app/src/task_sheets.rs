//! Task sheets (离线任务单, P-09): a unit without network gets its tasks as one sealed file and brings the
//! results back by file.
//!
//! Taking and bringing back are events in a stream of the sheet's own beside the write path, like exports;
//! what the unit did goes through the one write path, as acts of whoever did them, entered by whoever
//! brought the sheet, at the time written in it. Each act is claimed under its sheet in the same write, so
//! that a sheet brought twice adds nothing.
//!
//! The passphrase is drawn here, shown once, told by telephone, and asked for when the sheet comes back.
//! It is kept nowhere, not even sealed: who holds the database and the keys still opens no file on its way.
//! The states the matters were in are kept with the sheet here, not in the file, where they could be edited.
//!
//! | module | is |
//! |---|---|
//! | `event` | what is recorded |
//! | `held` | which matters may leave, and what of them |
//! | `columns`, `book` | the workbook |
//! | `take`, `bring` | out and back |
//! | `told` | what of it was entered and recorded |
//! | `row`, `acts` | a filled row, and the orders in it |

mod acts;
mod book;
mod bring;
mod columns;
mod event;
mod held;
mod row;
mod take;
mod told;

pub use bring::{Back, Outcome, Told, enter, foresee};
pub use event::{Event, Given};
pub(crate) use event::{row as event_row, stream_of};
pub use held::{Held, held, units};
pub use take::{MOST, Taken, take};

use crate::App;
use crate::queries::reader::Reader;
use crate::{Failure, Fault, stream};
use casework::access::EXCHANGE;
use casework::form::FieldError;
use casework::step::Recorded;
use casework::{Actor, UnitId, access};
use sealing::passphrase::Passphrase;

/// The word under which a matter's trail says that it was on a sheet.
pub(crate) const FORM: &str = "task-sheet";

/// The namespace of what was entered from sheets.
pub(crate) const NAMESPACE: &str = "task-sheet";

/// Draws the passphrase of a sheet about to be taken.
pub fn passphrase(app: &App) -> String {
    let random = &mut |bytes: &mut [u8]| app.entropy().fill(bytes);
    Passphrase::draw(random).reveal().to_owned()
}

/// The actor who exchanges sheets, where the reader may at all.
pub(crate) fn permitted(app: &App, reader: &Reader) -> Result<Actor, Failure> {
    let (office, rules) = (&reader.office, app.rules());
    let actor = access::permit(office, rules, &reader.person, EXCHANGE, None, reader.on());
    let act = "收发任务单".to_owned();
    actor.ok_or(Failure::Forbidden { act })
}

/// The organs through which a reader exchanges sheets: those of the posts that grant it.
pub(crate) fn organs(app: &App, reader: &Reader) -> Vec<UnitId> {
    let posts = reader.office.posts_of(&reader.person, reader.on());
    let granting = posts.filter(|post| access::grants_anywhere(app.rules(), &post.role, EXCHANGE));
    let mut organs: Vec<UnitId> = granting
        .filter_map(|post| reader.office.organ_of(&post.unit).cloned())
        .collect();
    organs.sort();
    organs.dedup();
    organs
}

/// The events of a sheet, if it is one of the reader's organs; nobody else learns that there is one (T3).
pub(crate) async fn events(
    app: &App,
    reader: &Reader,
    sheet: &str,
) -> Result<Vec<Recorded<Event>>, Failure> {
    let events: Vec<Recorded<Event>> = stream::events(app, &stream_of(sheet), 0).await?;
    match events.first().map(|first| &first.event) {
        Some(Event::Taken { organ, .. }) if organs(app, reader).contains(organ) => Ok(events),
        _ => Err(Failure::NotFound),
    }
}

fn wrong(field: &str, sentence: impl Into<String>) -> Failure {
    let (field, sentence) = (field.to_owned(), sentence.into());
    Failure::Invalid(vec![FieldError { field, sentence }])
}

fn unwritten(error: &dyn std::fmt::Display) -> Fault {
    Fault::Files(format!("a task sheet cannot be written: {error}"))
}
