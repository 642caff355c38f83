//! What the shell looks up before an act on an assessment is decided.

use super::Figure;
use jiff::civil::Date;

/// What an assessment's step is told besides the assessment: what was counted, by month. The month to be
/// frozen, and those frozen before that are recounted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Told {
    /// The first day of each month, and its figures.
    pub months: Vec<(Date, Vec<Figure>)>,
}

impl Told {
    /// What was counted of a month; nothing where it was not.
    pub fn of(&self, month: Date) -> Option<&[Figure]> {
        let found = self.months.iter().find(|(known, _)| *known == month);
        found.map(|(_, figures)| &**figures)
    }
}
