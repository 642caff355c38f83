//! Enter the national platform's number (登记全国平台编号, P-18): the platform numbers a report by
//! itself; an office keeps its number beside its own, so that the two books can be matched. A number
//! belongs to one matter alone; a wrong one is entered anew, and the old one stays in the trail.

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind};
use crate::matter::Matter;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct NumberNationally {
    number: String,
}

/// The platform's number is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NumberedNationally {
    /// The number.
    pub number: String,
    /// What was entered before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
}

crate::refusals! {
    Joined = "joined" => "此件已并入他件，编号请记在他件上。",
    NoNumber = "no-number" => "全国平台编号为6到40位数字、字母或短横线，请核对。",
    SameNumber = "same-number" => "此件记的就是这个编号，无需重复登记。",
}

impl Step for NumberNationally {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "number-nationally",
        noun: "national-number",
        zh: "登记全国平台编号",
        help: "记下此件在全国平台的编号，一号一件；记错的重新登记，原编号留痕。",
        basis: "检举举报平台与本单位台账对账（P-18）；定期对账（S0-22）",
        mechanisms: &["P-18", "S0-22"],
        performer: Performer::Person,
        fields: &[Field::new("number", "全国平台编号", Kind::Word { max: 40 })],
    };

    fn ground(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        match matter.exists() && matter.joined_into.is_none() {
            true => Ok(()),
            false => Err(Refusal::Joined),
        }
    }

    fn decide(self, matter: &Matter, _: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let number = number(&self.number).ok_or(Refusal::NoNumber)?;
        let before = matter.booked.national.clone();
        if before.as_deref() == Some(number) {
            return Err(Refusal::SameNumber);
        }
        let number = number.to_owned();
        Ok(vec![Event::NumberedNationally(NumberedNationally { number, before })])
    }
}

/// A text as a number of the platform, if it can be one.
pub fn number(text: &str) -> Option<&str> {
    let text = text.trim();
    let fits = text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    (fits && (6..=40).contains(&text.len())).then_some(text)
}

impl NumberedNationally {
    /// Keeps the number.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        matter.booked.national = Some(self.number.clone());
    }
}

#[cfg(test)]
pub(crate) mod tests;
