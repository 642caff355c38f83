//! Lift a recusal (撤销回避): mostly of somebody who merely bears an accused's name. The accused
//! themselves stay out.

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::ids::PersonId;
use crate::matter::Matter;
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct LiftRecusal {
    person: PersonId,
    reason: SealedRef,
}

/// A recusal was lifted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecusalLifted {
    /// Whose.
    pub person: PersonId,
    /// Why.
    pub reason: SealedRef,
}

crate::refusals! {
    NobodyRecused = "nobody-recused" => "本件没有回避人员。",
    NotRecused = "not-recused" => "此人没有回避，无需撤销。",
    Accused = "accused" => "此人是被反映人，不能撤销回避；被反映人登记有误的，请先更正。",
}

impl Step for LiftRecusal {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "lift-recusal",
        noun: "recusal-lifting",
        zh: "撤销回避",
        help: "仅因同名等原因误列回避的，核实后撤销；被反映人不能撤销。",
        basis: "《监察法》第六十七条",
        mechanisms: &["S1-53"],
        performer: Performer::Person,
        fields: &[
            Field::new("person", "人员", Kind::From(Source::Recused)),
            Field::new("reason", "理由", Kind::Text { max: 500 }),
        ],
    };

    fn ground(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        if matter.recused.is_empty() { Err(Refusal::NobodyRecused) } else { Ok(()) }
    }

    fn decide(self, matter: &Matter, _: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        if !matter.recused.contains(&self.person) {
            return Err(Refusal::NotRecused);
        }
        if matter.accused.contains(&self.person) {
            return Err(Refusal::Accused);
        }
        let lifted = RecusalLifted { person: self.person, reason: self.reason };
        Ok(vec![Event::RecusalLifted(lifted)])
    }
}

impl RecusalLifted {
    /// Lets the person see it again.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        matter.recused.remove(&self.person);
    }
}

#[cfg(test)]
pub(crate) mod tests;
