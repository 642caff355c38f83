//! What the office is, and the questions the tree answers.

mod cadres;
mod delegation;
mod leadership;
mod partner;
mod proposal;
mod removal;
mod roster;

pub use cadres::{Cadre, Cadres};
pub use delegation::Delegation;
pub use partner::Partner;
pub use proposal::Proposal;
pub use removal::Removal;
pub use roster::{Classified, Duty, Rosters};

use crate::codes;
use crate::ids::{PersonId, UnitId};
use crate::matter::{Chain, CountersignSlot};
use crate::rules::Rules;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

codes! {
    /// The levels of the tree (层级). A cadre is managed at one of them (干部管理权限).
    pub enum Level {
        /// Central.
        Central = "central" => "中央",
        /// Province.
        Province = "province" => "省级",
        /// Prefecture, city.
        City = "city" => "市级",
        /// County, district.
        County = "county" => "县级",
        /// Township, street.
        Township = "township" => "乡级",
    }
}

codes! {
    /// What a unit is.
    pub enum UnitKind {
        /// A commission as a whole.
        Commission = "commission" => "纪委监委机关",
        /// Its petition office, the gate of every report (归口受理, S1-31).
        PetitionOffice = "petition-office" => "信访室",
        /// Its supervision-inspection office.
        SupervisionOffice = "supervision-office" => "监督检查室",
        /// Its case-supervision office.
        CaseSupervisionOffice = "case-supervision-office" => "案件监督管理室",
        /// Its trial office, which reviews cases before they are decided (S1-33).
        TrialOffice = "trial-office" => "案件审理室",
        /// The commission of a township or street.
        TownshipCommission = "township-commission" => "乡镇（街道）纪（工）委",
        /// A body dispatched to a department.
        Dispatched = "dispatched" => "派驻（派出）机构",
    }
}

codes! {
    /// Dated relations beside the tree (P-05).
    pub enum RelationKind {
        /// A zone of townships under one team member.
        Zone = "zone" => "片区",
        /// A liaison office that audits a locality.
        Liaison = "liaison" => "联系室",
        /// A dispatched body and the department it supervises.
        Dispatch = "dispatch" => "派驻",
    }
}

impl UnitKind {
    /// Whether the unit is an organ of its own rather than an inner office of one.
    pub fn is_organ(self) -> bool {
        match self {
            Self::Commission | Self::TownshipCommission | Self::Dispatched => true,
            Self::PetitionOffice
            | Self::SupervisionOffice
            | Self::CaseSupervisionOffice
            | Self::TrialOffice => false,
        }
    }
}

/// A unit of the tree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// Its id.
    pub id: UnitId,
    /// Full name.
    pub name: String,
    /// What it is.
    pub kind: UnitKind,
    /// Its level.
    pub level: Level,
    /// Its parent; the root has none.
    pub parent: Option<UnitId>,
    /// Division code (GB/T 2260, 6 or 9 digits) it is responsible for.
    pub region: String,
    /// The division's name, as citizens know it.
    pub place: String,
}

/// A person of the office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Login name and id.
    pub id: PersonId,
    /// Name.
    pub name: String,
    /// Posts held, with their periods.
    pub posts: Vec<Post>,
    /// Suspended persons hold no post.
    pub suspended: bool,
}

/// A post (岗位) with its duty period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Post {
    /// In which unit.
    pub unit: UnitId,
    /// Which role.
    pub role: String,
    /// First day.
    pub from: Date,
    /// Last day; open-ended when absent.
    pub until: Option<Date>,
    /// Whether the holder is in charge for the time being (主持工作).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub acting: bool,
}

/// A dated relation between two units (P-05).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Related {
    /// The unit that gains rights and duties.
    pub unit: UnitId,
    /// Towards this unit.
    pub towards: UnitId,
    /// Of which kind.
    pub kind: RelationKind,
    /// The team member in charge of a zone (班子成员).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<PersonId>,
    /// First day.
    pub from: Date,
    /// Last day; open-ended when absent.
    pub until: Option<Date>,
}

/// A catalogue or calendar put in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Adoption {
    /// The catalogue's hash.
    pub catalogue: String,
    /// The calendar's version.
    pub calendar: String,
    /// From when on, milliseconds UTC.
    pub at: i64,
}

