//! Pictures drawn anew: only the pixels pass, turned the way they were meant to be seen. Place, camera,
//! time, thumbnail, colour profile, comments and whatever hangs behind the picture stay behind.

use std::io::Cursor;

use image::codecs::gif::{GifDecoder, GifEncoder, Repeat};
use image::codecs::jpeg::JpegEncoder;
use image::codecs::webp::WebPDecoder;
use image::metadata::Orientation;
use image::{AnimationDecoder, DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader};

use super::{Cleaned, Unclean};
use crate::kind::FileKind;

/// Out of a hundred: nothing an eye would miss, at about the size of a phone's own.
const JPEG_QUALITY: u8 = 90;

/// Cleans a picture that stands alone. What few programs show becomes PNG or JPEG.
pub(super) fn clean(kind: FileKind, bytes: &[u8], pixels: u64) -> Result<Cleaned, Unclean> {
    let made = |kind, bytes| Cleaned { kind, bytes };
    match kind {
        FileKind::Gif => again(bytes, ImageFormat::Gif, pixels).map(|bytes| made(kind, bytes)),
        FileKind::Jpeg => again(bytes, ImageFormat::Jpeg, pixels).map(|bytes| made(kind, bytes)),
        FileKind::Png => again(bytes, ImageFormat::Png, pixels).map(|bytes| made(kind, bytes)),
        FileKind::Webp => {
            let picture = decoded(bytes, ImageFormat::WebP, pixels)?;
            let (kind, format) = if picture.color().has_alpha() {
                (FileKind::Png, ImageFormat::Png)
            } else {
                (FileKind::Jpeg, ImageFormat::Jpeg)
            };
            Ok(made(kind, encoded(&picture, format)?))
        }
        FileKind::Bmp => plain(bytes, ImageFormat::Bmp, pixels),
        FileKind::Tiff => plain(bytes, ImageFormat::Tiff, pixels),
        _ => Err(Unclean::Kind),
    }
}

fn plain(bytes: &[u8], format: ImageFormat, pixels: u64) -> Result<Cleaned, Unclean> {
    let picture = decoded(bytes, format, pixels)?;
    Ok(Cleaned {
        kind: FileKind::Png,
        bytes: encoded(&picture, ImageFormat::Png)?,
    })
}

/// Cleans a picture inside a document, which goes on expecting it in the same format.
pub(super) fn inside(bytes: &[u8], pixels: u64) -> Result<Vec<u8>, Unclean> {
    let format = image::guess_format(bytes).map_err(|_| Unclean::Embedded)?;
    match format {
        ImageFormat::Jpeg
        | ImageFormat::Png
        | ImageFormat::Gif
        | ImageFormat::Bmp
        | ImageFormat::Tiff => again(bytes, format, pixels),
        _ => Err(Unclean::Embedded),
    }
}

/// Draws a picture anew in its own format.
fn again(bytes: &[u8], format: ImageFormat, pixels: u64) -> Result<Vec<u8>, Unclean> {
    match format {
        ImageFormat::Gif => moving(bytes, pixels),
        _ => encoded(&decoded(bytes, format, pixels)?, format),
    }
}

fn decoded(bytes: &[u8], format: ImageFormat, pixels: u64) -> Result<DynamicImage, Unclean> {
    refuse_pages(bytes, format)?;
    let reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut decoder = reader.into_decoder().map_err(refusal)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > pixels {
        return Err(Unclean::TooLarge);
    }
    let turned = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(refusal)?;
    picture.apply_orientation(turned);
    Ok(picture)
}

/// A fax of several pages or a moving picture would lose all but the first in silence.
fn refuse_pages(bytes: &[u8], format: ImageFormat) -> Result<(), Unclean> {
    let several = match format {
        ImageFormat::Tiff => has_second_page(bytes),
        ImageFormat::WebP => {
            let decoder = WebPDecoder::new(Cursor::new(bytes)).map_err(refusal)?;
            decoder.has_animation()
        }
        ImageFormat::Png => holds(bytes, b"acTL"),
        _ => false,
    };
    if several { Err(Unclean::Kind) } else { Ok(()) }
}

/// Whether a moving PNG announces itself: its chunk stands before the first pixels.
fn holds(bytes: &[u8], chunk: &[u8]) -> bool {
    let head = bytes
        .windows(4)
        .position(|window| window == b"IDAT")
        .unwrap_or(bytes.len());
    bytes[..head].windows(4).any(|window| window == chunk)
}

/// Whether the first directory of a TIFF names a second. What cannot be read has none; decoding says so.
fn has_second_page(bytes: &[u8]) -> bool {
    let little = bytes.starts_with(b"II");
    let number = |at: usize, length: usize| -> Option<usize> {
        let digits = bytes.get(at..at.checked_add(length)?)?;
        let fold = |sum: usize, &digit: &u8| (sum << 8) | usize::from(digit);
        Some(if little {
            digits.iter().rev().fold(0, fold)
        } else {
            digits.iter().fold(0, fold)
        })
    };
    let next = || {
        let first = number(4, 4)?;
        let entries = number(first, 2)?;
        number(first + 2 + entries * 12, 4)
    };
    next().is_some_and(|place| place != 0)
}

/// A moving picture, frame by frame.
fn moving(bytes: &[u8], pixels: u64) -> Result<Vec<u8>, Unclean> {
    let decoder = GifDecoder::new(Cursor::new(bytes)).map_err(refusal)?;
    let (width, height) = decoder.dimensions();
    let frame_pixels = u64::from(width) * u64::from(height);
    let (mut out, mut total) = (Vec::new(), 0_u64);
    let mut encoder = GifEncoder::new_with_speed(&mut out, 10);
    encoder.set_repeat(Repeat::Infinite).map_err(refusal)?;
    for frame in decoder.into_frames() {
        total += frame_pixels;
        if total > pixels {
            return Err(Unclean::TooLarge);
        }
        encoder
            .encode_frame(frame.map_err(refusal)?)
            .map_err(refusal)?;
    }
    drop(encoder);
    if total == 0 {
        Err(Unclean::Damaged)
    } else {
        Ok(out)
    }
}

fn encoded(picture: &DynamicImage, format: ImageFormat) -> Result<Vec<u8>, Unclean> {
    let mut out = Cursor::new(Vec::new());
    if format == ImageFormat::Jpeg {
        let opaque = match picture {
            DynamicImage::ImageLuma8(_) | DynamicImage::ImageRgb8(_) => None,
            other => Some(DynamicImage::ImageRgb8(other.to_rgb8())),
        };
        JpegEncoder::new_with_quality(&mut out, JPEG_QUALITY)
            .encode_image(opaque.as_ref().unwrap_or(picture))
            .map_err(refusal)?;
    } else {
        picture.write_to(&mut out, format).map_err(refusal)?;
    }
    Ok(out.into_inner())
}

fn refusal(error: ImageError) -> Unclean {
    match error {
        ImageError::Limits(_) => Unclean::TooLarge,
        _ => Unclean::Damaged,
    }
}
