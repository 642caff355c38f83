//! Decide on a permission to contact (审批联系授权): the organ that holds the identity grants it for some
//! days, or refuses with a reason (P-19). What it opens is the name and the way to reach, to the asker alone.

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind};
use crate::ids::PersonId;
use crate::matter::state::handling::Decided;
use crate::matter::{Decision, Matter};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct DecideContact {
    decision: Decision,
    days: Option<i64>,
    note: Option<SealedRef>,
}

/// Permission was granted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactGranted {
    /// To whom.
    pub person: PersonId,
    /// Until when, milliseconds UTC.
    pub until: i64,
    /// With which words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<SealedRef>,
}

/// Permission was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactRefused {
    /// To whom.
    pub person: PersonId,
    /// Why.
    pub note: SealedRef,
}

crate::refusals! {
    NothingAsked = "nothing-asked" => "没有等候审批的联系授权申请。",
    OwnRequest = "own-request" => "不能审批自己的申请，请由其他有权审批的人办理。",
    NoteMissing = "note-missing" => "不同意的，请写明理由。",
}

const DAY: i64 = 86_400_000;

impl Step for DecideContact {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "decide-contact",
        noun: "contact-decisions",
        zh: "审批联系授权",
        help: "同意后，申请人在期限内看到这一举报人的姓名和联系方式，别人看不到；到期自动收回。",
        basis: "联系授权按任务、限时（P-19）；期限为默认设置，可由本单位调整",
        mechanisms: &["P-19"],
        performer: Performer::Person,
        fields: &[
            Field::new("decision", "审批意见", Kind::Choice(Decision::CODES)),
            Field::new("days", "授权天数", Kind::Number { min: 1, max: 30 })
                .optional()
                .help("不填按本单位的设置"),
            Field::new("note", "说明", Kind::Text { max: 300 }).optional(),
        ],
    };

    fn ground(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
        let asked = matter.handling.asked().ok_or(Refusal::NothingAsked)?;
        if ctx.actor.person() == Some(&asked.person) {
            return Err(Refusal::OwnRequest);
        }
        Ok(())
    }

    fn decide(self, matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let person = matter.handling.asked().ok_or(Refusal::NothingAsked)?.person.clone();
        Ok(vec![match self.decision {
            Decision::Approve => {
                let days = self.days.unwrap_or(ctx.rules.settings.contact_permission_days);
                let until = ctx.now.at + days * DAY;
                Event::ContactGranted(ContactGranted { person, until, note: self.note })
            }
            Decision::Refuse => {
                let note = self.note.ok_or(Refusal::NoteMissing)?;
                Event::ContactRefused(ContactRefused { person, note })
            }
        }])
    }
}

fn settle(matter: &mut Matter, decided: Decided) {
    let waits = |permission: &&mut crate::matter::state::handling::Permission| {
        permission.decided.is_none()
    };
    if let Some(permission) = matter.handling.permissions.iter_mut().find(waits) {
        permission.decided = Some(decided);
    }
}

impl ContactGranted {
    /// The asker may see name and way to reach from now on.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        settle(matter, Decided::Until(self.until));
    }
}

impl ContactRefused {
    /// The request is over.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        settle(matter, Decided::Refused);
    }
}

#[cfg(test)]
pub(crate) mod tests;
