//! How what passes between the office and a reporter reads in the minutes.

use super::{Line, View};
use crate::Fault;
use crate::queries::todo::shown;
use casework::matter::steps::Event;

/// The words of such an event; nothing for the rest.
pub(super) fn told(
    view: &View<'_>,
    event: &Event,
    line: Line<'_>,
) -> Result<Option<String>, Fault> {
    let office = &view.reader.office;
    Ok(Some(match event {
        Event::Supplemented(event) => {
            line("补充", event.text.as_ref())?;
            "补充材料".to_owned()
        }
        Event::ReporterAsked(event) => {
            line("问题", Some(&event.text))?;
            format!("询问举报人（{}）", event.to.number)
        }
        Event::QuestionAnswered(event) => {
            line("回答", Some(&event.text))?;
            format!("回答第{}个询问", event.question)
        }
        Event::AcceptanceTold(event) => {
            line("内容", Some(&event.content))?;
            format!("受理告知举报人（{}）", event.mode.zh())
        }
        Event::ProgressTold(event) => {
            line("内容", Some(&event.content))?;
            format!("向举报人反馈进展（{}）", event.mode.zh())
        }
        Event::Contacted(event) => {
            line("内容", Some(&event.content))?;
            let reached = if event.unreached {
                "，没有联系上"
            } else {
                ""
            };
            format!(
                "联系举报人：{}（{}{reached}）",
                event.purpose.zh(),
                event.mode.zh()
            )
        }
        Event::ContactAsked(event) => {
            line("联系任务", Some(&event.purpose))?;
            "申请联系授权".to_owned()
        }
        Event::ContactGranted(event) => {
            line("说明", event.note.as_ref())?;
            let person = office.person_name(&event.person);
            format!("同意{person}联系举报人，至{}止", shown(event.until))
        }
        Event::ContactRefused(event) => {
            line("理由", Some(&event.note))?;
            format!("不同意{}联系举报人", office.person_name(&event.person))
        }
        Event::SupplementsNoted(event) => {
            line("处理意见", event.opinion.as_ref())?;
            format!("签阅补充材料{}份", event.numbers.len())
        }
        _ => return Ok(None),
    }))
}
