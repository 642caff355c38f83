//! What an organ learned from its own register (归类模型, S1-44): scope, category, domains and responsible body of a
//! report, told from its words. Each version is kept, sealed like everything made of texts; one is in use.
//!
//! An organ learns from the newest registered matters that all of its people may open in the original, and suggests
//! to nobody else: nothing routed down to it as a copy, nothing that was passed up, is void or erased, nothing that
//! anybody of the office is recused from (T3, T4, T5). Names of the accused and of the office's own people are taken
//! out first, and a word of fewer than five reports, near-identical ones counted as one, is no feature: what decides
//! is never one person, nor a single report.

use crate::audience::{self, Opener};
use crate::own::{self, Kept, Kind};
use crate::{App, Fault, office, stream, vault};
use casework::matter::Matter;
use casework::office::Office;
use casework::{MatterId, PersonId, SealedRef, UnitId};
use matching::classify::{CLASS_MIN, Classifier, Example, HeldOut, Within};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};
use store::Store;

/// What is asked of a report.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Question {
    /// Whether it is a commission's business, and as what (受理范围).
    Scope,
    /// Which category its first issue falls under (问题类别).
    Category,
    /// Which body it belongs to, where it is none of a commission's business (受理部门).
    Body,
    /// Whether it is about a domain (领域).
    Domain(String),
}

impl Question {
    /// What an office calls it.
    pub fn zh(&self) -> &'static str {
        match self {
            Self::Scope => "受理范围",
            Self::Category => "问题类别",
            Self::Body => "受理部门",
            Self::Domain(_) => "领域",
        }
    }
}

/// A version of an organ: a machine for each question its register could teach.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Classes {
    /// The version.
    pub version: u32,
    /// How many matters it learned from.
    pub learned_from: usize,
    /// The machines, and how each does on what it was not learned from.
    pub machines: Vec<(Question, Classifier, HeldOut)>,
}

/// The versions in use, kept open between two questions.
#[derive(Default)]
pub(crate) struct Cache {
    open: Mutex<BTreeMap<UnitId, Arc<Classes>>>,
}

impl Cache {
    fn known(&self, organ: &UnitId, version: u32) -> Option<Arc<Classes>> {
        let open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let classes = open.get(organ)?;
        (classes.version == version).then(|| Arc::clone(classes))
    }

    fn keep(&self, organ: &UnitId, classes: &Arc<Classes>) {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if open.len() >= OPEN_MAX {
            open.clear();
        }
        open.insert(organ.clone(), Arc::clone(classes));
    }
}

/// Organs whose version is kept open at once, some megabytes each.
const OPEN_MAX: usize = 16;
/// Matters an organ learns from, the newest.
const LEARNED_MAX: i64 = 6_000;
/// Fewer teach nothing.
const LEARNED_MIN: usize = 10;
/// What may become a feature, and below which confidence nothing is said.
const WITHIN: Within = Within {
    texts_min: 5,
    words_max: 6_000,
    sure: SURE,
};
/// Below this confidence nothing is said.
pub const SURE: f32 = 0.6;
/// Where a version lies, and which is in use.
const CURRENT: &str = "current";
const VERSION: &str = "version-";
/// A report of the domain, and one that is not.
const IS: &str = "yes";
const IS_NOT: &str = "no";

/// Why no version was made.
#[derive(Debug, thiserror::Error)]
pub enum CannotLearn {
    /// Too little is registered.
    #[error(
        "no organ has enough to learn from: {LEARNED_MIN} registered matters are the least, in two classes or more \
         of {CLASS_MIN} each; the most any organ has is {0}"
    )]
    Few(usize),
    /// No such version was kept.
    #[error("there is no version {0} of the office's classes: {told}", told = kept(.1))]
    Unknown(u32, Vec<u32>),
    /// Something failed.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// The versions there are, and what to do.
fn kept(versions: &[u32]) -> String {
    let numbers: Vec<String> = versions.iter().map(u32::to_string).collect();
    match numbers.is_empty() {
        true => "it has learned none yet; `jianjian classify train --data DIR` makes the first"
            .to_owned(),
        false => format!(
            "it keeps {}; name one of them with --to",
            numbers.join(", ")
        ),
    }
}

/// Learns the next version of every organ that has registered enough, keeps each and puts it in use. An organ that
/// has not keeps what it has.
///
/// # Errors
/// Nowhere is enough registered, or the database does not answer.
pub async fn learn(app: &App) -> Result<Vec<(UnitId, Classes)>, CannotLearn> {
    let office = office::current(app).await?;
    let version = versions(app.store())
        .await?
        .last()
        .map_or(1, |last| last + 1);
    let mut learned = Vec::new();
    let mut most = 0;
    for organ in organs(&office) {
        let told = told(app, &office, organ).await?;
        most = most.max(told.len());
        if told.len() < LEARNED_MIN {
            continue;
        }
        let mut machines = Vec::new();
        for (question, examples) in questions(app, &told) {
            // A question the register does not teach is not asked.
            if let Ok((machine, held_out)) = Classifier::train_within(&examples, WITHIN) {
                machines.push((question, machine, held_out));
            }
        }
        if !machines.is_empty() {
            let learned_from = told.len();
            let classes = Classes {
                version,
                learned_from,
                machines,
            };
            let value = serde_json::to_value(&classes);
            let value = value.map_err(|error| Fault::Stored(error.to_string()))?;
            let things = [(name(version), value), (CURRENT.to_owned(), version.into())];
            own::keep_all(app, &keeper(organ), Kind::Classes, &things).await?;
            learned.push((organ.clone(), classes));
        }
    }
    if learned.is_empty() {
        return Err(CannotLearn::Few(most));
    }
    Ok(learned)
}

