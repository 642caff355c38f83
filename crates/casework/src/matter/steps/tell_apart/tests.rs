//! Two matters that look alike and are not one.

use super::*;
use crate::given::{Case, Story, case, joined, sealed};
use crate::matter::Alike;
use crate::rows::{Offset, Table};
use serde_json::json;

fn knowing(story: Story, number: &str) -> Story {
    story.facts(|facts| facts.other = Some(joined(number)))
}

pub(crate) fn apart() -> Story {
    knowing(Story::registered(), "main").act("prov-clerk", "tell-apart", json!({"from": "main"}))
}

#[test]
fn a_decision_is_kept_with_what_was_shown_s1_44() {
    let story = knowing(Story::registered(), "main").by("prov-clerk");
    let when = story.when("tell-apart", json!({"from": " main "}));
    let Event::ToldApart(event) = when.event() else {
        panic!()
    };
    let shown = event.shown.as_ref().unwrap();
    assert_eq!((shown.level, shown.score), (Alike::Same, 930));
    let matter = when.then(&["told-apart"]).matter;
    assert!(matter.is_apart_from(joined("main").matter));
    assert_eq!(matter.stage, Stage::Registered);
}

#[test]
fn whoever_erred_joins_after_all_and_the_last_word_counts_s1_44() {
    let story = knowing(apart(), "main");
    let story = story.act("prov-clerk", "join", json!({"into": "main"}));
    let decided = &story.matter.merging.decided;
    assert_eq!(decided.len(), 1);
    assert!(decided[0].same && decided[0].shown.is_some());
    let rows = crate::matter::rows::rows(&story.matter, Offset::CHINA);
    let kept = rows.keys().filter(|(table, _)| *table == Table::Pairings);
    assert_eq!(kept.count(), 1);
}

#[test]
fn an_undone_join_teaches_nothing_p_02() {
    let story = knowing(Story::joined(), "main");
    let story = story.act("prov-clerk", "separate", json!({"reason": sealed(5)}));
    assert!(story.matter.merging.decided.is_empty());
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("over", || {
            knowing(Story::joined(), "main")
                .when("tell-apart", json!({"from": "main"}))
                .refused()
        }),
        case("unknown", || {
            knowing(Story::received(), "other")
                .when("tell-apart", json!({"from": "main"}))
                .refused()
        }),
        case("itself", || {
            let story = Story::received();
            let own = story.matter.id;
            let story = story.facts(|facts| {
                facts.other = Some(crate::step::Other {
                    matter: own,
                    ..joined("main")
                });
            });
            story.when("tell-apart", json!({"from": "main"})).refused()
        }),
        case("repeat", || {
            let repeat = json!({"matter": joined("main").matter, "number": "main", "real_name": false, "recused": []});
            let story = Story::registered().when("take-repeat", repeat).done();
            knowing(story, "main")
                .when("tell-apart", json!({"from": "main"}))
                .refused()
        }),
        case("twice", || {
            knowing(apart(), "main")
                .when("tell-apart", json!({"from": "main"}))
                .refused()
        }),
    ]
};
