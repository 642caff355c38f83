//! Ask for permission to contact (申请联系授权): the handler of a real-name report asks the organ that holds
//! the identity, for one task and a limited time, instead of opening the identity again and again (P-19).

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::ids::{PersonId, ReportId};
use crate::matter::state::handling::Permission;
use crate::matter::{Matter, Stage};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct AskContact {
    report: ReportId,
    purpose: SealedRef,
}

/// Permission was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactAsked {
    /// Who asks.
    pub person: PersonId,
    /// Whose reporter.
    pub report: ReportId,
    /// For which task.
    pub purpose: SealedRef,
}

crate::refusals! {
    NotAccepted = "not-accepted" => "此件不在办理中，不能申请联系举报人。",
    ReportUnknown = "report-unknown" => "没有这件举报；请重新选择。",
    Anonymous = "anonymous" => "这件举报是匿名的，没有可以联系的人；可用“询问举报人”凭查询码提问。",
    AlreadyAsked = "already-asked" => "已有一项联系授权申请等候审批。",
    AlreadyGranted = "already-granted" => "您的联系授权仍然有效，不必再申请。",
    NoPerson = "no-person" => "联系授权须由承办人本人申请。",
}

impl Step for AskContact {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "ask-contact",
        noun: "contact-requests",
        zh: "申请联系授权",
        help: "承办人因核实需要联系实名举报人的，写明任务；同意后在期限内只看到姓名和联系方式，每次查看、联系都留痕。",
        basis: "联系授权按任务、限时（P-19）",
        mechanisms: &["P-19"],
        performer: Performer::Person,
        fields: &[
            Field::new("report", "举报", Kind::From(Source::Reports)),
            Field::new("purpose", "联系任务", Kind::Text { max: 300 }),
        ],
    };

    fn ground(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
        if !matches!(matter.stage, Stage::Accepted | Stage::Reported) {
            return Err(Refusal::NotAccepted);
        }
        if !matter.reports.iter().any(|report| report.real_name) {
            return Err(Refusal::Anonymous);
        }
        if matter.handling.asked().is_some() {
            return Err(Refusal::AlreadyAsked);
        }
        let person = ctx.actor.person().ok_or(Refusal::NoPerson)?;
        match matter.handling.permission_of(person, ctx.now.at) {
            Some(_) => Err(Refusal::AlreadyGranted),
            None => Ok(()),
        }
    }

    fn decide(self, matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let report = matter.reports.iter().find(|known| known.id == self.report);
        if !report.ok_or(Refusal::ReportUnknown)?.real_name {
            return Err(Refusal::Anonymous);
        }
        Ok(vec![Event::ContactAsked(ContactAsked {
            person: ctx.actor.person().ok_or(Refusal::NoPerson)?.clone(),
            report: self.report,
            purpose: self.purpose,
        })])
    }
}

impl ContactAsked {
    /// Waits for the organ that holds the identity.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        matter.handling.permissions.push(Permission {
            person: self.person.clone(),
            report: self.report,
            decided: None,
        });
    }
}

#[cfg(test)]
pub(crate) mod tests;
