//! What a write adds to counts: each count once, in the order of their keys, and no row left at nothing.

use super::{Blame, Step, push};
use crate::dialect::Engine;
use crate::insert::Insert;
use crate::value::Value;
use crate::write::{Change, Tally};

static ADDED: Insert = Insert::new(
    "INSERT INTO tallies (kind, owner, day, word, run_id, total) VALUES",
    6,
    "ON CONFLICT (kind, owner, day, word, run_id) \
     DO UPDATE SET total = tallies.total + excluded.total",
);

/// A count that became nothing. Its row is this write's own by now: nobody has to be waited for.
const EMPTIED: &str = "DELETE FROM tallies WHERE kind = $1 AND owner = $2 AND day = $3 AND word = $4 \
                       AND run_id = $5 AND total = 0";

/// The statements that add to counts.
pub(super) fn changes(tallies: Vec<Tally>) -> Vec<Change> {
    let sums = summed(tallies);
    let less: Vec<Change> = sums
        .iter()
        .filter(|tally| tally.added < 0)
        .map(|tally| Change::new(EMPTIED, key(tally)))
        .collect();
    let rows = sums.iter().map(|tally| {
        let mut row = key(tally);
        row.push(tally.added.into());
        row
    });
    let mut changes = ADDED.changes(rows);
    changes.extend(less);
    changes
}

/// The statements that count everything anew.
pub(super) fn anew(engine: Engine, recount: Vec<Change>, steps: &mut Vec<Step>) {
    let alone = engine.counting_alone().filter(|_| !recount.is_empty());
    let alone = alone.map(|sql| Step::new(sql, Vec::new(), Blame::Change));
    steps.extend(alone);
    push(recount, &Blame::Change, steps);
}

/// Each key once, sorted; what comes to nothing is left out.
fn summed(mut tallies: Vec<Tally>) -> Vec<Tally> {
    tallies.sort();
    tallies.dedup_by(|next, one| {
        let same = (next.kind, &next.owner, next.day, &next.word, &next.run_id)
            == (one.kind, &one.owner, one.day, &one.word, &one.run_id);
        if same {
            one.added += next.added;
        }
        same
    });
    tallies.retain(|tally| tally.added != 0);
    tallies
}

fn key(tally: &Tally) -> Vec<Value> {
    vec![
        tally.kind.into(),
        tally.owner.as_str().into(),
        tally.day.into(),
        tally.word.as_str().into(),
        tally.run_id.as_str().into(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(owner: &str, day: i64, added: i64) -> Tally {
        Tally {
            kind: "here",
            owner: owner.to_owned(),
            day,
            word: "routed".to_owned(),
            run_id: String::new(),
            added,
        }
    }

    #[test]
    fn each_count_is_touched_once_in_the_order_of_keys() {
        let given = vec![
            tally("y", 2, 1),
            tally("x", 9, 1),
            tally("y", 2, 2),
            tally("y", 1, 1),
            tally("x", 9, -1),
        ];
        assert_eq!(summed(given), [tally("y", 1, 1), tally("y", 2, 3)]);
    }

    #[test]
    fn what_may_have_come_to_nothing_is_taken_away() {
        let made = changes(vec![tally("x", 1, 1), tally("x", 2, -1)]);
        assert_eq!(made.len(), 2, "one insert of both, one deletion");
        assert_eq!(made[1].params, key(&tally("x", 2, -1)));
    }

    #[test]
    fn whoever_counts_anew_counts_alone() {
        let recount = || vec![Change::new("DELETE FROM tallies", Vec::new())];
        for (engine, steps) in [(Engine::Sqlite, 1), (Engine::Postgres, 2)] {
            let mut made = Vec::new();
            anew(engine, recount(), &mut made);
            assert_eq!(made.len(), steps);
            anew(engine, Vec::new(), &mut made);
            assert_eq!(made.len(), steps, "nothing is locked for nothing");
        }
    }
}
