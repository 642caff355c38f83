//! Add the scan of a letter (补扫描): every letter is entered and scanned, a hundred in a hundred
//! (S1-13). One that came in without its scan stays on a list until the scan is here.

use super::Event;
use crate::act::{Act, Performer};
use crate::form::{Field, Kind};
use crate::ids::ReportId;
use crate::matter::Matter;
use crate::sealed::FileRef;
use crate::step::{Context, Recorded, Step};
use serde::{Deserialize, Serialize};

/// The command.
#[derive(Debug, Clone, Deserialize)]
pub struct Scan {
    #[serde(default)]
    files: Vec<FileRef>,
}

/// The scan is here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scanned {
    /// Of which report.
    pub report: ReportId,
    /// The scan.
    pub files: Vec<FileRef>,
}

crate::refusals! {
    NotOwed = "not-owed" => "此件不缺扫描件。",
    FilesMissing = "files-missing" => "请选择扫描件。",
}

impl Step for Scan {
    type State = Matter;
    type Event = Event;
    type Refusal = Refusal;
    const ACT: Act = Act {
        name: "scan",
        noun: "scans",
        zh: "补扫描",
        help: "来信当日录入、扫描；当日来不及扫描的在此补入，补入前列在未扫描清单。",
        basis: "来信百分之百录入、扫描（S1-13）",
        mechanisms: &["S1-13"],
        performer: Performer::Person,
        fields: &[Field::new("files", "扫描件", Kind::Files { max: 5 })],
    };

    fn ground(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
        if matter.intake.arrival.unscanned { Ok(()) } else { Err(Refusal::NotOwed) }
    }

    fn decide(self, matter: &Matter, _: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let report = matter.reports.first().ok_or(Refusal::NotOwed)?.id;
        if self.files.is_empty() {
            return Err(Refusal::FilesMissing);
        }
        Ok(vec![Event::Scanned(Scanned { report, files: self.files })])
    }
}

impl Scanned {
    /// Puts the scan with the letter.
    pub fn evolve(&self, matter: &mut Matter, _: &Recorded<()>) {
        matter.intake.arrival.unscanned = false;
        let report = matter.reports.iter_mut().find(|report| report.id == self.report);
        if let Some(report) = report {
            report.files.extend(self.files.iter().cloned());
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;
