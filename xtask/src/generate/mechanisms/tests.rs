//! The list that is kept, and claims that are not shown.

use super::*;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

fn kept() -> Vec<Mechanism> {
    read_list(&read(&root().join("scenarios/mechanisms.toml")).unwrap()).unwrap()
}

fn story(claims: &str, transcript: &str) -> Story {
    let text = format!("# 题\n机构 yunling\n{claims}\n");
    stories::read_story("x", &text, transcript).unwrap()
}

const SHOWN: &str = "# 题\n✓ 周明 应见 甲件 时限 〔S0-23 S0-14〕\n    签收 还剩5个工作日\n";

#[test]
fn all_164_and_33_stand_once_with_a_term_and_a_requirement() {
    let list = kept();
    assert!(check(&list, &[]).is_ok());
    let of_articles = list
        .iter()
        .filter(|mechanism| mechanism.series() != "P")
        .count();
    assert_eq!((of_articles, list.len()), (164, 197));
    assert!(
        list.iter()
            .all(|m| !m.term.is_empty() && m.requirement.ends_with('.'))
    );
}

#[test]
fn an_id_that_is_missing_or_stands_twice_is_named() {
    let mut list = kept();
    let taken = list.remove(3);
    assert!(check(&list, &[]).unwrap_err().to_string().contains("S0-04"));
    list.insert(3, taken);
    let last = Mechanism {
        id: "P-33".into(),
        term: "x".into(),
        requirement: "x.".into(),
    };
    list.push(last);
    assert!(check(&list, &[]).unwrap_err().to_string().contains("P-33"));
}

#[test]
fn a_claim_counts_only_where_the_transcript_shows_it() {
    let list = kept();
    assert!(check(&list, &[story("证明 S0-23 预警", SHOWN)]).is_ok());
    let unmarked = check(&list, &[story("证明 S0-24 回复", SHOWN)])
        .unwrap_err()
        .to_string();
    assert!(
        unmarked.contains("scenarios/x.story:3: S0-24"),
        "{unmarked}"
    );
    let empty = "✓ 周明 应见 甲件 时限 〔S0-23〕\n证明 S0-23 预警\n";
    assert!(
        check(&list, &[story("证明 S0-23 预警", empty)]).is_err(),
        "nothing was shown"
    );
    let unknown = check(&list, &[story("证明 S9-01 没有", SHOWN)])
        .unwrap_err()
        .to_string();
    assert!(unknown.contains("S9-01 is no mechanism"), "{unknown}");
}

#[test]
fn what_is_shown_in_part_says_what_is_missing() {
    let stories = [
        story("部分证明 S0-14 倒计时；办法尚无", SHOWN),
        story("证明 S0-23 预警", SHOWN),
    ];
    let text = written(&kept(), &stories);
    assert!(text.contains("| in part: [x](../scenarios/x.transcript) 倒计时；办法尚无 |"));
    assert!(text.contains("| [x](../scenarios/x.transcript) |"));
    assert!(text.contains("| 29 | 1 | 1 | 27 |"), "{text}");
    assert!(text.contains("| **the five articles** | 164 | 1 | 1 | 162 |"));
}

#[test]
fn a_list_that_cannot_be_read_names_its_line() {
    for (text, says) in [
        ("[[mechanism]]\nid = S0-01\n", "2:"),
        ("[[mechanism]]\nname = \"x\"\n", "2:"),
        ("id = \"S0-01\"\n", "1:"),
        (
            "[[mechanism]]\nid = \"S0-01\"\n",
            "1: S0-01 has no term or no requirement",
        ),
    ] {
        let why = read_list(text).unwrap_err();
        assert!(why.starts_with(says), "{why}");
    }
}
