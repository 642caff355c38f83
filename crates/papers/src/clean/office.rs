//! Word, Excel and PowerPoint files written anew, part by part: a part passes only if it is known how to
//! clean it. Properties, custom data, printers, signatures and thumbnails go; remarks and changes lose
//! their authors; nothing reaches outside the file any more.

mod part;
mod remark;
mod xml;

use std::collections::BTreeSet;
use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use self::part::Part;
use super::{CleanLimits, Unclean, picture};
use crate::archive;

/// A document in a document is cleaned too, one in that is not.
const DEPTH_MAX: usize = 1;

/// Cleans an office file without a program in it.
pub(super) fn clean(bytes: &[u8], limits: &CleanLimits) -> Result<Vec<u8>, Unclean> {
    at_depth(bytes, limits, 0)
}

fn at_depth(bytes: &[u8], limits: &CleanLimits, depth: usize) -> Result<Vec<u8>, Unclean> {
    // Measured again: a document inside a document never was.
    let names = archive::check(bytes, &limits.archive).map_err(|error| match error {
        archive::ArchiveError::TooLarge { .. } | archive::ArchiveError::TooManyEntries { .. } => {
            Unclean::TooLarge
        }
        archive::ArchiveError::Protected => Unclean::Locked,
        _ => Unclean::Damaged,
    })?;
    let gone: BTreeSet<String> = names
        .iter()
        .filter(|name| part::fate(name) == Part::Gone)
        .map(|name| part::plain(name))
        .collect();
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unclean::Damaged)?;
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    // One time for all parts, the earliest there is: when each was written is nobody's business.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    for (index, name) in names.iter().enumerate() {
        let fate = part::fate(name);
        if fate == Part::Gone || name.ends_with('/') {
            continue;
        }
        let mut held = Vec::new();
        let mut entry = zip.by_index(index).map_err(|_| Unclean::Damaged)?;
        entry.read_to_end(&mut held).map_err(|_| Unclean::Damaged)?;
        drop(entry);
        let cleaned = match fate {
            Part::Gone => continue,
            Part::Xml => xml::cleaned(text(&held)?)?,
            Part::Remarks => remark::cleaned(text(&held)?)?,
            Part::Relations => xml::relations(text(&held)?, &part::base_of(name), &gone)?,
            Part::Types => xml::types(text(&held)?, &gone)?,
            Part::Picture => picture::inside(&held, limits.pixels)?,
            Part::Font => held,
            Part::Document if depth < DEPTH_MAX => at_depth(&held, limits, depth + 1)?,
            Part::Document | Part::Unknown => return Err(Unclean::Embedded),
        };
        out.start_file(name.as_str(), options)
            .and_then(|()| Ok(out.write_all(&cleaned)?))
            .map_err(|_| Unclean::Damaged)?;
    }
    let written = out.finish().map_err(|_| Unclean::Damaged)?;
    Ok(written.into_inner())
}

/// A part as text. Office programs write UTF-8; another coding could hide what is looked for.
fn text(bytes: &[u8]) -> Result<&str, Unclean> {
    let body = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    str::from_utf8(body).map_err(|_| Unclean::Damaged)
}