/// The whole office. A few thousand units and tens of thousands of people fit in memory.
#[derive(Debug, Clone, Default)]
pub struct Office {
    /// Version of the stream: the organisation's generation.
    pub version: i64,
    /// Units by id.
    pub units: BTreeMap<UnitId, Unit>,
    /// People by id.
    pub people: BTreeMap<PersonId, Person>,
    /// Relations beside the tree.
    pub related: Vec<Related>,
    /// Duty rosters by organ.
    pub rosters: Rosters,
    /// What was too secret to be taken in, oldest first.
    pub classified: Vec<Classified>,
    /// Rights lent for a time (授权、AB角, P-08), oldest first.
    pub delegations: Vec<Delegation>,
    /// Removals in haste (紧急停用, P-14), oldest first.
    pub removals: Vec<Removal>,
    /// The cadre register (干部名册).
    pub cadres: Cadres,
    /// Catalogues adopted, oldest first; the last is in force.
    pub adopted: Vec<Adoption>,
    /// Partner systems, oldest first, those whose key was revoked included.
    pub partners: Vec<Partner>,
    names: BTreeMap<String, Vec<PersonId>>,
    children: BTreeMap<UnitId, Vec<UnitId>>,
    posted: BTreeMap<UnitId, Vec<PersonId>>,
}

impl Office {
    /// A unit.
    pub fn unit(&self, id: &UnitId) -> Option<&Unit> {
        self.units.get(id)
    }

    /// A unit's name, or its id where it is unknown.
    pub fn unit_name<'a>(&'a self, id: &'a UnitId) -> &'a str {
        self.units.get(id).map_or(id.as_str(), |unit| &unit.name)
    }

    /// A person.
    pub fn person(&self, id: &PersonId) -> Option<&Person> {
        self.people.get(id)
    }

    /// A person's name, or the id where it is unknown.
    pub fn person_name<'a>(&'a self, id: &'a PersonId) -> &'a str {
        self.people
            .get(id)
            .map_or(id.as_str(), |person| &person.name)
    }

    /// Persons who bear this name, whatever spaces it is written with.
    pub fn bearers(&self, name: &str) -> &[PersonId] {
        self.names.get(&unspaced(name)).map_or(&[], Vec::as_slice)
    }

    /// Direct children of a unit.
    pub fn children_of(&self, id: &UnitId) -> &[UnitId] {
        self.children.get(id).map_or(&[], Vec::as_slice)
    }

    /// The unit and its ancestors, nearest first. A cycle cannot be recorded, so this ends.
    pub fn line_of<'a>(&'a self, id: &'a UnitId) -> impl Iterator<Item = &'a Unit> {
        std::iter::successors(self.units.get(id), |unit| {
            unit.parent
                .as_ref()
                .and_then(|parent| self.units.get(parent))
        })
    }

    /// The organ a unit belongs to: itself, or the nearest organ above.
    pub fn organ_of<'a>(&'a self, id: &'a UnitId) -> Option<&'a UnitId> {
        self.line_of(id)
            .find(|unit| unit.kind.is_organ())
            .map(|unit| &unit.id)
    }

    /// Whether an organ stands strictly above a unit's organ.
    pub fn is_above(&self, organ: &UnitId, unit: &UnitId) -> bool {
        let own = self.organ_of(unit);
        own != Some(organ) && self.line_of(unit).any(|above| above.id == *organ)
    }

    /// Whether a unit is an organ itself, an office of it, or below it.
    pub fn is_within(&self, organ: &UnitId, unit: &UnitId) -> bool {
        self.line_of(unit).any(|above| above.id == *organ)
    }

    /// Units that may see what a unit holds: itself, its organ, the organs above, related units.
    pub fn sight_of(&self, id: &UnitId, on: Date) -> Vec<UnitId> {
        let line = self
            .line_of(id)
            .filter(|unit| unit.id == *id || unit.kind.is_organ());
        let mut sight: Vec<UnitId> = line.map(|unit| unit.id.clone()).collect();
        let organ = self.organ_of(id);
        for relation in &self.related {
            let towards = relation.towards == *id || Some(&relation.towards) == organ;
            if towards && relation.holds_on(on) && !sight.contains(&relation.unit) {
                sight.push(relation.unit.clone());
            }
        }
        sight
    }

