//! What the books count for a month, and what does not agree with them.

use super::day;
use crate::queries::balance::{self, Scope};
use crate::{App, Fault, stream};
use casework::office::Office;
use casework::reconciliation::{Counted, DifferenceKind, Figures, Found, Reconciliation};
use casework::{MatterId, ProcedureId, UnitId};
use jiff::civil::Date;
use store::Value;

/// Items of a kind listed one by one; what goes beyond is told as a figure.
const MOST: usize = 300;

/// Counts an organ's month.
pub(super) async fn count(
    app: &App,
    office: &Office,
    organ: &UnitId,
    month: Date,
) -> Result<Counted, Fault> {
    let scope = Scope::official(organ, organ);
    let days = (month, month.last_of_month());
    let balance = balance::counted(app, (organ, &scope), days).await?;
    let ends = app.offset().midnight(ending(month));
    let mut found = unsigned(app, (&scope, ends), (DifferenceKind::Unsigned, None)).await?;
    for below in office.children_of(organ) {
        let is_organ = office.unit(below).is_some_and(|unit| unit.kind.is_organ());
        if is_organ {
            let scope = Scope::official(below, organ);
            let what = (DifferenceKind::UnsignedBelow, Some(below));
            found.extend(unsigned(app, (&scope, ends), what).await?);
        }
    }
    if let Some(last) = last(app, organ, month).await? {
        found.extend(Box::pin(changed(app, &scope, &last)).await?);
    }
    Ok(Counted {
        figures: Figures {
            opening: balance.opening,
            came: balance.came,
            went: balance.went,
            closing: balance.closing,
        },
        found,
    })
}

fn ending(month: Date) -> Date {
    let last = month.last_of_month();
    last.tomorrow().unwrap_or(last)
}

/// What an organ was handed before an instant and has not signed for yet.
async fn unsigned(
    app: &App,
    (scope, ends): (&Scope, i64),
    (kind, unit): (DifferenceKind, Option<&UnitId>),
) -> Result<Vec<Found>, Fault> {
    let asked = Asked {
        scope,
        also: "h.until_at IS NULL AND h.stage = 'routed' AND h.from_at < ?".to_owned(),
        at: vec![ends],
    };
    let (matters, beyond) = asked.listed(app).await?;
    let item = |matter: MatterId| Found {
        kind,
        matter: Some(matter),
        unit: unit.cloned(),
        figures: None,
    };
    let mut found: Vec<Found> = matters.into_iter().map(item).collect();
    found.extend(beyond.map(|count| Found {
        kind,
        matter: None,
        unit: unit.cloned(),
        figures: Some((0, count)),
    }));
    Ok(found)
}

/// A reconciliation that was confirmed.
struct Last {
    /// The end of its month.
    ends: i64,
    /// When it was counted.
    counted_at: i64,
    /// What it counted in hand at its end.
    closing: i64,
}

/// The last one before a month.
async fn last(app: &App, organ: &UnitId, month: Date) -> Result<Option<Last>, Fault> {
    let sql = "SELECT procedure_id, month, counted_at FROM reconciliations \
               WHERE organ_id = $1 AND stage = 'confirmed' AND month < $2 ORDER BY month DESC LIMIT 1";
    let params = [organ.as_str().into(), month.to_string().into()];
    let rows = app.store().rows(sql, &params).await?;
    let Some(row) = rows.first() else {
        return Ok(None);
    };
    let id = row.text(0)?;
    let wrong = |_| Fault::Stored(format!("reconciliations.procedure_id `{id}`"));
    let id: ProcedureId = id.parse().map_err(wrong)?;
    let state: Reconciliation = stream::procedure(app, id).await?;
    Ok(Some(Last {
        ends: app.offset().midnight(ending(day(row.text(1)?)?)),
        counted_at: row.int(2)?,
        closing: state.figures.closing,
    }))
}

/// What changed about a past that was reconciled: what was entered since, item by item, and what no item
/// says the cause of.
async fn changed(app: &App, scope: &Scope, last: &Last) -> Result<Vec<Found>, Fault> {
    let came = Asked {
        scope,
        also: "h.entered_at > ? AND h.from_at < ?".to_owned(),
        at: vec![last.counted_at, last.ends],
    };
    let went = Asked {
        scope,
        also: "h.left_entered_at > ? AND h.until_at < ? AND h.entered_at <= ?".to_owned(),
        at: vec![last.counted_at, last.ends, last.counted_at],
    };
    let stayed = Asked {
        also: format!("{} AND (h.until_at IS NULL OR h.until_at >= ?)", came.also),
        at: vec![last.counted_at, last.ends, last.ends],
        scope,
    };
    let mut found = Vec::new();
    for (asked, kind) in [
        (&came, DifferenceKind::LateIn),
        (&went, DifferenceKind::LateOut),
    ] {
        let (matters, beyond) = asked.listed(app).await?;
        let item = |matter: MatterId| Found {
            kind,
            matter: Some(matter),
            unit: None,
            figures: None,
        };
        found.extend(matters.into_iter().map(item));
        found.extend(beyond.map(|count| Found {
            kind,
            matter: None,
            unit: None,
            figures: Some((0, count)),
        }));
    }
    let now = balance::in_hand(app, scope, last.ends).await?;
    let told = stayed.count(app).await? - went.count(app).await?;
    if now != last.closing + told {
        found.push(Found {
            kind: DifferenceKind::Figure,
            matter: None,
            unit: None,
            figures: Some((last.closing, now)),
        });
    }
    Ok(found)
}

/// Holdings of a scope that meet a condition, its places marked `?`.
struct Asked<'a> {
    scope: &'a Scope,
    also: String,
    at: Vec<i64>,
}

impl Asked<'_> {
    /// The condition whole, and what it is asked with.
    fn condition(&self) -> (String, Vec<Value>) {
        let mut params = self.scope.params.clone();
        let mut also = self.also.clone();
        for at in &self.at {
            params.push((*at).into());
            also = also.replacen('?', &format!("${}", params.len()), 1);
        }
        (format!("{} AND {also}", self.scope.condition), params)
    }

    async fn count(&self, app: &App) -> Result<i64, Fault> {
        let (condition, params) = self.condition();
        let sql = format!("SELECT count(*) FROM holdings h WHERE {condition}");
        let rows = app.store().rows(&sql, &params).await?;
        Ok(rows.first().map_or(Ok(0), |row| row.int(0))?)
    }

    /// The matters, oldest first, and how many there are beyond those listed.
    async fn listed(&self, app: &App) -> Result<(Vec<MatterId>, Option<i64>), Fault> {
        let (condition, mut params) = self.condition();
        params.push((MOST as i64 + 1).into());
        let sql = format!(
            "SELECT h.matter_id FROM holdings h WHERE {condition} \
             ORDER BY h.from_at, h.matter_id, h.nth LIMIT ${}",
            params.len()
        );
        let rows = app.store().rows(&sql, &params).await?;
        let more = rows.len() > MOST;
        let mut matters = Vec::new();
        for row in rows.iter().take(MOST) {
            let id = row.text(0)?;
            let wrong = |_| Fault::Stored(format!("holdings.matter_id `{id}`"));
            let id = id.parse().map_err(wrong)?;
            if !matters.contains(&id) {
                matters.push(id);
            }
        }
        let beyond = match more {
            true => Some(self.count(app).await? - MOST as i64),
            false => None,
        };
        Ok((matters, beyond))
    }
}
