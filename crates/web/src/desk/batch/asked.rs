//! What the forms of a batch carry from page to page: the numbers, the batch's random name, which were
//! tried, the act's own fields, and what is filled for each.

use app::batch::Batch;
use axum::extract::Request;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

use crate::desk::form::{Attempt, Filled};
use crate::desk::sent;
use crate::problem::Problem;
use crate::shell::drafts::Drafts;
use crate::shell::sent::Sent;

/// A batch on its way.
#[derive(Debug, Default)]
pub struct Asked {
    /// The noun in the act's address.
    pub noun: String,
    /// What the button wants: nothing for the form, `check`, `do`.
    pub go: String,
    /// The batch's random name.
    pub name: String,
    /// Numbers, each once, in the order of the list.
    pub numbers: Vec<String>,
    /// Those that had their turn.
    pub tried: BTreeSet<String>,
    /// The act's own fields.
    pub attempt: Attempt,
    /// What is filled for each: by number, field and value.
    pub each: BTreeMap<String, Map<String, Value>>,
    /// The list that is meant as a whole, where it is.
    pub whole: Option<String>,
    /// The words of that list's address.
    pub query: String,
    /// Where the rows were ticked.
    pub back: String,
}

impl Asked {
    /// Reads a form.
    pub async fn read(request: Request) -> Result<Self, Problem> {
        Ok(Self::of(Sent::read(request).await?.pairs))
    }

    /// Takes a form's pairs apart.
    pub fn of(pairs: Vec<(String, String)>) -> Self {
        let mut asked = Self {
            back: "/desk/matters".to_owned(),
            ..Self::default()
        };
        let mut own = Vec::new();
        for (name, value) in pairs {
            match &*name {
                "item" if asked.numbers.contains(&value) || value.is_empty() => {}
                "item" => asked.numbers.push(value),
                "tried" => drop(asked.tried.insert(value)),
                "batch" => asked.name = value,
                "whole" => asked.whole = Some(value),
                "query" => asked.query = value,
                "back" if is_ours(&value) => asked.back = value,
                "back" => {}
                "go" => asked.go = value,
                "happened" => asked.attempt.happened = value.trim().to_owned(),
                "behalf" => asked.attempt.behalf = value.trim().to_owned(),
                _ => match apart(&name) {
                    Some((field, number)) => {
                        let fields = asked.each.entry(number.to_owned()).or_default();
                        fields.insert(field.to_owned(), value.into());
                    }
                    None => own.push((name, value)),
                },
            }
        }
        asked.attempt.filled = Filled::of(own);
        if asked.name.is_empty() {
            asked.name = Drafts::begin();
        }
        if let Err(wrong) = sent::moment(&asked.attempt.happened) {
            asked.attempt.errors.push(wrong);
        }
        asked
    }

    /// The batch as the program takes it.
    pub fn batch(&self) -> Batch {
        Batch {
            name: self.name.clone(),
            noun: self.noun.clone(),
            numbers: self.numbers.clone(),
            fields: self.attempt.filled.fields(),
            each: self.each.clone(),
            happened: sent::moment(&self.attempt.happened).unwrap_or_default(),
        }
    }

    /// What a page carries on besides the numbers: names and values.
    pub fn carried(&self) -> Vec<(String, String)> {
        let mut pairs = vec![
            ("batch".to_owned(), self.name.clone()),
            ("back".to_owned(), self.back.clone()),
        ];
        for (name, value) in [
            ("happened", &self.attempt.happened),
            ("behalf", &self.attempt.behalf),
        ] {
            if !value.is_empty() {
                pairs.push((name.to_owned(), value.clone()));
            }
        }
        pairs.extend(self.attempt.filled.pairs().iter().cloned());
        for (number, fields) in &self.each {
            let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
            let pair =
                |(field, value): (&String, &Value)| (format!("each.{field}.{number}"), text(value));
            pairs.extend(fields.iter().map(pair));
        }
        pairs
    }

    /// What is filled in a field of one matter.
    pub fn of_each(&self, number: &str, field: &str) -> String {
        let value = self.each.get(number).and_then(|fields| fields.get(field));
        value.and_then(Value::as_str).unwrap_or_default().to_owned()
    }
}

/// `each.number.330000-2026-4-0000017` as field and number.
fn apart(name: &str) -> Option<(&str, &str)> {
    name.strip_prefix("each.")?.split_once('.')
}

/// Whether an address is a page of the desk: a form of another site leads nowhere.
fn is_ours(address: &str) -> bool {
    let plain = address.starts_with("/desk") && !address.contains("//") && !address.contains('\\');
    plain && !address.contains(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_taken_apart_and_carried_on_whole() {
        let pairs = [
            ("item", "A-1"),
            ("item", "A-2"),
            ("item", "A-1"),
            ("tried", "A-2"),
            ("batch", "0123456789abcdef"),
            ("each.number.A-1", "12388-1"),
            ("words", "请抓紧"),
            ("back", "https://elsewhere.example"),
        ];
        let owned = pairs.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let asked = Asked::of(owned.to_vec());
        assert_eq!(asked.numbers, ["A-1", "A-2"]);
        assert_eq!(asked.back, "/desk/matters");
        assert_eq!(asked.of_each("A-1", "number"), "12388-1");
        let carried = asked.carried();
        assert!(carried.contains(&("each.number.A-1".to_owned(), "12388-1".to_owned())));
        assert!(carried.contains(&("words".to_owned(), "请抓紧".to_owned())));
        assert_eq!(asked.batch().name, "0123456789abcdef");
    }
}
