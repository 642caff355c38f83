//! Tables as an office program opens them: LibreOffice works out their sums and prints them. To look at
//! the pages, name a folder in `JIANJIAN_TEST_PAPERS`.

use jianjian_papers::sheet::Cell;
use jianjian_papers::table::layout::Layout;
use jianjian_papers::table::{Column, Cover, Table};
use std::collections::BTreeMap;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

fn row(at: u32) -> Vec<Cell> {
    let title = format!("反映某某村集体资产第{at}处低价发包的问题");
    let day = Cell::Date(jiff::civil::date(2026, 3, 2).at(0, 0, 0, 0));
    vec![
        text(&format!("样-2026-{at:06}")),
        text(&title),
        day,
        Cell::Number(2.0),
    ]
}

fn whole(mut table: Table, rows: Vec<Vec<Cell>>) -> Vec<u8> {
    let mut bytes = Vec::new();
    for row in rows {
        table.row(&row).expect("a row is written");
        bytes.extend(table.take().expect("bytes are taken"));
    }
    bytes.extend(
        table
            .finish("共30件，回执 DC20260302-SAMPLE22")
            .expect("the end is written"),
    );
    bytes
}

fn plain() -> Vec<u8> {
    let cover = Cover {
        title: "受理台账".to_owned(),
        lines: vec![("回执".to_owned(), "DC20260302-SAMPLE22".to_owned())],
        mark: "某某 2026-03-02 09:00 回执 DC20260302-SAMPLE22".to_owned(),
    };
    let columns =
        [("编号", 22), ("事项", 48), ("收到", 14), ("件次", 8)].map(|(heading, width)| Column {
            heading: heading.to_owned(),
            width,
        });
    let table = Table::workbook(cover, &columns).expect("a workbook is begun");
    whole(table, (1..=30).map(row).collect())
}

const SHEET: &str = r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><cols><col min="1" max="1" width="8" customWidth="1"/><col min="2" max="2" width="24" customWidth="1"/><col min="3" max="3" width="44" customWidth="1"/><col min="4" max="4" width="10" customWidth="1"/></cols><sheetData>
<row r="1" ht="34" customHeight="1"><c r="A1" s="1" t="inlineStr"><is><t>{{单位}}{{月}}月信访举报台账</t></is></c></row>
<row r="2" ht="24" customHeight="1"><c r="A2" s="2" t="inlineStr"><is><t>序号</t></is></c><c r="B2" s="2" t="inlineStr"><is><t>编号</t></is></c><c r="C2" s="2" t="inlineStr"><is><t>事项</t></is></c><c r="D2" s="2" t="inlineStr"><is><t>件次</t></is></c></row>
<row r="3" ht="22" customHeight="1"><c r="A3" s="2" t="inlineStr"><is><t>{{序号}}</t></is></c><c r="B3" s="2" t="inlineStr"><is><t>{{编号}}</t></is></c><c r="C3" s="2" t="inlineStr"><is><t>{{事项}}</t></is></c><c r="D3" s="2" t="inlineStr"><is><t>{{件次}}</t></is></c></row>
<row r="4" ht="24" customHeight="1"><c r="A4" s="2" t="inlineStr"><is><t>合计</t></is></c><c r="B4" s="2"/><c r="C4" s="2" t="inlineStr"><is><t>共{{件数}}件</t></is></c><c r="D4" s="2"><f>SUM(D3:D3)</f><v>0</v></c></row>
</sheetData><mergeCells count="2"><mergeCell ref="A1:D1"/><mergeCell ref="A4:B4"/></mergeCells><pageSetup paperSize="9" orientation="portrait" fitToWidth="1" fitToHeight="0"/></worksheet>"#;

const STYLES: &str = r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="2"><font><sz val="11"/><name val="宋体"/></font><font><b/><sz val="18"/><color rgb="FFB4371A"/><name val="宋体"/></font></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border><left style="thin"/><right style="thin"/><top style="thin"/><bottom style="thin"/><diagonal/></border></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/><xf fontId="1" applyFont="1" applyAlignment="1"><alignment horizontal="center" vertical="center"/></xf><xf fontId="0" borderId="1" applyBorder="1" applyAlignment="1"><alignment horizontal="center" vertical="center" wrapText="1"/></xf></cellXfs></styleSheet>"#;

