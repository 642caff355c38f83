//! What a reader gets who was given a forward copy instead of the original (T5): title and summary as the
//! router wrote them, nothing of the time before the matter came to them, and no name of a file.
//!
//! Who gets which is asked of [`casework::access::text_for`] and decided nowhere else.

use super::dossier::{ReportView, View};
use crate::queries::reader::Reader;
use crate::queries::titles::UNTITLED;
use crate::stream::MatterEvent;
use crate::{App, Fault};
use casework::access::{self, Text};
use casework::matter::{ForwardCopy, Matter};
use jiff::civil::DateTime;

/// Which text a reader gets, and since when the matter is in their sight.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reads {
    text: Text,
    version: i64,
    since: DateTime,
}

impl Reads {
    /// What a reader gets of a matter.
    pub(super) fn of(app: &App, reader: &Reader, matter: &Matter, events: &[MatterEvent]) -> Self {
        let (office, rules, on) = (&reader.office, app.rules(), reader.on());
        let text = access::text_for(office, rules, &reader.person, on, matter);
        let mut reads = Self {
            text,
            version: 0,
            since: DateTime::MIN,
        };
        if text == Text::Original {
            return reads;
        }
        let mut so_far = Matter::new(matter.id);
        for event in events {
            so_far.apply(event);
            if reader.units.iter().any(|unit| so_far.sight.contains(unit)) {
                (reads.version, reads.since) = (so_far.version, event.happened);
                break;
            }
        }
        reads
    }

    /// Whether it is the copy.
    pub(super) fn is_copy(self) -> bool {
        self.text == Text::Copy
    }

    /// Whether an event of the stream is told to the reader.
    pub(super) fn tells(self, version: i64) -> bool {
        version >= self.version
    }

    /// Whether a promise that began then is shown to the reader.
    pub(super) fn shows(self, from: DateTime) -> bool {
        from >= self.since
    }
}

/// Shown where the router wrote no summary.
const UNWRITTEN: &str = "原文不下发，分办时没有写摘要。需要了解内容的，请与分办单位联系。";

impl View<'_> {
    fn copy(&self) -> Option<&ForwardCopy> {
        let copies = &self.matter.routing.copies;
        // One that only sent attachments along says nothing of its own.
        let written = |copy: &&ForwardCopy| copy.title.is_some() || copy.summary.is_some();
        copies.iter().rev().find(written).or(copies.last())
    }

    /// The title this reader may read.
    pub(super) fn title(&self) -> Result<String, Fault> {
        if self.reads.is_copy() {
            let title = self.copy().and_then(|copy| copy.title.as_ref());
            return title.map_or(Ok(UNTITLED.to_owned()), |title| {
                self.texts.of(title).map(str::to_owned)
            });
        }
        match self.matter.reports.first() {
            Some(report) => Ok(self.texts.of(&report.title)?.to_owned()),
            None => self.optional(self.matter.splitting.of.as_ref().map(|of| &of.title)),
        }
    }

    /// The copy in place of the reports: one text, files by numbers alone.
    pub(super) fn copied(&self) -> Result<Vec<ReportView>, Fault> {
        let summary = self.copy().and_then(|copy| copy.summary.as_ref());
        let text = summary.map_or(Ok(UNWRITTEN), |summary| self.texts.of(summary))?;
        let files = self.matter.reports.iter().flat_map(|report| &report.files);
        let files = files
            .map(|file| self.file(file))
            .collect::<Result<_, _>>()?;
        Ok(vec![ReportView {
            number: self.matter.number.clone(),
            name_zh: if self.matter.real_name() {
                "实名"
            } else {
                "匿名"
            },
            title: self.title()?,
            text: text.to_owned(),
            accused: Vec::new(),
            files,
            past_reply: None,
            source: None,
            erased: false,
        }])
    }
}
