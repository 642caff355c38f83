//! What a list would hold too, had it not been passed up: a figure beside the list (P-21), never a row.

use super::{Filter, TOTAL_MAX};
use crate::queries::passed::{Passed, sums};
use crate::queries::reader::Reader;
use crate::{App, Fault};
use casework::UnitId;
use casework::rules::Sort;
use jiff::civil::Date;

/// What a unit received within a filter and passed up. The lines of the register know a channel and a day;
/// a list that asks for anything else does not count them. None where there are none.
///
/// # Errors
/// The database does not answer.
pub(crate) async fn passed(
    app: &App,
    reader: &Reader,
    unit: &UnitId,
    filter: &Filter,
) -> Result<Option<Passed>, Fault> {
    let asked = Filter {
        unit: filter.unit.clone(),
        channel: filter.channel,
        from: filter.from,
        to: filter.to,
        sort: filter.sort,
        ..Filter::default()
    };
    if *filter != asked || filter.order() != Sort::Arrival {
        return Ok(None);
    }
    let midnight = |on: Date| app.offset().midnight(on);
    let from = filter.from.map_or(i64::MIN, midnight);
    let after = filter.to.and_then(|to| to.tomorrow().ok());
    let days = (from, after.map_or(i64::MAX, midnight));
    let whose = (reader.person.as_str(), unit.as_str());
    let sums = sums(app, whose, days, filter.channel, TOTAL_MAX + 1).await?;
    Ok(Some(Passed::of(&sums)).filter(|passed| passed.filings > 0))
}
