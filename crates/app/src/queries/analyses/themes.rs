//! The themes of an analysis as its page shows them, and the matters that belong to one, as they are now: those of
//! the organ's that the reader may open, by the same two words.

use super::{Known, Row, known};
use crate::analyses::{self as counting, READ};
use crate::queries::balance::{Item, Items};
use crate::queries::figures::Period;
use crate::queries::lamp::Lamp;
use crate::queries::todo::stage;
use crate::{App, Failure, Fault, moment, queries, reading, vault};
use casework::analysis::{Chosen, Finding, Mark};
use casework::rules::ThemeRule;
use casework::{PersonId, UnitId};
use matching::themes::belongs;
use serde::Serialize;
use std::collections::HashMap;
use store::Value;

/// Themes of an analysis.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Themed {
    /// The themes, the largest first.
    pub themes: Vec<ThemeRow>,
    /// How many reports were read, of how many.
    pub looked: (i64, i64),
    /// How many reports a theme has at least.
    pub least: usize,
}

/// A theme.
#[derive(Debug, Clone, Serialize)]
pub struct ThemeRow {
    /// Its number.
    pub number: u32,
    /// The words that decide.
    pub words: String,
    /// What kind of problem it is, by the rules of findings.
    pub marks: Vec<&'static str>,
    /// Its figure.
    pub row: Row,
}

impl Themed {
    /// How many there are, and out of how many reports, in a sentence.
    pub fn words(&self) -> String {
        let (read, all) = self.looked;
        let of = match read == all {
            true => format!("{all}件"),
            false => format!("{all}件中抽取的{read}件"),
        };
        match self.themes.len() {
            0 => format!(
                "读了{of}的标题和内容，没有{}件以上反映同一方面的。",
                self.least
            ),
            count => format!(
                "从{of}的标题和内容归并出{count}个主题，每个不少于{}件；前两个词都出现的归入这一主题。",
                self.least
            ),
        }
    }
}

impl Known {
    /// The themes, to whoever sees all of the analysis.
    pub(super) fn themes(&self, app: &App) -> Result<Themed, Fault> {
        let frozen = &self.state.themes;
        let mut themes = Vec::new();
        for theme in &frozen.found {
            let Some(line) = self.state.line(&theme.about()) else {
                continue;
            };
            let about = theme.about();
            let of = |finding: &&Finding| finding.about == about;
            let shown = |finding: &Finding| {
                let cases = &mut self.state.cases.iter();
                cases.any(|chosen: &Chosen| chosen.finding == finding.number)
            };
            let mut marks = line.marks(app.rules());
            if self.state.findings.iter().filter(of).any(shown) {
                marks.push(Mark::Typical);
            }
            let words = self.texts.of(&theme.words)?.to_owned();
            let mut row = self.row(app, line);
            row.name = format!("{}：{words}", row.name);
            themes.push(ThemeRow {
                number: theme.number,
                marks: marks.into_iter().map(Mark::zh).collect(),
                words,
                row,
            });
        }
        Ok(Themed {
            themes,
            looked: (frozen.read, frozen.all),
            least: app
                .rules()
                .analyses
                .themes
                .as_ref()
                .map_or(0, |rule| rule.least),
        })
    }
}

/// What a page of a theme shows.
#[derive(Debug, Clone, Serialize)]
pub struct OfTheme {
    /// Its words.
    pub words: String,
    /// Over which time.
    pub period: String,
    /// Its matters.
    pub items: Items,
}

/// Items a page.
const PAGE: usize = 20;
/// Matters whose texts are opened at once, and for one page at most.
const PIECE: i64 = 200;
const OPENED: usize = 1_000;

/// The matters of a theme, the earliest first.
///
/// # Errors
/// [`Failure::NotFound`] where there is no such theme, and to whoever does not see all of the analysis.
pub async fn theme(
    app: &App,
    person: &PersonId,
    (number, theme): (&str, u32),
    cursor: Option<&str>,
) -> Result<OfTheme, Failure> {
    let known = known(app, person, number).await?;
    let (state, reader) = (&known.state, &known.reader);
    let found = state.themes.found.iter().find(|one| one.number == theme);
    let whole = state.is_whole_for(person, &reader.units);
    let (Some(found), Some(rule), true) = (found, app.rules().analyses.themes.as_ref(), whole)
    else {
        return Err(Failure::NotFound);
    };
    let days = state
        .days
        .and_then(|(from, until)| Period::between(from, until));
    let period = days.ok_or(Failure::NotFound)?;
    reading::record_list(app, person, &format!("{number}-theme-{theme}")).await?;
    let words = known.texts.of(&found.words)?.to_owned();
    let sought: Vec<String> = words.split('、').map(str::to_owned).collect();
    let (rows, next) = Box::pin(known.belonging(app, (period, rule), &sought, cursor)).await?;
    Ok(OfTheme {
        words,
        period: period.zh(),
        items: Items {
            organ: reader.office.unit_name(&state.organ).to_owned(),
            rows,
            next,
        },
    })
}

