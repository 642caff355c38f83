//! Figures of supervision (督办统计, S0-28, S2-16): slips by kind, suggestions, urgings by mode, and answers,
//! for every unit an organ supervised since a day. Each figure opens the list it counts. Figures count
//! every matter; the lists leave out what the reader may not see (T3). What is promised in procedures counts
//! beside what matters promise.

use super::super::reader::Reader;
use super::super::todo::owing;
use super::{Desk, procedures};
use crate::{App, Failure, Fault, reading};
use casework::matter::supervision::{SlipState, UrgeMode};
use casework::procedure::Noun;
use casework::rules::RungKind;
use casework::{PersonId, UnitId};
use jiff::civil::Date;
use serde::Serialize;
use std::collections::BTreeMap;
use store::Row;

/// The page.
#[derive(Debug, Clone, Serialize)]
pub struct Figures {
    /// Whose figures.
    pub organ: String,
    /// Since which day.
    pub since: String,
    /// All units together.
    pub total: Figure,
    /// A line a unit, the most slips first.
    pub units: Vec<Figure>,
    /// A line for matters (信访件) and for each noun of procedures (专项工作) that bears anything.
    pub nouns: Vec<Figure>,
}

/// The figures of one unit.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Figure {
    /// Its id; empty for the total.
    pub id: String,
    /// Its name.
    pub name: String,
    /// 提示单.
    pub reminders: i64,
    /// 督办单.
    pub supervisions: i64,
    /// 通报.
    pub notices: i64,
    /// 督办建议, on slips and in urgings.
    pub suggestions: i64,
    /// 电话催办.
    pub phone: i64,
    /// 发函催办.
    pub letters: i64,
    /// 实地督办.
    pub on_site: i64,
    /// 网上催办.
    pub online: i64,
    /// 听取汇报.
    pub hearings: i64,
    /// Slips whose answer was accepted.
    pub accepted: i64,
    /// Slips that wait for an answer.
    pub owed: i64,
}

impl Figure {
    fn slips(&self) -> i64 {
        self.reminders + self.supervisions + self.notices
    }

    fn add(&mut self, other: &Self) {
        let sums = [
            (&mut self.reminders, other.reminders),
            (&mut self.supervisions, other.supervisions),
            (&mut self.notices, other.notices),
            (&mut self.suggestions, other.suggestions),
            (&mut self.phone, other.phone),
            (&mut self.letters, other.letters),
            (&mut self.on_site, other.on_site),
            (&mut self.online, other.online),
            (&mut self.hearings, other.hearings),
            (&mut self.accepted, other.accepted),
            (&mut self.owed, other.owed),
        ];
        for (sum, one) in sums {
            *sum += one;
        }
    }
}

/// The figures of the reader's organ since a day, the first of the year where none is named.
///
/// # Errors
/// The reader supervises nothing, or a fault.
pub async fn figures(
    app: &App,
    person: &PersonId,
    since: Option<Date>,
) -> Result<Figures, Failure> {
    let desk = Desk::of(app, person).await?;
    reading::record_list(app, person, "supervision-figures").await?;
    let since = since.unwrap_or_else(|| desk.reader.on().first_of_year());
    let from = format!("{:016}", app.offset().midnight(since).max(0));
    let mut sums = Sums::default();
    for row in slips(app, &desk.reader, &desk.organ, &from).await? {
        sums.add(MATTER, &row, of_slips)?;
    }
    for row in slips_of_procedures(app, &desk, &from).await? {
        sums.add(row.text(5)?, &row, of_slips)?;
    }
    for row in urgings_of_procedures(app, &desk, &from).await? {
        sums.add(row.text(4)?, &row, of_urgings)?;
    }
    let mut organs = owing(app, &desk.reader);
    if !organs.contains(&desk.organ) {
        organs.push(desk.organ.clone());
    }
    for unit in organs {
        for row in urgings(app, &desk.reader, &unit, &from).await? {
            sums.add(MATTER, &row, of_urgings)?;
        }
    }
    let mut total = Figure {
        name: "合计".to_owned(),
        ..Figure::default()
    };
    let mut lines = Vec::new();
    for (id, figure) in sums.units {
        total.add(&figure);
        let name = desk.reader.office.unit_name(&UnitId::from(&*id)).to_owned();
        lines.push(Figure { id, name, ..figure });
    }
    lines.sort_by(|a, b| b.slips().cmp(&a.slips()).then_with(|| a.id.cmp(&b.id)));
    let organ = desk.reader.office.unit_name(&desk.organ).to_owned();
    Ok(Figures {
        organ,
        since: since.to_string(),
        total,
        units: lines,
        nouns: nouns(sums.nouns),
    })
}

/// The word by which figures tell matters from procedures.
const MATTER: &str = "matter";

/// Figures by unit, and by what they are about.
#[derive(Default)]
struct Sums {
    units: BTreeMap<String, Figure>,
    nouns: BTreeMap<String, Figure>,
}

