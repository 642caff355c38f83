//! The organs a citizen may report to, chosen level by level: a province has two thousand.

use std::sync::Arc;

use app::{App, office};
use casework::ids::UnitId;
use casework::office::{Office, Unit};

use crate::parts::Choice;
use crate::problem::Problem;

/// The organs of the office.
pub struct Organs(Arc<Office>);

impl Organs {
    /// As they are now.
    ///
    /// # Errors
    /// The office cannot be read.
    pub async fn of(app: &App) -> Result<Self, Problem> {
        Ok(Self(office::current(app).await?))
    }

    /// Whether an organ of this id receives reports.
    pub fn has(&self, id: &str) -> bool {
        self.organ(id).is_some()
    }

    /// An organ's name.
    pub fn name(&self, id: &str) -> String {
        self.organ(id)
            .map_or_else(String::new, |unit| unit.name.clone())
    }

    /// Whether choosing `unit` on the page of `at` opens a page of the organs below it.
    pub fn leads_further(&self, unit: &str, at: &str) -> bool {
        unit != self.page(at) && self.below(unit).next().is_some()
    }

    /// The choices of the page of `at`: that organ itself, and those right below it.
    pub fn choices(&self, at: &str, chosen: &str) -> Vec<Choice> {
        let page = self.page(at);
        let own = self
            .organ(&page)
            .into_iter()
            .map(|unit| choice(unit, "说不准的，或者对下面的单位有顾虑的，选这一项", chosen));
        let below = self.below(&page).map(|unit| {
            let more = self.below(unit.id.as_str()).next().is_some();
            choice(
                unit,
                if more {
                    "下一页再选具体的单位"
                } else {
                    ""
                },
                chosen,
            )
        });
        own.chain(below).collect()
    }

    /// The organ whose page is shown: the one asked for, else the head of the tree.
    fn page(&self, at: &str) -> String {
        if self.has(at) {
            return at.to_owned();
        }
        let head = self.0.units.values().find(|unit| unit.parent.is_none());
        head.map_or_else(String::new, |unit| unit.id.to_string())
    }

    fn organ(&self, id: &str) -> Option<&Unit> {
        self.0
            .unit(&UnitId::from(id))
            .filter(|unit| unit.kind.is_organ())
    }

    /// Organs whose next organ upwards is this one.
    fn below(&self, id: &str) -> impl Iterator<Item = &Unit> {
        let next_up = |unit: &Unit| {
            let parent = unit.parent.as_ref()?;
            self.0.organ_of(parent).cloned()
        };
        let id = UnitId::from(id);
        let organs = self.0.units.values().filter(|unit| unit.kind.is_organ());
        organs.filter(move |unit| next_up(unit).as_ref() == Some(&id))
    }
}

fn choice(unit: &Unit, hint: &str, chosen: &str) -> Choice {
    Choice {
        value: unit.id.to_string(),
        label: unit.name.clone(),
        hint: hint.to_owned(),
        chosen: unit.id.as_str() == chosen,
    }
}
