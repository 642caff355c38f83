//! One field of a form, resolved: its control, its value, what is wrong with it.

use askama::Template;

/// A field on its way to a page.
#[derive(Template)]
#[template(path = "desk/form/ask.html")]
pub struct Ask {
    /// Full name, with dots.
    pub name: String,
    /// Id of the control.
    pub id: String,
    /// Label.
    pub label: String,
    /// A line of help.
    pub help: String,
    /// Whether it must be filled.
    pub required: bool,
    /// What is wrong with it.
    pub error: Option<String>,
    /// The control.
    pub control: Control,
    /// How many of twelve columns it takes in a dense form: `w4`.
    pub width: &'static str,
}

impl askama::filters::HtmlSafe for Ask {}

/// What a field is filled with.
pub enum Control {
    /// One line.
    Line(Line),
    /// Several lines.
    Area {
        /// Most characters.
        max: usize,
        /// Lines shown.
        lines: u8,
        /// The text.
        value: String,
    },
    /// One of a long list.
    Select {
        /// The list; an empty value stands first.
        options: Vec<Opt>,
        /// Why the first one is proposed.
        reason: Option<String>,
    },
    /// One of a short list.
    Radios(Vec<Opt>),
    /// Several of a list.
    Checks(Vec<Opt>),
    /// Yes or no.
    Flag(bool),
    /// Several controls that are one field: who reports.
    Parts(Vec<Ask>),
    /// The same fields several times.
    Rows {
        /// The rows.
        rows: Vec<Row>,
        /// Whether another row may be added.
        more: bool,
        /// A row for the script to clone: the outermost group only.
        template: Option<Row>,
    },
    /// Files.
    Files {
        /// Token and name of those taken in before.
        kept: Vec<(String, String)>,
        /// Most files.
        max: usize,
    },
}

/// A control of one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The input's type.
    pub kind: &'static str,
    /// Most characters.
    pub max: Option<usize>,
    /// The value.
    pub value: String,
    /// The keyboard a tablet shows.
    pub keyboard: &'static str,
    /// What may be looked up by pinyin while typing; empty for nothing.
    pub lookup: &'static str,
}

/// A choice of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opt {
    /// What is sent.
    pub value: String,
    /// What is shown.
    pub zh: String,
    /// Why it is proposed.
    pub reason: Option<String>,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// A row of a group.
pub struct Row {
    /// Its full path: `leads.0`.
    pub path: String,
    /// What is counted.
    pub legend: String,
    /// Its number for people.
    pub ordinal: usize,
    /// Whether it may be taken away.
    pub removable: bool,
    /// Its fields.
    pub asks: Vec<Ask>,
}

impl Ask {
    /// Whether it fits a short form in place.
    pub fn is_short(&self) -> bool {
        !matches!(
            self.control,
            Control::Parts(_) | Control::Rows { .. } | Control::Files { .. }
        )
    }

    /// The ids that describe the control, for those who hear the page.
    pub fn described(&self) -> String {
        let parts = [
            (!self.help.is_empty()).then(|| format!("{}-hint", self.id)),
            self.error.as_ref().map(|_| format!("{}-error", self.id)),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    /// The id of an option: the error summary leads to the first one.
    pub fn option_id(&self, at: &usize) -> String {
        if *at == 0 {
            self.id.clone()
        } else {
            format!("{}-{at}", self.id)
        }
    }

    /// The same at another width of a dense form.
    pub fn wide(self, width: &'static str) -> Self {
        Self { width, ..self }
    }

    /// The measure word of the button that adds a row: 再加一名被反映人.
    pub fn measure(&self) -> &'static str {
        if self.label.ends_with("人") {
            "名"
        } else {
            "项"
        }
    }
}
