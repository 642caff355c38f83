//! A file in a list of the dossier: what it is called for the reader, and whether it opens (T13).

use super::dossier::{View, size_in_words};
use crate::Fault;
use crate::files;
use casework::matter::Held;
use casework::sealed::FileRef;
use serde::Serialize;

/// An attachment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FileView {
    /// Id in its address.
    pub id: String,
    /// What it is called: the sender's name, or a number for who has the forward copy.
    pub name: String,
    /// Size in words.
    pub size: String,
    /// Whether the reader may open it now, as a copy or as it was sent.
    pub may_open: bool,
    /// What the reader would see, or why nothing.
    pub note: &'static str,
}

/// Shown where a reporter's file could not be cleaned.
pub(crate) const UNCLEAN: &str = "原件可能含有举报人信息，需经批准查看";

/// Shown where the router did not send a file along.
pub(crate) const NOT_SENT: &str = "分办时未随转";

impl View<'_> {
    /// A file of the matter.
    pub(super) fn file(&self, file: &FileRef) -> Result<FileView, Fault> {
        let held = self
            .matter
            .held_file(file.id)
            .unwrap_or(Held { file, of: None });
        let may = files::may(self.app, self.reader, self.matter, held);
        let name = match held.of {
            Some((_, number)) if self.reads.is_copy() => format!("附件{number}"),
            _ => self.texts.of(&file.name)?.to_owned(),
        };
        let (may_open, note) = match (self.held_back.get(&file.id), held.of) {
            (Some(why), _) => (false, why.zh()),
            (None, None) => (may.original, ""),
            (None, Some(_)) if may.original => (true, "原件已对您打开"),
            (None, Some(_)) if may.copy => (true, "处理件"),
            (None, Some(_)) if file.clean.is_some() => (false, NOT_SENT),
            (None, Some(_)) => (false, UNCLEAN),
        };
        let size = match (&file.clean, may.copy) {
            (Some(clean), true) => clean.size,
            _ => file.size,
        };
        Ok(FileView {
            id: file.id.to_string(),
            name,
            size: size_in_words(size),
            may_open,
            note,
        })
    }
}
