//! The notice of a review's unqualified results (全市通报) as its page and its paper show it: units, scores and what cost
//! points, and who has it. It names no matter (T3), and is one paper for everybody it went to.

use super::figures::Figures;
use super::item::deficiencies;
use super::{Known, known};
use crate::official::{self, Facts};
use crate::queries::print::printed;
use crate::queries::todo::minute;
use crate::{App, Failure, vault};
use casework::PersonId;
use casework::procedure::Noun;
use casework::review::notice::{LETTER, Notice};
use papers::paper::Official;
use serde::Serialize;

/// A notice as the session's page shows it.
#[derive(Debug, Clone, Serialize)]
pub struct NoticeLine {
    /// Its number as a letter; nothing while it is a draft.
    pub letter: Option<String>,
    /// Who has it, where the reader may know.
    pub receipts: Vec<Receipt>,
}

/// Whether an organ has it.
#[derive(Debug, Clone, Serialize)]
pub struct Receipt {
    /// The organ's name.
    pub unit: String,
    /// Who acknowledged it, and when.
    pub acknowledged: Option<(String, String)>,
    /// What it will do.
    pub measures: String,
    /// Whether it was late, or is.
    pub late: bool,
}

/// The notice of a session: a draft only for whoever runs it or stands above.
fn notice_of(known: &Known) -> Option<&Notice> {
    let notice = known.review.notice.as_ref()?;
    (known.whole || notice.signed.is_some()).then_some(notice)
}

/// The notice on the session's page; nothing where there is none the reader may know of.
pub(super) async fn line(app: &App, known: &Known) -> Result<Option<NoticeLine>, Failure> {
    let Some(notice) = notice_of(known) else {
        return Ok(None);
    };
    let (office, review) = (&known.reader.office, &known.review);
    let stream_id = review.core.id.stream(Noun::Review);
    let texts = vault::texts(app, &known.reader.opener(), &stream_id).await?;
    let mut receipts = Vec::new();
    for receipt in &notice.receipts {
        // What another organ answered is for whoever sent it.
        if !known.whole && !known.reader.units.contains(&receipt.unit) {
            continue;
        }
        let mut clocks = review.core.clocks.iter();
        let acknowledged = receipt.acknowledged.as_ref();
        receipts.push(Receipt {
            unit: office.unit_name(&receipt.unit).to_owned(),
            acknowledged: acknowledged
                .map(|(by, at)| (office.person_name(by).to_owned(), minute(*at))),
            measures: match &receipt.measures {
                Some(text) => texts.of(text)?.to_owned(),
                None => String::new(),
            },
            late: clocks.any(|clock| {
                clock.rule == "review-notice-receipt" && clock.owner == receipt.unit && clock.lapsed
            }),
        });
    }
    let signed = notice.signed.as_ref().zip(app.rules().letter(LETTER));
    Ok(Some(NoticeLine {
        letter: signed.map(|(signed, rule)| rule.numbered(signed.year, Some(signed.serial))),
        receipts,
    }))
}

/// The notice on paper.
///
/// # Errors
/// [`Failure::NotFound`] where there is none, or the reader may not know of it.
pub async fn notice(app: &App, person: &PersonId, number: &str) -> Result<Official, Failure> {
    let known = known(app, person, number).await?;
    let notice = notice_of(&known).ok_or(Failure::NotFound)?;
    let rule = app.rules().letter(LETTER).ok_or(Failure::NotFound)?;
    let (office, review) = (&known.reader.office, &known.review);
    let own = &review.core.unit;
    let organ = office.organ_of(own).unwrap_or(own);
    let stream_id = review.core.id.stream(Noun::Review);
    let texts = vault::texts(app, &known.reader.opener(), &stream_id).await?;
    let signed = notice.signed.as_ref();
    let marks = match signed {
        Some(_) => Vec::new(),
        None => vec!["送签稿".to_owned()],
    };
    let name = |person: &PersonId| office.person_name(person).to_owned();
    Ok(official::issued(
        rule,
        &Facts {
            organ: office.unit_name(organ).to_owned(),
            addressee: "各单位".to_owned(),
            year: signed.map_or_else(|| known.reader.on().year(), |signed| signed.year),
            serial: signed.map(|signed| signed.serial),
            date: signed.map(|signed| signed.on),
            signatory: Some(signed.map_or_else(String::new, |signed| name(&signed.by))),
            matter: review.core.number.clone(),
            period: period(&known),
            standing: standing(app, &known),
            demand: texts.of(&notice.demand)?.to_owned(),
            lines: lines(app, &known, notice),
            marks,
            printed: printed(&known.reader),
            ..Facts::default()
        },
    ))
}

fn period(known: &Known) -> String {
    let Some((from, until)) = known.review.period else {
        return String::new();
    };
    let month = |on: jiff::civil::Date| format!("{}年{}月", on.year(), on.month());
    match month(from) == month(until) {
        true => month(from),
        false => format!("{}至{}", month(from), month(until)),
    }
}

/// The session in a sentence: every item counts, whoever reads.
fn standing(app: &App, known: &Known) -> String {
    let figures = Figures::of(app, known, known.review.items.iter());
    format!(
        "共评查{}件，平均{}分，其中优秀{}件、不合格{}件；下发负分问题清单{}份。",
        figures.evaluated, figures.average, figures.excellent, figures.unqualified, figures.lists
    )
}

fn lines(app: &App, known: &Known, notice: &Notice) -> Vec<Vec<String>> {
    let sheet = known.review.sheet(app.rules());
    let items = known.review.items.iter();
    let told = items.filter(|item| notice.items.contains(&item.number));
    let line = |item: &casework::review::Item| {
        let settled = item.settled.as_ref()?;
        let mut grades = sheet.into_iter().flat_map(|sheet| &sheet.grades);
        let grade = grades.find(|grade| grade.id == settled.grade);
        let reasons = deficiencies(app, known, item);
        let reasons: Vec<String> = reasons.into_iter().map(|lost| lost.reason).collect();
        Some(vec![
            known.unit(item),
            settled.score.to_string(),
            grade.map_or_else(String::new, |grade| grade.name.clone()),
            reasons.join("；"),
        ])
    };
    told.filter_map(line).collect()
}
