//! An act's form for a reader: fields with the choices open now, in words.

mod options;

use super::reader::Reader;
use crate::vault::{self, Texts};
use crate::{App, Failure, Fault};
use casework::access;
use casework::act::{Act, Performer};
use casework::form::{Field, Kind, Source};
use casework::matter::{self, Matter, steps};
use casework::step::{Context, Facts};
use casework::{Actor, PersonId};
use options::options;
use serde::Serialize;

/// A form a page can render without knowing the act.
#[derive(Debug, Clone, Serialize)]
pub struct ActForm {
    /// The step's name.
    pub name: &'static str,
    /// The noun in its address.
    pub noun: &'static str,
    /// The button.
    pub zh: &'static str,
    /// What it does and what follows.
    pub help: &'static str,
    /// The rule it comes from.
    pub basis: String,
    /// Its fields.
    pub fields: Vec<FormField>,
    /// In whose name it may be performed: empty where it can only be the reader's own; the first is
    /// what happens unless another is chosen (授权、代签, P-08).
    pub names: Vec<Choice>,
}

/// A field of a form.
#[derive(Debug, Clone, Serialize)]
pub struct FormField {
    /// Its name.
    pub name: &'static str,
    /// Its label.
    pub zh: &'static str,
    /// A line beside it.
    pub help: &'static str,
    /// Whether it must be filled.
    pub required: bool,
    /// What may be entered.
    pub control: Control,
}

/// What may be entered.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Control {
    /// A line, at most so many characters.
    Line(usize),
    /// Lines, at most so many characters.
    Text(usize),
    /// A word kept as it is.
    Word(usize),
    /// Who reports.
    Identity,
    /// One of these.
    One(Vec<Choice>),
    /// Several of these.
    Several(Vec<Choice>),
    /// A date.
    Date,
    /// A date and time.
    DateTime,
    /// A whole number from, to.
    Number(i64, i64),
    /// Yes or no.
    Flag,
    /// The same fields several times: fields, least, most.
    Group(Vec<FormField>, usize, usize),
    /// Files, at most so many.
    Files(usize),
}

/// A choice in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is shown.
    pub zh: String,
    /// Why it is proposed, where it is.
    pub reason: Option<String>,
}

/// The form of one act on a matter, by the noun in its address.
///
/// # Errors
/// [`Failure::NotFound`] for a matter the reader may not know of or a noun no act has;
/// [`Failure::Forbidden`] for an act the reader's posts do not grant; the refusal where it cannot be
/// meant now.
pub async fn form(
    app: &App,
    person: &PersonId,
    number: &str,
    noun: &str,
) -> Result<ActForm, Failure> {
    let reader = Reader::of(app, person).await?;
    let act = steps::ACTS
        .iter()
        .find(|act| act.noun == noun && act.performer == Performer::Person)
        .ok_or(Failure::NotFound)?;
    let (matter, _) = reader.matter_for(app, number, act.name).await?;
    let permit = access::permit(
        &reader.office,
        app.rules(),
        person,
        act.name,
        Some(&matter),
        reader.on(),
    );
    let actor = permit.ok_or_else(|| Failure::Forbidden {
        act: act.zh.to_owned(),
    })?;
    let facts = Facts::default();
    let ctx = context(app, &reader, &actor, &facts);
    if let Some(ground) = matter::ground(act.name, &matter, &ctx) {
        ground?;
    }
    let texts = vault::texts(app, &reader.opener(), &matter.id.stream()).await?;
    let form = build(act, Some(&matter), &texts, &ctx)?;
    Ok(named(form, app, &reader, &matter))
}

/// The form of an act of the office, by its noun.
///
/// # Errors
/// No act has the noun, or the reader's posts do not grant it.
pub async fn office_form(app: &App, person: &PersonId, noun: &str) -> Result<ActForm, Failure> {
    let mut acts = casework::office::steps::ACTS.iter();
    let reader = Reader::of(app, person).await?;
    let act = acts.find(|act| act.noun == noun);
    let act = act.ok_or(Failure::NotFound)?;
    let (office, rules, on) = (&reader.office, app.rules(), reader.on());
    let actor = access::permit(office, rules, person, act.name, None, on);
    let actor = actor.ok_or_else(|| Failure::Forbidden {
        act: act.zh.to_owned(),
    })?;
    let facts = Facts::default();
    let ctx = context(app, &reader, &actor, &facts);
    Ok(build(act, None, &Texts::default(), &ctx)?)
}

