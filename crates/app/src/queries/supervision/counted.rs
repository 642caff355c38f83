//! What a figure of supervision counts (督办统计的明细): slips and urgings about matters and about what is
//! promised in procedures, newest first, two range scans each. The figures count every matter; the list
//! leaves out what the reader may not see (T3).

use super::super::procedures::Names;
use super::super::reader::seen;
use super::super::todo::shown;
use super::{Desk, PAGE, in_sight, procedures, promise, title, titled};
use crate::{App, Failure, Fault, reading};
use casework::matter::supervision::{SlipState, UrgeMode};
use casework::procedure::Noun;
use casework::rules::RungKind;
use casework::{PersonId, UnitId};
use jiff::civil::Date;
use serde::Serialize;
use store::{Row, Value};

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// Slips of a kind that went out.
    Slips(RungKind),
    /// Slips that wait for an answer.
    Owed,
    /// Slips whose answer was accepted.
    Accepted,
    /// Urgings of a mode.
    Urgings(UrgeMode),
    /// What bears suggestions.
    Suggestions,
}

/// What the slips and urgings are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// Matters (信访件).
    Matters,
    /// Procedures of a noun (专项工作).
    Procedures(Noun),
}

impl About {
    /// The word of an address: `matter`, or the noun's own.
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "matter" => Some(Self::Matters),
            word => Noun::parse(word).map(Self::Procedures),
        }
    }

    /// What an office calls it.
    pub fn zh(self) -> &'static str {
        match self {
            Self::Matters => "信访件",
            Self::Procedures(noun) => noun.zh(),
        }
    }
}

/// What a list is narrowed to.
#[derive(Debug, Clone, Copy, Default)]
pub struct Narrowed<'a> {
    /// A unit that was supervised.
    pub to: Option<&'a UnitId>,
    /// Since a day; the first of the year where none is named.
    pub since: Option<Date>,
    /// What they are about.
    pub about: Option<About>,
}

/// A page of what a figure counts.
#[derive(Debug, Clone, Serialize)]
pub struct Counted {
    /// What: 督办单, 电话催办.
    pub what_zh: &'static str,
    /// To which unit; empty for all.
    pub to: String,
    /// What they are about; empty for all.
    pub about_zh: &'static str,
    /// Since which day.
    pub since: String,
    /// Its rows, newest first.
    pub rows: Vec<CountedRow>,
    /// Where the next page begins.
    pub next: Option<String>,
}

/// A slip or an urging.
#[derive(Debug, Clone, Serialize)]
pub struct CountedRow {
    /// 提示单, 电话催办.
    pub kind_zh: &'static str,
    /// 督办〔2026〕7号; empty for an urging.
    pub number: String,
    /// The number of the matter or procedure.
    pub of_number: String,
    /// The address of its page.
    pub of: String,
    /// Its title.
    pub title: String,
    /// About which promise.
    pub promise: String,
    /// To whom.
    pub to: String,
    /// When.
    pub at: String,
    /// Where a slip stands.
    pub state_zh: &'static str,
    /// How many suggestions it bears.
    pub suggestions: i64,
}

impl What {
    /// The word of an address.
    pub fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "owed" => Self::Owed,
            "accepted" => Self::Accepted,
            "suggestions" => Self::Suggestions,
            word => match RungKind::parse(word).filter(|kind| kind.is_slip()) {
                Some(kind) => Self::Slips(kind),
                None => Self::Urgings(UrgeMode::parse(word)?),
            },
        })
    }

    /// What an office calls it.
    pub fn zh(self) -> &'static str {
        match self {
            Self::Slips(kind) => kind.zh(),
            Self::Owed => "待答复的文书",
            Self::Accepted => "答复已认可的文书",
            Self::Urgings(mode) => mode.zh(),
            Self::Suggestions => "督办建议",
        }
    }

    /// What a slip must be.
    fn of_slips(self) -> Option<String> {
        Some(match self {
            Self::Slips(kind) => format!("s.kind = '{}'", kind.as_str()),
            Self::Owed => "s.state IN ('sent', 'returned')".to_owned(),
            Self::Accepted => "s.state = 'accepted'".to_owned(),
            Self::Suggestions => "s.suggestions > 0".to_owned(),
            Self::Urgings(_) => return None,
        })
    }

    /// What an urging must be.
    fn of_urgings(self) -> Option<String> {
        match self {
            Self::Urgings(mode) => Some(format!("s.mode = '{}'", mode.as_str())),
            Self::Suggestions => Some("s.suggestions > 0".to_owned()),
            Self::Slips(_) | Self::Owed | Self::Accepted => None,
        }
    }
}

