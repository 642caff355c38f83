//! Tell apart (判定不是同一件): a person looked at an earlier matter that resembles this one and decided that it is
//! another grievance. It is not offered again to this one, and weights are learned from such decisions (S1-44).

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind};
use crate::matter::{Joined, Likeness, Matter, Pairing, Stage};
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command. Which matter `from` names, and how alike both are, is looked up by the shell and handed in.
#[derive(Debug, Clone, Deserialize)]
pub struct TellApart {
    from: String,
}

/// The two are not one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToldApart {
    /// From which matter.
    pub from: Joined,
    /// How alike both were found to be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shown: Option<Likeness>,
}

crate::refusals! {
    Over = "over" => "此件已并入别的信访件或者已作废，不再比对；并错了的，请撤销并案。",
    Unknown = "unknown" => "没有找到这个编号的信访件，请核对编号。",
    Itself = "itself" => "这是此件自己的编号，请填写另一件的编号。",
    Repeat = "repeat" => "那一件已作为重复件并入此件；并错了的，请在那一件上撤销并案。",
    Twice = "twice" => "这两件已经判定不是同一件，不必再判。",
}

impl Step for TellApart {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "tell-apart",
        noun: "distinctions",
        zh: "判定不是同一件",
        help: "看过提示的前件，确认不是同一件的，判定以后不再提示。判错了的，以后照样可以并入。",
        basis: "重复举报由人判断：同人同事；匿名以同一被反映人、基本相同事实认定",
        mechanisms: &["S1-44"],
        performer: Performer::Person,
        fields: &[Field::new("from", "与哪一件不同（编号）", Kind::Word { max: 32 })],
    };

    fn ground(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        let over = matches!(matter.stage, Stage::Joined | Stage::Voided);
        if matter.exists() && !over { Ok(()) } else { Err(Refusal::Over) }
    }

    fn decide(self, matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let other = ctx.facts.other.as_ref().filter(|other| other.number == self.from.trim());
        let other = other.ok_or(Refusal::Unknown)?;
        if other.matter == matter.id {
            return Err(Refusal::Itself);
        }
        if matter.repeats.iter().any(|repeat| repeat.matter == other.matter) {
            return Err(Refusal::Repeat);
        }
        if matter.is_apart_from(other.matter) {
            return Err(Refusal::Twice);
        }
        let from = Joined { matter: other.matter, number: other.number.clone() };
        Ok(vec![Event::ToldApart(ToldApart { from, shown: other.likeness.clone() })])
    }
}

impl ToldApart {
    /// Keeps the decision.
    pub fn evolve(&self, matter: &mut Matter, at: &Recorded<()>) {
        let (other, shown) = (self.from.clone(), self.shown.clone());
        matter.pair(Pairing { other, same: false, at: at.happened, shown });
    }
}

#[cfg(test)]
pub(crate) mod tests;
