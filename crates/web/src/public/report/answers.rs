//! The answers given so far, as they travel in the pages.

use std::collections::BTreeMap;

use casework::form::nest;
use serde_json::{Map, Value};

use super::step::Step;
use crate::shell::sent::Sent;

/// Most accused in one report, as the act itself says.
pub const ACCUSED_MAX: usize = 5;

/// What an accused is called whose name the reporter does not know.
const UNNAMED: &str = "姓名不详";

/// Names of single answers that travel in the pages.
const SINGLE: [&str; 15] = [
    "unit",
    "at",
    "real_name",
    "reporter.name",
    "reporter.phone",
    "reporter.address",
    "reporter.id_number",
    "reporter.other",
    "title",
    "text",
    "shown",
    "then",
    "type",
    "draft",
    "challenge",
];

/// The parts of an accused.
const PARTS: [&str; 3] = ["name", "unit", "post"];

/// The answers given so far.
#[derive(Debug, Clone, Default)]
pub struct Answers {
    values: BTreeMap<String, String>,
    /// Attachments uploaded.
    pub files: Vec<Attached>,
}

/// An uploaded attachment: its token, and the words to show it by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attached {
    /// What the upload returned; signed by the application, so that it cannot be made up.
    pub token: String,
    /// The name the reporter's machine gave it. Shown to the reporter only.
    pub name: String,
    /// Kind and size in words.
    pub about: String,
}

impl Answers {
    /// Reads what a page sent. Names that no page of ours has are passed over.
    pub fn read(sent: &Sent) -> Self {
        let mut answers = Self::default();
        for name in SINGLE.into_iter().chain(["answer"]) {
            answers.set(name, sent.get(name).unwrap_or_default());
        }
        for at in 0..ACCUSED_MAX {
            for part in PARTS {
                let name = accused_name(at, part);
                answers.set(&name, sent.get(&name).unwrap_or_default());
            }
        }
        let file = |at: usize| {
            let part = |part: &str| sent.get(&format!("files.{at}.{part}")).map(str::to_owned);
            Some(Attached {
                token: part("token")?,
                name: part("name")?,
                about: part("about")?,
            })
        };
        answers.files = (0..).map_while(file).collect();
        answers
    }

    /// An answer; empty when none was given.
    pub fn get(&self, name: &str) -> &str {
        self.values.get(name).map_or("", String::as_str)
    }

    /// Keeps an answer. An empty one is none.
    pub fn set(&mut self, name: &str, value: &str) {
        if value.trim().is_empty() {
            self.values.remove(name);
        } else {
            self.values.insert(name.to_owned(), value.to_owned());
        }
    }

    /// Whether the report is in the reporter's own name.
    pub fn is_named(&self) -> bool {
        self.get("real_name") == "true"
    }

    /// Whether nothing is known of the reporter yet.
    pub fn has_no_identity(&self) -> bool {
        !self.values.keys().any(|name| name.starts_with("reporter."))
    }

    /// An anonymous report keeps nothing of who reports, also when something was written before.
    pub fn forget_identity(&mut self) {
        self.values.retain(|name, _| !name.starts_with("reporter."));
    }

    /// How many accused the page shows: those written, those asked for, at least one.
    pub fn accused_shown(&self) -> usize {
        let written = (0..ACCUSED_MAX)
            .rev()
            .find(|at| !self.is_blank(*at))
            .map_or(0, |at| at + 1);
        let asked = self.get("shown").parse().unwrap_or(1);
        written.max(asked).clamp(1, ACCUSED_MAX)
    }

    /// An answer about an accused.
    pub fn accused(&self, at: usize, part: &str) -> &str {
        self.get(&accused_name(at, part))
    }

    /// Takes an accused out; the later ones move up.
    pub fn remove_accused(&mut self, gone: usize) {
        let shown = self.accused_shown();
        for at in gone..ACCUSED_MAX {
            for part in PARTS {
                let later = self.accused(at + 1, part).to_owned();
                self.set(&accused_name(at, part), &later);
            }
        }
        self.set("shown", &shown.saturating_sub(1).to_string());
    }

    /// Takes blank accused out, so that errors name the line they stand at.
    pub fn compact_accused(&mut self) {
        for at in (0..ACCUSED_MAX).rev() {
            if self.is_blank(at) {
                self.remove_accused(at);
            }
        }
        self.set("shown", "");
    }

    /// Takes an attachment out.
    pub fn remove_file(&mut self, gone: usize) {
        if gone < self.files.len() {
            self.files.remove(gone);
        }
    }

    /// Everything that a page does not ask for itself, for its hidden fields.
    pub fn hidden(&self, step: Step) -> Vec<(String, String)> {
        let asked = |name: &str| {
            let root = name.split('.').next().unwrap_or(name);
            step.fields().contains(&root)
        };
        let values = self.values.iter().filter(|(name, _)| !asked(name));
        let mut hidden: Vec<(String, String)> = values
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect();
        // Attachments stay hidden on their own page too: there they are a list, not a control.
        for (at, file) in self.files.iter().enumerate() {
            hidden.push((format!("files.{at}.token"), file.token.clone()));
            hidden.push((format!("files.{at}.name"), file.name.clone()));
            hidden.push((format!("files.{at}.about"), file.about.clone()));
        }
        hidden
    }

    /// The fields of the act.
    pub fn fields(&self) -> Map<String, Value> {
        let of_act = |name: &str| Step::asking(name).is_some();
        let pairs = self.values.iter().filter(|(name, _)| of_act(name));
        let mut fields = nest(pairs.map(|(name, value)| (name.as_str(), value.trim())));
        fields.insert("channel".to_owned(), "web".into());
        if let Some(Value::Array(accused)) = fields.get_mut("accused") {
            for one in accused.iter_mut().filter_map(Value::as_object_mut) {
                one.entry("name").or_insert_with(|| UNNAMED.into());
            }
        }
        let tokens: Vec<Value> = self
            .files
            .iter()
            .map(|file| file.token.clone().into())
            .collect();
        if !tokens.is_empty() {
            fields.insert("files".to_owned(), tokens.into());
        }
        fields
    }

    fn is_blank(&self, at: usize) -> bool {
        PARTS.iter().all(|part| self.accused(at, part).is_empty())
    }
}

fn accused_name(at: usize, part: &str) -> String {
    format!("accused.{at}.{part}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn blank_accused_vanish_and_an_unknown_name_is_said() {
        let mut answers = Answers::default();
        answers.set("accused.1.post", "村支书");
        answers.set("accused.3.name", "甲");
        answers.set("shown", "4");
        assert_eq!(answers.accused_shown(), 4);
        answers.compact_accused();
        assert_eq!(answers.accused_shown(), 2);
        assert_eq!(
            answers.fields()["accused"],
            json!([{"name": UNNAMED, "post": "村支书"}, {"name": "甲"}])
        );
    }

    #[test]
    fn the_page_that_asks_does_not_hide_its_own_answers() {
        let mut answers = Answers::default();
        answers.set("title", "一");
        answers.set("unit", "5331");
        let hidden = |step| answers.hidden(step).into_iter().map(|(name, _)| name);
        assert_eq!(hidden(Step::Text).collect::<Vec<_>>(), ["unit"]);
        assert_eq!(hidden(Step::Organ).collect::<Vec<_>>(), ["title"]);
    }
}