/// What a figure counts.
///
/// # Errors
/// The reader supervises nothing, or a fault.
pub async fn counted(
    app: &App,
    person: &PersonId,
    what: What,
    narrowed: Narrowed<'_>,
    after: Option<&str>,
) -> Result<Counted, Failure> {
    let desk = Desk::of(app, person).await?;
    reading::record_list(app, person, "supervision-counted").await?;
    let Narrowed { to, since, about } = narrowed;
    let since = since.unwrap_or_else(|| desk.reader.on().first_of_year());
    let mut params = desk.params();
    params.push(format!("{:016}", app.offset().midnight(since).max(0)).into());
    let mut range = "s.organ = $2 AND s.sort_key >= $3".to_owned();
    for (condition, value) in [
        (" AND s.to_unit = ", to.map(|to| to.to_string())),
        (" AND s.sort_key < ", after.map(str::to_owned)),
    ] {
        if let Some(value) = value {
            params.push(value.into());
            range.push_str(&format!("{condition}${}", params.len()));
        }
    }
    params.push((PAGE as i64 + 1).into());
    let mut rows = Vec::new();
    if matches!(about, None | Some(About::Matters)) {
        rows.extend(of_matters(app, &desk, what, (&range, &params)).await?);
    }
    if about != Some(About::Matters) {
        if let Some(About::Procedures(noun)) = about {
            range.push_str(&format!(" AND p.noun = '{}'", noun.as_str()));
        }
        rows.extend(of_procedures(app, &desk, what, (&range, &params)).await?);
    }
    rows.sort_by(|(a, _), (b, _)| b.cmp(a));
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let next = rows.last().filter(|_| more).map(|(key, _)| key.clone());
    let to = to.map_or("", |to| desk.reader.office.unit_name(to));
    Ok(Counted {
        what_zh: what.zh(),
        to: to.to_owned(),
        about_zh: about.map_or("", About::zh),
        since: since.to_string(),
        rows: rows.into_iter().map(|(_, row)| row).collect(),
        next,
    })
}

/// Where slips and urgings are kept, and what a row says of what it is about.
struct Kept {
    slips: &'static str,
    urgings: &'static str,
    /// Which columns name what it is about, and how they are joined.
    named: (&'static str, &'static str),
    /// What else is asked, of a slip and of an urging: that the reader may see it.
    seen: (String, String),
}

impl Kept {
    /// The scans of a figure as one statement; nothing where none is counted.
    fn statement(&self, what: What, range: &str, limit: usize) -> Option<String> {
        let (select, join) = self.named;
        let scan = |table: &str, (word, number, state): (&str, &str, &str), condition: String| {
            format!(
                "SELECT * FROM (SELECT {select}, s.sort_key, {word} AS word, {number} AS paper, s.rule, \
                 s.to_unit, {state} AS state, s.suggestions FROM {table} s {join} \
                 WHERE {range} AND {condition} ORDER BY s.sort_key DESC LIMIT ${limit}) AS x"
            )
        };
        let (of_slip, of_urging) = &self.seen;
        let slips = what.of_slips().map(|wanted| {
            let condition = format!("s.signed_at IS NOT NULL AND {wanted} AND {of_slip}");
            scan(self.slips, ("s.kind", "s.number", "s.state"), condition)
        });
        let urgings = what.of_urgings().map(|wanted| {
            let condition = format!("{wanted} AND {of_urging}");
            scan(self.urgings, ("s.mode", "''", "''"), condition)
        });
        let all: Vec<String> = slips.into_iter().chain(urgings).collect();
        (!all.is_empty()).then(|| all.join(" UNION ALL "))
    }
}

