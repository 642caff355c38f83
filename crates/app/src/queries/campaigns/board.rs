//! The board of a campaign (作战图): where it stands, unit by unit and level by level.

use super::known;
use crate::{App, Failure};
use casework::PersonId;
use casework::UnitId;
use casework::campaign::steps::assign::BatchAssigned;
use casework::campaign::{Campaign, Figures, Item, Phase};
use casework::office::{Level, Office};
use serde::Serialize;
use std::collections::BTreeSet;

/// The board.
#[derive(Debug, Clone, Serialize)]
pub struct Board {
    /// Number of the campaign.
    pub number: String,
    /// Whether the reader may know all of it.
    pub whole: bool,
    /// Its phases.
    pub phases: Vec<PhaseLine>,
    /// All items together; of the reader's own unit where they may know no more.
    pub total: Figures,
    /// Items left out with a reason.
    pub refused: usize,
    /// The grades of the catalogue, as columns.
    pub grades: Vec<(String, String)>,
    /// A line a level.
    pub levels: Vec<LevelLine>,
    /// A line a unit.
    pub units: Vec<UnitLine>,
    /// Weekly reports, newest first.
    pub weeks: Vec<WeekLine>,
    /// Monthly notices, newest first.
    pub notices: Vec<NoticeLine>,
    /// Letters that assigned items by topic area.
    pub letters: Vec<LetterLine>,
}

/// A phase.
#[derive(Debug, Clone, Serialize)]
pub struct PhaseLine {
    /// What it is called.
    pub zh: &'static str,
    /// Its last day.
    pub until: String,
    /// Whether it is the one under way.
    pub now: bool,
    /// Whether it is behind.
    pub done: bool,
}

/// How the items of a level stand, and how many of each grade there are.
#[derive(Debug, Clone, Serialize)]
pub struct LevelLine {
    /// The level's stored word.
    pub level: &'static str,
    /// What an office calls it.
    pub zh: &'static str,
    /// Items of each grade, in the order of the columns.
    pub grades: Vec<usize>,
    /// Written off.
    pub written_off: u32,
    /// All.
    pub items: u32,
}

/// How a unit stands.
#[derive(Debug, Clone, Serialize)]
pub struct UnitLine {
    /// Which.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its figures.
    pub figures: Figures,
    /// Receptions and visits: batches, people.
    pub received: (u32, u32),
    /// Required actions not held yet.
    pub missing: Vec<String>,
}

/// A unit's week.
#[derive(Debug, Clone, Serialize)]
pub struct WeekLine {
    /// Whose.
    pub unit: String,
    /// Its last day.
    pub until: String,
    /// What the unit said.
    pub stated: u32,
    /// What the items say.
    pub counted: u32,
    /// Why it was sent back.
    pub returned: Option<&'static str>,
}

/// A notice.
#[derive(Debug, Clone, Serialize)]
pub struct NoticeLine {
    /// Its number.
    pub number: u32,
    /// The last day it counts.
    pub until: String,
    /// Who signed it, and when.
    pub signed: Option<(String, String)>,
}

/// A letter that assigned items by topic area.
#[derive(Debug, Clone, Serialize)]
pub struct LetterLine {
    /// Which, from 1.
    pub number: usize,
    /// The topic area.
    pub domain: String,
    /// By when results are owed.
    pub until: String,
    /// To whom: id and name.
    pub to: Vec<(String, String)>,
}

/// Weeks shown at most: the newest.
const WEEKS_MAX: usize = 24;

