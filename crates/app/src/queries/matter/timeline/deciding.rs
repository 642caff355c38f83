//! How the deciding of a matter reads in its minutes: studies, entered instructions, readings, reviews.

use super::View;
use crate::Fault;
use casework::Actor;
use casework::matter::state::deciding::LeadersWord;
use casework::matter::steps::Event;
use casework::sealed::SealedRef;

type Line<'a> = &'a mut dyn FnMut(&'static str, Option<&SealedRef>) -> Result<(), Fault>;

/// The words of a deciding event; nothing for the rest.
pub(super) fn told(
    view: &View<'_>,
    event: &Event,
    by: &Actor,
    line: Line<'_>,
) -> Result<Option<String>, Fault> {
    let office = &view.reader.office;
    Ok(Some(match event {
        Event::ExclusionConfirmed(event) => {
            line("说明", event.note.as_ref())?;
            "同意剔除".to_owned()
        }
        Event::ExclusionSentBack(event) => {
            line("理由", Some(&event.note))?;
            "不同意剔除，重新筛查".to_owned()
        }
        Event::StudyConvened(event) => {
            line("研判事项", Some(&event.question))?;
            let offices: Vec<&str> = event
                .offices
                .iter()
                .map(|unit| office.unit_name(unit))
                .collect();
            let leader = office.person_name(&event.leader);
            format!("提请{}研判，由{leader}审定", offices.join("、"))
        }
        Event::StudyAnswered(event) => {
            line("意见", Some(&event.opinion))?;
            format!(
                "{}研判意见：{}",
                office.unit_name(&event.unit),
                event.stance.zh()
            )
        }
        Event::StudyComplete(_) => "研判意见到齐".to_owned(),
        Event::StudyDecided(event) => {
            line("流转意见", Some(&event.opinion))?;
            line("缺少意见的原因", event.without.as_ref())?;
            format!("审定研判：{}", event.class.zh())
        }
        Event::PresentedTo(event) => {
            let names: Vec<&str> = event
                .leaders
                .iter()
                .map(|id| office.person_name(id))
                .collect();
            format!("呈{}阅", names.join("、"))
        }
        Event::Circled(_) => "圈阅".to_owned(),
        Event::InstructionEntered(event) => {
            line("批示", Some(&event.text))?;
            let scan = match event.scan.len() {
                0 => "未附扫描件".to_owned(),
                count => format!("附扫描件{count}份"),
            };
            let leader = office.person_name(&event.leader);
            let clerk = by.person().map_or("", |clerk| office.person_name(clerk));
            format!("{leader}批示，{clerk}代录（{}书写），{scan}", event.written)
        }
        Event::InstructionChecked(event) => {
            line("哪里有误", event.note.as_ref())?;
            match event.word {
                LeadersWord::Confirm => "核对代录批示：与原件一致".to_owned(),
                LeadersWord::Object => "核对代录批示：有误，不作为批示".to_owned(),
            }
        }
        _ => return Ok(None),
    }))
}
