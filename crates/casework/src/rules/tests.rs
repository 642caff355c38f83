//! The shipped catalogue, and catalogues that are wrong.

use super::*;
use crate::given::{WORLD, catalogue};
use jiff::civil::{Date, date};
use std::collections::BTreeSet;

/// Parses the shipped catalogue with one file changed.
fn changed(path: &str, change: impl Fn(&str) -> String) -> Result<Rules, Invalid> {
    let files = catalogue();
    assert!(
        files.iter().any(|(known, _)| known == path),
        "{path} is shipped"
    );
    let texts: Vec<(String, String)> = files
        .into_iter()
        .map(|(known, text)| {
            let text = if known == path { change(&text) } else { text };
            (known, text)
        })
        .collect();
    let sources = texts.iter().map(|(path, text)| Source { path, text });
    Rules::parse(sources, "test".to_owned())
}

fn refused(path: &str, change: impl Fn(&str) -> String) -> Invalid {
    let invalid = changed(path, change).unwrap_err();
    assert_eq!(invalid.path, path);
    assert!(invalid.to_string().contains(path), "{invalid}");
    invalid
}

#[test]
fn the_shipped_catalogue_is_read_whole() {
    let rules = &WORLD.rules;
    assert_eq!(rules.version, "shipped");
    assert_eq!(rules.editions.len(), 3);
    assert!(rules.clocks.len() >= 10 && rules.roles.len() >= 11);
    assert!(rules.domains.len() >= 20 && rules.disposals.len() == 7);
    assert_eq!(rules.settings.identity_open_minutes, 15);
    assert!(rules.settings.instruction_before_routing);
}

#[test]
fn a_file_that_does_not_parse_is_named_with_its_line() {
    let broken = refused("clocks.toml", |text| {
        text.replacen("term = ", "terms = ", 1)
    });
    assert!(broken.reason.contains("terms"), "{broken}");
    let broken = refused("clocks.toml", |text| {
        text.replacen("5 working days", "a while", 1)
    });
    assert!(broken.reason.contains("a while"), "{broken}");
    let broken = refused("disposals.toml", |text| {
        text.replacen("2014-01-01", "2014-13-01", 1)
    });
    assert!(broken.reason.contains("line"), "{broken}");
    refused("categories/2018.toml", |_| "id = \"2018\"".to_owned());
    refused("office.toml", |text| {
        format!("{text}\nidentity_open_hours = 3\n")
    });
    refused("domains.toml", |text| {
        text.replacen("[[domain]]", "[[domains]]", 1)
    });
}

#[test]
fn an_event_or_an_act_that_does_not_exist_is_refused_by_name() {
    let unknown = refused("clocks.toml", |text| {
        text.replacen("matter.routed", "matter.rooted", 1)
    });
    assert!(unknown.reason.contains("`matter.rooted`"), "{unknown}");
    let unknown = refused("roles.toml", |text| {
        text.replacen("\"receive\"", "\"deceive\"", 1)
    });
    assert!(unknown.reason.contains("`deceive`"), "{unknown}");
    let unknown = refused("roles.toml", |text| {
        text.replacen("\"sight\"", "\"hindsight\"", 1)
    });
    assert!(unknown.reason.contains("hindsight"), "{unknown}");
}

#[test]
fn an_id_that_stands_twice_is_refused_by_name() {
    for (path, table, id) in [
        ("clocks.toml", "clock", "register"),
        ("roles.toml", "role", "clerk"),
        ("domains.toml", "domain", "rural"),
        ("disposals.toml", "disposal", "settled"),
    ] {
        let twice = refused(path, |text| {
            let start = text.find(&format!("id = \"{id}\"")).unwrap();
            let end = text[start..]
                .find("\n[[")
                .map_or(text.len(), |end| start + end);
            let (entry, cut) = (&text[start..end], format!("[[{table}]]\n"));
            format!("{text}\n{cut}{entry}\n")
        });
        assert!(twice.reason.contains(&format!("`{id}`")), "{twice}");
    }
    let twice = refused("categories/2018.toml", |text| {
        text.replacen("\"128\"", "\"120\"", 1)
    });
    assert!(twice.reason.contains("`120`"), "{twice}");
}

#[test]
fn a_file_for_another_reader_is_left_alone() {
    let other = [Source {
        path: "calendars/2026.toml",
        text: "not even toml",
    }];
    assert!(Rules::parse(other, String::new()).is_ok());
}

#[test]
fn the_2018_edition_has_ten_classes_with_sub_classes_field_3_1() {
    let edition = WORLD.rules.edition("2018").unwrap();
    assert_eq!(edition.categories.len(), 10);
    let choices: Vec<_> = edition.choices().collect();
    assert!((64..=72).contains(&choices.len()), "{}", choices.len());
    let ids: BTreeSet<&str> = choices.iter().map(|(id, _)| *id).collect();
    assert_eq!(ids.len(), choices.len());
    assert!(
        edition
            .categories
            .iter()
            .all(|class| !class.items.is_empty())
    );
    assert_eq!(
        edition.name_of("174").as_deref(),
        Some("贪污贿赂行为 · 贪污")
    );
    assert_eq!(
        edition.name_of("7"),
        None,
        "a class with sub-classes is no choice itself"
    );
}

