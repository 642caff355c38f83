//! Supervision of what procedures promise (专项工作的督办): what goes out, what is held back, slips. The lists
//! stand beside those of matters. A slip about a matter that a reader may not know of is not there for them
//! (T4).

use super::plan::{HeldRow, PlanRow, kind_of};
use super::slips::{RECEIVED, SlipRow, Which, signs};
use super::{Desk, PAGE, cut, promise};
use crate::queries::lamp::Lamp;
use crate::queries::paged;
use crate::queries::procedures::{Names, unbarred_of_any};
use crate::queries::reader::Reader;
use crate::queries::todo::shown;
use crate::{App, Fault};
use casework::matter::supervision::SlipState;
use casework::procedure::Noun;
use casework::rules::RungKind;
use casework::{PersonId, UnitId};
use store::{Row, Value};

/// Rows of a page and where the next one begins.
type Paged<T> = (Vec<T>, Option<String>);

/// The columns by which a row names its procedure: they come first in every statement.
pub(super) const NAMING: &str = "p.procedure_id, p.noun, p.number, p.kind, p.from_day, p.until_day";

/// Where a procedure may be known of by `$1` through organ `$2`: one that is all about one matter by nobody who
/// is recused from that (T4).
fn seen() -> String {
    let unbarred = unbarred_of_any("p", 1);
    format!(
        "EXISTS (SELECT 1 FROM procedure_visible v WHERE v.unit_id = $2 \
         AND v.procedure_id = p.procedure_id) AND {unbarred}"
    )
}

/// What goes out by an instant, the earliest first.
pub(super) async fn going(
    app: &App,
    desk: &Desk,
    end: i64,
    after: Option<&str>,
) -> Result<Paged<PlanRow>, Fault> {
    let (sql, params) = going_asked(desk, end, after);
    let mut rows = app.store().rows(&sql, &params).await?;
    let place = |row: &Row| Ok(format!("{}~{}~{}", row.int(6)?, row.text(0)?, row.int(7)?));
    let next = paged(&mut rows, PAGE, place)?;
    let names = Names::of(app, &desk.reader, &rows).await?;
    let lines = rows.iter().map(|row| planned(app, desk, &names, row));
    Ok((lines.collect::<Result<_, _>>()?, next))
}

/// The statement of a page of what goes out.
pub(super) fn going_asked(desk: &Desk, end: i64, after: Option<&str>) -> (String, Vec<Value>) {
    let mut params = desk.params();
    params.push(end.into());
    let mut later = String::new();
    let cursor = after.and_then(cut::<3>);
    if let Some([at, procedure, clock]) = cursor
        && let (Ok(at), Ok(clock)) = (at.parse::<i64>(), clock.parse::<i64>())
    {
        params.extend([at.into(), procedure.into(), clock.into()]);
        later.push_str(" AND (c.goes_at, c.procedure_id, c.clock) > ($4, $5, $6)");
    }
    params.push((PAGE as i64 + 1).into());
    let sql = format!(
        "SELECT {NAMING}, c.goes_at, c.clock, c.goes_kind, c.rule, c.owner, c.due_at \
         FROM procedure_clocks c JOIN procedures p ON p.procedure_id = c.procedure_id \
         WHERE c.goes_from = $2 AND c.goes_at < $3{later} \
         AND {} AND NOT {} ORDER BY c.goes_at, c.procedure_id, c.clock LIMIT ${}",
        seen(),
        hidden("i.item = c.about AND i.procedure_id = c.procedure_id"),
        params.len()
    );
    (sql, params)
}

fn planned(app: &App, desk: &Desk, names: &Names, row: &Row) -> Result<PlanRow, Fault> {
    let kind = kind_of(row.text(8)?)?;
    Ok(PlanRow {
        kind_zh: kind.zh(),
        by_itself: kind == RungKind::Warning,
        number: row.text(2)?.to_owned(),
        of: address(row)?,
        title: names.name(app, row)?,
        to: unit(&desk.reader, row.text(10)?),
        promise: promise(app, row.text(9)?).to_owned(),
        due: day(row.int(11)?),
        on: day(row.int(6)?),
        rung: format!("{}.{}", row.int(7)?, kind.as_str()),
    })
}

