//! Everything that can be looked up, spelled once a generation of the office.

use super::spelling::{Readings, typed};
use super::{Hit, Sought};
use casework::office::{Cadre, Office};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

/// The index of an office as it stood on a day.
#[derive(Debug)]
pub(crate) struct Index {
    generation: (i64, Date),
    entries: Vec<Entry>,
    readings: Readings,
}

#[derive(Debug)]
struct Entry {
    sought: Sought,
    name: Vec<char>,
    hit: Hit,
}

/// The index last asked for. A node that forgets it spells it again.
#[derive(Default)]
pub(crate) struct Cache(Mutex<Option<Arc<Index>>>);

impl Cache {
    /// The index of an office.
    pub(crate) fn current(&self, office: &Office, on: Date) -> Arc<Index> {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(index) = held
            .as_ref()
            .filter(|index| index.generation == (office.version, on))
        {
            return Arc::clone(index);
        }
        let index = Arc::new(Index::of(office, on));
        *held = Some(Arc::clone(&index));
        index
    }
}

impl Index {
    fn of(office: &Office, on: Date) -> Self {
        let mut index = Self {
            generation: (office.version, on),
            entries: Vec::new(),
            readings: Readings::default(),
        };
        for cadre in office.cadres.iter() {
            index.add(Sought::Cadre, of_cadre(office, cadre));
        }
        for unit in office.units.values() {
            let note = format!("{}　{}　{}", unit.kind.zh(), unit.level.zh(), unit.place);
            index.add(Sought::Unit, plain(unit.id.as_str(), &unit.name, note));
        }
        for person in office.people.values() {
            let posts = office.posts_of(&person.id, on);
            let units: Vec<&str> = posts.map(|post| office.unit_name(&post.unit)).collect();
            let hit = plain(person.id.as_str(), &person.name, units.join("、"));
            index.add(Sought::Person, hit);
        }
        index.add_places(office);
        index
    }

    fn add_places(&mut self, office: &Office) {
        let organs = office.units.values().filter(|unit| unit.kind.is_organ());
        let divisions: BTreeSet<_> = organs.map(|unit| (&*unit.region, &*unit.place)).collect();
        for (region, place) in divisions {
            self.add(Sought::Region, plain(region, place, region.to_owned()));
            self.add(Sought::Place, plain(place, place, region.to_owned()));
        }
        let worked: BTreeSet<&str> = office.cadres.iter().map(|cadre| &*cadre.unit).collect();
        for unit in worked {
            self.add(
                Sought::Place,
                plain(unit, unit, "干部名册所列单位".to_owned()),
            );
        }
    }

    fn add(&mut self, sought: Sought, hit: Hit) {
        self.readings.learn(&hit.zh);
        self.entries.push(Entry {
            sought,
            name: hit.zh.chars().collect(),
            hit,
        });
    }

    /// What fits the typed text, best first: from the beginning of the name, then the shorter name.
    pub(super) fn find(&self, sought: Sought, text: &str, max: usize) -> Vec<&Hit> {
        let typed = typed(text);
        if typed.is_empty() {
            return Vec::new();
        }
        let of_kind = self.entries.iter().filter(|entry| entry.sought == sought);
        let mut found: Vec<(usize, usize, &Hit)> = of_kind
            .filter_map(|entry| {
                let place = self.readings.place(&typed, &entry.name)?;
                Some((place, entry.name.len(), &entry.hit))
            })
            .collect();
        found.sort_by(|a, b| (a.0, a.1, &a.2.zh, &a.2.note).cmp(&(b.0, b.1, &b.2.zh, &b.2.note)));
        found.into_iter().take(max).map(|(.., hit)| hit).collect()
    }

    /// What bears exactly this id or name, or the name with its id in brackets.
    pub(super) fn named(&self, sought: Sought, text: &str) -> Vec<&Hit> {
        let in_brackets = text
            .rsplit_once('（')
            .and_then(|(_, id)| id.strip_suffix('）'));
        let named = |hit: &&Hit| hit.value == text || hit.zh == text;
        let hits = self.entries.iter().filter(|entry| entry.sought == sought);
        let hits = hits.map(|entry| &entry.hit);
        match in_brackets {
            Some(id) => hits.filter(|hit| hit.value == id || named(hit)).collect(),
            None => hits.filter(named).collect(),
        }
    }
}

fn plain(value: &str, zh: &str, note: String) -> Hit {
    Hit {
        value: value.to_owned(),
        zh: zh.to_owned(),
        note,
        fills: BTreeMap::new(),
    }
}

fn of_cadre(office: &Office, cadre: &Cadre) -> Hit {
    let mut fills = BTreeMap::from([
        ("post", format!("{}{}", cadre.unit, cadre.post)),
        ("rank", cadre.rank.as_str().to_owned()),
        ("managed_at", cadre.managed_at.as_str().to_owned()),
    ]);
    if let Some(organ) = &cadre.organ {
        fills.insert("unit", office.unit_name(organ).to_owned());
    }
    if let Some(region) = &cadre.region {
        fills.insert("region", region.clone());
    }
    Hit {
        value: cadre.number.to_string(),
        zh: cadre.name.clone(),
        note: format!(
            "{}{}　{}　{}管理",
            cadre.unit,
            cadre.post,
            cadre.rank.zh(),
            cadre.managed_at.zh()
        ),
        fills,
    }
}
