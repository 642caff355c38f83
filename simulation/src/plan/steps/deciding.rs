//! Deciding: an exclusion reviewed by somebody else, a study of a hard item, what leaders write on paper.

use crate::plan::life::{Life, Stop};
use casework::PersonId;
use serde_json::json;

impl Life<'_> {
    /// Somebody other than the clerk agrees to an exclusion.
    pub(super) fn review_exclusion(&mut self, clerk: &PersonId) -> Result<(), Stop> {
        if !self.matter().awaits_exclusion_review() {
            return Ok(());
        }
        let crew = self.crew(&self.profile.receiver)?;
        let head = crew.petition_head.as_ref().unwrap_or(&crew.leader);
        let reviewer = [head, &crew.leader, &crew.principal]
            .into_iter()
            .find(|who| *who != clerk);
        let reviewer = reviewer.unwrap_or(&crew.principal).clone();
        self.wait((0, 3), (5, 7));
        self.act(
            &reviewer,
            "review-exclusion",
            json!({ "review": "confirm" }),
        )
    }
}
