//! Random lives of matters: they come, move, leave, are kept from some, belong to import runs.

use super::super::change;
use crate::testing::MONDAY;
use crate::{App, projections};
use casework::rows::{Cell, Rows, Table, difference};
use proptest::prelude::*;
use std::collections::BTreeSet;
use store::{Change, Value, Write};

pub(super) const ORGANS: [&str; 4] = ["p", "c", "x", "y"];
pub(super) const PEOPLE: [&str; 4] = ["p-head", "c-leader", "x-clerk", "y-clerk"];
const STAGES: [&str; 3] = ["received", "routed", "accepted"];
const CAME: [&str; 3] = ["received", "assigned", "reopened"];
const WENT: [&str; 3] = ["written-off", "handed-on", "given-back"];
const KINDS: [&str; 3] = ["warning", "reminder", "notice"];
const RUNS: [&str; 2] = ["run-a", "run-b"];
const MATTERS: usize = 10;

/// A promise: whose, whether it is late, whether it ended, and what goes out about it when.
type Promise = (usize, bool, bool, Option<(i64, usize)>);

/// A time in hand: whose, since when, how it came, until when and how it left.
type Holding = (usize, i64, usize, Option<(i64, usize)>);

/// What happens to a matter; the numbers choose, instants are minutes around a Monday morning.
#[derive(Debug, Clone)]
pub(super) enum Act {
    Comes(usize, i64, usize),
    Leaves(i64, usize),
    Moves(usize, Option<i64>),
    Promises(Promise),
    Narrowed,
    Recused(usize),
    Seen(usize),
    Run(usize),
}
use Act::{Comes, Leaves, Moves, Narrowed, Promises, Recused, Run, Seen};

/// Acts on matters, and the days a balance is asked for: since when, and for how long.
pub(super) fn strategy() -> impl Strategy<Value = (Vec<(usize, Act)>, (i64, i64))> {
    let at = || -150_000_i64..90_000;
    let goes = || proptest::option::of((-3_000_i64..5_000, 0..3_usize));
    let due = || proptest::option::of(prop_oneof![at(), -700_i64..700]);
    let promise = (0..4_usize, any::<bool>(), any::<bool>(), goes());
    let act = prop_oneof![
        4 => (0..4_usize, at(), 0..3_usize).prop_map(|(organ, at, came)| Comes(organ, at, came)),
        2 => (at(), 0..3_usize).prop_map(|(at, went)| Leaves(at, went)),
        3 => (0..3_usize, due()).prop_map(|(stage, due)| Moves(stage, due)),
        2 => promise.prop_map(Promises),
        1 => Just(Narrowed),
        1 => (0..4_usize).prop_map(Recused),
        1 => (0..4_usize).prop_map(Seen),
        1 => (0..2_usize).prop_map(Run),
    ];
    let acts = proptest::collection::vec((0..MATTERS, act), 1..60);
    (acts, (-120_i64..60, 0_i64..120))
}

#[derive(Clone, Default)]
struct Matter {
    holdings: Vec<Holding>,
    stage: usize,
    due: Option<i64>,
    promise: Option<Promise>,
    narrow: bool,
    recused: BTreeSet<usize>,
}

/// Nothing of an earlier life is left.
pub(super) async fn away(app: &App) {
    let tables = [
        "holdings",
        "clocks",
        "recused",
        "visible",
        "open_runs",
        "tallies",
    ];
    let away = tables.map(|table| Change::new(format!("DELETE FROM {table}"), Vec::new()));
    commit(app, away.to_vec(), Vec::new()).await;
}

async fn commit(app: &App, changes: Vec<Change>, tallies: Vec<store::Tally>) {
    let write = Write {
        changes,
        tallies,
        ..Write::default()
    };
    app.store().commit(write).await.unwrap();
}

/// Lets it all happen, each act a write of its own.
pub(super) async fn live(app: &App, acts: &[(usize, Act)]) {
    let mut matters = vec![Matter::default(); MATTERS];
    for (nth, act) in acts {
        match act {
            Seen(unit) => seen(app, *nth, ORGANS[*unit]).await,
            Run(run) => toggle_run(app, RUNS[*run]).await,
            act => {
                let before = rows(*nth, &matters[*nth]);
                matters[*nth].happens(act);
                let after = rows(*nth, &matters[*nth]);
                let tallies = change(&before, &after, app.offset());
                let changes = projections::changes(difference(&before, &after));
                commit(app, changes, tallies).await;
            }
        }
    }
}

