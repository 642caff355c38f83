//! The fields of an act are its command: what a form takes, the command holds, and nothing is dropped
//! between them. Serde would ignore a misnamed optional field in silence.

use crate::act::{Act, Performer};
use crate::code::Code;
use crate::form::{Field, Identity, Kind, Seal, Sealer, Source, parse};
use crate::given::{report, sealed};
use crate::ids::{FileId, SealedId};
use crate::matter;
use crate::office;
use crate::procedure::{self, Noun, Procedure};
use crate::sealed::{FileRef, SealedRef};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Draws references and remembers them.
#[derive(Default)]
struct Marks {
    drawn: u128,
    marks: Vec<String>,
}

impl Marks {
    fn next(&mut self) -> Uuid {
        self.drawn += 1;
        let id = Uuid::from_u128(0x5ea1_0000_0000 + self.drawn);
        self.marks.push(id.to_string());
        id
    }
}

impl Sealer for Marks {
    fn text(&mut self, _: &str, _: &str) -> SealedRef {
        SealedRef {
            id: SealedId(self.next()),
            commitment: String::new(),
        }
    }

    fn identity(&mut self, _: &Identity) -> SealedRef {
        self.text("", "")
    }

    fn named(&mut self, _: &str, _: &str) -> SealedRef {
        self.text("", "")
    }

    fn file(&mut self, _: &str) -> Option<FileRef> {
        let name = SealedRef {
            id: SealedId(Uuid::nil()),
            commitment: String::new(),
        };
        let id = FileId(Uuid::from_u128(0xf11e));
        let media_type = "image/jpeg".to_owned();
        Some(FileRef {
            id,
            name,
            size: 1,
            media_type,
            commitment: String::new(),
            clean: None,
        })
    }
}

/// An input with every field filled, each by a value that can be found again.
fn full(fields: &[Field], path: &str, marks: &mut Vec<String>) -> Map<String, Value> {
    let mut input = Map::new();
    for field in fields {
        let name = format!("{path}{}", field.name).replace(['.', '_'], "-");
        let value = match field.kind {
            Kind::Line { .. } | Kind::Text { .. } | Kind::Named { .. } => json!("文"),
            Kind::Identity => json!({"name": "文"}),
            Kind::Word { .. } | Kind::From(_) => json!(word(field, &name)),
            Kind::Several(_) => json!([word(field, &name)]),
            Kind::Choice(codes) => json!(codes[0].value),
            Kind::Date => json!("2031-05-07"),
            Kind::DateTime => json!("2031-05-07T08:09"),
            Kind::Number { max, .. } => json!(max - 1),
            Kind::Flag => json!(true),
            Kind::Files { .. } => json!(["token"]),
            Kind::Group { fields, .. } => {
                json!([full(fields, &format!("{name}."), marks)])
            }
        };
        match field.kind {
            Kind::Word { .. } | Kind::From(_) => marks.push(value.as_str().unwrap().to_owned()),
            Kind::Several(_) => marks.push(word(field, &name)),
            Kind::Date | Kind::DateTime => marks.push("2031-05-07".to_owned()),
            Kind::Number { max, .. } => marks.push((max - 1).to_string()),
            Kind::Files { .. } => marks.push(Uuid::from_u128(0xf11e).to_string()),
            Kind::Line { .. } | Kind::Text { .. } | Kind::Named { .. } | Kind::Identity => {}
            Kind::Choice(_) | Kind::Flag | Kind::Group { .. } => {}
        }
        input.insert(field.name.to_owned(), value);
    }
    input
}

fn word(field: &Field, name: &str) -> String {
    match field.kind {
        Kind::From(Source::Reports) => report(0xabcd).0.to_string(),
        Kind::Several(Source::CleanFiles) => Uuid::from_u128(0xf11f).to_string(),
        _ => name.to_owned(),
    }
}

fn typed(act: &Act, json: Value) -> Result<String, serde_json::Error> {
    if let Some(command) = matter::steps::Command::read(act.name, json.clone()) {
        return command.map(|command| format!("{command:?}"));
    }
    for noun in Noun::ALL {
        let read = crate::with_noun!(*noun, P => {
            P::read(act.name, json.clone()).map(|command| command.map(|command| format!("{command:?}")))
        });
        if let Some(read) = read {
            return read;
        }
    }
    let command = office::steps::Command::read(act.name, json).expect("the act is of some noun");
    command.map(|command| format!("{command:?}"))
}

