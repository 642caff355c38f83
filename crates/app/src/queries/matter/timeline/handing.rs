//! How a demand handed on reads in the minutes (P-20): who agreed to what, by which way, and what went.

use super::super::handing::parts_zh;
use super::View;
use crate::Fault;
use crate::queries::todo::shown;
use casework::matter::state::consent::ConsentVia;
use casework::matter::steps::Event;
use casework::sealed::SealedRef;

type Line<'a> = &'a mut dyn FnMut(&'static str, Option<&SealedRef>) -> Result<(), Fault>;

/// The words of such an event; nothing for the rest.
pub(super) fn told(
    view: &View<'_>,
    event: &Event,
    line: Line<'_>,
) -> Result<Option<String>, Fault> {
    let consents = &view.matter.consents;
    let body_of = |number: u32| match consents.ask(number) {
        Some(ask) => view.body(&ask.body, Some(&ask.name)),
        None => Ok(String::new()),
    };
    let request = |number: u32| {
        consents
            .requests
            .iter()
            .find(|known| known.number == number)
    };
    let asked_by = |number: u32| {
        let asker = request(number).map(|request| &request.asker);
        asker.map_or("", |asker| view.reader.office.person_name(asker))
    };
    Ok(Some(match event {
        Event::ConsentAsked(event) => {
            let body = view.body(&event.body, Some(&event.name))?;
            let parts = parts_zh(&event.parts);
            format!("征求举报人意见：转{body}，是否随附{parts}")
        }
        Event::ConsentGiven(event) => {
            line("经过", event.note.as_ref())?;
            answered("同意", event.via, &body_of(event.ask)?)
        }
        Event::ConsentDeclined(event) => {
            line("经过", event.note.as_ref())?;
            answered("不同意", event.via, &body_of(event.ask)?)
        }
        Event::ConsentWithdrawn(event) => {
            line("经过", event.note.as_ref())?;
            answered("撤回同意，不", event.via, &body_of(event.ask)?)
        }
        Event::HandingAsked(event) => {
            line("为什么要带身份", Some(&event.purpose))?;
            line("转送内容", Some(&event.summary))?;
            format!("申请带身份转送{}", body_of(event.ask)?)
        }
        Event::HandingApproved(event) => {
            line("说明", event.opinion.as_ref())?;
            let (asker, until) = (asked_by(event.request), shown(event.valid_until));
            format!("同意{asker}带身份转送，{until}前有效")
        }
        Event::HandingRefused(event) => {
            line("理由", Some(&event.reason))?;
            format!("不同意{}带身份转送", asked_by(event.request))
        }
        Event::DemandHanded(event) => {
            line("转送内容", Some(&event.summary))?;
            let body = view.body(&event.body, event.name.as_ref())?;
            match &event.identity {
                Some(along) => format!("转送{body}，经举报人同意随附{}", parts_zh(&along.parts)),
                None if event.checked => {
                    format!("转送{body}，不带举报人身份，转送内容已逐字核对")
                }
                None => format!("转送{body}，不带举报人身份"),
            }
        }
        _ => return Ok(None),
    }))
}

fn answered(word: &str, via: ConsentVia, body: &str) -> String {
    // By the code the reporter themselves stands before the colon.
    let who = if via == ConsentVia::Code {
        ""
    } else {
        "举报人"
    };
    format!("{who}{}{word}随附姓名和联系方式转{body}", via.zh())
}
