//! Correct the flags (更正标识): first or repeat and over-level are set by rule when a matter is
//! registered; a person who knows better says so with a reason (S4-26, field.md section 6).

use super::Event;
use crate::act::{Act, Performer};
use crate::codes;
use crate::form::{Field, Kind};
use crate::matter::{Matter, Turn};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

codes! {
    /// Whether it came to the level that should have it.
    pub enum Level {
        /// It did.
        Proper = "proper" => "不越级",
        /// It went over its head.
        Over = "over" => "越级",
    }
}

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct CorrectFlags {
    turn: Option<Turn>,
    level: Option<Level>,
    reason: SealedRef,
}

/// The flags were corrected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FlagsCorrected {
    /// First or repeat, as it stands now.
    pub turn: Turn,
    /// Whether over-level, as it stands now.
    pub level: Level,
    /// Why.
    pub reason: SealedRef,
}

crate::refusals! {
    NotRegistered = "not-registered" => "此件尚未登记，标识在登记时按规则判定；请先登记。",
    NothingChanged = "nothing-changed" => "标识没有变化，请选择要更正的一项。",
}

impl Step for CorrectFlags {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "correct-flags",
        noun: "flags",
        zh: "更正标识",
        help: "初次或重复、越级由登记时按规则判定；与实际不符的，写明理由更正。",
        basis: "初次、重复、越级按规则判定，可凭理由更正（S4-26）",
        mechanisms: &["S4-26"],
        performer: Performer::Person,
        fields: &[
            Field::new("turn", "初次或重复", Kind::Choice(Turn::CODES)).optional(),
            Field::new("level", "越级", Kind::Choice(Level::CODES)).optional(),
            Field::new("reason", "更正理由", Kind::Text { max: 300 }),
        ],
    };

    fn ground(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        if matter.intake.turn.is_some() { Ok(()) } else { Err(Refusal::NotRegistered) }
    }

    fn decide(self, matter: &Matter, _: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let before = (matter.intake.turn.ok_or(Refusal::NotRegistered)?, level_of(matter));
        let after = (self.turn.unwrap_or(before.0), self.level.unwrap_or(before.1));
        if before == after {
            return Err(Refusal::NothingChanged);
        }
        let (turn, level) = after;
        Ok(vec![Event::FlagsCorrected(FlagsCorrected { turn, level, reason: self.reason })])
    }
}

fn level_of(matter: &Matter) -> Level {
    if matter.intake.over_level { Level::Over } else { Level::Proper }
}

impl FlagsCorrected {
    /// Sets the flags.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        matter.intake.turn = Some(self.turn);
        matter.intake.over_level = self.level == Level::Over;
    }
}

#[cfg(test)]
pub(crate) mod tests;
