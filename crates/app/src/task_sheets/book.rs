//! The workbook of a task sheet written: instructions and lists first, then a row a matter.

use super::columns::{GIVEN, filled};
use super::held::Leaving;
use super::unwritten;
use crate::queries::reader::Reader;
use crate::{App, Fault};
use casework::UnitId;
use casework::code::Code;
use casework::matter::{CountersignSlot, Finding};
use jiff::civil::Date;
use papers::sheet::Cell;
use papers::table::{Column, Cover, Table};

/// The name of the table inside.
pub(super) const TITLE: &str = "任务单";

/// Writes it.
pub(super) fn book(
    app: &App,
    reader: &Reader,
    unit: &UnitId,
    (sheet, due): (&str, Date),
    leaving: &[Leaving],
) -> Result<Vec<u8>, Fault> {
    let headings = GIVEN.into_iter().chain(filled());
    let columns: Vec<Column> = headings
        .map(|(heading, width)| Column {
            heading: heading.to_owned(),
            width,
        })
        .collect();
    let cover = cover(app, reader, unit, (sheet, due));
    let mut table = Table::workbook(cover, &columns).map_err(|error| unwritten(&error))?;
    for one in leaving {
        let row = row(app, (reader, unit), sheet, one, columns.len());
        table.row(&row).map_err(|error| unwritten(&error))?;
    }
    let last = format!("共{}件", leaving.len());
    table.finish(&last).map_err(|error| unwritten(&error))
}

fn row(
    app: &App,
    (reader, unit): (&Reader, &UnitId),
    sheet: &str,
    one: &Leaving,
    width: usize,
) -> Vec<Cell> {
    let matter = &one.matter;
    let clock = |clock: &casework::clocks::Clock| {
        let rule = app.rules().clock(&clock.rule);
        let name = rule.map_or("时限", |rule| &rule.name);
        format!("{name} {}前", clock.due.date())
    };
    // What the office above still owes is no task of the unit's.
    let own =
        |clock: &&&casework::clocks::Clock| reader.office.organ_of(&clock.owner) == Some(unit);
    let owed = matter.owed_clocks();
    let clocks: Vec<String> = owed.iter().filter(own).map(|one| clock(one)).collect();
    let texts = [
        sheet.to_owned(),
        matter.number.clone(),
        one.title.clone(),
        one.summary.clone(),
        one.requirement.clone(),
        one.issues.clone(),
        matter.stage.zh().to_owned(),
        clocks.join("\n"),
    ];
    let mut cells: Vec<Cell> = texts.into_iter().map(cell).collect();
    cells.resize(width, Cell::Empty);
    cells
}

fn cell(text: String) -> Cell {
    if text.is_empty() {
        Cell::Empty
    } else {
        Cell::Text(text)
    }
}

/// How it is filled, by whom, and the lists a cell may be taken from.
fn cover(app: &App, reader: &Reader, unit: &UnitId, (sheet, due): (&str, Date)) -> Cover {
    let (office, on) = (&reader.office, reader.on());
    let people = office.colleagues_of(unit, on);
    let names = |slot: Option<CountersignSlot>| {
        let signs = |id| slot.is_none_or(|slot| office.signs(app.rules(), id, slot, on));
        let fits = people.iter().filter(|(person, _)| signs(&person.id));
        let names: Vec<&str> = fits.map(|(person, _)| &*person.name).collect();
        names.join("、")
    };
    let findings: Vec<&str> = Finding::CODES.iter().map(|code: &Code| code.zh).collect();
    let at = reader.now.local.strftime("%Y-%m-%d %H:%M").to_string();
    let taker = office.person_name(&reader.person);
    let lines = [
        ("单号", sheet.to_owned()),
        ("交给", office.unit_name(unit).to_owned()),
        ("取单", format!("{taker}，{at}")),
        ("带回期限", format!("{due}前（期限为默认设置，可由本单位调整）")),
        (
            "怎样填写",
            "在“任务单”表里填写“经办人”以后各列。做了哪一步就填哪一步的时间，没有做的留空；前面各列请勿改动，也不要增减行列。".to_owned(),
        ),
        (
            "时间",
            "写作 2026-03-05 09:30，只写日期也可以。写实际办理的时间，时限按它计算，不能早于取单时间。".to_owned(),
        ),
        ("经办人", format!("本行各步是谁办的：{}", names(None))),
        ("承办人", format!("受理时填写：{}", names(Some(CountersignSlot::Handler)))),
        ("分管领导", format!("受理时填写：{}", names(Some(CountersignSlot::Leader)))),
        (
            "核查结论",
            format!(
                "一个问题一行，写“问题号 结论 依据”，如“1.1 {} 与会议记录不符”。结论为{}之一。",
                findings.first().unwrap_or(&""),
                findings.join("、")
            ),
        ),
        (
            "怎样带回",
            "用7-Zip把本文件重新加密压缩：格式选zip，加密算法选AES-256，口令不变，再拷回取单单位。办完请删除电脑和U盘上的文件。".to_owned(),
        ),
        (
            "保密",
            "不含举报人身份。不得转发、不得在联网电脑上打开，不得打听举报人。".to_owned(),
        ),
    ];
    let lines = lines.map(|(label, text)| (label.to_owned(), text));
    Cover {
        title: TITLE.to_owned(),
        lines: lines.into(),
        mark: format!("{} {at} {sheet}", office.unit_name(unit)),
    }
}
