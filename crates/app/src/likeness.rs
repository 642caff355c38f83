//! How alike two matters are (比对), by the weights in force: what an act that decides about both keeps as its
//! ground. Texts are opened as far as whoever acts may read them, compared, and forgotten.

use crate::audience::{Opener, Unwritten};
use crate::queries::search::planned;
use crate::search_index::{Doc, Part};
use crate::{App, Fault, vault};
use casework::matter::{Alike, InCommon, Likeness, Matter};
use casework::{MatterId, SealedRef, UnitId};
use matching::decisions::Decision;
use matching::{Background, Evidence, Level, Measures, Model, Report, weigh};
use sealing::{blind, normal};
use std::collections::BTreeSet;

/// The weights in force, and texts as they are read by them.
pub struct Weights {
    /// The weights.
    pub model: Model,
    /// How texts are read.
    pub machine: matching::Reader,
}

/// The file of the catalogue that holds the weights.
pub const PATH: &str = "matching/repeats.toml";

/// Stands for the reporter where a number shows that both were brought by the same one.
pub(crate) const SAME_REPORTER: u64 = 1;

impl Weights {
    /// Reads the weights of a catalogue.
    ///
    /// # Errors
    /// They cannot be used, by file and reason.
    pub(crate) fn read(text: &str) -> Result<Self, Fault> {
        let model = Model::parse(text);
        let model = model.map_err(|bad| Fault::Files(format!("catalogue/{PATH}: {bad}")))?;
        let machine = matching::Reader::new(&model, Background::shipped());
        Ok(Self { model, machine })
    }
}

/// How alike a matter, with what this write adds to it, is to another; nothing where there is nothing to compare.
/// `organ` is whose eyes both are read with.
pub(crate) async fn between(
    app: &App,
    (opener, organ): (&Opener, &UnitId),
    (matter, unwritten): (&Matter, &Unwritten),
    other: &Matter,
) -> Result<Option<Likeness>, Fault> {
    let mut new = report(app, (opener, organ), (matter, unwritten)).await?;
    let mut old = report(app, (opener, organ), (other, &Unwritten::default())).await?;
    if new.title.is_empty() && new.text.is_empty() || old.title.is_empty() && old.text.is_empty() {
        return Ok(None);
    }
    let numbers = numbers(app, matter, unwritten).await?;
    if !numbers.is_disjoint(&self::numbers(app, other, &Unwritten::default()).await?) {
        new.reporters.push(SAME_REPORTER);
        old.reporters.push(SAME_REPORTER);
    }
    let Weights { model, machine } = app.weights();
    let (judged, seen) = weigh(&machine.traits(&new), &machine.traits(&old), model);
    let signs = [
        (seen.reporter, InCommon::Reporter),
        (seen.subject, InCommon::Subject),
        (seen.other_subject, InCommon::OtherSubject),
        (seen.template, InCommon::Template),
        (seen.separate_claims, InCommon::SeparateClaims),
        (seen.identical, InCommon::Identical),
    ];
    Ok(Some(Likeness {
        weights: model.version,
        level: level(judged.level),
        score: thousandths(judged.score),
        alike: thousandths(seen.alike),
        named: thousandths(seen.measures.named),
        title: thousandths(seen.measures.title),
        equal: thousandths(seen.measures.equal),
        signs: signs
            .into_iter()
            .filter_map(|(has, sign)| has.then_some(sign))
            .collect(),
    }))
}

/// What was kept of a comparison, as it is weighed.
fn evidence(kept: &Likeness) -> Evidence {
    let share = |thousandths: u16| f32::from(thousandths) / 1000.0;
    let has = |sign: InCommon| kept.signs.contains(&sign);
    Evidence {
        measures: Measures {
            named: share(kept.named),
            title: share(kept.title),
            equal: share(kept.equal),
        },
        alike: share(kept.alike),
        template: has(InCommon::Template),
        reporter: has(InCommon::Reporter),
        subject: has(InCommon::Subject),
        other_subject: has(InCommon::OtherSubject),
        separate_claims: has(InCommon::SeparateClaims),
        identical: has(InCommon::Identical),
    }
}

