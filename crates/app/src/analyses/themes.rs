//! Themes (主题) of an analysis: what the reports of its time speak of, found by `matching::themes` when the figures are
//! frozen, with how much of each there was a year before and in the time before.
//!
//! They are of what the organ may know of, whoever opens the analysis, like its figures. A machine alone reads: only
//! originals that all of the organ's people may open (T5), nothing that anybody is recused from (T4), that was
//! handed up, is void or erased. Names of the accused and of the office's own people are taken out first, and a word
//! of fewer reports than the catalogue says is in no label (T3).

use super::line_of;
use crate::audience::Opener;
use crate::classes::{is_name, without};
use crate::queries::figures::Period;
use crate::queries::reader::Reader;
use crate::{App, Fault, vault};
use casework::UnitId;
use casework::access::holds_original;
use casework::analysis::Frozen;
use casework::figures::{Change, Figure, Sign};
use casework::office::Office;
use casework::rules::ThemeRule;
use matching::Background;
use matching::themes::{Cutter, ThemeRules, Words, belongs, sampled, themes};
use std::collections::{BTreeSet, HashMap, HashSet};
use store::Row;

/// A theme before its words are sealed.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Draft {
    /// The words that decide.
    pub(crate) words: Vec<String>,
    /// How much there is of it.
    pub(crate) line: Frozen,
}

/// Themes, and how many matters of how many were read.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Drafts {
    pub(crate) themes: Vec<Draft>,
    pub(crate) looked: (i64, i64),
}

impl Drafts {
    /// Whether nothing was read.
    pub(crate) fn is_none(&self) -> bool {
        self.looked.1 == 0
    }
}

/// What a figure of a theme is called.
pub(crate) fn about(number: usize) -> String {
    format!("theme:{number}")
}

/// The words of the matters of a time.
struct Read {
    /// Of each matter that was read: its words.
    words: Vec<Vec<String>>,
    /// Which organs below know of it.
    units: Vec<BTreeSet<String>>,
    /// How many there are.
    all: usize,
}

/// The themes of a time.
///
/// # Errors
/// The database does not answer, or a text does not open.
pub(crate) async fn drafted(
    app: &App,
    reader: &Reader,
    (organ, below): (&UnitId, &[UnitId]),
    period: Period,
) -> Result<Drafts, Fault> {
    let Some(rule) = app.rules().analyses.themes.as_ref() else {
        return Ok(Drafts::default());
    };
    let times = [period, period.year_before(), period.before()];
    let cutter = cutter(app, rule);
    let mut read = Vec::new();
    for time in times {
        let rows = population(app, organ, time).await?;
        read.push(
            Box::pin(words(
                app,
                (&reader.office, organ, below),
                (&rows, time),
                (rule, &cutter),
            ))
            .await?,
        );
    }
    let [now, year, before] = &read[..] else {
        return Ok(Drafts::default());
    };
    let rules = ThemeRules {
        least: rule.least,
        common_percent: rule.common_percent,
        most: rule.most,
    };
    // Where not all were read, shares are compared, else counts.
    let is_sample = read.iter().any(|one| one.all > rule.texts);
    let chance = app.rules().metrics.chance_percent;
    let figure = |one: &Read, words: &[String], time: Period| Figure {
        part: one.words.iter().filter(|text| belongs(text, words)).count() as i64,
        whole: is_sample.then_some(one.words.len() as i64),
        days: time.days(),
    };
    let found = themes(&now.words, &rules, &Background::shipped())
        .into_iter()
        .zip(1..);
    let draft = |(theme, number): (matching::themes::Theme, usize)| {
        let part = figure(now, &theme.words, times[0]);
        let against = |one: &Read, time: Period| {
            let then = figure(one, &theme.words, time);
            match one.all {
                0 => Change {
                    before: then,
                    tenths: None,
                    sign: Sign::Alone,
                },
                _ => part.against(then, chance),
            }
        };
        let (year, before) = (against(year, times[1]), against(before, times[2]));
        let units: BTreeSet<&String> = theme.texts.iter().flat_map(|at| &now.units[*at]).collect();
        Draft {
            line: line_of(about(number), (part, &year, &before), units.len() as i64),
            words: theme.words,
        }
    };
    Ok(Drafts {
        themes: found.map(draft).collect(),
        looked: (now.words.len() as i64, now.all as i64),
    })
}

/// How texts are cut by the rule.
pub(crate) fn cutter(app: &App, rule: &ThemeRule) -> Cutter {
    let words = Words {
        plain: rule.plain.values().flatten().cloned().collect(),
        acts: rule.acts.iter().cloned().collect(),
    };
    Cutter::new(&app.weights().model, Background::shipped(), words)
}

/// A matter that may be read for themes: its id and who received it.
pub(crate) type Known = (String, UnitId);

