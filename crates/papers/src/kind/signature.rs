//! First bytes and inner names: what the content alone says.

use super::{FileKind, Unfit};
use super::{compound, picture};
use crate::archive::{self, ArchiveLimits};

/// Tells the kind, or what speaks against the file. `ending` only parts sound from video in the one
/// container both use.
pub(super) fn tell(
    bytes: &[u8],
    ending: Option<&str>,
    limits: &ArchiveLimits,
) -> Result<FileKind, Unfit> {
    if bytes.starts_with(b"PK") {
        return office(bytes, limits);
    }
    if bytes.starts_with(compound::SIGNATURE) {
        return compound::tell(bytes);
    }
    if let Some(kind) = media(bytes) {
        return match (kind, ending) {
            (FileKind::Mp4, Some("m4a")) => Ok(FileKind::M4a),
            _ => Ok(kind),
        };
    }
    // A type known by its first bytes and not on the list: programs, archives, web pages, scripts.
    if infer::get(bytes).is_some() || !is_plain_text(bytes) {
        return Err(Unfit::Unknown);
    }
    Ok(FileKind::Text)
}

/// Pictures, PDF, sound and video by their first bytes.
fn media(bytes: &[u8]) -> Option<FileKind> {
    let known = infer::get(bytes)?;
    match known.mime_type() {
        "image/jpeg" => Some(FileKind::Jpeg),
        "image/png" => Some(FileKind::Png),
        "image/gif" => Some(FileKind::Gif),
        "image/webp" => Some(FileKind::Webp),
        "image/tiff" => Some(FileKind::Tiff),
        "image/heif" => Some(FileKind::Heic),
        // Two letters alone make no picture.
        "image/bmp" => picture::pixels(FileKind::Bmp, bytes).map(|_| FileKind::Bmp),
        "application/pdf" => Some(FileKind::Pdf),
        "audio/mpeg" => Some(FileKind::Mp3),
        "audio/m4a" => Some(FileKind::M4a),
        "audio/amr" => Some(FileKind::Amr),
        "audio/x-wav" => Some(FileKind::Wav),
        "video/mp4" => Some(FileKind::Mp4),
        _ => None,
    }
}

/// A zip is admitted only as a Word document, workbook or slides without a program in it.
fn office(bytes: &[u8], limits: &ArchiveLimits) -> Result<FileKind, Unfit> {
    let names = archive::check(bytes, limits).map_err(Unfit::Archive)?;
    let has = |wanted: &str| names.iter().any(|name| name.eq_ignore_ascii_case(wanted));
    if !has("[Content_Types].xml") {
        return Err(Unfit::Unknown);
    }
    if names
        .iter()
        .any(|name| name.to_ascii_lowercase().ends_with("vbaproject.bin"))
    {
        return Err(Unfit::Macros);
    }
    let parts = [
        "word/document.xml",
        "xl/workbook.xml",
        "ppt/presentation.xml",
    ];
    match parts.map(has) {
        [true, false, false] => Ok(FileKind::Docx),
        [false, true, false] => Ok(FileKind::Xlsx),
        [false, false, true] => Ok(FileKind::Pptx),
        _ => Err(Unfit::Unknown),
    }
}

/// Text a person wrote: UTF-8 or GB18030 without control characters, and no markup at its start.
fn is_plain_text(bytes: &[u8]) -> bool {
    let body = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if body
        .iter()
        .any(|&byte| byte < 0x20 && !b"\t\n\x0C\r".contains(&byte))
    {
        return false;
    }
    let opening = body.trim_ascii_start();
    if opening.starts_with(b"<") || opening.starts_with(b"#!") {
        return false;
    }
    str::from_utf8(body).is_ok()
        || encoding_rs::GB18030
            .decode_without_bom_handling_and_without_replacement(body)
            .is_some()
}
