//! What handling caused (引发重复访、越级访, S3-14): of the repeats that came in the days of a session, newest first, the
//! matters they went into; as far as the reader may see both, and a bounded number at a time.

use super::reviewed;
use crate::queries::reader::{Reader, seen};
use crate::{App, Failure, Fault, stream};
use casework::MatterId;
use casework::matter::Stage;
use casework::review::{Caused, Review, came_again};
use std::collections::BTreeSet;

/// Repeats looked at for a list: what is taken in or left out makes room for the rest.
const LOOKED_AT: i64 = 300;

/// What the rule lists for a session; nothing where its sheet does not look at it.
pub(crate) async fn listed(
    app: &App,
    reader: &Reader,
    review: &Review,
) -> Result<Vec<Caused>, Fault> {
    let looks = review
        .sheet(app.rules())
        .is_some_and(|sheet| sheet.by_repeats);
    let Some(days) = review.period.filter(|_| looks) else {
        return Ok(Vec::new());
    };
    let mut mains = BTreeSet::new();
    for repeat in repeats(app, reader, days).await? {
        let repeat = stream::matter(app, repeat).await?;
        mains.extend(repeat.joined_into.map(|into| (into.number, into.matter)));
    }
    let mut caused = Vec::new();
    for (number, _) in mains {
        let matter = match reader.matter(app, &number).await {
            Ok((matter, _)) => matter,
            Err(Failure::Fault(fault)) => return Err(fault),
            Err(_) => continue,
        };
        let (again, over_level) = came_again(&matter, days);
        if again > 0 {
            let matter = reviewed(&matter, &reader.office, &review.core);
            caused.push(Caused {
                matter,
                again,
                over_level,
            });
        }
    }
    Ok(caused)
}

/// Repeats that came in some days and went into another matter: one range of one index a unit.
async fn repeats(
    app: &App,
    reader: &Reader,
    (from, until): (jiff::civil::Date, jiff::civil::Date),
) -> Result<BTreeSet<MatterId>, Fault> {
    let offset = app.offset();
    let begin = offset.instant(from.at(0, 0, 0, 0));
    let end = until
        .tomorrow()
        .map_or(i64::MAX, |next| offset.instant(next.at(0, 0, 0, 0)));
    let mut found = BTreeSet::new();
    for unit in &reader.units {
        let sql = format!(
            "SELECT v.matter_id FROM visible v WHERE v.unit_id = $2 AND v.stage = $3 \
             AND v.sort_key >= $4 AND v.sort_key < $5 AND {} \
             ORDER BY v.sort_key DESC LIMIT {LOOKED_AT}",
            seen("v", 1),
        );
        let params = [
            reader.person.as_str().into(),
            unit.as_str().into(),
            Stage::Joined.as_str().into(),
            format!("{begin:016}").into(),
            format!("{end:016}").into(),
        ];
        for row in app.store().rows(&sql, &params).await? {
            let id = row.text(0)?;
            let wrong = |_| Fault::Stored(format!("visible.matter_id `{id}`"));
            found.insert(id.parse().map_err(wrong)?);
        }
    }
    Ok(found)
}
