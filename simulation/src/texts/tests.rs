//! The templates hold together: slots are known, words are the office's, the catalogue knows the codes.

use super::*;
use crate::draw::Draw;
use jiff::civil::date;

/// Words that stand for other systems' ways of thinking (P-33).
const NEVER: &[&str] = &["工单", "用户", "关闭", "星级", "嫌疑人"];

const TEMPLATES: &[&str] = &[
    include_str!("../../texts/grievances.toml"),
    include_str!("../../texts/others.toml"),
    include_str!("../../texts/phrases.toml"),
];

#[test]
fn words_are_the_office_s_own_p33() {
    for text in TEMPLATES {
        for word in NEVER {
            assert!(!text.contains(word), "{word}");
        }
    }
}

#[test]
fn every_slot_is_known() {
    let mut slots = Slots::default();
    slots.draw_fact(&mut Draw::new(1), date(2026, 1, 1));
    for slot in [
        "village", "town", "county", "city", "group", "name", "post", "unit",
    ] {
        slots.set(slot, "某");
    }
    for slot in ["accepted", "findings", "outcome", "body"] {
        slots.set(slot, "某");
    }
    for text in TEMPLATES {
        for piece in text.split('{').skip(1) {
            let slot = piece.split('}').next().unwrap();
            assert!(!slots.get(slot).is_empty(), "{slot}");
        }
    }
}

#[test]
fn a_grievance_is_worth_telling() {
    let library = Library::read();
    for grievance in &library.grievances {
        assert!(grievance.facts.iter().all(|fact| fact.tells.len() >= 2));
        assert!(grievance.titles.len() >= 3 && !grievance.units.is_empty());
    }
    for other in &library.others {
        assert_eq!(
            other.body.is_empty(),
            other.class != "D" && other.class != "F",
            "{other:?}"
        );
    }
}

#[test]
fn an_unknown_slot_stays_to_be_seen() {
    let mut slots = Slots::default();
    slots.set("name", "某甲");
    assert_eq!(slots.fill("请查{name}，{nobody}。"), "请查某甲，{nobody}。");
}
