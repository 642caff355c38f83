//! How the handling reads in the minutes: from acceptance to audit.

use super::{Line, Lines, View};
use crate::Fault;
use casework::matter::steps::Event;
use casework::matter::steps::report_result::ResultReported;

/// The words of such an event; nothing for the rest.
pub(super) fn told(
    view: &View<'_>,
    event: &Event,
    line: Line<'_>,
) -> Result<Option<String>, Fault> {
    let office = &view.reader.office;
    Ok(Some(match event {
        Event::HandlingAccepted(event) => format!(
            "受理，承办人{}，分管领导{}",
            office.person_name(&event.accepted.handler),
            office.person_name(&event.accepted.leader)
        ),
        Event::DisposalChosen(event) => {
            let id = &event.disposition.disposal;
            let known = view
                .app
                .rules()
                .disposals
                .iter()
                .find(|known| known.id == *id);
            format!(
                "线索{}处置方式：{}",
                event.lead,
                known.map_or(id, |known| &known.name)
            )
        }
        Event::ProgressNoted(event) => {
            line("进展", Some(&event.note))?;
            "办理进展".to_owned()
        }
        Event::FindingMade(event) => {
            line("依据", Some(&event.grounds))?;
            format!("问题{}.{}：{}", event.lead, event.issue, event.finding.zh())
        }
        Event::ResultSigned(event) => {
            line("说明", event.note.as_ref())?;
            format!("{}会签同意", event.slot.zh())
        }
        Event::SignatureRefused(event) => {
            line("理由", Some(&event.note))?;
            format!("{}会签不同意，退回补充", event.slot.zh())
        }
        Event::Countersigned(_) => "三级会签完成".to_owned(),
        Event::AuditPassed(event) => {
            line("审核意见", event.opinion.as_ref())?;
            "审核通过，办结".to_owned()
        }
        Event::AuditReturned(event) => {
            line("退回意见", Some(&event.opinion))?;
            "审核退回补充办理".to_owned()
        }
        Event::MeetingHeld(event) => {
            line("参加人", Some(&event.participants))?;
            line("讨论意见", Some(&event.opinions))?;
            line("会议决定", Some(&event.decision))?;
            format!("{}召开案件联席会议", event.on)
        }
        Event::ExtensionAsked(event) => {
            line("延期理由", Some(&event.reason))?;
            format!("申请由{}延期至{}", event.was, event.until)
        }
        Event::ExtensionApproved(event) => {
            line("说明", event.note.as_ref())?;
            format!("同意延期至{}", event.until)
        }
        Event::ExtensionRefused(event) => {
            line("理由", Some(&event.note))?;
            "不同意延期".to_owned()
        }
        Event::PauseAsked(event) => {
            line("中止理由", Some(&event.reason))?;
            format!("申请中止办理：{}", event.ground.zh())
        }
        Event::PauseApproved(event) => {
            line("说明", event.note.as_ref())?;
            "同意中止办理".to_owned()
        }
        Event::PauseRefused(event) => {
            line("理由", Some(&event.note))?;
            "不同意中止办理".to_owned()
        }
        Event::Resumed(event) => {
            line("恢复理由", Some(&event.reason))?;
            "恢复办理".to_owned()
        }
        _ => return Ok(None),
    }))
}

/// A result, with how each person was dealt with.
pub(super) fn reported(
    view: &View<'_>,
    event: &ResultReported,
    lines: &mut Lines,
) -> Result<String, Fault> {
    let summary = view.texts.of(&event.summary)?;
    lines.push(("办理情况", summary.to_owned()));
    if let Some(text) = &event.joint_missing {
        lines.push(("协办意见未齐的原因", view.texts.of(text)?.to_owned()));
    }
    for one in &event.people {
        let measure = view.app.rules().measure_name(&one.how);
        let name = one.name.as_ref();
        let name = name.map(|name| view.texts.of(name)).transpose()?;
        lines.push(("处理", [name.unwrap_or("（未写姓名）"), measure].join("　")));
    }
    if let Some(text) = &event.rectification {
        lines.push(("整改措施", view.texts.of(text)?.to_owned()));
    }
    let (people, yuan) = (event.people_dealt_with, event.recovered_yuan);
    Ok(format!("上报结果，处理{people}人，挽回损失{yuan}元"))
}
