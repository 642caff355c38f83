//! Recuse (回避): a person loses every sight of the matter (T4; 监察法第六十七条). Anyone may recuse
//! themselves; a head may recuse others. If the recused person was handling it, another is named.

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::ids::PersonId;
use crate::matter::{Matter, Stage};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct Recuse {
    person: PersonId,
    reason: SealedRef,
}

/// A person was recused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recused {
    /// Who.
    pub person: PersonId,
    /// Why.
    pub reason: SealedRef,
}

crate::refusals! {
    NoMatter = "no-matter" => "没有这件信访件；请核对编号。",
    Already = "already" => "此人已回避。",
    OthersByHead = "others-by-head" => "您只能申请本人回避；他人回避由信访室主任或领导决定。",
}

impl Step for Recuse {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "recuse",
        noun: "recusals",
        zh: "回避",
        help: "回避后此人在任何页面都看不到本件；承办人回避的，须另行明确承办人。",
        basis: "《监察法》第六十七条；《规则》回避规定",
        mechanisms: &["S1-53"],
        performer: Performer::Person,
        fields: &[
            Field::new("person", "回避人员", Kind::From(Source::Persons)),
            Field::new("reason", "理由", Kind::Text { max: 500 }),
        ],
    };

    fn ground(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        if matter.exists() { Ok(()) } else { Err(Refusal::NoMatter) }
    }

    fn decide(self, matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        if matter.recused.contains(&self.person) {
            return Err(Refusal::Already);
        }
        let crate::Actor::Person { person, role, .. } = ctx.actor else {
            return Err(Refusal::OthersByHead);
        };
        let decides = ctx.rules.role(role).is_some_and(|role| role.recuses_others);
        if *person != self.person && !decides {
            return Err(Refusal::OthersByHead);
        }
        Ok(vec![Event::Recused(Recused { person: self.person, reason: self.reason })])
    }
}

impl Recused {
    /// Takes the matter out of the person's sight and hands.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        matter.recuse(&self.person);
    }
}

impl Matter {
    /// Takes the matter out of a person's sight and hands. If they were handling it, the unit has to
    /// name somebody else: until the result is signed by all, it goes back to where it was accepted.
    pub(crate) fn recuse(&mut self, person: &PersonId) {
        self.recused.insert(person.clone());
        self.openings.retain(|opening| opening.person != *person);
        self.void_identity_requests(person);
        self.consents.recuse(person);
        self.handovers.retain(|known| known.from != *person && known.to != *person);
        let Some(assignment) = self.assignment_mut() else { return };
        let handling = assignment
            .accepted
            .as_ref()
            .is_some_and(|a| a.handler == *person || a.leader == *person);
        if !handling {
            return;
        }
        assignment.accepted = None;
        if matches!(self.stage, Stage::Accepted | Stage::Reported) {
            self.stage = Stage::Signed;
            self.signatures.clear();
        }
    }

    /// The stage of a matter that is with its handling unit again: accepted, or to be accepted where
    /// the handler or the leader was recused meanwhile.
    pub(crate) fn stage_in_hand(&self) -> Stage {
        let handled = self.assignment().is_some_and(|a| a.accepted.is_some());
        if handled { Stage::Accepted } else { Stage::Signed }
    }
}

#[cfg(test)]
pub(crate) mod tests;
