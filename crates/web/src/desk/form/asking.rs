//! From an act's fields to asks: what is chosen before anybody has touched the form, how many rows a
//! group shows, and which error stands where.

use app::queries::act::{self as source, FormField};

use super::ask::{Ask, Control, Line, Opt, Row};
use super::{Attempt, id_of};

/// Lists up to this length are radio buttons; longer ones a select.
const RADIOS_MAX: usize = 7;

/// Turns an act's fields into asks.
pub struct Asking<'a> {
    /// The act's noun.
    pub act: &'a str,
    /// What was filled.
    pub attempt: &'a Attempt,
}

impl Asking<'_> {
    /// The ask of a field whose full name begins with `prefix`.
    pub fn ask(&self, field: &FormField, prefix: &str) -> Ask {
        let name = format!("{prefix}{}", field.name);
        let control = self.control(field, &name, !prefix.is_empty());
        let errors = &self.attempt.errors;
        let wrong = errors.iter().find(|error| error.field == name);
        Ask {
            id: id_of(self.act, &name),
            label: field.zh.to_string(),
            help: field.help.to_string(),
            required: field.required,
            error: wrong.map(|error| error.sentence.clone()),
            control,
            width: "",
            name,
        }
    }

    fn control(&self, field: &FormField, name: &str, inside: bool) -> Control {
        let value = || {
            self.attempt
                .filled
                .value(name)
                .unwrap_or_default()
                .to_owned()
        };
        let line = |kind, max, keyboard| {
            Control::Line(Line {
                kind,
                max,
                value: value(),
                keyboard,
                lookup: "",
            })
        };
        match &field.control {
            source::Control::Line(max) | source::Control::Word(max) => line("text", Some(*max), ""),
            source::Control::Text(max) => {
                let lines = if inside {
                    2
                } else if *max > 3000 {
                    8
                } else {
                    4
                };
                Control::Area {
                    max: *max,
                    lines,
                    value: value(),
                }
            }
            source::Control::Identity => Control::Parts(self.identity(name)),
            source::Control::One(choices) => self.choice(field, name, choices, inside),
            source::Control::Several(choices) => {
                let chosen: Vec<&str> = self.attempt.filled.values(name).collect();
                Control::Checks(options(choices, |value| chosen.contains(&value)))
            }
            source::Control::Date => line("date", None, ""),
            source::Control::DateTime => line("datetime-local", None, ""),
            source::Control::Number(..) => line("text", Some(8), "numeric"),
            source::Control::Flag => Control::Flag(!matches!(&*value(), "" | "no" | "false")),
            source::Control::Group(fields, min, max) => self.rows(field, name, fields, *min, *max),
            source::Control::Files(max) => Control::Files {
                kept: self.attempt.files.clone(),
                max: *max,
            },
        }
    }

    /// One of a list. A proposal is chosen before anybody has touched the form, and so is the only
    /// choice there is.
    fn choice(
        &self,
        field: &FormField,
        name: &str,
        choices: &[source::Choice],
        inside: bool,
    ) -> Control {
        let proposed = choices.iter().find(|choice| choice.reason.is_some());
        let only = choices
            .first()
            .filter(|_| choices.len() == 1 && field.required);
        let first = proposed
            .or(only)
            .filter(|_| !inside)
            .map(|choice| &*choice.value);
        let chosen = self
            .attempt
            .filled
            .value(name)
            .or(first)
            .unwrap_or_default();
        let options = options(choices, |value| value == chosen);
        // A radio button cannot be taken back, so what may be left open is a select.
        let long = options.len() > RADIOS_MAX || proposed.is_some() || inside || !field.required;
        if long {
            let reason = proposed.and_then(|choice| choice.reason.clone());
            Control::Select { options, reason }
        } else {
            Control::Radios(options)
        }
    }

    fn rows(
        &self,
        field: &FormField,
        name: &str,
        fields: &[FormField],
        min: usize,
        max: usize,
    ) -> Control {
        let least = min.max(1);
        let count = self.attempt.filled.rows(name, least).min(max);
        let row = |path: String, at: usize| Row {
            legend: field.zh.to_string(),
            ordinal: at + 1,
            removable: at > 0,
            asks: fields
                .iter()
                .map(|field| self.ask(field, &format!("{path}.")))
                .collect(),
            path,
        };
        let rows = (0..count)
            .map(|at| row(format!("{name}.{at}"), at))
            .collect();
        let flat = fields
            .iter()
            .all(|f| !matches!(f.control, source::Control::Group(..)));
        let template = (flat && !name.contains('.')).then(|| row(format!("{name}.__"), 1));
        Control::Rows {
            rows,
            more: count < max,
            template,
        }
    }

    fn identity(&self, name: &str) -> Vec<Ask> {
        const PARTS: [(&str, &str, usize); 5] = [
            ("name", "姓名", 30),
            ("id_number", "公民身份号码", 18),
            ("phone", "联系电话", 50),
            ("address", "住址", 100),
            ("other", "其他联系方式", 100),
        ];
        let part = |(part, zh, max): (&str, &str, usize)| {
            let name = format!("{name}.{part}");
            let wrong = self.attempt.errors.iter().find(|error| error.field == name);
            let value = self
                .attempt
                .filled
                .value(&name)
                .unwrap_or_default()
                .to_owned();
            Ask {
                id: id_of(self.act, &name),
                label: zh.to_owned(),
                help: String::new(),
                required: false,
                error: wrong.map(|error| error.sentence.clone()),
                control: Control::Line(Line {
                    kind: "text",
                    max: Some(max),
                    value,
                    keyboard: "",
                    lookup: "",
                }),
                width: "",
                name,
            }
        };
        PARTS.into_iter().map(part).collect()
    }
}

fn options(choices: &[source::Choice], chosen: impl Fn(&str) -> bool) -> Vec<Opt> {
    let option = |choice: &source::Choice| Opt {
        value: choice.value.to_string(),
        zh: choice.zh.to_string(),
        reason: choice.reason.clone(),
        chosen: chosen(&choice.value),
    };
    choices.iter().map(option).collect()
}
