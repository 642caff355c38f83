//! Proposals by managing authority (干部管理权限).

use super::*;
use crate::given::WORLD;

fn proposed(level: Level, region: &str) -> Option<String> {
    let proposal = WORLD.office.propose(level, region, None)?;
    assert!(proposal.reason.contains(level.zh()), "{}", proposal.reason);
    Some(proposal.unit.0)
}

#[test]
fn each_level_is_sent_to_the_organ_that_manages_it_s2_14() {
    let town = "330681101";
    assert_eq!(proposed(Level::Province, town).as_deref(), Some("prov"));
    assert_eq!(proposed(Level::City, town).as_deref(), Some("city"));
    assert_eq!(proposed(Level::County, town).as_deref(), Some("county-a"));
    assert_eq!(proposed(Level::Township, town).as_deref(), Some("town-a1"));
    assert_eq!(
        proposed(Level::County, "330682101").as_deref(),
        Some("county-b")
    );
}

#[test]
fn nothing_is_proposed_where_the_tree_holds_no_such_organ() {
    assert_eq!(proposed(Level::Central, "330681"), None);
    assert_eq!(
        proposed(Level::County, "330683"),
        None,
        "a county without an organ here"
    );
    assert_eq!(
        proposed(Level::Township, "330681"),
        None,
        "the county alone names no township"
    );
    assert_eq!(proposed(Level::City, "440100"), None, "another province");
}

#[test]
fn the_significant_part_of_a_division_code() {
    for (code, part) in [
        ("330000", "33"),
        ("330600", "3306"),
        ("331000", "3310"),
        ("330681", "330681"),
        ("330681100", "330681100"),
        ("", ""),
    ] {
        assert_eq!(stem(code), part);
    }
}
