//! The main story, to any point of it: an anonymous web report to the province, routed to county A,
//! handled there, audited by the province, answered and written off.

use super::story::Story;
use crate::ids::{MatterId, ReportId};
use crate::matter::{Alike, InCommon, Likeness};
use crate::step::Other;
use serde_json::{Value, json};
use uuid::Uuid;

/// A reference to a sealed value, as the shell hands it in.
pub(crate) fn sealed(number: u128) -> Value {
    json!({"id": Uuid::from_u128(number), "commitment": format!("{number:064x}")})
}

/// A report's id.
pub(crate) fn report(number: u128) -> ReportId {
    ReportId(Uuid::from_u128(number))
}

/// What the shell knows of the matter into which another one goes.
pub(crate) fn joined(number: &str) -> Other {
    Other {
        matter: MatterId(Uuid::from_u128(900)),
        number: number.to_owned(),
        open: true,
        recused: Vec::new(),
        likeness: Some(Likeness {
            weights: 1,
            level: Alike::Same,
            score: 930,
            alike: 820,
            named: 700,
            title: 610,
            equal: 640,
            signs: vec![InCommon::Subject],
        }),
    }
}

/// A report as the public site sends it.
fn received(unit: &str, real_name: bool) -> Value {
    json!({"channel": "web", "unit": unit, "real_name": real_name, "title": sealed(1),
           "text": sealed(2), "reporter": sealed(3), "accused": [{"name": sealed(4)}]})
}

/// A lead with two issues.
fn lead(unit: Option<&str>, person: Option<&str>) -> Value {
    json!({"subject": sealed(5), "rank": "township", "managed_at": "county", "unit": unit,
           "person": person,
           "issues": [{"category": "152", "text": sealed(6)}, {"category": "174", "text": sealed(7)}]})
}

impl Story {
    /// An anonymous report arrived at the province.
    pub(crate) fn received() -> Self {
        Self::new().receive("prov", false)
    }

    /// A real-name report arrived at the province.
    pub(crate) fn received_real_name() -> Self {
        Self::new().receive("prov", true)
    }

    /// A report arrives at an organ.
    pub(crate) fn receive(self, unit: &str, real_name: bool) -> Self {
        let id = report(self.matter.id.0.as_u128() + 1000);
        let told = self.facts(|facts| {
            facts.number = Some("330000-2026-4-0000017".into());
            facts.report = Some(id);
            facts.reachable = real_name;
        });
        told.when("receive", received(unit, real_name)).done()
    }

    /// Instructed, with an attachment that came with the report.
    pub(crate) fn instructed_with(file: Value) -> Self {
        let story = Self::new();
        let id = report(story.matter.id.0.as_u128() + 1000);
        let told = story.facts(|facts| {
            facts.number = Some("330000-2026-4-0000017".into());
            facts.report = Some(id);
        });
        let mut fields = received("prov", false);
        fields["files"] = json!([file]);
        told.when("receive", fields)
            .done()
            .register(None, None)
            .screen()
            .instruct()
    }

    /// Registered as an accusation of somebody outside the office, with two issues.
    pub(crate) fn registered() -> Self {
        Self::received().register(None, None)
    }

    /// Registers an accusation; a unit or a person of the office may be the accused.
    pub(crate) fn register(self, unit: Option<&str>, person: Option<&str>) -> Self {
        let fields = json!({"class": "A", "domains": ["rural"], "leads": [lead(unit, person)]});
        self.act("prov-clerk", "register", fields)
    }

    /// Screened, and found to be within the commission's duty.
    pub(crate) fn screened() -> Self {
        Self::registered().screen()
    }

    fn screen(self) -> Self {
        self.act(
            "prov-clerk",
            "screen",
            json!({"class": "A", "opinion": sealed(8)}),
        )
    }

    /// Screened out as beyond the commission's duty.
    pub(crate) fn screened_out() -> Self {
        Self::received()
            .act("prov-clerk", "register", json!({"class": "D"}))
            .exclude()
    }

    /// The clerk screens it out, and the head agrees.
    pub(crate) fn exclude(self) -> Self {
        self.exclude_unreviewed().act(
            "prov-head",
            "review-exclusion",
            json!({"review": "confirm"}),
        )
    }

    /// The clerk screens it out; nobody has looked at that yet.
    pub(crate) fn exclude_unreviewed(self) -> Self {
        let fields = json!({"class": "D", "reason": sealed(9), "proper_body": sealed(10)});
        self.act("prov-clerk", "screen", fields)
    }

    /// Screened out, and nobody has looked at that yet.
    pub(crate) fn unreviewed() -> Self {
        Self::received()
            .act("prov-clerk", "register", json!({"class": "D"}))
            .exclude_unreviewed()
    }

    /// Two offices of the province study it.
    pub(crate) fn under_study() -> Self {
        Self::registered().study(&["prov-supervision", "prov-cases"])
    }

    /// The clerk asks offices of the province.
    pub(crate) fn study(self, offices: &[&str]) -> Self {
        let fields = json!({"offices": offices, "leader": "prov-leader", "question": sealed(40)});
        self.act("prov-clerk", "convene-study", fields)
    }

    /// Both have given their opinion.
    pub(crate) fn opined() -> Self {
        let opinion = json!({"stance": "handle", "opinion": sealed(41)});
        Self::under_study()
            .act("prov-unit-head", "answer-study", opinion.clone())
            .act("prov-cases-officer", "answer-study", opinion)
    }

