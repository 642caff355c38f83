//! A zip measured before anything trusts it (T14).
//!
//! `.xlsx` and `.docx` are zips. A zip of a few kilobytes can claim, or turn out to be, many
//! gigabytes. [`check`] first refuses by what the directory declares and then, because a directory
//! can lie, inflates every entry into a counter and stops at the same limit, archives in the archive
//! included. Markup that defines entities (which can grow without bound when read) is refused. Only an
//! archive that passed is handed to a reader that trusts sizes.

mod watch;

use std::io::{Cursor, Read};

use thiserror::Error;
use zip::ZipArchive;

use self::watch::Watch;

/// How many archives may lie in one another: a document, a sheet in it, and nothing further.
const DEPTH_MAX: usize = 2;

/// How large an archive may become.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ArchiveLimits {
    /// Bytes of all entries together once inflated.
    pub expanded_bytes: u64,
    /// Number of entries.
    pub entries: usize,
}

impl Default for ArchiveLimits {
    fn default() -> Self {
        Self {
            expanded_bytes: 200 * 1024 * 1024,
            entries: 5_000,
        }
    }
}

/// Why an archive is not opened.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ArchiveError {
    /// Not a zip, a damaged one, or one that uses what an office file never uses.
    #[error("文件已损坏，无法打开")]
    Damaged,
    /// Some entry is locked with a password.
    #[error("文件设了密码，请去掉密码后再提交")]
    Protected,
    /// More entries than allowed.
    #[error("文件内含 {found} 个部件，超过 {limit} 个的上限")]
    TooManyEntries {
        /// Entries found.
        found: usize,
        /// Entries allowed.
        limit: usize,
    },
    /// The entries declare, or turn out to have, more bytes than allowed.
    #[error("文件展开后超过 {limit} 字节的上限")]
    TooLarge {
        /// Bytes allowed.
        limit: u64,
    },
    /// A list inside announces more items than its own bytes could hold.
    #[error("文件内部的数量与内容不符，已拒绝打开")]
    Lying,
    /// Markup inside defines entities, which no office program writes.
    #[error("文件内部含有可能无限展开的定义，已拒绝打开；请另存为新文件后再提交")]
    Entities,
    /// Archives in archives in archives.
    #[error("文件内层层嵌有压缩包，已拒绝打开；请把里面的文件取出后分别提交")]
    Nested,
}

/// Measures the archive in `bytes` and returns the names of its entries.
///
/// # Errors
///
/// Refuses anything that is not a plain deflated or stored zip within `limits`.
pub fn check(bytes: &[u8], limits: &ArchiveLimits) -> Result<Vec<String>, ArchiveError> {
    let mut total = 0;
    measured(bytes, limits, 1, &mut total)
}

/// Measures an archive that lies `depth` deep, adding to `total`.
fn measured(
    bytes: &[u8],
    limits: &ArchiveLimits,
    depth: usize,
    total: &mut u64,
) -> Result<Vec<String>, ArchiveError> {
    if depth > DEPTH_MAX {
        return Err(ArchiveError::Nested);
    }
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ArchiveError::Damaged)?;
    if zip.len() > limits.entries {
        return Err(ArchiveError::TooManyEntries {
            found: zip.len(),
            limit: limits.entries,
        });
    }
    refuse_declared(&zip, limits)?;
    let mut names = Vec::with_capacity(zip.len());
    for index in 0..zip.len() {
        let (name, size, held) = inflate(&mut zip, index, *total, limits)?;
        *total += size;
        if let Some(archive) = held {
            measured(&archive, limits, depth + 1, total)?;
        }
        names.push(name);
    }
    Ok(names)
}

/// Refuses by the directory alone, before a byte is inflated.
fn refuse_declared(
    zip: &ZipArchive<Cursor<&[u8]>>,
    limits: &ArchiveLimits,
) -> Result<(), ArchiveError> {
    let mut total = 0_u64;
    for index in 0..zip.len() {
        let entry = zip
            .by_index_data(index)
            .map_err(|_| ArchiveError::Damaged)?;
        if entry.encrypted() {
            return Err(ArchiveError::Protected);
        }
        total = total.saturating_add(entry.size());
    }
    if total > limits.expanded_bytes {
        return Err(ArchiveError::TooLarge {
            limit: limits.expanded_bytes,
        });
    }
    Ok(())
}

/// Inflates one entry and returns its name and its true size, stopping where `before` and it
/// together outgrow the limit. An entry that is an archive itself is returned whole.
fn inflate(
    zip: &mut ZipArchive<Cursor<&[u8]>>,
    index: usize,
    before: u64,
    limits: &ArchiveLimits,
) -> Result<(String, u64, Option<Vec<u8>>), ArchiveError> {
    let left = limits.expanded_bytes.saturating_sub(before);
    let entry = zip.by_index(index).map_err(|_| ArchiveError::Damaged)?;
    let name = entry
        .name()
        .map_err(|_| ArchiveError::Damaged)?
        .into_owned();
    let mut capped = entry.take(left + 1);
    let mut watch = Watch::over(&name);
    let size = std::io::copy(&mut capped, &mut watch).map_err(|_| ArchiveError::Damaged)?;
    if size > left {
        return Err(ArchiveError::TooLarge {
            limit: limits.expanded_bytes,
        });
    }
    if watch.defines_entities() {
        return Err(ArchiveError::Entities);
    }
    refuse_announced(watch.strings())?;
    Ok((name, size, watch.into_archive()))
}

/// Refuses a table of shared strings that announces more strings than it has bytes for.
///
/// A reader reserves memory for the announced number at once, so that an invented
/// `uniqueCount` alone could exhaust the machine. The shortest string, `<si/>`, takes five bytes.
fn refuse_announced(text: &[u8]) -> Result<(), ArchiveError> {
    const WORD: &[u8] = b"uniqueCount";
    let most = text.len() / 5;
    for start in (0..text.len()).filter(|&start| text[start..].starts_with(WORD)) {
        let announced = text[start + WORD.len()..]
            .iter()
            .skip_while(|byte| byte.is_ascii_whitespace() || b"=\"'".contains(byte))
            .take_while(|byte| byte.is_ascii_digit())
            .fold(0_usize, |sum, byte| {
                sum.saturating_mul(10).saturating_add((byte - b'0').into())
            });
        if announced > most {
            return Err(ArchiveError::Lying);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
