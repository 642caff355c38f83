//! From arrival to the unit that handles it.

use super::arrival;
use crate::draw::Draw;
use crate::office::Crew;
use crate::plan::Reference;
use crate::plan::life::{Life, Stop};
use crate::plan::profile::Content;
use crate::plan::words;
use crate::texts::Subject;
use app::Who;
use casework::UnitId;
use serde_json::{Value, json};

impl Life<'_> {
    pub(super) fn receive(&mut self, nth: usize) -> Result<(), Stop> {
        let arrival = &self.profile.arrivals[nth];
        let (named, slots) = (arrival.real_name, self.slots());
        let mut fields = json!({
            "channel": arrival.channel, "unit": self.profile.receiver, "region": self.profile.region,
            "title": arrival.title, "text": arrival.text, "real_name": named,
            "reporter": words::reporter(&mut self.draw, slots, named, arrival.channel),
        });
        if let Content::Accusation(tale) = &self.profile.content {
            fields["accused"] = json!([{
                "name": tale.slots.get("name"), "unit": tale.slots.get("unit"), "post": tale.slots.get("post"),
            }]);
        }
        if arrival.channel == "web" {
            return self.deed(Who::Citizen, "receive", fields, None, None);
        }
        arrival::particulars(&mut self.draw, arrival, nth == 0, &mut fields);
        let clerk = &self.crew(&self.profile.receiver)?.clerk;
        let arrived = self.now;
        if self.profile.fate.late_entry && nth == 0 {
            self.working_days(1, 4);
        } else {
            self.minutes(3, 25);
        }
        self.no_later_than_now(arrived);
        if self.now.date() > arrived.date() {
            let reasons = [
                "乡镇代收，当日未能送达",
                "集中清理积压来信",
                "收信人外出，回岗后补录",
            ];
            fields["late_reason"] = (*self.draw.pick(&reasons)).into();
        }
        let who = Who::Staff(clerk.clone());
        self.deed(who, "receive", fields, Some(arrived), None)?;
        if self.matter().recused.contains(clerk) {
            return Ok(());
        }
        self.attend(clerk)
    }

    pub(super) fn register(&mut self) -> Result<(), Stop> {
        let crew = self.crew(&self.profile.receiver)?;
        self.minutes(8, 55);
        self.slip();
        let (class, domains, leads) = match &self.profile.content {
            Content::Accusation(tale) => ("A", &tale.grievance.domains, self.leads()),
            Content::Other(other) => (&*other.other.class, &other.other.domains, json!([])),
        };
        let fields = json!({
            "class": class, "region": self.profile.region, "domains": domains, "leads": leads,
        });
        self.act(&crew.clerk, "register", fields)?;
        if self.profile.fate.opened {
            self.see_identity(crew)?;
        }
        if self.profile.fate.namesake && self.profile.own.is_none() {
            self.lift()?;
        }
        Ok(())
    }

    /// The clerk asks to see who reported, somebody else agrees, and it opens for the clerk (T1).
    fn see_identity(&mut self, crew: &Crew) -> Result<(), Stop> {
        let head = crew
            .petition_head
            .as_ref()
            .filter(|head| **head != crew.clerk);
        let second = head.unwrap_or(&crew.principal);
        self.minutes(3, 15);
        let purpose = self.say(&self.library.phrases.purposes);
        let refers = Some(Reference::Report { field: "report" });
        let who = Who::Staff(crew.clerk.clone());
        self.deed(
            who,
            "ask-identity",
            json!({ "purpose": purpose }),
            None,
            refers,
        )?;
        let asked = json!({ "request": self.matter().identity_requests.len().to_string() });
        self.minutes(5, 60);
        let mut agreed = asked.clone();
        agreed["verdict"] = json!("approve");
        self.act(second, "decide-identity", agreed)?;
        self.minutes(5, 60);
        self.act(&crew.clerk, "disclose-identity", asked)
    }

    /// Same-day work slips to another day now and then.
    fn slip(&mut self) {
        if self.profile.fate.slack && self.draw.chance(350) {
            self.working_days(1, 3);
        }
    }

    /// Whether the same paper stands in the register already: now and then a letter is typed twice.
    pub(super) fn was_entered_twice(&self) -> bool {
        let [only] = &*self.profile.arrivals else {
            return false;
        };
        let part = self.profile.index + 5_000_000;
        only.channel == "letter" && Draw::part(self.office.seed, part).chance(8)
    }

    /// The clerk asks to void it, and somebody else agrees (P-03).
    pub(super) fn void(&mut self) -> Result<(), Stop> {
        let crew = self.crew(&self.profile.receiver)?;
        let head = crew
            .petition_head
            .as_ref()
            .filter(|head| **head != crew.clerk);
        let second = head.unwrap_or(&crew.principal);
        self.minutes(5, 90);
        let reason = self.say(&self.library.phrases.voidings);
        let fields = json!({ "ground": "duplicate-entry", "reason": reason });
        self.act(&crew.clerk, "ask-void", fields)?;
        self.minutes(20, 180);
        self.act(second, "decide-repair", json!({ "decision": "approve" }))
    }

    fn leads(&mut self) -> Value {
        let Content::Accusation(tale) = &self.profile.content else {
            return json!([]);
        };
        let (rank, managed_at) = match (tale.grievance.subject, self.profile.own.is_some()) {
            (_, true) => ("ordinary", "county"),
            (Subject::Village, _) => ("village", "township"),
            (Subject::Town, _) => ("township", "county"),
            (Subject::County, _) => (*self.draw.pick(&["township", "ordinary"]), "county"),
            (Subject::Institution, _) => ("other", "county"),
            (Subject::City, _) => ("county", "city"),
            (Subject::Province, _) => ("bureau", "province"),
        };
        let issues: Vec<Value> = tale
            .issues()
            .into_iter()
            .map(|(category, text)| json!({ "category": category, "text": text }))
            .collect();
        let (unit, post) = (tale.slots.get("unit"), tale.slots.get("post"));
        let mut first = json!({
            "subject": tale.slots.get("name"), "post": format!("{unit}{post}"),
            "rank": rank, "managed_at": managed_at, "issues": issues,
        });
        if let Some((person, unit)) = &self.profile.own {
            first["person"] = json!(person);
            first["unit"] = json!(unit);
        }
        if !self.draw.chance(90) {
            return json!([first]);
        }
        let second = json!({
            "subject": self.slots().get("other"), "post": format!("{unit}工作人员"),
            "rank": "ordinary", "managed_at": managed_at,
            "issues": [{ "category": "181", "text": format!("对{post}的上述问题知情不报、参与办理") }],
        });
        json!([first, second])
    }

    fn lift(&mut self) -> Result<(), Stop> {
        let Some(person) = self.matter().recused.first().cloned() else {
            return Ok(());
        };
        let crew = self.crew(&self.profile.receiver)?;
        self.minutes(10, 60);
        let reason = self.say(&self.library.phrases.liftings);
        self.act(
            &crew.instructor,
            "lift-recusal",
            json!({ "person": person, "reason": reason }),
        )
    }

    pub(super) fn join(&mut self) -> Result<(), Stop> {
        let clerk = &self.crew(&self.profile.receiver)?.clerk;
        self.minutes(10, 50);
        let refers = Some(Reference::Number {
            field: "into",
            of: 0,
        });
        self.deed(Who::Staff(clerk.clone()), "join", json!({}), None, refers)
    }

    pub(super) fn screen(&mut self) -> Result<(), Stop> {
        let clerk = &self.crew(&self.profile.receiver)?.clerk;
        self.minutes(6, 40);
        let fields = match &self.profile.content {
            Content::Other(other) if !other.other.reason.is_empty() => json!({
                "class": other.other.class, "reason": other.other.reason, "proper_body": other.other.body,
            }),
            Content::Other(other) => {
                json!({ "class": other.other.class, "opinion": "建议呈领导阅示后由监督检查室研究办理。" })
            }
            Content::Accusation(_) => {
                json!({ "class": "A", "opinion": self.say(&self.library.phrases.opinions) })
            }
        };
        self.act(clerk, "screen", fields)
    }

    pub(super) fn instruct(&mut self) -> Result<(), Stop> {
        let crew = self.crew(&self.profile.receiver)?;
        self.minutes(10, 70);
        let head = self.draw.chance(200);
        let leader = if head {
            &crew.principal
        } else {
            &crew.instructor
        };
        let leader = leader.clone();
        let text = self.say(&self.library.phrases.instructions);
        self.instruct_as(&leader, &text)
    }

    /// Down the tree to the organ that handles it, and there to the office that verifies.
    pub(super) fn hand_down(&mut self) -> Result<(), Stop> {
        let handling = match &self.profile.content {
            Content::Accusation(_) => &self.profile.handling,
            Content::Other(_) => &self.profile.receiver,
        };
        let receiver = &self.profile.receiver;
        if handling != receiver {
            if self.profile.fate.returned {
                self.go_astray()?;
            }
            if let Some(county) = self.between(receiver, handling) {
                self.route(&county, "assign")?;
                self.sign(&self.crew(&county)?.clerk)?;
            }
            let mode = match handling.as_str().contains("-d") {
                true => "transfer",
                false => *self.draw.pick(&["assign", "assign", "delegate"]),
            };
            self.route(handling, mode)?;
            self.sign(&self.crew(handling)?.clerk)?;
        }
        let crew = self.crew(handling)?;
        let inside = handling == receiver || self.draw.chance(450);
        if let Some(inspection) = crew.inspection.as_ref().filter(|_| inside) {
            self.route(inspection, "here")?;
            self.sign(&crew.acceptor)?;
        }
        Ok(())
    }

    /// The county between a city or the province and a township.
    fn between(&self, receiver: &UnitId, handling: &UnitId) -> Option<UnitId> {
        let above = self.world.office.unit(handling)?.parent.clone()?;
        let is_township =
            self.world.office.unit(handling)?.level == casework::office::Level::Township;
        (is_township && above != *receiver).then_some(above)
    }

    /// Sent to another organ of the same level, which returns it with its reason.
    fn go_astray(&mut self) -> Result<(), Stop> {
        let level = |unit: &UnitId| self.world.office.unit(unit).map(|unit| unit.level);
        let (here, receiver) = (&self.profile.handling, &self.profile.receiver);
        let alike =
            |organ: &&UnitId| level(organ) == level(here) && *organ != here && *organ != receiver;
        let wrong: Vec<UnitId> = self.office.crews.keys().filter(alike).cloned().collect();
        if wrong.is_empty() {
            return Ok(());
        }
        let wrong = self.draw.pick(&wrong).clone();
        let crew = self.crew(&wrong)?;
        self.route(&wrong, "delegate")?;
        if self.draw.chance(500) {
            self.sign(&crew.clerk)?;
        }
        self.working_days(1, 3);
        let reason = self.say(&self.library.phrases.returns);
        self.act(&crew.clerk, "return", json!({ "reason": reason }))
    }

    fn route(&mut self, to: &UnitId, mode: &str) -> Result<(), Stop> {
        self.minutes(6, 45);
        self.slip();
        let holder = self.matter().holder.clone();
        let organ = self
            .world
            .office
            .organ_of(&holder)
            .unwrap_or(&holder)
            .clone();
        let clerk = &self.crew(&organ)?.clerk;
        // Texts of an invented office name places and days; its clerks read what they hand on.
        let mut fields = json!({ "to": to, "mode": mode, "checked": true });
        if self.draw.chance(800) {
            fields["requirement"] = self.say(&self.library.phrases.requirements).into();
        }
        self.act(clerk, "route", fields)
    }

    fn sign(&mut self, who: &casework::PersonId) -> Result<(), Stop> {
        self.wait((0, 2), (6, 9));
        self.act(who, "sign", json!({}))
    }
}
