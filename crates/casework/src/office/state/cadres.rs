//! The cadre register (干部名册, P-27): who holds which post, of what rank, managed by whom. It saves the
//! clerk the typing and is about no report: nothing in it tells whether anybody was ever reported (T3).

use super::Level;
use crate::ids::UnitId;
use crate::matter::Rank;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A cadre as entered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cadre {
    /// The number in the register; it stays when the entry is brought up to date.
    pub number: u32,
    /// Name.
    pub name: String,
    /// Unit or village, as people call it.
    pub unit: String,
    /// Post.
    pub post: String,
    /// Rank.
    pub rank: Rank,
    /// At which level managed (干部管理权限).
    pub managed_at: Level,
    /// The division the unit lies in, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// The unit of this system, for the commission's own people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organ: Option<UnitId>,
}

/// The register. Snapshots of the office share it until it changes.
#[derive(Debug, Clone, Default)]
pub struct Cadres {
    entries: Arc<BTreeMap<u32, Cadre>>,
    by_name: Arc<BTreeMap<(String, String), u32>>,
    last: u32,
}

impl Cadres {
    /// Every entry, in the order entered.
    pub fn iter(&self) -> impl Iterator<Item = &Cadre> {
        self.entries.values()
    }

    /// The entries after a number.
    pub fn after(&self, number: u32) -> impl Iterator<Item = &Cadre> {
        self.entries
            .range(number.saturating_add(1)..)
            .map(|(_, cadre)| cadre)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether nobody was entered yet.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// An entry.
    pub fn get(&self, number: u32) -> Option<&Cadre> {
        self.entries.get(&number)
    }

    /// The number a name in a unit has, or the next free one after `taken` more.
    pub(crate) fn number_of(&self, name: &str, unit: &str) -> Option<u32> {
        let key = (name.to_owned(), unit.to_owned());
        self.by_name.get(&key).copied()
    }

    /// The last number ever given.
    pub(crate) fn last(&self) -> u32 {
        self.last
    }

    /// Adds or replaces an entry; evolving only.
    pub(crate) fn put(&mut self, cadre: Cadre) {
        self.last = self.last.max(cadre.number);
        let key = (cadre.name.clone(), cadre.unit.clone());
        Arc::make_mut(&mut self.by_name).insert(key, cadre.number);
        Arc::make_mut(&mut self.entries).insert(cadre.number, cadre);
    }

    /// Takes an entry out; evolving only.
    pub(crate) fn take(&mut self, number: u32) {
        if let Some(cadre) = Arc::make_mut(&mut self.entries).remove(&number) {
            Arc::make_mut(&mut self.by_name).remove(&(cadre.name, cadre.unit));
        }
    }
}
