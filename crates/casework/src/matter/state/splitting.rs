//! One report, several bodies (拆分分办, P-02): what was split off, and what a part keeps of the whole.
//!
//! The report stays one arrival (件次) and stays with the matter it began (原件); every part is a matter
//! (件) of its own, with its number, its leads and its clocks. Who reported, the reply and the query code
//! belong to the whole.

use super::codes::{Stage, Status};
use super::parts::{Joined, Lead};
use crate::ids::{MatterId, ReportId};
use crate::matter::Matter;
use crate::sealed::SealedRef;
use jiff::civil::DateTime;

/// How a matter is split.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Splitting {
    /// Of what it is a part; none where it is a whole.
    pub of: Option<PartOf>,
    /// What was split off, in order.
    pub parts: Vec<Part>,
    /// What was split off once and came back.
    pub once: Vec<MatterId>,
}

/// What a part keeps of the whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartOf {
    /// The whole.
    pub whole: Joined,
    /// Whether the report is real-name; who reported is asked for there.
    pub real_name: bool,
    /// A title made of its leads, sealed.
    pub title: SealedRef,
    /// When the whole was first handed to another organ, where it came back since: splitting wins no
    /// days (P-13).
    pub handed: Option<DateTime>,
}

/// What was split off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The part.
    pub part: Joined,
    /// The leads it took along, as they stood.
    pub leads: Vec<Lead>,
    /// Whether it is concluded.
    pub concluded: bool,
}

impl Matter {
    /// Whether it is a part of another matter's report.
    pub fn is_part(&self) -> bool {
        self.splitting.of.is_some()
    }

    /// Whether something was split off.
    pub fn is_split(&self) -> bool {
        !self.splitting.parts.is_empty()
    }

    /// Whether a result stands that nobody took up again.
    pub fn is_concluded(&self) -> bool {
        matches!(
            self.stage,
            Stage::Concluded | Stage::Replied | Stage::WrittenOff
        )
    }

    /// Parts that are not concluded yet.
    pub fn open_parts(&self) -> impl Iterator<Item = &Part> {
        self.splitting.parts.iter().filter(|part| !part.concluded)
    }

    /// The one word a reporter is told of the whole, where it was split.
    pub(crate) fn status_of_whole(&self, own: Status) -> Status {
        let is_open = own != Status::Concluded || self.open_parts().next().is_some();
        match self.is_split() {
            true if is_open => Status::Handling,
            _ => own,
        }
    }

    /// What may be destroyed: its reports, and what a part holds of one, under the part's own number.
    pub fn erasable(&self) -> impl Iterator<Item = (ReportId, &str)> {
        let part = self
            .is_part()
            .then_some((ReportId(self.id.0), &*self.number));
        let reports = self.reports.iter();
        reports
            .map(|report| (report.id, &*report.number))
            .chain(part)
    }

    pub(crate) fn part_mut(&mut self, id: MatterId) -> Option<&mut Part> {
        let mut parts = self.splitting.parts.iter_mut();
        parts.find(|part| part.part.matter == id)
    }
}
