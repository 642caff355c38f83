//! Workbooks written by hand, so that a test can say exactly what is in the file.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const PARTS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A workbook of one table.
pub(super) struct Book {
    rows: String,
    shared: String,
}

/// A cell of inline text in a column; its row is filled in by [`Book::of`].
pub(super) fn text(column: &str, content: &str) -> String {
    format!(r#"<c r="{column}#" t="inlineStr"><is><t xml:space="preserve">{content}</t></is></c>"#)
}

/// A number in style 0 (plain) or 1 (a date and time).
pub(super) fn number(column: &str, value: &str, style: usize) -> String {
    format!(r#"<c r="{column}#" s="{style}"><v>{value}</v></c>"#)
}

impl Book {
    /// A workbook with these rows.
    pub(super) fn of(rows: &[(usize, &[String])]) -> Self {
        let row = |(number, cells): &(usize, &[String])| {
            let cells = cells.concat().replace('#', &number.to_string());
            format!(r#"<row r="{number}">{cells}</row>"#)
        };
        Self {
            rows: rows.iter().map(row).collect(),
            shared: String::new(),
        }
    }

    /// The same with one shared text.
    pub(super) fn with_shared(self, text: &str) -> Self {
        Self {
            shared: format!("<si><t>{text}</t></si>"),
            ..self
        }
    }

    /// The bytes of the file.
    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in self.parts() {
            zip.start_file(name, SimpleFileOptions::default()).unwrap();
            zip.write_all(content.as_bytes()).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    fn parts(&self) -> [(&'static str, String); 7] {
        let Self { rows, shared } = self;
        let part = |id: &str, kind: &str, target: &str| {
            format!(r#"<Relationship Id="{id}" Type="{OFFICE}/{kind}" Target="{target}"/>"#)
        };
        let list =
            |parts: String| format!(r#"<Relationships xmlns="{PARTS}">{parts}</Relationships>"#);
        let inner = part("r1", "worksheet", "worksheets/sheet1.xml")
            + &part("r2", "styles", "styles.xml")
            + &part("r3", "sharedStrings", "sharedStrings.xml");
        [
            ("[Content_Types].xml", "<Types/>".to_owned()),
            (
                "_rels/.rels",
                list(part("r1", "officeDocument", "xl/workbook.xml")),
            ),
            ("xl/_rels/workbook.xml.rels", list(inner)),
            (
                "xl/workbook.xml",
                format!(
                    r#"<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="一月" sheetId="1" r:id="r1"/></sheets></workbook>"#
                ),
            ),
            (
                "xl/styles.xml",
                format!(
                    r#"<styleSheet xmlns="{MAIN}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="22"/></cellXfs></styleSheet>"#
                ),
            ),
            (
                "xl/worksheets/sheet1.xml",
                format!(
                    r#"<worksheet xmlns="{MAIN}"><dimension ref="A1:XFD1048576"/><sheetData>{rows}</sheetData></worksheet>"#
                ),
            ),
            (
                "xl/sharedStrings.xml",
                format!(r#"<sst xmlns="{MAIN}" uniqueCount="1">{shared}</sst>"#),
            ),
        ]
    }
}
