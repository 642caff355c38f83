//! The files of a matter: whose each is, and which cleaned copies go along with what is handed on (T13).

use super::Matter;
use crate::ids::{FileId, ReportId};
use crate::sealed::FileRef;

/// A file of a matter, with whose it is.
#[derive(Debug, Clone, Copy)]
pub struct Held<'a> {
    /// The file.
    pub file: &'a FileRef,
    /// The report it came with, and its number among all that reporters sent, from 1. None for what an
    /// act of the handling brought.
    pub of: Option<(ReportId, u32)>,
}

impl Matter {
    /// What reporters sent, in the order in which it came: with the reports, then through the code.
    pub fn reported_files(&self) -> impl Iterator<Item = Held<'_>> {
        let with_reports = self
            .reports
            .iter()
            .flat_map(|report| report.files.iter().map(|file| (report.id, file)));
        let through_the_code = self.talk.supplements.iter().flat_map(|added| {
            let report = self
                .reports
                .iter()
                .find(|report| report.number == added.from.number)
                .or(self.reports.first());
            let report = report.map(|report| report.id);
            let files = added.files.iter();
            files.filter_map(move |file| Some((report?, file)))
        });
        // What a reporter wrote on paper about it names them like everything else they sent.
        let on_paper = self
            .consents
            .scans
            .iter()
            .map(|(report, file)| (*report, file));
        let numbered = with_reports
            .chain(through_the_code)
            .chain(on_paper)
            .zip(1..);
        numbered.map(|((report, file), number)| Held {
            file,
            of: Some((report, number)),
        })
    }

    /// The file of an id, with whose it is.
    pub fn held_file(&self, id: FileId) -> Option<Held<'_>> {
        let of_handling = || {
            let mut files = self.files();
            let file = files.find(|file| file.id == id)?;
            Some(Held { file, of: None })
        };
        self.reported_files()
            .find(|held| held.file.id == id)
            .or_else(of_handling)
    }

    /// Whether a file's cleaned copy went along when the matter was handed on.
    pub fn is_sent_along(&self, id: FileId) -> bool {
        self.routing
            .copies
            .iter()
            .any(|copy| copy.files.contains(&id))
    }

    /// Files a router chose, once each; none where one of them has no cleaned copy to go along.
    pub(crate) fn checked_files(&self, mut chosen: Vec<FileId>) -> Option<Vec<FileId>> {
        chosen.sort();
        chosen.dedup();
        let can_go = |id: &FileId| {
            self.reported_files()
                .any(|held| held.file.id == *id && held.file.clean.is_some())
        };
        chosen.iter().all(can_go).then_some(chosen)
    }
}