/// The forms of every act the reader may perform on a matter now.
pub(crate) fn offered(
    app: &App,
    reader: &Reader,
    matter: &Matter,
    texts: &Texts,
) -> Result<Vec<ActForm>, Fault> {
    let mut forms = Vec::new();
    for act in steps::ACTS
        .iter()
        .filter(|act| act.performer == Performer::Person)
    {
        let permit = access::permit(
            &reader.office,
            app.rules(),
            &reader.person,
            act.name,
            Some(matter),
            reader.on(),
        );
        let Some(actor) = permit else { continue };
        let facts = Facts::default();
        let ctx = context(app, reader, &actor, &facts);
        if matches!(matter::ground(act.name, matter, &ctx), Some(Ok(()))) {
            let form = build(act, Some(matter), texts, &ctx)?;
            forms.push(named(form, app, reader, matter));
        }
    }
    Ok(forms)
}

pub(crate) fn context<'a>(
    app: &'a App,
    reader: &'a Reader,
    actor: &'a Actor,
    facts: &'a Facts,
) -> Context<'a> {
    Context {
        now: reader.now,
        happened: reader.now.local,
        actor,
        office: &reader.office,
        rules: app.rules(),
        calendar: app.calendar(),
        facts,
    }
}

/// The form with the names the act may be performed in; none where it can only be the reader's own.
pub(super) fn named(form: ActForm, app: &App, reader: &Reader, matter: &Matter) -> ActForm {
    let (office, rules, person, on) = (&reader.office, app.rules(), &reader.person, reader.on());
    let principals = access::principals(office, rules, person, form.name, matter, on);
    if principals.is_empty() {
        return form;
    }
    let own = access::own(office, rules, person, form.name, Some(matter), on);
    let own = own.map(|_| option("", "以本人名义".to_owned()));
    let lent = principals.iter().map(|principal| {
        option(
            principal.as_str(),
            format!("代{}", office.person_name(principal)),
        )
    });
    ActForm {
        names: own.into_iter().chain(lent).collect(),
        ..form
    }
}

/// What a form's lists are taken from.
struct Ground<'a> {
    matter: Option<&'a Matter>,
    texts: &'a Texts,
    own: &'a dyn Fn(Source) -> Option<Vec<matter::Choice>>,
    ctx: &'a Context<'a>,
}

pub(super) fn build(
    act: &Act,
    matter: Option<&Matter>,
    texts: &Texts,
    ctx: &Context<'_>,
) -> Result<ActForm, Fault> {
    let own = &|_| None;
    filled(
        act,
        &Ground {
            matter,
            texts,
            own,
            ctx,
        },
    )
}

/// The form of an act of a procedure, which keeps lists of its own.
pub(super) fn build_by(
    act: &Act,
    own: &dyn Fn(Source) -> Option<Vec<matter::Choice>>,
    ctx: &Context<'_>,
) -> Result<ActForm, Fault> {
    let (matter, texts) = (None, &Texts::default());
    filled(
        act,
        &Ground {
            matter,
            texts,
            own,
            ctx,
        },
    )
}

fn filled(act: &Act, ground: &Ground<'_>) -> Result<ActForm, Fault> {
    Ok(ActForm {
        name: act.name,
        noun: act.noun,
        zh: act.zh,
        help: act.help,
        basis: super::basis::in_words(act.basis),
        fields: fields(act.fields, ground)?,
        names: Vec::new(),
    })
}

fn fields(fields: &[Field], ground: &Ground<'_>) -> Result<Vec<FormField>, Fault> {
    let field = |field: &Field| {
        Ok(FormField {
            name: field.name,
            zh: field.zh,
            help: field.help,
            required: field.required,
            control: control(field.kind, ground)?,
        })
    };
    fields.iter().map(field).collect()
}

fn control(kind: Kind, ground: &Ground<'_>) -> Result<Control, Fault> {
    Ok(match kind {
        Kind::Line { max } => Control::Line(max),
        // A name or a telephone number is a line; a list of people takes several.
        Kind::Named { max } if max <= 100 => Control::Line(max),
        Kind::Text { max } | Kind::Named { max } => Control::Text(max),
        Kind::Word { max } => Control::Word(max),
        Kind::Identity => Control::Identity,
        Kind::Choice(codes) => Control::One(
            codes
                .iter()
                .map(|code| option(code.value, code.zh.to_owned()))
                .collect(),
        ),
        Kind::From(source) => Control::One(options(source, ground)?),
        Kind::Several(source) => Control::Several(options(source, ground)?),
        Kind::Date => Control::Date,
        Kind::DateTime => Control::DateTime,
        Kind::Number { min, max } => Control::Number(min, max),
        Kind::Flag => Control::Flag,
        Kind::Group {
            fields: inner,
            min,
            max,
        } => Control::Group(fields(inner, ground)?, min, max),
        Kind::Files { max } => Control::Files(max),
    })
}

fn option(value: &str, zh: String) -> Choice {
    Choice {
        value: value.to_owned(),
        zh,
        reason: None,
    }
}
