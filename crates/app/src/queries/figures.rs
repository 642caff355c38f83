//! Figures (统计分析): every metric of an organ with all below it over a time, against the same time of the year
//! before (同比) and the time before (环比), told whether a change is more than chance; by channel, class, domain,
//! managing level and unit. Every figure opens its list.
//!
//! Read from the counts (`crate::tallies::cells`), one statement a page, so that it sees one moment. What the
//! reader may not know of is in no figure (T3, T4).
//!
//! | module | is |
//! |---|---|
//! | `period` | a time, the time before and the year before |
//! | `sums` | cells of an organ over some times |
//! | `table` | metrics and what they break down into |
//! | `alone` | one metric, its months and what it breaks down into |
//! | `checks` | what a figure of reviews and inspections counts, item by item |
//! | `overview` | a month at a glance |
//! | `items` | what a figure counts, item by item |

mod alone;
mod checks;
mod items;
mod overview;
mod period;
#[cfg(test)]
mod plans;
mod sums;
mod table;

pub use alone::{Alone, alone};
pub use checks::{Check, Checks, checks};
pub use items::{Sought, items};
pub use overview::{Age, Overview, overview};
pub use period::Period;
pub(crate) use sums::{Scope, Sum, read};
pub use table::{Breakdown, COLUMNS, Line, Part, Split, Table, only, table};
pub(crate) use table::{figures_of, of_groups};