#[test]
fn one_edition_is_in_force_on_every_day_without_a_gap() {
    let on = |on: Date| WORLD.rules.edition_on(on).map(|edition| &*edition.id);
    assert_eq!(on(date(2009, 12, 31)), None);
    assert_eq!(on(date(2010, 1, 1)), Some("2013"));
    assert_eq!(on(date(2015, 12, 31)), Some("2013"));
    assert_eq!(on(date(2016, 1, 1)), Some("2016"));
    assert_eq!(on(date(2018, 3, 22)), Some("2016"));
    assert_eq!(on(date(2018, 3, 23)), Some("2018"));
    assert_eq!(on(date(2026, 3, 2)), Some("2018"));
    for pair in WORLD.rules.editions.windows(2) {
        let next = pair[0].until.unwrap().tomorrow().unwrap();
        assert_eq!(next, pair[1].from, "{} → {}", pair[0].id, pair[1].id);
    }
}

#[test]
fn five_disposals_until_2016_and_four_since_s2_15() {
    let on = |on: Date| -> Vec<&str> {
        WORLD
            .rules
            .disposals_on(on)
            .map(|disposal| &*disposal.name)
            .collect()
    };
    assert_eq!(
        on(date(2015, 6, 1)),
        ["拟立案", "初步核实", "谈话函询", "暂存", "了结"]
    );
    assert_eq!(
        on(date(2020, 6, 1)),
        ["初步核实", "谈话函询", "暂存待查", "予以了结"]
    );
    assert_eq!(on(date(2016, 12, 31)).len(), 5);
    assert_eq!(on(date(2017, 1, 1)).len(), 4);
}

#[test]
fn every_rule_names_its_basis_and_its_mechanisms_are_known() {
    let rules = &WORLD.rules;
    let known = |id: &str| {
        let (series, number) = id.split_once('-').unwrap_or_default();
        let number: u32 = number.parse().unwrap_or_default();
        matches!(series, "S0" | "S1" | "S2" | "S3" | "S4" | "P") && (1..=58).contains(&number)
    };
    for clock in &rules.clocks {
        assert!(
            !clock.basis.is_empty() && !clock.mechanisms.is_empty(),
            "{}",
            clock.id
        );
        assert!(
            !clock.discharged_by.is_empty() && !clock.opened_by.is_empty(),
            "{}",
            clock.id
        );
    }
    let listed = rules.clocks.iter().flat_map(|clock| &clock.mechanisms);
    let listed = listed.chain(rules.domains.iter().flat_map(|domain| &domain.mechanisms));
    let listed = listed.chain(
        rules
            .disposals
            .iter()
            .flat_map(|disposal| &disposal.mechanisms),
    );
    let acts = crate::matter::steps::ACTS
        .iter()
        .chain(crate::office::steps::ACTS);
    let acts = acts.flat_map(|act| act.mechanisms.iter().map(|id| (*id).to_owned()));
    for id in listed.cloned().chain(acts) {
        assert!(known(&id), "{id}");
    }
    assert!(
        rules
            .editions
            .iter()
            .all(|edition| !edition.basis.is_empty())
    );
    assert!(
        rules
            .disposals
            .iter()
            .all(|disposal| !disposal.basis.is_empty())
    );
}

#[test]
fn a_letter_names_only_places_and_events_that_exist() {
    let path = "letters/reply.toml";
    assert_eq!(WORLD.rules.letter("reply").unwrap().name, "答复函");
    let wrong = refused(path, |text| text.replacen("{received}", "{phone}", 1));
    assert!(wrong.reason.contains("{phone}"), "{wrong}");
    let wrong = refused(path, |text| {
        text.replacen("matter.replied", "matter.sung", 1)
    });
    assert!(wrong.reason.contains("matter.sung"), "{wrong}");
}

#[test]
fn what_an_act_issues_never_names_who_reported_and_is_numbered_t1() {
    let path = "letters/supervision.toml";
    let rule = WORLD.rules.letter("supervision").unwrap();
    assert!(rule.is_issued() && !WORLD.rules.letter("reply").unwrap().is_issued());
    assert_eq!(rule.numbered(2026, Some(3)), "督办〔2026〕3号");
    assert_eq!(rule.numbered(2026, None), "督办〔2026〕　　号");
    for (from, to, reason) in [
        ("{reason}", "{reporter}", "{reporter} in what an act issues"),
        ("{n}", "", "numbered by"),
        ("label = \"督办事由\"", "label = \"\"", "has a label"),
        (
            "order = 13",
            "order = 13\nneeds = \"handed\"",
            "go with `from`",
        ),
    ] {
        let wrong = refused(path, |text| text.replacen(from, to, 1));
        assert!(wrong.reason.contains(reason), "{wrong}");
    }
    let wrong = refused("letters/notice.toml", |text| {
        text.replacen("[\"情况\", 3]", "[\"情况\", 4]", 1)
    });
    assert!(wrong.reason.contains("13 wide"), "{wrong}");
}

#[test]
fn a_batch_takes_no_act_that_belongs_to_one_matter_alone_p_10() {
    for (id, reason) in [
        ("find", "needs"),
        ("erase", "is never done on several"),
        ("supplement", "is no act of a person"),
        ("fly", "is no act of a person"),
    ] {
        let wrong = refused("batch.toml", |text| {
            text.replace("\"sign\"", &format!("\"{id}\""))
        });
        assert!(wrong.reason.contains(reason), "{id}: {wrong}");
    }
    let wrong = refused("batch.toml", |text| {
        text.replace("[\"number\"]", "[\"numbers\"]")
    });
    assert!(wrong.reason.contains("has no field `numbers`"), "{wrong}");
    let twice = refused("batch.toml", |text| text.replace("\"circle\"", "\"sign\""));
    assert!(twice.reason.contains("stands twice"), "{twice}");
}

#[test]
fn acts_are_found_by_their_noun() {
    let rules = &WORLD.rules;
    assert_eq!(
        rules.batch("signature").map(|batch| &*batch.id),
        Some("sign")
    );
    assert!(rules.batch("findings").is_none());
    assert!(rules.batches.max >= 50);
}