/// A row under its place in the order of the list.
type Placed = (String, CountedRow);

async fn of_matters(
    app: &App,
    desk: &Desk,
    what: What,
    (range, params): (&str, &[Value]),
) -> Result<Vec<Placed>, Fault> {
    let seen = format!("{} AND {}", seen("s", 1), in_sight("s", 2));
    let kept = Kept {
        slips: "slips",
        urgings: "urgings",
        named: (
            "m.matter_id, m.number",
            "JOIN matters m ON m.matter_id = s.matter_id",
        ),
        seen: (seen.clone(), seen),
    };
    let Some(sql) = kept.statement(what, range, params.len()) else {
        return Ok(Vec::new());
    };
    let rows = app.store().rows(&sql, params).await?;
    let titles = titled(app, &desk.reader, &rows, 0).await?;
    let mut placed = Vec::new();
    for row in &rows {
        let number = row.text(1)?.to_owned();
        let of = (number.clone(), format!("/desk/matters/{number}"));
        let title = title(&titles, row.text(0)?);
        placed.push(line(app, desk, (row, 2), of, title)?);
    }
    Ok(placed)
}

async fn of_procedures(
    app: &App,
    desk: &Desk,
    what: What,
    (range, params): (&str, &[Value]),
) -> Result<Vec<Placed>, Fault> {
    let kept = Kept {
        slips: "procedure_slips",
        urgings: "procedure_urgings",
        named: (
            procedures::NAMING,
            "JOIN procedures p ON p.procedure_id = s.procedure_id",
        ),
        seen: (procedures::slip_seen(), procedures::urging_seen()),
    };
    let Some(sql) = kept.statement(what, range, params.len()) else {
        return Ok(Vec::new());
    };
    let rows = app.store().rows(&sql, params).await?;
    let names = Names::of(app, &desk.reader, &rows).await?;
    let mut placed = Vec::new();
    for row in &rows {
        let of = (row.text(2)?.to_owned(), procedures::address(row)?);
        placed.push(line(app, desk, (row, 6), of, names.name(app, row)?)?);
    }
    Ok(placed)
}

/// A row whose own columns begin at a place.
fn line(
    app: &App,
    desk: &Desk,
    (row, at): (&Row, usize),
    (of_number, of): (String, String),
    title: String,
) -> Result<Placed, Fault> {
    let (key, word) = (row.text(at)?.to_owned(), row.text(at + 1)?);
    let kind_zh = RungKind::parse(word).map(RungKind::zh);
    let kind_zh = kind_zh.or_else(|| UrgeMode::parse(word).map(UrgeMode::zh));
    let kind_zh =
        kind_zh.ok_or_else(|| Fault::Stored(format!("neither slip nor urging: `{word}`")))?;
    // The place begins with the instant.
    let (instant, _) = key.split_once('-').unwrap_or((&key, ""));
    let instant: i64 = instant.parse().unwrap_or_default();
    let to = UnitId::from(row.text(at + 4)?);
    let row = CountedRow {
        kind_zh,
        number: row.opt_text(at + 2)?.unwrap_or_default().to_owned(),
        of_number,
        of,
        title,
        promise: promise(app, row.text(at + 3)?).to_owned(),
        to: desk.reader.office.unit_name(&to).to_owned(),
        at: shown(instant),
        state_zh: SlipState::parse(row.text(at + 5)?).map_or("", SlipState::zh),
        suggestions: row.int(at + 6)?,
    };
    Ok((key, row))
}
