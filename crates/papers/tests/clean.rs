//! Cleaned copies of what real programs wrote, opened by a real office program: the words are there, the
//! writer is not (T13).

use std::io::{Cursor, Read, Write};
use std::path::Path;
use std::process::Command;

use calamine::{Reader, Xlsx, open_workbook_from_rs};
use docx_rs::{Comment, Docx, Insert, Paragraph, Run};
use jianjian_papers::archive::ArchiveLimits;
use jianjian_papers::clean::{CleanLimits, clean};
use jianjian_papers::kind::FileKind;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

const SECRET: &str = "ZhangSanSecret";

const LIMITS: CleanLimits = CleanLimits {
    pixels: 1_000_000,
    archive: ArchiveLimits {
        expanded_bytes: 50_000_000,
        entries: 500,
    },
};

/// A letter with a remark and a change, both by somebody.
fn letter() -> Vec<u8> {
    let remark = Comment::new(1)
        .author(SECRET)
        .add_paragraph(Paragraph::new().add_run(Run::new().add_text("请核对金额")));
    let changed = Insert::new(Run::new().add_text("虚报三千元")).author(SECRET);
    let paragraph = Paragraph::new()
        .add_comment_start(remark)
        .add_run(Run::new().add_text("反映渠道维修工程款，"))
        .add_insert(changed)
        .add_comment_end(1);
    let mut out = Cursor::new(Vec::new());
    Docx::new()
        .custom_property("writer", SECRET)
        .add_paragraph(paragraph)
        .build()
        .pack(&mut out)
        .expect("a letter is written");
    out.into_inner()
}

fn convert(folder: &Path, file: &str) {
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    let mut command = Command::new("soffice");
    command
        .current_dir(folder)
        .args([&*profile, "--headless", "--convert-to", "pdf"])
        .arg(file);
    let done = command
        .output()
        .expect("LibreOffice is installed: `cargo xtask needs`");
    assert!(
        done.status.success(),
        "{}",
        String::from_utf8_lossy(&done.stderr)
    );
}

/// Every part of an office file, inflated.
fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    let count = zip.len();
    let part = |index| {
        let mut entry = zip.by_index(index).expect("an entry");
        let mut held = Vec::new();
        entry.read_to_end(&mut held).expect("it inflates");
        (entry.name().expect("a name").into_owned(), held)
    };
    (0..count).map(part).collect()
}

fn names_nobody(bytes: &[u8]) {
    for (name, held) in parts(bytes) {
        let text = String::from_utf8_lossy(&held).into_owned();
        assert!(!text.contains(SECRET), "{name}");
        assert!(!name.starts_with("docProps"), "{name}");
    }
}

#[test]
fn a_letter_opens_in_an_office_program_with_its_words_and_no_writer() {
    let written = letter();
    let said = |held: &[u8]| String::from_utf8_lossy(held).contains(SECRET);
    assert!(parts(&written).iter().any(|(_, held)| said(held)));
    let copy = clean(FileKind::Docx, &written, &LIMITS).unwrap();
    names_nobody(&copy.bytes);
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("letter.docx"), copy.bytes).unwrap();
    convert(folder.path(), "letter.docx");
    let pdf = folder.path().join("letter.pdf");
    let told = Command::new("pdftotext")
        .arg(&pdf)
        .arg("-")
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&told.stdout).into_owned();
    assert!(
        text.contains("渠道维修工程款") && text.contains("虚报三千元"),
        "{text}"
    );
    let info = Command::new("pdfinfo").arg(&pdf).output().unwrap();
    assert!(!String::from_utf8_lossy(&info.stdout).contains(SECRET));
    // What the office program wrote is itself a PDF that names its program.
    let pdf = std::fs::read(pdf).unwrap();
    let copy = clean(FileKind::Pdf, &pdf, &LIMITS).unwrap();
    let again = folder.path().join("copy.pdf");
    std::fs::write(&again, copy.bytes).unwrap();
    let told = Command::new("pdftotext")
        .arg(&again)
        .arg("-")
        .output()
        .unwrap();
    assert!(String::from_utf8_lossy(&told.stdout).contains("渠道维修工程款"));
    let info = Command::new("pdfinfo").arg(&again).output().unwrap();
    let info = String::from_utf8_lossy(&info.stdout).into_owned();
    assert!(
        !info.contains("LibreOffice") && !info.contains("CreationDate"),
        "{info}"
    );
}

const ROOT: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;

#[test]
fn a_workbook_reads_as_before() {
    let sheet = r#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>渠道维修</t></is></c><c r="B1"><v>3000</v></c></row></sheetData></worksheet>"#;
    let book = r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><fileSharing userName="ZhangSanSecret"/><sheets><sheet name="台账" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
    let links = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [
        ("[Content_Types].xml", "<Types/>"),
        ("_rels/.rels", ROOT),
        ("xl/workbook.xml", book),
        ("xl/_rels/workbook.xml.rels", links),
        ("xl/worksheets/sheet1.xml", sheet),
    ] {
        writer
            .start_file(name, SimpleFileOptions::default())
            .unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    let written = writer.finish().unwrap().into_inner();
    let copy = clean(FileKind::Xlsx, &written, &LIMITS).unwrap();
    names_nobody(&copy.bytes);
    let mut read: Xlsx<_> = open_workbook_from_rs(Cursor::new(copy.bytes)).unwrap();
    let range = read.worksheet_range("台账").unwrap();
    let cells: Vec<String> = range.rows().flatten().map(ToString::to_string).collect();
    assert_eq!(cells, ["渠道维修", "3000"]);
}