/// What is held back; a page of it.
pub(super) async fn held(app: &App, desk: &Desk) -> Result<Vec<HeldRow>, Fault> {
    let (sql, params) = held_asked(desk);
    let mut lines = Vec::new();
    let rows = app.store().rows(&sql, &params).await?;
    let names = Names::of(app, &desk.reader, &rows).await?;
    for row in &rows {
        lines.push(HeldRow {
            kind_zh: kind_of(row.text(7)?)?.zh(),
            number: row.text(2)?.to_owned(),
            of: address(row)?,
            title: names.name(app, row)?,
            to: unit(&desk.reader, row.text(9)?),
            promise: promise(app, row.text(8)?).to_owned(),
            until: day(row.int(6)?),
        });
    }
    Ok(lines)
}

/// The statement of what is held back, the first to be let go first.
pub(super) fn held_asked(desk: &Desk) -> (String, Vec<Value>) {
    let mut params = desk.params();
    params.push((PAGE as i64).into());
    let sql = format!(
        "SELECT {NAMING}, h.until_at, h.kind, h.rule, h.to_unit FROM procedure_holds h \
         JOIN procedures p ON p.procedure_id = h.procedure_id \
         JOIN procedure_clocks c ON c.procedure_id = h.procedure_id AND c.clock = h.clock \
         WHERE h.organ = $2 AND {} AND NOT {} \
         ORDER BY h.until_at, h.procedure_id, h.clock LIMIT $3",
        seen(),
        hidden("i.item = c.about AND i.procedure_id = c.procedure_id")
    );
    (sql, params)
}

/// Drafts of the reader's organ, the oldest first.
pub(super) async fn drafts(
    app: &App,
    desk: &Desk,
    after: Option<&str>,
) -> Result<Paged<SlipRow>, Fault> {
    listed(app, &desk.reader, drafts_asked(desk, after)).await
}

/// The statement of a page of drafts.
pub(super) fn drafts_asked(desk: &Desk, after: Option<&str>) -> (String, Vec<Value>) {
    let mut params = desk.params();
    let mut narrowed = "s.organ = $2 AND s.state = 'draft'".to_owned();
    if let Some(after) = after {
        params.push(after.into());
        narrowed.push_str(" AND s.sort_key > $3");
    }
    asked(params, &narrowed, "s.sort_key")
}

/// What the reader's organ sent, the newest first.
pub(super) async fn sent(
    app: &App,
    desk: &Desk,
    which: &Which,
    after: Option<&str>,
) -> Result<Paged<SlipRow>, Fault> {
    listed(app, &desk.reader, sent_asked(desk, which, after)).await
}

/// The statement of a page of what an organ sent.
pub(super) fn sent_asked(desk: &Desk, which: &Which, after: Option<&str>) -> (String, Vec<Value>) {
    let mut params = desk.params();
    let mut narrowed = "s.organ = $2 AND s.signed_at IS NOT NULL".to_owned();
    let mut narrow = |column: &str, value: Value| {
        params.push(value);
        narrowed.push_str(&format!(" AND {column} ${}", params.len()));
    };
    if let Some(state) = which.state {
        narrow("s.state =", state.as_str().into());
    }
    if let Some(to) = &which.to {
        narrow("s.to_unit =", to.as_str().into());
    }
    if let Some(after) = after {
        narrow("s.sort_key <", after.into());
    }
    asked(params, &narrowed, "s.sort_key DESC")
}

/// What the reader's own units were sent, newest first: those that owe an answer before the others.
pub(super) async fn received(
    app: &App,
    reader: &Reader,
    units: &[UnitId],
) -> Result<Paged<SlipRow>, Fault> {
    let mut rows = Vec::new();
    for unit in units {
        for state in RECEIVED {
            let asked = received_asked(&reader.person, unit, state);
            rows.extend(listed(app, reader, asked).await?.0);
        }
    }
    rows.sort_by_key(|row| (!row.state.is_owed(), std::cmp::Reverse(row.at.clone())));
    rows.truncate(PAGE);
    Ok((rows, None))
}

