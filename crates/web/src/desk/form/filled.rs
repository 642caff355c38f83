//! What a person has filled in: the flat pairs of a form, with the rows of its groups numbered
//! without gaps, so that names in the page, names in the order and names of errors are the same.

use std::collections::{BTreeMap, BTreeSet};

use casework::form::nest;
use serde_json::{Map, Value};

/// The pairs of a form, and the group that was asked to grow.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filled {
    pairs: Vec<(String, String)>,
    grown: Option<String>,
}

/// Names that belong to the page, not to the act.
const OF_THE_PAGE: [&str; 6] = ["add", "remove", "happened", "draft", "go", "behalf"];

impl Filled {
    /// The pairs as they were sent.
    pub fn of(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        let own = |(name, _): &(String, String)| !OF_THE_PAGE.contains(&name.as_str());
        let pairs = renumbered(pairs.into_iter().filter(own).collect());
        Self { pairs, grown: None }
    }

    /// The same without rows left wholly blank: what is executed, and what is shown beside its errors.
    pub fn without_blank_rows(mut self) -> Self {
        let mut live = BTreeSet::new();
        for (name, value) in &self.pairs {
            if !value.trim().is_empty() {
                live.extend(rows_above(name).map(|(path, row)| format!("{path}.{row}")));
            }
        }
        self.pairs.retain(|(name, _)| {
            rows_above(name).all(|(path, row)| live.contains(&format!("{path}.{row}")))
        });
        Self {
            pairs: renumbered(self.pairs),
            grown: None,
        }
    }

    /// The same with one more row in a group (再加一项).
    pub fn grown(self, path: &str) -> Self {
        Self {
            grown: Some(path.to_owned()),
            ..self
        }
    }

    /// The same without a row: `leads.1` (去掉).
    pub fn without(mut self, row: &str) -> Self {
        let prefix = format!("{row}.");
        self.pairs.retain(|(name, _)| !name.starts_with(&prefix));
        Self {
            pairs: renumbered(self.pairs),
            ..self
        }
    }

    /// The first value of a name, if it was sent at all.
    pub fn value(&self, name: &str) -> Option<&str> {
        let found = self.pairs.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// Every value of a name.
    pub fn values<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.pairs
            .iter()
            .filter(move |(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    /// Whether nothing was typed.
    pub fn is_blank(&self) -> bool {
        self.typed().next().is_none()
    }

    /// What was typed, value by value, for a page that has no fields to show it in.
    pub fn typed(&self) -> impl Iterator<Item = &str> {
        self.pairs
            .iter()
            .map(|(_, value)| value.trim())
            .filter(|value| !value.is_empty())
    }

    /// Every pair, in the order of the page.
    pub fn pairs(&self) -> &[(String, String)] {
        &self.pairs
    }

    /// Puts another value in place of the first one of a name.
    pub fn set(&mut self, name: &str, value: &str) {
        if let Some(pair) = self.pairs.iter_mut().find(|(known, _)| known == name) {
            value.clone_into(&mut pair.1);
        }
    }

    /// Adds a value, as a file that was taken in does.
    pub fn push(&mut self, name: &str, value: &str) {
        self.pairs.push((name.to_owned(), value.to_owned()));
    }

    /// How many rows of a group the page shows: those filled, at least `least`, and the new one.
    pub fn rows(&self, path: &str, least: usize) -> usize {
        let prefix = format!("{path}.");
        let row = |(name, _): &(String, String)| {
            name.strip_prefix(&prefix)?
                .split('.')
                .next()?
                .parse::<usize>()
                .ok()
        };
        let filled = self
            .pairs
            .iter()
            .filter_map(row)
            .max()
            .map_or(0, |last| last + 1);
        filled.max(least) + usize::from(self.grown.as_deref() == Some(path))
    }

    /// The fields of the order.
    pub fn fields(&self) -> Map<String, Value> {
        nest(
            self.pairs
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_str())),
        )
    }
}

/// The rows a name lies in, outermost first: path of the group and number of the row.
fn rows_above(name: &str) -> impl Iterator<Item = (&str, u32)> {
    let dots = name.match_indices('.').map(|(at, _)| at);
    dots.filter_map(move |at| {
        let row = name[at + 1..].split('.').next()?.parse().ok()?;
        Some((&name[..at], row))
    })
}

/// Closes gaps in the numbers of rows, keeping their order.
fn renumbered(mut pairs: Vec<(String, String)>) -> Vec<(String, String)> {
    let mut rows: BTreeMap<String, BTreeSet<u32>> = BTreeMap::new();
    for (name, _) in &pairs {
        for (path, row) in rows_above(name) {
            rows.entry(path.to_owned()).or_default().insert(row);
        }
    }
    for (name, _) in &mut pairs {
        let parts: Vec<&str> = name.split('.').collect();
        let mut path = String::new();
        let mut renamed = String::new();
        for (at, part) in parts.iter().enumerate() {
            let place = part
                .parse::<u32>()
                .ok()
                .and_then(|row| rows.get(&path)?.iter().position(|known| *known == row));
            if at > 0 {
                renamed.push('.');
                path.push('.');
            }
            match place {
                Some(place) => renamed.push_str(&place.to_string()),
                None => renamed.push_str(part),
            }
            path.push_str(part);
        }
        *name = renamed;
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(pairs: &[(&str, &str)]) -> Filled {
        Filled::of(
            pairs
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
        )
    }

    #[test]
    fn blank_rows_vanish_and_the_rest_close_up() {
        let sent = filled(&[
            ("class", "A"),
            ("leads.0.subject", " "),
            ("leads.0.issues.0.text", ""),
            ("leads.3.subject", "甲"),
            ("leads.3.issues.0.text", ""),
            ("leads.3.issues.2.text", "其二"),
            ("happened", "2026-02-06T09:30"),
        ]);
        assert_eq!(sent.rows("leads", 1), 2);
        assert_eq!(sent.rows("leads.1.issues", 1), 2);
        let kept = sent.without_blank_rows();
        let expected = filled(&[
            ("class", "A"),
            ("leads.0.subject", "甲"),
            ("leads.0.issues.0.text", "其二"),
        ]);
        assert_eq!(kept, expected);
    }

    #[test]
    fn a_group_grows_by_one_and_shrinks_by_the_one_named() {
        let sent = filled(&[("a.0.x", "1"), ("a.1.x", "2"), ("a.2.x", "")]);
        assert_eq!(sent.clone().grown("a").rows("a", 1), 4);
        let fewer = sent.without("a.0");
        assert_eq!(fewer, filled(&[("a.0.x", "2"), ("a.1.x", "")]));
        assert_eq!(filled(&[]).rows("a", 1), 1);
    }

    #[test]
    fn a_repeated_name_keeps_every_value() {
        let sent = filled(&[("domains", "a"), ("domains", "b")]);
        assert_eq!(sent.values("domains").collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(sent.fields()["domains"], serde_json::json!(["a", "b"]));
    }
}
