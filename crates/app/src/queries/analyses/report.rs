//! The report of an analysis (综合分析报告): an official document with the drawings and tables of the page, what
//! was found with its causes, typical cases without who reported, and what should be done by whom.

use super::{Found, Row, Section, ThemeRow, Told, analysis, known};
use crate::official::{self, Facts};
use crate::queries::print::printed;
use crate::{App, Failure};
use casework::PersonId;
use casework::procedure::days_zh;
use casework::rules::Drafted;
use papers::paper::{Block, Grid, Official};

/// The paper of an analysis.
///
/// # Errors
/// [`Failure::NotFound`] where it does not exist, and to whoever sees a part of it alone.
pub async fn paper(app: &App, person: &PersonId, number: &str) -> Result<Official, Failure> {
    let told = Box::pin(analysis(app, person, number)).await?;
    let known = known(app, person, number).await?;
    let (from, until) = known
        .state
        .days
        .filter(|_| told.whole)
        .ok_or(Failure::NotFound)?;
    let rule = app.rules().letter("analysis").ok_or(Failure::NotFound)?;
    let office = &known.reader.office;
    let opened = known.state.core.opened.date();
    let kind = app.rules().analyses.kind(&known.state.kind);
    let kind = kind.ok_or(Failure::NotFound)?;
    Ok(official::issued(
        rule,
        &Facts {
            organ: office.unit_name(&known.state.organ).to_owned(),
            addressee: match told.ordered_by.as_str() {
                "" => "本机关领导".to_owned(),
                unit => unit.to_owned(),
            },
            year: opened.year(),
            date: Some(opened),
            period: kind.about_zh(&days_zh(from, until), &told.focus.0),
            drafted: drafted(&told),
            printed: printed(&known.reader),
            ..Facts::default()
        },
    ))
}

/// What the report says by itself.
fn drafted(told: &Told) -> Vec<(Drafted, Vec<Block>)> {
    let mut pictures = Pictures::default();
    let mut overall = vec![Block::text(&told.standing)];
    for part in &told.parts {
        // What a section of its own tells is not told twice.
        let again = told.sections.iter().any(|section| section.tells(part));
        if again || part.words.is_empty() {
            continue;
        }
        overall.push(Block::text(&part.words));
        // Classes and channels are few: the sentence says it all.
        if matches!(&*part.id, "domain" | "unit") {
            overall.extend(pictures.of(part));
        }
    }
    overall.extend(themes(told));
    let topics = told.topics.iter();
    let topics: Vec<String> = topics
        .map(|(_, name, share)| format!("{name}占{share}"))
        .collect();
    if !topics.is_empty() {
        let words = format!("{}，比较集中，建议列为专题分析。", topics.join("、"));
        overall.push(Block::text(words));
    }
    vec![
        (Drafted::Overall, overall),
        (Drafted::Sections, sections(told, &mut pictures)),
        (Drafted::Measures, measures(told)),
        (Drafted::Figures, vec![figures(&told.metrics)]),
    ]
}

/// What the reports speak of: a sentence and a table.
fn themes(told: &Told) -> Vec<Block> {
    let themed = &told.themed;
    if themed.themes.is_empty() {
        return Vec::new();
    }
    let heads = [
        ("主题（依据的词）", 4),
        ("本期", 1),
        ("同比", 2),
        ("环比", 3),
        ("性质", 2),
    ];
    let line = |theme: &ThemeRow| {
        let row = &theme.row;
        let cells = [&theme.words, &row.now, &row.year, &row.before];
        let mut cells: Vec<String> = cells.map(String::clone).into();
        cells.push(theme.marks.join("、"));
        cells
    };
    vec![
        Block::text(themed.words()),
        table(&heads, themed.themes.iter().map(line).collect()),
    ]
}

/// Drawings of the report, numbered as they come.
#[derive(Default)]
struct Pictures(u32);

impl Pictures {
    fn of(&mut self, section: &Section) -> Option<Block> {
        let drawing = section.drawing.clone()?;
        self.0 += 1;
        let under = format!("图{}　{}", self.0, drawing.title);
        Some(Block::Chart(drawing, under))
    }
}

fn sections(told: &Told, pictures: &mut Pictures) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut nth = 0;
    let mut heading = |blocks: &mut Vec<Block>, name: &str| {
        nth += 1;
        blocks.push(Block::Second(format!("（{}）{name}", counted(nth))));
    };
    for section in &told.sections {
        heading(&mut blocks, &section.name);
        blocks.push(Block::text(&section.words));
        blocks.extend(pictures.of(section));
        let of = |found: &&Found| found.section == section.name;
        blocks.extend(told.findings.iter().filter(of).flat_map(problem));
    }
    // A problem may stand in a section of which there are no figures.
    let drafted = |found: &&Found| {
        let mut names = told.sections.iter().map(|section| &section.name);
        names.all(|name| *name != found.section)
    };
    for found in told.findings.iter().filter(drafted) {
        heading(&mut blocks, &found.section);
        blocks.extend(problem(found));
    }
    blocks
}

