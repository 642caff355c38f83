//! Ask for a removal in haste (申请紧急停用): where nobody can wait for a hand-over, a leader asks and an
//! administrator suspends; two persons, and everything owed passes to the leader (P-14).

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::ids::PersonId;
use crate::office::{Office, Removal};
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct AskRemoval {
    person: PersonId,
}

/// A leader asked for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemovalAsked {
    /// Who, for whom, when.
    pub removal: Removal,
}

crate::refusals! {
    NotHere = "not-here" => "只能申请停用本机关的另一名在岗人员。",
    Already = "already" => "此人的紧急停用已经申请，请系统管理员办理停用。",
}

impl Step for AskRemoval {
    type State = Office;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "ask-removal",
        noun: "removal-requests",
        zh: "申请紧急停用",
        help: "来不及交接的，由负责人申请，系统管理员停用；此人名下的事项先归申请人接管，三日内另行明确接手人。",
        basis: "紧急离岗由负责人先行接管（P-14）；申请三日内有效为默认设置，可由本单位调整",
        mechanisms: &["P-14"],
        performer: Performer::Person,
        fields: &[Field::new("person", "停用谁", Kind::From(Source::Persons))],
    };

    fn ground(_: &Office, _: &Context<'_>) -> Result<(), Refusal> {
        Ok(())
    }

    fn decide(self, office: &Office, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let (by, unit) = ctx.actor.person().zip(ctx.actor.unit()).ok_or(Refusal::NotHere)?;
        let on = ctx.now.on();
        let here = office.colleagues_of(unit, on);
        if *by == self.person || !here.iter().any(|(known, _)| known.id == self.person) {
            return Err(Refusal::NotHere);
        }
        if office.removal_of(&self.person, on).is_some() {
            return Err(Refusal::Already);
        }
        let removal = Removal { person: self.person, by: by.clone(), on, done: false };
        Ok(vec![Event::RemovalAsked(RemovalAsked { removal })])
    }
}

impl RemovalAsked {
    /// Waits for an administrator.
    pub fn evolve(&self, office: &mut Office, _: &Recorded<()>) {
        office.removals.push(self.removal.clone());
    }
}

#[cfg(test)]
pub(crate) mod tests;
