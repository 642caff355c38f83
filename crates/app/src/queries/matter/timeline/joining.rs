//! How splitting and joining read in the minutes: each side named as far as the reader may know of it.

use super::{Line, View};
use crate::Fault;
use casework::matter::steps::Event;
use casework::matter::{Alike, Joined, Likeness};

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
        Event::JoinedInto(event) => {
            let into = view.kin.name(&event.into);
            format!(
                "并入 {into}{}",
                shown(view, &event.into, event.shown.as_ref())
            )
        }
        Event::ToldApart(event) => {
            let from = view.kin.name(&event.from);
            let shown = shown(view, &event.from, event.shown.as_ref());
            format!("判定与 {from} 不是同一件{shown}")
        }
        Event::Separated(event) => {
            line("撤销理由", Some(&event.reason))?;
            format!("撤销并入 {}，恢复单独办理", view.kin.name(&event.from))
        }
        Event::RepeatReleased(event) => format!("撤销收并 {}", view.kin.name(&event.repeat)),
        Event::RepeatTaken(event) => format!("收并重复件 {}", view.kin.name(&event.repeat)),
        _ => return Ok(None),
    }))
}

/// What was shown to whoever decided: （提示：同一事项 0.93；同一被反映人；内容相似 0.82）. Whoever may not know of the
/// other matter does not learn what both have in common (T3).
fn shown(view: &View<'_>, other: &Joined, likeness: Option<&Likeness>) -> String {
    let told =
        |likeness: &&Likeness| likeness.level != Alike::None && view.kin.number(other).is_some();
    let Some(likeness) = likeness.filter(told) else {
        return String::new();
    };
    let signs = likeness.signs.iter().map(|sign| format!("；{}", sign.zh()));
    let signs: String = signs.collect();
    let alike = f32::from(likeness.alike) / 1000.0;
    format!("（提示：{}{signs}；内容相似 {alike:.2}）", likeness.zh())
}