/// The statement of what a unit was sent and stands in one state, the newest first.
pub(super) fn received_asked(
    person: &PersonId,
    unit: &UnitId,
    state: &str,
) -> (String, Vec<Value>) {
    let params = vec![person.as_str().into(), unit.as_str().into(), state.into()];
    asked(params, "s.to_unit = $2 AND s.state = $3", "s.sort_key DESC")
}

/// The statement of a page of slips, one more than a page holds.
fn asked(mut params: Vec<Value>, narrowed: &str, order: &str) -> (String, Vec<Value>) {
    params.push((PAGE as i64 + 1).into());
    let sql = format!(
        "SELECT {NAMING}, s.sort_key, s.slip, s.kind, s.number, s.rule, s.organ, s.to_unit, \
         s.drafted_at, s.signed_at, s.state, s.answer_due_at FROM procedure_slips s \
         JOIN procedures p ON p.procedure_id = s.procedure_id WHERE {narrowed} AND {} \
         ORDER BY {order} LIMIT ${}",
        slip_seen(),
        params.len()
    );
    (sql, params)
}

async fn listed(
    app: &App,
    reader: &Reader,
    (sql, params): (String, Vec<Value>),
) -> Result<Paged<SlipRow>, Fault> {
    let mut rows = app.store().rows(&sql, &params).await?;
    let next = paged(&mut rows, PAGE, |row| Ok(row.text(6)?.to_owned()))?;
    let names = Names::of(app, reader, &rows).await?;
    let lines = rows.iter().map(|row| line(app, reader, &names, row));
    Ok((lines.collect::<Result<_, _>>()?, next))
}

fn line(app: &App, reader: &Reader, names: &Names, row: &Row) -> Result<SlipRow, Fault> {
    let kind = kind_of(row.text(8)?)?;
    let word = row.text(15)?;
    let state = SlipState::parse(word);
    let state = state.ok_or_else(|| Fault::Stored(format!("procedure_slips.state `{word}`")))?;
    let due = row.opt_int(16)?.filter(|_| state.is_owed());
    Ok(SlipRow {
        matter: row.text(2)?.to_owned(),
        of: address(row)?,
        title: names.name(app, row)?,
        slip: row.int(7)?,
        kind_zh: kind.zh(),
        number: row.opt_text(9)?.unwrap_or_default().to_owned(),
        promise: promise(app, row.text(10)?).to_owned(),
        organ: unit(reader, row.text(11)?),
        to: unit(reader, row.text(12)?),
        at: shown(row.opt_int(14)?.unwrap_or(row.int(13)?)),
        state,
        lamp: due.map(|due| Lamp::of_instant(app, due, reader.now)),
        mine: signs(app, reader, row.text(10)?, kind),
    })
}

/// Whether the reader may know of a slip `s` of a procedure `p`.
pub(super) fn slip_seen() -> String {
    let hidden = hidden(
        "i.procedure_id = s.procedure_id AND i.item IN (SELECT x.item \
         FROM procedure_slip_items x WHERE x.procedure_id = s.procedure_id AND x.slip = s.slip)",
    );
    format!("{} AND NOT {hidden}", seen())
}

/// Whether the reader may know of an urging `s` about a procedure `p`.
pub(super) fn urging_seen() -> String {
    let hidden = hidden("i.procedure_id = s.procedure_id AND i.item = s.about");
    format!("{} AND NOT {hidden}", seen())
}

/// Whether one of the items meant is about a matter that the reader of `$1` is recused from.
fn hidden(items: &str) -> String {
    format!(
        "EXISTS (SELECT 1 FROM procedure_items i JOIN recused r ON r.matter_id = i.matter_id \
         WHERE r.person_id = $1 AND {items})"
    )
}

pub(super) fn address(row: &Row) -> Result<String, Fault> {
    let word = row.text(1)?;
    let noun = Noun::parse(word);
    let noun = noun.ok_or_else(|| Fault::Stored(format!("procedures.noun `{word}`")))?;
    Ok(format!("/desk/{}/{}", noun.plural(), row.text(2)?))
}

fn unit(reader: &Reader, id: &str) -> String {
    reader.office.unit_name(&UnitId::from(id)).to_owned()
}

fn day(at: i64) -> String {
    shown(at).chars().take(10).collect()
}