/// Everything people decided about two matters, with what was seen (比对判定): what weights are learned from. No text is
/// opened.
///
/// # Errors
/// The database does not answer, or holds what is no decision.
pub async fn decisions(app: &App) -> Result<Vec<Decision>, Fault> {
    let sql = "SELECT matter_id, other_id, same, shown FROM pairings WHERE shown IS NOT NULL \
               ORDER BY matter_id, other_id";
    let mut decisions = Vec::new();
    for row in app.store().rows(sql, &[]).await? {
        let wrong = |what: &str| Fault::Stored(format!("pairings.{what}"));
        let matter = |column: usize, name: &str| {
            let id: MatterId = row.text(column)?.parse().map_err(|_| wrong(name))?;
            Ok::<u64, Fault>(id.0.as_u64_pair().1)
        };
        let shown: Likeness = serde_json::from_str(row.text(3)?)
            .map_err(|error| wrong(&format!("shown: {error}")))?;
        decisions.push(Decision {
            new: matter(0, "matter_id")?,
            old: matter(1, "other_id")?,
            same: row.bool(2)?,
            seen: evidence(&shown),
            weights: shown.weights,
        });
    }
    Ok(decisions)
}

/// A name as it is compared for equality, kept nowhere in words.
pub(crate) fn digest(app: &App, name: &str) -> Option<u64> {
    let normal = normal::name(name)?;
    let token = blind::blind(app.keys(), crate::blind_index::SUBJECT, &normal);
    let first = token.first_chunk::<8>()?;
    Some(u64::from_be_bytes(*first))
}

/// A matter as matching sees it, without who reported.
pub(crate) async fn report(
    app: &App,
    (opener, organ): (&Opener, &UnitId),
    (matter, unwritten): (&Matter, &Unwritten),
) -> Result<Report, Fault> {
    let office = app.office();
    let parts = planned::parts(!matter.original_with(&office, organ), organ);
    let told: Vec<(Part, bool, &SealedRef)> = Doc::of(matter).compared().collect();
    let told = told.into_iter().filter(|(part, ..)| parts.contains(part));
    let told: Vec<(Part, bool, &SealedRef)> = told.collect();
    let new = &unwritten.texts.0;
    let stored = told.iter().map(|(.., text)| *text);
    let stored: Vec<&SealedRef> = stored.filter(|text| !new.contains_key(&text.id)).collect();
    let opened = match stored.is_empty() {
        true => vault::Texts::default(),
        false => vault::some_texts(app, opener, &matter.id.stream(), &stored).await?,
    };
    let mut report = Report::default();
    for (part, is_name, reference) in told {
        let text = match new.get(&reference.id) {
            Some(text) => text,
            None => opened.of(reference)?,
        };
        match part {
            _ if text == vault::ERASED => {}
            _ if is_name => report.subjects.extend(digest(app, text)),
            Part::Title | Part::CopyTitle if report.title.is_empty() => {
                report.title = text.to_owned();
            }
            _ => {
                report.text.push_str(text);
                report.text.push('\n');
            }
        }
    }
    Ok(report)
}

/// Tokens of the numbers whoever brought a matter can be known again by.
async fn numbers(
    app: &App,
    matter: &Matter,
    unwritten: &Unwritten,
) -> Result<BTreeSet<Vec<u8>>, Fault> {
    const NUMBERS: [&str; 2] = ["phone", "id-number"];
    let sql = "SELECT token FROM blind WHERE stream_id = $1 AND namespace IN ($2, $3)";
    let [phone, id] = NUMBERS;
    let params = [matter.id.stream().into(), phone.into(), id.into()];
    let mut tokens = BTreeSet::new();
    for row in app.store().rows(sql, &params).await? {
        tokens.insert(row.blob(0)?.to_vec());
    }
    let new = unwritten.entries.iter();
    let new = new.filter(|entry| NUMBERS.contains(&&*entry.namespace));
    tokens.extend(new.map(|entry| entry.token.clone()));
    Ok(tokens)
}

fn level(level: Level) -> Alike {
    match level {
        Level::Same => Alike::Same,
        Level::Group => Alike::Group,
        Level::Related => Alike::Related,
        Level::None => Alike::None,
    }
}

fn thousandths(share: f32) -> u16 {
    (share * 1000.0).round().clamp(0.0, 1000.0) as u16
}
