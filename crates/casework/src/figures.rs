//! Figures (统计分析): what a matter is counted under, which counts make a metric, and whether a change is more
//! than chance. Each metric is defined once, in `catalogue/metrics.toml`; pages, papers and analyses ask the
//! same definitions.
//!
//! | module | is |
//! |---|---|
//! | `cell` | what a matter, a conclusion or a promise is counted under |
//! | `metric` | counts and metrics as the catalogue defines them |
//! | `change` | a figure against another time |
//! | `chance` | exact tests of two counts and of two shares |

mod cell;
mod chance;
mod change;
mod metric;

pub use cell::{
    Axis, Cell, Flag, Standing, conclusion, is_handling, letters, managed, slow, standing, told,
};
pub use chance::{counts, shares};
pub use change::{Change, Figure, Sign, percent};
pub use metric::{CountRule, Elsewhere, Filter, Metric, Metrics};