impl Sums {
    /// Adds a row that begins with its unit to both.
    fn add(
        &mut self,
        noun: &str,
        row: &Row,
        count: fn(&mut Figure, &Row) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        count(self.units.entry(row.text(0)?.to_owned()).or_default(), row)?;
        count(self.nouns.entry(noun.to_owned()).or_default(), row)
    }
}

/// Matters first, then procedures in the order of their nouns.
fn nouns(mut sums: BTreeMap<String, Figure>) -> Vec<Figure> {
    let all = Noun::ALL.iter().map(|noun| (noun.as_str(), noun.zh()));
    let all = std::iter::once((MATTER, "信访件")).chain(all);
    let line = |(id, name): (&str, &str)| {
        Some(Figure {
            id: id.to_owned(),
            name: name.to_owned(),
            ..sums.remove(id)?
        })
    };
    all.filter_map(line).collect()
}

async fn slips(app: &App, reader: &Reader, organ: &UnitId, from: &str) -> Result<Vec<Row>, Fault> {
    let sql = "SELECT to_unit, kind, state, COUNT(*), CAST(SUM(suggestions) AS bigint) FROM slips \
               WHERE organ = $1 AND signed_at IS NOT NULL AND sort_key >= $2 \
               AND matter_id NOT IN (SELECT matter_id FROM recused WHERE person_id = $3) \
               AND (run_id IS NULL OR run_id NOT IN (SELECT run_id FROM open_runs)) \
               GROUP BY to_unit, kind, state";
    Ok(app
        .store()
        .rows(
            sql,
            &[
                organ.as_str().into(),
                from.into(),
                reader.person.as_str().into(),
            ],
        )
        .await?)
}

/// The same of what is promised in procedures, as far as the reader may know of it.
async fn slips_of_procedures(app: &App, desk: &Desk, from: &str) -> Result<Vec<Row>, Fault> {
    let sql = format!(
        "SELECT s.to_unit, s.kind, s.state, COUNT(*), CAST(SUM(s.suggestions) AS bigint), p.noun \
         FROM procedure_slips s JOIN procedures p ON p.procedure_id = s.procedure_id \
         WHERE s.organ = $2 AND s.signed_at IS NOT NULL AND s.sort_key >= $3 AND {} \
         GROUP BY s.to_unit, s.kind, s.state, p.noun",
        procedures::slip_seen()
    );
    let mut params = desk.params();
    params.push(from.into());
    Ok(app.store().rows(&sql, &params).await?)
}

async fn urgings_of_procedures(app: &App, desk: &Desk, from: &str) -> Result<Vec<Row>, Fault> {
    let sql = format!(
        "SELECT s.to_unit, s.mode, COUNT(*), CAST(SUM(s.suggestions) AS bigint), p.noun \
         FROM procedure_urgings s JOIN procedures p ON p.procedure_id = s.procedure_id \
         WHERE s.organ = $2 AND s.sort_key >= $3 AND {} GROUP BY s.to_unit, s.mode, p.noun",
        procedures::urging_seen()
    );
    let mut params = desk.params();
    params.push(from.into());
    Ok(app.store().rows(&sql, &params).await?)
}

async fn urgings(app: &App, reader: &Reader, unit: &UnitId, from: &str) -> Result<Vec<Row>, Fault> {
    let sql = "SELECT to_unit, mode, COUNT(*), CAST(SUM(suggestions) AS bigint) FROM urgings \
               WHERE organ = $1 AND sort_key >= $2 \
               AND matter_id NOT IN (SELECT matter_id FROM recused WHERE person_id = $3) \
               AND (run_id IS NULL OR run_id NOT IN (SELECT run_id FROM open_runs)) \
               GROUP BY to_unit, mode";
    Ok(app
        .store()
        .rows(
            sql,
            &[
                unit.as_str().into(),
                from.into(),
                reader.person.as_str().into(),
            ],
        )
        .await?)
}

fn of_slips(figure: &mut Figure, row: &Row) -> Result<(), Fault> {
    let count = row.int(3)?;
    match super::plan::kind_of(row.text(1)?)? {
        RungKind::Reminder => figure.reminders += count,
        RungKind::Supervision => figure.supervisions += count,
        _ => figure.notices += count,
    }
    match SlipState::parse(row.text(2)?) {
        Some(SlipState::Accepted) => figure.accepted += count,
        Some(state) if state.is_owed() => figure.owed += count,
        _ => {}
    }
    figure.suggestions += row.int(4)?;
    Ok(())
}

fn of_urgings(figure: &mut Figure, row: &Row) -> Result<(), Fault> {
    let (word, count) = (row.text(1)?, row.int(2)?);
    let mode = UrgeMode::parse(word);
    match mode.ok_or_else(|| Fault::Stored(format!("urgings.mode `{word}`")))? {
        UrgeMode::Phone => figure.phone += count,
        UrgeMode::Letter => figure.letters += count,
        UrgeMode::OnSite => figure.on_site += count,
        UrgeMode::Online => figure.online += count,
        UrgeMode::Hearing => figure.hearings += count,
    }
    figure.suggestions += row.int(3)?;
    Ok(())
}
