//! Open an identity (查看举报人身份): with a written purpose, for the asker alone, for fifteen minutes,
//! and never without leaving this event (T1, S2-09). It looks the same whether there is an identity
//! or not (T2): an anonymous report opens to an empty record.

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::ids::{PersonId, ReportId};
use crate::matter::{Matter, Opening};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct DiscloseIdentity {
    report: ReportId,
    purpose: SealedRef,
}

/// An identity was opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdentityOpened {
    /// Whose.
    pub report: ReportId,
    /// For whom.
    pub person: PersonId,
    /// For what.
    pub purpose: SealedRef,
    /// Until when, milliseconds UTC.
    pub until: i64,
}

crate::refusals! {
    NoMatter = "no-matter" => "没有这件信访件。",
    ReportUnknown = "report-unknown" => "没有这件举报，请重新选择。",
    NoPerson = "no-person" => "查看举报人身份须由本人申请。",
}

const MINUTE: i64 = 60_000;

impl Step for DiscloseIdentity {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "disclose-identity",
        noun: "identity",
        zh: "查看举报人身份",
        help: "须写明用途；仅本人可看，限时关闭，每次查看都留有记录。",
        basis: "《规则》第四十七条：严格保密；最小必要",
        mechanisms: &["S2-09"],
        performer: Performer::Person,
        fields: &[
            Field::new("report", "举报", Kind::From(Source::Reports)),
            Field::new("purpose", "用途", Kind::Text { max: 200 }),
        ],
    };

    fn ground(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        if matter.exists() { Ok(()) } else { Err(Refusal::NoMatter) }
    }

    fn decide(self, matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let person = ctx.actor.person().ok_or(Refusal::NoPerson)?.clone();
        if !matter.reports.iter().any(|report| report.id == self.report) {
            return Err(Refusal::ReportUnknown);
        }
        let until = ctx.now.at + ctx.rules.settings.identity_open_minutes * MINUTE;
        Ok(vec![Event::IdentityOpened(IdentityOpened {
            report: self.report,
            person,
            purpose: self.purpose,
            until,
        })])
    }
}

impl IdentityOpened {
    /// Opens it for the asker alone.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        matter.openings.push(Opening {
            person: self.person.clone(),
            report: self.report,
            until: self.until,
        });
    }
}

impl Matter {
    /// The opening that lets a person see an identity at an instant, if one stands.
    pub fn opening_for(&self, person: &PersonId, report: ReportId, at: i64) -> Option<&Opening> {
        self.openings.iter().rev().find(|opening| {
            opening.person == *person && opening.report == report && at < opening.until
        })
    }
}

#[cfg(test)]
pub(crate) mod tests;
