//! Enrol a person (登记人员): a person of the office, without any right until appointed.

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind};
use crate::ids::PersonId;
use crate::office::{Office, Person};
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct Enrol {
    id: String,
    name: String,
}

/// A person was enrolled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonEnrolled {
    /// Login name.
    pub id: PersonId,
    /// Name.
    pub name: String,
}

crate::refusals! {
    IdTaken = "id-taken" => "该登录名已被使用，请换一个。",
    IdUnfit = "id-unfit" => "登录名只能用小写字母、数字和短横线。",
}

impl Step for Enrol {
    type State = Office;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "enrol-person",
        noun: "people",
        zh: "登记人员",
        help: "登记一名工作人员；任职以后才有权限。",
        basis: "人事任免文件",
        mechanisms: &[],
        performer: Performer::Person,
        fields: &[
            Field::new("id", "登录名", Kind::Word { max: 32 }),
            Field::new("name", "姓名", Kind::Word { max: 30 }),
        ],
    };

    fn ground(_: &Office, _: &Context<'_>) -> Result<(), Refusal> {
        Ok(())
    }

    fn decide(self, office: &Office, _: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let fit = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if !self.id.chars().all(fit) {
            return Err(Refusal::IdUnfit);
        }
        let id = PersonId(self.id);
        if office.people.contains_key(&id) {
            return Err(Refusal::IdTaken);
        }
        Ok(vec![Event::PersonEnrolled(PersonEnrolled { id, name: self.name })])
    }
}

impl PersonEnrolled {
    /// Adds the person, without a post.
    pub fn evolve(&self, office: &mut Office, _: &Recorded<()>) {
        office.put_person(Person {
            id: self.id.clone(),
            name: self.name.clone(),
            posts: Vec::new(),
            suspended: false,
        });
    }
}

#[cfg(test)]
pub(crate) mod tests;
