//! A whole list of cadres from a spreadsheet (导入干部名册, P-27): every row is checked first, and one that
//! is wrong is told by file, row and field; then they are entered by the act like any other, as one write
//! for each five hundred.

use crate::{App, FileFailure, Order, Subject, Who};
use casework::PersonId;
use casework::code::Code;
use casework::matter::Rank;
use casework::office::Level;
use casework::office::steps::enter_cadres::ENTERED_MAX;
use papers::sheet::{Reading, Sheet};
use serde_json::{Map, Value, json};

/// The headings of a list; the last two may be missing.
pub const HEADINGS: [&str; 7] = [
    "姓名",
    "单位或村",
    "职务",
    "职级",
    "干部管理权限",
    "所在地",
    "本系统机构",
];

/// How many of the headings must be there.
const NEEDED: usize = 5;

/// Errors told at most; the rest are like them.
const TOLD_MAX: usize = 50;

/// Enters a list. Returns how many entries it has.
///
/// # Errors
/// What is wrong with its rows; nothing was entered then. Or the person may not enter cadres.
pub async fn import(
    app: &App,
    person: &PersonId,
    file: &str,
    bytes: &[u8],
) -> Result<usize, FileFailure> {
    let sheet = Sheet::read(bytes, &Reading::of(file));
    let sheet = sheet.map_err(|error| FileFailure::Wrong(vec![error.to_string()]))?;
    let cadres = rows(app, file, &sheet)?;
    let count = cadres.len();
    for part in cadres.chunks(ENTERED_MAX) {
        let mut fields = Map::new();
        fields.insert("cadres".to_owned(), Value::Array(part.to_vec()));
        let order = Order {
            subject: Subject::Office,
            act: "enter-cadres".to_owned(),
            fields,
            happened: None,
        };
        app.execute(&Who::Staff(person.clone()), order).await?;
    }
    Ok(count)
}

fn rows(app: &App, file: &str, sheet: &Sheet) -> Result<Vec<Value>, FileFailure> {
    let at = |heading: &str| sheet.columns.iter().position(|column| column == heading);
    let missing = HEADINGS[..NEEDED]
        .iter()
        .filter(|heading| at(heading).is_none());
    let missing: Vec<String> = missing
        .map(|heading| format!("{file}：没有“{heading}”这一列"))
        .collect();
    if !missing.is_empty() {
        return Err(FileFailure::Wrong(missing));
    }
    let (mut cadres, mut errors) = (Vec::new(), Vec::new());
    let mut seen = std::collections::BTreeMap::new();
    for row in &sheet.rows {
        let cell = |heading: &str| {
            let cell = at(heading).and_then(|at| row.cells.get(at));
            cell.map(|cell| cell.trimmed()).unwrap_or_default()
        };
        let wrong =
            |heading: &str, what: &str| format!("{file} 第{}行 {heading}：{what}", row.number);
        let before = errors.len();
        for (heading, max) in [("姓名", 30), ("单位或村", 100), ("职务", 60)] {
            match cell(heading).chars().count() {
                0 => errors.push(wrong(heading, "没有填写")),
                count if count > max => errors.push(wrong(heading, &format!("最多{max}字"))),
                _ => {}
            }
        }
        let rank = word(Rank::CODES, &cell("职级"));
        let level = word(Level::CODES, &cell("干部管理权限"));
        for (heading, known, codes) in [
            ("职级", rank, Rank::CODES),
            ("干部管理权限", level, Level::CODES),
        ] {
            if known.is_none() {
                let words: Vec<&str> = codes.iter().map(|code| code.zh).collect();
                errors.push(wrong(heading, &format!("应为{}之一", words.join("、"))));
            }
        }
        let region = place(app, &cell("所在地"));
        let organ = unit(app, &cell("本系统机构"));
        if region == Some(None) {
            errors.push(wrong("所在地", "没有这个地区"));
        }
        if organ == Some(None) {
            errors.push(wrong("本系统机构", "没有这个机构，请写全称"));
        }
        let key = (cell("姓名"), cell("单位或村"));
        if let Some(first) = seen.insert(key, row.number) {
            errors.push(wrong("姓名", &format!("与第{first}行姓名、单位都相同")));
        }
        if errors.len() == before {
            cadres.push(json!({
                "name": cell("姓名"), "unit": cell("单位或村"), "post": cell("职务"),
                "rank": rank, "managed_at": level,
                "region": region.flatten(), "organ": organ.flatten(),
            }));
        }
    }
    if errors.is_empty() && cadres.is_empty() {
        errors.push(format!("{file}：表头下面没有内容"));
    }
    errors.truncate(TOLD_MAX);
    match errors.is_empty() {
        true => Ok(cadres),
        false => Err(FileFailure::Wrong(errors)),
    }
}

/// The value of a word of a list.
fn word(codes: &'static [Code], zh: &str) -> Option<&'static str> {
    codes
        .iter()
        .find(|code| code.zh == zh)
        .map(|code| code.value)
}

/// A place's code: nothing where the cell is empty, nothing inside where no place has the name.
fn place(app: &App, name: &str) -> Option<Option<String>> {
    let office = app.office();
    let mut units = office.units.values();
    (!name.is_empty()).then(|| {
        units
            .find(|unit| unit.kind.is_organ() && (unit.place == name || unit.region == name))
            .map(|unit| unit.region.clone())
    })
}

fn unit(app: &App, name: &str) -> Option<Option<String>> {
    let office = app.office();
    let mut units = office.units.values();
    (!name.is_empty()).then(|| {
        units
            .find(|unit| unit.name == name || unit.id.as_str() == name)
            .map(|unit| unit.id.to_string())
    })
}
