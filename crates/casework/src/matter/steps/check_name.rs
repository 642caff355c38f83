//! Check the name (实名核实): whether the person named really reports, by telephone or meeting (field.md
//! 1.6). Who cannot be reached stays as declared and a work note goes with the material; who denies it
//! or will not confirm has not reported by name, and the report is handled as anonymous.

use super::Event;
use crate::act::{Act, Performer};
use crate::codes;
use crate::form::{Field, Kind, Source};
use crate::ids::ReportId;
use crate::matter::{Matter, NameCheck};
use crate::sealed::SealedRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

codes! {
    /// How the reporter is asked.
    pub enum Asking {
        /// By telephone.
        Phone = "phone" => "电话核实",
        /// In a meeting.
        Meeting = "meeting" => "当面核实",
    }
}

codes! {
    /// What came of it.
    pub enum Outcome {
        /// The person confirmed.
        Confirmed = "confirmed" => "确认署名",
        /// The person could not be reached.
        Unreached = "unreached" => "联系不上",
        /// The person denied it, or would not confirm.
        Denied = "denied" => "否认或不愿确认",
    }
}

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct CheckName {
    report: ReportId,
    asking: Asking,
    outcome: Outcome,
    note: Option<SealedRef>,
}

/// A name was confirmed, or its bearer was not reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NameChecked {
    /// Of which report.
    pub report: ReportId,
    /// How it was asked.
    pub asking: Asking,
    /// Whether the bearer confirmed; not reached otherwise.
    pub confirmed: bool,
    /// The work note (工作记录).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<SealedRef>,
}

/// A name was denied: the report is no real-name one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NameDenied {
    /// Of which report.
    pub report: ReportId,
    /// How it was asked.
    pub asking: Asking,
    /// The work note (工作记录).
    pub note: SealedRef,
}

crate::refusals! {
    NotNamed = "not-named" => "这一件次没有署名，或已了结，无需核实。",
    Settled = "settled" => "这一件次的署名已有核实结论。",
    NoteMissing = "note-missing" => "没有核实成功的，须写工作记录，随件流转。",
}

impl Step for CheckName {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "check-name",
        noun: "name-checks",
        zh: "实名核实",
        help: "电话或当面核实署名。联系不上的写工作记录随件流转；否认署名的按匿名办理。",
        basis: "《纪检监察机关处理检举控告工作规则》：通过电话、面谈等方式核实是否属于实名举报",
        mechanisms: &["S1-16", "S2-09"],
        performer: Performer::Person,
        fields: &[
            Field::new("report", "件次", Kind::From(Source::Reports)),
            Field::new("asking", "核实方式", Kind::Choice(Asking::CODES)),
            Field::new("outcome", "核实结果", Kind::Choice(Outcome::CODES)),
            Field::new("note", "工作记录", Kind::Text { max: 500 })
                .optional()
                .help("联系不上、否认或不愿确认的必填；不写举报人姓名"),
        ],
    };

    fn ground(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        let named = matter.reports.iter().any(|report| matter.is_named(report));
        if named && !matter.is_over() { Ok(()) } else { Err(Refusal::NotNamed) }
    }

    fn decide(self, matter: &Matter, _: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let report = matter.reports.iter().find(|report| report.id == self.report);
        report.filter(|report| report.real_name).ok_or(Refusal::NotNamed)?;
        let settled = matter.intake.checks.get(&self.report).is_some_and(NameCheck::is_settled);
        if settled {
            return Err(Refusal::Settled);
        }
        let (report, asking) = (self.report, self.asking);
        let confirmed = self.outcome == Outcome::Confirmed;
        if self.outcome == Outcome::Denied {
            let note = self.note.ok_or(Refusal::NoteMissing)?;
            return Ok(vec![Event::NameDenied(NameDenied { report, asking, note })]);
        }
        if !confirmed && self.note.is_none() {
            return Err(Refusal::NoteMissing);
        }
        let checked = NameChecked { report, asking, confirmed, note: self.note };
        Ok(vec![Event::NameChecked(checked)])
    }
}

impl NameChecked {
    /// Keeps what came of it.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        let check = if self.confirmed { NameCheck::Confirmed } else { NameCheck::Unreached };
        matter.intake.checks.insert(self.report, check);
    }
}

impl NameDenied {
    /// From now on it counts as anonymous.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        matter.intake.checks.insert(self.report, NameCheck::Denied);
    }
}

#[cfg(test)]
pub(crate) mod tests;
