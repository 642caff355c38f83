//! Letters (函件): filled for one reader from what that reader's dossier shows, like a form; a page and a
//! document from one context. Whoever reported is named only where that stands open (T1).

use super::{Seen, annex, fill, look, organ, printed};
use crate::official::{FREE, Filling};
use crate::queries::matter::MatterPage;
use crate::queries::reader::Reader;
use crate::{App, Failure, reading};
use casework::PersonId;
use casework::matter::Stage;
use casework::rules::{LetterRule, Need, Place};
use papers::paper::Official;

/// A letter, filled for one reader.
#[derive(Debug, Clone)]
pub struct Lettering {
    /// The letter's id.
    pub id: String,
    /// 答复函.
    pub name: String,
    /// Number of the matter.
    pub matter: String,
    /// Whether it names who reported: it then bears its reader's mark.
    pub names: bool,
    /// The letter.
    pub letter: Official,
}

/// The letters of the catalogue that can be written about a matter now: id and name.
pub fn offered(app: &App, page: &MatterPage) -> Vec<(String, String)> {
    let letters = app.rules().letters.iter();
    let due = letters.filter(|letter| is_due(letter, page));
    due.map(|letter| (letter.id.clone(), letter.name.clone()))
        .collect()
}

/// A letter of a matter.
///
/// # Errors
/// [`Failure::NotFound`] where there is no such letter, or no such matter for the reader, or it is too
/// early for the letter.
pub async fn letter(
    app: &App,
    person: &PersonId,
    number: &str,
    letter: &str,
) -> Result<Lettering, Failure> {
    let rule = app.rules().letter(letter).ok_or(Failure::NotFound)?;
    let reader = Reader::of(app, person).await?;
    let seen = look(app, &reader, number, false).await?;
    if !is_due(rule, &seen.page) {
        return Err(Failure::NotFound);
    }
    let addressee = reporter(&seen);
    let opens = rule.needs == Some(Need::Annex);
    let names = opens || (addressee.is_some() && rule.addressee.contains("{reporter}"));
    let read = reading::Event::Printed {
        matter: seen.id,
        form: rule.id.clone(),
        identity: names,
    };
    reading::record(app, person, read).await?;
    let contact = if opens {
        annex::lines(app, &reader, number).await?
    } else {
        Vec::new()
    };
    Ok(Lettering {
        id: rule.id.clone(),
        name: rule.name.clone(),
        matter: seen.page.number.clone(),
        names,
        letter: filled(rule, &reader, &seen, (addressee, contact)),
    })
}

fn is_due(rule: &LetterRule, page: &MatterPage) -> bool {
    let stage = Stage::ALL.iter().find(|known| known.as_str() == page.stage);
    stage.is_some_and(|stage| is_reached(rule, *stage))
        && page.excluded == rule.excluded
        && rule.needs.is_none_or(|need| has(need, page))
}

/// What an act issues is never offered here: it has no stage.
fn is_reached(rule: &LetterRule, stage: Stage) -> bool {
    let from = rule.from.is_some_and(|from| stage >= from);
    from && !matches!(stage, Stage::Joined | Stage::Voided)
}

fn has(need: Need, page: &MatterPage) -> bool {
    match need {
        Need::Handed => !page.handing.handed.is_empty(),
        Need::Annex => page.handing.annex.is_some(),
    }
}

/// The body it went to last; an annex is for the very body it was agreed to, whatever went since.
fn body(rule: &LetterRule, page: &MatterPage) -> String {
    let annex = page.handing.annex.as_ref().map(|annex| &annex.body);
    let last = page.handing.handed.last().map(|handed| &handed.body);
    let body = if rule.needs == Some(Need::Annex) {
        annex
    } else {
        last
    };
    body.cloned().unwrap_or_default()
}

fn filled(
    rule: &LetterRule,
    reader: &Reader,
    seen: &Seen,
    (reporter, contact): (Option<String>, Vec<String>),
) -> Official {
    let date = reader.now.local.date();
    let organ = organ(reader);
    let place = |place| match place {
        Place::Reporter => reporter.clone().unwrap_or_else(|| FREE.to_owned()),
        Place::Number => seen.page.number.clone(),
        Place::Received => in_words(&fill::received(&seen.page)),
        Place::Organ => organ.clone(),
        Place::Body => body(rule, &seen.page),
        Place::Year => date.year().to_string(),
        // What an act alone knows is room for writing here.
        _ => String::new(),
    };
    let filling = Filling {
        place: &place,
        said: &|of, label| fill::last_said(seen, of, label),
        contact: &contact,
        lines: &[],
        drafted: &[],
    };
    // Whoever may not open the annex reads the letter as if there were none (T3).
    let annex = seen.page.handing.annex.as_ref();
    let encloses = !rule.enclosure.is_empty() && annex.is_some_and(|annex| annex.is_of_last);
    Official {
        number: rule.numbered(date.year(), None),
        marks: Vec::new(),
        title: filling.words(&rule.title),
        addressee: filling.words(&rule.addressee),
        body: filling.body(rule),
        enclosures: encloses
            .then(|| filling.words(&rule.enclosure))
            .into_iter()
            .collect(),
        signatory: None,
        signature: organ.clone(),
        date: Some(date),
        contact: filling.words(&rule.contact),
        copies: Vec::new(),
        printed: printed(reader),
        organ,
    }
}

/// The name that stands open for the reader.
fn reporter(seen: &Seen) -> Option<String> {
    let opened = seen.page.identities.iter();
    let opened = opened.filter_map(|lock| lock.opened.as_ref());
    let mut parts = opened.flat_map(|opened| &opened.parts);
    let name = parts.find(|(label, _)| *label == "姓名")?;
    Some(name.1.clone())
}

/// `2026-03-02 09:15` as a letter writes it: 2026年3月2日.
fn in_words(received: &str) -> String {
    let day = received.split(' ').next().unwrap_or_default();
    match day.parse::<jiff::civil::Date>() {
        Ok(day) => papers::paper::in_words(day),
        Err(_) => received.to_owned(),
    }
}
