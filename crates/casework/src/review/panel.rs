//! The panel (评查组): who chairs, who scores, who looks on, and who stands aside from what.

use super::{Item, Review};
use crate::ids::{PersonId, UnitId};
use crate::office::Office;
use jiff::civil::Date;

crate::codes! {
    /// As what a person sits in a session.
    pub enum Part {
        /// Settles the scores.
        Chair = "chair" => "主评",
        /// Scores.
        Reviewer = "reviewer" => "评查员",
        /// Looks on: reads, and does not score (列席).
        Observer = "observer" => "列席",
        /// Does not sit after all.
        None = "none" => "不再参加",
    }
}

/// A member of the panel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Who.
    pub person: PersonId,
    /// As what.
    pub part: Part,
    /// From which items they stand aside (回避).
    pub aside: Vec<u32>,
}

/// Why a person may not score an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Conflict {
    /// They are recused from the matter.
    Recused,
    /// They handled it.
    Handled,
    /// They signed its result.
    Signed,
    /// They belong to the unit that handled it.
    SameUnit,
}

/// Why a person may not score an item; nothing where they may.
pub fn conflict(item: &Item, person: &PersonId, office: &Office, on: Date) -> Option<Conflict> {
    let matter = item.reviewed()?;
    if matter.recused.contains(person) {
        return Some(Conflict::Recused);
    }
    if matter.handled.contains(person) || matter.first.contains(person) {
        return Some(Conflict::Handled);
    }
    if matter.signed.contains(person) {
        return Some(Conflict::Signed);
    }
    // An item of an inner office is that office's; one of another organ is the whole organ's.
    let inner = matter.unit != matter.organ;
    let belongs = |unit: &UnitId| {
        *unit == matter.unit || (!inner && office.organ_of(unit) == Some(&matter.organ))
    };
    let mut posts = office.posts_of(person, on);
    posts
        .any(|post| belongs(&post.unit))
        .then_some(Conflict::SameUnit)
}

impl Review {
    /// The member a person is.
    pub fn member(&self, person: &PersonId) -> Option<&Member> {
        self.panel.iter().find(|member| member.person == *person)
    }

    /// Who chairs it.
    pub fn chair(&self) -> Option<&Member> {
        self.panel.iter().find(|member| member.part == Part::Chair)
    }
}
