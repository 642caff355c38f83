//! What may be done on several matters at once, and its one form (批量办理, P-10). A matter that does not
//! exist for the reader is not told apart from one that does not exist at all (T3).

use super::act::{self, ActForm, Choice, Control, FormField};
use super::books::Wish;
use super::listing::{self, Filter, Listing};
use super::reader::Reader;
use super::titles;
use crate::vault::Texts;
use crate::{App, Failure, Fault, reading};
use casework::form::FieldError;
use casework::matter::{Matter, steps};
use casework::rules::BatchAct;
use casework::step::Facts;
use casework::{Actor, PersonId, access};
use serde::Serialize;

/// Matters ticked in a list, and what may be done on them.
#[derive(Debug, Clone, Serialize)]
pub struct Chosen {
    /// The matters.
    pub items: Vec<ChosenItem>,
    /// Numbers that do not exist for the reader.
    pub unknown: Vec<String>,
    /// The acts that may be meant for at least one of them.
    pub acts: Vec<Offer>,
    /// Forms that may be printed of them: id and name.
    pub forms: Vec<(String, String)>,
    /// Most matters of one batch.
    pub max: usize,
}

/// A ticked matter.
#[derive(Debug, Clone, Serialize)]
pub struct ChosenItem {
    /// Number.
    pub number: String,
    /// Title.
    pub title: String,
    /// Stage, in words.
    pub stage_zh: &'static str,
    /// In whose hands.
    pub holder: String,
}

/// An act that may be done on several.
#[derive(Debug, Clone, Serialize)]
pub struct Offer {
    /// The noun in its address.
    pub noun: &'static str,
    /// The button.
    pub zh: &'static str,
    /// What it does and what follows.
    pub help: &'static str,
    /// On how many of them it may be meant now.
    pub ready: usize,
}

/// The one form of an act for several matters.
#[derive(Debug, Clone, Serialize)]
pub struct BatchForm {
    /// What is filled once.
    pub form: ActForm,
    /// What is filled for each matter apart.
    pub each: Vec<FormField>,
    /// The matters.
    pub items: Vec<ChosenItem>,
    /// On how many of them the act may be meant now.
    pub ready: usize,
}

/// Matters with what is needed of them.
struct Looked {
    matters: Vec<Matter>,
    items: Vec<ChosenItem>,
    unknown: Vec<String>,
}

/// What may be done on the matters of some numbers.
///
/// # Errors
/// Too many, or a fault.
pub async fn chosen(app: &App, person: &PersonId, numbers: &[String]) -> Result<Chosen, Failure> {
    let reader = Reader::of(app, person).await?;
    reading::record_list(app, person, "batch").await?;
    let looked = look(app, &reader, numbers).await?;
    let mut acts = Vec::new();
    for rule in &app.rules().batches.acts {
        let Some(act) = rule.act() else { continue };
        let may = |matter: &&Matter| is_ready(app, &reader, act.name, matter);
        let ready = looked.matters.iter().filter(may).count();
        if ready > 0 {
            let (noun, zh, help) = (act.noun, act.zh, act.help);
            acts.push(Offer {
                noun,
                zh,
                help,
                ready,
            });
        }
    }
    let forms = app.rules().forms.iter();
    Ok(Chosen {
        items: looked.items,
        unknown: looked.unknown,
        acts,
        forms: forms
            .map(|form| (form.id.clone(), form.name.clone()))
            .collect(),
        max: app.rules().batches.max,
    })
}

/// The one form of an act for several matters: what may be chosen is what all that are ready have in
/// common.
///
/// # Errors
/// No such batch act, too many matters, or none that exists for the reader.
pub async fn form(
    app: &App,
    person: &PersonId,
    numbers: &[String],
    noun: &str,
) -> Result<BatchForm, Failure> {
    let rule = app.rules().batch(noun).ok_or(Failure::NotFound)?;
    let act = rule.act().ok_or(Failure::NotFound)?;
    let reader = Reader::of(app, person).await?;
    let looked = look(app, &reader, numbers).await?;
    let mut form: Option<ActForm> = None;
    let mut ready = 0;
    for matter in &looked.matters {
        let (office, rules, on) = (&reader.office, app.rules(), reader.on());
        let permit = access::permit(office, rules, person, act.name, Some(matter), on);
        let Some(actor) = permit else { continue };
        let facts = Facts::default();
        let ctx = act::context(app, &reader, &actor, &facts);
        if !matches!(steps::ground(act.name, matter, &ctx), Some(Ok(()))) {
            continue;
        }
        ready += 1;
        let one = act::build(act, Some(matter), &Texts::default(), &ctx)?;
        let one = act::named(one, app, &reader, matter);
        form = Some(match form {
            None => one,
            Some(known) => common(known, one),
        });
    }
    let form = match form {
        Some(form) => form,
        // For none of them: the page of what will come says why, matter by matter.
        None => {
            let first = looked.matters.first().ok_or(Failure::NotFound)?;
            let (actor, facts) = (Actor::Console, Facts::default());
            let ctx = act::context(app, &reader, &actor, &facts);
            act::build(act, Some(first), &Texts::default(), &ctx)?
        }
    };
    let (once, each) = parted(rule, form);
    Ok(BatchForm {
        form: once,
        each,
        items: looked.items,
        ready,
    })
}

