//! How the ways between units and persons read in the minutes: routed, signed, returned, urged, handed over.

use super::{Line, View};
use crate::Fault;
use casework::matter::steps::Event;
use casework::matter::steps::confirm_handover::HandedOver;
use casework::matter::steps::issue_assignment;
use casework::office::Office;

/// The words of such an event; nothing for the rest.
pub(super) fn told(
    view: &View<'_>,
    event: &Event,
    line: Line<'_>,
) -> Result<Option<String>, Fault> {
    let office = &view.reader.office;
    Ok(Some(match event {
        Event::HandoverProposed(event) => {
            let (from, to) = (
                office.person_name(&event.from),
                office.person_name(&event.to),
            );
            format!("安排交接：{from}的事项交给{to}，待双方确认")
        }
        Event::HandoverConfirmed(event) if event.by_successor => {
            format!("确认接收{}移交的事项", office.person_name(&event.from))
        }
        Event::HandoverConfirmed(event) => {
            format!("确认把事项移交给{}", office.person_name(&event.to))
        }
        Event::HandoverDeclined(event) => {
            line("原因", event.note.as_ref())?;
            let (from, to) = (
                office.person_name(&event.from),
                office.person_name(&event.to),
            );
            format!("不同意{from}与{to}之间的交接")
        }
        Event::HandedOver(event) => handed_over(office, event, "交接完成"),
        Event::PassedOver(event) => handed_over(office, &event.handed, "紧急接管"),
        Event::Reminded(event) => {
            line("催办意见", event.words.as_ref())?;
            let rule = view.app.rules().clock(&event.rule);
            let promise = rule.map_or(&*event.rule, |rule| &rule.name);
            format!("催办：{}，{promise}", office.unit_name(&event.owner))
        }
        Event::LiaisonReviewed(event) => {
            line("理由", Some(&event.opinion))?;
            format!("{}审核：{}", office.unit_name(&event.unit), event.word.zh())
        }
        Event::Routed(event) => {
            line("办理要求", event.requirement.as_ref())?;
            line("附原件的理由", event.copy.original.as_ref())?;
            let how = if event.designated {
                "指定管辖，"
            } else {
                ""
            };
            let fast = if event.fast { "，即查即办" } else { "" };
            let read = if event.checked {
                "，转办文字已逐字核对"
            } else {
                ""
            };
            format!(
                "{how}{}给{}{fast}{read}",
                event.mode.zh(),
                office.unit_name(&event.to)
            )
        }
        Event::AssignmentNoticed(event) => {
            line("交办要求", Some(&event.demand))?;
            let rule = view.app.rules().letter(issue_assignment::LETTER);
            let number = rule.map_or_else(String::new, |rule| {
                rule.numbered(event.year, Some(event.serial))
            });
            format!(
                "发交办通知单{number}给{}，{}前报结果",
                office.unit_name(&event.to),
                event.until
            )
        }
        Event::JointNamed(event) => {
            line("协办事项", event.requirement.as_ref())?;
            let units = event
                .units
                .iter()
                .map(|joint| office.unit_name(&joint.unit));
            format!("明确协办单位：{}", units.collect::<Vec<_>>().join("、"))
        }
        Event::JointReleased(event) => {
            line("理由", Some(&event.reason))?;
            format!("取消{}协办", office.unit_name(&event.unit))
        }
        Event::OpinionGiven(event) => {
            line("协办意见", Some(&event.opinion))?;
            format!("{}反馈协办意见", office.unit_name(&event.unit))
        }
        Event::Signed(_) => "签收".to_owned(),
        Event::Returned(event) => {
            line("退回理由", Some(&event.reason))?;
            let to = office.unit_name(&event.to);
            if event.to_superior {
                format!("再次退回，由共同上级{to}指定管辖")
            } else {
                format!("退回{to}")
            }
        }
        _ => return Ok(None),
    }))
}

/// 交接完成：卫东的承办、保管原件由陶立接手.
fn handed_over(office: &Office, event: &HandedOver, zh: &str) -> String {
    let duties: Vec<&str> = event.duties.iter().map(|kind| kind.zh()).collect();
    let (from, to) = (
        office.person_name(&event.from),
        office.person_name(&event.to),
    );
    format!("{zh}：{from}的{}由{to}接手", duties.join("、"))
}
