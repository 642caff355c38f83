//! Photos with a place, a camera and a thumbnail in them.

use std::io::Cursor;

use image::{DynamicImage, GenericImageView, ImageFormat, Rgb, RgbImage};
use img_parts::jpeg::{Jpeg, JpegSegment, markers};

use super::*;

/// Three wide and two high, its first pixel red.
fn drawn(format: ImageFormat) -> Vec<u8> {
    let mut picture = RgbImage::from_pixel(48, 32, Rgb([0, 0, 255]));
    for (x, y) in (0..16).flat_map(|x| (0..16).map(move |y| (x, y))) {
        picture.put_pixel(x, y, Rgb([255, 0, 0]));
    }
    let mut out = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(picture)
        .write_to(&mut out, format)
        .unwrap();
    out.into_inner()
}

/// An EXIF block with an orientation, an artist and a place.
fn exif(orientation: u16) -> Vec<u8> {
    let mut block = b"Exif\0\0MM\0\x2a\0\0\0\x08".to_vec();
    block.extend_from_slice(&3_u16.to_be_bytes());
    let mut entry = |tag: u16, kind: u16, count: u32, value: [u8; 4]| {
        block.extend_from_slice(&tag.to_be_bytes());
        block.extend_from_slice(&kind.to_be_bytes());
        block.extend_from_slice(&count.to_be_bytes());
        block.extend_from_slice(&value);
    };
    let [high, low] = orientation.to_be_bytes();
    entry(0x0112, 3, 1, [high, low, 0, 0]);
    entry(0x013B, 2, SECRET.len() as u32 + 1, 50_u32.to_be_bytes());
    entry(0x8825, 4, 1, 66_u32.to_be_bytes());
    block.extend_from_slice(&[0; 4]);
    block.extend_from_slice(SECRET.as_bytes());
    block.extend_from_slice(b"\0\0GPS39.9042N116.4074E");
    block
}

pub(super) fn marked(orientation: u16) -> Vec<u8> {
    let mut jpeg = Jpeg::from_bytes(drawn(ImageFormat::Jpeg).into()).unwrap();
    let note = |marker, text: Vec<u8>| JpegSegment::new_with_contents(marker, text.into());
    let xmp = format!("http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>{SECRET}</x:xmpmeta>");
    let segments = jpeg.segments_mut();
    segments.insert(0, note(markers::APP1, exif(orientation)));
    segments.insert(1, note(markers::APP1, xmp.into_bytes()));
    segments.insert(
        2,
        note(
            markers::APP13,
            format!("Photoshop 3.0\0{SECRET}").into_bytes(),
        ),
    );
    segments.insert(3, note(markers::COM, SECRET.as_bytes().to_vec()));
    let mut bytes = jpeg.encoder().bytes().to_vec();
    bytes.extend_from_slice(format!("behind the picture: {SECRET}").as_bytes());
    bytes
}

fn is_red(picture: &DynamicImage, x: u32, y: u32) -> bool {
    let [red, _, blue, _] = picture.get_pixel(x, y).0;
    red > 200 && blue < 60
}

#[test]
fn a_photo_loses_place_and_maker_and_keeps_its_pixels() {
    let photo = marked(1);
    assert!(holds(&photo, SECRET) && holds(&photo, "GPS39"));
    let copied = clean(FileKind::Jpeg, &photo, &LIMITS).unwrap();
    assert!(!holds(&copied.bytes, SECRET) && !holds(&copied.bytes, "GPS39"));
    assert!(!holds(&copied.bytes, "Exif") && !holds(&copied.bytes, "xmpmeta"));
    let seen = image::load_from_memory(&copied.bytes).unwrap();
    assert_eq!(seen.dimensions(), (48, 32));
    assert!(is_red(&seen, 4, 4) && !is_red(&seen, 40, 4));
}

/// Orientation 6: held upright, to be turned a quarter to the right.
#[test]
fn a_turned_photo_stands_upright_without_its_note() {
    let copied = clean(FileKind::Jpeg, &marked(6), &LIMITS).unwrap();
    let seen = image::load_from_memory(&copied.bytes).unwrap();
    assert_eq!(seen.dimensions(), (32, 48));
    assert!(is_red(&seen, 28, 4), "the first corner is at the right now");
    assert!(!is_red(&seen, 4, 4));
}

#[test]
fn a_screenshot_loses_its_notes() {
    let mut png = drawn(ImageFormat::Png);
    let end = png.len() - 12;
    let text = format!("Author\0{SECRET}");
    let mut chunk = (text.len() as u32).to_be_bytes().to_vec();
    chunk.extend_from_slice(b"tEXt");
    chunk.extend_from_slice(text.as_bytes());
    let sum = crc(&chunk[4..]);
    chunk.extend_from_slice(&sum.to_be_bytes());
    png.splice(end..end, chunk);
    assert!(holds(&png, SECRET));
    let copied = clean(FileKind::Png, &png, &LIMITS).unwrap();
    assert!(!holds(&copied.bytes, SECRET));
    assert_eq!(
        image::load_from_memory(&copied.bytes).unwrap().dimensions(),
        (48, 32)
    );
}

fn crc(bytes: &[u8]) -> u32 {
    let step = |sum: u32, byte: &u8| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            if sum & 1 == 1 {
                (sum >> 1) ^ 0xEDB8_8320
            } else {
                sum >> 1
            }
        })
    };
    !bytes.iter().fold(u32::MAX, step)
}

#[test]
fn rarer_pictures_become_what_browsers_show() {
    for (kind, format, becomes) in [
        (FileKind::Bmp, ImageFormat::Bmp, FileKind::Png),
        (FileKind::Tiff, ImageFormat::Tiff, FileKind::Png),
        (FileKind::Webp, ImageFormat::WebP, FileKind::Jpeg),
        (FileKind::Gif, ImageFormat::Gif, FileKind::Gif),
    ] {
        let copied = clean(kind, &drawn(format), &LIMITS).unwrap();
        assert_eq!(copied.kind, becomes, "{kind:?}");
        let seen = image::load_from_memory(&copied.bytes).unwrap();
        assert_eq!(seen.dimensions(), (48, 32));
    }
}

#[test]
fn a_fax_of_two_pages_is_not_cut_to_one() {
    let mut tiff = drawn(ImageFormat::Tiff);
    assert!(tiff.starts_with(b"II"), "written little-endian");
    let first = u32::from_le_bytes(tiff[4..8].try_into().unwrap()) as usize;
    let entries = u16::from_le_bytes(tiff[first..first + 2].try_into().unwrap()) as usize;
    let next = first + 2 + entries * 12;
    tiff[next..next + 4].copy_from_slice(&8_u32.to_le_bytes());
    assert_eq!(clean(FileKind::Tiff, &tiff, &LIMITS), Err(Unclean::Kind));
}

#[test]
fn a_picture_beyond_its_pixels_is_not_drawn() {
    let narrow = CleanLimits {
        pixels: 1_535,
        ..LIMITS
    };
    for (kind, format) in [
        (FileKind::Jpeg, ImageFormat::Jpeg),
        (FileKind::Gif, ImageFormat::Gif),
    ] {
        assert_eq!(
            clean(kind, &drawn(format), &narrow),
            Err(Unclean::TooLarge),
            "{kind:?}"
        );
    }
}
