//! Scores (得分): from a part and a whole to points, by what the catalogue weighs. Whole numbers alone, in tenths
//! of a point, so that a score is the same wherever it is computed; everything it was computed from stands
//! beside it, so that it can be computed again.

use crate::ids::UnitId;
use crate::rules::{Measure, Scheme};
use serde::{Deserialize, Serialize};

/// What was counted of an organ: a part of a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// Of which organ.
    pub unit: UnitId,
    /// What was counted.
    pub measure: Measure,
    /// The part.
    pub part: i64,
    /// The whole.
    pub whole: i64,
}

/// What an indicator came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Which indicator.
    pub indicator: String,
    /// The part.
    pub part: i64,
    /// The whole.
    pub whole: i64,
    /// What it weighed.
    pub weight: i64,
    /// What had to be reached, in percent.
    pub target: i64,
    /// Whether less is better.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub lower: bool,
    /// The participation it is measured against: part, whole, and the percent under which it counts less.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub floor: Option<(i64, i64, i64)>,
}

/// Points for items, or given by a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Points {
    /// The rule of the catalogue.
    pub rule: String,
    /// How many items.
    pub count: i64,
    /// Points for each.
    pub each: i64,
    /// Which award of the assessment it is; none where it was counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub award: Option<u32>,
}

/// The score of an organ in a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scored {
    /// Whose.
    pub unit: UnitId,
    /// Indicator by indicator.
    pub lines: Vec<Line>,
    /// What was added and taken off.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub points: Vec<Points>,
    /// Most points added and taken off.
    pub bounds: (i64, i64),
    /// The score in tenths of a point; none where nothing could be measured.
    pub total: Option<i64>,
}

/// Ten thousandths of a whole.
const WHOLE: i64 = 10_000;

/// A share in ten thousandths, rounded; none of an empty whole.
pub fn share(part: i64, whole: i64) -> Option<i64> {
    (whole > 0).then(|| (part * WHOLE + whole / 2) / whole)
}

impl Line {
    /// Its share in ten thousandths; none where nothing was there to be measured.
    pub fn rate(&self) -> Option<i64> {
        share(self.part, self.whole)
    }

    /// Whether its target was reached; none where nothing was there to be measured.
    pub fn reached(&self) -> Option<bool> {
        let target = self.target * 100;
        let of = |rate: i64| {
            if self.lower {
                rate <= target
            } else {
                rate >= target
            }
        };
        self.rate().map(of)
    }

    /// How much of its weight it earned, in tenths of a point; none where it has none or was not measured.
    pub fn tenths(&self) -> Option<i64> {
        self.earned()
            .map(|earned| (earned * 10 + WHOLE / 2) / WHOLE)
    }

    /// The same in ten thousandths of a point.
    fn earned(&self) -> Option<i64> {
        let rate = self.rate().filter(|_| self.weight > 0)?;
        let target = self.target * 100;
        let reached = match self.reached()? {
            true => WHOLE,
            false if self.lower => target * WHOLE / rate.max(1),
            false => rate * WHOLE / target.max(1),
        };
        let earned = self.weight * reached;
        Some(match self.floor {
            Some((part, whole, least)) => {
                let took_part = share(part, whole).unwrap_or(0);
                let least = (least * 100).max(1);
                earned * took_part.min(least) / least
            }
            None => earned,
        })
    }
}

impl Scored {
    /// The score of an organ by a scheme, its own targets and what was counted.
    pub fn of(
        scheme: &Scheme,
        unit: &UnitId,
        figures: &[Figure],
        target: impl Fn(&str) -> Option<i64>,
        awards: impl Iterator<Item = Points>,
    ) -> Self {
        let counted = |measure: Measure| counted(figures, unit, measure);
        let line = |rule: &crate::rules::Indicator| {
            let (part, whole) = counted(rule.measure);
            let (took_part, of) = counted(Measure::Participation);
            Line {
                indicator: rule.id.clone(),
                part,
                whole,
                weight: rule.weight,
                target: target(&rule.id).unwrap_or(rule.target),
                lower: rule.lower,
                floor: rule.floor.map(|least| (took_part, of, least)),
            }
        };
        let points = scheme.points.iter().map(|rule| Points {
            rule: rule.id.clone(),
            count: counted(rule.measure).0,
            each: rule.each,
            award: None,
        });
        let points = points.filter(|points| points.count > 0);
        Self {
            unit: unit.clone(),
            lines: scheme.indicators.iter().map(line).collect(),
            points: points.chain(awards).collect(),
            bounds: (scheme.bonus, scheme.penalty),
            total: None,
        }
        .tallied()
    }

    /// The same by what is counted now. What it was weighed by stays.
    pub fn again(&self, scheme: &Scheme, figures: &[Figure]) -> Self {
        let mut again = self.clone();
        let took_part = counted(figures, &self.unit, Measure::Participation);
        for line in &mut again.lines {
            if let Some(measure) = scheme.measure_of(&line.indicator) {
                (line.part, line.whole) = counted(figures, &self.unit, measure);
            }
            if let Some((part, whole, _)) = &mut line.floor {
                (*part, *whole) = took_part;
            }
        }
        again.points.retain(|points| points.award.is_some());
        let counts = scheme.points.iter().map(|rule| Points {
            rule: rule.id.clone(),
            count: counted(figures, &self.unit, rule.measure).0,
            each: rule.each,
            award: None,
        });
        let counts = counts.filter(|points| points.count > 0);
        let awards = std::mem::take(&mut again.points);
        again.points = counts.chain(awards).collect();
        again.tallied()
    }

