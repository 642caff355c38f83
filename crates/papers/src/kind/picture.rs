//! How large a picture announces itself, read from its head alone: a few kilobytes can claim to be
//! gigabytes once drawn.

use std::io::Cursor;

use image::{ImageFormat, ImageReader};

use super::FileKind;

/// Pixels a picture announces. Nothing where it is no picture, or none whose head can be read.
pub(super) fn pixels(kind: FileKind, bytes: &[u8]) -> Option<u64> {
    let format = match kind {
        FileKind::Jpeg => ImageFormat::Jpeg,
        FileKind::Png => ImageFormat::Png,
        FileKind::Gif => ImageFormat::Gif,
        FileKind::Webp => ImageFormat::WebP,
        FileKind::Bmp => ImageFormat::Bmp,
        FileKind::Tiff => ImageFormat::Tiff,
        _ => return None,
    };
    let reader = ImageReader::with_format(Cursor::new(bytes), format);
    let (width, height) = reader.into_dimensions().ok()?;
    Some(u64::from(width) * u64::from(height))
}
