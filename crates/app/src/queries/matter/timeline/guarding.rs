//! How recusals, second keys and erasures read in the minutes.

use super::{Line, View};
use crate::Fault;
use casework::matter::steps::Event;

/// The words of such an event; nothing for the rest.
pub(super) fn told(
    view: &View<'_>,
    event: &Event,
    line: Line<'_>,
) -> Result<Option<String>, Fault> {
    let office = &view.reader.office;
    Ok(Some(match event {
        Event::Recused(event) => {
            line("理由", Some(&event.reason))?;
            format!("{}回避", office.person_name(&event.person))
        }
        Event::RecusalLifted(event) => {
            line("理由", Some(&event.reason))?;
            format!("撤销{}的回避", office.person_name(&event.person))
        }
        Event::IdentityAsked(event) => {
            line("用途", Some(&event.purpose))?;
            let what = event.what.zh();
            format!("{}申请查看{what}", office.person_name(&event.person))
        }
        Event::IdentityApproved(event) => {
            line("说明", event.opinion.as_ref())?;
            let (asker, what) = asked(view, event.request);
            format!("同意{asker}查看{what}")
        }
        Event::IdentityRefused(event) => {
            line("理由", Some(&event.reason))?;
            let (asker, what) = asked(view, event.request);
            format!("不同意{asker}查看{what}")
        }
        Event::IdentityWithdrawn(event) => {
            let (_, what) = asked(view, event.request);
            format!("撤回查看{what}的申请")
        }
        Event::IdentityOpened(event) => {
            line("用途", Some(&event.purpose))?;
            let what = event.what.zh();
            format!("{}查看{what}", office.person_name(&event.person))
        }
        Event::ReportErased(event) => format!("销毁{}，依据{}", event.extent.zh(), event.basis),
        _ => return Ok(None),
    }))
}

/// Who asked, and what for.
fn asked<'a>(view: &'a View<'_>, request: u32) -> (&'a str, &'static str) {
    let requests = &view.matter.identity_requests;
    let request = requests.iter().find(|known| known.number == request);
    request.map_or(("", ""), |known| {
        let asker = view.reader.office.person_name(&known.asker);
        (asker, known.what.zh())
    })
}
