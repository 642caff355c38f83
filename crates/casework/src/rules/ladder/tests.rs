//! Ladders: the shipped ones, an office's own, and those that are refused.

use super::*;
use crate::given::{WORLD, catalogue};
use crate::rules::Source;

fn changed(change: impl Fn(&str, &str) -> String) -> Result<Rules, Invalid> {
    let texts: Vec<(String, String)> = catalogue()
        .into_iter()
        .map(|(path, text)| {
            let text = change(&path, &text);
            (path, text)
        })
        .collect();
    let sources = texts.iter().map(|(path, text)| Source { path, text });
    Rules::parse(sources, "test".to_owned())
}

fn of_ladder(change: impl Fn(&str) -> String) -> Result<Rules, Invalid> {
    changed(|path, text| {
        if path == "ladder.toml" {
            change(text)
        } else {
            text.to_owned()
        }
    })
}

fn reason(change: impl Fn(&str) -> String) -> String {
    let invalid = of_ladder(change).unwrap_err();
    assert_eq!(invalid.path, "ladder.toml");
    invalid.reason
}

#[test]
fn every_clock_climbs_a_ladder_that_exists_or_none() {
    let rules = &WORLD.rules;
    assert_eq!(rules.ladders.len(), 3);
    let ladder = rules.ladder_of("report-result").unwrap();
    let kinds: Vec<RungKind> = ladder.rungs.iter().map(|rung| rung.kind).collect();
    assert_eq!(kinds, RungKind::ALL);
    assert!(rules.ladder_of("evaluation").is_none());
    assert!(rules.rung_for("evaluation", RungKind::Reminder).is_some());
}

#[test]
fn an_office_sets_its_own_days() {
    let rules = of_ladder(|text| text.replace("after 1 working day", "after 3 working days"));
    let rules = rules.unwrap();
    let rung = rules
        .ladder("handling")
        .unwrap()
        .rung(RungKind::Reminder)
        .unwrap();
    assert_eq!(rung.when, RungTime::WorkingDays(3));
    assert_eq!(rung.when.zh(), "超期3个工作日");
}

#[test]
fn an_unknown_ladder_is_refused() {
    let invalid = changed(|path, text| match path {
        "clocks.toml" => text.replacen("ladder = \"reply\"", "ladder = \"nowhere\"", 1),
        _ => text.to_owned(),
    });
    let invalid = invalid.unwrap_err();
    assert_eq!(invalid.path, "clocks.toml");
    assert!(invalid.reason.contains("nowhere"), "{invalid}");
}

#[test]
fn what_does_not_rise_is_refused() {
    let reason = reason(|text| text.replacen("after 2 working days", "after 6 working days", 1));
    assert!(
        reason.contains("intake") && reason.contains("rise"),
        "{reason}"
    );
}

#[test]
fn what_makes_no_rung_is_refused() {
    let wrong: [(&str, &str, &str); 6] = [
        ("after 2 working days", "after a while", "after a while"),
        ("after 2 working days", "after 0 working days", "after 0"),
        ("after 2 working days", "as the clock warns", "rise"),
        ("answer = \"2 working days\"\n", "", "answer"),
        ("signs = [\"leader\", \"principal\"]\n", "", "signs"),
        ("\"petition-head\"", "\"nobody\"", "nobody"),
    ];
    for (from, to, word) in wrong {
        let reason = reason(|text| text.replacen(from, to, 1));
        assert!(reason.contains(word), "{to}: {reason}");
    }
}
