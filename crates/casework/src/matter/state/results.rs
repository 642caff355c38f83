//! What was reported as the result (办理情况报告): kept for whoever looks for a matter by its result.

use crate::ids::UnitId;
use crate::matter::Matter;
use crate::matter::steps::Event;
use crate::sealed::SealedRef;

/// The newest report of a result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResultText {
    /// The report, sealed.
    pub summary: SealedRef,
    /// The organ that wrote it: who was given a copy of the matter knows of no other's (T5).
    pub organ: UnitId,
    /// How many people were dealt with.
    pub people: u32,
    /// Losses made good, in yuan.
    pub recovered_yuan: i64,
}

impl Matter {
    /// Notes what was reported, and that a matter that is passed up begins anew.
    pub(crate) fn note_result(&mut self, event: &Event) {
        match event {
            Event::ResultReported(reported) => {
                let organ = self.assignment().map(|given| given.to_organ.clone());
                self.result = Some(ResultText {
                    summary: reported.summary.clone(),
                    organ: organ.unwrap_or_else(|| self.receiver.clone()),
                    people: reported.people_dealt_with,
                    recovered_yuan: reported.recovered_yuan,
                });
            }
            Event::PassedUp(_) => self.result = None,
            _ => {}
        }
    }
}
