//! Every kind of field, filled rightly and wrongly.

use super::*;
use crate::form::Field;
use crate::ids::SealedId;
use crate::sealed::{FileRef, SealedRef};
use proptest::prelude::*;
use serde_json::json;
use uuid::Uuid;

/// Seals nothing, remembers everything.
#[derive(Default)]
struct Memory {
    texts: Vec<(String, String)>,
    identities: Vec<Identity>,
}

fn reference(number: usize) -> SealedRef {
    SealedRef {
        id: SealedId(Uuid::from_u128(number as u128)),
        commitment: String::new(),
    }
}

impl Sealer for Memory {
    fn text(&mut self, purpose: &str, text: &str) -> SealedRef {
        self.texts.push((purpose.to_owned(), text.to_owned()));
        reference(self.texts.len())
    }
    fn named(&mut self, purpose: &str, text: &str) -> SealedRef {
        self.text(purpose, text)
    }

    fn identity(&mut self, identity: &Identity) -> SealedRef {
        self.identities.push(identity.clone());
        reference(100 + self.identities.len())
    }
    fn file(&mut self, _token: &str) -> Option<FileRef> {
        None
    }
}

const ISSUE: &[Field] = &[Field::new("text", "问题", Kind::Text { max: 10 })];
const FIELDS: &[Field] = &[
    Field::new("title", "标题", Kind::Line { max: 5 }),
    Field::new("on", "日期", Kind::Date).optional(),
    Field::new("count", "人数", Kind::Number { min: 1, max: 9 }).optional(),
    Field::new("unit", "单位", Kind::From(Source::Units)).optional(),
    Field::new(
        "issues",
        "问题",
        Kind::Group {
            fields: ISSUE,
            min: 1,
            max: 2,
        },
    )
    .optional(),
    Field::new("files", "附件", Kind::Files { max: 1 }).optional(),
    Field::new("reporter", "举报人", Kind::Identity).optional(),
];

fn run(input: Value) -> (Memory, Result<Value, Vec<FieldError>>) {
    let mut memory = Memory::default();
    let open = |_: Source, word: &str| word == "u1";
    let mut seal = Seal {
        act: "test",
        sealer: &mut memory,
        open: &open,
    };
    let parsed = parse(FIELDS, input.as_object().unwrap(), &mut seal);
    (memory, parsed)
}

fn complaints(input: Value) -> Vec<String> {
    run(input)
        .1
        .unwrap_err()
        .into_iter()
        .map(|error| error.field)
        .collect()
}

#[test]
fn texts_are_sealed_and_leave_the_command() {
    let (memory, parsed) = run(json!({
        "title": " 占地 ", "on": "2026-02-06", "count": "3", "unit": "u1",
        "issues": [{"text": "其一"}], "reporter": {"name": "王某"},
    }));
    let parsed = parsed.unwrap();
    assert_eq!(memory.texts[0], ("test.title".into(), "占地".into()));
    assert_eq!(memory.texts[1], ("test.issues.text".into(), "其一".into()));
    assert_eq!(memory.identities[0].name, "王某");
    assert!(!parsed.to_string().contains("占地") && !parsed.to_string().contains("王某"));
    assert_eq!(parsed["count"], 3);
}

#[test]
fn an_identity_is_sealed_even_when_none_was_given() {
    let (memory, parsed) = run(json!({"title": "占地"}));
    assert!(parsed.unwrap()["reporter"]["id"].is_string());
    assert!(memory.identities[0] == Identity::default());
}

#[test]
fn a_wrong_form_names_every_field_and_seals_nothing() {
    let (memory, parsed) = run(json!({
        "title": "超过了五个字", "on": "2月6日", "count": 10, "unit": "u2",
        "issues": [{"text": ""}, {"txt": "x"}], "files": ["gone"], "no": 1,
        "reporter": {"age": "3"},
    }));
    let fields: Vec<String> = parsed.unwrap_err().into_iter().map(|e| e.field).collect();
    let expected = [
        "no",
        "title",
        "on",
        "count",
        "unit",
        "issues.0.text",
        "issues.1.txt",
        "issues.1.text",
        "files",
        "reporter.age",
    ];
    assert_eq!(fields, expected);
    assert!(memory.texts.is_empty() && memory.identities.is_empty());
}

#[test]
fn emptiness_types_and_control_characters() {
    assert_eq!(complaints(json!({})), ["title"]);
    assert_eq!(complaints(json!({"title": "  \u{3000}"})), ["title"]);
    assert_eq!(complaints(json!({"title": 3})), ["title"]);
    assert_eq!(complaints(json!({"title": "a\u{0}b"})), ["title"]);
    assert_eq!(
        complaints(json!({"title": "a", "issues": [{"text": "a"}, {"text": "a"}, {"text": "a"}]})),
        ["issues"]
    );
}

proptest! {
    #[test]
    fn whatever_is_sent_is_answered_and_no_text_leaves_unsealed_t25(input in anything()) {
        let Value::Object(_) = &input else { return Ok(()) };
        let (memory, parsed) = run(input);
        match parsed {
            Ok(command) => {
                let command = command.to_string();
                for (_, text) in memory.texts.iter().filter(|(_, text)| text.contains('机')) {
                    prop_assert!(!command.contains(text.as_str()));
                }
            }
            Err(errors) => {
                prop_assert!(!errors.is_empty());
                prop_assert!(memory.texts.is_empty() && memory.identities.is_empty());
            }
        }
    }
}

/// JSON of every shape, often under the names of the form.
fn anything() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "\\PC{0,6}".prop_map(Value::from),
        "机[a-z]{1,3}".prop_map(Value::from),
        Just(json!("u1")),
        Just(json!("2026-02-06")),
    ];
    let name = prop_oneof![
        Just("title"),
        Just("on"),
        Just("count"),
        Just("unit"),
        Just("issues"),
        Just("files"),
        Just("reporter"),
        Just("text"),
        Just("name"),
        Just("else"),
    ];
    leaf.prop_recursive(3, 24, 6, move |inner| {
        let map =
            prop::collection::btree_map(name.clone().prop_map(str::to_owned), inner.clone(), 0..6);
        prop_oneof![
            prop::collection::vec(inner, 0..3).prop_map(Value::from),
            map.prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
    .prop_map(|value| match value {
        Value::Object(mut map) => {
            map.entry("title").or_insert_with(|| json!("机a"));
            Value::Object(map)
        }
        other => json!({"title": "机a", "issues": other}),
    })
}