/// The matters of a time that an organ may know of and nobody is recused from.
async fn population(app: &App, organ: &UnitId, period: Period) -> Result<Vec<Known>, Fault> {
    let key = |on: jiff::civil::Date| format!("{:016}", app.offset().midnight(on).max(0));
    let until = period.until.tomorrow().unwrap_or(period.until);
    let sql = format!(
        "SELECT m.matter_id, m.receiver FROM visible v JOIN matters m ON m.matter_id = v.matter_id \
         WHERE v.unit_id = $1 AND v.sort_key >= $2 AND v.sort_key < $3 AND {READ} ORDER BY v.sort_key"
    );
    let params = [
        organ.as_str().into(),
        key(period.from).into(),
        key(until).into(),
    ];
    let rows = app.store().rows(&sql, &params).await?;
    rows.iter().map(known).collect()
}

/// What may be read: `m` is the matter, `v` somebody's sight of it.
pub(crate) const READ: &str = "m.told AND (v.run_id IS NULL OR v.run_id NOT IN (SELECT run_id FROM open_runs)) \
     AND NOT EXISTS (SELECT 1 FROM recused r WHERE r.matter_id = m.matter_id)";

fn known(row: &Row) -> Result<Known, Fault> {
    Ok((row.text(0)?.to_owned(), UnitId::from(row.text(1)?)))
}

/// Matters whose texts are opened at once.
const AT_ONCE: usize = 500;

async fn words(
    app: &App,
    (office, organ, below): (&Office, &UnitId, &[UnitId]),
    (known, time): (&[Known], Period),
    (rule, cutter): (&ThemeRule, &Cutter),
) -> Result<Read, Fault> {
    let open = |one: &&Known| holds_original(office, organ, &one.1);
    let known: Vec<Known> = known.iter().filter(open).cloned().collect();
    let all = known.len();
    let seed = format!("{}/{}", time.from, time.until);
    let known = sampled(known, &seed, rule.texts, |one| &one.0);
    let units = spread(app, below, time).await?;
    let mut read = Read {
        words: Vec::new(),
        units: Vec::new(),
        all,
    };
    for piece in known.chunks(AT_ONCE) {
        for (id, words) in cut(app, office, piece, cutter).await? {
            read.units.push(units.get(&id).cloned().unwrap_or_default());
            read.words.push(words);
        }
    }
    Ok(read)
}

/// The words of some matters: of their titles and reports as they came, without the names in them. What was
/// destroyed is left out.
pub(crate) async fn cut(
    app: &App,
    office: &Office,
    known: &[Known],
    cutter: &Cutter,
) -> Result<Vec<(String, Vec<String>)>, Fault> {
    if known.is_empty() {
        return Ok(Vec::new());
    }
    // What was handed up to an audience does not open for nobody in particular.
    let everybody = Opener::Organs(Vec::new());
    let streams: Vec<String> = known.iter().map(|(id, _)| format!("matter-{id}")).collect();
    let mut texts: HashMap<String, Vec<String>> = HashMap::new();
    for purpose in ["receive.title", "receive.text"] {
        for (stream, said) in vault::each_of_purpose(app, &everybody, &streams, purpose).await? {
            texts.entry(stream).or_default().extend(said);
        }
    }
    let staff = office.people.values().map(|person| &person.name);
    let mut names: HashSet<String> = staff.filter(|name| is_name(name)).cloned().collect();
    for purpose in ["receive.accused.name", "register.leads.subject"] {
        let said = vault::each_of_purpose(app, &everybody, &streams, purpose).await?;
        names.extend(said.into_values().flatten().filter(|name| is_name(name)));
    }
    let words = |(id, _): &Known| {
        let said = texts.get(&format!("matter-{id}"))?;
        let text = without(&said.join("。"), &names);
        Some((id.clone(), cutter.words(&text)))
    };
    Ok(known.iter().filter_map(words).collect())
}

/// Which of the organs below know of each matter of a time.
async fn spread(
    app: &App,
    below: &[UnitId],
    period: Period,
) -> Result<HashMap<String, BTreeSet<String>>, Fault> {
    let mut found: HashMap<String, BTreeSet<String>> = HashMap::new();
    if below.is_empty() {
        return Ok(found);
    }
    let (list, mut params) = store::list(3, below.iter().map(|id| id.as_str()));
    let key = |on: jiff::civil::Date| format!("{:016}", app.offset().midnight(on).max(0));
    let until = period.until.tomorrow().unwrap_or(period.until);
    params.insert(0, key(period.from).into());
    params.insert(1, key(until).into());
    let sql = format!(
        "SELECT v.matter_id, v.unit_id FROM visible v \
         WHERE v.unit_id IN {list} AND v.sort_key >= $1 AND v.sort_key < $2"
    );
    for row in app.store().rows(&sql, &params).await? {
        let unit = row.text(1)?.to_owned();
        found
            .entry(row.text(0)?.to_owned())
            .or_default()
            .insert(unit);
    }
    Ok(found)
}
