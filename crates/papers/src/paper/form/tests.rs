//! Forms as Word documents: rows, bars, who printed them.

use super::*;
use std::io::{Cursor, Read};

/// A part of a document, as text.
pub(crate) fn part(docx: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(docx)).unwrap();
    let mut text = String::new();
    archive
        .by_name(name)
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    text
}

fn pair(label: &str, value: &str) -> (String, String) {
    (label.into(), value.into())
}

pub(crate) fn form() -> Form {
    Form {
        title: "信访举报登记表".into(),
        organ: "云岭市纪委监委".into(),
        number: "530000-2026-1-0000017".into(),
        barcode: Some("530000-2026-1-0000017".into()),
        rows: vec![
            Row::Pairs(vec![pair("收到时间", "2026-03-02"), pair("渠道", "来信")]),
            Row::Text {
                label: "主要内容".into(),
                text: "第一行\n第二行".into(),
                lines: 5,
                sign: "签名：　　年　月　日".into(),
            },
            Row::Heading("问题".into()),
            Row::Grid(Grid {
                heads: vec![("序号".into(), 2), ("内容".into(), 10)],
                lines: vec![vec!["1.1".into(), "补助款".into()]],
                spare: 2,
            }),
        ],
        note: "一式两份。".into(),
    }
}

pub(crate) fn printed() -> Printed {
    Printed {
        by: "周敏".into(),
        at: "2026-11-22 09:15".into(),
    }
}

#[test]
fn a_form_says_its_rows_and_who_printed_it_t18() {
    let bytes = Form::docx(&[form()], &printed()).unwrap();
    let body = part(&bytes, "word/document.xml");
    for text in [
        "信访举报登记表",
        "收到时间",
        "来信",
        "第二行",
        "签名：",
        "补助款",
        "一式两份。",
    ] {
        assert!(body.contains(text), "{text}");
    }
    // Head, one line, two spare ones, heading, text, pairs.
    assert_eq!(
        body.matches("<w:tr>").count() + body.matches("<w:tr ").count(),
        7
    );
    let foot = part(&bytes, "word/footer1.xml");
    assert!(foot.contains("周敏　2026-11-22 09:15 打印") && foot.contains("NUMPAGES"));
}

#[test]
fn every_row_is_twelve_columns_wide() {
    let body = part(
        &Form::docx(&[form()], &printed()).unwrap(),
        "word/document.xml",
    );
    for row in body.split("</w:tr>").filter(|row| row.contains("<w:tc>")) {
        let spans = row.split("w:gridSpan w:val=\"").skip(1);
        let total: usize = spans
            .map(|span| span.split('"').next().unwrap().parse::<usize>().unwrap())
            .sum();
        assert_eq!(total, COLUMNS, "{row}");
    }
}

#[test]
fn a_batch_gives_each_form_a_page_and_bars_of_its_own() {
    let other = Form {
        barcode: Some("530000-2026-1-0000018".into()),
        ..form()
    };
    let bytes = Form::docx(&[form(), other], &printed()).unwrap();
    let body = part(&bytes, "word/document.xml");
    assert_eq!(body.matches("w:br w:type=\"page\"").count(), 1);
    let archive = zip::ZipArchive::new(Cursor::new(&bytes[..])).unwrap();
    assert_eq!(
        archive
            .file_names()
            .filter(|name| name.as_ref().unwrap().ends_with(".png"))
            .count(),
        2
    );
}

#[test]
fn no_form_is_no_document() {
    assert!(matches!(
        Form::docx(&[], &printed()),
        Err(PaperError::Empty)
    ));
}
