//! A figure against another time: by how much it changed, and whether that is more than chance.

use super::chance;

/// A figure: a count over some days, or a part of a whole.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Figure {
    /// How many.
    pub part: i64,
    /// Of how many; nothing where it is a count.
    pub whole: Option<i64>,
    /// Over how many days.
    pub days: i64,
}

crate::codes! {
    /// What a change comes to.
    pub enum Sign {
        /// More than chance, upwards.
        Rise = "rise" => "显著上升",
        /// More than chance, downwards.
        Fall = "fall" => "显著下降",
        /// It may well be chance.
        Chance = "chance" => "变化在随机波动范围内",
        /// No change at all.
        Same = "same" => "持平",
        /// A mean: points of one item hang together, so that no test of counts fits.
        Untested = "untested" => "平均得分，不判断是否偶然",
        /// There is nothing to compare with.
        Alone = "alone" => "没有可比的数",
    }
}

/// A figure against the same of another time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// The other time's.
    pub before: Figure,
    /// By how many tenths of a percent it changed; points of a share, percent of a count. Nothing where there
    /// was nothing before.
    pub tenths: Option<i64>,
    /// What it comes to.
    pub sign: Sign,
}

impl Figure {
    /// Its share in tenths of a percent; nothing where it is a count, or of nothing.
    pub fn share(self) -> Option<i64> {
        tenths(self.part, self.whole?)
    }

    /// Whether there is anything of it, or anything it could be of.
    pub fn is_any(self) -> bool {
        self.part != 0 || self.whole.is_some_and(|whole| whole != 0)
    }

    /// Its mean in tenths; nothing where it is of nothing.
    pub fn mean(self) -> Option<i64> {
        let whole = self.whole.filter(|whole| *whole > 0)?;
        Some((self.part * 20 + whole) / (whole * 2))
    }

    /// A mean against that of another time: by how many tenths of a point it changed.
    pub fn mean_against(self, before: Self) -> Change {
        let tenths = self.mean().zip(before.mean()).map(|(now, then)| now - then);
        let sign = match tenths {
            None => Sign::Alone,
            Some(0) => Sign::Same,
            Some(_) => Sign::Untested,
        };
        Change {
            before,
            tenths,
            sign,
        }
    }

    /// Itself against another time, which is called a change if chance would do as much less than so many
    /// times in a hundred.
    pub fn against(self, before: Self, chance_percent: u8) -> Change {
        let tenths = match self.whole {
            Some(_) => self
                .share()
                .zip(before.share())
                .map(|(now, then)| now - then),
            None => percent(before.part, self.part),
        };
        Change {
            before,
            tenths,
            sign: self.sign(before, chance_percent),
        }
    }

    fn sign(self, before: Self, chance_percent: u8) -> Sign {
        let size = |count: i64| u64::try_from(count).unwrap_or(0);
        let (probable, more, less) = match (self.whole, before.whole) {
            (Some(whole), Some(other)) => {
                if whole == 0 || other == 0 {
                    return Sign::Alone;
                }
                let (now, then) = (
                    i128::from(self.part) * i128::from(other),
                    i128::from(before.part) * i128::from(whole),
                );
                let one = (size(self.part), size(whole));
                let two = (size(before.part), size(other));
                (chance::shares(one, two), now > then, now < then)
            }
            _ => {
                // Months are of different length: what counts is how many a day.
                let (now, then) = (self.part * before.days, before.part * self.days);
                let one = (size(self.part), size(self.days));
                let two = (size(before.part), size(before.days));
                (chance::counts(one, two), now > then, now < then)
            }
        };
        match (more, less) {
            (true, _) if probable < f64::from(chance_percent) / 100.0 => Sign::Rise,
            (_, true) if probable < f64::from(chance_percent) / 100.0 => Sign::Fall,
            (false, false) if self.part == before.part => Sign::Same,
            _ => Sign::Chance,
        }
    }
}

/// By how many tenths of a percent something changed, rounded; nothing where there was nothing before.
pub fn percent(before: i64, now: i64) -> Option<i64> {
    tenths(now - before, before)
}

fn tenths(part: i64, whole: i64) -> Option<i64> {
    if whole == 0 {
        return None;
    }
    let twice = i128::from(part) * 2000 / i128::from(whole);
    i64::try_from((twice + twice.signum()) / 2).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(part: i64, days: i64) -> Figure {
        Figure {
            part,
            whole: None,
            days,
        }
    }

    fn share(part: i64, whole: i64) -> Figure {
        Figure {
            part,
            whole: Some(whole),
            days: 30,
        }
    }

    #[test]
    fn a_few_reports_more_are_no_surge() {
        let change = count(5, 30).against(count(3, 31), 1);
        assert_eq!((change.tenths, change.sign), (Some(667), Sign::Chance));
        assert_eq!(count(71, 365).against(count(122, 365), 1).sign, Sign::Fall);
        assert_eq!(count(122, 365).against(count(71, 365), 1).tenths, Some(718));
        assert_eq!(count(4, 30).against(count(4, 30), 1).sign, Sign::Same);
        assert_eq!(count(40, 30).against(count(0, 30), 1).sign, Sign::Rise);
        assert_eq!(count(40, 30).against(count(0, 30), 1).tenths, None);
    }

    #[test]
    fn a_mean_is_told_in_tenths_and_not_tested() {
        assert_eq!(share(175, 2).mean(), Some(875));
        assert_eq!(
            (share(200, 3).mean(), share(0, 0).mean()),
            (Some(667), None)
        );
        let change = share(175, 2).mean_against(share(267, 3));
        assert_eq!((change.tenths, change.sign), (Some(-15), Sign::Untested));
        assert_eq!(share(175, 2).mean_against(share(0, 0)).sign, Sign::Alone);
    }

    #[test]
    fn a_longer_month_is_no_rise() {
        assert_eq!(
            count(3100, 31).against(count(2800, 28), 1).sign,
            Sign::Chance
        );
    }

    #[test]
    fn shares_change_by_points() {
        let change = share(60, 200).against(share(30, 200), 1);
        assert_eq!((change.tenths, change.sign), (Some(150), Sign::Rise));
        assert_eq!(share(2, 3).against(share(1, 3), 1).sign, Sign::Chance);
        assert_eq!(share(0, 0).against(share(1, 3), 1).sign, Sign::Alone);
    }

    #[test]
    fn a_change_is_rounded() {
        let changes = [(122, 71), (3, 2), (0, 5), (1000, 863), (7, 5)];
        let wanted = [Some(-418), Some(-333), None, Some(-137), Some(-286)];
        assert_eq!(changes.map(|(before, now)| percent(before, now)), wanted);
    }
}
