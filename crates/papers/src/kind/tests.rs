//! Each kind admitted, each way of pretending, each limit.

use std::io::{Cursor, Write};

use proptest::prelude::*;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;

const LIMITS: FileLimits = FileLimits {
    bytes: 10 * 1_048_576,
    files: 5,
    pixels: 1_000_000,
    archive: ArchiveLimits {
        expanded_bytes: 100_000,
        entries: 20,
    },
};

fn told(name: &str, bytes: &[u8]) -> Result<FileKind, FileRefusal> {
    tell(name, bytes, &LIMITS)
}

fn office(entries: &[&str]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for name in entries {
        writer
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        writer.write_all(b"<x/>").unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn compound(names: &[&str]) -> Vec<u8> {
    let mut bytes = compound::SIGNATURE.to_vec();
    bytes.resize(512, 0);
    for name in names {
        let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let length = u8::try_from(entry.len() + 2).unwrap();
        entry.resize(128, 0);
        entry[64] = length;
        entry[66] = 2;
        bytes.extend(entry);
    }
    bytes
}

#[test]
fn every_kind_is_told_by_content_alone() {
    let docx = office(&["[Content_Types].xml", "word/document.xml"]);
    let xlsx = office(&["[Content_Types].xml", "xl/workbook.xml"]);
    let doc = compound(&["Root Entry", "WordDocument"]);
    let xls = compound(&["Root Entry", "Workbook"]);
    let samples: [(&[u8], FileKind); 17] = [
        (b"\xFF\xD8\xFF\xE1\0\0Exif", FileKind::Jpeg),
        (b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR", FileKind::Png),
        (b"GIF89a\x01\0\x01\0", FileKind::Gif),
        (b"RIFF\x24\0\0\0WEBPVP8 ", FileKind::Webp),
        (b"%PDF-1.7\n", FileKind::Pdf),
        (&docx, FileKind::Docx),
        (&xlsx, FileKind::Xlsx),
        (&doc, FileKind::Doc),
        (&xls, FileKind::Xls),
        ("甲反映乙……\r\n".as_bytes(), FileKind::Text),
        (b"\xBC\xD7\xB7\xB4\xD3\xB3", FileKind::Text),
        (b"ID3\x03\0\0\0\0\0\0", FileKind::Mp3),
        (b"\xFF\xFB\x90\x64\0\0", FileKind::Mp3),
        (b"\0\0\0\x20ftypM4A \0\0\0\0", FileKind::M4a),
        (b"#!AMR\n\x3C\x91\x17\x16\xBE\x66", FileKind::Amr),
        (b"RIFF\x24\0\0\0WAVEfmt ", FileKind::Wav),
        (b"\0\0\0\x20ftypisom\0\0\x02\0", FileKind::Mp4),
    ];
    for (bytes, kind) in samples {
        assert_eq!(told("附件", bytes), Ok(kind));
        assert_eq!(
            told("附件.jpg", bytes),
            Ok(kind),
            "another admitted ending changes nothing"
        );
    }
    assert_eq!(
        told("录音.M4A", b"\0\0\0\x20ftypmp42\0\0\0\0"),
        Ok(FileKind::M4a)
    );
}

#[test]
fn what_could_run_or_hide_is_refused_under_any_name() {
    let zip = office(&["照片/1.jpg"]);
    let both = office(&[
        "[Content_Types].xml",
        "word/document.xml",
        "xl/workbook.xml",
    ]);
    let samples: [&[u8]; 13] = [
        b"MZ\x90\0\x03\0\0\0",
        b"\x7FELF\x02\x01\x01\0",
        b"<!DOCTYPE html><script>",
        b"\xEF\xBB\xBF  <svg xmlns='http://www.w3.org/2000/svg'>",
        b"<?xml version='1.0'?><svg/>",
        b"#!/bin/sh\nrm",
        b"Rar!\x1A\x07\x01\0",
        b"7z\xBC\xAF\x27\x1C\0\x04",
        b"text with \x07 a bell",
        b"\xFF\xFF\xFF\xFF no text",
        &compound(&["Root Entry", "PowerPoint Document"]),
        &zip,
        &both,
    ];
    for bytes in samples {
        let refused = FileRefusal::NotAdmitted {
            name: "说明.txt".into(),
        };
        assert_eq!(told("说明.txt", bytes), Err(refused), "{bytes:?}");
    }
}

#[test]
fn a_name_that_promises_a_program_is_refused_whatever_it_holds() {
    for name in [
        "照片.exe",
        "照片.jpg.bat",
        "说明.HTML",
        "说明.js. ",
        "图.svg",
        "包.zip",
    ] {
        assert!(
            matches!(told(name, b"plain"), Err(FileRefusal::NotAdmitted { .. })),
            "{name}"
        );
    }
    assert_eq!(told("照片.JPEG", b"\xFF\xD8\xFF\xE0"), Ok(FileKind::Jpeg));
}

#[test]
fn programs_and_passwords_in_documents_are_named() {
    let program = office(&[
        "[Content_Types].xml",
        "word/document.xml",
        "word/vbaProject.bin",
    ]);
    let old_program = compound(&["WordDocument", "Macros"]);
    let locked = compound(&["EncryptedPackage", "EncryptionInfo"]);
    assert!(matches!(
        told("a.docx", &program),
        Err(FileRefusal::Macros { .. })
    ));
    assert!(matches!(
        told("a.doc", &old_program),
        Err(FileRefusal::Macros { .. })
    ));
    let refused = told("材料.docx", &locked).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "“材料.docx”设了密码，请去掉密码后再提交"
    );
}

#[test]
fn limits_are_named() {
    let small = FileLimits {
        bytes: 1_048_576,
        ..LIMITS
    };
    let refused = tell("图.jpg", &vec![0xFF; 1_048_577], &small).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "“图.jpg”超过 1 MB，请压缩或分成几个文件后再提交"
    );
    assert_eq!(
        told("空.txt", b""),
        Err(FileRefusal::Empty {
            name: "空.txt".into()
        })
    );
    assert_eq!(count(5, &LIMITS), Ok(()));
    assert_eq!(count(6, &LIMITS), Err(FileRefusal::TooMany { limit: 5 }));
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer
        .start_file("word/document.xml", SimpleFileOptions::default())
        .unwrap();
    writer.write_all(&[b' '; 100_001]).unwrap();
    let bomb = writer.finish().unwrap().into_inner();
    let source = ArchiveError::TooLarge { limit: 100_000 };
    assert_eq!(
        told("a.docx", &bomb),
        Err(FileRefusal::Archive {
            name: "a.docx".into(),
            source
        })
    );
}

#[test]
fn kinds_differ_in_name_and_ending() {
    for (at, kind) in FileKind::ALL.iter().enumerate() {
        for other in &FileKind::ALL[at + 1..] {
            assert_ne!(kind.extension(), other.extension());
            assert_ne!(kind.name(), other.name());
            assert_ne!(kind.mime(), other.mime());
        }
    }
}

proptest! {
    /// T25: whatever the bytes after a known beginning, there is an answer.
    #[test]
    fn no_bytes_make_it_panic(
        start in prop::sample::select(vec![
            &b""[..], b"PK\x03\x04", compound::SIGNATURE, b"\0\0\0\x20ftyp", b"RIFF", b"%PDF",
        ]),
        rest in prop::collection::vec(any::<u8>(), 0..900),
    ) {
        let _ = told("附件", &[start, &rest].concat());
    }
}

/// A head of a hundred bytes that announces a wall of pixels.
#[test]
fn refuses_a_picture_that_would_fill_the_memory() {
    let mut png = Cursor::new(Vec::new());
    image::GrayImage::new(2_000, 600)
        .write_to(&mut png, image::ImageFormat::Png)
        .unwrap();
    let png = png.into_inner();
    assert!(png.len() < 20_000);
    let refused = FileRefusal::TooManyPixels {
        name: "墙.png".into(),
        pixels: 1_000_000,
    };
    assert_eq!(told("墙.png", &png), Err(refused.clone()));
    assert!(refused.to_string().contains("超过 100 万"), "{refused}");
}

#[test]
fn tells_the_newer_pictures_and_slides() {
    let heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic";
    assert_eq!(told("照片.HEIC", heic), Ok(FileKind::Heic));
    let mut bmp = Cursor::new(Vec::new());
    image::RgbImage::new(2, 2)
        .write_to(&mut bmp, image::ImageFormat::Bmp)
        .unwrap();
    assert_eq!(told("图.bmp", &bmp.into_inner()), Ok(FileKind::Bmp));
    let slides = office(&["[Content_Types].xml", "ppt/presentation.xml"]);
    assert_eq!(told("汇报.pptx", &slides), Ok(FileKind::Pptx));
    assert!(told("说明.txt", b"BM is no picture by two letters").is_err());
}

#[test]
fn words_read_in_either_encoding() {
    let (national, _, _) = encoding_rs::GB18030.encode("截留补助款");
    assert_eq!(words(&national), "截留补助款");
    assert_eq!(words("\u{FEFF}截留补助款".as_bytes()), "截留补助款");
}
