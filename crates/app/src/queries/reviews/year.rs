//! A year of an organ's case reviews: its figures, and the items behind each of them. A year is some hundred
//! items: every panel sits over each.

use super::figures::{Came, Figures};
use crate::queries::reader::Reader;
use crate::{App, Failure, reading};
use casework::review::ItemState;
use casework::{PersonId, UnitId};
use serde::Serialize;
use std::collections::BTreeMap;

/// A year.
#[derive(Debug, Clone, Serialize)]
pub struct Year {
    /// Which.
    pub year: i16,
    /// The sheets that items of the year were scored by, the last published first: id, name and how many
    /// items. Points of different sheets are not added up.
    pub sheets: Vec<(String, String, usize)>,
    /// The one that is shown.
    pub sheet: String,
    /// Its figures.
    pub figures: Figures,
    /// The items asked for, the last published first.
    pub lines: Vec<YearLine>,
}

/// An item of the year.
#[derive(Debug, Clone, Serialize)]
pub struct YearLine {
    /// The session's number.
    pub session: String,
    /// The item.
    pub item: u32,
    /// Who handled it.
    pub unit: String,
    /// Where it stands.
    pub state: &'static str,
    /// What it came to.
    pub score: u32,
    /// Its grade in words.
    pub grade: String,
    /// Whether it was not put right in time.
    pub late: bool,
}

/// Which items of the year: of a unit, a grade, a reason, or with something.
#[derive(Debug, Clone, Default)]
pub struct Sought<'a> {
    /// By which sheet; the last published where none is named.
    pub sheet: Option<&'a str>,
    /// By the unit's or department's name.
    pub unit: Option<&'a str>,
    /// By the grade's id.
    pub grade: Option<&'a str>,
    /// By the reason's code.
    pub code: Option<&'a str>,
    /// With a list, put right, or answered for: `list`, `accepted`, `case`, `held`, `light`.
    pub with: Option<&'a str>,
}

const SQL: &str = "SELECT p.number, r.item, r.unit_id, r.department, r.state, r.score, r.grade, r.list, \
    r.late, r.investigation, p.kind, r.procedure_id, r.held, r.light FROM review_items r \
    JOIN procedures p ON p.procedure_id = r.procedure_id \
    WHERE r.organ_id = $1 AND r.year = $2 AND NOT EXISTS (SELECT 1 FROM recused x \
    WHERE x.person_id = $3 AND x.matter_id = r.matter_id) \
    ORDER BY r.published_at DESC, r.procedure_id, r.item";

const DEDUCTIONS: &str = "SELECT procedure_id, item, code, times FROM review_deductions \
    WHERE organ_id = $1 AND year = $2 ORDER BY procedure_id, item, code";

/// The organ a reader reads the whole of, and so the year of; none for who reads for an office or a post.
pub(super) fn whole_organ(reader: &Reader) -> Option<&UnitId> {
    let mut units = reader.units.iter();
    units.find(|unit| reader.office.organ_of(unit) == Some(*unit))
}

/// Whether a person may open the year at all: a page that leads there asks first.
///
/// # Errors
/// As [`year`].
pub async fn reads_year(app: &App, person: &PersonId) -> Result<bool, Failure> {
    let reader = Reader::of(app, person).await?;
    Ok(whole_organ(&reader).is_some())
}

/// The year of the reader's own organ; the present one where none is named.
///
/// # Errors
/// The reader does not read for a whole organ, or a fault.
pub async fn year(
    app: &App,
    person: &PersonId,
    year: Option<i16>,
    sought: &Sought<'_>,
) -> Result<Year, Failure> {
    let reader = Reader::of(app, person).await?;
    let organ = whole_organ(&reader).ok_or_else(|| Failure::Forbidden {
        act: "查看评查统计".to_owned(),
    })?;
    reading::record_list(app, person, "reviews-year").await?;
    let year = year.unwrap_or(reader.on().year());
    let params = [organ.as_str().into(), i64::from(year).into()];
    let mut lost: BTreeMap<(String, i64), Vec<(String, u32)>> = BTreeMap::new();
    for row in &app.store().rows(DEDUCTIONS, &params).await? {
        let times = u32::try_from(row.int(3)?).unwrap_or(u32::MAX);
        let of = lost
            .entry((row.text(0)?.to_owned(), row.int(1)?))
            .or_default();
        of.push((row.text(2)?.to_owned(), times));
    }
    let [organ, on] = params;
    let params = [organ, on, person.as_str().into()];
    let (mut came, mut lines) = (Vec::new(), Vec::new());
    let mut sheets: Vec<(String, String, usize)> = Vec::new();
    let mut shown = sought.sheet.map(str::to_owned);
    for row in &app.store().rows(SQL, &params).await? {
        let unit = match (row.opt_text(2)?, row.opt_text(3)?) {
            (Some(unit), _) => reader.office.unit_name(&UnitId::from(unit)).to_owned(),
            (None, department) => department.unwrap_or_default().to_owned(),
        };
        let state = ItemState::parse(row.text(4)?);
        let kind = row.text(10)?;
        match sheets.iter_mut().find(|(known, ..)| known == kind) {
            Some((.., count)) => *count += 1,
            None => sheets.push((kind.to_owned(), named(app, kind), 1)),
        }
        if shown.get_or_insert_with(|| kind.to_owned()) != kind {
            continue;
        }
        let one = Came {
            unit,
            score: u32::try_from(row.int(5)?).unwrap_or_default(),
            grade: row.text(6)?.to_owned(),
            listed: row.opt_int(7)?.is_some(),
            accepted: state == Some(ItemState::Accepted),
            case: row.opt_text(9)?.is_some(),
            held: usize::try_from(row.int(12)?).unwrap_or_default(),
            light: row.bool(13)?,
            deductions: lost
                .remove(&(row.text(11)?.to_owned(), row.int(1)?))
                .unwrap_or_default(),
        };
        if sought.wants(&one) {
            let sheet = app.rules().sheet(kind);
            let grade =
                sheet.and_then(|sheet| sheet.grades.iter().find(|grade| grade.id == one.grade));
            lines.push(YearLine {
                session: row.text(0)?.to_owned(),
                item: u32::try_from(row.int(1)?).unwrap_or_default(),
                unit: one.unit.clone(),
                state: state.map_or("", ItemState::zh),
                score: one.score,
                grade: grade.map_or_else(|| one.grade.clone(), |grade| grade.name.clone()),
                late: row.bool(8)?,
            });
        }
        came.push(one);
    }
    let sheet = shown.unwrap_or_default();
    let figures = Figures::counted(app, &sheet, came.into_iter());
    Ok(Year {
        year,
        sheets,
        sheet,
        figures,
        lines,
    })
}

/// What a sheet is called.
fn named(app: &App, sheet: &str) -> String {
    let known = app.rules().sheet(sheet);
    known.map_or(sheet, |sheet| &sheet.name).to_owned()
}

impl Sought<'_> {
    fn wants(&self, one: &Came) -> bool {
        let with = match self.with {
            Some("list") => one.listed,
            Some("accepted") => one.accepted,
            Some("case") => one.case,
            Some("held") => one.held > 0,
            Some("light") => one.light,
            _ => true,
        };
        self.unit.is_none_or(|unit| unit == one.unit)
            && self.grade.is_none_or(|grade| grade == one.grade)
            && self
                .code
                .is_none_or(|code| one.deductions.iter().any(|(known, _)| known == code))
            && with
    }
}
