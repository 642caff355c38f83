//! The two letters of a linkage (两函): drafts until they are signed, numbered from then on. Neither names who
//! reported (T1, T5).

use super::known;
use super::one::is_shown;
use crate::linkages::{HANDOVER, PROMPT};
use crate::official::{self, Facts};
use crate::queries::print::printed;
use crate::queries::reader::Reader;
use crate::{App, Failure};
use casework::linkage::{Issued, Linkage};
use casework::{PersonId, UnitId};
use papers::paper::Official;

/// The prompt letter (提示函), a draft for its own organ until it is signed.
///
/// # Errors
/// [`Failure::NotFound`] both where it does not exist and where the reader may not know of it.
pub async fn prompt(app: &App, person: &PersonId, number: &str) -> Result<Official, Failure> {
    let (reader, linkage, texts) = known(app, person, number).await?;
    let rule = app.rules().letter(PROMPT).ok_or(Failure::NotFound)?;
    let subject = linkage.subject.as_ref().ok_or(Failure::NotFound)?;
    let told = |text: &Option<_>| match text {
        Some(text) => texts.of(text).map(str::to_owned),
        None => Ok(String::new()),
    };
    let annex = linkage.annexed.then(|| ANNEX.to_owned());
    let facts = Facts {
        organ: organ(&reader, &linkage.core.unit),
        addressee: reader.office.unit_name(&linkage.receiver).to_owned(),
        matter: subject.number.clone(),
        received: Some(subject.received),
        reason: told(&linkage.summary)?,
        demand: told(&linkage.demand)?,
        answer_by: first_feedback(&linkage),
        enclosures: annex.into_iter().collect(),
        copies: vec![reader.office.unit_name(&linkage.inspection).to_owned()],
        printed: printed(&reader),
        ..issued(&linkage, linkage.prompt.as_ref())
    };
    Ok(official::issued(rule, &facts))
}

/// What goes along where the reporter agreed (P-20): a paper of its own, never the letter.
const ANNEX: &str = "举报人联系方式附页（经举报人同意，另行密送）";

/// A handover letter (移交函), by its number within the linkage.
///
/// # Errors
/// As [`prompt`].
pub async fn handover(
    app: &App,
    person: &PersonId,
    (number, letter): (&str, u32),
) -> Result<Official, Failure> {
    let (reader, linkage, texts) = known(app, person, number).await?;
    let rule = app.rules().letter(HANDOVER).ok_or(Failure::NotFound)?;
    let subject = linkage.subject.as_ref().ok_or(Failure::NotFound)?;
    let mut letters = linkage.handovers.iter();
    let letter = letters.find(|known| known.number == letter);
    let letter = letter.filter(|letter| is_shown(letter, &linkage, &reader));
    let letter = letter.ok_or(Failure::NotFound)?;
    let facts = Facts {
        organ: organ(&reader, &letter.organ),
        addressee: texts.of(&letter.name)?.to_owned(),
        matter: subject.number.clone(),
        reason: texts.of(&letter.summary)?.to_owned(),
        demand: texts.of(&letter.demand)?.to_owned(),
        answer_by: Some(letter.answer_by),
        printed: printed(&reader),
        ..issued(&linkage, letter.issued.as_ref())
    };
    Ok(official::issued(rule, &facts))
}

/// Number and day of a letter that was signed; a draft says that it is one.
fn issued(linkage: &Linkage, signed: Option<&Issued>) -> Facts {
    Facts {
        year: signed.map_or(linkage.core.opened.date().year(), |signed| signed.year),
        serial: signed.map(|signed| signed.serial),
        date: signed.map(|signed| signed.on),
        marks: match signed {
            Some(_) => Vec::new(),
            None => vec!["送签稿".to_owned()],
        },
        ..Facts::default()
    }
}

fn organ(reader: &Reader, unit: &UnitId) -> String {
    let organ = reader.office.organ_of(unit).unwrap_or(unit);
    reader.office.unit_name(organ).to_owned()
}

/// The day of the first feedback the letter asks for.
fn first_feedback(linkage: &Linkage) -> Option<jiff::civil::Date> {
    let mut clocks = linkage.core.clocks.iter();
    let first = clocks.find(|clock| clock.rule == "linkage-feedback");
    first.map(|clock| clock.due.date())
}
