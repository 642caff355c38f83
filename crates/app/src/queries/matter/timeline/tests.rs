//! Every kind of event has its words in the minutes, or is left out on purpose: a part of the timeline that
//! forgot one of its events would leave it out in silence.

use super::*;
use crate::queries::matter::{copy, kin};
use crate::queries::reader::Reader;
use crate::testing::{SmallOffice, report_about};
use crate::vault::Texts;
use std::collections::HashMap;

/// What the minutes leave out: bookkeeping of originals, of entries and of clocks.
const LEFT_OUT: [&str; 4] = [
    "matter.originals-home",
    "matter.entries-settled",
    "matter.clock-opened",
    "matter.clock-ended",
];

/// A stored example of every kind, kept for ever.
const FROZEN: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../casework/tests/frozen-events.jsonl"
);

#[tokio::test]
async fn every_event_has_its_words() {
    let (store, _folder) = store::testing::fresh_sqlite().await;
    let office = SmallOffice::found(store).await;
    let done = office.file(report_about("钱某某")).await.unwrap();
    let app = &office.app;
    let reader = Reader::of(app, &"p-clerk".into()).await.unwrap();
    let (matter, events) = reader.matter(app, &done.number.unwrap()).await.unwrap();
    let view = View {
        app,
        reader: &reader,
        matter: &matter,
        texts: &Texts::default(),
        reads: copy::Reads::of(app, &reader, &matter, &events),
        kin: kin::Kin::of(app, &reader, &matter).await.unwrap(),
        held_back: HashMap::new(),
    };
    let frozen = std::fs::read_to_string(FROZEN).unwrap();
    let lines = frozen
        .lines()
        .filter(|line| line.contains(r#""kind":"matter."#));
    let mut kinds = 0;
    for line in lines {
        let recorded: MatterEvent = serde_json::from_str(line).unwrap();
        let words = told(&view, &recorded.event, &recorded.by).unwrap();
        let name = recorded.event.name();
        assert_eq!(words.is_none(), LEFT_OUT.contains(&name), "{name}");
        kinds += 1;
    }
    assert!(kinds >= casework::matter::steps::KINDS.len());
}
