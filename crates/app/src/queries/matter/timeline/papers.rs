//! How the originals of a matter read in the minutes.

use super::{Line, View};
use crate::Fault;
use crate::queries::matter::originals;
use casework::matter::steps::Event;

/// The words of such an event; nothing for the rest.
pub(super) fn told(
    view: &View<'_>,
    event: &Event,
    line: Line<'_>,
) -> Result<Option<String>, Fault> {
    let office = &view.reader.office;
    Ok(Some(match event {
        Event::OriginalKept(event) => {
            line("说明", event.note.as_ref())?;
            originals::kept(event)
        }
        Event::OriginalHanded(event) => {
            let taker = office.person_name(&event.to);
            format!("{}移交给{taker}，待确认", original(view, event.number))
        }
        Event::OriginalTaken(event) => {
            line("说明", event.note.as_ref())?;
            format!("确认收到{}", original(view, event.number))
        }
        Event::OriginalDeclined(event) => {
            line("情况", event.note.as_ref())?;
            format!("未收到{}，退回保管人", original(view, event.number))
        }
        Event::OriginalLent(event) => {
            line("用途", Some(&event.purpose))?;
            let borrower = office.person_name(&event.to);
            format!("{}借给{borrower}", original(view, event.number))
        }
        Event::OriginalReturned(event) => {
            line("说明", event.note.as_ref())?;
            format!("{}归还", original(view, event.number))
        }
        Event::OriginalChecked(event) => {
            line("情况", event.note.as_ref())?;
            format!("盘点{}：{}", original(view, event.number), event.found.zh())
        }
        Event::OriginalArchived(event) => {
            let (carton, volume) = (&event.filed.carton, &event.filed.volume);
            format!("{}归档，{carton}盒{volume}卷", original(view, event.number))
        }
        _ => return Ok(None),
    }))
}

fn original(view: &View<'_>, number: u32) -> String {
    originals::named(view.matter, number)
}
