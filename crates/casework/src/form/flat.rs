//! HTML forms are flat; commands nest. `leads.0.issues.1.text` becomes JSON in one place.

use serde_json::{Map, Value};

/// Nests flat form pairs by the dots and numbers in their names. Repeated names become lists.
///
/// Numbered entries that are wholly empty are dropped, so that spare rows of a form do no harm.
pub fn nest<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Map<String, Value> {
    let mut root = Map::new();
    for (name, text) in pairs {
        let path: Vec<&str> = name.split('.').take(DEPTH_MAX).collect();
        insert(&mut root, &path, text);
    }
    root.into_iter()
        .map(|(name, value)| (name, gather(value)))
        .collect()
}

/// Deeper names than any form has: stops a hostile name from building a deep tree.
const DEPTH_MAX: usize = 8;

fn insert(map: &mut Map<String, Value>, path: &[&str], text: &str) {
    let Some((first, rest)) = path.split_first() else {
        return;
    };
    if rest.is_empty() {
        let value = Value::String(text.to_owned());
        match map.get_mut(*first) {
            None => drop(map.insert((*first).to_owned(), value)),
            Some(Value::Array(values)) => values.push(value),
            Some(earlier) => {
                let both = vec![earlier.take(), value];
                *earlier = Value::Array(both);
            }
        }
        return;
    }
    let inner = map
        .entry((*first).to_owned())
        .or_insert_with(|| Value::Object(Map::new()));
    if let Value::Object(inner) = inner {
        insert(inner, rest, text);
    }
}

/// Turns `{"0": …, "1": …}` into a list ordered by number, without the empty entries.
fn gather(value: Value) -> Value {
    let Value::Object(map) = value else {
        return value;
    };
    let map: Map<String, Value> = map.into_iter().map(|(k, v)| (k, gather(v))).collect();
    if map.is_empty() || !map.keys().all(|key| key.parse::<u32>().is_ok()) {
        return Value::Object(map);
    }
    let mut entries: Vec<(u32, Value)> = map
        .into_iter()
        .filter_map(|(key, v)| Some((key.parse().ok()?, v)))
        .collect();
    entries.sort_by_key(|(number, _)| *number);
    Value::Array(
        entries
            .into_iter()
            .map(|(_, v)| v)
            .filter(|v| !is_blank(v))
            .collect(),
    )
}

fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(values) => values.iter().all(is_blank),
        Value::Object(map) => map.values().all(is_blank),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn numbers_become_lists_and_blank_rows_vanish() {
        let nested = nest([
            ("class", "A"),
            ("leads.0.subject", "甲"),
            ("leads.0.issues.0.text", "其一"),
            ("leads.0.issues.1.text", " "),
            ("leads.2.subject", "乙"),
            ("leads.1.subject", ""),
            ("domains", "a"),
            ("domains", "b"),
        ]);
        assert_eq!(
            Value::Object(nested),
            json!({
                "class": "A",
                "leads": [{"subject": "甲", "issues": [{"text": "其一"}]}, {"subject": "乙"}],
                "domains": ["a", "b"],
            })
        );
    }

    #[test]
    fn a_hostile_name_stays_shallow() {
        let name = vec!["a"; 10_000].join(".");
        assert_eq!(nest([(name.as_str(), "x")]).len(), 1);
    }
}
