//! What a reporter said by telephone, in person or in writing.

use super::super::ask_consent::tests::{asked, demand};
use super::*;
use crate::given::{Case, Story, When, case, clean_file, sealed};
use serde_json::json;

fn recording(story: Story, answer: &str, via: &str) -> When {
    let fields = json!({"ask": "1", "answer": answer, "via": via, "note": sealed(62)});
    story.by("prov-clerk").when("record-consent", fields)
}

fn on_paper(story: Story, via: &str) -> When {
    let fields = json!({"ask": "1", "answer": "agree", "via": via, "note": sealed(62), "files": [clean_file()]});
    story.by("prov-clerk").when("record-consent", fields)
}

#[test]
fn the_scan_of_a_paper_opens_like_the_identity_alone_p_20_t1() {
    let matter = on_paper(asked(), "writing").done().matter;
    let held = matter.reported_files().last().unwrap();
    assert!(held.file.clean.is_none() && held.of.is_some());
    assert!(matter.files().any(|file| file.id == held.file.id));
}

#[test]
fn who_took_the_answer_how_and_when_is_kept_p_20() {
    let when = recording(asked(), "agree", "phone");
    let Event::ConsentGiven(given) = when.event() else { panic!("{:?}", when.event()) };
    assert_eq!((given.ask, given.via), (1, ConsentVia::Phone));
    assert!(given.note.is_some());
    let recorded = &when.outcome.as_ref().unwrap()[0];
    assert_eq!(recorded.by.person().unwrap().as_str(), "prov-clerk");
}

#[test]
fn an_answer_by_telephone_may_be_taken_back_in_person() {
    let story = recording(asked(), "agree", "phone").done();
    recording(story, "withdraw", "in-person").then(&["consent-withdrawn"]);
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("not-asked", || recording(demand(), "agree", "phone").refused()),
        case("nothing-changed", || recording(asked(), "withdraw", "phone").refused()),
        case("scan-missing", || recording(asked(), "agree", "writing").refused()),
        case("scan-unasked", || on_paper(asked(), "phone").refused()),
        case("wrong-way", || recording(asked(), "agree", "code").refused()),
    ]
};
