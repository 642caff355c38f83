//! Appoint a person (任职): a role in a unit for a duty period. Rights follow from it and end with it.

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::ids::{PersonId, UnitId};
use crate::office::{Office, Post};
use crate::step::{Context, Recorded, Step};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct Appoint {
    person: PersonId,
    unit: UnitId,
    role: String,
    from: Option<Date>,
    until: Option<Date>,
    #[serde(default)]
    acting: bool,
}

/// A post was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostGiven {
    /// To whom.
    pub person: PersonId,
    /// Which post.
    pub post: Post,
}

/// The three administrators must be three people (T20; GB/T 22239 level 3).
const ADMINISTRATORS: &[&str] = &["system-admin", "security-admin", "audit-admin"];

crate::refusals! {
    PersonUnknown = "person-unknown" => "人员不存在，请先登记人员。",
    UnitUnknown = "unit-unknown" => "机构不存在，请先设立机构。",
    RoleUnknown = "role-unknown" => "没有这个角色，请在角色目录中选择。",
    PeriodReversed = "period-reversed" => "任职截止日早于起始日，请更正。",
    AlreadyHeld = "already-held" => "此人现已担任该职务。",
    AdministratorsApart = "administrators-apart" =>
        "系统管理员、安全管理员、审计管理员须由三人分任，也不得兼办信访件。",
}

impl Step for Appoint {
    type State = Office;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "appoint",
        noun: "appointments",
        zh: "任职",
        help: "给一名工作人员在某机构的职务和任期；权限随任期起止。",
        basis: "人事任免文件；GB/T 22239 三权分立",
        mechanisms: &["S2-01", "S1-53"],
        performer: Performer::Person,
        fields: &[
            Field::new("person", "人员", Kind::From(Source::Persons)),
            Field::new("unit", "机构", Kind::From(Source::Units)),
            Field::new("role", "职务（角色）", Kind::From(Source::Roles)),
            Field::new("from", "自", Kind::Date).optional().help("不填为今日"),
            Field::new("until", "至", Kind::Date).optional().help("不填为长期"),
            Field::new("acting", "主持工作", Kind::Flag)
                .optional()
                .help("职务空缺或者负责人不在期间，由此人主持工作"),
        ],
    };

    fn ground(_: &Office, _: &Context<'_>) -> Result<(), Refusal> {
        Ok(())
    }

    fn decide(self, office: &Office, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let person = office.person(&self.person).ok_or(Refusal::PersonUnknown)?;
        office.unit(&self.unit).ok_or(Refusal::UnitUnknown)?;
        ctx.rules.role(&self.role).ok_or(Refusal::RoleUnknown)?;
        let from = self.from.unwrap_or_else(|| ctx.now.on());
        if self.until.is_some_and(|until| until < from) {
            return Err(Refusal::PeriodReversed);
        }
        let current = || person.posts.iter().filter(|post| post.until.is_none_or(|u| u >= from));
        if current().any(|post| post.unit == self.unit && post.role == self.role) {
            return Err(Refusal::AlreadyHeld);
        }
        let administers = |role: &str| ADMINISTRATORS.contains(&role);
        if current().any(|post| administers(&post.role) || administers(&self.role)) {
            return Err(Refusal::AdministratorsApart);
        }
        let post = Post { unit: self.unit, role: self.role, from, until: self.until, acting: self.acting };
        Ok(vec![Event::PostGiven(PostGiven { person: self.person, post })])
    }
}

impl PostGiven {
    /// Adds the post.
    pub fn evolve(&self, office: &mut Office, _: &Recorded<()>) {
        office.put_post(&self.person, self.post.clone());
    }
}

#[cfg(test)]
pub(crate) mod tests;
