//! From acceptance to write-off, and sometimes round again.

use crate::office::Crew;
use crate::plan::life::{Life, Stop};
use crate::plan::profile::Content;
use crate::plan::words::{self, Found};
use casework::PersonId;
use serde_json::json;

impl Life<'_> {
    fn holding(&self) -> Result<&Crew, Stop> {
        let holder = self.matter().holder.clone();
        let organ = self
            .world
            .office
            .organ_of(&holder)
            .unwrap_or(&holder)
            .clone();
        self.crew(&organ)
    }

    pub(super) fn accept(&mut self) -> Result<(), Stop> {
        self.wait((0, 2), (6, 12));
        let handlers = self.holding()?.handlers.clone();
        let handler = self.draw.pick(&handlers).clone();
        self.accept_with(&handler)?;
        let Some(other) = handlers.iter().find(|other| **other != handler) else {
            return Ok(());
        };
        if !self.profile.fate.recused {
            return Ok(());
        }
        self.working_days(1, 4);
        let reason = self.say(&self.library.phrases.recusals);
        self.act(
            &handler,
            "recuse",
            json!({ "person": handler, "reason": reason }),
        )?;
        self.working_days(0, 1);
        self.accept_with(other)
    }

    fn accept_with(&mut self, handler: &PersonId) -> Result<(), Stop> {
        let crew = self.holding()?;
        // Where the organ itself holds it, its petition office accepts; an inner office by its head.
        let inner = crew.inspection.as_ref() == Some(&self.matter().holder);
        let acceptor = crew.petition_head.as_ref().filter(|_| !inner);
        let (acceptor, leader) = (
            acceptor.unwrap_or(&crew.acceptor).clone(),
            crew.leader.clone(),
        );
        self.act(
            &acceptor,
            "accept",
            json!({ "handler": handler, "leader": leader }),
        )
    }

    /// Disposal, progress, a finding for every issue.
    pub(super) fn handle(&mut self) -> Result<(), Stop> {
        let handler = self.handler()?;
        let leads: Vec<u32> = self.matter().leads.iter().map(|lead| lead.number).collect();
        self.wait((1, 9), (12, 22));
        for lead in leads {
            let disposal = *self.draw.pick(&[
                "preliminary-verification",
                "preliminary-verification",
                "talk-or-inquiry",
                "settled",
            ]);
            self.act(
                &handler,
                "choose-disposal",
                json!({ "lead": lead.to_string(), "disposal": disposal }),
            )?;
            self.minutes(5, 30);
        }
        self.note_progress(&handler)?;
        self.tell_progress(&handler)?;
        self.wait((6, 28), (40, 66));
        self.find_all(&handler)
    }

    /// After a re-opening: the same handler looks again.
    pub(super) fn handle_again(&mut self) -> Result<(), Stop> {
        let handler = self.handler()?;
        self.note_progress(&handler)?;
        self.wait((4, 15), (30, 50));
        self.find_all(&handler)
    }

    fn handler(&self) -> Result<PersonId, Stop> {
        self.matter().handler().cloned().ok_or(Stop::Over)
    }

    fn note_progress(&mut self, handler: &PersonId) -> Result<(), Stop> {
        for _ in 0..*self.draw.pick(&[0, 0, 1, 1, 2]) {
            self.working_days(2, 8);
            let note = json!({ "note": self.say(&self.library.phrases.progress) });
            if self.draw.chance(150) {
                self.act_entered_later(handler, "progress", note)?;
            } else {
                self.act(handler, "progress", note)?;
            }
        }
        Ok(())
    }

    fn find_all(&mut self, handler: &PersonId) -> Result<(), Stop> {
        let issues: Vec<(u32, u32)> = self.matter().issues().map(|(l, i, _)| (l, i)).collect();
        for (lead, issue) in issues {
            let found = Found::draw(&mut self.draw);
            let grounds = words::grounds(
                &mut self.draw,
                self.library,
                self.profile,
                (lead, issue),
                found,
            );
            let fields = json!({
                "issue": format!("{lead}.{issue}"), "finding": found.as_str(), "grounds": grounds,
            });
            self.act(handler, "find", fields)?;
            self.minutes(10, 60);
        }
        Ok(())
    }

    /// Result, three signatures, audit; back to work once where fate has it so.
    pub(super) fn conclude(&mut self) -> Result<(), Stop> {
        let round = self.matter().reopened;
        self.report()?;
        if self.profile.fate.refused && round == 0 {
            self.refuse()?;
            self.report()?;
        }
        self.countersign_all()?;
        if self.profile.fate.audited_twice && round == 0 {
            self.send_back()?;
            self.report()?;
            self.countersign_all()?;
        }
        self.review_by_liaison()?;
        self.wait((1, 7), (11, 18));
        let auditor = self.auditor()?;
        let opinion = self.say(&self.library.phrases.audit_pass);
        self.act(
            &auditor,
            "audit",
            json!({ "verdict": "pass", "opinion": opinion }),
        )
    }

    /// Where a liaison office answers along, it looks at the result first.
    fn review_by_liaison(&mut self) -> Result<(), Stop> {
        let Some(liaison) = self.matter().owed_by_liaison().cloned() else {
            return Ok(());
        };
        let organ = self.world.office.organ_of(&liaison).unwrap_or(&liaison);
        let leader = self.crew(organ)?.leader.clone();
        self.wait((0, 1), (2, 4));
        let opinion = self.say(&self.library.phrases.audit_pass);
        let fields = json!({ "word": "agree", "opinion": opinion });
        self.act(&leader, "review-liaison", fields)
    }

    fn report(&mut self) -> Result<(), Stop> {
        self.wait((1, 6), (8, 16));
        let handler = self.handler()?;
        let told = words::result(
            &mut self.draw,
            self.library,
            self.profile,
            &self.cast.matters[self.at],
        );
        let fields = json!({
            "summary": told.summary, "people_dealt_with": told.people, "recovered_yuan": told.recovered,
        });
        self.act(&handler, "report-result", fields)
    }

    fn countersign_all(&mut self) -> Result<(), Stop> {
        let handler = self.handler()?;
        let crew = self.holding()?;
        let signatories = [
            ("handler", handler),
            ("leader", crew.leader.clone()),
            ("head", crew.principal.clone()),
        ];
        for (slot, person) in signatories {
            self.wait((0, 1), (3, 4));
            self.act(
                &person,
                "countersign",
                json!({ "slot": slot, "opinion": "agree" }),
            )?;
        }
        Ok(())
    }

    fn refuse(&mut self) -> Result<(), Stop> {
        let handler = self.handler()?;
        self.wait((0, 1), (2, 3));
        self.act(
            &handler,
            "countersign",
            json!({ "slot": "handler", "opinion": "agree" }),
        )?;
        let leader = self.holding()?.leader.clone();
        self.wait((0, 1), (2, 3));
        let note = self.say(&self.library.phrases.refusals);
        let fields = json!({ "slot": "leader", "opinion": "refuse", "note": note });
        self.act(&leader, "countersign", fields)?;
        self.working_days(2, 6);
        Ok(())
    }

    fn send_back(&mut self) -> Result<(), Stop> {
        self.wait((1, 6), (9, 14));
        let auditor = self.auditor()?;
        let opinion = self.say(&self.library.phrases.audit_return);
        self.act(
            &auditor,
            "audit",
            json!({ "verdict": "return", "opinion": opinion }),
        )?;
        self.handle_again()
    }

    fn auditor(&self) -> Result<PersonId, Stop> {
        self.assigning()?.petition_head.clone().ok_or(Stop::Over)
    }

    /// The reply and the write-off; an anonymous report may be written off with the reason instead.
    pub(super) fn answer(&mut self) -> Result<(), Stop> {
        let clerk = self.assigning()?.clerk.clone();
        let named = self.matter().real_name();
        if !named && self.draw.chance(380) {
            return self.write_off_unanswered(&clerk);
        }
        self.wait((1, 4), (6, 9));
        let text = words::reply(
            &mut self.draw,
            self.library,
            self.profile,
            &self.cast.matters[self.at],
        );
        if !named {
            self.answer_in_public(&clerk, &text)?;
            return self.write_off(&clerk);
        }
        let mode = *self
            .draw
            .pick(&["in-person", "phone", "phone", "letter", "home"]);
        let fields = json!({ "mode": mode, "text": text });
        if self.draw.chance(80) {
            self.act_entered_later(&clerk, "reply", fields)?;
        } else {
            self.act(&clerk, "reply", fields)?;
        }
        self.hear(&clerk)?;
        self.write_off(&clerk)
    }

    /// A public feedback: drafted by one, approved by another, given where and to whom it says (S1-17).
    fn answer_in_public(&mut self, clerk: &PersonId, text: &str) -> Result<(), Stop> {
        let mode = *self.draw.pick(&["board", "meeting", "meeting"]);
        let place = self.say(&self.library.phrases.boards);
        let audience = self.say(&self.library.phrases.audiences);
        let draft = json!({ "mode": mode, "text": text, "place": place, "audience": audience,
                            "checked": true });
        self.act(clerk, "propose-feedback", draft)?;
        let crew = self.assigning()?;
        let head = crew.petition_head.as_ref().filter(|head| *head != clerk);
        let second = head.unwrap_or(&crew.principal).clone();
        self.minutes(20, 200);
        self.act(&second, "approve-feedback", json!({ "verdict": "approve" }))?;
        self.minutes(20, 200);
        let heads = 10 + self.draw.below(90);
        self.act(clerk, "give-feedback", json!({ "heads": heads }))
    }

    /// What the reporter thinks, heard when they were told; now and then they would rather not say.
    fn hear(&mut self, clerk: &PersonId) -> Result<(), Stop> {
        self.minutes(5, 20);
        let words = [
            "satisfied",
            "satisfied",
            "satisfied",
            "basically",
            "dissatisfied",
        ];
        let (process, result) = (*self.draw.pick(&words), *self.draw.pick(&words));
        let said = match self.draw.chance(150) {
            true => json!({ "via": "phone", "outcome": "declined" }),
            false => json!({ "via": "phone", "outcome": "evaluated", "process": process,
                             "result": result }),
        };
        self.act(clerk, "call-back", said)
    }

    pub(super) fn answer_excluded(&mut self) -> Result<(), Stop> {
        let clerk = self.crew(&self.profile.receiver)?.clerk.clone();
        self.review_exclusion(&clerk)?;
        if !self.matter().real_name() && self.draw.chance(700) {
            return self.write_off_unanswered(&clerk);
        }
        self.wait((0, 3), (6, 8));
        let Content::Other(other) = &self.profile.content else {
            return Ok(());
        };
        let list = match other.other.body.is_empty() {
            true => &self.library.phrases.replies_hollow,
            false => &self.library.phrases.replies_excluded,
        };
        let text = self.say(list);
        let mode = *self.draw.pick(&["phone", "phone", "letter", "in-person"]);
        self.act(&clerk, "reply", json!({ "mode": mode, "text": text }))?;
        self.hear(&clerk)?;
        self.write_off(&clerk)
    }

    fn write_off(&mut self, clerk: &PersonId) -> Result<(), Stop> {
        self.wait((0, 4), (6, 9));
        self.report_up()?;
        self.act(clerk, "write-off", json!({}))
    }

    fn write_off_unanswered(&mut self, clerk: &PersonId) -> Result<(), Stop> {
        self.wait((2, 9), (16, 22));
        self.report_up()?;
        let reason = self.say(&self.library.phrases.unanswered);
        self.act(clerk, "write-off", json!({ "reason": reason }))
    }

    pub(super) fn reopen(&mut self) -> Result<(), Stop> {
        self.working_days(6, 25);
        let head = self.auditor()?;
        let phrases = &self.library.phrases;
        let at = self.draw.below(phrases.reopenings.len());
        let fields =
            json!({ "ground": phrases.reopen_grounds[at], "reason": phrases.reopenings[at] });
        self.act(&head, "reopen", fields)
    }
}
