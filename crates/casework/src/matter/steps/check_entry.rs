//! Check an entered instruction (核对代录, P-07): the leader says whether what was entered in their name
//! is what they wrote. What is objected to does not count as an instruction; before the matter was handed
//! on it waits for one again.

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::matter::state::deciding::LeadersWord;
use crate::matter::{Matter, Stage};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct CheckEntry {
    entered: String,
    word: LeadersWord,
    note: Option<SealedRef>,
}

/// The leader said whether it is what they wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InstructionChecked {
    /// Which entry.
    pub entered: u32,
    /// Yes or no.
    pub word: LeadersWord,
    /// What is wrong.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<SealedRef>,
}

/// Nothing entered waits for a leader's word any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntriesSettled {}

crate::refusals! {
    NothingWaits = "nothing-waits" => "此件没有等您核对的代录批示。",
    Unknown = "unknown" => "没有这条代录批示，或已核对过。",
    NotYours = "not-yours" => "代录批示由署名的领导本人核对，不能代办。",
    NoteMissing = "note-missing" => "不予确认的，请写明哪里有误。",
}

impl Step for CheckEntry {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "check-entry",
        noun: "instruction-checks",
        zh: "核对代录批示",
        help: "核对以您的名义代录的批示。有误的写明，原代录不再作为批示。",
        basis: "纸质批示代录（P-07）",
        mechanisms: &["P-07"],
        performer: Performer::Person,
        fields: &[
            Field::new("entered", "代录批示", Kind::From(Source::Entered)),
            Field::new("word", "核对结果", Kind::Choice(LeadersWord::CODES)),
            Field::new("note", "哪里有误", Kind::Text { max: 300 }).optional(),
        ],
    };

    fn ground(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
        let theirs = matter
            .deciding
            .entered
            .iter()
            .any(|entered| entered.is_open() && ctx.actor.person() == Some(&entered.leader));
        if theirs { Ok(()) } else { Err(Refusal::NothingWaits) }
    }

    fn decide(self, matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let number: u32 = self.entered.parse().map_err(|_| Refusal::Unknown)?;
        let open = || matter.deciding.entered.iter().filter(|entered| entered.is_open());
        let entered = open().find(|entered| entered.number == number).ok_or(Refusal::Unknown)?;
        if ctx.actor.person() != Some(&entered.leader) {
            return Err(Refusal::NotYours);
        }
        if self.word == LeadersWord::Object && self.note.is_none() {
            return Err(Refusal::NoteMissing);
        }
        let checked = InstructionChecked { entered: number, word: self.word, note: self.note };
        let mut events = vec![Event::InstructionChecked(checked)];
        if open().count() == 1 {
            events.push(Event::EntriesSettled(EntriesSettled {}));
        }
        Ok(events)
    }
}

impl InstructionChecked {
    /// Keeps the word; without any instruction left, the matter waits for one again.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        let mut all = matter.deciding.entered.iter_mut();
        if let Some(entered) = all.find(|entered| entered.number == self.entered) {
            entered.word = Some(self.word);
        }
        if self.word == LeadersWord::Confirm {
            return;
        }
        let left = matter.deciding.instructions.saturating_sub(1);
        matter.deciding.instructions = left;
        if left == 0 && matter.stage == Stage::Instructed && matter.assignments.is_empty() {
            matter.instructed = false;
            matter.stage = Stage::Screened;
        }
    }
}

impl EntriesSettled {
    /// Only clocks follow from it.
    pub fn evolve(&self, _: &mut Matter, _: &Recorded<()>) {}
}

#[cfg(test)]
pub(crate) mod tests;
