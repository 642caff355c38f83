//! The score sheet of an item on paper (评查打分表, P-22): the five dimensions with what each was worth and cost, the
//! deductions with their reason codes, how far the reviewers lay apart, and what the chair settled. One context
//! makes the page and the document; the unit under review reads no reviewer's own sheet on it.

use super::item::{ItemPage, SheetLine};
use super::known;
use crate::{App, Failure, reading};
use casework::PersonId;
use casework::review::Deduction;
use casework::rules::Sheet;
use papers::paper::{Form, Grid, Printed, Row};

/// A score sheet on paper.
#[derive(Debug, Clone)]
pub struct ScoreSheet {
    /// The session's number.
    pub session: String,
    /// The item.
    pub item: u32,
    /// What it says.
    pub form: Form,
    /// Who printed it and when.
    pub printed: Printed,
}

impl ScoreSheet {
    /// What it says, a line a row, as a reader of the paper would tell it.
    pub fn lines(&self) -> Vec<String> {
        let line = |row: &Row| match row {
            Row::Pairs(pairs) => {
                let pair = |(label, value): &(String, String)| format!("{label} {value}");
                vec![pairs.iter().map(pair).collect::<Vec<_>>().join(" ")]
            }
            Row::Text { label, text, .. } => vec![format!("{label} {text}")],
            Row::Heading(text) => vec![text.clone()],
            Row::Grid(grid) => grid.lines.iter().map(|line| line.join(" ")).collect(),
        };
        let title = format!("{} {}", self.form.title, self.form.number);
        std::iter::once(title)
            .chain(self.form.rows.iter().flat_map(line))
            .collect()
    }
}

/// The score sheet of an item whose score counts, for whoever sees the score.
///
/// # Errors
/// [`Failure::NotFound`] where the item was not settled, or does not exist for the reader.
pub async fn score_sheet(
    app: &App,
    person: &PersonId,
    number: &str,
    item: u32,
) -> Result<ScoreSheet, Failure> {
    let page = super::item(app, person, number, item).await?;
    let known = known(app, person, number).await?;
    let found = known.item(item)?;
    let settled = found.settled.as_ref().filter(|_| known.sees_score(found));
    let settled = settled.ok_or(Failure::NotFound)?;
    let sheet = known.review.sheet(app.rules()).ok_or(Failure::NotFound)?;
    reading::record_list(app, person, &format!("{number}-{item}-score")).await?;
    let office = &known.reader.office;
    let unit = &known.review.core.unit;
    let organ = office
        .unit_name(office.organ_of(unit).unwrap_or(unit))
        .to_owned();
    let now = known.reader.now.local;
    let printed = Printed {
        by: format!("{organ} {}", office.person_name(person)),
        at: now.strftime("%Y-%m-%d %H:%M").to_string(),
    };
    let form = Form {
        title: format!("{}评分表", sheet.name),
        organ,
        number: format!("{}第{item}项", page.session),
        barcode: None,
        rows: rows(sheet, &settled.deductions, &page),
        note: "满分100分，每个方面最多扣完本方面的分。".to_owned(),
    };
    Ok(ScoreSheet {
        session: page.session,
        item,
        form,
        printed,
    })
}

fn rows(sheet: &Sheet, deductions: &[Deduction], page: &ItemPage) -> Vec<Row> {
    let row = &page.line;
    let of = row
        .matter
        .clone()
        .or_else(|| row.reference.clone())
        .unwrap_or_default();
    let score = row
        .score
        .map_or_else(String::new, |score| format!("{score}分"));
    let pair = |label: &str, value: String| (label.to_owned(), value);
    let mut rows = vec![
        Row::Pairs(vec![pair("承办单位", row.unit.clone()), pair("评查件", of)]),
        Row::Pairs(vec![pair("得分", score), pair("等次", row.grade.clone())]),
        Row::Heading("各方面得分".to_owned()),
        dimensions(sheet, deductions),
        Row::Heading("扣分事由".to_owned()),
        reasons(sheet, deductions),
    ];
    if !page.sheets.is_empty() {
        rows.push(Row::Heading(format!(
            "各评查员评分　{}人，相差{}分",
            page.sheets.len(),
            row.spread
        )));
        rows.push(reviewers(&page.sheets));
    }
    let reason = page.reason.clone();
    rows.push(Row::Text {
        label: "主评裁定".to_owned(),
        text: reason.unwrap_or_default(),
        lines: 2,
        sign: "主评签名：　　　　　　　　　年　　月　　日".to_owned(),
    });
    rows
}

fn grid(heads: &[(&str, usize)], lines: Vec<Vec<String>>, none: &str) -> Row {
    let lines = if lines.is_empty() {
        let mut line = vec![String::new(); heads.len()];
        none.clone_into(&mut line[0]);
        vec![line]
    } else {
        lines
    };
    let heads = heads
        .iter()
        .map(|(head, width)| ((*head).to_owned(), *width));
    Row::Grid(Grid {
        heads: heads.collect(),
        lines,
        spare: 0,
    })
}

/// Each dimension: what it is worth, what it cost at most, what is left.
fn dimensions(sheet: &Sheet, deductions: &[Deduction]) -> Row {
    let lines = sheet.dimensions.iter().map(|dimension| {
        let own = |one: &&Deduction| {
            dimension
                .deductions
                .iter()
                .any(|known| known.code == one.code)
        };
        let lost = deductions.iter().filter(own);
        let lost: u32 = lost.map(|one| one.points.saturating_mul(one.count)).sum();
        let lost = lost.min(dimension.points);
        let left = dimension.points - lost;
        vec![
            dimension.name.clone(),
            dimension.points.to_string(),
            lost.to_string(),
            left.to_string(),
        ]
    });
    let heads = [("方面", 6), ("满分", 2), ("扣分", 2), ("得分", 2)];
    grid(&heads, lines.collect(), "")
}

/// What cost points, with its reason code (S3-27).
fn reasons(sheet: &Sheet, deductions: &[Deduction]) -> Row {
    let lines = deductions.iter().map(|one| {
        let known = sheet
            .reason(&one.code)
            .map(|(_, reason)| reason.name.clone());
        vec![
            known.unwrap_or_else(|| one.code.clone()),
            one.code.clone(),
            one.count.to_string(),
            one.points.saturating_mul(one.count).to_string(),
        ]
    });
    let heads = [("扣分事由", 5), ("代码", 4), ("处数", 1), ("扣分", 2)];
    grid(&heads, lines.collect(), "不扣分")
}

fn reviewers(sheets: &[SheetLine]) -> Row {
    let lines = sheets.iter().map(|sheet| {
        let lost = sheet.lost.iter();
        let lost: Vec<String> = lost
            .map(|lost| format!("{}（{}）", lost.reason, lost.points))
            .collect();
        let lost = if lost.is_empty() {
            "不扣分".to_owned()
        } else {
            lost.join("；")
        };
        vec![
            sheet.person.clone(),
            sheet.score.to_string(),
            lost,
            sheet.remark.clone(),
        ]
    });
    let heads = [("评查员", 2), ("得分", 1), ("扣分事由", 6), ("评语", 3)];
    grid(&heads, lines.collect(), "")
}
