//! The matching page (全国平台对账, P-18): what both books have, what only one has, what differs. A row of
//! the platform's that no number matches is laid beside the organ's own matters of the same day; how
//! alike they are is said, and a person decides.

mod alike;

use super::books::{cells, in_name_of, in_words};
use super::listing::{Filter, Listing};
use super::reader::{Reader, seen};
use super::todo::shown;
use super::trail::actor_in_words;
use crate::national::{Entry, Event, last, permitted};
use crate::own::{self, Kind};
use crate::{App, Failure, Fault, reading, vault};
use alike::alike;
use casework::access::holds_original;
use casework::rules::Column;
use casework::{PersonId, UnitId, codes};
use jiff::civil::Date;
use papers::sheet::Cell;
use serde::Serialize;
use std::collections::btree_map::Entry as Place;
use std::collections::{BTreeMap, HashMap};
use store::{Row, Value};

codes! {
    /// A list of the matching page.
    #[derive(Default)]
    pub enum List {
        /// Only the platform has it.
        #[default]
        There = "there" => "只在全国平台",
        /// Only the organ has it.
        Here = "here" => "只在本单位",
        /// Both have it, and they differ.
        Differing = "differing" => "有出入",
        /// Both have it.
        Matched = "matched" => "已对上",
    }
}

/// The matching page.
#[derive(Debug, Clone, Serialize)]
pub struct Matching {
    /// Which list.
    pub list: List,
    /// How many of the platform's rows no number matches, and how many one does.
    pub there: i64,
    /// See `there`.
    pub matched: i64,
    /// The last list taken in: when, by whom, of which days, how many rows.
    pub last: Option<Last>,
    /// The rows.
    pub rows: Vec<Matched>,
    /// The cursor of the rows after.
    pub next: Option<String>,
    /// What only the organ has, as the head of the file says it; for that list alone.
    pub scope: String,
}

/// The last list taken in.
#[derive(Debug, Clone, Serialize)]
pub struct Last {
    /// When.
    pub at: String,
    /// By whom.
    pub who: String,
    /// Its first day of arrival.
    pub from: String,
    /// Its last.
    pub to: String,
    /// How many rows.
    pub rows: u64,
}

/// A row: the platform's, the organ's, or both.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Matched {
    /// The platform's number.
    pub number: String,
    /// The platform's row.
    pub theirs: Option<Entry>,
    /// The organ's matter.
    pub ours: Option<Ours>,
    /// What differs, in words.
    pub differs: Vec<String>,
    /// Matters that may be the same, the likeliest first.
    pub proposals: Vec<Proposal>,
}

/// A matter of the organ's.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Ours {
    /// Number.
    pub number: String,
    /// Day of arrival.
    pub received: String,
    /// Title.
    pub title: String,
    /// The accused.
    pub accused: String,
    /// Where it plays.
    pub region: String,
    /// Class.
    pub class: String,
    /// Stage.
    pub stage: String,
}

/// A matter that may be the same.
#[derive(Debug, Clone, Serialize)]
pub struct Proposal {
    /// The matter.
    pub ours: Ours,
    /// How alike.
    pub points: u32,
    /// Why: 同日收到；被反映人相同.
    pub why: String,
}

/// Rows a page.
const PAGE: i64 = 20;

/// Matters of one day looked at for a row.
const DAY_MAX: usize = 200;

/// Proposals of a row.
const PROPOSALS_MAX: usize = 3;

/// Rows read at most to fill a page of those that differ.
const LOOKED_MAX: usize = 10;

/// A page of a list.
///
/// # Errors
/// The reader may not match the books, or a fault.
pub async fn national(
    app: &App,
    person: &PersonId,
    list: List,
    cursor: Option<&str>,
) -> Result<Matching, Failure> {
    let reader = Reader::of(app, person).await?;
    let (organ, _) = permitted(app, &reader)?;
    let keeper = in_name_of(&reader).ok_or(Failure::NotFound)?;
    reading::record_list(app, person, "national").await?;
    let desk = Desk {
        app,
        reader: &reader,
        organ: &organ,
        keeper: &keeper,
    };
    let last = last(app, &organ).await?;
    let mut page = Matching {
        list,
        there: desk.count(List::There).await?,
        matched: desk.count(List::Matched).await?,
        last: last.map(|last| desk.told(&last)),
        rows: Vec::new(),
        next: None,
        scope: String::new(),
    };
    match list {
        List::There => desk.there(cursor, &mut page).await?,
        List::Matched => desk.matched(cursor, &mut page).await?,
        List::Differing => desk.differing(cursor, &mut page).await?,
        List::Here => desk.here(cursor, &mut page).await?,
    }
    Ok(page)
}

