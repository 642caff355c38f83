//! How splitting and joining read in the minutes: each side named as far as the reader may know of it.

use super::{Line, View};
use crate::Fault;
use casework::matter::steps::Event;

/// The words of such an event; nothing for the rest.
pub(super) fn told(
    view: &View<'_>,
    event: &Event,
    line: Line<'_>,
) -> Result<Option<String>, Fault> {
    Ok(Some(match event {
        Event::SplitOff(event) => {
            line("拆分理由", Some(&event.reason))?;
            let leads: Vec<String> = event.leads.iter().map(u32::to_string).collect();
            let number = view.kin.name(&event.part);
            format!("拆分分办：线索{}另立为 {number}", leads.join("、"))
        }
        Event::PartBegun(event) => {
            let (whole, leads) = (view.kin.name(&event.whole), event.leads.len());
            format!("由 {whole} 拆分，线索{leads}条另行分办，时限自收到之日起算")
        }
        Event::PartConcluded(event) => format!("拆分件 {} 办结", view.kin.name(&event.part)),
        Event::PartReopened(event) => format!("拆分件 {} 重新办理", view.kin.name(&event.part)),
        Event::SplitUndone(event) => {
            line("撤销理由", Some(&event.reason))?;
            format!("撤销拆分，线索回到 {}", view.kin.name(&event.whole))
        }
        Event::PartTakenBack(event) => format!("收回拆分件 {}", view.kin.name(&event.part)),
        Event::JoinedInto(event) => format!("并入 {}", view.kin.name(&event.into)),
        Event::Separated(event) => {
            line("撤销理由", Some(&event.reason))?;
            format!("撤销并入 {}，恢复单独办理", view.kin.name(&event.from))
        }
        Event::RepeatReleased(event) => format!("撤销收并 {}", view.kin.name(&event.repeat)),
        Event::RepeatTaken(event) => format!("收并重复件 {}", view.kin.name(&event.repeat)),
        _ => return Ok(None),
    }))
}