    /// Who answers together for what a unit holds, by the relations of the day (片区责任捆绑, S3-20).
    pub fn chain_of(&self, id: &UnitId, on: Date) -> Option<Chain> {
        let local = self.organ_of(id)?.clone();
        let related = |kind: RelationKind| {
            let fits = move |relation: &&Related| {
                relation.kind == kind && relation.towards == local && relation.holds_on(on)
            };
            self.related.iter().rev().find(fits)
        };
        let local = self.organ_of(id)?.clone();
        let zone = related.clone()(RelationKind::Zone);
        let liaison = related(RelationKind::Liaison).map(|relation| relation.unit.clone());
        if zone.is_none() && liaison.is_none() {
            return None;
        }
        let member = zone.and_then(|zone| zone.member.clone());
        Some(Chain {
            member,
            zone: zone.map(|zone| zone.unit.clone()),
            liaison,
            local,
        })
    }

    /// Current posts of a person who is not suspended.
    pub fn posts_of(&self, id: &PersonId, on: Date) -> impl Iterator<Item = &Post> {
        let person = self.people.get(id).filter(|person| !person.suspended);
        let posts = person.map_or(&[][..], |person| &person.posts);
        posts.iter().filter(move |post| post.holds_on(on))
    }

    /// People with a current post in the unit's organ, with that post.
    pub fn colleagues_of(&self, unit: &UnitId, on: Date) -> Vec<(&Person, &Post)> {
        let Some(organ) = self.organ_of(unit) else {
            return Vec::new();
        };
        let mut found = Vec::new();
        let mut open = vec![organ];
        while let Some(unit) = open.pop() {
            for id in self.posted.get(unit).into_iter().flatten() {
                let post = self.posts_of(id, on).find(|post| post.unit == *unit);
                found.extend(self.people.get(id).zip(post));
            }
            let inner = |child: &&UnitId| self.unit(child).is_some_and(|u| !u.kind.is_organ());
            open.extend(self.children_of(unit).iter().filter(inner));
        }
        found.sort_by(|a, b| a.0.id.cmp(&b.0.id));
        found.dedup_by(|a, b| a.0.id == b.0.id);
        found
    }

    /// Whether a current post of the person signs results in this slot (S3-18).
    pub fn signs(&self, rules: &Rules, id: &PersonId, slot: CountersignSlot, on: Date) -> bool {
        self.posts_of(id, on)
            .filter_map(|post| rules.role(&post.role))
            .any(|role| role.signs.contains(&slot))
    }

    /// The catalogue in force.
    pub fn in_force(&self) -> Option<&Adoption> {
        self.adopted.last()
    }

    /// Adds or replaces a unit; evolving only.
    pub(crate) fn put_unit(&mut self, unit: Unit) {
        if let Some(old) = self.units.get(&unit.id)
            && let Some(siblings) = old.parent.as_ref().and_then(|p| self.children.get_mut(p))
        {
            siblings.retain(|child| *child != unit.id);
        }
        if let Some(parent) = &unit.parent {
            self.children
                .entry(parent.clone())
                .or_default()
                .push(unit.id.clone());
        }
        self.units.insert(unit.id.clone(), unit);
    }

    /// Adds a person; evolving only.
    pub(crate) fn put_person(&mut self, person: Person) {
        self.names
            .entry(unspaced(&person.name))
            .or_default()
            .push(person.id.clone());
        self.people.insert(person.id.clone(), person);
    }

    /// Adds a post; evolving only.
    pub(crate) fn put_post(&mut self, id: &PersonId, post: Post) {
        let posted = self.posted.entry(post.unit.clone()).or_default();
        if !posted.contains(id) {
            posted.push(id.clone());
        }
        if let Some(person) = self.people.get_mut(id) {
            person.posts.push(post);
        }
    }
}

fn unspaced(name: &str) -> String {
    name.chars().filter(|c| !c.is_whitespace()).collect()
}

impl Post {
    /// Whether the duty period holds on a day.
    pub fn holds_on(&self, on: Date) -> bool {
        self.from <= on && self.until.is_none_or(|until| on <= until)
    }
}

impl Related {
    /// Whether the relation holds on a day.
    pub fn holds_on(&self, on: Date) -> bool {
        self.from <= on && self.until.is_none_or(|until| on <= until)
    }
}
