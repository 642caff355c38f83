//! Take a repeat (收并重复件): the other half of joining, on the matter that takes it. Both halves
//! are one write; nobody performs this one by itself.

use super::Event;
use crate::act::{Act, Performer};
use crate::ids::{MatterId, PersonId};
use crate::matter::{Came, Joined, Matter, PleaGround, Stage, Taken};
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TakeRepeat {
    /// The repeat.
    pub matter: MatterId,
    /// Its number.
    pub number: String,
    /// Whether it is real-name.
    pub real_name: bool,
    /// Who may not know of the repeat may not know of the whole (T4).
    pub recused: Vec<PersonId>,
    /// Who of the office is accused in the repeat.
    #[serde(default)]
    pub accused: Vec<PersonId>,
    /// How it came.
    pub came: Option<Came>,
}

/// A repeat was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RepeatTaken {
    /// The repeat.
    pub repeat: Joined,
    /// Whether it is real-name.
    pub real_name: bool,
    /// Who may no longer know of the whole.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recused: Vec<PersonId>,
    /// Who of the office is accused in the repeat.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub accused: Vec<PersonId>,
    /// How it came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub came: Option<Came>,
}

crate::refusals! {
    Unfit = "unfit" => "主件已并入别的信访件，不能再收并重复件。",
    Twice = "twice" => "这件重复件已经收并。",
}

impl Step for TakeRepeat {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "take-repeat",
        noun: "repeats",
        zh: "收并重复件",
        help: "随“并入重复件”一并记录。",
        basis: "重复举报：同人同事",
        mechanisms: &["S2-21"],
        performer: Performer::Timer,
        fields: &[],
    };

    fn ground(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        if matter.exists() && !matches!(matter.stage, Stage::Joined | Stage::Voided) { Ok(()) } else { Err(Refusal::Unfit) }
    }

    fn decide(self, matter: &Matter, _: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        if matter.repeats.iter().any(|repeat| repeat.matter == self.matter) {
            return Err(Refusal::Twice);
        }
        let repeat = Joined { matter: self.matter, number: self.number };
        let taken = RepeatTaken {
            repeat,
            real_name: self.real_name,
            recused: self.recused,
            accused: self.accused,
            came: self.came,
        };
        Ok(vec![Event::RepeatTaken(taken)])
    }
}

impl RepeatTaken {
    /// Counts the repeat, and takes the whole out of the hands of whom it accuses.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        matter.take(Taken {
            repeat: self.repeat.matter,
            real_name: self.real_name,
            accused: self.accused.clone(),
            came: self.came.clone(),
        });
        matter.repeats.push(self.repeat.clone());
        if matches!(matter.stage, Stage::Concluded | Stage::Replied | Stage::WrittenOff) {
            // P-17: a repeat after the conclusion is asked for new facts.
            matter.answering.plead(PleaGround::Repeat, Some(self.repeat.clone()), None);
        }
        matter.repeat_real_name |= self.real_name;
        if let Some(came) = &self.came {
            matter.intake.again.push(came.clone());
            // What a superior wants of the repeat is owed by the whole.
            matter.intake.arrival.wants_result |= came.wants_result;
            matter.intake.reported_up &= !came.wants_result;
        }
        matter.accused.extend(self.accused.iter().cloned());
        for person in &self.recused {
            matter.recuse(person);
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;
