//! Stories of identities with two keys.

use super::milestones::sealed;
use super::story::Story;
use serde_json::json;

impl Story {
    /// The clerk asked to see who reported.
    pub(crate) fn identity_asked() -> Self {
        Self::received().ask_identity("prov-clerk")
    }

    /// The head agreed to it.
    pub(crate) fn identity_approved() -> Self {
        Self::identity_asked().approve_identity("prov-head")
    }

    /// The clerk opened it.
    pub(crate) fn identity_opened() -> Self {
        Self::identity_approved().act("prov-clerk", "disclose-identity", json!({"request": "1"}))
    }

    /// Somebody asks to see the first report's identity.
    pub(crate) fn ask_identity(self, person: &str) -> Self {
        let id = self.matter.reports[0].id;
        self.act(
            person,
            "ask-identity",
            json!({"report": id, "purpose": sealed(25)}),
        )
    }

    /// Somebody else agrees to the newest request.
    pub(crate) fn approve_identity(self, person: &str) -> Self {
        let request = self.matter.identity_requests.len().to_string();
        self.act(
            person,
            "decide-identity",
            json!({"request": request, "verdict": "approve"}),
        )
    }
}

/// Requests to see an identity, to each of their ends.
pub(crate) fn identity_requests() -> Vec<Story> {
    let refuse = json!({"request": "1", "verdict": "refuse", "opinion": sealed(40)});
    let approve = json!({"request": "1", "verdict": "approve", "opinion": sealed(40)});
    let recuse = json!({"person": "prov-clerk", "reason": sealed(41)});
    let repeat = json!({"matter": sealed(7)["id"], "number": "330000-2026-4-0000025",
                        "real_name": true, "recused": ["prov-clerk"]});
    vec![
        Story::identity_asked().act("prov-head", "decide-identity", refuse),
        Story::identity_asked().act("prov-head", "decide-identity", approve),
        Story::identity_asked().act("prov-clerk", "withdraw-identity", json!({"request": "1"})),
        Story::identity_asked().act("prov-head", "recuse", recuse),
        Story::identity_asked().when("take-repeat", repeat).done(),
    ]
}