impl Known {
    async fn belonging(
        &self,
        app: &App,
        (period, rule): (Period, &ThemeRule),
        sought: &[String],
        cursor: Option<&str>,
    ) -> Result<(Vec<Item>, Option<String>), Fault> {
        let cutter = counting::cutter(app, rule).seeking(sought);
        let mut after = cursor.unwrap_or_default().to_owned();
        let (mut found, mut opened) = (Vec::new(), 0);
        loop {
            let rows = self.piece(app, period, &after).await?;
            let read: Vec<(String, UnitId)> = rows
                .iter()
                .map(|row| Ok((row.text(0)?.to_owned(), UnitId::from(row.text(1)?))))
                .collect::<Result<_, Fault>>()?;
            let texts = counting::cut(app, &self.reader.office, &read, &cutter).await?;
            let texts: HashMap<String, Vec<String>> = texts.into_iter().collect();
            for row in &rows {
                opened += 1;
                row.text(2)?.clone_into(&mut after);
                let of = texts.get(row.text(0)?);
                if of.is_some_and(|words| belongs(words, sought)) {
                    found.push(row.clone());
                }
                if found.len() == PAGE {
                    return Ok((self.opened(app, &found).await?, Some(after)));
                }
            }
            if rows.len() < PIECE as usize {
                return Ok((self.opened(app, &found).await?, None));
            }
            if opened >= OPENED {
                return Ok((self.opened(app, &found).await?, Some(after)));
            }
        }
    }

    /// The next matters of the organ's that may be read and that the reader may open.
    async fn piece(
        &self,
        app: &App,
        period: Period,
        after: &str,
    ) -> Result<Vec<store::Row>, Fault> {
        let key = |on: jiff::civil::Date| format!("{:016}", app.offset().midnight(on).max(0));
        let until = period.until.tomorrow().unwrap_or(period.until);
        let (eyes, mut params) = store::list(6, self.reader.units.iter().map(|id| id.as_str()));
        let first: [Value; 5] = [
            self.state.organ.as_str().into(),
            key(period.from).into(),
            key(until).into(),
            after.into(),
            PIECE.into(),
        ];
        params.splice(0..0, first);
        let sql = format!(
            "SELECT m.matter_id, m.receiver, v.sort_key, m.number, m.stage, m.received_at, m.due_at \
             FROM visible v JOIN matters m ON m.matter_id = v.matter_id \
             WHERE v.unit_id = $1 AND v.sort_key >= $2 AND v.sort_key < $3 AND v.sort_key > $4 AND {READ} \
             AND EXISTS (SELECT 1 FROM visible s WHERE s.matter_id = m.matter_id AND s.unit_id IN {eyes}) \
             ORDER BY v.sort_key LIMIT $5"
        );
        Ok(app.store().rows(&sql, &params).await?)
    }

    async fn opened(&self, app: &App, rows: &[store::Row]) -> Result<Vec<Item>, Fault> {
        let reader = &self.reader;
        let stream = |row: &store::Row| Ok(format!("matter-{}", row.text(0)?));
        let streams = rows.iter().map(stream).collect::<Result<Vec<_>, Fault>>()?;
        let titles = queries::titles::titles(app, reader, &streams).await?;
        let item = |row: &store::Row| {
            let title = titles.get(&stream(row)?);
            Ok(Item {
                number: row.text(3)?.to_owned(),
                title: title.map_or(vault::ERASED, |title| title).to_owned(),
                stage_zh: stage(row.text(4)?)?.zh(),
                from: moment::moment(row.int(5)?).on().to_string(),
                came_zh: "",
                until: String::new(),
                went_zh: "",
                lamp: Lamp::of_instant(app, row.int(6)?, reader.now),
            })
        };
        rows.iter().map(item).collect()
    }
}
