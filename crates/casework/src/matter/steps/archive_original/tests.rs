//! Into the archive, once all is over.

use crate::given::{Case, Story, When, case};
use serde_json::json;

fn archive(story: Story, original: &str) -> When {
    let fields = json!({"original": original, "box": "2026-03", "volume": "17"});
    story.when("archive-original", fields)
}

fn over() -> Story {
    Story::written_off().keeping().by("prov-clerk")
}

#[test]
fn an_archived_original_lies_in_a_box_and_a_volume_p_06_s2_12() {
    let story = archive(over(), "1").done();
    let original = &story.matter.originals[0];
    let filed = original.archived.as_ref().unwrap();
    assert_eq!((&*filed.carton, &*filed.volume), ("2026-03", "17"));
    let again = archive(story.keeping().by("prov-clerk"), "1").refused().unwrap();
    assert_eq!(again.code, "not-kept");
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("none-kept", || archive(Story::written_off().by("prov-clerk"), "1").refused()),
        case("not-over", || archive(Story::registered().keeping().by("prov-clerk"), "1").refused()),
        case("not-kept", || archive(over(), "4").refused()),
        case("not-keeper", || {
            archive(Story::written_off().keeping().by("county-a-clerk"), "1").refused()
        }),
    ]
};
