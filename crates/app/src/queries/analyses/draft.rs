//! What the sections of an analysis say by themselves: sentences, a drawing and a table of the figures the
//! catalogue gives each section, as they were frozen. The same for the page and for the report.

use super::prose::share;
use super::{Known, Row};
use crate::App;
use casework::analysis::{Frozen, of_section, topics};
use casework::figures::Sign;
use casework::rules;
use papers::chart::{self, Bar, Drawing};
use serde::Serialize;

/// A section of an analysis.
#[derive(Debug, Clone, Serialize)]
pub struct Section {
    /// Which.
    pub id: String,
    /// What an office calls it.
    pub name: String,
    /// What its figures say, in words.
    pub words: String,
    /// Its figures.
    pub rows: Vec<Row>,
    /// What is drawn of them; nothing where one number is all there is.
    #[serde(skip)]
    pub drawing: Option<Drawing>,
}

/// Fewer are told and not drawn.
const DRAWN: i64 = 5;
/// Bars a drawing has at most.
const BARS: usize = 8;

/// Counts of one sort together, organs, then domains; of each the most first.
fn by_sort<'a>(counts: &[&'a Frozen]) -> Vec<Vec<&'a Frozen>> {
    let sort = |line: &Frozen| line.about.split(':').next().map(str::to_owned);
    let runs = counts.chunk_by(|one, next| sort(one) == sort(next));
    let mut sorts: Vec<Vec<&Frozen>> = runs.map(<[&Frozen]>::to_vec).collect();
    for of in &mut sorts {
        of.sort_by_key(|line| -line.part);
    }
    sorts
}

impl Section {
    /// Whether it tells all that a part tells.
    pub(super) fn tells(&self, part: &Self) -> bool {
        let rows: Vec<&str> = self.rows.iter().map(|row| &*row.name).collect();
        part.rows.iter().all(|row| rows.contains(&&*row.name))
    }

    /// Whether there is something to look up: not of what there is nothing of.
    pub fn has_table(&self) -> bool {
        self.rows.iter().any(|row| !row.now.starts_with("0件"))
    }

    /// Its drawing as it stands in a page.
    pub fn svg(&self) -> Option<String> {
        self.drawing.as_ref().map(Drawing::svg)
    }
}

impl Known {
    /// The sections of its kind.
    pub(super) fn sections(&self, app: &App) -> Vec<Section> {
        let focus = self.state.focus.0.as_ref().map(|domain| rules::Section {
            id: "focus".to_owned(),
            name: "本专题".to_owned(),
            figures: vec![format!("domain:{domain}")],
            mechanisms: Vec::new(),
        });
        let sections = app.rules().analyses.sections_of(&self.state.kind);
        let drafted = focus.iter().chain(sections);
        let drafted = drafted.map(|section| self.section(app, section));
        drafted.filter(|section| !section.rows.is_empty()).collect()
    }

    /// What it is made of: domains, classes, channels, and organs below.
    pub(super) fn parts(&self, app: &App) -> Vec<Section> {
        let of = |(sort, name): (&str, &str)| {
            let section = rules::Section {
                id: sort.to_owned(),
                name: name.to_owned(),
                figures: vec![format!("{sort}:*")],
                mechanisms: Vec::new(),
            };
            self.section(app, &section)
        };
        let parts = [
            ("domain", "反映的领域"),
            ("class", "类别"),
            ("channel", "渠道"),
            ("unit", "下级机关"),
        ];
        let parts = parts.into_iter().map(of);
        parts.filter(|part| !part.rows.is_empty()).collect()
    }

    /// Domains that are topics of their own (S3-15).
    pub(super) fn topics(&self, app: &App) -> Vec<(String, String, String)> {
        let told = topics(&self.state.lines, app.rules()).into_iter();
        let told = told.filter_map(|(line, tenths)| {
            let (_, id) = line.about.split_once(':')?;
            Some((id.to_owned(), self.row(app, line).name, share(Some(tenths))))
        });
        told.collect()
    }

    fn section(&self, app: &App, section: &rules::Section) -> Section {
        let lines = of_section(&self.state.lines, section);
        let (rates, counts): (Vec<&Frozen>, Vec<&Frozen>) = lines
            .iter()
            .partition(|line| line.about.starts_with("metric:"));
        let sorts = by_sort(&counts);
        let is_all = |of: &[&Frozen]| {
            let sort = of.first().and_then(|line| line.about.split(':').next());
            sort.is_some_and(|sort| section.figures.contains(&format!("{sort}:*")))
        };
        let most = sorts.iter().map(|of| self.most(app, of, is_all(of)));
        // A total that is a part as well is told once.
        let is_part = |rate: &&&Frozen| {
            let name = self.name(app, rate);
            let same = |line: &&Frozen| line.part > 0 && self.name(app, line) == name;
            rate.whole.is_none() && counts.iter().any(same)
        };
        let (_, alone): (Vec<&Frozen>, Vec<&Frozen>) = rates.iter().partition(is_part);
        let said = [
            self.stood(app, &alone),
            most.collect::<String>(),
            self.altered(app, &lines),
        ];
        Section {
            id: section.id.clone(),
            name: section.name.clone(),
            words: said.concat(),
            rows: lines.iter().map(|line| self.row(app, line)).collect(),
            drawing: self.drawn(app, &section.name, (&rates, &sorts)),
        }
    }

    /// Parts beside each other, or one count through time.
    fn drawn(
        &self,
        app: &App,
        name: &str,
        (rates, sorts): (&[&Frozen], &[Vec<&Frozen>]),
    ) -> Option<Drawing> {
        let told = |line: &&&Frozen| line.part > 0 && !line.is_small(app.rules());
        for counts in sorts {
            let there = counts.iter().filter(told).take(BARS);
            let bars: Vec<Bar> = there
                .map(|line| Bar::new(&self.row(app, line).name, line.part))
                .collect();
            let all: i64 = bars.iter().map(|bar| bar.value).sum();
            if bars.len() > 1 && all >= DRAWN {
                return Some(chart::bars(&format!("{name}，件"), &bars));
            }
        }
        let counts = sorts.iter().flatten();
        let count = rates.iter().chain(counts).find(|line| line.whole.is_none());
        let some = |line: &&&Frozen| {
            line.part > 0 && line.part + line.before_part + line.year_part >= DRAWN
        };
        let line = count
            .filter(|line| !line.is_small(app.rules()))
            .filter(some)?;
        // Of what is not known nothing is drawn: the first year has no year before.
        let times = [
            ("本期", line.part, Sign::Same),
            ("上一期", line.before_part, line.before),
            ("上年同期", line.year_part, line.year),
        ];
        let known = times.iter().filter(|(_, _, sign)| *sign != Sign::Alone);
        let bars: Vec<Bar> = known.map(|(when, part, _)| Bar::new(when, *part)).collect();
        if bars.len() < 2 {
            return None;
        }
        let title = format!("{}，件", self.row(app, line).name);
        Some(chart::bars(&title, &bars))
    }
}
