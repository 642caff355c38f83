//! Which matters are proposed as typical cases (典型案例) of an analysis: concluded within its time, by the rules of
//! `analyses.toml`, among what whoever may choose one may open (T3, T4). A proposal says why, and nothing of who
//! reported.

use super::Known;
use crate::queries::figures::{Period, Scope};
use crate::queries::reader::{Reader, seen};
use crate::queries::titles::titles;
use crate::{App, Failure, Fault, queries, reading, vault};
use casework::PersonId;
use casework::access;
use casework::analysis::{Finding, Showing, Stage, typical};
use casework::figures::Flag;
use casework::matter::Matter;
use casework::rules::TypicalRule;
use serde::Serialize;
use std::collections::BTreeSet;

/// Typical cases as they are proposed.
#[derive(Debug, Clone, Serialize)]
pub struct Proposed {
    /// What is proposed, the strongest rule first, the latest conclusion first.
    pub cases: Vec<ProposedCase>,
    /// What was left: number, why, who and when.
    pub left: Vec<(String, String, String)>,
}

/// A matter that may be told as a typical case.
#[derive(Debug, Clone, Serialize)]
pub struct ProposedCase {
    /// Its number.
    pub number: String,
    /// Its title, as the reader may read it.
    pub title: String,
    /// Who answers for it.
    pub unit: String,
    /// The day it was concluded.
    pub concluded: String,
    /// By which rules it is proposed, in words.
    pub why: Vec<String>,
    /// Which finding it may show: the one about its domain, or the only one.
    pub finding: Option<u32>,
}

/// Concluded matters looked at, the latest first.
const LOOKED: usize = 60;
/// Proposals shown.
const SHOWN: usize = 8;

impl Known {
    /// What is proposed to whoever may choose a case now; nothing to anybody else.
    pub(super) async fn typical(
        &self,
        app: &App,
        person: &PersonId,
    ) -> Result<Option<Proposed>, Failure> {
        let (state, reader) = (&self.state, &self.reader);
        let rules = app.rules();
        let may = access::own(
            &reader.office,
            rules,
            person,
            "choose-case",
            Some(&state.core),
            reader.on(),
        );
        let days = state.days.filter(|_| state.stage == Stage::Raised);
        let period = days.and_then(|(from, until)| Period::between(from, until));
        let (Some(period), Some(_)) = (period, may) else {
            return Ok(None);
        };
        reading::record_list(app, person, &format!("{}-cases", state.core.number)).await?;
        let domains = state.domains(rules);
        let told: BTreeSet<&str> = state.cases.iter().map(|one| &*one.number).collect();
        let left: BTreeSet<&str> = state.left.iter().map(|one| &*one.number).collect();
        let mut found = Vec::new();
        for number in concluded(app, reader, (&state.organ, period), &domains).await? {
            if told.contains(&*number) || left.contains(&*number) {
                continue;
            }
            let matter = match reader.matter(app, &number).await {
                Ok((matter, _)) => matter,
                Err(Failure::NotFound) => continue,
                Err(failure) => return Err(failure),
            };
            let held = typical::held(rules, &typical::shown(&matter, &domains));
            if let Some(first) = held.first() {
                let nth = rules
                    .analyses
                    .typical
                    .iter()
                    .position(|one| one.id == first.id);
                let why = held.iter().map(|rule| rule.name.clone()).collect();
                found.push((nth, matter, why));
            }
        }
        // The latest first is kept within a rule.
        found.sort_by_key(|(nth, _, _)| *nth);
        found.truncate(SHOWN);
        Ok(Some(Proposed {
            cases: self.proposed(app, found).await?,
            left: self.left(app).await?,
        }))
    }

    async fn proposed(
        &self,
        app: &App,
        found: Vec<(Option<usize>, Matter, Vec<String>)>,
    ) -> Result<Vec<ProposedCase>, Fault> {
        let office = &self.reader.office;
        let streams: Vec<String> = found.iter().map(|(_, one, _)| one.id.stream()).collect();
        let titles = titles(app, &self.reader, &streams).await?;
        let case = |(_, matter, why): (_, Matter, Vec<String>)| {
            let round = matter.answering.round();
            let title = titles.get(&matter.id.stream());
            ProposedCase {
                title: title.map_or(vault::ERASED, |title| title).to_owned(),
                unit: round
                    .map_or("", |round| office.unit_name(&round.unit))
                    .to_owned(),
                concluded: round
                    .map_or_else(String::new, |round| round.concluded.date().to_string()),
                finding: self.fitting(&matter),
                number: matter.number,
                why,
            }
        };
        Ok(found.into_iter().map(case).collect())
    }

