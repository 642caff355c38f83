//! The plan of a year: repeatable, accepted by the rules in force, and shaped like the field.

use super::*;
use crate::audit::Tally;
use crate::office::{self, Basis};
use crate::rehearsal;
use app::catalogue::Catalogue;
use jiff::civil::{date, datetime};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

const SINCE: Date = date(2025, 1, 1);
const REPORTS: usize = 3_000;

struct Year {
    stories: Vec<Story>,
}

fn span(reports: usize) -> Span {
    Span {
        reports,
        from: date(2025, 11, 21),
        until: datetime(2026, 11, 20, 10, 0, 0, 0),
    }
}

fn year(seed: u64, reports: usize) -> Vec<Story> {
    let catalogue = Catalogue::read(None).unwrap();
    let basis = Basis {
        catalogue: "rules",
        calendar: "days",
        since: SINCE,
    };
    let planned = office::plan(seed, &basis);
    let office = rehearsal::found(&planned, &catalogue.rules, &catalogue.calendar, SINCE).unwrap();
    let world = World {
        office: &office,
        rules: &catalogue.rules,
        calendar: &catalogue.calendar,
    };
    plan(&planned, &world, &span(reports)).unwrap()
}

/// One whole year, planned once: every deed in it was rehearsed, or there would be no year.
static YEAR: LazyLock<Year> = LazyLock::new(|| Year {
    stories: year(1, REPORTS),
});

fn deeds(act: &str) -> impl Iterator<Item = &'static Deed> {
    let act = act.to_owned();
    YEAR.stories
        .iter()
        .flat_map(|story| &story.deeds)
        .filter(move |deed| deed.act == act)
}

fn share(count: usize, of: usize) -> f64 {
    count as f64 / of as f64
}

#[test]
fn the_same_seed_gives_the_same_orders() {
    assert_eq!(year(7, 120), year(7, 120));
    assert_ne!(year(7, 120), year(8, 120));
}

#[test]
fn every_seed_is_accepted() {
    for seed in 20..26 {
        assert!(!year(seed, 150).is_empty());
    }
}

#[test]
fn every_stage_and_every_turn_is_there() {
    let tally = Tally::of(&YEAR.stories);
    assert_eq!(tally.reports, REPORTS as i64);
    for stage in casework::matter::Stage::ALL {
        assert!(
            tally.stages.contains_key(stage.as_str()),
            "{stage:?}: {:?}",
            tally.stages
        );
    }
    for act in [
        "join",
        "return",
        "recuse",
        "lift-recusal",
        "ask-identity",
        "decide-identity",
        "disclose-identity",
        "reopen",
        "warn",
        "progress",
    ] {
        assert!(deeds(act).next().is_some(), "{act}");
    }
    let late = deeds("receive").filter(|deed| {
        deed.happened
            .is_some_and(|happened| happened.date() < deed.at.date())
    });
    assert!(late.count() > 10);
}

#[test]
fn most_is_kept_and_a_little_is_overdue() {
    let tally = Tally::of(&YEAR.stories);
    let clocks = tally.clocks_open + tally.clocks_ended;
    let lapsed = share(tally.clocks_lapsed as usize, clocks as usize);
    assert!((0.01..0.16).contains(&lapsed), "{lapsed}");
    let overdue = tally.clocks_overdue as usize;
    assert!((8..160).contains(&overdue), "{overdue}");
    assert!(
        tally.stages["written-off"] > REPORTS as i64 / 2,
        "{:?}",
        tally.stages
    );
}

#[test]
fn deeds_go_forward_in_time_and_end_by_now() {
    let until = span(REPORTS).until;
    for story in &YEAR.stories {
        assert!(story.deeds.is_sorted_by_key(|deed| deed.at));
        assert!(story.deeds.iter().all(|deed| deed.at <= until));
        assert!(
            story
                .deeds
                .iter()
                .all(|deed| deed.happened.is_none_or(|h| h <= deed.at))
        );
    }
}

#[test]
fn shares_are_near_the_field_s() {
    let filed: Vec<&Deed> = deeds("receive").collect();
    let anonymous = filed
        .iter()
        .filter(|deed| deed.fields["real_name"] == false)
        .count();
    assert!(
        (0.58..=0.61).contains(&share(anonymous, filed.len())),
        "{anonymous}"
    );
    let mut channels: BTreeMap<&str, usize> = BTreeMap::new();
    for deed in &filed {
        *channels
            .entry(deed.fields["channel"].as_str().unwrap())
            .or_default() += 1;
    }
    for (channel, wanted) in [
        ("web", 0.50),
        ("letter", 0.25),
        ("phone", 0.15),
        ("visit", 0.10),
    ] {
        let is = share(channels[channel], filed.len());
        assert!((is - wanted).abs() < 0.015, "{channel} {is}");
    }
    let ranks: Vec<&Value> = deeds("register")
        .filter_map(|deed| deed.fields["leads"].as_array()?.first()?.get("rank"))
        .collect();
    let village = ranks.iter().filter(|rank| **rank == "village").count();
    assert!(
        (0.37..=0.43).contains(&share(village, ranks.len())),
        "{village} of {}",
        ranks.len()
    );
}

#[test]
fn no_two_reports_say_the_same() {
    let mut texts = BTreeSet::new();
    for deed in deeds("receive") {
        let text = deed.fields["text"].as_str().unwrap();
        assert!(texts.insert(text), "twice: {text}");
        assert!(text.chars().count() >= 8, "{text}");
    }
    let lengths: Vec<usize> = texts.iter().map(|text| text.chars().count()).collect();
    assert!(
        lengths.iter().any(|length| *length > 180) && lengths.iter().any(|length| *length < 40)
    );
}

#[test]
fn words_are_the_office_s_own_p33() {
    let never = ["工单", "用户", "关闭", "星级", "嫌疑人", "{", "}"];
    for deed in YEAR.stories.iter().flat_map(|story| &story.deeds) {
        each_text(&Value::Object(deed.fields.clone()), &mut |text| {
            for word in never {
                assert!(!text.contains(word), "{word} in {text}");
            }
        });
    }
}

fn each_text(value: &Value, look: &mut impl FnMut(&str)) {
    match value {
        Value::String(text) => look(text),
        Value::Array(values) => values.iter().for_each(|value| each_text(value, look)),
        Value::Object(values) => values.values().for_each(|value| each_text(value, look)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
