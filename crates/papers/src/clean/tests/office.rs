//! Office files that name their author in every part that can.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::*;

const TYPES: &str = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>"#;
const ROOT: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>"#;
const LINKS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" Target="file:///C:/Users/ZhangSanSecret/t.dotx" TargetMode="External"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="http://example.org/ZhangSanSecret" TargetMode="External"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml" Target="../customXml/item1.xml"/></Relationships>"#;
const BODY: &str = r#"<?xml version="1.0"?><!--ZhangSanSecret--><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body><w:p w:rsidR="00ZhangSanSecret"><w:ins w:id="1" w:author="ZhangSanSecret" w:date="2026-01-02T03:04:05Z"><w:r><w:t>反映的主要问题 &amp; 经过</w:t></w:r></w:ins></w:p><w:p><w:r><w:instrText>INCLUDEPICTURE "http://example.org/ZhangSanSecret"</w:instrText></w:r></w:p><w:p><w:hyperlink r:id="rId2"><w:r><w:t>一处链接</w:t></w:r></w:hyperlink></w:p></w:body></w:document>"#;
const COMMENTS: &str = r#"<?xml version="1.0"?><w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:comment w:id="0" w:author="ZhangSanSecret" w:initials="ZhangSanSecret" w:date="2026-01-02T03:04:05Z"><w:p><w:r><w:t>请核实</w:t></w:r></w:p></w:comment></w:comments>"#;
const SETTINGS: &str = r#"<?xml version="1.0"?><w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:attachedTemplate r:id="rId1"/><w:rsids><w:rsidRoot w:val="00ZhangSanSecret"/></w:rsids><w:docVars><w:docVar w:name="who" w:val="ZhangSanSecret"/></w:docVars><w:zoom w:percent="100"/></w:settings>"#;
const CORE: &str = r#"<?xml version="1.0"?><cp:coreProperties xmlns:cp="x" xmlns:dc="y"><dc:creator>ZhangSanSecret</dc:creator></cp:coreProperties>"#;

pub(super) fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.set_comment(SECRET).unwrap();
    writer.finish().unwrap().into_inner()
}

/// A Word document with more parts.
pub(super) fn word(more: &[(&str, &[u8])]) -> Vec<u8> {
    let mut parts: Vec<(&str, &[u8])> = vec![
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("_rels/.rels", ROOT.as_bytes()),
        ("word/document.xml", BODY.as_bytes()),
        ("word/_rels/document.xml.rels", LINKS.as_bytes()),
        ("word/comments.xml", COMMENTS.as_bytes()),
        ("word/settings.xml", SETTINGS.as_bytes()),
        ("docProps/core.xml", CORE.as_bytes()),
        ("docProps/thumbnail.jpeg", SECRET.as_bytes()),
        ("docProps/custom.xml", CORE.as_bytes()),
        ("customXml/item1.xml", CORE.as_bytes()),
        ("word/people.xml", CORE.as_bytes()),
        (
            "word/printerSettings/printerSettings1.bin",
            SECRET.as_bytes(),
        ),
    ];
    parts.extend_from_slice(more);
    zip(&parts)
}

/// Every part by name.
fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = Vec::new();
    for index in 0..zip.len() {
        let mut entry = zip.by_index(index).unwrap();
        let mut held = Vec::new();
        entry.read_to_end(&mut held).unwrap();
        parts.push((entry.name().unwrap().into_owned(), held));
    }
    parts
}

fn part(bytes: &[u8], name: &str) -> String {
    let parts = parts(bytes);
    let (_, held) = parts.iter().find(|(known, _)| known == name).unwrap();
    String::from_utf8(held.clone()).unwrap()
}

#[test]
fn a_document_loses_its_author_and_keeps_its_words() {
    let copied = clean(FileKind::Docx, &word(&[]), &LIMITS).unwrap().bytes;
    assert!(
        !holds(&copied, SECRET),
        "neither a part's name nor the remark of the zip"
    );
    for (name, held) in parts(&copied) {
        assert!(!holds(&held, SECRET), "{name}");
        let gone = ["docProps", "customXml", "printerSettings", "people"];
        assert!(!gone.iter().any(|word| name.contains(word)), "{name}");
    }
    let body = part(&copied, "word/document.xml");
    assert!(body.contains("反映的主要问题 &amp; 经过") && body.contains("一处链接"));
    assert!(!body.contains("2026-01-02") && !body.contains("INCLUDEPICTURE"));
    assert!(part(&copied, "word/comments.xml").contains("请核实"));
}