    /// The finding a matter may show.
    fn fitting(&self, matter: &Matter) -> Option<u32> {
        let findings = &self.state.findings;
        let about = |known: &&Finding| {
            let domain = known.about.strip_prefix("domain:");
            domain.is_some_and(|id| matter.domains.iter().any(|one| one == id))
        };
        let only = findings.first().filter(|_| findings.len() == 1);
        findings
            .iter()
            .find(about)
            .or(only)
            .map(|known| known.number)
    }

    /// What was left, of what the reader may open (T4).
    async fn left(&self, app: &App) -> Result<Vec<(String, String, String)>, Failure> {
        let office = &self.reader.office;
        let mut told = Vec::new();
        for one in &self.state.left {
            match self.reader.matter(app, &one.number).await {
                Ok(_) => {}
                Err(Failure::NotFound) => continue,
                Err(failure) => return Err(failure),
            }
            let words = one
                .words
                .as_ref()
                .map(|words| self.texts.of(words))
                .transpose()?;
            let why = match words {
                Some(words) => format!("{}：{words}", one.ground.zh()),
                None => one.ground.zh().to_owned(),
            };
            let (by, at) = &one.by;
            let by = by.as_ref().map_or("", |by| office.person_name(by));
            let by = format!("{by} {}", queries::todo::minute(*at));
            told.push((one.number.clone(), why, by));
        }
        Ok(told)
    }
}

/// Numbers of what was concluded within a time and may show something the rules ask for, the latest first.
async fn concluded(
    app: &App,
    reader: &Reader,
    (organ, period): (&casework::UnitId, Period),
    domains: &BTreeSet<String>,
) -> Result<Vec<String>, Fault> {
    let scope = Scope::new(&reader.office, organ, reader.person.as_str(), &reader.units);
    let mut params: Vec<store::Value> = vec![reader.person.as_str().into()];
    let mut list = |units: Vec<&str>| {
        let (list, more) = store::list(params.len() + 1, units);
        params.extend(more);
        list
    };
    let eyes = list(reader.units.iter().map(|id| id.as_str()).collect());
    let owners = list(scope.answering.iter().map(|(id, _)| id.as_str()).collect());
    let from = app.offset().midnight(period.from);
    let until = app
        .offset()
        .midnight(period.until.tomorrow().unwrap_or(period.until));
    let rules = app.rules().analyses.typical.iter();
    let may: Vec<String> = rules
        .map(|rule| may_hold(rule, domains, &mut params))
        .collect();
    if may.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "SELECT m.number FROM answers a JOIN matters m ON m.matter_id = a.matter_id \
         WHERE a.unit_id IN {owners} AND a.concluded_at >= {from} AND a.concluded_at < {until} \
         AND a.flags LIKE '%{}%' AND m.flags NOT LIKE '%{}%' AND ({}) AND {} \
         AND EXISTS (SELECT 1 FROM visible s WHERE s.matter_id = m.matter_id AND s.unit_id IN {eyes}) \
         ORDER BY a.concluded_at DESC, m.matter_id LIMIT {LOOKED}",
        Flag::Last.letter(),
        Flag::Excluded.letter(),
        may.join(" OR "),
        seen("m", 1),
    );
    let rows = app.store().rows(&sql, &params).await?;
    let number = |row: &store::Row| Ok(row.text(0)?.to_owned());
    rows.iter().map(number).collect()
}

/// What the rows can say of a rule: what they cannot is true of all, and looked at matter by matter.
fn may_hold(
    rule: &TypicalRule,
    domains: &BTreeSet<String>,
    params: &mut Vec<store::Value>,
) -> String {
    let flags = crate::tallies::cells::CONCLUDED.flags();
    let has = |flag: Flag| format!("{flags} LIKE '%{}%'", flag.letter());
    let mut says = |showing: &Showing| match showing {
        Showing::Found => format!("({} OR {})", has(Flag::True), has(Flag::Partly)),
        Showing::Satisfied => format!("({} OR {})", has(Flag::Satisfied), has(Flag::Basically)),
        Showing::Repeated => format!("(m.repeats > 0 OR {})", has(Flag::Repeated)),
        Showing::Domain => {
            let mut one = |domain: &String| {
                params.push(format!("% {domain} %").into());
                format!("' ' || m.domains || ' ' LIKE ${}", params.len())
            };
            let each: Vec<String> = domains.iter().map(&mut one).collect();
            match each.is_empty() {
                true => "FALSE".to_owned(),
                false => format!("({})", each.join(" OR ")),
            }
        }
        Showing::Dealt | Showing::Recovered | Showing::Settled => "TRUE".to_owned(),
    };
    let mut all: Vec<String> = rule.all.iter().map(&mut says).collect();
    let any: Vec<String> = rule.any.iter().map(&mut says).collect();
    if !any.is_empty() {
        all.push(format!("({})", any.join(" OR ")));
    }
    format!("({})", all.join(" AND "))
}
