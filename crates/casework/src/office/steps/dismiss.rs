//! End a post (免职): its rights end with the day named.

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::ids::{PersonId, UnitId};
use crate::office::Office;
use crate::step::{Context, Recorded, Step};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct Dismiss {
    person: PersonId,
    unit: UnitId,
    role: String,
    until: Option<Date>,
}

/// A post was ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostEnded {
    /// Whose post.
    pub person: PersonId,
    /// In which unit.
    pub unit: UnitId,
    /// Which role.
    pub role: String,
    /// Its last day.
    pub until: Date,
}

crate::refusals! {
    OwesMatters = "owes-matters" =>
        "此人还有承办、分管、审定或者待阅的信访件没有交接。请其单位负责人在“人员交接”中办完，再办此事；来不及的，由负责人申请紧急停用。",
    OwesPapers = "owes-papers" =>
        "此人还保管、借阅着原件，或者有没登记完的草稿。请在“人员交接”中办完，再办此事；来不及的，由负责人申请紧急停用。",
    NotHeld = "not-held" => "此人现未担任该职务；请重新选择。",
}

impl Step for Dismiss {
    type State = Office;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "dismiss",
        noun: "dismissals",
        zh: "免职",
        help: "结束一项任职；自次日起不再有该职务的权限。还有事项没有交接的不能免职。",
        basis: "人事任免文件",
        mechanisms: &["P-14"],
        performer: Performer::Person,
        fields: &[
            Field::new("person", "人员", Kind::From(Source::Persons)),
            Field::new("unit", "机构", Kind::From(Source::Units)),
            Field::new("role", "职务（角色）", Kind::From(Source::Roles)),
            Field::new("until", "任职至", Kind::Date).optional().help("不填为昨日，立即生效"),
        ],
    };

    fn ground(_: &Office, _: &Context<'_>) -> Result<(), Refusal> {
        Ok(())
    }

    fn decide(self, office: &Office, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let person = office.person(&self.person).ok_or(Refusal::NotHeld)?;
        let held = person.posts.iter().any(|post| {
            post.unit == self.unit && post.role == self.role && post.holds_on(ctx.now.on())
        });
        if !held {
            return Err(Refusal::NotHeld);
        }
        let on = ctx.now.on();
        let in_haste = office.removal_of(&self.person, on).is_some();
        if !in_haste && !stays(&self, office, ctx) {
            match ctx.facts.owed {
                owed if owed.matters => return Err(Refusal::OwesMatters),
                owed if owed.papers => return Err(Refusal::OwesPapers),
                _ => {}
            }
        }
        let yesterday = ctx.now.on().yesterday().unwrap_or(ctx.now.on());
        let until = self.until.unwrap_or(yesterday);
        let ended = PostEnded { person: self.person, unit: self.unit, role: self.role, until };
        Ok(vec![Event::PostEnded(ended)])
    }
}

/// Whether the person keeps another post in the same organ, and so everything they owe.
fn stays(dismiss: &Dismiss, office: &Office, ctx: &Context<'_>) -> bool {
    let organ = office.organ_of(&dismiss.unit);
    office.posts_of(&dismiss.person, ctx.now.on()).any(|post| {
        let other = post.unit != dismiss.unit || post.role != dismiss.role;
        other && post.until.is_none() && office.organ_of(&post.unit) == organ
    })
}

impl PostEnded {
    /// Sets the last day of the post, and of one renewed for later: neither outlives the dismissal.
    pub fn evolve(&self, office: &mut Office, _: &Recorded<()>) {
        let Some(person) = office.people.get_mut(&self.person) else { return };
        let outlives = |post: &&mut crate::office::Post| {
            post.unit == self.unit
                && post.role == self.role
                && post.until.is_none_or(|until| until > self.until)
        };
        for post in person.posts.iter_mut().filter(outlives) {
            post.until = Some(self.until);
        }
        office.removed(&self.person);
    }
}

#[cfg(test)]
pub(crate) mod tests;
