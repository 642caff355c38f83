//! How alike a row of the platform's and a matter are: a few plain points, each with its reason, so that
//! a person can see why they are laid side by side.

use super::Ours;
use crate::national::Entry;
use std::collections::BTreeSet;

/// Fewest points of a proposal: the day alone says nothing.
const LEAST: u32 = 3;

/// The points of two that came in on the same day, and why; nothing where too little speaks for it.
pub(super) fn alike(entry: &Entry, ours: &Ours) -> Option<(u32, String)> {
    let mut points = 1;
    let mut why = vec!["同日收到"];
    if shares(&entry.accused, &ours.accused) {
        points += 3;
        why.push("被反映人相同");
    }
    match likeness(&entry.title, &ours.title) {
        85.. => {
            points += 3;
            why.push("标题相同");
        }
        50.. => {
            points += 2;
            why.push("标题相近");
        }
        _ => {}
    }
    if !entry.place.is_empty() && entry.place == ours.region {
        points += 1;
        why.push("属地相同");
    }
    if !entry.class.is_empty() && entry.class == ours.class {
        points += 1;
        why.push("类别相同");
    }
    (points >= LEAST).then(|| (points, why.join("；")))
}

/// What differs between two that bear the same number.
pub(super) fn differences(entry: &Entry, ours: &Ours) -> Vec<String> {
    let received = entry.received.to_string();
    let pairs = [
        ("收到日期", &received, &ours.received),
        ("属地", &entry.place, &ours.region),
        ("类别", &entry.class, &ours.class),
    ];
    let differ = |(_, theirs, ours): &(&str, &String, &String)| {
        !theirs.is_empty() && !ours.is_empty() && theirs != ours
    };
    let mut told: Vec<String> = pairs
        .into_iter()
        .filter(differ)
        .map(|(zh, theirs, ours)| format!("{zh}：平台为{theirs}，本单位为{ours}"))
        .collect();
    let named = !entry.accused.is_empty() && !ours.accused.is_empty();
    if named && !shares(&entry.accused, &ours.accused) {
        told.push("被反映人不同".to_owned());
    }
    if !entry.title.is_empty() && likeness(&entry.title, &ours.title) < 50 {
        told.push("标题不同".to_owned());
    }
    told
}

/// Whether two lists of names share one.
fn shares(one: &str, other: &str) -> bool {
    let names = |list: &str| -> BTreeSet<String> {
        let split = list.split(['、', '，', ',', ';', '；', ' ', '\u{3000}']);
        split
            .filter(|name| !name.is_empty())
            .map(str::to_owned)
            .collect()
    };
    !names(one).is_disjoint(&names(other))
}

/// How alike two texts are, in a hundred: twice the pairs of neighbouring characters they share, by all
/// their pairs.
fn likeness(one: &str, other: &str) -> u32 {
    let pairs = |text: &str| -> BTreeSet<(char, char)> {
        let plain: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).collect();
        plain.windows(2).map(|two| (two[0], two[1])).collect()
    };
    let (one, other) = (pairs(one), pairs(other));
    let all = one.len() + other.len();
    let shared = one.intersection(&other).count();
    u32::try_from((200 * shared).checked_div(all).unwrap_or(0)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(title: &str, accused: &str) -> Entry {
        Entry {
            number: "12388-1".to_owned(),
            received: jiff::civil::date(2026, 3, 2),
            title: title.to_owned(),
            accused: accused.to_owned(),
            place: "柳溪镇".to_owned(),
            class: String::new(),
            state: String::new(),
        }
    }

    fn ours(title: &str, accused: &str) -> Ours {
        Ours {
            received: "2026-03-02".to_owned(),
            title: title.to_owned(),
            accused: accused.to_owned(),
            region: "柳溪镇".to_owned(),
            ..Ours::default()
        }
    }

    #[test]
    fn points_are_given_with_their_reasons() {
        let why = |title: &str, accused: &str| {
            alike(
                &entry("反映钱某某夜间采砂", "钱某某、孙某"),
                &ours(title, accused),
            )
        };
        let all = why("反映钱某某夜间采砂", "钱某某").unwrap();
        assert_eq!(
            all,
            (8, "同日收到；被反映人相同；标题相同；属地相同".to_owned())
        );
        let near = why("反映钱某某采砂", "").unwrap();
        assert_eq!(near, (4, "同日收到；标题相近；属地相同".to_owned()));
        assert_eq!(
            why("反映食堂账目", "李某"),
            None,
            "a day and a place are not enough"
        );
    }

    #[test]
    fn differences_are_named_and_gaps_are_none() {
        let theirs = entry("反映夜间采砂", "钱某某");
        assert!(differences(&theirs, &ours("反映夜间采砂", "钱某某")).is_empty());
        let mut other = ours("反映食堂账目", "李某");
        other.received = "2026-03-03".to_owned();
        assert_eq!(
            differences(&theirs, &other),
            [
                "收到日期：平台为2026-03-02，本单位为2026-03-03",
                "被反映人不同",
                "标题不同"
            ]
        );
        other.accused = String::new();
        assert_eq!(differences(&theirs, &other).len(), 2);
    }
}
