//! Checks what was sent against the fields, seals the texts, and yields the command's JSON.

use super::{Field, Identity, Kind, Sealer, Source};
use crate::code::Code;
use jiff::civil::{Date, DateTime};
use serde_json::{Map, Value};

/// The shell's part in parsing: sealing, and knowing which choices are open.
pub struct Seal<'a> {
    /// The act's name, prefixed to each purpose.
    pub act: &'a str,
    /// Seals texts and identities, finds files.
    pub sealer: &'a mut dyn Sealer,
    /// Whether a value is among a source's choices now.
    pub open: &'a dyn Fn(Source, &str) -> bool,
}

/// A field that was filled wrongly.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct FieldError {
    /// The field's full name, e.g. `leads.0.subject`.
    pub field: String,
    /// The sentence for the person.
    pub sentence: String,
}

/// Parses `input` by `fields` into a command's JSON, sealing every text on the way.
///
/// Texts are checked before anything is sealed, so that a refused form leaves nothing behind.
///
/// # Errors
/// Every field that is missing, too long, not a date, or not among the choices; unknown fields too.
pub fn parse(
    fields: &[Field],
    input: &Map<String, Value>,
    seal: &mut Seal<'_>,
) -> Result<Value, Vec<FieldError>> {
    let mut errors = Vec::new();
    check_all(fields, input, "", seal, &mut errors);
    if !errors.is_empty() {
        return Err(errors);
    }
    Ok(convert_all(fields, input, "", seal))
}

fn check_all(
    fields: &[Field],
    input: &Map<String, Value>,
    prefix: &str,
    seal: &mut Seal<'_>,
    errors: &mut Vec<FieldError>,
) {
    for name in input
        .keys()
        .filter(|name| fields.iter().all(|f| f.name != *name))
    {
        errors.push(error(
            format!("{prefix}{name}"),
            "没有这一项，请核对后重新提交",
        ));
    }
    for field in fields {
        let path = format!("{prefix}{}", field.name);
        match input.get(field.name).filter(|value| !is_empty(value)) {
            None if field.required && !matches!(field.kind, Kind::Flag | Kind::Identity) => {
                errors.push(error(path, &format!("请填写“{}”", field.zh)));
            }
            None => {}
            Some(value) => check(field, value, &path, seal, errors),
        }
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(values) => values.is_empty(),
        Value::Bool(_) | Value::Number(_) | Value::Object(_) => false,
    }
}

fn check(
    field: &Field,
    value: &Value,
    path: &str,
    seal: &mut Seal<'_>,
    errors: &mut Vec<FieldError>,
) {
    let wrong = match field.kind {
        Kind::Line { max } => check_text(value, max, false),
        Kind::Text { max } | Kind::Named { max } => check_text(value, max, true),
        Kind::Word { max } => check_text(value, max, false),
        Kind::Identity => check_identity(value, path, errors),
        Kind::Choice(codes) => check_choice(value, codes),
        Kind::From(source) => check_open(value, source, seal),
        Kind::Several(source) => as_list(value)
            .iter()
            .find_map(|one| check_open(one, source, seal)),
        Kind::Date => parsed::<Date>(value, "请按“2026-02-06”的格式填写日期"),
        Kind::DateTime => parsed::<DateTime>(value, "请按“2026-02-06T09:30”的格式填写日期和时间"),
        Kind::Number { min, max } => check_number(value, min, max),
        Kind::Flag => as_flag(value)
            .is_none()
            .then(|| "请选“是”或“否”".to_owned()),
        Kind::Group { fields, min, max } => {
            check_group(value, fields, (min, max), path, seal, errors)
        }
        Kind::Files { max } => check_files(value, max, seal),
    };
    errors.extend(wrong.map(|sentence| error(path.to_owned(), &sentence)));
}

fn check_text(value: &Value, max: usize, lines: bool) -> Option<String> {
    let Some(text) = value.as_str() else {
        return Some("应为文字".to_owned());
    };
    let count = text.chars().count();
    if count > max {
        return Some(format!("最多{max}字，现有{count}字，请删减"));
    }
    let control = |c: char| c.is_control() && !(lines && matches!(c, '\n' | '\r' | '\t'));
    text.contains(control)
        .then(|| "含有无法识别的控制字符，请删去后重新填写".to_owned())
}

fn check_identity(value: &Value, path: &str, errors: &mut Vec<FieldError>) -> Option<String> {
    let Some(parts) = value.as_object() else {
        return Some("应分项填写".to_owned());
    };
    for (name, part) in parts {
        let known = IDENTITY_PARTS.iter().find(|(known, _)| known == name);
        let wrong = match known {
            None => Some("没有这一项，请核对后重新提交".to_owned()),
            Some((_, max)) => check_text(part, *max, false),
        };
        errors.extend(wrong.map(|sentence| error(format!("{path}.{name}"), &sentence)));
    }
    None
}

/// Parts of an identity and their most characters (field.md section 2, the 12388 form).
const IDENTITY_PARTS: &[(&str, usize)] = &[
    ("name", 30),
    ("id_number", 18),
    ("phone", 50),
    ("address", 100),
    ("other", 100),
];

fn check_choice(value: &Value, codes: &[Code]) -> Option<String> {
    let known = value
        .as_str()
        .is_some_and(|word| codes.iter().any(|code| code.value == word));
    (!known).then(|| NOT_LISTED.to_owned())
}

fn check_open(value: &Value, source: Source, seal: &Seal<'_>) -> Option<String> {
    let known = value.as_str().is_some_and(|word| (seal.open)(source, word));
    (!known).then(|| NOT_LISTED.to_owned())
}

const NOT_LISTED: &str = "请在列表中选一项";

