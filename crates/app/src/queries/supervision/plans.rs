//! Lists of an organ with tens of thousands of promises and slips, of which it pages a few: each is read in the
//! order of an index of its own, on both engines, and never sorted.

use super::{Desk, late, slips};
use crate::queries::listing;
use crate::testing::SmallOffice;
use casework::matter::supervision::SlipState;
use casework::{PersonId, UnitId};
use store::testing::each_engine;
use store::{Change, Engine, Value, Write};

/// One clock a matter; one in thirty is overdue, of a unit below.
const CLOCKS: &str = "INSERT INTO clocks (matter_id, clock, rule, owner, due_at, lapsed, ended_at) \
     WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 60000) \
     SELECT 'm-' || n, 1, 'route', CASE WHEN n % 2 = 0 THEN 'x' ELSE 'y' END, n, n % 30 = 0, \
     CASE WHEN n % 3 = 0 AND n % 30 <> 0 THEN CAST(n AS bigint) END FROM c";

/// Their matters.
const MATTERS: &str = "INSERT INTO matters (matter_id, number, stage, channel, region, receiver, holder, real_name, repeats, \
     excluded, received_at, entered_at, due_at, lapsed, over, touched_at, version) \
     SELECT matter_id, matter_id, 'routed', 'letter', '', 'p', 'x', FALSE, 0, FALSE, 0, 0, 0, FALSE, FALSE, 0, 1 FROM clocks";

/// The organ and the unit that has them know of every one.
const VISIBLE: &str = "INSERT INTO visible (unit_id, matter_id, sort_key, stage, channel, holder, real_name, due_at, \
     received_at, over, repeats) \
     SELECT u.column1, matter_id, matter_id, 'routed', 'letter', 'x', FALSE, 0, 0, FALSE, 0 \
     FROM clocks CROSS JOIN (VALUES ('p'), ('x')) AS u";

/// A slip about each: most are answered and accepted, few wait.
const SLIPS: &str = "INSERT INTO slips (matter_id, slip, sort_key, organ, to_unit, kind, state, number, rule, drafted_at, \
     signed_at, suggestions) \
     SELECT matter_id, 1, CAST(1000000 + due_at AS text), CASE WHEN due_at % 4 = 0 THEN 'q' ELSE 'p' END, \
     CASE WHEN due_at % 2 = 0 THEN 'x' ELSE 'y' END, 'reminder', \
     CASE due_at % 50 WHEN 1 THEN 'draft' WHEN 2 THEN 'sent' WHEN 3 THEN 'returned' ELSE 'accepted' END, NULL, \
     'route', 0, CASE due_at % 50 WHEN 1 THEN NULL ELSE 1 END, 0 FROM clocks";

/// Counts of what is late: a line a unit and day.
const TALLIES: &str = "INSERT INTO tallies (kind, owner, day, word, run_id, total) \
     WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 20000) \
     SELECT CASE WHEN n % 5 = 0 THEN 'late' ELSE 'going' END, 'unit-' || (n % 2000), n, '', '', 1 FROM c";

/// What a statement must be read by, and nothing of it sorted.
struct Walk {
    what: &'static str,
    asked: (String, Vec<Value>),
    index: &'static str,
}

fn walks(desk: &Desk) -> Vec<Walk> {
    let (x, person) = (UnitId::from("x"), PersonId::from("x-clerk"));
    let sent = |state, to: Option<&UnitId>, after| {
        let to = to.cloned();
        slips::sent_asked(desk, &slips::Which { state, to }, after)
    };
    let walk = |what, asked, index| Walk { what, asked, index };
    vec![
        walk("late", late::asked(desk, &x, None), "clocks_by_owner"),
        walk(
            "late, on",
            late::asked(desk, &x, Some("60~m-60~1")),
            "clocks_by_owner",
        ),
        walk("drafts", slips::drafts_asked(desk, None), "slips_by_state"),
        walk(
            "drafts, on",
            slips::drafts_asked(desk, Some("1000100")),
            "slips_by_state",
        ),
        walk("sent", sent(None, None, None), "slips_sent"),
        walk("sent, on", sent(None, None, Some("1050000")), "slips_sent"),
        walk(
            "sent back",
            sent(Some(SlipState::Returned), None, None),
            "slips_by_state",
        ),
        walk("sent to one", sent(None, Some(&x), None), "slips_sent_to"),
        walk(
            "received",
            slips::received_asked(&person, &x, "sent"),
            "slips_by_addressee",
        ),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn late_units_and_slips_are_read_in_the_order_of_an_index_s0_15_s0_27() {
    each_engine(async |store| {
        let office = SmallOffice::found(store).await;
        let app = &office.app;
        let postgres = app.store().engine() == Engine::Postgres;
        let mut texts = vec![CLOCKS, MATTERS, VISIBLE, SLIPS, TALLIES];
        if postgres {
            texts.extend([
                "ANALYZE clocks",
                "ANALYZE matters",
                "ANALYZE visible",
                "ANALYZE slips",
                "ANALYZE tallies",
            ]);
        }
        let changes = texts.into_iter().map(|sql| Change::new(sql, []));
        let write = Write {
            changes: changes.collect(),
            ..Write::default()
        };
        app.store().commit(write).await.unwrap();
        let desk = Desk::of(app, &PersonId::from("p-head")).await.unwrap();
        let mut wrong = String::new();
        for Walk { what, asked, index } in walks(&desk) {
            let told = listing::plan(app, asked).await.unwrap().join("\n");
            let whole = [
                "TEMP B-TREE",
                "Sort Key: s.sort_key",
                "Sort Key: c.due_at",
                "Seq Scan on slips",
                "Seq Scan on clocks",
                "SCAN s\n",
                "SCAN c\n",
            ];
            let walked = whole.iter().all(|way| !told.contains(way));
            if !told.contains(index) || !walked {
                wrong.push_str(&format!("{what}, not by {index}:\n{told}\n"));
            }
        }
        assert!(wrong.is_empty(), "{wrong}");
        let units: Vec<UnitId> = (0..40)
            .map(|n| UnitId::from(&*format!("unit-{n}")))
            .collect();
        let told = listing::plan(app, late::counted(units.iter()))
            .await
            .unwrap();
        let told = told.join("\n");
        let by_key = if postgres {
            "tallies_pkey"
        } else {
            "PRIMARY KEY (kind=? AND owner=?"
        };
        assert!(
            told.contains(by_key) && !told.contains("Seq Scan on tallies"),
            "{told}"
        );
    })
    .await;
}
