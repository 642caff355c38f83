//! What an inspection shows besides: its items, its figures, and what its draw stands on.
//!
//! Whoever runs it, and every organ above, sees all items; a unit that is checked sees its own. Of an item
//! about a matter nobody learns more than they may know of the matter: its number and what was said of it
//! stand only where the matter itself may be opened, and where somebody is recused there is no item (T4).

use super::one::load;
use crate::inspections::{proof, told};
use crate::queries::lamp::Lamp;
use crate::queries::reader::Reader;
use crate::vault::Texts;
use crate::{App, Failure, Fault, reading, vault};
use casework::inspection::{CheckItem, Consequence, Inspection, ItemState, Said};
use casework::procedure::Procedure;
use casework::{PersonId, UnitId};
use serde::Serialize;
use serde_json::Map;

pub use crate::inspections::proof::Proof;

/// What an inspection shows besides what every procedure shows.
#[derive(Debug, Clone, Serialize)]
pub struct Inspected {
    /// How it comes to its items, in words.
    pub way_zh: &'static str,
    /// Whether the reader may know all of it.
    pub whole: bool,
    /// How many items stand where: the state's word, in words, how many.
    pub figures: Vec<(&'static str, &'static str, usize)>,
    /// Items, in order.
    pub items: Vec<Row>,
    /// The number of the last item shown, where there are more.
    pub next: Option<u32>,
    /// What the draw stands on; for whoever may know all of it.
    pub proof: Option<Proof>,
    /// What came of it.
    pub summary: Option<String>,
    /// What it came to for people, how many each: 立案, then by measure; for whoever may know all of it.
    pub dealt: Vec<(String, usize)>,
    /// Units by id and name, for the proof.
    pub units: Vec<(String, String)>,
}

/// An item.
#[derive(Debug, Clone, Serialize)]
pub struct Row {
    /// Its number.
    pub number: u32,
    /// The unit that answers for it.
    pub unit: String,
    /// The number of its matter, where the reader may open it.
    pub matter: Option<String>,
    /// What it is about where it is no matter alone: what is complained of, how a place is visited.
    pub what: &'static str,
    /// Where it stands.
    pub state: &'static str,
    /// In words.
    pub state_zh: &'static str,
    /// Problems found.
    pub problems: Vec<String>,
    /// What was said of it: what it is, on which day, the words.
    pub said: Vec<(&'static str, String, String)>,
    /// The nearest promise about it.
    pub lamp: Lamp,
}

/// Which items are wished for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Which {
    /// Only those that stand so.
    pub state: Option<ItemState>,
    /// Only after this one.
    pub after: u32,
}

/// Items a page.
const PAGE: usize = 30;

/// What an inspection shows besides.
///
/// # Errors
/// [`Failure::NotFound`] both where it does not exist and where the reader may not know of it.
pub async fn inspected(
    app: &App,
    person: &PersonId,
    number: &str,
    which: Which,
) -> Result<Inspected, Failure> {
    let reader = Reader::of(app, person).await?;
    let (state, _) = load::<Inspection>(app, &reader, number).await?;
    reading::record_list(app, person, &format!("inspection-{number}")).await?;
    let whole = state.core.is_whole_for(&reader.units);
    let hidden = told(app, &reader, &state, ("items", &Map::new())).await?;
    let own = |item: &&CheckItem| {
        let answers = |unit: &UnitId| *unit == item.unit;
        let known = whole || reader.units.iter().any(answers);
        known && !hidden.hidden.contains(&item.number)
    };
    let items: Vec<&CheckItem> = state.items.iter().filter(own).collect();
    let figures = ItemState::ALL.iter().filter_map(|one| {
        let count = items.iter().filter(|item| item.state == *one).count();
        (count > 0).then_some((one.as_str(), one.zh(), count))
    });
    let figures = figures.collect();
    let dealt = if whole {
        dealt(app, &items)
    } else {
        Vec::new()
    };
    let mut listed = items.into_iter().filter(|item| {
        let wished = which.state.is_none_or(|state| item.state == state);
        wished && item.number > which.after
    });
    let page: Vec<&CheckItem> = listed.by_ref().take(PAGE).collect();
    let more = listed.next().is_some();
    let next = page.last().map(|item| item.number).filter(|_| more);
    let stream_id = state.core.id.stream(Inspection::NOUN);
    let texts = vault::texts(app, &reader.opener(), &stream_id).await?;
    let mut rows = Vec::new();
    for item in page {
        let shown = !hidden.unnamed.contains(&item.number);
        rows.push(row(app, &reader, &state, (item, shown, whole), &texts)?);
    }
    let proof = match whole && state.population.is_some() {
        true => Some(proof::prove(app, number).await?),
        false => None,
    };
    let summary = state.summary.as_ref().filter(|_| whole);
    let summary = summary
        .map(|text| texts.of(text).map(str::to_owned))
        .transpose()?;
    Ok(Inspected {
        way_zh: state.way.zh(),
        whole,
        figures,
        items: rows,
        next,
        units: named(&reader, proof.as_ref()),
        dealt,
        proof,
        summary,
    })
}