#[test]
fn what_is_gone_is_named_no_more_and_nothing_leads_outside() {
    let copied = clean(FileKind::Docx, &word(&[]), &LIMITS).unwrap().bytes;
    assert!(!part(&copied, "[Content_Types].xml").contains("docProps"));
    assert!(!part(&copied, "_rels/.rels").contains("core"));
    let links = part(&copied, "word/_rels/document.xml.rels");
    assert!(
        links.contains(r#"Target="about:blank""#),
        "the text goes on referring to it"
    );
    assert!(!links.contains("attachedTemplate") && !links.contains("customXml"));
    assert!(!part(&copied, "word/settings.xml").contains("attachedTemplate"));
}

#[test]
fn a_photo_in_a_document_is_cleaned_too() {
    let mut jpeg = Cursor::new(Vec::new());
    image::RgbImage::new(8, 8)
        .write_to(&mut jpeg, image::ImageFormat::Jpeg)
        .unwrap();
    let mut photo = jpeg.into_inner();
    photo.extend_from_slice(SECRET.as_bytes());
    let copied = clean(
        FileKind::Docx,
        &word(&[("word/media/image1.jpeg", &photo)]),
        &LIMITS,
    );
    let copied = copied.unwrap().bytes;
    let parts = parts(&copied);
    let (_, held) = parts
        .iter()
        .find(|(name, _)| name.ends_with(".jpeg"))
        .unwrap();
    assert!(!holds(held, SECRET));
    image::load_from_memory(held).unwrap();
}

#[test]
fn a_document_in_a_document_is_cleaned_and_a_third_refused() {
    let inner = word(&[]);
    let outer = word(&[("word/embeddings/Sheet1.docx", &inner)]);
    let copied = clean(FileKind::Docx, &outer, &LIMITS).unwrap().bytes;
    let parts = parts(&copied);
    let (_, held) = parts
        .iter()
        .find(|(name, _)| name.ends_with(".docx"))
        .unwrap();
    assert!(part(held, "word/document.xml").contains("反映的主要问题"));
    assert!(!part(held, "word/comments.xml").contains(SECRET));
    let deeper = word(&[("word/embeddings/Sheet1.docx", &outer)]);
    assert!(clean(FileKind::Docx, &deeper, &LIMITS).is_err());
}

#[test]
fn what_nobody_knows_keeps_the_whole_from_being_called_clean() {
    for part in [
        "word/embeddings/oleObject1.bin",
        "word/media/image1.emf",
        "xl/connections.xml",
    ] {
        let refused = clean(FileKind::Docx, &word(&[(part, b"anything")]), &LIMITS);
        assert_eq!(refused, Err(Unclean::Embedded), "{part}");
    }
}

#[test]
fn a_workbook_loses_who_remarked() {
    let comments = r#"<?xml version="1.0"?><comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors><author>ZhangSanSecret</author></authors><commentList><comment ref="A1" authorId="0"><text><r><t>ZhangSanSecret:</t></r><r><t>应为三千元</t></r></text></comment></commentList></comments>"#;
    let book = r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fileSharing userName="ZhangSanSecret"/><sheets><sheet name="台账" sheetId="1"/></sheets></workbook>"#;
    let persons = r#"<?xml version="1.0"?><personList><person displayName="ZhangSanSecret" id="{1}" userId="ZhangSanSecret" providerId="AD"/></personList>"#;
    let bytes = zip(&[
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/comments1.xml", comments.as_bytes()),
        ("xl/persons/person.xml", persons.as_bytes()),
        ("xl/revisions/userNames.xml", SECRET.as_bytes()),
    ]);
    let copied = clean(FileKind::Xlsx, &bytes, &LIMITS).unwrap().bytes;
    for (name, held) in parts(&copied) {
        assert!(!holds(&held, SECRET), "{name}");
    }
    let comments = part(&copied, "xl/comments1.xml");
    assert!(comments.contains("应为三千元") && comments.contains("批注人:"));
    assert!(part(&copied, "xl/workbook.xml").contains("台账"));
}

#[test]
fn two_byte_markup_and_definitions_hide_nothing() {
    let wide: Vec<u8> = "\u{FEFF}<w:x/>"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let refused = clean(
        FileKind::Docx,
        &word(&[("word/styles.xml", &wide)]),
        &LIMITS,
    );
    assert_eq!(refused, Err(Unclean::Damaged));
    let entity = br#"<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>"#;
    let refused = clean(
        FileKind::Docx,
        &word(&[("word/styles.xml", entity)]),
        &LIMITS,
    );
    assert_eq!(refused, Err(Unclean::Damaged));
}
