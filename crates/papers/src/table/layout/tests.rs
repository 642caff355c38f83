//! A layout is filled as the office drew it: marks become matters, everything below moves down, and what
//! cannot be filled is refused by sheet and cell.

use super::*;
use crate::sheet::Cell;
use crate::table::Table;
use calamine::{Data, Reader, Xlsx};
use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

const SHEET: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:E6"/>
<cols><col min="1" max="1" width="6" customWidth="1"/></cols><sheetData>
<row r="1" ht="30" customHeight="1"><c r="A1" s="1" t="s"><v>0</v></c></row>
<row r="2"><c r="A2" t="s"><v>1</v></c></row>
<row r="3"><c r="A3" t="inlineStr"><is><t>序号</t></is></c><c r="B3" t="inlineStr"><is><t>事项</t></is></c></row>
<row r="4" ht="24" customHeight="1"><c r="A4" s="2" t="s"><v>2</v></c><c r="B4" s="2" t="s"><v>3</v></c><c r="C4" s="2"/><c r="D4" s="2" t="s"><v>4</v></c><c r="E4"><f>D4*2</f><v>0</v></c></row>
<row r="5"><c r="A5" t="inlineStr"><is><t>合计{{件数}}件</t></is></c><c r="D5"><f>SUM(D4:D4)</f><v>0</v></c><c r="E5"><f>SUM(E$4:E4)</f></c></row>
</sheetData><autoFilter ref="A3:E4"/><mergeCells count="2"><mergeCell ref="A1:E1"/><mergeCell ref="B4:C4"/></mergeCells>
<pageSetup paperSize="9" orientation="landscape"/></worksheet>"#;

const SHARED: &str = r#"<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
<si><t>{{单位}}信访台账</t></si><si><r><t>填报：</t></r><r><rPr><b/></rPr><t>{{导出人}} &amp; 某</t></r></si>
<si><t>{{序号}}</t></si><si><t>{{编号}} {{事项}}</t></si><si><t>{{件次}}</t></si></sst>"#;

const WORKBOOK: &str = r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="月报 表" sheetId="1" r:id="rId1"/></sheets><definedNames><definedName name="_xlnm.Print_Area" localSheetId="0">'月报 表'!$A$1:$E$5</definedName></definedNames></workbook>"#;

/// A workbook with this sheet.
fn book(sheet: &str) -> Vec<u8> {
    let related = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006";
    let types = format!(
        "<Types xmlns=\"{package}/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/>\
         <Override PartName=\"/xl/calcChain.xml\" ContentType=\"x\"/></Types>"
    );
    let relations = format!(
        "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"rId1\" Type=\"{related}/worksheet\" \
         Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" Type=\"{related}/sharedStrings\" \
         Target=\"sharedStrings.xml\"/><Relationship Id=\"rId3\" Type=\"x\" Target=\"calcChain.xml\"/></Relationships>"
    );
    let root = format!(
        "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"rId1\" \
         Type=\"{related}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    );
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [
        ("[Content_Types].xml", &*types),
        ("_rels/.rels", &*root),
        ("xl/workbook.xml", WORKBOOK),
        ("xl/_rels/workbook.xml.rels", &*relations),
        ("xl/sharedStrings.xml", SHARED),
        ("xl/calcChain.xml", "<calcChain/>"),
        ("xl/worksheets/sheet1.xml", sheet),
    ] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn repeated(name: &str) -> bool {
    ["序号", "编号", "事项", "件次"].contains(&name)
}

fn filled(rows: u32) -> Vec<u8> {
    let layout = Layout::read("月报.xlsx", &book(SHEET), &repeated).unwrap();
    let names = ["序号", "编号", "事项", "件次"].map(str::to_owned);
    let said = [("单位", "清河县纪委"), ("导出人", "陈静<b>")];
    let said: BTreeMap<String, String> = said
        .map(|(name, text)| (name.to_owned(), text.to_owned()))
        .into();
    let mut table = Table::Layout(Box::new(layout.fill(&names, &said).unwrap()));
    let mut bytes = Vec::new();
    for at in 1..=rows {
        let title = Cell::Text(format!("=反映{at}"));
        let number = Cell::Text(format!("清河-{at}"));
        let cells = [Cell::Number(at.into()), number, title, Cell::Number(2.0)];
        table.row(&cells).unwrap();
        bytes.extend(table.take().unwrap());
    }
    bytes.extend(table.finish("回执 DC1").unwrap());
    bytes
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    zip.by_name(name)
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    text
}

#[test]
fn rows_are_repeated_and_what_is_below_moves_down() {
    let bytes = filled(3);
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.clone())).unwrap();
    let range = book.worksheet_range("月报 表").unwrap();
    let at = |row: u32, column: u32| match range.get_value((row - 1, column)) {
        Some(Data::Empty) | None => String::new(),
        Some(data) => data.to_string(),
    };
    assert_eq!(at(1, 0), "清河县纪委信访台账");
    assert_eq!(at(2, 0), "填报：陈静<b> & 某");
    let titles = [4, 5, 6].map(|row| at(row, 1));
    assert_eq!(titles, ["清河-1 =反映1", "清河-2 =反映2", "清河-3 =反映3"]);
    assert_eq!([at(4, 0), at(6, 0), at(6, 3)], ["1", "3", "2"]);
    assert_eq!([at(7, 0), at(9, 0)], ["合计3件", "回执 DC1"]);
    let formulas = book.worksheet_formula("月报 表").unwrap();
    let formula = |row: u32, column: u32| formulas.get_value((row - 1, column)).unwrap().clone();
    assert_eq!(formula(6, 4), "D6*2");
    assert_eq!(
        [formula(7, 3), formula(7, 4)],
        ["SUM(D4:D6)", "SUM(E$4:E6)"]
    );

    let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
    for kept in [
        "<row r=\"5\" ht=\"24\" customHeight=\"1\">",
        "<c r=\"A6\" s=\"2\">",
        "<mergeCell ref=\"A1:E1\"",
        "<mergeCell ref=\"B6:C6\"",
        "<autoFilter ref=\"A3:E6\"",
        "orientation=\"landscape\"",
    ] {
        assert!(sheet.contains(kept), "{kept} in {sheet}");
    }
    let workbook = part(&bytes, "xl/workbook.xml");
    assert!(workbook.contains("'月报 表'!$A$1:$E$7"), "{workbook}");
    assert!(workbook.contains("fullCalcOnLoad=\"1\""));
    let chain = ZipArchive::new(Cursor::new(&bytes)).unwrap();
    assert!(
        chain
            .file_names()
            .all(|name| !name.unwrap().contains("calcChain"))
    );
    assert!(!part(&bytes, "[Content_Types].xml").contains("calcChain"));
}