/// The board of a campaign.
///
/// # Errors
/// [`Failure::NotFound`] both where it does not exist and where the reader may not know of it.
pub async fn board(app: &App, person: &PersonId, number: &str) -> Result<Board, Failure> {
    let (reader, campaign, whole) = known(app, person, number).await?;
    let office = &reader.office;
    let own = |unit: &UnitId| whole || reader.units.contains(unit);
    let items: Vec<&Item> = campaign
        .items
        .iter()
        .filter(|item| own(&item.unit))
        .collect();
    let grades = app.rules().campaigns.grades.iter();
    let grades: Vec<(String, String)> = grades
        .map(|grade| (grade.id.clone(), grade.name.clone()))
        .collect();
    let parties = campaign.core.parties.iter().filter(|unit| own(unit));
    let unit_name = |unit: &UnitId| office.unit_name(unit).to_owned();
    let weeks = campaign.weeks.iter().rev().filter(|week| own(&week.unit));
    let notices = campaign.notices.iter().rev();
    let notices = notices.filter(|notice| whole || notice.signed.is_some());
    Ok(Board {
        number: campaign.core.number.clone(),
        whole,
        phases: phases(&campaign),
        total: Figures::of(items.iter().copied()),
        refused: items.iter().filter(|item| !item.is_in()).count(),
        levels: levels(&items, &grades),
        units: parties
            .map(|unit| unit_line(app, office, &campaign, unit))
            .collect(),
        weeks: weeks
            .take(WEEKS_MAX)
            .map(|week| WeekLine {
                unit: unit_name(&week.unit),
                until: week.until.to_string(),
                stated: week.stated,
                counted: week.counted,
                returned: week.returned.map(|why| why.zh()),
            })
            .collect(),
        notices: notices
            .map(|notice| NoticeLine {
                number: notice.number,
                until: notice.until.to_string(),
                signed: notice
                    .signed
                    .as_ref()
                    .map(|(by, on)| (office.person_name(by).to_owned(), on.to_string())),
            })
            .collect(),
        letters: letters(app, &campaign, &own, &unit_name),
        grades,
    })
}

fn phases(campaign: &Campaign) -> Vec<PhaseLine> {
    let line = |ending: &casework::campaign::state::Ending| PhaseLine {
        zh: ending.phase.zh(),
        until: ending.until.to_string(),
        now: ending.phase == campaign.phase,
        done: ending.phase < campaign.phase || campaign.phase == Phase::Finished,
    };
    campaign.endings.iter().map(line).collect()
}

fn levels(items: &[&Item], grades: &[(String, String)]) -> Vec<LevelLine> {
    let of = |level: &&Level| {
        items
            .iter()
            .any(|item| item.is_in() && item.level == **level)
    };
    let line = |level: &Level| {
        let here = || {
            items
                .iter()
                .copied()
                .filter(|item| item.is_in() && item.level == *level)
        };
        let figures = Figures::of(here());
        LevelLine {
            level: level.as_str(),
            zh: level.zh(),
            grades: grades
                .iter()
                .map(|(grade, _)| here().filter(|item| item.grade == *grade).count())
                .collect(),
            written_off: figures.written_off,
            items: figures.items,
        }
    };
    Level::ALL.iter().filter(of).map(line).collect()
}

fn unit_line(app: &App, office: &Office, campaign: &Campaign, unit: &UnitId) -> UnitLine {
    let held = || campaign.receptions.iter().filter(|held| held.unit == *unit);
    let required = app
        .rules()
        .campaigns
        .actions
        .iter()
        .filter(|action| action.required);
    let missing = required.filter(|action| held().all(|held| held.action != action.id));
    UnitLine {
        id: unit.as_str().to_owned(),
        name: office.unit_name(unit).to_owned(),
        figures: campaign.figures_of(unit),
        received: (
            held().map(|h| h.batches).sum(),
            held().map(|h| h.people).sum(),
        ),
        missing: missing.map(|action| action.name.clone()).collect(),
    }
}

fn letters(
    app: &App,
    campaign: &Campaign,
    own: &impl Fn(&UnitId) -> bool,
    unit_name: &impl Fn(&UnitId) -> String,
) -> Vec<LetterLine> {
    let numbered = campaign.letters.iter().zip(1..);
    let line = |(letter, number): (&BatchAssigned, usize)| {
        let mut domains = app.rules().domains.iter();
        let domain = domains.find(|domain| domain.id == letter.domain);
        let items = letter.items.iter().filter_map(|item| campaign.item(*item));
        let units: BTreeSet<&UnitId> = items
            .map(|item| &item.unit)
            .filter(|unit| own(unit))
            .collect();
        let to = units
            .into_iter()
            .map(|unit| (unit.as_str().to_owned(), unit_name(unit)));
        LetterLine {
            number,
            domain: domain
                .map_or(&*letter.domain, |domain| &domain.name)
                .to_owned(),
            until: letter.until.to_string(),
            to: to.collect(),
        }
    };
    numbered
        .map(line)
        .filter(|letter| !letter.to.is_empty())
        .collect()
}