/// A layout as an office would draw it: a red title over a ruled table with a sum.
fn layout() -> Vec<u8> {
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006";
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    let parts = [
        (
            "[Content_Types].xml",
            format!(
                "<Types xmlns=\"{package}/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"{kind}.sheet.main+xml\"/><Override PartName=\"/xl/styles.xml\" ContentType=\"{kind}.styles+xml\"/><Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"{kind}.worksheet+xml\"/></Types>"
            ),
        ),
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"rId1\" Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"{office}\"><sheets><sheet name=\"月报\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"rId1\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" Type=\"{office}/styles\" Target=\"styles.xml\"/></Relationships>"
            ),
        ),
        ("xl/styles.xml", STYLES.to_owned()),
        ("xl/worksheets/sheet1.xml", SHEET.to_owned()),
    ];
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(name, SimpleFileOptions::default())
            .expect("a part begins");
        zip.write_all(text.as_bytes()).expect("a part is written");
    }
    zip.finish().expect("the zip ends").into_inner()
}

fn filled() -> Vec<u8> {
    let names = ["序号", "编号", "事项", "件次"].map(str::to_owned);
    let read = Layout::read("月报.xlsx", &layout(), &|name| {
        names.iter().any(|known| known == name)
    });
    let layout = read.expect("the layout is in order");
    let said = [("单位", "清河县纪委监委"), ("月", "3")];
    let said: BTreeMap<String, String> = said
        .map(|(name, text)| (name.to_owned(), text.to_owned()))
        .into();
    let table = layout.fill(&names, &said).expect("the layout is begun");
    let rows = (1..=30).map(|at| {
        let mut cells = row(at);
        cells.remove(2);
        cells.insert(0, Cell::Number(at.into()));
        cells
    });
    whole(Table::Layout(Box::new(table)), rows.collect())
}

/// A workbook as the program shows it: its pages as text.
fn printed(folder: &Path, name: &str, bytes: &[u8]) -> String {
    let path = folder.join(format!("{name}.xlsx"));
    std::fs::write(&path, bytes).expect("the file is written");
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    let run = Command::new("soffice")
        .args([&*profile, "--headless", "--convert-to", "pdf", "--outdir"])
        .arg(folder)
        .arg(&path)
        .output()
        .expect("LibreOffice is installed: `cargo xtask needs`");
    assert!(
        run.status.success(),
        "{}",
        String::from_utf8_lossy(&run.stderr)
    );
    let run = Command::new("pdftotext")
        .arg("-layout")
        .arg(folder.join(format!("{name}.pdf")))
        .arg("-")
        .output()
        .expect("poppler-utils is installed: `cargo xtask needs`");
    assert!(run.status.success(), "{name}");
    let text = String::from_utf8(run.stdout).expect("text of a page is UTF-8");
    text.replace(' ', "")
}

#[test]
fn an_office_program_opens_tables_and_filled_layouts_p31() {
    let kept = std::env::var_os("JIANJIAN_TEST_PAPERS").map(PathBuf::from);
    let drawn = tempfile::tempdir().expect("a temporary folder");
    let folder = kept.as_deref().unwrap_or(drawn.path());
    let table = printed(folder, "table", &plain());
    for words in [
        "受理台账",
        "样-2026-000030",
        "共30件",
        "回执DC20260302-SAMPLE22",
        "第2页",
    ] {
        assert!(table.contains(words), "{words} in {table}");
    }
    let filled = printed(folder, "layout", &filled());
    for words in [
        "清河县纪委监委3月信访举报台账",
        "样-2026-000030",
        "合计",
        "共30件",
    ] {
        assert!(filled.contains(words), "{words} in {filled}");
    }
    // Thirty matters of two arrivals each: the program works the sum out when it opens the file.
    let sum = filled
        .lines()
        .find(|line| line.contains("合计"))
        .unwrap_or_default();
    assert!(sum.ends_with("60"), "{sum}");
}
