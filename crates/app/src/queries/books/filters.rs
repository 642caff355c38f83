//! A book's filters as plain words, and what a book holds in one line.

use crate::queries::listing::Filter;
use crate::queries::reader::Reader;
use casework::UnitId;
use casework::campaign::ItemState;
use casework::code::Code;
use casework::matter::{CAME_BY, Channel, Class, Mode, Secrecy, Stage, Under, Urgency};
use casework::rules::{Asked, Book, Sort};
use serde::Serialize;

/// A filter as a line of words above a book.
#[derive(Debug, Clone, Serialize)]
pub struct Choice {
    /// Its name in the address.
    pub name: &'static str,
    /// Its label.
    pub zh: &'static str,
    /// Value and word; the chosen one is marked.
    pub options: Vec<(String, String, bool)>,
}

const YES: &[(Asked, &str, &str)] = &[
    (Asked::Named, "实名", "匿名"),
    (Asked::Repeat, "有重复件", "无重复件"),
    (Asked::Instructed, "有批示", "无批示"),
    (Asked::Tagged, "标了领域", "未标领域"),
    (Asked::Again, "重复", "初次"),
    (Asked::Collective, "集体访", "非集体访"),
    (Asked::OverLevel, "越级", "未越级"),
    (Asked::Unnumbered, "未登记编号", "已登记编号"),
    (Asked::Overdue, "已超期", "未超期"),
    (Asked::Over, "已了结", "在办"),
    (Asked::Supervised, "督办件", "未督办"),
    (Asked::ThreeMany, "“三多”", "非“三多”"),
    (Asked::Backlog, "积案", "非积案"),
    (Asked::Campaigned, "列入", "未列入"),
];

const CODES: &[(Asked, &[Code])] = &[
    (Asked::Stage, Stage::CODES),
    (Asked::Channel, Channel::CODES),
    (Asked::Class, Class::CODES),
    (Asked::CameBy, CAME_BY),
    (Asked::Mode, Mode::CODES),
    (Asked::Urgency, Urgency::CODES),
    (Asked::Secrecy, Secrecy::CODES),
    (Asked::Supervision, Under::CODES),
    (Asked::Contract, ItemState::CODES),
];

/// The filters a person may set on a book: those the book does not set itself.
pub(super) fn choices(reader: &Reader, book: &Book, filter: &Filter) -> Vec<Choice> {
    let pairs = filter.pairs();
    let chosen = |asked: &str, value: &str| {
        pairs
            .iter()
            .any(|(name, known)| *name == asked && known == value)
    };
    let mut choices = Vec::new();
    if reader.units.len() > 1 {
        let option = |unit: &UnitId| {
            let name = reader.office.unit_name(unit).to_owned();
            (unit.to_string(), name, chosen("unit", unit.as_str()))
        };
        choices.push(Choice {
            name: "unit",
            zh: "机构",
            options: reader.units.iter().map(option).collect(),
        });
    }
    let open = |asked: &Asked| !book.filter.contains_key(asked.as_str());
    for (asked, codes) in CODES.iter().filter(|(asked, _)| open(asked)) {
        let option = |code: &Code| {
            let set = chosen(asked.as_str(), code.value);
            (code.value.to_owned(), code.zh.to_owned(), set)
        };
        choices.push(Choice {
            name: asked.as_str(),
            zh: asked.zh(),
            options: codes.iter().map(option).collect(),
        });
    }
    for (asked, yes, no) in YES.iter().filter(|(asked, ..)| open(asked)) {
        let option = |value: &str, zh: &str| {
            let set = chosen(asked.as_str(), value);
            (value.to_owned(), zh.to_owned(), set)
        };
        choices.push(Choice {
            name: asked.as_str(),
            zh: asked.zh(),
            options: vec![option("yes", yes), option("no", no)],
        });
    }
    let order = filter.order();
    let option = |code: &Code| {
        let set = code.value == order.as_str();
        (code.value.to_owned(), code.zh.to_owned(), set)
    };
    choices.push(Choice {
        name: "sort",
        zh: "次序",
        options: Sort::CODES.iter().map(option).collect(),
    });
    choices
}

/// What is listed, in one line: 清河县纪委监委；来信；实名；收到于2026-01-01至2026-01-31.
pub(crate) fn in_words(reader: &Reader, unit: &UnitId, filter: &Filter) -> String {
    let mut words = vec![reader.office.unit_name(unit).to_owned()];
    let pairs = filter.pairs();
    for (name, value) in &pairs {
        let coded = CODES.iter().find(|(asked, _)| asked.as_str() == *name);
        let flag = YES.iter().find(|(asked, ..)| asked.as_str() == *name);
        if let Some((_, codes)) = coded {
            let code = codes.iter().find(|code| code.value == value);
            words.extend(code.map(|code| code.zh.to_owned()));
        } else if let Some((_, yes, no)) = flag {
            words.push(if value == "yes" { yes } else { no }.to_string());
        } else if *name == "holder" {
            words.push(reader.office.unit_name(&UnitId::from(&**value)).to_owned());
        }
    }
    match (filter.from, filter.to) {
        (Some(from), Some(to)) => words.push(format!("收到于{from}至{to}")),
        (Some(from), None) => words.push(format!("{from}以后收到")),
        (None, Some(to)) => words.push(format!("{to}以前收到")),
        (None, None) => {}
    }
    words.join("；")
}
