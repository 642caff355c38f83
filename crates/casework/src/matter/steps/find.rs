//! Find (核查结论): the conclusion on one issue, with its grounds. One matter holds many issues with
//! separate findings (S4-11); each must be answered before the audit passes (S1-40).

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind, Source};
use crate::matter::{Finding, Matter, Stage};
use crate::sealed::{FileRef, SealedRef};
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct Find {
    issue: String,
    finding: Finding,
    grounds: SealedRef,
    #[serde(default)]
    files: Vec<FileRef>,
}

/// A finding was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingMade {
    /// Lead.
    pub lead: u32,
    /// Issue within the lead, from 1.
    pub issue: u32,
    /// What was found.
    pub finding: Finding,
    /// Its grounds.
    pub grounds: SealedRef,
    /// Evidence that comes with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<FileRef>,
}

crate::refusals! {
    NotAccepted = "not-accepted" => "此件尚未受理，或结果已上报，现在不能填写核查结论；没有受理的请先受理，已上报的请审核机关退回补充。",
    NoIssues = "no-issues" => "此件没有登记问题，不需要逐项核查结论。",
    IssueUnknown = "issue-unknown" => "没有这个问题，请重新选择。",
}

impl Step for Find {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "find",
        noun: "findings",
        zh: "核查结论",
        help: "逐个问题写明是否属实和依据；办结审核时逐项对账。",
        basis: "结案必查问题对账（S1-40）；一件多问题分别认定（S4-11）",
        mechanisms: &["S1-40", "S4-11"],
        performer: Performer::Person,
        fields: &[
            Field::new("issue", "问题", Kind::From(Source::Issues)),
            Field::new("finding", "结论", Kind::Choice(Finding::CODES)),
            Field::new("grounds", "认定依据", Kind::Text { max: 2000 }),
            Field::new("files", "证据材料", Kind::Files { max: 10 }).optional(),
        ],
    };

    fn ground(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        if matter.stage != Stage::Accepted {
            return Err(Refusal::NotAccepted);
        }
        if matter.issues().next().is_none() { Err(Refusal::NoIssues) } else { Ok(()) }
    }

    fn decide(self, matter: &Matter, _: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let (lead, issue) = self.issue.split_once('.').ok_or(Refusal::IssueUnknown)?;
        let lead = lead.parse().map_err(|_| Refusal::IssueUnknown)?;
        let issue = issue.parse().map_err(|_| Refusal::IssueUnknown)?;
        if !matter.issues().any(|(l, i, _)| (l, i) == (lead, issue)) {
            return Err(Refusal::IssueUnknown);
        }
        Ok(vec![Event::FindingMade(FindingMade {
            lead,
            issue,
            finding: self.finding,
            grounds: self.grounds,
            files: self.files,
        })])
    }
}

impl FindingMade {
    /// Answers the issue; a later finding replaces an earlier one.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        matter.handling.files.extend(self.files.iter().cloned());
        let lead = matter.leads.iter_mut().find(|lead| lead.number == self.lead);
        let issue = lead.and_then(|lead| lead.issues.get_mut(self.issue as usize - 1));
        if let Some(issue) = issue {
            issue.finding = Some(self.finding);
            issue.grounds = Some(self.grounds.clone());
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;