impl Matter {
    fn happens(&mut self, act: &Act) {
        let open = self.holdings.last_mut().filter(|last| last.3.is_none());
        match *act {
            Comes(organ, at, came) => {
                if let Some(open) = open {
                    open.3 = Some((at, 1));
                }
                self.holdings.push((organ, at, came, None));
            }
            // Also earlier than it came: what is entered afterwards may say so.
            Leaves(at, went) => {
                if let Some(open) = open {
                    open.3 = Some((at, went));
                }
            }
            Moves(stage, due) => (self.stage, self.due) = (stage, due),
            Promises(promise) => self.promise = Some(promise),
            Narrowed => self.narrow = !self.narrow,
            Recused(person) => {
                if !self.recused.remove(&person) {
                    self.recused.insert(person);
                }
            }
            Seen(_) | Run(_) => {}
        }
    }
}

fn id(nth: usize) -> String {
    format!("m{nth}")
}

fn text(word: &str) -> Cell {
    Cell::Text(word.to_owned())
}

fn at(minutes: i64) -> Cell {
    Cell::Int(MONDAY + minutes * 60_000 + 17)
}

/// Every third matter was imported.
fn run(nth: usize) -> Cell {
    match nth % 3 {
        0 => text(RUNS[nth % 2]),
        _ => Cell::Null,
    }
}

fn rows(nth: usize, matter: &Matter) -> Rows {
    let mut rows = Rows::new();
    let mut put = |table: Table, number: usize, row: Vec<Cell>| {
        rows.insert((table, number.to_string()), row);
    };
    for (number, (organ, from, came, until)) in matter.holdings.iter().enumerate() {
        let here = |cell: Cell| if until.is_none() { cell } else { Cell::Null };
        let row = vec![
            text(ORGANS[*organ]),
            text(&id(nth)),
            Cell::Int(number as i64 + 1),
            at(*from),
            text(CAME[*came]),
            until.map_or(Cell::Null, |(until, _)| at(until)),
            until.map_or(Cell::Null, |(_, went)| text(WENT[went])),
            Cell::Bool(matter.narrow),
            here(text(STAGES[matter.stage])),
            here(matter.due.map_or(Cell::Int(i64::MAX), at)),
            run(nth),
            Cell::Int(0),
            Cell::Null,
            Cell::Bool(matter.narrow || until.is_some_and(|(until, _)| until < *from)),
        ];
        put(Table::Holdings, number, row);
    }
    if let Some((owner, late, ended, goes)) = matter.promise {
        let row = vec![
            text(&id(nth)),
            Cell::Int(1),
            text("accept"),
            text(ORGANS[owner]),
            at(0),
            Cell::Null,
            Cell::Bool(late),
            if ended { at(1) } else { Cell::Null },
            Cell::Null,
            run(nth),
            goes.map_or(Cell::Null, |(goes, _)| at(goes)),
            goes.map_or(Cell::Null, |(_, kind)| text(KINDS[kind])),
            goes.map_or(Cell::Null, |_| text(ORGANS[owner])),
        ];
        put(Table::Clocks, 1, row);
    }
    for person in &matter.recused {
        let row = vec![text(PEOPLE[*person]), text(&id(nth))];
        put(Table::Recused, *person, row);
    }
    rows
}

async fn seen(app: &App, nth: usize, unit: &str) {
    let sql = "INSERT INTO visible (unit_id, matter_id, sort_key, stage, channel, holder, real_name, due_at, \
               received_at, over, repeats) VALUES ($1, $2, $2, 'routed', 'web', $1, $3, 0, 0, $3, 0) \
               ON CONFLICT DO NOTHING";
    let params: [Value; 3] = [unit.into(), id(nth).into(), false.into()];
    commit(app, vec![Change::new(sql, params)], Vec::new()).await;
}

async fn toggle_run(app: &App, run: &str) {
    let sql = "SELECT 1 FROM open_runs WHERE run_id = $1";
    let open = app.store().rows(sql, &[run.into()]).await.unwrap();
    let sql = match open.is_empty() {
        true => "INSERT INTO open_runs (run_id, started_at) VALUES ($1, 0)",
        false => "DELETE FROM open_runs WHERE run_id = $1",
    };
    commit(app, vec![Change::new(sql, [run.into()])], Vec::new()).await;
}
