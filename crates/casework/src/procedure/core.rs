//! What every procedure has: who runs it, who may know of it, its number and its clocks.

use crate::access::{Relation, Seen};
use crate::clocks::Clock;
use crate::ids::{PersonId, ProcedureId, UnitId};
use crate::matter::supervision::{Hold, Slip, Urging};
use crate::office::{Office, Post};
use crate::step::Context;
use jiff::civil::DateTime;

/// What every procedure has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Core {
    /// Its id.
    pub id: ProcedureId,
    /// Its number, e.g. `JC-533100-2026-0007`; empty before it was opened.
    pub number: String,
    /// The unit that runs it.
    pub unit: UnitId,
    /// When it was opened, local.
    pub opened: DateTime,
    /// When it was over, local.
    pub over: Option<DateTime>,
    /// Units whose people may know all of it.
    pub sight: Vec<UnitId>,
    /// Units that owe something in it, and may know of that.
    pub parties: Vec<UnitId>,
    /// People named for it: a panel, a team.
    pub members: Vec<PersonId>,
    /// People something in it was confided to in person: they know of their own part, and nobody else of their
    /// unit does.
    pub confided: Vec<PersonId>,
    /// Its clocks.
    pub clocks: Vec<Clock>,
    /// Slips about its promises, in the order they were drafted.
    pub slips: Vec<Slip>,
    /// Rungs held back, oldest first.
    pub holds: Vec<Hold>,
    /// Urgings (催办), oldest first.
    pub urgings: Vec<Urging>,
    /// How many events it has.
    pub version: i64,
}

impl Core {
    /// One that was not opened.
    pub fn new(id: ProcedureId) -> Self {
        Self {
            id,
            number: String::new(),
            unit: UnitId(String::new()),
            opened: DateTime::ZERO,
            over: None,
            sight: Vec::new(),
            parties: Vec::new(),
            members: Vec::new(),
            confided: Vec::new(),
            clocks: Vec::new(),
            slips: Vec::new(),
            holds: Vec::new(),
            urgings: Vec::new(),
            version: 0,
        }
    }

    /// Whether it was opened.
    pub fn exists(&self) -> bool {
        self.version > 0
    }

    /// Lets a unit that owes something know of it.
    pub fn involve(&mut self, unit: &UnitId) {
        if !self.parties.contains(unit) {
            self.parties.push(unit.clone());
        }
    }

    /// Names a person for it.
    pub fn name(&mut self, person: &PersonId) {
        if !self.members.contains(person) {
            self.members.push(person.clone());
        }
    }

    /// Confides something in it to a person.
    pub fn confide(&mut self, person: &PersonId) {
        if !self.confided.contains(person) {
            self.confided.push(person.clone());
        }
    }

    /// Its open clocks about an item.
    pub fn clocks_about(&self, item: u32) -> impl Iterator<Item = &Clock> {
        let open = self.clocks.iter().filter(|clock| clock.is_open());
        open.filter(move |clock| clock.item() == Some(item))
    }

    /// Whether somebody who reads through these units may know all of it, not only what they owe.
    pub fn is_whole_for(&self, units: &[UnitId]) -> bool {
        units.iter().any(|unit| self.sight.contains(unit))
    }
}

impl Seen for Core {
    fn is_in_sight(&self, unit: &UnitId) -> bool {
        self.sight.contains(unit) || self.parties.contains(unit)
    }

    fn is_recused(&self, _: &PersonId) -> bool {
        false
    }

    fn is_confided(&self, person: &PersonId) -> bool {
        self.confided.contains(person)
    }

    fn relations(&self, office: &Office, post: &Post, person: &PersonId) -> Vec<Relation> {
        let organ = office.organ_of(&post.unit);
        let mut relations = Vec::new();
        if post.unit == self.unit {
            relations.push(Relation::Unit);
        } else if organ.is_some() && organ == office.organ_of(&self.unit) {
            relations.push(Relation::Organ);
        }
        if organ.is_some_and(|organ| office.is_above(organ, &self.unit)) {
            relations.push(Relation::Above);
        }
        let within = |units: &[UnitId]| {
            units.contains(&post.unit) || organ.is_some_and(|organ| units.contains(organ))
        };
        if within(&self.parties) {
            relations.push(Relation::Party);
        }
        if within(&self.sight) {
            relations.push(Relation::Sight);
        }
        if self.members.contains(person) || self.confided.contains(person) {
            relations.push(Relation::Member);
        }
        relations
    }
}

/// Who may know all of what a unit runs: its own organ and every organ above.
pub fn sight_of(unit: &UnitId, ctx: &Context<'_>) -> Vec<UnitId> {
    let organ = ctx.office.organ_of(unit).unwrap_or(unit);
    let above = ctx.office.units.keys();
    let above = above.filter(|known| ctx.office.is_above(known, organ));
    let mut sight = vec![organ.clone()];
    if unit != organ {
        sight.push(unit.clone());
    }
    sight.extend(above.cloned());
    sight
}
