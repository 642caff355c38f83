//! Suspend a person (停用), or restore: every right at once, without touching the posts.

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::ids::PersonId;
use crate::office::Office;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct Suspend {
    person: PersonId,
    #[serde(default)]
    restore: bool,
}

/// A person was suspended or restored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonSuspended {
    /// Who.
    pub person: PersonId,
    /// Suspended, or restored.
    pub suspended: bool,
}

crate::refusals! {
    PersonUnknown = "person-unknown" => "人员不存在；请重新选择。",
    OwesMatters = "owes-matters" =>
        "此人还有承办、分管、审定或者待阅的信访件没有交接。请其单位负责人在“人员交接”中办完，再办此事；来不及的，由负责人申请紧急停用。",
    OwesPapers = "owes-papers" =>
        "此人还保管、借阅着原件，或者有没登记完的草稿。请在“人员交接”中办完，再办此事；来不及的，由负责人申请紧急停用。",
    Already = "already" => "此人已是该状态，无需重复操作。",
}

impl Step for Suspend {
    type State = Office;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "suspend",
        noun: "suspensions",
        zh: "停用或恢复人员",
        help: "立即停用一名工作人员的全部权限，或予以恢复。还有事项没有交接的不能停用；来不及的，由其负责人先申请紧急停用。",
        basis: "GB/T 22239 访问控制",
        mechanisms: &["P-14"],
        performer: Performer::Person,
        fields: &[
            Field::new("person", "人员", Kind::From(Source::Persons)),
            Field::new("restore", "恢复", Kind::Flag).optional(),
        ],
    };

    fn ground(_: &Office, _: &Context<'_>) -> Result<(), Refusal> {
        Ok(())
    }

    fn decide(self, office: &Office, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let person = office.person(&self.person).ok_or(Refusal::PersonUnknown)?;
        let suspended = !self.restore;
        if person.suspended == suspended {
            return Err(Refusal::Already);
        }
        let in_haste = office.removal_of(&self.person, ctx.now.on()).is_some();
        if suspended && !in_haste {
            match ctx.facts.owed {
                owed if owed.matters => return Err(Refusal::OwesMatters),
                owed if owed.papers => return Err(Refusal::OwesPapers),
                _ => {}
            }
        }
        Ok(vec![Event::PersonSuspended(PersonSuspended { person: self.person, suspended })])
    }
}

impl PersonSuspended {
    /// Sets the mark.
    pub fn evolve(&self, office: &mut Office, _: &Recorded<()>) {
        if let Some(person) = office.people.get_mut(&self.person) {
            person.suspended = self.suspended;
        }
        if self.suspended {
            office.removed(&self.person);
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;