/// A problem, what kind it is, why it is there, and the cases that show it.
fn problem(found: &Found) -> Vec<Block> {
    let marks = match found.marks.is_empty() {
        true => String::new(),
        false => format!("（{}）", found.marks.join("、")),
    };
    let mut blocks = vec![
        Block::text(format!("问题{}{marks}：{}", found.number, found.problem)),
        Block::text(format!("主要原因：{}", found.cause)),
    ];
    let cases = found.cases.iter();
    blocks.extend(cases.map(|(_, account)| Block::text(format!("典型案例：{account}"))));
    blocks
}

/// What should be done, by whom, and how far it is.
fn measures(told: &Told) -> Vec<Block> {
    if told.findings.is_empty() {
        return vec![Block::text("尚未提出建议。")];
    }
    let heads = [("序号", 1), ("对策建议", 6), ("承办单位", 3), ("进展", 2)];
    let line = |found: &Found| {
        let task = found.task.as_ref();
        let state = match (task, found.pointed) {
            (Some(task), _) => task.standing.to_owned(),
            (None, true) => "待交办".to_owned(),
            (None, false) => "供参考".to_owned(),
        };
        vec![
            found.number.to_string(),
            found.suggestion.clone(),
            task.map_or_else(String::new, |task| task.unit.clone()),
            state,
        ]
    };
    let mut blocks = Vec::new();
    if let Some((by, _, words)) = &told.instruction {
        blocks.push(Block::text(format!("{by}批示：{words}")));
    }
    blocks.push(Block::Table(Grid {
        heads: heads.map(|(head, width)| (head.to_owned(), width)).into(),
        lines: told.findings.iter().map(line).collect(),
        spare: 0,
    }));
    blocks
}

/// Every metric as it was frozen.
fn figures(metrics: &[Row]) -> Block {
    let heads = [("指标", 3), ("本期", 3), ("同比", 3), ("环比", 3)];
    let line = |row: &Row| {
        let cells = [&row.name, &row.now, &row.year, &row.before];
        cells.map(String::clone).into()
    };
    // Of what there never was any nothing is told.
    let ever = |row: &&Row| {
        let changed = |cell: &str| !matches!(cell, "—" | "持平");
        let nought = row
            .now
            .strip_prefix('0')
            .is_some_and(|unit| !unit.starts_with('.'));
        !nought || changed(&row.year) || changed(&row.before)
    };
    table(&heads, metrics.iter().filter(ever).map(line).collect())
}

/// A table without the columns that nothing stands in: of the first year there is no year before. What they leave
/// goes to the others, the narrowest first.
fn table(heads: &[(&str, usize)], lines: Vec<Vec<String>>) -> Block {
    let says = |at: usize| lines.iter().any(|line| !matches!(&*line[at], "" | "—"));
    let kept: Vec<usize> = (0..heads.len())
        .filter(|at| *at == 0 || says(*at))
        .collect();
    let all: usize = heads.iter().map(|(_, width)| width).sum();
    let taken: usize = kept.iter().map(|at| heads[*at].1).sum();
    let mut widths: Vec<usize> = kept.iter().map(|at| heads[*at].1).collect();
    for _ in taken..all {
        let narrowest = (0..widths.len()).min_by_key(|at| widths[*at]);
        widths[narrowest.unwrap_or(0)] += 1;
    }
    let named = kept.iter().map(|at| heads[*at].0.to_owned());
    Block::Table(Grid {
        heads: named.zip(widths).collect(),
        lines: lines
            .iter()
            .map(|line| kept.iter().map(|at| line[*at].clone()).collect())
            .collect(),
        spare: 0,
    })
}

/// A number as headings count: 一, 十二.
fn counted(number: usize) -> String {
    const ONES: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let ten = match number / 10 {
        0 => String::new(),
        1 => "十".to_owned(),
        tens => format!("{}十", ONES[tens % 10]),
    };
    ten + ONES[number % 10]
}

#[cfg(test)]
mod tests {
    use papers::paper::Block;

    #[test]
    fn a_column_in_which_nothing_stands_is_left_out() {
        let heads = [("指标", 3), ("本期", 3), ("同比", 3), ("环比", 3)];
        let line = |cells: [&str; 4]| cells.map(str::to_owned).to_vec();
        let lines = vec![
            line(["甲", "3件", "—", "持平"]),
            line(["乙", "0件", "—", "—"]),
        ];
        let Block::Table(grid) = super::table(&heads, lines) else {
            panic!("it is a table");
        };
        let named: Vec<(&str, usize)> = grid
            .heads
            .iter()
            .map(|(name, width)| (&**name, *width))
            .collect();
        assert_eq!(named, [("指标", 4), ("本期", 4), ("环比", 4)]);
        assert_eq!(grid.lines[1], ["乙", "0件", "—"]);
    }

    #[test]
    fn headings_are_counted_in_words() {
        let counted = [1, 9, 10, 11, 20, 21].map(super::counted);
        assert_eq!(counted, ["一", "九", "十", "十一", "二十", "二十一"]);
    }
}
