//! The generic form (通用办理页): any act's fields as controls, with what was filled and what is wrong.
//!
//! Pages decide where a form stands; what a field looks like is decided here and in
//! `templates/desk/form/`, once for every act.

mod ask;
mod asking;
mod filled;

pub use ask::{Ask, Control, Line};
pub use filled::Filled;

use app::queries::act::ActForm;
use askama::Template;
use axum::http::StatusCode;
use casework::form::FieldError;

use asking::Asking;

/// The form of one act, ready for a page.
pub struct ActView {
    /// The noun in its address: `routing`.
    pub noun: String,
    /// The button: 分办.
    pub zh: String,
    /// What the act does.
    pub help: String,
    /// The rule it comes from.
    pub basis: String,
    /// Where it is sent.
    pub action: String,
    /// Its fields.
    pub asks: Vec<Ask>,
    /// When it happened (发生时间), if not now, as it was typed.
    pub happened: String,
    /// What is wrong with that time.
    pub happened_error: Option<String>,
    /// In whose name it may be performed, where that is a question: value, words, chosen.
    pub names: Vec<(String, String, bool)>,
    /// The key that opens it.
    pub key: &'static str,
    /// Whether it fits a short form in place: no groups, no files, no identity.
    pub is_short: bool,
    /// Whether the browser must send files.
    pub has_files: bool,
}

/// What a person filled in, and what is wrong with it.
#[derive(Debug, Clone, Default)]
pub struct Attempt {
    /// The values.
    pub filled: Filled,
    /// When it happened, as it was typed.
    pub happened: String,
    /// In whose name, where not in one's own.
    pub behalf: String,
    /// What is wrong with which field.
    pub errors: Vec<FieldError>,
    /// Files that were taken in before: token and name.
    pub files: Vec<(String, String)>,
}

impl ActView {
    /// The form of an act under an address, filled as far as the person came.
    pub fn new(form: &ActForm, action: String, attempt: &Attempt) -> Self {
        let asking = Asking {
            act: form.noun,
            attempt,
        };
        let asks: Vec<Ask> = form
            .fields
            .iter()
            .map(|field| asking.ask(field, ""))
            .collect();
        let wrong = attempt
            .errors
            .iter()
            .find(|error| error.field == "happened");
        Self {
            noun: form.noun.to_string(),
            zh: form.zh.to_string(),
            help: form.help.to_string(),
            basis: form.basis.to_string(),
            action,
            is_short: asks.iter().all(Ask::is_short),
            has_files: asks
                .iter()
                .any(|ask| matches!(ask.control, Control::Files { .. })),
            asks,
            happened: attempt.happened.clone(),
            happened_error: wrong.map(|error| error.sentence.clone()),
            names: names(form, &attempt.behalf),
            key: key_of(form.noun),
        }
    }

    /// Whether the time it happened is shown from the start.
    pub fn shows_happened(&self) -> bool {
        !self.happened.is_empty() || self.happened_error.is_some()
    }
}

/// The names an act may be performed in; the one chosen before, else the first.
fn names(form: &ActForm, chosen: &str) -> Vec<(String, String, bool)> {
    let known = form.names.iter().any(|name| name.value == chosen);
    let name = |(at, name): (usize, &app::queries::act::Choice)| {
        let is_chosen = if known { name.value == chosen } else { at == 0 };
        (name.value.clone(), name.zh.clone(), is_chosen)
    };
    form.names.iter().enumerate().map(name).collect()
}

/// The fields of an act as a part of a page that asks for several: names begin with `prefix`, ids with
/// the page's own noun.
pub fn part(form: &ActForm, page: &str, prefix: &str, attempt: &Attempt) -> Vec<Ask> {
    let asking = Asking { act: page, attempt };
    let fields = form.fields.iter();
    fields.map(|field| asking.ask(field, prefix)).collect()
}

/// The error summary (更正提示) of a form: a refusal, or the fields to be mended.
#[derive(Template)]
#[template(path = "desk/form/errors.html")]
pub struct Summary {
    /// What the act is called.
    pub zh: String,
    /// The refusal's sentence, if it was refused.
    pub refused: Option<String>,
    /// Id of the control and sentence, one a line.
    pub lines: Vec<(String, String)>,
}

impl askama::filters::HtmlSafe for Summary {}

impl Summary {
    /// The summary of an attempt at an act.
    pub fn new(noun: &str, zh: &str, attempt: &Attempt, refused: Option<String>) -> Self {
        let line = |error: &FieldError| (id_of(noun, &error.field), error.sentence.clone());
        let lines = attempt.errors.iter().map(line).collect();
        Self {
            zh: zh.to_owned(),
            refused,
            lines,
        }
    }

    /// What a page with it answers.
    pub fn status(&self) -> StatusCode {
        match &self.refused {
            Some(_) => StatusCode::CONFLICT,
            None if self.lines.is_empty() => StatusCode::OK,
            None => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }

    /// Whether there is anything to say.
    pub fn is_empty(&self) -> bool {
        self.refused.is_none() && self.lines.is_empty()
    }
}

/// The id of a control: several forms stand on one page, so the act's noun goes before the name.
pub fn id_of(noun: &str, name: &str) -> String {
    format!("{noun}-{}", name.replace('.', "-"))
}

/// The access key of an act; letters of the spine and of the page head are not used.
fn key_of(noun: &str) -> &'static str {
    const KEYS: [(&str, &str); 20] = [
        ("registration", "r"),
        ("joining", "j"),
        ("screening", "s"),
        ("instruction", "i"),
        ("routing", "f"),
        ("signature", "q"),
        ("return", "b"),
        ("acceptance", "a"),
        ("disposal", "d"),
        ("progress", "p"),
        ("findings", "c"),
        ("result", "u"),
        ("countersignature", "k"),
        ("audit", "v"),
        ("reply", "y"),
        ("write-off", "x"),
        ("reopening", "w"),
        ("recusals", "z"),
        ("recusal-lifting", "m"),
        ("identity-request", "o"),
    ];
    KEYS.iter()
        .find(|(known, _)| *known == noun)
        .map_or("", |(_, key)| key)
}
