//! Join a repeat (并入): this matter is the same grievance as an earlier one (同人同事) and goes into
//! it; its report counts there as a repeat (重复件). Decided by a person, by hand.

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind};
use crate::ids::PersonId;
use crate::matter::{Joined, Likeness, Matter, Pairing, Stage};
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command. Which matter `into` names is looked up by the shell and handed in.
#[derive(Debug, Clone, Deserialize)]
pub struct Join {
    into: String,
}

/// The matter went into another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JoinedInto {
    /// Into which.
    pub into: Joined,
    /// Who may no longer know of the repeat either.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recused: Vec<PersonId>,
    /// How alike both were found to be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shown: Option<Likeness>,
}

crate::refusals! {
    TooLate = "too-late" => "此件已分办，不能再并入其他件；请由承办单位一并办理。",
    Unknown = "unknown" => "没有找到这个编号的信访件，请核对编号。",
    Itself = "itself" => "不能并入自身，请填写另一件的编号。",
    AlreadyJoined = "already-joined" => "那一件已并入别的信访件，或者是拆分出来的，请填写主件（原件）的编号。",
    HasRepeats = "has-repeats" => "此件自己带有重复件，请反过来把另一件并入此件。",
}

impl Step for Join {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "join",
        noun: "joining",
        zh: "并入重复件",
        help: "与已有信访件同人同事的，并入该件合并办理，件次另计。",
        basis: "重复举报：同人同事；匿名以同一被反映人、基本相同事实认定",
        mechanisms: &["S2-21"],
        performer: Performer::Person,
        fields: &[Field::new("into", "并入哪一件（编号）", Kind::Word { max: 32 })],
    };

    fn ground(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        let early = matches!(
            matter.stage,
            Stage::Received | Stage::Registered | Stage::Screened | Stage::Instructed
        );
        if !matter.exists() || !early {
            return Err(Refusal::TooLate);
        }
        if matter.repeats.is_empty() { Ok(()) } else { Err(Refusal::HasRepeats) }
    }

    fn decide(self, matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let other = ctx.facts.other.as_ref().filter(|other| other.number == self.into.trim());
        let other = other.ok_or(Refusal::Unknown)?;
        if other.matter == matter.id {
            return Err(Refusal::Itself);
        }
        if !other.open {
            return Err(Refusal::AlreadyJoined);
        }
        let into = Joined { matter: other.matter, number: other.number.clone() };
        let (recused, shown) = (other.recused.clone(), other.likeness.clone());
        Ok(vec![Event::JoinedInto(JoinedInto { into, recused, shown })])
    }
}

impl JoinedInto {
    /// Ends this matter's own life.
    pub fn evolve(&self, matter: &mut Matter, at: &Recorded<()>) {
        let (other, shown) = (self.into.clone(), self.shown.clone());
        matter.pair(Pairing { other, same: true, at: at.happened, shown });
        matter.merging.stage = Some(matter.stage);
        matter.stage = Stage::Joined;
        matter.joined_into = Some(self.into.clone());
        matter.recused.extend(self.recused.iter().cloned());
    }
}

#[cfg(test)]
pub(crate) mod tests;
