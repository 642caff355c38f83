//! Printed forms and letters (打印件, P-22): filled for one reader from what that reader's dossier shows, and from
//! nothing else (T3, T5). One context makes the page and the document.
//!
//! Every print is a reading of its own kind, recorded before anything is shown (T18).

mod annex;
mod fill;
mod letter;

pub use letter::{Lettering, letter, offered};

use super::matter::{self, MatterPage};
use super::reader::Reader;
use super::trail::{self, TrailEntry};
use crate::stream::MatterEvent;
use crate::{App, Failure, reading};
use casework::form::FieldError;
use casework::rules::{FormRule, Listing, RowRule};
use casework::{MatterId, PersonId};
use papers::paper::{Form, Printed};

/// Matters of one batch at most.
pub const BATCH_MAX: usize = 50;

/// Forms, filled for one reader.
#[derive(Debug, Clone)]
pub struct Printing {
    /// The form's id.
    pub form: String,
    /// The form's name.
    pub name: String,
    /// The sheets.
    pub sheets: Vec<Form>,
    /// Numbers of the matters on them.
    pub numbers: Vec<String>,
    /// Numbers that do not exist for the reader: nobody can tell which of the two it is (T3).
    pub refused: Vec<String>,
    /// Who prints, when.
    pub printed: Printed,
}

/// A matter as its reader sees it, with the kind of each event in the order of the stream.
struct Seen {
    id: MatterId,
    page: MatterPage,
    kinds: Vec<&'static str>,
    trail: Option<Vec<TrailEntry>>,
}

/// The form of one matter.
///
/// # Errors
/// [`Failure::NotFound`] where there is no such form, or no such matter for the reader.
pub async fn one(
    app: &App,
    person: &PersonId,
    number: &str,
    form: &str,
) -> Result<Printing, Failure> {
    let printing = batch(app, person, &[number.to_owned()], form).await?;
    if printing.sheets.is_empty() {
        return Err(Failure::NotFound);
    }
    Ok(printing)
}

/// The form of several matters, each looked up by itself.
///
/// # Errors
/// There is no such form, or more matters are asked for than a batch holds.
pub async fn batch(
    app: &App,
    person: &PersonId,
    numbers: &[String],
    form: &str,
) -> Result<Printing, Failure> {
    let rule = app.rules().form(form).ok_or(Failure::NotFound)?;
    if numbers.len() > BATCH_MAX {
        let sentence = format!("一次最多打印{BATCH_MAX}件，请分几次打印");
        let field = "numbers".to_owned();
        return Err(Failure::Invalid(vec![FieldError { field, sentence }]));
    }
    let reader = Reader::of(app, person).await?;
    let (mut seen, mut refused) = (Vec::new(), Vec::new());
    for number in numbers {
        match look(app, &reader, number, lists_trail(rule)).await {
            Ok(one) => seen.push(one),
            Err(Failure::NotFound) => refused.push(number.clone()),
            Err(other) => return Err(other),
        }
    }
    for one in &seen {
        let printed = reading::Event::Printed {
            matter: one.id,
            form: rule.id.clone(),
            identity: fill::shows_identity(rule, &one.page),
        };
        reading::record(app, person, printed).await?;
    }
    Ok(Printing {
        form: rule.id.clone(),
        name: rule.name.clone(),
        sheets: fill::sheets(rule, &organ(&reader), &seen),
        numbers: seen.into_iter().map(|one| one.page.number).collect(),
        refused,
        printed: printed(&reader),
    })
}

/// A matter by the one checked way.
async fn look(
    app: &App,
    reader: &Reader,
    number: &str,
    wants_trail: bool,
) -> Result<Seen, Failure> {
    let (matter, events) = reader.matter(app, number).await?;
    let page = matter::matter(app, &reader.person, number).await?;
    let trail = if wants_trail && page.may_read_trail {
        let trail = trail::trail(app, &reader.person, number).await?;
        Some(trail.entries)
    } else {
        None
    };
    let kind = |recorded: &MatterEvent| recorded.event.kind();
    Ok(Seen {
        id: matter.id,
        kinds: events.iter().map(kind).collect(),
        page,
        trail,
    })
}

fn lists_trail(rule: &FormRule) -> bool {
    rule.rows.iter().any(|row| {
        let RowRule::Grid { of, .. } = row else {
            return false;
        };
        *of == Listing::Trail
    })
}

/// The organ through whose eyes the reader reads first: it stands above the table.
fn organ(reader: &Reader) -> String {
    let office = &reader.office;
    let unit = reader.units.first();
    let organ = unit.and_then(|unit| office.organ_of(unit));
    organ
        .map(|organ| office.unit_name(organ).to_owned())
        .unwrap_or_default()
}

/// Who takes a paper, and when: it stands at the foot of every paper.
pub(crate) fn printed(reader: &Reader) -> Printed {
    let name = reader.office.person_name(&reader.person);
    Printed {
        by: format!("{} {name}", organ(reader)),
        at: super::todo::shown(reader.now.at),
    }
}