fn every_act() -> impl Iterator<Item = &'static Act> {
    let acts = matter::steps::ACTS.iter().chain(office::steps::ACTS);
    acts.chain(procedure::noun::acts())
}

fn acts() -> impl Iterator<Item = &'static Act> {
    let acts = every_act();
    acts.filter(|act| act.performer != Performer::Timer)
}

#[test]
fn nothing_a_form_takes_is_lost_on_the_way_to_the_command() {
    for act in acts() {
        let mut expected = Vec::new();
        let input = full(act.fields, "", &mut expected);
        let mut sealer = Marks::default();
        let mut seal = Seal {
            act: act.name,
            sealer: &mut sealer,
            open: &|_, _| true,
        };
        let parsed = parse(act.fields, &input, &mut seal);
        let parsed = parsed.unwrap_or_else(|wrong| panic!("{}: {wrong:?}", act.name));
        assert!(
            !parsed.to_string().contains('文'),
            "{}: a text is left unsealed",
            act.name
        );
        let command = typed(act, parsed).unwrap_or_else(|wrong| panic!("{}: {wrong}", act.name));
        for mark in expected.iter().chain(&sealer.marks) {
            assert!(
                command.contains(mark),
                "{} drops {mark}: {command}",
                act.name
            );
        }
    }
}

#[test]
fn what_need_not_be_filled_may_be_left_out() {
    for act in acts() {
        let input = full(act.fields, "", &mut Vec::new());
        let needed = |name: &str| act.fields.iter().any(|f| f.name == name && f.required);
        let input = input.into_iter().filter(|(name, _)| needed(name)).collect();
        let mut sealer = Marks::default();
        let mut seal = Seal {
            act: act.name,
            sealer: &mut sealer,
            open: &|_, _| true,
        };
        let parsed = parse(act.fields, &input, &mut seal).unwrap();
        let command = typed(act, parsed);
        assert!(command.is_ok(), "{}: {:?}", act.name, command.err());
    }
}

/// Every choice list below an act, with the way to put a word of it into an input.
fn lists(fields: &[Field], found: &mut Vec<(String, &'static [Code])>, path: &str) {
    for field in fields {
        match field.kind {
            Kind::Choice(codes) => found.push((format!("{path}{}", field.name), codes)),
            Kind::Group { fields, .. } => lists(fields, found, &format!("{path}{}/0/", field.name)),
            _ => {}
        }
    }
}

#[test]
fn every_word_of_every_list_is_one_the_command_knows() {
    for act in acts() {
        let mut found = Vec::new();
        lists(act.fields, &mut found, "/");
        for (pointer, codes) in found {
            let words: BTreeSet<&str> = codes.iter().map(|code| code.value).collect();
            assert_eq!(words.len(), codes.len(), "{} {pointer}", act.name);
            for code in codes {
                let input = full(act.fields, "", &mut Vec::new());
                let mut sealer = Marks::default();
                let mut seal = Seal {
                    act: act.name,
                    sealer: &mut sealer,
                    open: &|_, _| true,
                };
                let mut parsed = parse(act.fields, &input, &mut seal).unwrap();
                *parsed.pointer_mut(&pointer).unwrap() = json!(code.value);
                let command = typed(act, parsed);
                assert!(command.is_ok(), "{} {pointer} {}", act.name, code.value);
            }
        }
    }
}

#[test]
fn every_act_says_what_it_is_in_the_words_of_the_office_p_33() {
    for act in every_act() {
        let told = [act.zh, act.help, act.basis].concat();
        assert!(
            !act.zh.is_empty() && !act.help.is_empty() && !act.basis.is_empty(),
            "{}",
            act.name
        );
        for word in ["工单", "用户", "关闭此", "星级", "嫌疑人"] {
            assert!(!told.contains(word), "{}: {word}", act.name);
        }
        let names: BTreeSet<&str> = act.fields.iter().map(|field| field.name).collect();
        assert_eq!(names.len(), act.fields.len(), "{}", act.name);
        assert!(
            act.fields.iter().all(|field| !field.zh.is_empty()),
            "{}",
            act.name
        );
    }
    assert!(serde_json::from_value::<SealedRef>(sealed(1)).is_ok());
}
