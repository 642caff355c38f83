//! Stories of answers, and of identities with two keys.

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

    /// The head agreed to it in an office whose approvals stand for weeks.
    pub(crate) fn identity_approved_for_weeks() -> Self {
        let patient =
            Self::identity_asked().rules(|rules| rules.settings.identity_approval_days = 40);
        patient.approve_identity("prov-head")
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

/// A public feedback as a form sends it.
pub(crate) fn public_feedback(mode: &str) -> serde_json::Value {
    json!({"mode": mode, "text": sealed(15), "place": sealed(21), "audience": sealed(22),
           "oversight": sealed(23)})
}

impl Story {
    /// A public feedback is drafted.
    pub(crate) fn feedback_proposed() -> Self {
        Self::concluded().act("prov-clerk", "propose-feedback", public_feedback("meeting"))
    }

    /// The head approved it.
    pub(crate) fn feedback_approved() -> Self {
        Self::feedback_proposed().act(
            "prov-head",
            "approve-feedback",
            json!({"verdict": "approve"}),
        )
    }

    /// The reporter evaluated, and is not satisfied with the result.
    pub(crate) fn dissatisfied() -> Self {
        let fields = json!({"process": "basically", "result": "dissatisfied", "words": sealed(59)});
        Self::replied().reporter("evaluate", fields).done()
    }

    /// The reporter asks for it to be handled again.
    pub(crate) fn pleading() -> Self {
        let fields = json!({"ground": "dissatisfied", "reason": sealed(54)});
        Self::dissatisfied()
            .reporter("request-reopening", fields)
            .done()
    }

    /// That was refused.
    pub(crate) fn refused_again() -> Self {
        let fields = json!({"plea": "1", "verdict": "refuse", "reason": sealed(55)});
        Self::pleading().act("prov-leader", "judge-reopening", fields)
    }

    /// A real-name reporter was told and did not evaluate in time.
    pub(crate) fn window_over() -> Self {
        Self::concluded_real_name()
            .reply()
            .at("2026-03-25T10:00")
            .timer("warn")
            .done()
    }

    /// The reporter settled.
    pub(crate) fn settled() -> Self {
        let fields = json!({"mode": "oral", "on": "2026-03-02", "voluntary": true,
                            "note": sealed(57)});
        Self::written_off().act("prov-clerk", "settle", fields)
    }

    /// Written off, and destroyed.
    pub(crate) fn erased() -> Self {
        Self::written_off().erase()
    }

    /// The first report is destroyed as a whole.
    pub(crate) fn erase(self) -> Self {
        let id = self.matter.reports[0].id;
        let erased = json!({"report": id, "extent": "whole", "basis": "云纪档〔2026〕3号"});
        self.by("security-admin").when("erase", erased).done()
    }
}

/// Answers, to each end of each promise they make.
pub(crate) fn answers() -> Vec<Story> {
    let approve = json!({"verdict": "approve", "opinion": sealed(52)});
    let send_back = json!({"verdict": "return", "opinion": sealed(52)});
    let given = json!({"heads": 62, "remarks": sealed(53)});
    let scan = json!({"id": sealed(30)["id"], "name": sealed(31), "size": 1024,
                      "media_type": "image/jpeg", "commitment": format!("{:064x}", 32)});
    let receipt = json!({"kind": "witness", "witness": sealed(51), "note": sealed(50),
                         "files": [scan]});
    let objecting = json!({"mode": "home", "text": sealed(15), "attitude": "objects",
        "objection": sealed(60), "explanation": sealed(61), "new_evidence": true});
    let visited = json!({"via": "home", "found": sealed(58), "recovered_yuan": 934_000,
                         "distributed_yuan": 934_000, "files": [scan]});
    let settled = json!({"mode": "written", "on": "2026-03-02", "voluntary": true,
                         "note": sealed(57), "files": [scan]});
    let grant = json!({"plea": "1", "verdict": "grant", "reason": sealed(55)});
    let told = json!({"plea": "1", "mode": "phone", "text": sealed(56)});
    let call = |outcome: &str| {
        json!({"via": "phone", "outcome": outcome, "process": "satisfied",
                                      "result": "basically", "words": sealed(59)})
    };
    let reopen = |story: Story| {
        story.act(
            "prov-leader",
            "reopen",
            json!({"ground": "review", "reason": sealed(24)}),
        )
    };
    let called = |outcome: &str| Story::window_over().act("prov-clerk", "call-back", call(outcome));
    vec![
        Story::feedback_proposed().act("prov-head", "approve-feedback", approve),
        Story::feedback_proposed().act("prov-head", "approve-feedback", send_back),
        Story::feedback_approved().act("prov-clerk", "give-feedback", given),
        Story::feedback_proposed().reply(),
        reopen(Story::feedback_proposed()),
        Story::replied().act("prov-clerk", "receipt-reply", receipt),
        Story::concluded_real_name().act("prov-clerk", "reply", objecting),
        Story::replied().act("prov-clerk", "call-back", call("declined")),
        Story::dissatisfied(),
        called("evaluated"),
        called("declined"),
        called("unreached"),
        reopen(Story::window_over()),
        Story::pleading().act("prov-leader", "judge-reopening", grant),
        Story::refused_again().act("prov-clerk", "tell-refusal", told),
        reopen(Story::refused_again()),
        Story::settled().act("prov-clerk", "visit-back", visited),
        Story::written_off().act("prov-clerk", "settle", settled),
        reopen(Story::settled()),
    ]
}
