//! A session: its items with what they came to, its panel, its figures.

use super::figures::Figures;
use super::notice::{self, NoticeLine};
use super::{Known, known};
use crate::inspections::proof::{self, Proof};
use crate::{App, Failure};
use casework::PersonId;
use casework::access;
use casework::review::{Item, Part, Stage};
use serde::Serialize;

/// A session as its page shows it.
#[derive(Debug, Clone, Serialize)]
pub struct Session {
    /// Its number.
    pub number: String,
    /// Where the panel meets.
    pub venue: &'static str,
    /// Who sits in it; nothing for who may know only of their own items.
    pub panel: Vec<Seat>,
    /// The items the reader sees.
    pub items: Vec<ItemLine>,
    /// The figures, once published; of the items the reader sees.
    pub figures: Option<Figures>,
    /// Whether the reader runs it or sits in it.
    pub reads_all: bool,
    /// Whether the reader may open the figures of the year.
    pub reads_year: bool,
    /// Whether the results are out.
    pub published: bool,
    /// Whether more items may be entered, by a list too.
    pub gathers: bool,
    /// The notice of what was unqualified.
    pub notice: Option<NoticeLine>,
    /// How many of other departments may be drawn and are not fixed yet.
    pub pool: usize,
    /// What the draw stands on, for who may know all of it; none before its population was fixed.
    pub proof: Option<Proof>,
    /// Units by id and name, for the proof.
    #[serde(skip)]
    pub units: Vec<(String, String)>,
}

/// A member of the panel.
#[derive(Debug, Clone, Serialize)]
pub struct Seat {
    /// Who.
    pub person: String,
    /// As what.
    pub part: &'static str,
    /// From which items they stand aside.
    pub aside: Vec<u32>,
}

/// An item in a session.
#[derive(Debug, Clone, Serialize)]
pub struct ItemLine {
    /// Its number in the session.
    pub item: u32,
    /// The matter's number, where the reader may open it.
    pub matter: Option<String>,
    /// Its number at a department without account.
    pub reference: Option<String>,
    /// Who handled it.
    pub unit: String,
    /// Where it stands.
    pub state: &'static str,
    /// How many scored it.
    pub sheets: usize,
    /// How far they lie apart.
    pub spread: u32,
    /// Whether that wants a reason of the chair.
    pub wide: bool,
    /// Whether the reader scored it.
    pub mine: bool,
    /// The score that counts.
    pub score: Option<u32>,
    /// Its grade in words.
    pub grade: String,
    /// The number of its deficiency list.
    pub list: Option<String>,
    /// By when it is to be put right.
    pub due: Option<String>,
    /// Whether it was not put right in time.
    pub late: bool,
    /// Whether somebody has to answer for it.
    pub owes_case: bool,
    /// Whether it ended in a talk or in education where accountability was demanded (S0-07).
    pub light: bool,
    /// Whether the original conclusion does not stand.
    pub overturned: bool,
}

/// A session.
///
/// # Errors
/// [`Failure::NotFound`] where the reader may not know of it.
pub async fn session(app: &App, person: &PersonId, number: &str) -> Result<Session, Failure> {
    let known = known(app, person, number).await?;
    let review = &known.review;
    let items: Vec<ItemLine> = known.items().map(|item| line(app, &known, item)).collect();
    let seat = |member: &casework::review::Member| Seat {
        person: known.reader.office.person_name(&member.person).to_owned(),
        part: member.part.zh(),
        aside: member.aside.clone(),
    };
    let proof = match known.reads_all() && review.population.is_some() {
        true => Some(Box::pin(proof::prove(app, number)).await?),
        false => None,
    };
    let (office, on) = (&known.reader.office, known.reader.on());
    let core = Some(&review.core as _);
    let may_gather = access::own(office, app.rules(), person, "add-outside-items", core, on);
    Ok(Session {
        pool: if known.reads_all() && proof.is_none() {
            review.pool.len()
        } else {
            0
        },
        units: crate::queries::procedures::inspection::named(&known.reader, proof.as_ref()),
        proof,
        number: review.core.number.clone(),
        venue: review.venue.zh(),
        panel: if known.reads_all() {
            review.panel.iter().map(seat).collect()
        } else {
            Vec::new()
        },
        figures: (review.is_published() && known.reads_all())
            .then(|| Figures::of(app, &known, known.items())),
        reads_all: known.reads_all(),
        reads_year: super::year::whole_organ(&known.reader).is_some(),
        published: review.is_published(),
        notice: notice::line(app, &known).await?,
        gathers: known.whole
            && review.stage == Stage::Opened
            && review.panel.is_empty()
            && may_gather.is_some(),
        items,
    })
}

impl Session {
    /// The name of a unit in the proof; a department without account is told by its own.
    pub fn unit_name<'a>(&'a self, id: &'a str) -> &'a str {
        let known = self.units.iter().find(|(known, _)| known == id);
        known.map_or(id, |(_, name)| name)
    }
}

/// An item as the reader sees it.
pub(super) fn line(app: &App, known: &Known, item: &Item) -> ItemLine {
    let review = &known.review;
    let sheet = review.sheet(app.rules());
    let settled = item.settled.as_ref().filter(|_| known.sees_score(item));
    let list = item.list.as_ref();
    let mut clocks = review.core.clocks_about(item.number);
    let due = clocks.find(|clock| clock.rule == casework::review::RECTIFICATION);
    let sheets = known.sees_sheets(item);
    let grade = |id: &str| {
        let grades = sheet.map(|sheet| sheet.grades.iter()).into_iter().flatten();
        let mut named = grades
            .filter(|grade| grade.id == id)
            .map(|grade| grade.name.clone());
        named.next().unwrap_or_else(|| id.to_owned())
    };
    let observes = known.part == Some(Part::Observer);
    ItemLine {
        item: item.number,
        matter: known.number(item).map(str::to_owned),
        reference: match &item.of {
            casework::review::Of::Outside(outside) => Some(outside.reference.clone()),
            casework::review::Of::Matter(_) => None,
        },
        unit: known.unit(item),
        state: if sheets || review.is_published() {
            review.state_of(item).zh()
        } else {
            "评查中"
        },
        sheets: if sheets { item.scored.len() } else { 0 },
        spread: if sheets { item.spread() } else { 0 },
        wide: sheets && sheet.is_some_and(|sheet| item.spread() > sheet.spread),
        mine: !observes && item.scored.iter().any(|one| one.by == known.reader.person),
        score: settled.map(|settled| settled.score),
        grade: settled
            .map(|settled| grade(&settled.grade))
            .unwrap_or_default(),
        list: list.and_then(|list| {
            let rule = app.rules().letter(super::paper::KIND)?;
            Some(rule.numbered(list.year, Some(list.serial)))
        }),
        due: due.map(|clock| clock.due.date().to_string()),
        late: review.is_late(item.number),
        owes_case: known.whole && review.owes_case(item),
        light: known.whole
            && item
                .investigation
                .as_ref()
                .and_then(|one| one.outcome.as_ref())
                .is_some_and(|out| out.light),
        overturned: settled.is_some_and(|settled| settled.overturned),
    }
}