    /// The clerk entered what the leader in charge wrote on paper.
    pub(crate) fn transcribed() -> Self {
        let file = json!({"id": sealed(30)["id"], "name": sealed(31), "size": 1024,
                          "media_type": "image/jpeg", "commitment": format!("{:064x}", 32)});
        let fields = json!({"leader": "prov-leader", "written": "2026-03-02", "text": sealed(44),
                            "files": [file]});
        Self::screened().act("prov-clerk", "enter-instruction", fields)
    }

    /// Instructed by the leader in charge.
    pub(crate) fn instructed() -> Self {
        Self::screened().instruct()
    }

    fn instruct(self) -> Self {
        self.act("prov-leader", "instruct", json!({"text": sealed(11)}))
    }

    /// Assigned to county A.
    pub(crate) fn routed() -> Self {
        Self::instructed().route("prov-clerk", "county-a")
    }

    /// Assigns it to a unit.
    pub(crate) fn route(self, person: &str, to: &str) -> Self {
        self.act(
            person,
            "route",
            json!({"to": to, "mode": "assign", "requirement": sealed(12), "summary": sealed(44)}),
        )
    }

    /// Signed by county A.
    pub(crate) fn signed() -> Self {
        Self::routed().act("county-a-clerk", "sign", json!({}))
    }

    /// Accepted by county A: handler and leader are named.
    pub(crate) fn accepted() -> Self {
        Self::signed().accept()
    }

    fn accept(self) -> Self {
        let fields = json!({"handler": "county-a-handler", "leader": "county-a-leader"});
        self.act("county-a-head", "accept", fields)
    }

    /// Both issues have a finding.
    pub(crate) fn found() -> Self {
        Self::accepted().find()
    }

    /// The handler finds on every issue.
    pub(crate) fn find(self) -> Self {
        let finding = |issue: &str, word: &str| json!({"issue": issue, "finding": word, "grounds": sealed(13)});
        self.act("county-a-handler", "find", finding("1.1", "true"))
            .act("county-a-handler", "find", finding("1.2", "unproven"))
    }

    /// The result is reported.
    pub(crate) fn reported() -> Self {
        Self::found().report_result()
    }

    /// The handler reports the result.
    pub(crate) fn report_result(self) -> Self {
        self.act(
            "county-a-handler",
            "report-result",
            json!({"summary": sealed(14)}),
        )
    }

    /// One of the three signs.
    pub(crate) fn sign(self, person: &str, slot: &str) -> Self {
        self.act(
            person,
            "countersign",
            json!({"slot": slot, "opinion": "agree"}),
        )
    }

    /// The handler and the leader have signed; the head has not.
    pub(crate) fn signed_by_two() -> Self {
        let story = Self::reported().sign("county-a-handler", "handler");
        story.sign("county-a-leader", "leader")
    }

    /// All three have signed.
    pub(crate) fn countersigned() -> Self {
        Self::reported().sign_all()
    }

    /// The three of county A sign.
    pub(crate) fn sign_all(self) -> Self {
        self.sign("county-a-handler", "handler")
            .sign("county-a-leader", "leader")
            .sign("county-a-principal", "head")
    }

    /// The province has audited and passed it.
    pub(crate) fn concluded() -> Self {
        Self::countersigned().pass()
    }

    /// The province passes it.
    pub(crate) fn pass(self) -> Self {
        self.act("prov-head", "audit", json!({"verdict": "pass"}))
    }

    /// A real-name matter that is concluded.
    pub(crate) fn concluded_real_name() -> Self {
        Self::accepted_real_name()
            .find()
            .report_result()
            .sign_all()
            .pass()
    }

    /// A real-name matter that county A has accepted.
    pub(crate) fn accepted_real_name() -> Self {
        let story = Self::received_real_name()
            .register(None, None)
            .screen()
            .instruct();
        let story = story.route("prov-clerk", "county-a");
        story.act("county-a-clerk", "sign", json!({})).accept()
    }

    /// Its handler asks to contact the reporter.
    pub(crate) fn asked_to_contact() -> Self {
        let story = Self::accepted_real_name();
        let task = json!({"report": story.matter.reports[0].id, "purpose": sealed(46)});
        story.act("county-a-handler", "ask-contact", task)
    }

    /// The province lets them, for two days.
    pub(crate) fn permitted_to_contact() -> Self {
        let granted = json!({"decision": "approve", "days": 2});
        Self::asked_to_contact().act("prov-head", "decide-contact", granted)
    }

    /// The handler asks for more time.
    pub(crate) fn asked_to_extend() -> Self {
        let fields = json!({"until": "2026-06-20", "reason": sealed(51)});
        Self::accepted().act("county-a-handler", "ask-extension", fields)
    }

    /// The handler asks to pause.
    pub(crate) fn asked_to_pause() -> Self {
        let fields = json!({"ground": "appraisal", "reason": sealed(53)});
        Self::accepted().act("county-a-handler", "ask-pause", fields)
    }

    /// The province lets it rest.
    pub(crate) fn paused() -> Self {
        Self::asked_to_pause().act("prov-head", "decide-pause", json!({"decision": "approve"}))
    }

    /// The reporter was told.
    pub(crate) fn replied() -> Self {
        Self::concluded().reply()
    }

    /// The province tells the reporter face to face.
    pub(crate) fn reply(self) -> Self {
        self.act(
            "prov-clerk",
            "reply",
            json!({"mode": "in-person", "text": sealed(15)}),
        )
    }

    /// Written off.
    pub(crate) fn written_off() -> Self {
        Self::replied().act("prov-clerk", "write-off", json!({}))
    }

    /// Gone into an earlier matter.
    pub(crate) fn joined() -> Self {
        Self::received()
            .facts(|facts| facts.other = Some(joined("main")))
            .act("prov-clerk", "join", json!({"into": "main"}))
    }
}
