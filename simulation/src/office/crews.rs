//! Who does the work: about sixty people, so that every level can do every act of the slice.
//!
//! The province, the cities and two counties of each city have people; the other counties stand in the
//! tree and their matters are handled one level up (提级办理), as offices do before all have joined.
//! In three counties one team serves the townships of its zone (片区协作), holding a post in each.

use super::{Account, City, Making, PROVINCE_CODE};
use crate::names;
use casework::{PersonId, UnitId};
use serde_json::json;

/// Who does which part of an organ's work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crew {
    /// The organ.
    pub organ: UnitId,
    /// Its inner office that verifies, where it has one.
    pub inspection: Option<UnitId>,
    /// Receives, registers, screens, routes, replies.
    pub clerk: PersonId,
    /// Audits and re-opens; townships and dispatched bodies have none.
    pub petition_head: Option<PersonId>,
    /// Instructs.
    pub instructor: PersonId,
    /// Signs in and accepts.
    pub acceptor: PersonId,
    /// Verify.
    pub handlers: Vec<PersonId>,
    /// Signs second.
    pub leader: PersonId,
    /// Signs last.
    pub principal: PersonId,
}

impl Making<'_> {
    /// Enrols and appoints everybody.
    pub(super) fn staff_all(&mut self, cities: &[City]) {
        self.full_commission(PROVINCE_CODE, 2);
        self.person(&format!("{PROVINCE_CODE}-cases"), "case-supervisor");
        for role in ["system-admin", "security-admin", "audit-admin"] {
            self.person(PROVINCE_CODE, role);
        }
        self.dispatched_crew(&format!("{PROVINCE_CODE}-d1"));
        for (city, at) in cities.iter().zip(0..) {
            match at {
                0 => self.full_commission(&city.code, 1),
                _ => self.small_commission(&city.code),
            }
            match at {
                0 => self.full_commission(&city.counties[0].code, 2),
                _ => self.small_commission(&city.counties[0].code),
            }
            self.small_commission(&city.counties[1].code);
            self.zone(&city.counties[0]);
        }
    }

    fn full_commission(&mut self, code: &str, handlers: usize) {
        let (petition, inspection) = (format!("{code}-petition"), format!("{code}-inspection"));
        let clerk = self.person(&petition, "clerk");
        let petition_head = self.person(&petition, "petition-head");
        let leader = self.person(code, "leader");
        let principal = self.person(code, "principal");
        let acceptor = self.person(&inspection, "unit-head");
        let handlers = (0..handlers)
            .map(|_| self.person(&inspection, "handler"))
            .collect();
        self.crew(Crew {
            organ: code.into(),
            inspection: Some(inspection.as_str().into()),
            clerk,
            petition_head: Some(petition_head),
            instructor: leader.clone(),
            acceptor,
            handlers,
            leader,
            principal,
        });
    }

    fn small_commission(&mut self, code: &str) {
        let (petition, inspection) = (format!("{code}-petition"), format!("{code}-inspection"));
        let petition_head = self.person(&petition, "petition-head");
        let leader = self.person(code, "leader");
        let principal = self.person(code, "principal");
        let handler = self.person(&inspection, "handler");
        self.crew(Crew {
            organ: code.into(),
            inspection: Some(inspection.as_str().into()),
            clerk: petition_head.clone(),
            petition_head: Some(petition_head.clone()),
            instructor: leader.clone(),
            acceptor: petition_head,
            handlers: vec![handler],
            leader,
            principal,
        });
    }

    fn dispatched_crew(&mut self, code: &str) {
        let head = self.person(code, "unit-head");
        let principal = self.person(code, "principal");
        let handler = self.person(code, "handler");
        self.crew(Crew {
            organ: code.into(),
            inspection: None,
            clerk: head.clone(),
            petition_head: None,
            instructor: principal.clone(),
            acceptor: head.clone(),
            handlers: vec![handler],
            leader: head,
            principal,
        });
    }

    fn zone(&mut self, county: &super::County) {
        let [first, rest @ ..] = &county.towns[..] else {
            return;
        };
        let officer = self.person(&first.code, "township-officer");
        let deputy = self.person(&first.code, "leader");
        let principal = self.person(&first.code, "principal");
        for town in rest {
            self.appoint(&officer, &town.code, "township-officer");
            self.appoint(&deputy, &town.code, "leader");
            self.appoint(&principal, &town.code, "principal");
        }
        for town in &county.towns {
            self.crew(Crew {
                organ: town.code.as_str().into(),
                inspection: None,
                clerk: officer.clone(),
                petition_head: None,
                instructor: principal.clone(),
                acceptor: officer.clone(),
                handlers: vec![officer.clone()],
                leader: deputy.clone(),
                principal: principal.clone(),
            });
        }
    }

    fn crew(&mut self, crew: Crew) {
        self.crews.insert(crew.organ.clone(), crew);
    }

    fn person(&mut self, unit: &str, role: &'static str) -> PersonId {
        let place: String = unit.chars().take_while(char::is_ascii_digit).collect();
        let alike = |account: &&Account| {
            account.role == role
                && account
                    .person
                    .as_str()
                    .starts_with(&format!("{role}-{place}"))
        };
        let number = self.accounts.iter().filter(alike).count() + 1;
        let id = if number == 1 {
            format!("{role}-{place}")
        } else {
            format!("{role}-{place}-{number}")
        };
        let name = names::colleague(&mut self.draw, self.accounts.len());
        self.order("enrol-person", json!({ "id": id, "name": name }));
        let person = PersonId(id);
        self.appoint(&person, unit, role);
        let founded = self
            .orders
            .iter()
            .find(|order| order.fields.get("id") == Some(&unit.into()));
        let unit_name = founded
            .and_then(|order| order.fields["name"].as_str())
            .unwrap_or(unit);
        self.accounts.push(Account {
            person: person.clone(),
            name,
            role,
            unit: unit.into(),
            unit_name: unit_name.to_owned(),
            shown: false,
        });
        person
    }

    fn appoint(&mut self, person: &PersonId, unit: &str, role: &str) {
        let since = self.basis.since.to_string();
        self.order(
            "appoint",
            json!({ "person": person, "unit": unit, "role": role, "from": since }),
        );
    }
}
