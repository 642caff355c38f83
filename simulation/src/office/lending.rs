//! Who stands in for whom (授权、AB角): in two spans of the year the leaders in charge of full commissions are
//! away, and the heads of their petition offices instruct in their name.

use super::Making;
use jiff::ToSpan;
use serde_json::json;

/// First and last day of each absence, counted from the first day of every post.
const ABSENCES: [(i64, i64); 2] = [(60, 74), (345, 400)];

impl Making<'_> {
    pub(super) fn lend_all(&mut self) {
        let crews = self.crews.values();
        let pairs: Vec<_> = crews
            .filter_map(|crew| {
                let head = crew.petition_head.clone()?;
                let apart = head != crew.clerk && crew.instructor != crew.principal;
                apart.then(|| (crew.instructor.clone(), head))
            })
            .collect();
        for (leader, head) in pairs {
            for (first, last) in ABSENCES {
                let day = |days: i64| self.basis.since.saturating_add(days.days()).to_string();
                let fields = json!({
                    "principal": leader, "delegate": head, "acts": ["instruct"],
                    "from": day(first), "until": day(last),
                });
                self.order("delegate", fields);
            }
        }
    }
}