    /// With its total.
    pub(crate) fn tallied(mut self) -> Self {
        let measured = self.lines.iter();
        let measured: Vec<_> = measured
            .filter_map(|line| Some((line.weight, line.earned()?)))
            .collect();
        let weight: i64 = measured.iter().map(|(weight, _)| weight).sum();
        let earned: i64 = measured.iter().map(|(_, earned)| earned).sum();
        let all: i64 = self.lines.iter().map(|line| line.weight).sum();
        self.total = (weight > 0).then(|| {
            let base = (earned * 10 * all / weight + WHOLE / 2) / WHOLE;
            (base + self.added() * 10).max(0)
        });
        self
    }

    /// Points added and taken off, within the bounds.
    pub fn added(&self) -> i64 {
        let (bonus, penalty) = self.bounds;
        let sum: i64 = self.points.iter().map(|one| one.count * one.each).sum();
        sum.clamp(-penalty, bonus)
    }

    /// An indicator's line.
    pub fn line(&self, indicator: &str) -> Option<&Line> {
        self.lines.iter().find(|line| line.indicator == indicator)
    }
}

fn counted(figures: &[Figure], unit: &UnitId, measure: Measure) -> (i64, i64) {
    let found = figures
        .iter()
        .find(|figure| figure.unit == *unit && figure.measure == measure);
    found.map_or((0, 0), |figure| (figure.part, figure.whole))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::given::WORLD;

    fn scheme() -> &'static Scheme {
        WORLD.rules.scheme("petition").unwrap()
    }

    fn figure(measure: Measure, part: i64, whole: i64) -> Figure {
        Figure {
            unit: "city".into(),
            measure,
            part,
            whole,
        }
    }

    fn scored(figures: &[Figure]) -> Scored {
        let none = std::iter::empty();
        Scored::of(scheme(), &"city".into(), figures, |_| None, none)
    }

    fn full() -> Vec<Figure> {
        vec![
            figure(Measure::Replied, 4, 4),
            figure(Measure::OnTime, 8, 10),
            figure(Measure::Quality, 180, 200),
            figure(Measure::Platform, 5, 5),
            figure(Measure::Satisfaction, 9, 10),
            figure(Measure::Participation, 10, 20),
        ]
    }

    #[test]
    fn reaching_every_target_is_a_hundred_s1_25() {
        assert_eq!(scored(&full()).total, Some(1000));
    }

    #[test]
    fn less_than_the_target_earns_in_proportion_s1_25() {
        let mut figures = full();
        figures[1].part = 4; // 40 % of a target of 80: half of 25 points
        assert_eq!(scored(&figures).total, Some(875));
    }

    #[test]
    fn what_could_not_be_measured_gives_its_weight_to_the_others() {
        let figures: Vec<_> = full()
            .into_iter()
            .filter(|f| f.measure != Measure::Quality)
            .collect();
        assert_eq!(scored(&figures).total, Some(1000));
        assert_eq!(
            scored(&[]).total,
            None,
            "nothing measured is no score, and not nought"
        );
    }

    #[test]
    fn satisfaction_of_few_counts_in_proportion() {
        let mut figures = full();
        figures[5] = figure(Measure::Participation, 3, 20); // 15 % of a floor of 30: half of 20 points
        assert_eq!(scored(&figures).total, Some(900));
    }

    #[test]
    fn points_are_added_within_bounds_and_a_score_is_never_below_nought() {
        let mut figures = full();
        figures.push(figure(Measure::Excellent, 9, 9));
        assert_eq!(scored(&figures).total, Some(1050));
        figures.push(figure(Measure::Notices, 90, 90));
        assert_eq!(scored(&figures).total, Some(900));
        let nothing = [
            figure(Measure::Replied, 0, 4),
            figure(Measure::Notices, 1, 1),
        ];
        assert_eq!(scored(&nothing).total, Some(0));
    }

    #[test]
    fn less_is_better_where_the_rule_says_so_s0_09() {
        let at = |part, lower| Line {
            indicator: "x".into(),
            part,
            whole: 100,
            weight: 10,
            target: 20,
            lower,
            floor: None,
        };
        assert_eq!(
            (at(20, true).reached(), at(20, true).tenths()),
            (Some(true), Some(100))
        );
        assert_eq!(
            (at(40, true).reached(), at(40, true).tenths()),
            (Some(false), Some(50))
        );
        assert_eq!(at(10, false).tenths(), Some(50));
    }

    #[test]
    fn counting_again_keeps_what_it_was_weighed_by() {
        let before = Scored {
            bounds: (1, 1),
            ..scored(&full())
        };
        let mut figures = full();
        figures[1].part = 4;
        figures.push(figure(Measure::Excellent, 3, 3));
        let again = before.again(scheme(), &figures);
        assert_eq!(again.total, Some(885));
        assert_eq!(again.line("on-time").map(|line| line.target), Some(80));
        assert_eq!(before.again(scheme(), &full()), before);
    }
}
