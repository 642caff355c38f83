//! How corrections and voids read in the minutes.

use super::{Line, View};
use crate::Fault;
use crate::queries::matter::repair;
use casework::matter::steps::Event;

/// The words of such an event; nothing for the rest.
pub(super) fn told(
    view: &View<'_>,
    event: &Event,
    line: Line<'_>,
) -> Result<Option<String>, Fault> {
    Ok(Some(match event {
        Event::CorrectionAsked(event) => {
            line("更正理由", Some(&event.reason))?;
            let changes = repair::changes(view, &event.was, &event.now);
            format!("申请更正：{changes}")
        }
        Event::CorrectionApproved(event) => {
            line("说明", event.note.as_ref())?;
            let changes = repair::changes(view, &event.was, &event.now);
            format!("同意更正：{changes}")
        }
        Event::CorrectionRefused(event) => {
            line("理由", Some(&event.note))?;
            "不同意更正".to_owned()
        }
        Event::VoidAsked(event) => {
            line("作废理由", Some(&event.reason))?;
            format!("申请作废：{}", event.ground.zh())
        }
        Event::Voided(event) => {
            line("说明", event.note.as_ref())?;
            format!("同意作废：{}，编号不再使用", event.ground.zh())
        }
        Event::VoidRefused(event) => {
            line("理由", Some(&event.note))?;
            "不同意作废".to_owned()
        }
        _ => return Ok(None),
    }))
}
