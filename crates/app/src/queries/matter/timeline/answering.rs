//! How the answer and what follows it read in the minutes.

use super::{Line, View};
use crate::Fault;
use casework::matter::steps::Event;
use casework::matter::steps::reply::Replied;

/// The words of such an event; nothing for the rest.
pub(super) fn told(
    view: &View<'_>,
    event: &Event,
    line: Line<'_>,
) -> Result<Option<String>, Fault> {
    Ok(Some(match event {
        Event::Replied(event) => {
            line("答复内容", Some(&event.text))?;
            line("地点", event.place.as_ref())?;
            line("范围", event.audience.as_ref())?;
            line("异议", event.objection.as_ref())?;
            line("解释说明", event.explanation.as_ref())?;
            line("接受监督", event.oversight.as_ref())?;
            line("群众意见", event.remarks.as_ref())?;
            answered(event)
        }
        Event::WrittenOff(event) => {
            line("未答复的原因", event.reason.as_ref())?;
            "销号".to_owned()
        }
        Event::Reopened(event) => {
            line("理由", Some(&event.reason))?;
            format!("重新办理：{}", event.ground.zh())
        }
        Event::FeedbackProposed(event) => {
            line("反馈内容", Some(&event.text))?;
            line("地点", Some(&event.place))?;
            line("范围", Some(&event.audience))?;
            let checked = if event.checked {
                "，已逐字核对"
            } else {
                ""
            };
            format!("拟{}{checked}", event.mode.zh())
        }
        Event::FeedbackApproved(event) => {
            line("说明", event.opinion.as_ref())?;
            "同意公开反馈".to_owned()
        }
        Event::FeedbackReturned(event) => {
            line("意见", Some(&event.opinion))?;
            "公开反馈退回修改".to_owned()
        }
        Event::ReplyReceipted(event) => {
            line("见证人", event.witness.as_ref())?;
            line("说明", event.note.as_ref())?;
            format!("答复回执：{}", event.kind.zh())
        }
        Event::Evaluated(event) => {
            line("举报人的话", event.words.as_ref())?;
            let (process, result) = (event.process.zh(), event.result.zh());
            format!("{}评价：过程{process}，结果{result}", event.via.zh())
        }
        Event::CallBackTried(event) => format!("{}回访，没有联系上", event.via.zh()),
        Event::CallBackEnded(event) => format!("{}回访，{}", event.via.zh(), event.outcome.zh()),
        Event::Settled(event) => {
            line("说明", event.note.as_ref())?;
            format!("举报人自愿息访（{}，{}）", event.on, event.mode.zh())
        }
        Event::VisitedBack(event) => {
            line("回访情况", Some(&event.found))?;
            let (back, out) = (event.recovered_yuan, event.distributed_yuan);
            match back {
                0 => format!("{}回访", event.via.zh()),
                _ => format!("{}回访，收回{back}元，发放{out}元", event.via.zh()),
            }
        }
        Event::ReopeningRequested(event) => {
            line("理由", Some(&event.reason))?;
            format!("{}申请重新办理：{}", event.via.zh(), event.ground.zh())
        }
        Event::ReopeningGranted(event) => {
            line("理由", Some(&event.reason))?;
            format!("审定：{}，重新办理", plea(view, event.plea))
        }
        Event::ReopeningRefused(event) => {
            line("理由", Some(&event.reason))?;
            format!("审定：{}，没有新的事实，存查", plea(view, event.plea))
        }
        Event::RefusalTold(event) => {
            line("告知内容", Some(&event.text))?;
            format!("告知存查理由（{}）", event.mode.zh())
        }
        _ => return Ok(None),
    }))
}

/// An answer, with how it was taken.
fn answered(event: &Replied) -> String {
    let mut zh = event.mode.zh().to_owned();
    if let Some(attitude) = event.attitude {
        zh.push_str(&format!("，举报人{}", attitude.zh()));
    }
    if event.new_evidence {
        zh.push_str("，提出新证据");
    }
    if let Some(heads) = event.heads {
        zh.push_str(&format!("，到场或告知{heads}人"));
    }
    zh
}

fn plea(view: &View<'_>, number: u32) -> &'static str {
    let pleas = &view.matter.answering.pleas;
    let plea = pleas.iter().find(|known| known.number == number);
    plea.map_or("", |known| known.ground.zh())
}
