//! What the sections of an analysis say by themselves: sentences, a drawing and a table of the figures the
//! catalogue gives each section, as they were frozen. The same for the page and for the report.

use super::{Known, Row, share};
use crate::App;
use casework::analysis::{Frozen, Mark, of_section, topics};
use casework::figures::Figure;
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

/// Bars a drawing has at most.
const BARS: usize = 8;
/// Parts a sentence names.
const NAMED: usize = 3;

/// Counts of one sort together: organs, then domains.
fn by_sort<'a>(counts: &[&'a Frozen]) -> Vec<Vec<&'a Frozen>> {
    let sort = |line: &Frozen| line.about.split(':').next().map(str::to_owned);
    let runs = counts.chunk_by(|one, next| sort(one) == sort(next));
    runs.map(<[&Frozen]>::to_vec).collect()
}

impl Section {
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
        let most = sorts.iter().map(|of| self.most(app, of));
        let said = [
            most.collect::<String>(),
            self.stood(app, &rates),
            self.marked(app, &lines),
        ];
        Section {
            id: section.id.clone(),
            name: section.name.clone(),
            words: said.concat(),
            rows: lines.iter().map(|line| self.row(app, line)).collect(),
            drawing: self.drawn(app, &section.name, (&rates, &sorts)),
        }
    }

    /// What there is most of: the first few, with what share of everything each is.
    fn most(&self, app: &App, counts: &[&Frozen]) -> String {
        let total = self.state.line("metric:total").map_or(0, |line| line.part);
        let one = |line: &&Frozen| {
            let row = self.row(app, line);
            let of = Figure {
                part: line.part,
                whole: Some(total),
                days: 0,
            };
            match line.is_small(app.rules()) {
                true => format!("{}{}件", row.name, row.now),
                false => format!("{}{}件，占{}", row.name, row.now, share(of.share())),
            }
        };
        let there = counts.iter().filter(|line| line.part > 0);
        let there: Vec<String> = there.take(NAMED).map(one).collect();
        match there.len() {
            0 if counts.is_empty() => String::new(),
            0 => "本期没有反映这方面问题的。".to_owned(),
            1 => format!("{}。", there[0]),
            _ => format!("反映较多的是{}。", there.join("；")),
        }
    }

    /// How rates and totals stand, against the year before and the time before.
    fn stood(&self, app: &App, rates: &[&Frozen]) -> String {
        let said: Vec<String> = rates.iter().map(|line| self.stands(app, line)).collect();
        match said.is_empty() {
            true => String::new(),
            false => format!("{}。", said.join("；")),
        }
    }

    /// What of it is general or emerging by rule.
    fn marked(&self, app: &App, lines: &[&Frozen]) -> String {
        let named = |mark: Mark| {
            let held = lines
                .iter()
                .filter(|line| !line.is_small(app.rules()))
                .filter(|line| line.marks(app.rules()).contains(&mark));
            // A metric and a part of a breakdown may bear one name.
            let mut names: Vec<String> = held.map(|line| self.row(app, line).name).collect();
            names.dedup();
            names.join("、")
        };
        let (general, emerging) = (named(Mark::General), named(Mark::Emerging));
        let mut said = String::new();
        if !emerging.is_empty() {
            said.push_str(&format!("{emerging}变化显著，属苗头性问题。"));
        }
        if !general.is_empty() {
            let least = app.rules().analyses.general_units;
            said.push_str(&format!(
                "{general}在{least}个以上下级机关都有，属普遍性问题。"
            ));
        }
        said
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
            if bars.len() > 1 {
                return Some(chart::bars(&format!("{name}，件"), &bars));
            }
        }
        let counts = sorts.iter().flatten();
        let count = rates.iter().chain(counts).find(|line| line.whole.is_none());
        let some = |line: &&&Frozen| line.part + line.before_part + line.year_part > 0;
        let line = count
            .filter(|line| !line.is_small(app.rules()))
            .filter(some)?;
        let times = [
            ("本期", line.part),
            ("上一期", line.before_part),
            ("上年同期", line.year_part),
        ];
        let bars = times.map(|(when, part)| Bar::new(when, part));
        let title = format!("{}，件", self.row(app, line).name);
        Some(chart::bars(&title, &bars))
    }
}
