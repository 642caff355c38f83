//! Note progress (办理进展): what was done, so that anyone entitled knows at any time where the matter
//! stands (S0-20, S2-13).

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind};
use crate::matter::{Matter, Stage};
use crate::sealed::{FileRef, SealedRef};
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct Progress {
    note: SealedRef,
    #[serde(default)]
    files: Vec<FileRef>,
}

/// Progress was noted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgressNoted {
    /// What was done.
    pub note: SealedRef,
    /// Evidence that comes with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<FileRef>,
}

crate::refusals! {
    NotAccepted = "not-accepted" => "此件尚未受理，或已上报结果，现在不记办理进展；没有受理的，请先受理。",
}

impl Step for Progress {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "progress",
        noun: "progress",
        zh: "办理进展",
        help: "记录做了什么、下一步做什么；举报人看不到。",
        basis: "去向清楚、处理到位（S0-20）；全过程监管（S2-13）",
        mechanisms: &["S0-20", "S2-13"],
        performer: Performer::Person,
        fields: &[
            Field::new("note", "进展", Kind::Text { max: 1000 }),
            Field::new("files", "材料", Kind::Files { max: 10 }).optional(),
        ],
    };

    fn ground(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        if matter.stage == Stage::Accepted { Ok(()) } else { Err(Refusal::NotAccepted) }
    }

    fn decide(self, _: &Matter, _: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        Ok(vec![Event::ProgressNoted(ProgressNoted { note: self.note, files: self.files })])
    }
}

impl ProgressNoted {
    /// Changes nothing but the time of the last touch, which every event does, and adds its files.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        matter.handling.files.extend(self.files.iter().cloned());
    }
}

#[cfg(test)]
pub(crate) mod tests;
