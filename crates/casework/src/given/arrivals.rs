//! Other arrivals than the main story's: an urgent letter a superior sent down, and a collective visit.

use super::milestones::{report, sealed};
use super::story::Story;
use crate::matter::Secrecy;
use serde_json::{Value, json};

/// A file with a cleaned copy.
pub(crate) fn clean_file() -> Value {
    let mut file = file();
    file["clean"] = json!({"id": sealed(36)["id"], "size": 900, "media_type": "image/jpeg",
                           "commitment": "c1", "cleaner": 1});
    file
}

/// A file, as the shell hands it in.
pub(crate) fn file() -> Value {
    json!({"id": sealed(30)["id"], "name": sealed(31), "size": 1024,
           "media_type": "image/jpeg", "commitment": format!("{:064x}", 32)})
}

impl Story {
    /// A clerk of the province enters what came in.
    fn entered(self, fields: Value) -> Self {
        let id = report(self.matter.id.0.as_u128() + 1000);
        let told = self.facts(|facts| {
            facts.number = Some("330000-2026-1-0000025".into());
            facts.report = Some(id);
            facts.reachable = true;
        });
        let mut all = json!({"unit": "prov", "title": sealed(1), "text": sealed(2),
                             "reporter": sealed(3), "real_name": true});
        let (all_fields, fields) = (all.as_object_mut().unwrap(), fields.as_object().unwrap());
        all_fields.extend(fields.clone());
        told.by("prov-clerk").when("receive", all).done()
    }

    /// A real-name letter came without its scan, as an emergency, assigned from above with a result
    /// wanted.
    pub(crate) fn letter_from_above() -> Self {
        Self::new().entered(json!({"channel": "letter", "way": "post", "urgency": "emergency",
            "origin": "superior-assigned", "sender_number": "中纪信〔2026〕17号", "wants_result": true}))
    }

    /// A leader has instructed by telephone.
    pub(crate) fn phone(self) -> Self {
        let said = json!({"leader": "prov-leader", "text": sealed(60)});
        self.act("prov-clerk", "phone-instruct", said)
    }

    /// The same letter, on which a leader has instructed by telephone.
    pub(crate) fn phoned() -> Self {
        Self::letter_from_above().phone()
    }

    /// The same letter in an installation that may hold what is secret.
    pub(crate) fn cleared() -> Self {
        let most = Secrecy::Confidential;
        Self::letter_from_above().rules(|rules| rules.settings.secrecy_max = most)
    }

    /// Somebody left a message on the line, with their name.
    pub(crate) fn message() -> Self {
        Self::new().entered(json!({"channel": "phone", "way": "message"}))
    }

    /// The same letter, concluded.
    pub(crate) fn letter_from_above_concluded() -> Self {
        let story = Self::phoned();
        let story = story.register(None, None).route("prov-clerk", "county-a");
        let story = story.act("county-a-clerk", "sign", json!({}));
        let fields = json!({"handler": "county-a-handler", "leader": "county-a-leader"});
        let story = story.act("county-a-head", "accept", fields);
        story.find().report_result().sign_all().pass()
    }

    /// Twelve people came to the window, and named one to speak for them.
    pub(crate) fn visit() -> Self {
        Self::new().entered(json!({"channel": "visit", "way": "window", "heads": 12,
            "representatives": [{"name": sealed(50), "phone": sealed(51)}], "members": sealed(52)}))
    }
}

/// Stories that together end every clock of the rules of arrival by every proof its rule names.
pub(crate) fn endings() -> Vec<Story> {
    let join = |story: Story| {
        let story = story.facts(|facts| facts.other = Some(super::joined("main")));
        story.act("prov-clerk", "join", json!({"into": "main"}))
    };
    let check = |story: Story, outcome: &str| {
        let fields = json!({"report": story.matter.reports[0].id, "asking": "phone",
                            "outcome": outcome, "note": sealed(62)});
        story.act("prov-clerk", "check-name", fields)
    };
    let mark = |story: Story, urgency: &str| {
        let fields = json!({"urgency": urgency, "reason": sealed(63)});
        story.act("prov-clerk", "mark", fields)
    };
    let instruct = |story: Story| story.act("prov-leader", "instruct", json!({"text": sealed(11)}));
    let call = json!({"called": "leader", "person": "prov-leader", "answer": "answered", "note": sealed(61)});
    let heard = json!({"leader": "prov-leader", "said": sealed(67), "verdict": "elsewhere",
        "answered": sealed(68), "reason": sealed(69), "proper_body": sealed(70)});
    let up = json!({"number": "云纪报〔2026〕9号", "text": sealed(71)});
    let out = json!({"class": "E", "reason": sealed(9)});
    let named = Story::letter_from_above().register(None, None);
    let flags = json!({"turn": "repeat", "level": "proper", "reason": sealed(65)});
    let leader = json!({"leader": "prov-leader", "means": "phone"});
    let secret = json!({"secrecy": "secret", "reason": sealed(66)});
    let screen = |story: Story| story.act("prov-clerk", "screen", json!({"class": "A"}));
    let mut endings = crate::matter::steps::pass_up::tests::endings();
    endings.extend([
        crate::matter::steps::pass_over::tests::handed_on(),
        crate::matter::steps::pass_over::tests::reported(),
        join(Story::letter_from_above()),
        join(Story::visit()),
        join(Story::message()),
        join(Story::phoned()),
        Story::message().act("prov-clerk", "log-call", call),
        check(Story::message(), "confirmed"),
        check(Story::message(), "unreached"),
        check(Story::message(), "denied"),
        Story::visit().act("prov-clerk", "record-reception", heard),
        Story::visit().act("prov-clerk", "tell-leader", leader),
        mark(Story::visit(), "emergency").phone(),
        instruct(screen(Story::visit().register(None, None))),
        Story::letter_from_above().act("prov-clerk", "scan", json!({"files": [file()]})),
        mark(Story::letter_from_above(), "urgent"),
        Story::cleared().act("prov-clerk", "mark", secret),
        Story::letter_from_above()
            .act("prov-clerk", "register", json!({"class": "E"}))
            .act("prov-clerk", "screen", out),
        instruct(screen(named.clone())),
        instruct(Story::phoned().register(None, None)),
        Story::phoned().act(
            "prov-leader",
            "confirm-instruction",
            json!({"text": sealed(61)}),
        ),
        named.act("prov-clerk", "correct-flags", flags),
        Story::letter_from_above_concluded().reply(),
        Story::letter_from_above_concluded().act("prov-clerk", "report-up", up),
    ]);
    endings.extend(crate::escalation::tests::endings());
    endings
}
