//! The components of a page, each a template under `templates/components/` with typed options.

use askama::Template;
use casework::form::FieldError;

/// What is wrong with a form, in the order of the page.
#[derive(Debug, Clone, Default)]
pub struct Errors(pub Vec<FieldError>);

impl Errors {
    /// One error.
    pub fn one(field: &str, sentence: &str) -> Self {
        let mut errors = Self::default();
        errors.add(field, sentence);
        errors
    }

    /// Adds what is wrong with a field.
    pub fn add(&mut self, field: &str, sentence: &str) {
        self.0.push(FieldError {
            field: field.to_owned(),
            sentence: sentence.to_owned(),
        });
    }

    /// What is wrong with a field, if anything.
    pub fn of(&self, field: &str) -> Option<&str> {
        let found = self.0.iter().find(|error| error.field == field);
        found.map(|error| error.sentence.as_str())
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Before the title of a page, so that who hears the page hears it first.
    pub fn title_prefix(&self) -> &'static str {
        if self.is_empty() { "" } else { "错误：" }
    }

    /// The error summary (更正提示), empty when nothing is wrong.
    pub fn summary(&self) -> Summary<'_> {
        Summary { errors: &self.0 }
    }
}

/// The error summary.
#[derive(Template)]
#[template(path = "components/errors.html")]
pub struct Summary<'a> {
    errors: &'a [FieldError],
}

/// The id of a field's control: names have dots, ids in addresses should not.
pub fn id_of(name: &str) -> String {
    name.replace('.', "-")
}

/// A field of one line or several (栏).
#[derive(Template)]
#[template(path = "components/field.html")]
pub struct Field<'a> {
    name: &'a str,
    label: &'a str,
    hint: &'a str,
    value: &'a str,
    error: Option<&'a str>,
    class: &'a str,
    form: Form,
    max: usize,
    keyboard: &'a str,
}

/// The shape of a field's control.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Line,
    Area,
    Date,
}

impl<'a> Field<'a> {
    /// A field of one line.
    pub fn line(name: &'a str, label: &'a str, value: &'a str, errors: &'a Errors) -> Self {
        Self {
            name,
            label,
            hint: "",
            value,
            error: errors.of(name),
            class: "",
            form: Form::Line,
            max: 0,
            keyboard: "",
        }
    }

    /// Several lines, at most `max` characters, counted while they are written.
    pub fn area(self, max: usize) -> Self {
        Self {
            form: Form::Area,
            max,
            ..self
        }
    }

    /// A date.
    pub fn date(self) -> Self {
        Self {
            form: Form::Date,
            ..self
        }
    }

    /// A line of help.
    pub fn hint(self, hint: &'a str) -> Self {
        Self { hint, ..self }
    }

    /// A short control.
    pub fn short(self) -> Self {
        Self {
            class: "short",
            ..self
        }
    }

    /// The keyboard a telephone shows: `tel`, `numeric`.
    pub fn keyboard(self, keyboard: &'a str) -> Self {
        Self { keyboard, ..self }
    }

    fn id(&self) -> String {
        id_of(self.name)
    }

    fn is(&self, form: Form) -> bool {
        self.form == form
    }

    /// The ids of hint, error and counter, for those who hear the page.
    fn described(&self) -> String {
        let id = self.id();
        let parts = [
            (!self.hint.is_empty()).then(|| format!("{id}-hint")),
            self.error.map(|_| format!("{id}-error")),
            (self.form == Form::Area).then(|| format!("{id}-count")),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }
}

/// One of several radio buttons or check boxes (选择).
#[derive(Debug, Clone)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What it is called.
    pub label: String,
    /// A line of help.
    pub hint: String,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// A group of radio buttons.
#[derive(Template)]
#[template(path = "components/choices.html")]
pub struct Choices<'a> {
    name: &'a str,
    legend: &'a str,
    choices: &'a [Choice],
    error: Option<&'a str>,
}

impl<'a> Choices<'a> {
    /// A group whose legend is heard only: the heading of the page has asked already.
    pub fn new(name: &'a str, legend: &'a str, choices: &'a [Choice], errors: &'a Errors) -> Self {
        Self {
            name,
            legend,
            choices,
            error: errors.of(name),
        }
    }

    fn id(&self, at: &usize) -> String {
        // The error summary leads to the first one.
        if *at == 0 {
            id_of(self.name)
        } else {
            format!("{}-{at}", id_of(self.name))
        }
    }
}
