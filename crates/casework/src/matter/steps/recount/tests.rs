//! Recounting after a change of calendar or rules.

use crate::given::{Case, Story, calendar_files, case};
use calendar::Calendar;

fn from_2026_on() -> &'static Calendar {
    let files = calendar_files();
    let late = files
        .iter()
        .filter(|(name, _)| &**name >= "2026.toml" && !name.starts_with('r'));
    let calendar = Calendar::parse(late.map(|(name, text)| (&**name, &**text))).unwrap();
    Box::leak(Box::new(calendar))
}

pub(crate) const REFUSALS: fn() -> Vec<Case> = || {
    vec![
        case("nothing-moved", || {
            Story::routed().timer("recount").refused()
        }),
        case("out-of-table", || {
            let story = Story::new().at("2025-12-30T09:00").receive("prov", false);
            Story {
                calendar: from_2026_on(),
                ..story
            }
            .timer("recount")
            .refused()
        }),
    ]
};
