//! The parts of a workbook that are the same in all, and those that name its sheets.

use super::xml::escaped;

/// The content type of an `.xlsx` file.
pub(super) const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATED: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

/// Which part is the workbook.
pub(super) fn root() -> String {
    format!(
        "{XML}<Relationships xmlns=\"{PACKAGE}/relationships\"><Relationship Id=\"rId1\" \
         Type=\"{RELATED}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    )
}

/// The styles: 0 the program's own, 1 heading, 2 a day, 3 a title, 4 a text that wraps, 5 a cell.
pub(super) fn styles() -> String {
    let font = |size: u8, bold: &str| {
        format!("<font>{bold}<sz val=\"{size}\"/><name val=\"宋体\"/><charset val=\"134\"/></font>")
    };
    let fonts = [font(11, ""), font(11, "<b/>"), font(16, "<b/>")].concat();
    let side = |name: &str| format!("<{name} style=\"thin\"><color auto=\"1\"/></{name}>");
    let sides: String = ["left", "right", "top", "bottom"].map(side).concat();
    let xf = |format: u8, font: u8, border: u8, align: &str| {
        format!(
            "<xf numFmtId=\"{format}\" fontId=\"{font}\" fillId=\"0\" borderId=\"{border}\" xfId=\"0\" \
             applyNumberFormat=\"1\" applyFont=\"1\" applyBorder=\"1\" applyAlignment=\"1\">\
             <alignment vertical=\"center\"{align}/></xf>"
        )
    };
    let xfs = [
        xf(0, 0, 0, ""),
        xf(0, 1, 1, " horizontal=\"center\" wrapText=\"1\""),
        xf(164, 0, 1, " horizontal=\"center\""),
        xf(0, 2, 0, ""),
        xf(0, 0, 0, " wrapText=\"1\""),
        xf(0, 0, 1, " wrapText=\"1\""),
    ];
    format!(
        "{XML}<styleSheet xmlns=\"{MAIN}\"><numFmts count=\"1\">\
         <numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd\"/></numFmts><fonts count=\"3\">{fonts}</fonts>\
         <fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>\
         <fill><patternFill patternType=\"gray125\"/></fill></fills>\
         <borders count=\"2\"><border><left/><right/><top/><bottom/><diagonal/></border>\
         <border>{sides}<diagonal/></border></borders>\
         <cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>\
         <cellXfs count=\"{}\">{}</cellXfs></styleSheet>",
        xfs.len(),
        xfs.concat()
    )
}

/// The content types of a workbook of so many sheets.
pub(super) fn types(sheets: usize) -> String {
    let part = |name: String, kind: &str| {
        format!(
            "<Override PartName=\"{name}\" ContentType=\
             \"application/vnd.openxmlformats-officedocument.spreadsheetml.{kind}+xml\"/>"
        )
    };
    let sheet = |at: usize| part(format!("/xl/worksheets/sheet{at}.xml"), "worksheet");
    let each: String = (1..=sheets).map(sheet).collect();
    format!(
        "{XML}<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" \
         ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>{}{}{each}</Types>",
        part("/xl/workbook.xml".to_owned(), "sheet.main"),
        part("/xl/styles.xml".to_owned(), "styles"),
    )
}

/// The workbook: its sheets by name. The heading of every sheet of rows prints on every page.
pub(super) fn workbook(names: &[String]) -> String {
    let sheet = |(at, name): (usize, &String)| {
        let (id, name) = (at + 1, escaped(name));
        format!("<sheet name=\"{name}\" sheetId=\"{id}\" r:id=\"rId{id}\"/>")
    };
    let sheets: String = names.iter().enumerate().map(sheet).collect();
    let title = |(at, name): (usize, &String)| {
        let name = escaped(&name.replace('\'', "''"));
        format!(
            "<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"{at}\">'{name}'!$1:$1</definedName>"
        )
    };
    let titles: String = names.iter().enumerate().skip(1).map(title).collect();
    format!(
        "{XML}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATED}\"><bookViews>\
         <workbookView activeTab=\"{}\"/></bookViews><sheets>{sheets}</sheets>\
         <definedNames>{titles}</definedNames></workbook>",
        usize::from(names.len() > 1)
    )
}

/// Where the workbook's sheets and styles lie.
pub(super) fn related(sheets: usize) -> String {
    let sheet = |at: usize| {
        format!(
            "<Relationship Id=\"rId{at}\" Type=\"{RELATED}/worksheet\" \
             Target=\"worksheets/sheet{at}.xml\"/>"
        )
    };
    let each: String = (1..=sheets).map(sheet).collect();
    format!(
        "{XML}<Relationships xmlns=\"{PACKAGE}/relationships\">{each}<Relationship Id=\"rId{}\" \
         Type=\"{RELATED}/styles\" Target=\"styles.xml\"/></Relationships>",
        sheets + 1
    )
}

/// The beginning of a sheet with its columns' widths, up to its rows.
pub(super) fn sheet(widths: &[u16], frozen: bool) -> String {
    let pane = "<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>";
    let pane = if frozen { pane } else { "" };
    let column = |(at, width): (usize, &u16)| {
        let at = at + 1;
        format!("<col min=\"{at}\" max=\"{at}\" width=\"{width}\" customWidth=\"1\"/>")
    };
    let columns: String = widths.iter().enumerate().map(column).collect();
    format!(
        "{XML}<worksheet xmlns=\"{MAIN}\"><sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr>\
         <sheetViews><sheetView workbookViewId=\"0\">{pane}</sheetView></sheetViews>\
         <cols>{columns}</cols><sheetData>"
    )
}

/// The end of a sheet: A4 lying, as wide as a page, marked on every page.
pub(super) fn sheet_end(mark: &str) -> String {
    let mark = escaped(&mark.replace('&', "&&"));
    format!(
        "</sheetData><pageMargins left=\"0.5\" right=\"0.5\" top=\"0.6\" bottom=\"0.7\" header=\"0.3\" \
         footer=\"0.3\"/><pageSetup paperSize=\"9\" orientation=\"landscape\" fitToWidth=\"1\" \
         fitToHeight=\"0\"/><headerFooter><oddFooter>&amp;L{mark}&amp;R第 &amp;P 页 共 &amp;N 页</oddFooter>\
         </headerFooter></worksheet>"
    )
}
