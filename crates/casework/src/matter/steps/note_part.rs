//! Note how a part stands (拆分件办理情况), on the whole it was split off: the reporter is answered once, when
//! everything is concluded. Recorded in one write with what the part did; nobody performs it by itself.

use super::Event;
use crate::act::{Act, Performer};
use crate::ids::MatterId;
use crate::matter::{Joined, Matter, Stage};
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct NotePart {
    /// The part.
    pub part: MatterId,
    /// Whether it is concluded now.
    pub concluded: bool,
}

/// A part was concluded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartConcluded {
    /// Which.
    pub part: Joined,
}

/// A concluded part is handled again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartReopened {
    /// Which.
    pub part: Joined,
}

crate::refusals! {
    NotOfThis = "not-of-this" => "那一件不是从此件拆分出去的，或者没有变化。",
}

impl Step for NotePart {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "note-part",
        noun: "part-notes",
        zh: "拆分件办理情况",
        help: "随拆分件的办结或重新办理一并记录。",
        basis: "一件多人的拆分分办，全部办结后统一答复（P-02）",
        mechanisms: &["P-02"],
        performer: Performer::Timer,
        fields: &[],
    };

    fn ground(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        if matter.is_split() { Ok(()) } else { Err(Refusal::NotOfThis) }
    }

    fn decide(self, matter: &Matter, _: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let mut parts = matter.splitting.parts.iter();
        let changed = parts.find(|p| p.part.matter == self.part && p.concluded != self.concluded);
        let part = changed.ok_or(Refusal::NotOfThis)?.part.clone();
        Ok(vec![match self.concluded {
            true => Event::PartConcluded(PartConcluded { part }),
            false => Event::PartReopened(PartReopened { part }),
        }])
    }
}

impl PartConcluded {
    /// Notes it.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        if let Some(part) = matter.part_mut(self.part.matter) {
            part.concluded = true;
        }
    }
}

impl PartReopened {
    /// Notes it. What the reporter was told no longer stands: they are answered again.
    pub fn evolve(&self, matter: &mut Matter, record: &Recorded<()>) {
        if let Some(part) = matter.part_mut(self.part.matter) {
            part.concluded = false;
        }
        if matches!(matter.stage, Stage::Replied | Stage::WrittenOff) {
            matter.stage = Stage::Concluded;
            matter.replied = false;
            let round = matter.answering.round();
            let unit = round.map_or_else(|| matter.holder.clone(), |round| round.unit.clone());
            let concluder = round.and_then(|round| round.concluder.clone());
            matter.answering.conclude(unit, record.happened, concluder);
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;
