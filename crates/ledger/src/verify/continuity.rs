//! The pass over the events themselves: no version left out, repeated, or written beside the
//! ledger. Catches what the tree cannot see, such as an event taken away before it was sequenced
//! while a later one of its stream remains.

use super::bad::{Bad, EventKey, Why};

/// Takes every event in order of stream id and version. The order of streams does not matter as
/// long as each comes in one piece.
#[derive(Debug)]
pub struct Continuity {
    first_version: i64,
    last: Option<EventKey>,
}

impl Continuity {
    /// For streams whose first event has this version.
    pub fn new(first_version: i64) -> Self {
        Self {
            first_version,
            last: None,
        }
    }

    /// The next event; `covered` if it has a leaf or a tail entry.
    pub fn push(&mut self, stream_id: &str, version: i64, covered: bool) -> Result<(), Bad> {
        let due = match &self.last {
            Some(last) if last.stream_id == stream_id => last.version + 1,
            _ => self.first_version,
        };
        if version > due {
            return Err(Bad::of_event(stream_id, due, Why::VersionMissing));
        }
        if version < due {
            return Err(Bad::of_event(stream_id, version, Why::EventRepeated));
        }
        if !covered {
            return Err(Bad::of_event(stream_id, version, Why::EventUnrecorded));
        }
        self.remember(stream_id, version);
        Ok(())
    }

    /// Keeps the allocation while a stream goes on.
    fn remember(&mut self, stream_id: &str, version: i64) {
        match &mut self.last {
            Some(last) if last.stream_id == stream_id => last.version = version,
            _ => {
                self.last = Some(EventKey {
                    stream_id: stream_id.to_owned(),
                    version,
                })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(events: &[(&str, i64, bool)]) -> Result<(), Bad> {
        let mut continuity = Continuity::new(1);
        events
            .iter()
            .try_for_each(|(id, version, covered)| continuity.push(id, *version, *covered))
    }

    #[test]
    fn whole_streams_pass() {
        assert_eq!(
            check(&[("a", 1, true), ("a", 2, true), ("b", 1, true)]),
            Ok(())
        );
    }

    #[test]
    fn the_missing_version_is_named() {
        let missing = |id, version| Err(Bad::of_event(id, version, Why::VersionMissing));
        assert_eq!(check(&[("a", 1, true), ("a", 3, true)]), missing("a", 2));
        assert_eq!(check(&[("a", 1, true), ("b", 2, true)]), missing("b", 1));
    }

    #[test]
    fn repeated_and_unrecorded_events_are_named() {
        let bad = |id, version, why| Err(Bad::of_event(id, version, why));
        let repeated = check(&[("a", 1, true), ("a", 1, true)]);
        assert_eq!(repeated, bad("a", 1, Why::EventRepeated));
        let unrecorded = check(&[("a", 1, true), ("a", 2, false)]);
        assert_eq!(unrecorded, bad("a", 2, Why::EventUnrecorded));
    }
}
