//! The container of `.doc` and `.xls` before 2007: a small file system in one file (MS-CFB).
//!
//! Only its directory is read, and only names: which stream makes it a document or a workbook, and
//! whether a program or a password comes with it.

use super::{FileKind, Unfit};

/// How such a file begins.
pub(super) const SIGNATURE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// Bytes of the header, also the least alignment of every sector.
const HEADER: usize = 512;
/// Bytes of a directory entry.
const ENTRY: usize = 128;
/// Bytes of an entry's name, UTF-16LE with a closing zero.
const NAME: usize = 64;

/// Tells a document from a workbook.
pub(super) fn tell(bytes: &[u8]) -> Result<FileKind, Unfit> {
    let names = names(bytes);
    let has = |wanted: &[&str]| names.iter().any(|name| wanted.contains(&name.as_str()));
    if has(&["EncryptedPackage"]) {
        return Err(Unfit::Protected);
    }
    if has(&["VBA", "_VBA_PROJECT", "_VBA_PROJECT_CUR", "Macros"]) {
        return Err(Unfit::Macros);
    }
    match (has(&["WordDocument"]), has(&["Workbook", "Book"])) {
        (true, false) => Ok(FileKind::Doc),
        (false, true) => Ok(FileKind::Xls),
        _ => Err(Unfit::Unknown),
    }
}

/// Names of all directory entries. Every place where an entry can stand is looked at instead of
/// following the chain of sectors, so that a twisted chain can hide nothing and cost nothing.
fn names(bytes: &[u8]) -> Vec<String> {
    bytes
        .get(HEADER..)
        .unwrap_or_default()
        .chunks_exact(ENTRY)
        .filter_map(name)
        .collect()
}

/// The name in an entry, if these bytes can be one.
fn name(entry: &[u8]) -> Option<String> {
    let length = usize::from(u16::from_le_bytes([entry[NAME], entry[NAME + 1]]));
    // Kind of entry: 1 storage, 2 stream, 5 root.
    if !(4..=NAME).contains(&length) || !length.is_multiple_of(2) || ![1, 2, 5].contains(&entry[66])
    {
        return None;
    }
    let units = entry[..length - 2]
        .chunks_exact(2)
        .map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
    char::decode_utf16(units).collect::<Result<_, _>>().ok()
}