#[test]
fn a_layout_without_matters_keeps_one_empty_row() {
    let bytes = filled(0);
    let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
    assert!(
        sheet.contains("合计0件") && sheet.contains("SUM(D4:D4)"),
        "{sheet}"
    );
    assert!(!sheet.contains("{{"), "{sheet}");
}

#[test]
fn what_cannot_be_filled_is_told_by_sheet_and_cell() {
    let told = |sheet: &str| -> Vec<String> {
        let read = Layout::read("月报.xlsx", &book(sheet), &repeated);
        let errors = read.err().unwrap_or_default();
        errors.iter().map(ToString::to_string).collect()
    };
    let without = SHEET.replace("<v>2</v>", "<v>9</v>");
    let without = without
        .replace("<v>3</v>", "<v>9</v>")
        .replace("<v>4</v>", "<v>9</v>");
    let cases = [
        (without, "没有找到明细行"),
        (
            SHEET.replace("合计{{件数}}件", "{{编号}}"),
            "“月报 表” A5：明细占位须都在第4行",
        ),
        (
            SHEET.replace("B4:C4", "B4:C5"),
            "“月报 表” B4:C5：明细行不能与上下行合并",
        ),
        (
            SHEET.replace(
                "<c r=\"B3\"",
                "<c r=\"C3\"><f>SUM(D4:D4)</f></c><c r=\"B3\"",
            ),
            "C3：合计公式请写在明细行下面",
        ),
        (
            SHEET.replace("<pageSetup", "<tableParts count=\"1\"/><pageSetup"),
            "请先转换为普通区域",
        ),
        (
            SHEET.replace("<f>D4*2</f>", "<f t=\"array\">D4*2</f>"),
            "E4：明细行里有共享公式",
        ),
        ("<worksheet><a></worksheet>".to_owned(), "不是可读的 .xlsx"),
        ("<!DOCTYPE x><worksheet/>".to_owned(), "可能无限展开的定义"),
    ];
    for (sheet, expected) in cases {
        let told = told(&sheet);
        assert!(
            told.iter().any(|error| error.contains(expected)),
            "{expected}: {told:?}"
        );
    }
    let nothing = Layout::read("月报.xlsx", b"no zip", &repeated)
        .err()
        .unwrap();
    assert!(nothing[0].to_string().starts_with("月报.xlsx：文件已损坏"));
    let marks: Vec<String> = Layout::read("月报.xlsx", &book(SHEET), &repeated)
        .unwrap()
        .marks()
        .iter()
        .map(|mark| format!("{} {} {}", mark.cell, mark.name, mark.repeated))
        .collect();
    assert_eq!(
        marks,
        [
            "A1 单位 false",
            "A2 导出人 false",
            "A4 序号 true",
            "B4 编号 true",
            "B4 事项 true",
            "D4 件次 true",
            "A5 件数 false"
        ]
    );
}

#[test]
fn a_long_list_is_filled_in_the_memory_of_a_page() {
    let layout = Layout::read("月报.xlsx", &book(SHEET), &repeated).unwrap();
    let names = ["序号", "编号", "事项", "件次"].map(str::to_owned);
    let mut table = Table::Layout(Box::new(layout.fill(&names, &BTreeMap::new()).unwrap()));
    let (mut most, mut all) = (0, 0);
    for at in 0..20_000_u32 {
        let noise = Cell::Text(format!("{:x}", at.wrapping_mul(2_654_435_761)));
        table.row(&[Cell::Number(at.into()), noise]).unwrap();
        if at % 500 == 0 {
            let taken = table.take().unwrap().len();
            (most, all) = (most.max(taken), all + taken);
        }
    }
    assert!(all > 200_000 && most < all / 8, "{most} of {all}");
    assert!(layout.rows_max() > 1_000_000);
}
