//! Erase a report (销毁): its keys are destroyed, and with them every text and identity sealed under
//! them. The events stay, and the ledger still verifies. Only after the matter is over (T16).

use super::Event;
use crate::act::{Act, Performer};
use crate::codes;
use crate::form::{Field, Kind, Source};
use crate::ids::ReportId;
use crate::matter::Matter;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

codes! {
    /// What is destroyed.
    pub enum Extent {
        /// Who reported.
        Identity = "identity" => "举报人身份",
        /// The report with all that was written on it.
        Whole = "whole" => "身份和全部内容",
    }
}

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct Erase {
    report: ReportId,
    extent: Extent,
    basis: String,
}

/// A report was erased.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportErased {
    /// Which.
    pub report: ReportId,
    /// What of it.
    pub extent: Extent,
    /// By which rule or decision; a document number, no free text.
    pub basis: String,
}

crate::refusals! {
    NotOver = "not-over" => "此件尚未销号，不能销毁；销号以后再办。",
    ReportUnknown = "report-unknown" => "没有这件举报，请重新选择。",
    Already = "already" => "这件举报已经销毁。",
}

impl Step for Erase {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "erase",
        noun: "erasure",
        zh: "销毁",
        help: "销毁密钥，内容再也无法恢复；办理经过和校验记录保留。",
        basis: "档案保管期限规定；个人信息保护法第四十七条",
        mechanisms: &[],
        performer: Performer::Person,
        fields: &[
            Field::new("report", "举报", Kind::From(Source::Reports)),
            Field::new("extent", "范围", Kind::Choice(Extent::CODES)),
            Field::new("basis", "依据（文号）", Kind::Word { max: 60 }),
        ],
    };

    fn ground(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        if matter.exists() && matter.is_over() { Ok(()) } else { Err(Refusal::NotOver) }
    }

    fn decide(self, matter: &Matter, _: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        if !matter.erasable().any(|(report, _)| report == self.report) {
            return Err(Refusal::ReportUnknown);
        }
        if self.extent == Extent::Whole && matter.erased.contains(&self.report) {
            return Err(Refusal::Already);
        }
        Ok(vec![Event::ReportErased(ReportErased {
            report: self.report,
            extent: self.extent,
            basis: self.basis,
        })])
    }
}

impl ReportErased {
    /// Remembers that nothing of it can be opened any more.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        if self.extent == Extent::Whole {
            matter.erased.insert(self.report);
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;