/// Puts an earlier version in use again, of every organ that has it; an organ that had learned nothing by then
/// suggests nothing.
///
/// # Errors
/// It was never kept, or the database does not answer.
pub async fn revert(app: &App, version: u32) -> Result<(), CannotLearn> {
    let office = office::current(app).await?;
    let kept = versions(app.store()).await?;
    if !kept.contains(&version) {
        return Err(CannotLearn::Unknown(version, kept));
    }
    for organ in organs(&office) {
        let keeper = keeper(organ);
        match own::find(app, &keeper, Kind::Classes, &name(version)).await? {
            Some(_) => own::keep(app, &keeper, Kind::Classes, CURRENT, &version.into()).await?,
            None => own::forget(app, &keeper, Kind::Classes, CURRENT).await?,
        }
    }
    Ok(())
}

/// The versions that were kept, in order.
///
/// # Errors
/// The database does not answer.
pub async fn versions(store: &Store) -> Result<Vec<u32>, Fault> {
    let sql = "SELECT DISTINCT name FROM own WHERE kind = $1 AND name <> $2 ORDER BY name";
    let params = [Kind::Classes.word().into(), CURRENT.into()];
    let mut versions = Vec::new();
    for row in store.rows(sql, &params).await? {
        let name = row.text(0)?;
        let number = name
            .strip_prefix(VERSION)
            .and_then(|number| number.parse().ok());
        versions.push(number.ok_or_else(|| Fault::Stored(format!("own.name `{name}`")))?);
    }
    Ok(versions)
}

/// What an organ learned and has in use; nothing where it learned none.
///
/// # Errors
/// The database does not answer, or what is kept does not open.
pub(crate) async fn in_use(app: &App, organ: &UnitId) -> Result<Option<Arc<Classes>>, Fault> {
    let keeper = keeper(organ);
    let Some(current) = own::find(app, &keeper, Kind::Classes, CURRENT).await? else {
        return Ok(None);
    };
    let wrong = |what: String| Fault::Stored(format!("own {keeper}/classes: {what}"));
    let version = current.value.as_u64();
    let version = version.and_then(|version| u32::try_from(version).ok());
    let version = version.ok_or_else(|| wrong("no version is named".to_owned()))?;
    if let Some(classes) = app.classes().known(organ, version) {
        return Ok(Some(classes));
    }
    let kept = own::find(app, &keeper, Kind::Classes, &name(version)).await?;
    let Kept { value, .. } = kept.ok_or_else(|| wrong(format!("version {version} is missing")))?;
    let classes: Classes =
        serde_json::from_value(value).map_err(|error| wrong(error.to_string()))?;
    let classes = Arc::new(classes);
    app.classes().keep(organ, &classes);
    Ok(Some(classes))
}

fn organs(office: &Office) -> impl Iterator<Item = &UnitId> {
    let organs = office.units.values().filter(|unit| unit.kind.is_organ());
    organs.map(|unit| &unit.id)
}

/// Under whose key an organ's versions lie: its own.
fn keeper(organ: &UnitId) -> PersonId {
    organ.as_str().into()
}

fn name(version: u32) -> String {
    format!("{VERSION}{version:06}")
}

/// What a registered matter teaches.
struct Told {
    title: String,
    text: String,
    matter: Matter,
}