/// The numbers of a book as it is filtered, from its first line on: what "the whole list" means.
///
/// # Errors
/// No such book, the reader sees no matters, or a fault.
pub async fn of_book(
    app: &App,
    person: &PersonId,
    id: &str,
    pairs: &[(String, String)],
) -> Result<Vec<String>, Failure> {
    let book = app.rules().book(id).ok_or(Failure::NotFound)?;
    numbers(app, person, &Wish::of(book, pairs).filter).await
}

/// The numbers of a filtered list, from its first line on.
///
/// # Errors
/// The reader sees no matters, or a fault.
pub async fn numbers(
    app: &App,
    person: &PersonId,
    filter: &Filter,
) -> Result<Vec<String>, Failure> {
    let reader = Reader::of(app, person).await?;
    let unit = listing::unit_of(&reader, filter, "查看信访台账")?;
    let listing = Listing::new(app, &reader, unit, filter).await?;
    let rows = listing.first(app, app.rules().batches.max).await?;
    let number = |row: &store::Row| Ok::<_, Fault>(row.text(2)?.to_owned());
    Ok(rows.iter().map(number).collect::<Result<_, _>>()?)
}

async fn look(app: &App, reader: &Reader, numbers: &[String]) -> Result<Looked, Failure> {
    let max = app.rules().batches.max;
    if numbers.len() > max {
        let sentence = format!("一批最多{max}件，请分几批办理");
        let field = "items".to_owned();
        return Err(Failure::Invalid(vec![FieldError { field, sentence }]));
    }
    let (mut matters, mut unknown) = (Vec::new(), Vec::new());
    for number in numbers {
        match reader.matter(app, number).await {
            Ok((matter, _)) => matters.push(matter),
            Err(Failure::NotFound) => unknown.push(number.clone()),
            Err(other) => return Err(other),
        }
    }
    let streams: Vec<String> = matters.iter().map(|matter| matter.id.stream()).collect();
    let titles = titles::titles(app, reader, &streams).await?;
    let item = |matter: &Matter| ChosenItem {
        number: matter.number.clone(),
        title: titles
            .get(&matter.id.stream())
            .cloned()
            .unwrap_or_else(|| crate::vault::ERASED.to_owned()),
        stage_zh: matter.stage.zh(),
        holder: reader.office.unit_name(matter.hands()).to_owned(),
    };
    Ok(Looked {
        items: matters.iter().map(item).collect(),
        matters,
        unknown,
    })
}

/// Whether an act may be meant by the reader for a matter now.
fn is_ready(app: &App, reader: &Reader, act: &str, matter: &Matter) -> bool {
    let (office, rules, on) = (&reader.office, app.rules(), reader.on());
    let permit = access::permit(office, rules, &reader.person, act, Some(matter), on);
    permit.is_some_and(|actor| {
        let facts = Facts::default();
        let ctx = act::context(app, reader, &actor, &facts);
        matches!(steps::ground(act, matter, &ctx), Some(Ok(())))
    })
}

/// What two forms of the same act have in common.
fn common(known: ActForm, other: ActForm) -> ActForm {
    let fields = known.fields.into_iter().zip(other.fields);
    let both = |(field, other): (FormField, FormField)| FormField {
        control: match (field.control, other.control) {
            (Control::One(mine), Control::One(theirs)) => Control::One(in_both(mine, &theirs)),
            (Control::Several(mine), Control::Several(theirs)) => {
                Control::Several(in_both(mine, &theirs))
            }
            (control, _) => control,
        },
        ..field
    };
    ActForm {
        fields: fields.map(both).collect(),
        names: in_both(known.names, &other.names),
        ..known
    }
}

/// Choices of both lists; a reason that holds for one matter alone is left out.
fn in_both(mine: Vec<Choice>, theirs: &[Choice]) -> Vec<Choice> {
    let mut both = Vec::new();
    for choice in mine {
        let other = theirs.iter().find(|other| other.value == choice.value);
        if let Some(other) = other {
            let reason = choice.reason.filter(|_| other.reason.is_some());
            both.push(Choice { reason, ..choice });
        }
    }
    both
}

/// What is filled once, and what for each.
fn parted(rule: &BatchAct, form: ActForm) -> (ActForm, Vec<FormField>) {
    let act = rule.act();
    let once = |field: &FormField| {
        let fields = act.map_or(&[][..], |act| act.fields);
        let field = fields.iter().find(|known| known.name == field.name);
        field.is_some_and(|field| rule.asks_once(field))
    };
    let (fields, others): (Vec<_>, Vec<_>) = form.fields.into_iter().partition(once);
    let apart = |field: &FormField| rule.each.iter().any(|name| name == field.name);
    let each = others.into_iter().filter(apart).collect();
    (ActForm { fields, ..form }, each)
}