/// The words of the address of what only the organ has, in the days of the last list.
pub(crate) fn here_filter(last: Option<&Last>) -> Filter {
    Filter {
        unnumbered: Some(true),
        from: last.and_then(|last| last.from.parse().ok()),
        to: last.and_then(|last| last.to.parse().ok()),
        ..Filter::default()
    }
}

/// Where matching is done.
struct Desk<'a> {
    app: &'a App,
    reader: &'a Reader,
    organ: &'a UnitId,
    keeper: &'a PersonId,
}

const COLUMNS: &[Column] = &[
    Column::Number,
    Column::Received,
    Column::Title,
    Column::Accused,
    Column::Region,
    Column::Class,
    Column::Stage,
];

impl Desk<'_> {
    fn told(&self, last: &casework::step::Recorded<Event>) -> Last {
        let Event::Taken { rows, from, to, .. } = &last.event;
        Last {
            at: shown(last.at),
            who: actor_in_words(self.app, &self.reader.office, &last.by),
            from: from.to_string(),
            to: to.to_string(),
            rows: *rows,
        }
    }

    /// The condition of the platform's rows that a number matches, or that none does. What is matched
    /// with something the reader may not see is in neither (T3).
    fn condition(&self, list: List) -> (String, Vec<Value>) {
        let mut params: Vec<Value> =
            vec![self.keeper.as_str().into(), Kind::National.word().into()];
        let text = match list {
            List::There => {
                "NOT EXISTS (SELECT 1 FROM matters m WHERE m.national = o.name)".to_owned()
            }
            _ => {
                params.push(self.organ.as_str().into());
                params.push(self.reader.person.as_str().into());
                format!(
                    "EXISTS (SELECT 1 FROM matters m JOIN visible v ON v.matter_id = m.matter_id \
                     WHERE m.national = o.name AND v.unit_id = $3 AND {})",
                    seen("v", 4)
                )
            }
        };
        (
            format!("o.person_id = $1 AND o.kind = $2 AND {text}"),
            params,
        )
    }

    async fn count(&self, list: List) -> Result<i64, Fault> {
        let (condition, params) = self.condition(list);
        let sql = format!("SELECT count(*) FROM own o WHERE {condition}");
        let rows = self.app.store().rows(&sql, &params).await?;
        Ok(rows.first().map_or(Ok(0), |row| row.int(0))?)
    }

    /// The platform's rows of a list, by number; one more than a page where there are more.
    async fn entries(&self, list: List, cursor: Option<&str>) -> Result<Vec<Entry>, Fault> {
        let (condition, mut params) = self.condition(list);
        params.push(cursor.unwrap_or_default().into());
        let after = params.len();
        params.push((PAGE + 1).into());
        let sql = format!(
            "SELECT o.name, o.at, o.ciphertext, k.key_id, k.wrapped FROM own o \
             JOIN keys k ON k.key_id = o.key_id WHERE {condition} AND o.name > ${after} \
             ORDER BY o.name LIMIT ${}",
            after + 1
        );
        let rows = self.app.store().rows(&sql, &params).await?;
        let entry = |row: &Row| {
            let kept = own::opened(self.app, self.keeper, Kind::National, row)?;
            serde_json::from_value(kept.value)
                .map_err(|error| Fault::Stored(format!("a row of the platform's list: {error}")))
        };
        rows.iter().map(entry).collect()
    }

    /// Cuts a page, and says where the next one begins.
    fn cut(entries: &mut Vec<Entry>) -> Option<String> {
        let more = entries.len() as i64 > PAGE;
        entries.truncate(PAGE as usize);
        let last = entries.last().map(|entry| entry.number.clone());
        last.filter(|_| more)
    }

    async fn there(&self, cursor: Option<&str>, page: &mut Matching) -> Result<(), Fault> {
        let mut entries = self.entries(List::There, cursor).await?;
        page.next = Self::cut(&mut entries);
        let name = self.reader.office.person_name(&self.reader.person);
        let mut days = BTreeMap::new();
        // Whoever is named in a row has no sight of it (T4).
        for entry in entries
            .into_iter()
            .filter(|entry| !entry.accused.contains(name))
        {
            let day = match days.entry(entry.received) {
                Place::Occupied(known) => known.into_mut(),
                Place::Vacant(place) => place.insert(self.day(entry.received).await?),
            };
            let proposals = proposals(&entry, day);
            page.rows.push(Matched {
                number: entry.number.clone(),
                theirs: Some(entry),
                proposals,
                ..Matched::default()
            });
        }
        Ok(())
    }

    /// Matters without a number that came in on a day.
    async fn day(&self, on: Date) -> Result<Vec<Ours>, Fault> {
        let filter = Filter {
            unnumbered: Some(true),
            from: Some(on),
            to: Some(on),
            ..Filter::default()
        };
        let listing = Listing::new(self.app, self.reader, self.organ, &filter).await?;
        let day = listing.first(self.app, DAY_MAX).await?;
        self.ours(&day).await
    }

    /// Who is accused in matters that are not registered yet, where the organ has the original (T5).
    async fn named_first(&self, rows: &[Row]) -> Result<HashMap<String, Vec<String>>, Fault> {
        let mut streams = Vec::new();
        for row in rows {
            let receiver = UnitId::from(row.text(14)?);
            if holds_original(&self.reader.office, self.organ, &receiver) {
                streams.push(format!("matter-{}", row.text(1)?));
            }
        }
        match streams.is_empty() {
            true => Ok(HashMap::new()),
            false => {
                vault::each_of_purpose(
                    self.app,
                    &self.reader.opener(),
                    &streams,
                    "receive.accused.name",
                )
                .await
            }
        }
    }

    async fn matched(&self, cursor: Option<&str>, page: &mut Matching) -> Result<(), Fault> {
        let mut entries = self.entries(List::Matched, cursor).await?;
        page.next = Self::cut(&mut entries);
        for entry in entries {
            page.rows.extend(self.both(entry).await?);
        }
        Ok(())
    }

    /// Those that differ: a few pages are read for one, so that no request is long.
    async fn differing(&self, cursor: Option<&str>, page: &mut Matching) -> Result<(), Fault> {
        let mut after = cursor.map(str::to_owned);
        for _ in 0..LOOKED_MAX {
            let mut entries = self.entries(List::Matched, after.as_deref()).await?;
            after = Self::cut(&mut entries);
            for entry in entries {
                let both = self.both(entry).await?;
                page.rows
                    .extend(both.filter(|both| !both.differs.is_empty()));
            }
            if after.is_none() || page.rows.len() >= PAGE as usize {
                break;
            }
        }
        page.next = after;
        Ok(())
    }

    /// A row with the matter its number belongs to.
    async fn both(&self, entry: Entry) -> Result<Option<Matched>, Fault> {
        let filter = Filter {
            number: Some(entry.number.clone()),
            ..Filter::default()
        };
        let listing = Listing::new(self.app, self.reader, self.organ, &filter).await?;
        let found = listing.first(self.app, 1).await?;
        let ours = self.ours(&found).await?.into_iter().next();
        Ok(ours.map(|ours| Matched {
            number: entry.number.clone(),
            differs: alike::differences(&entry, &ours),
            theirs: Some(entry),
            ours: Some(ours),
            proposals: Vec::new(),
        }))
    }

    async fn here(&self, cursor: Option<&str>, page: &mut Matching) -> Result<(), Fault> {
        let filter = here_filter(page.last.as_ref());
        page.scope = in_words(self.reader, self.organ, &filter);
        let listing = Listing::new(self.app, self.reader, self.organ, &filter).await?;
        let found = listing.page(self.app, cursor, PAGE as usize).await?;
        page.next = found.next;
        let ours = self.ours(&found.rows).await?;
        page.rows = ours
            .into_iter()
            .map(|ours| Matched {
                ours: Some(ours),
                ..Matched::default()
            })
            .collect();
        Ok(())
    }

    /// Matters as they are laid beside the platform's rows.
    async fn ours(&self, rows: &[Row]) -> Result<Vec<Ours>, Fault> {
        let lines = cells(self.app, self.reader, rows, COLUMNS).await?;
        let place = |region: &str| {
            let mut units = self.reader.office.units.values();
            let unit = units.find(|unit| unit.kind.is_organ() && unit.region == region);
            unit.map_or_else(|| region.to_owned(), |unit| unit.place.clone())
        };
        let first = self.named_first(rows).await?;
        let ours = |(line, row): (Vec<Cell>, &Row)| {
            let mut texts = line.iter().map(Cell::text);
            let mut next = || texts.next().unwrap_or_default();
            let mut ours = Ours {
                number: next(),
                received: next(),
                title: next(),
                accused: next(),
                region: place(&next()),
                class: next(),
                stage: next(),
            };
            let named = first.get(&format!("matter-{}", row.text(1)?));
            if let Some(named) = named.filter(|_| ours.accused.is_empty()) {
                ours.accused = named.join("、");
            }
            Ok(ours)
        };
        lines.into_iter().zip(rows).map(ours).collect()
    }
}

/// Matters that may be the same as a row, the likeliest first.
fn proposals(entry: &Entry, day: &[Ours]) -> Vec<Proposal> {
    let proposal = |ours: &Ours| {
        let (points, why) = alike(entry, ours)?;
        let ours = ours.clone();
        Some(Proposal { ours, points, why })
    };
    let mut proposals: Vec<Proposal> = day.iter().filter_map(proposal).collect();
    proposals.sort_by_key(|proposal| std::cmp::Reverse(proposal.points));
    proposals.truncate(PROPOSALS_MAX);
    proposals
}
