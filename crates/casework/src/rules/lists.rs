//! Code lists that change with the years: every entry knows from when until when it held.

use super::Rules;
use jiff::civil::Date;
use serde::Deserialize;

/// An edition (版本) of the problem categories.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edition {
    /// Permanent id, e.g. `2018`.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// First day in force.
    #[serde(deserialize_with = "super::day::read")]
    pub from: Date,
    /// Last day in force; open-ended when absent.
    #[serde(default, deserialize_with = "super::day::read_optional")]
    pub until: Option<Date>,
    /// Where it comes from.
    pub basis: String,
    /// Its classes.
    #[serde(rename = "category")]
    pub categories: Vec<Category>,
}

/// A class of an edition with its sub-classes.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Category {
    /// Number of the class.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Sub-classes; an edition known only by classes has none.
    #[serde(default)]
    pub items: Vec<Listed>,
}

/// An entry of a list.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Listed {
    /// Permanent id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Of a measure: whether it is a talk or education alone (S0-07).
    #[serde(default)]
    pub light: bool,
    /// Mechanisms it serves.
    #[serde(default)]
    pub mechanisms: Vec<String>,
}

/// A disposal (处置方式) and the years it was in use.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Disposal {
    /// Permanent id, e.g. `preliminary-verification`.
    pub id: String,
    /// 初步核实.
    pub name: String,
    /// First day in force.
    #[serde(deserialize_with = "super::day::read")]
    pub from: Date,
    /// Last day in force; open-ended when absent.
    #[serde(default, deserialize_with = "super::day::read_optional")]
    pub until: Option<Date>,
    /// When to choose it.
    #[serde(default)]
    pub help: String,
    /// Where it comes from.
    pub basis: String,
    /// Mechanisms it serves.
    #[serde(default)]
    pub mechanisms: Vec<String>,
}

impl Edition {
    /// Classes and sub-classes as flat choices: `id`, `name of class · name`.
    pub fn choices(&self) -> impl Iterator<Item = (&str, String)> {
        self.categories.iter().flat_map(|category| {
            let whole = category
                .items
                .is_empty()
                .then(|| (&*category.id, category.name.clone()));
            let items = category.items.iter();
            whole
                .into_iter()
                .chain(items.map(|item| (&*item.id, format!("{} · {}", category.name, item.name))))
        })
    }

    /// The name of a class or sub-class.
    pub fn name_of(&self, id: &str) -> Option<String> {
        self.choices()
            .find(|(known, _)| *known == id)
            .map(|(_, name)| name)
    }
}

impl Rules {
    /// The edition in force on a day.
    pub fn edition_on(&self, on: Date) -> Option<&Edition> {
        self.editions
            .iter()
            .rev()
            .find(|edition| in_force(edition.from, edition.until, on))
    }

    /// The edition of an id.
    pub fn edition(&self, id: &str) -> Option<&Edition> {
        self.editions.iter().find(|edition| edition.id == id)
    }

    /// The disposals a case may be given on a day (S2-15: five until 2016, four since).
    pub fn disposals_on(&self, on: Date) -> impl Iterator<Item = &Disposal> {
        self.disposals
            .iter()
            .filter(move |disposal| in_force(disposal.from, disposal.until, on))
    }

    /// The name of a way in which people are dealt with; its id where the list no longer has it.
    pub fn measure_name<'a>(&'a self, id: &'a str) -> &'a str {
        let known = self.measures.iter().find(|measure| measure.id == id);
        known.map_or(id, |measure| &measure.name)
    }

    /// Whether a way to deal with somebody is a talk or education alone.
    pub fn is_light(&self, id: &str) -> bool {
        let mut measures = self.measures.iter();
        measures.any(|measure| measure.id == id && measure.light)
    }

    /// The name of a domain tag.
    pub fn domain_name(&self, id: &str) -> Option<&str> {
        self.domains
            .iter()
            .find(|domain| domain.id == id)
            .map(|domain| &*domain.name)
    }
}

fn in_force(from: Date, until: Option<Date>, on: Date) -> bool {
    from <= on && until.is_none_or(|until| on <= until)
}