fn row(
    app: &App,
    reader: &Reader,
    state: &Inspection,
    (item, shown, whole): (&CheckItem, bool, bool),
    texts: &Texts,
) -> Result<Row, Fault> {
    let said = |said: &Said| {
        let text = texts.of(&said.text)?.to_owned();
        Ok((said.what.zh(), said.at.date().to_string(), text))
    };
    let dealt = |one: &Consequence| {
        Ok((
            "处理结果",
            one.on.to_string(),
            consequence(app, one, texts)?,
        ))
    };
    let said = item.said.iter().filter(|_| shown).map(said);
    // Who was dealt with stays with whoever runs it and the organs above.
    let dealt = item
        .consequences
        .iter()
        .filter(|_| shown && whole)
        .map(dealt);
    let said = said.chain(dealt);
    let number = item.matter.as_ref().filter(|_| shown);
    let clock = state
        .core
        .clocks_about(item.number)
        .min_by_key(|clock| clock.due);
    let problems = item.problems.iter();
    let problems = problems.map(|id| app.rules().problem_name(id).to_owned());
    let what = item.ground.map_or("", |ground| ground.zh());
    Ok(Row {
        number: item.number,
        unit: reader.office.unit_name(&item.unit).to_owned(),
        matter: number.map(|(_, number)| number.clone()),
        what: item.visit.map_or(what, |visit| visit.zh()),
        state: item.state.as_str(),
        state_zh: item.state.zh(),
        problems: problems.collect(),
        said: said.collect::<Result<_, Fault>>()?,
        lamp: clock.map_or_else(Lamp::rest, |clock| Lamp::of_clock(app, clock, reader.now)),
    })
}

/// 张某，校长：立案，政务处分（警告），政务处分决定书…号.
fn consequence(app: &App, one: &Consequence, texts: &Texts) -> Result<String, Fault> {
    let mut parts = Vec::new();
    if one.filed {
        parts.push("立案".to_owned());
    }
    if let Some(measure) = &one.measure {
        let detail = one.detail.as_ref().map(|detail| texts.of(detail));
        let detail = detail
            .transpose()?
            .map(|detail| format!("（{detail}）"))
            .unwrap_or_default();
        parts.push(format!("{}{detail}", app.rules().measure_name(measure)));
    }
    parts.push(texts.of(&one.document)?.to_owned());
    Ok(format!("{}：{}", texts.of(&one.person)?, parts.join("，")))
}

/// How many people were filed against, and how many dealt with by each measure, in the order of the catalogue.
fn dealt(app: &App, items: &[&CheckItem]) -> Vec<(String, usize)> {
    let all = || items.iter().flat_map(|item| &item.consequences);
    let filed = all().filter(|one| one.filed).count();
    let measures = app.rules().measures.iter().map(|measure| {
        let by = |one: &&Consequence| one.measure.as_deref() == Some(&*measure.id);
        (measure.name.clone(), all().filter(by).count())
    });
    let filed = std::iter::once(("立案".to_owned(), filed));
    filed
        .chain(measures)
        .filter(|(_, count)| *count > 0)
        .collect()
}

pub(crate) fn named(reader: &Reader, proof: Option<&Proof>) -> Vec<(String, String)> {
    let drawn = proof.and_then(|proof| proof.drawn.as_ref());
    let places = drawn.into_iter().flat_map(|drawn| &drawn.places);
    let name = |id: &String| reader.office.unit_name(&UnitId::from(&**id)).to_owned();
    places.map(|(id, ..)| (id.clone(), name(id))).collect()
}

impl Inspected {
    /// The name of a unit in the proof.
    pub fn unit_name<'a>(&'a self, id: &'a str) -> &'a str {
        let known = self.units.iter().find(|(known, _)| known == id);
        known.map_or(id, |(_, name)| name)
    }
}
