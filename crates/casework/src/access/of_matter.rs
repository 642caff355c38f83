//! How a person stands to a matter.

use super::{Relation, Seen};
use crate::ids::{PersonId, UnitId};
use crate::matter::Matter;
use crate::office::{Office, Post};

impl Seen for Matter {
    fn is_in_sight(&self, unit: &UnitId) -> bool {
        self.sight.contains(unit)
    }

    fn is_recused(&self, person: &PersonId) -> bool {
        self.recused.contains(person)
    }

    fn relations(&self, office: &Office, post: &Post, person: &PersonId) -> Vec<Relation> {
        relations(self, office, post, person)
    }
}

fn relations(matter: &Matter, office: &Office, post: &Post, person: &PersonId) -> Vec<Relation> {
    let mut relations = Vec::new();
    let organ = office.organ_of(&post.unit);
    if post.unit == matter.holder {
        relations.push(Relation::Unit);
    } else if organ.is_some() && organ == office.organ_of(&matter.holder) {
        relations.push(Relation::Organ);
    }
    if organ.is_some() && organ == office.organ_of(matter.assigner()) {
        relations.push(Relation::Assigner);
    }
    if organ.is_some_and(|organ| office.is_above(organ, &matter.holder)) {
        relations.push(Relation::Above);
    }
    if organ.is_some_and(|organ| matter.has_held(organ)) {
        relations.push(Relation::Party);
    }
    if organ.is_some_and(|organ| matter.owing_joints().any(|joint| joint.organ == *organ)) {
        relations.push(Relation::Joint);
    }
    let chain = matter.routing.chain.as_ref();
    if chain.is_some_and(|chain| chain.member.as_ref() == Some(person)) {
        relations.push(Relation::Zone);
    }
    let liaison = matter.owed_by_liaison();
    if liaison.is_some_and(|unit| post.unit == *unit || office.organ_of(unit) == Some(&post.unit)) {
        relations.push(Relation::Liaison);
    }
    if matter.handler() == Some(person) {
        relations.push(Relation::Handler);
    }
    if matter.sight.contains(&post.unit) || organ.is_some_and(|o| matter.sight.contains(o)) {
        relations.push(Relation::Sight);
    }
    if matter.is_asked(&post.unit) {
        relations.push(Relation::Asked);
    }
    relations
}
