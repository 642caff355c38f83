//! The deficiency list of an item (负分问题清单) on paper: one context makes the page and the document.

use super::item::deficiencies;
use super::known;
use crate::official::{self, Facts};
use crate::{App, Failure, reading};
use casework::PersonId;
use papers::paper::{Official, Printed};

/// The kind of the catalogue.
pub(super) const KIND: &str = "deficiency-list";

/// A list on paper.
#[derive(Debug, Clone)]
pub struct Paper {
    /// The session's number.
    pub session: String,
    /// The item.
    pub item: u32,
    /// What it says.
    pub official: Official,
}

/// The list of an item, for whoever sees the item.
///
/// # Errors
/// [`Failure::NotFound`] where no list went out, or the item does not exist for the reader.
pub async fn paper(
    app: &App,
    person: &PersonId,
    number: &str,
    item: u32,
) -> Result<Paper, Failure> {
    let known = known(app, person, number).await?;
    let found = known.item(item)?;
    let rule = app.rules().letter(KIND).ok_or(Failure::NotFound)?;
    let (Some(list), Some(settled)) = (&found.list, &found.settled) else {
        return Err(Failure::NotFound);
    };
    reading::record_list(app, person, &format!("{number}-{item}-list")).await?;
    let review = &known.review;
    let office = &known.reader.office;
    let organ = office
        .organ_of(&review.core.unit)
        .unwrap_or(&review.core.unit);
    let mut clocks = review.core.clocks.iter();
    let due = clocks
        .find(|clock| clock.rule == casework::review::RECTIFICATION && clock.about == Some(item));
    let lines = deficiencies(app, &known, found)
        .into_iter()
        .zip(1..)
        .map(|(lost, at)| {
            let reason = if lost.count > 1 {
                format!("{}（{}处）", lost.reason, lost.count)
            } else {
                lost.reason
            };
            vec![
                at.to_string(),
                lost.dimension,
                reason,
                lost.points.to_string(),
                lost.demand,
            ]
        });
    let matter = known.number(found).map(str::to_owned);
    let outside = match &found.of {
        casework::review::Of::Outside(outside) => Some(outside.reference.clone()),
        casework::review::Of::Matter(_) => None,
    };
    let facts = Facts {
        organ: office.unit_name(organ).to_owned(),
        addressee: known.unit(found),
        year: list.year,
        serial: Some(list.serial),
        date: Some(list.on),
        signatory: Some(office.person_name(&list.by).to_owned()),
        matter: matter.or(outside).unwrap_or_default(),
        period: review
            .period
            .map(|(from, until)| format!("{from}至{until}"))
            .unwrap_or_default(),
        score: format!("{}分", settled.score),
        answer_by: due.map(|clock| clock.due.date()),
        demand: "对照清单逐条整改，举一反三，按期报送整改情况和证明材料。".to_owned(),
        lines: lines.collect(),
        printed: Printed {
            by: office.person_name(person).to_owned(),
            at: known
                .reader
                .now
                .local
                .strftime("%Y-%m-%d %H:%M")
                .to_string(),
        },
        ..Facts::default()
    };
    let official = official::issued(rule, &facts);
    Ok(Paper {
        session: review.core.number.clone(),
        item,
        official,
    })
}