/// An organ's newest registered matters with their words, opened by the machine alone and forgotten.
async fn told(app: &App, office: &Office, organ: &UnitId) -> Result<Vec<Told>, Fault> {
    let sql = "SELECT matter_id FROM visible WHERE unit_id = $1 AND class IS NOT NULL AND stage <> 'voided' \
               AND (run_id IS NULL OR run_id NOT IN (SELECT run_id FROM open_runs)) \
               ORDER BY matter_id DESC LIMIT $2";
    let params = [organ.as_str().into(), LEARNED_MAX.into()];
    let rows = app.store().rows(sql, &params).await?;
    // What was handed up to an audience does not open for nobody in particular.
    let everybody = Opener::Organs(Vec::new());
    let staff = office.people.values().map(|person| &person.name);
    let mut names: HashSet<String> = staff.filter(|name| is_name(name)).cloned().collect();
    let mut told = Vec::new();
    for row in rows {
        let id = row.text(0)?;
        let bad = || Fault::Stored(format!("visible.matter_id `{id}`"));
        let id: MatterId = id.parse().map_err(|_| bad())?;
        let matter = stream::matter(app, id).await?;
        let [first, ..] = &matter.reports[..] else {
            continue;
        };
        let is_open = matter.original_with(office, organ) && matter.recused.is_empty();
        if !is_open || !audience::of(&matter).is_empty() || !matter.erased.is_empty() {
            continue;
        }
        let accused = first.accused.iter().map(|accused| &accused.name);
        let accused: Vec<&SealedRef> = accused
            .chain(matter.leads.iter().map(|lead| &lead.subject))
            .collect();
        let mut wanted = vec![&first.title, &first.text];
        wanted.extend(&accused);
        let texts = vault::some_texts(app, &everybody, &id.stream(), &wanted).await?;
        for name in accused {
            let name = texts.of(name)?;
            names.extend(is_name(name).then(|| name.to_owned()));
        }
        let (title, text) = (
            texts.of(&first.title)?.to_owned(),
            texts.of(&first.text)?.to_owned(),
        );
        if text != vault::ERASED {
            told.push(Told {
                title,
                text,
                matter,
            });
        }
    }
    for one in &mut told {
        one.title = without(&one.title, &names);
        one.text = without(&one.text, &names);
    }
    Ok(told)
}

/// Lengths a name is looked for in.
const NAME: std::ops::RangeInclusive<usize> = 2..=4;

/// Whether an entry is a name, and not a sentence about somebody.
pub(crate) fn is_name(entry: &str) -> bool {
    NAME.contains(&entry.chars().count())
}

/// A text with a break where a name stood.
pub(crate) fn without(text: &str, names: &HashSet<String>) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut left = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(char) = chars.get(at) {
        let name_at = |length: &usize| {
            let some = chars.get(at..at + length);
            some.is_some_and(|some| names.contains(&some.iter().collect::<String>()))
        };
        match NAME.rev().find(name_at) {
            Some(length) => {
                left.push('，');
                at += length;
            }
            None => {
                left.push(*char);
                at += 1;
            }
        }
    }
    left
}

/// Each question with the examples that answer it; classes of too few reports are left out.
fn questions(app: &App, told: &[Told]) -> Vec<(Question, Vec<Example>)> {
    let edition = app
        .rules()
        .edition_on(app.now().on())
        .map(|edition| edition.id.as_str());
    let scope = |told: &Told| told.matter.class.map(|class| class.as_str().to_owned());
    let category = |told: &Told| {
        let current = told.matter.edition.as_deref() == edition;
        let first = told.matter.issues().next().filter(|_| current);
        first.map(|(.., issue)| issue.category.clone())
    };
    let body = |told: &Told| told.matter.deciding.exclusion.as_ref()?.body.clone();
    let mut questions = vec![
        (Question::Scope, examples(told, scope)),
        (Question::Category, examples(told, category)),
        (Question::Body, examples(told, body)),
    ];
    for domain in &app.rules().domains {
        let about = |told: &Told| {
            let is = told.matter.domains.contains(&domain.id);
            Some(if is { IS } else { IS_NOT }.to_owned())
        };
        let of = told
            .iter()
            .filter(|told| told.matter.domains.contains(&domain.id));
        if of.count() >= CLASS_MIN {
            let question = Question::Domain(domain.id.clone());
            questions.push((question, examples(told, about)));
        }
    }
    questions
}

fn examples(told: &[Told], class: impl Fn(&Told) -> Option<String>) -> Vec<Example> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for class in told.iter().filter_map(&class) {
        *counts.entry(class).or_default() += 1;
    }
    let example = |told: &Told| {
        let class = class(told).filter(|class| counts[class] >= CLASS_MIN)?;
        let (title, text) = (told.title.clone(), told.text.clone());
        Some(Example { title, text, class })
    };
    told.iter().filter_map(example).collect()
}

/// What a version says of a report, each with its confidence; what it is not sure of is left unsaid.
pub(crate) fn suggest(
    classes: &Classes,
    title: &str,
    text: &str,
) -> Vec<(Question, String, f32, Vec<String>)> {
    let said = |(question, machine, _): &(Question, Classifier, HeldOut)| {
        let said = machine.suggest(title, text);
        // Of two classes one is always the likelier: without a word that speaks for it, that says nothing.
        let class = said.class.filter(|_| !said.words.is_empty())?;
        let value = match question {
            Question::Domain(domain) if class == IS => domain.clone(),
            Question::Domain(_) => return None,
            _ => class,
        };
        Some((question.clone(), value, said.confidence, said.words))
    };
    classes.machines.iter().filter_map(said).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_taken_out_the_longest_first() {
        let names = ["王某", "王某某"].map(str::to_owned);
        let text = without("村会计王某某冒领低保，王某知情", &names.into());
        assert_eq!(text, "村会计，冒领低保，，知情");
        assert!(!is_name("某") && !is_name("村里管钱的人"));
    }
}
