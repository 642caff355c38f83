//! As much of JSON Schema as the document uses: checking a value, and knowing every keyword.

use serde_json::{Map, Value};

/// What is wrong with a value under a schema of the document; nothing when it fits.
pub fn wrong(document: &Value, schema: &Value, value: &Value, path: &str) -> Option<String> {
    if let Some(reference) = schema.get("$ref") {
        return wrong(document, resolved(document, reference), value, path);
    }
    if let Some(options) = schema.get("oneOf").and_then(Value::as_array) {
        let fits = options
            .iter()
            .filter(|option| wrong(document, option, value, path).is_none());
        return (fits.count() != 1).then(|| format!("{path}: fits not exactly one: {value}"));
    }
    let types = match &schema["type"] {
        Value::String(one) => vec![one.as_str()],
        Value::Array(several) => several.iter().filter_map(Value::as_str).collect(),
        _ => return None,
    };
    if !types.iter().any(|name| is_of(name, value)) {
        return Some(format!("{path}: {value} is no {types:?}"));
    }
    match value {
        Value::Object(members) => members_wrong(document, schema, members, path),
        Value::Array(items) => {
            let each = items.iter().enumerate();
            each.filter_map(|(at, item)| {
                wrong(document, &schema["items"], item, &format!("{path}.{at}"))
            })
            .next()
        }
        _ => None,
    }
}

fn members_wrong(
    document: &Value,
    schema: &Value,
    members: &Map<String, Value>,
    path: &str,
) -> Option<String> {
    let required = schema["required"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str);
    for name in required {
        if !members.contains_key(name) {
            return Some(format!("{path}.{name}: missing"));
        }
    }
    for (name, member) in members {
        let Some(known) = schema["properties"].get(name) else {
            return Some(format!("{path}.{name}: not told of"));
        };
        if let Some(found) = wrong(document, known, member, &format!("{path}.{name}")) {
            return Some(found);
        }
    }
    None
}

fn is_of(name: &str, value: &Value) -> bool {
    match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "null" => value.is_null(),
        other => panic!("the document uses the type {other}"),
    }
}

/// The schema that a reference names.
pub fn resolved<'a>(document: &'a Value, reference: &Value) -> &'a Value {
    let name = reference
        .as_str()
        .and_then(|text| text.strip_prefix("#/components/schemas/"));
    let name = name.unwrap_or_else(|| panic!("a reference elsewhere: {reference}"));
    let found = document["components"]["schemas"].get(name);
    found.unwrap_or_else(|| panic!("no schema is called {name}"))
}
