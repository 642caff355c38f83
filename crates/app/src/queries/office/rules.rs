//! The rules in force (执行中的规则), with their hash and history. Rules are no secret: whoever works at the
//! desk may read them.

use crate::queries::reader::Reader;
use crate::queries::todo::shown;
use crate::{App, Failure, Fault};
use casework::PersonId;
use casework::office::Adoption;
use serde::Serialize;
use std::collections::BTreeMap;

/// The rules in force and what was in force before.
#[derive(Debug, Clone, Serialize)]
pub struct RulesPage {
    /// The hash of the set in force.
    pub hash: String,
    /// The calendar's version.
    pub calendar: String,
    /// Its files.
    pub files: Vec<RuleFile>,
    /// Adoptions, the latest first.
    pub adopted: Vec<AdoptedRow>,
}

/// A file of the rules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RuleFile {
    /// Its path below `catalogue/`.
    pub path: String,
    /// What it is called in Chinese; empty where it does not say.
    pub told: String,
}

/// A set of rules put in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AdoptedRow {
    /// When.
    pub at: String,
    /// Its hash.
    pub hash: String,
    /// The calendar's version.
    pub calendar: String,
    /// Files that differ from the set before: path, and 新增, 修改 or 取消.
    pub changed: Vec<(String, &'static str)>,
}

/// Adoptions shown at most.
const ADOPTED_MAX: usize = 20;

/// The rules.
///
/// # Errors
/// The database does not answer.
pub async fn rules(app: &App, person: &PersonId) -> Result<RulesPage, Fault> {
    let reader = Reader::of(app, person).await?;
    let texts = app.catalogue().texts.iter();
    let files = texts.map(|(path, text)| RuleFile {
        path: path.clone(),
        told: told(text),
    });
    let adopted = &reader.office.adopted;
    let from = adopted.len().saturating_sub(ADOPTED_MAX);
    let mut rows = Vec::new();
    for (at, adoption) in adopted.iter().enumerate().skip(from).rev() {
        let before = at.checked_sub(1).and_then(|at| adopted.get(at));
        rows.push(AdoptedRow {
            at: shown(adoption.at),
            hash: adoption.catalogue.clone(),
            calendar: adoption.calendar.clone(),
            changed: changed(app, before, adoption).await?,
        });
    }
    Ok(RulesPage {
        hash: app.rules().version.clone(),
        calendar: app.calendar().version().to_owned(),
        files: files.collect(),
        adopted: rows,
    })
}

/// What a file is called: by its own name, by its year, or by the Chinese term in its first line.
fn told(text: &str) -> String {
    let table: toml::Table = text.parse().unwrap_or_default();
    if let Some(name) = table.get("name").and_then(toml::Value::as_str) {
        return name.to_owned();
    }
    if let Some(year) = table.get("year").and_then(toml::Value::as_integer) {
        return format!("{year}年放假和调休上班的日子");
    }
    let first = text.lines().next().unwrap_or_default();
    let is_term = |c: char| matches!(c, '\u{4e00}'..='\u{9fff}' | '、');
    let terms = first.split(|c| !is_term(c));
    let mut long = terms.filter(|term| term.chars().count() > 1);
    long.next().unwrap_or_default().to_owned()
}

/// The text of a file in a set that is or was in force.
///
/// # Errors
/// There is no such file in such a set.
pub async fn rule_text(app: &App, hash: &str, path: &str) -> Result<String, Failure> {
    let sql = "SELECT text FROM catalogues WHERE hash = $1 AND path = $2";
    let rows = app
        .store()
        .rows(sql, &[hash.into(), path.into()])
        .await
        .map_err(Fault::from)?;
    let row = rows.first().ok_or(Failure::NotFound)?;
    Ok(row.text(0).map_err(Fault::from)?.to_owned())
}

async fn changed(
    app: &App,
    before: Option<&Adoption>,
    after: &Adoption,
) -> Result<Vec<(String, &'static str)>, Fault> {
    let Some(before) = before.filter(|before| before.catalogue != after.catalogue) else {
        return Ok(Vec::new());
    };
    let (old, new) = (
        texts(app, &before.catalogue).await?,
        texts(app, &after.catalogue).await?,
    );
    let mut changed = Vec::new();
    for (path, text) in &new {
        match old.get(path) {
            None => changed.push((path.clone(), "新增")),
            Some(was) if was != text => changed.push((path.clone(), "修改")),
            Some(_) => {}
        }
    }
    changed.extend(
        old.keys()
            .filter(|path| !new.contains_key(*path))
            .map(|p| (p.clone(), "取消")),
    );
    Ok(changed)
}

async fn texts(app: &App, hash: &str) -> Result<BTreeMap<String, String>, Fault> {
    let sql = "SELECT path, text FROM catalogues WHERE hash = $1";
    let rows = app.store().rows(sql, &[hash.into()]).await?;
    rows.iter()
        .map(|row| Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned())))
        .collect()
}
