//! Loops: `甲1至18件` stands for 甲1件 to 甲18件, one act each, with `{}` in what is filled in for the number; in what is
//! filled in, `第1至19项` is one act each too, and `甲1至18件` the list. So a figure of many is told in a line, and
//! still computed over acts.

use super::grammar::{Act, Entry};

/// The acts a line stands for: itself, or one for each of its range.
pub(super) fn each(act: &Act) -> Vec<Act> {
    let range = act.matter.as_deref().and_then(|alias| range(alias, '件'));
    if let Some((stem, from, until)) = range {
        let one = |number: u32| Act {
            matter: Some(format!("{stem}{number}件")),
            fields: filled(&act.fields, &|_, value| {
                value.replace("{}", &number.to_string())
            }),
            ..act.clone()
        };
        return (from..=until).map(one).collect();
    }
    let mut values = act.fields.values.iter();
    let items = values.find_map(|(label, value)| Some((label, self::range(value, '项')?)));
    let Some((of, (stem, from, until))) = items else {
        return vec![listed(act)];
    };
    let one = |number: u32| Act {
        fields: filled(&act.fields, &|label, value| {
            if label == of {
                format!("{stem}{number}项")
            } else {
                value.to_owned()
            }
        }),
        ..act.clone()
    };
    (from..=until).map(one).collect()
}

/// An act whose values name ranges of matters names them one by one.
fn listed(act: &Act) -> Act {
    let list = |value: &str| match range(value, '件') {
        Some((stem, from, until)) => {
            let names: Vec<String> = (from..=until).map(|n| format!("{stem}{n}件")).collect();
            names.join("、")
        }
        None => value.to_owned(),
    };
    let lists = |_: &str, value: &str| {
        let parts: Vec<String> = value.split('、').map(list).collect();
        parts.join("、")
    };
    Act {
        fields: filled(&act.fields, &lists),
        ..act.clone()
    }
}

fn range(word: &str, last: char) -> Option<(&str, u32, u32)> {
    let (head, until) = word.strip_suffix(last)?.split_once('至')?;
    let letters = head.trim_end_matches(|c: char| c.is_ascii_digit());
    let from = head.get(letters.len()..)?.parse().ok()?;
    Some((letters, from, until.parse().ok()?))
}

fn filled(entry: &Entry, fill: &dyn Fn(&str, &str) -> String) -> Entry {
    let values = entry.values.iter();
    Entry {
        label: entry.label.clone(),
        values: values
            .map(|(label, value)| (label.clone(), fill(label, value)))
            .collect(),
        entries: entry
            .entries
            .iter()
            .map(|entry| filled(entry, fill))
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_stands_for_an_act_each() {
        let values = vec![("并入哪一件".to_owned(), "乙{}件".to_owned())];
        let act = Act {
            who: "陈静".into(),
            name: "并入重复件".into(),
            matter: Some("甲9至11件".into()),
            also: Vec::new(),
            fields: Entry {
                values,
                ..Entry::default()
            },
        };
        let told = each(&act);
        let matters: Vec<_> = told.iter().filter_map(|act| act.matter.clone()).collect();
        assert_eq!(matters, ["甲9件", "甲10件", "甲11件"]);
        assert_eq!(told[2].fields.values[0].1, "乙11件");
        let items = Act {
            matter: Some("清零项".into()),
            fields: Entry {
                values: vec![
                    ("项目".into(), "第2至4项".into()),
                    ("信访件".into(), "甲1至2件、乙件".into()),
                ],
                ..Entry::default()
            },
            ..act.clone()
        };
        let told: Vec<_> = each(&items)
            .iter()
            .map(|act| act.fields.values[0].1.clone())
            .collect();
        assert_eq!(told, ["第2项", "第3项", "第4项"]);
        assert_eq!(listed(&items).fields.values[1].1, "甲1件、甲2件、乙件");
        let plain = Act {
            matter: Some("甲件".into()),
            ..act
        };
        assert_eq!(each(&plain).len(), 1);
    }
}
