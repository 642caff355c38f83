//! How an arrival reads in the minutes: taken in, kept, registered, screened and instructed.

use super::{Line, View};
use crate::Fault;
use crate::queries::matter::{intake, passing};
use casework::matter::steps::Event;

/// The words of such an event; nothing for the rest.
pub(super) fn told(
    view: &View<'_>,
    event: &Event,
    line: Line<'_>,
) -> Result<Option<String>, Fault> {
    let office = &view.reader.office;
    Ok(Some(match event {
        Event::Received(event) => {
            line("补录原因", event.arrival.late_reason.as_ref())?;
            intake::received(event)
        }
        Event::PassedUp(event) => passing::passed_up(office, event),
        Event::Acknowledged(_) => "签收上报件".to_owned(),
        Event::ReturnedDown(event) => {
            line("退回理由", Some(&event.reason))?;
            format!("退回{}", office.unit_name(&event.to))
        }
        Event::Scanned(event) => {
            // Names of files are not for those who have the copy (T5).
            let named = event.files.iter().filter(|_| !view.reads.is_copy());
            for file in named {
                line("扫描件", Some(&file.name))?;
            }
            "补入扫描件".to_owned()
        }
        Event::ReceptionRecorded(event) => {
            line("来访人陈述", Some(&event.said))?;
            line("答复和政策解释", Some(&event.answered))?;
            line("不予受理的理由", event.reason.as_ref())?;
            line("受理部门", event.proper_body.as_ref())?;
            intake::reception(office, event)
        }
        Event::LeaderTold(event) => intake::leader_told(office, event),
        Event::PhoneInstructed(event) => {
            line("电话批示", Some(&event.text))?;
            intake::phone_instructed(office, event)
        }
        Event::InstructionConfirmed(event) => {
            line("书面批示", Some(&event.text))?;
            "补书面批示".to_owned()
        }
        Event::CallLogged(event) => {
            line("通话内容", event.note.as_ref())?;
            intake::call(office, event)
        }
        Event::UrgencySet(event) => {
            line("理由", Some(&event.reason))?;
            format!("紧急程度调整为{}", event.urgency.zh())
        }
        Event::SecrecySet(event) => {
            line("理由", Some(&event.reason))?;
            format!("密级调整为{}", event.secrecy.zh())
        }
        Event::FlagsCorrected(event) => {
            line("理由", Some(&event.reason))?;
            format!("标识更正为{}、{}", event.turn.zh(), event.level.zh())
        }
        Event::NameChecked(event) => {
            line("工作记录", event.note.as_ref())?;
            let outcome = if event.confirmed {
                "确认署名"
            } else {
                "联系不上"
            };
            format!("实名核实（{}）：{outcome}", event.asking.zh())
        }
        Event::NameDenied(event) => {
            line("工作记录", Some(&event.note))?;
            format!(
                "实名核实（{}）：否认或不愿确认，按匿名办理",
                event.asking.zh()
            )
        }
        Event::ReportedUp(event) => {
            line("报告内容", Some(&event.text))?;
            let number = event.number.as_deref().unwrap_or_default();
            format!("向上级报结果{number}")
        }
        Event::Registered(event) => {
            format!("登记为{}，线索{}条", event.class.zh(), event.leads.len())
        }
        Event::Screened(event) => {
            line("拟办意见", event.opinion.as_ref())?;
            match &event.to {
                Some(to) => format!(
                    "筛查：{}，拟由{}办理",
                    event.class.zh(),
                    office.unit_name(to)
                ),
                None => format!("筛查：{}", event.class.zh()),
            }
        }
        Event::ScreenedOut(event) => {
            line("理由", Some(&event.reason))?;
            line("应当反映的部门", event.proper_body.as_ref())?;
            let body = event.body.as_ref().and_then(|id| view.app.rules().body(id));
            let told = body.map(|body| format!("，应向{}反映", body.name));
            format!("筛查剔除：{}{}", event.class.zh(), told.unwrap_or_default())
        }
        Event::Instructed(event) => {
            line("批示", Some(&event.text))?;
            "批示".to_owned()
        }
        Event::NumberedNationally(event) => match &event.before {
            Some(before) => format!("全国平台编号由{before}改记为{}", event.number),
            None => format!("登记全国平台编号{}", event.number),
        },
        _ => return Ok(None),
    }))
}