fn check_number(value: &Value, min: i64, max: i64) -> Option<String> {
    match as_number(value) {
        Some(number) if (min..=max).contains(&number) => None,
        Some(_) => Some(format!("应在{min}到{max}之间")),
        None => Some("应为整数".to_owned()),
    }
}

fn check_group(
    value: &Value,
    fields: &[Field],
    (min, max): (usize, usize),
    path: &str,
    seal: &mut Seal<'_>,
    errors: &mut Vec<FieldError>,
) -> Option<String> {
    let Some(entries) = value.as_array() else {
        return Some("应逐项填写".to_owned());
    };
    if entries.len() < min || entries.len() > max {
        return Some(format!("应有{min}到{max}项，现有{}项", entries.len()));
    }
    for (at, entry) in entries.iter().enumerate() {
        match entry.as_object() {
            Some(entry) => check_all(fields, entry, &format!("{path}.{at}."), seal, errors),
            None => errors.push(error(format!("{path}.{at}"), "应分项填写")),
        }
    }
    None
}

fn check_files(value: &Value, max: usize, seal: &mut Seal<'_>) -> Option<String> {
    let tokens = as_list(value);
    if tokens.len() > max {
        return Some(format!("最多{max}个附件"));
    }
    let gone = tokens
        .iter()
        .any(|token| token.as_str().and_then(|t| seal.sealer.file(t)).is_none());
    gone.then(|| "附件已失效，请重新上传".to_owned())
}

fn convert_all(
    fields: &[Field],
    input: &Map<String, Value>,
    prefix: &str,
    seal: &mut Seal<'_>,
) -> Value {
    let mut command = Map::new();
    for field in fields {
        let value = input.get(field.name).filter(|value| !is_empty(value));
        let path = format!("{prefix}{}", field.name);
        let converted = match (field.kind, value) {
            (Kind::Identity, value) => Some(convert_identity(value, seal)),
            (_, None) => None,
            (kind, Some(value)) => convert(kind, value, &path, seal),
        };
        if let Some(converted) = converted {
            command.insert(field.name.to_owned(), converted);
        }
    }
    Value::Object(command)
}

fn convert(kind: Kind, value: &Value, path: &str, seal: &mut Seal<'_>) -> Option<Value> {
    Some(match kind {
        Kind::Line { .. } | Kind::Text { .. } => {
            let text = value.as_str()?.trim().replace("\r\n", "\n");
            let purpose = format!("{}.{}", seal.act, without_numbers(path));
            json(&seal.sealer.text(&purpose, &text))
        }
        Kind::Named { .. } => {
            let purpose = format!("{}.{}", seal.act, without_numbers(path));
            json(&seal.sealer.named(&purpose, value.as_str()?.trim()))
        }
        Kind::Identity => convert_identity(Some(value), seal),
        Kind::Word { .. } => Value::String(value.as_str()?.trim().to_owned()),
        Kind::Choice(_) | Kind::From(_) => value.clone(),
        Kind::Several(_) => Value::Array(as_list(value).into_iter().cloned().collect()),
        Kind::Date | Kind::DateTime => Value::String(value.as_str()?.trim().to_owned()),
        Kind::Number { .. } => Value::from(as_number(value)?),
        Kind::Flag => Value::Bool(as_flag(value)?),
        Kind::Group { fields, .. } => {
            let entries = value.as_array()?.iter().enumerate();
            let converted = entries.filter_map(|(at, entry)| {
                Some(convert_all(
                    fields,
                    entry.as_object()?,
                    &format!("{path}.{at}."),
                    seal,
                ))
            });
            Value::Array(converted.collect())
        }
        Kind::Files { .. } => {
            let tokens = as_list(value).into_iter().filter_map(Value::as_str);
            Value::Array(
                tokens
                    .filter_map(|t| seal.sealer.file(t))
                    .map(|f| json(&f))
                    .collect(),
            )
        }
    })
}

fn convert_identity(value: Option<&Value>, seal: &mut Seal<'_>) -> Value {
    let part = |name: &str| {
        let text = value
            .and_then(|value| value.get(name))
            .and_then(Value::as_str);
        text.unwrap_or_default().trim().to_owned()
    };
    let identity = Identity {
        name: part("name"),
        id_number: part("id_number"),
        phone: part("phone"),
        address: part("address"),
        other: part("other"),
    };
    json(&seal.sealer.identity(&identity))
}

fn json(value: &impl serde::Serialize) -> Value {
    serde_json::to_value(value).expect("references and files are plain data")
}

fn without_numbers(path: &str) -> String {
    let words: Vec<&str> = path
        .split('.')
        .filter(|part| part.parse::<u32>().is_err())
        .collect();
    words.join(".")
}

fn as_list(value: &Value) -> Vec<&Value> {
    match value {
        Value::Array(values) => values.iter().collect(),
        one => vec![one],
    }
}

fn as_number(value: &Value) -> Option<i64> {
    value
        .as_i64()
        .or_else(|| value.as_str()?.trim().parse().ok())
}

fn as_flag(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(flag) => Some(*flag),
        Value::String(text) => match text.as_str() {
            "true" | "yes" | "on" => Some(true),
            "false" | "no" | "off" => Some(false),
            _ => None,
        },
        _ => None,
    }
}

fn parsed<T: std::str::FromStr>(value: &Value, sentence: &str) -> Option<String> {
    let ok = value
        .as_str()
        .is_some_and(|text| text.trim().parse::<T>().is_ok());
    (!ok).then(|| sentence.to_owned())
}

fn error(field: String, sentence: &str) -> FieldError {
    FieldError {
        field,
        sentence: sentence.to_owned(),
    }
}

#[cfg(test)]
mod tests;
