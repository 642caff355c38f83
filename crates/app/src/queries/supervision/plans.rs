//! Lists of an organ with tens of thousands of promises and slips, of which it pages a few: each is read in the
//! order of an index of its own, on both engines, and never sorted.

use super::{Desk, late, procedures, slips};
use crate::App;
use crate::queries::listing;
use crate::testing::{MONDAY, SmallOffice};
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

/// What stands in the way of a walk: a sort, or a table read as a whole.
const WHOLE: [&str; 7] = [
    "TEMP B-TREE",
    "Sort Key: s.sort_key",
    "Sort Key: c.due_at",
    "Seq Scan on slips",
    "Seq Scan on clocks",
    "SCAN s\n",
    "SCAN c\n",
];

async fn filled(app: &App, tables: &[&str], texts: &[&'static str]) {
    let mut changes: Vec<Change> = texts.iter().map(|sql| Change::new(*sql, [])).collect();
    if app.store().engine() == Engine::Postgres {
        let analyse = |table: &&str| Change::new(format!("ANALYZE {table}"), []);
        changes.extend(tables.iter().map(analyse));
    }
    let write = Write {
        changes,
        ..Write::default()
    };
    app.store().commit(write).await.unwrap();
}

/// What is wrong with how the statements are read, in words.
async fn astray(app: &App, walks: Vec<Walk>, whole: &[&str]) -> String {
    let mut wrong = String::new();
    for Walk { what, asked, index } in walks {
        let told = listing::plan(app, asked).await.unwrap().join("\n");
        if !told.contains(index) || whole.iter().any(|way| told.contains(way)) {
            wrong.push_str(&format!("{what}, not by {index}:\n{told}\n"));
        }
    }
    wrong
}

#[tokio::test(flavor = "multi_thread")]
async fn late_units_and_slips_are_read_in_the_order_of_an_index_s0_15_s0_27() {
    each_engine(async |store| {
        let office = SmallOffice::found(store).await;
        let app = &office.app;
        let tables = ["clocks", "matters", "visible", "slips", "tallies"];
        filled(app, &tables, &[CLOCKS, MATTERS, VISIBLE, SLIPS, TALLIES]).await;
        let desk = Desk::of(app, &PersonId::from("p-head")).await.unwrap();
        let wrong = astray(app, walks(&desk), &WHOLE).await;
        assert!(wrong.is_empty(), "{wrong}");
        let units: Vec<UnitId> = (0..40)
            .map(|n| UnitId::from(&*format!("unit-{n}")))
            .collect();
        let told = listing::plan(app, late::counted(units.iter()))
            .await
            .unwrap();
        let told = told.join("\n");
        let by_key = match app.store().engine() {
            Engine::Postgres => "tallies_pkey",
            Engine::Sqlite => "PRIMARY KEY (kind=? AND owner=?",
        };
        assert!(
            told.contains(by_key) && !told.contains("Seq Scan on tallies"),
            "{told}"
        );
    })
    .await;
}

/// Campaigns and reviews of years, of two organs by turns.
const PROCEDURES: &str = "INSERT INTO procedures (procedure_id, noun, number, kind, stage, unit_id, opened_at) \
     WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 3000) \
     SELECT 'c-' || n, CASE WHEN n % 9 = 0 THEN 'linkage' ELSE 'campaign' END, 'c-' || n, 'backlog', 'open', \
     CASE WHEN n % 2 = 0 THEN 'p' ELSE 'q' END, n FROM c";

/// Who runs one, the organ above and the unit that owes something in it know of it.
const PROCEDURES_VISIBLE: &str = "INSERT INTO procedure_visible (unit_id, procedure_id, noun, opened_at, is_over) \
     SELECT u.column1, procedure_id, noun, opened_at, FALSE \
     FROM procedures CROSS JOIN (VALUES ('p'), ('x')) AS u";

/// Twenty items a procedure, each about a matter and owed by a unit below; one clock in twenty goes out.
const ITEMS: &str = "INSERT INTO procedure_items (procedure_id, item, matter_id, noun, unit_id, state) \
     WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 20) \
     SELECT procedure_id, n, 'm-' || n || procedure_id, noun, 'x', 'open' FROM procedures CROSS JOIN c";

/// A clock an item.
const PROCEDURE_CLOCKS: &str = "INSERT INTO procedure_clocks (procedure_id, clock, rule, owner, about, due_at, lapsed, \
     goes_at, goes_kind, goes_from) \
     SELECT procedure_id, item, 'campaign-clear', CASE WHEN item % 2 = 0 THEN 'x' ELSE 'y' END, item, \
     item, FALSE, CASE WHEN item = 20 THEN CAST(item AS bigint) END, CASE WHEN item = 20 THEN 'warning' END, \
     CASE WHEN item = 20 THEN 'p' END FROM procedure_items";

/// A slip about each item: most are answered and accepted, few wait; one organ signs three in four.
const PROCEDURE_SLIPS: &str = "INSERT INTO procedure_slips (procedure_id, slip, sort_key, noun, organ, to_unit, kind, state, rule, \
     drafted_at, signed_at) \
     SELECT i.procedure_id, i.item, CAST(1000000 + p.opened_at * 20 + i.item AS text), i.noun, \
     CASE WHEN i.item % 4 = 0 THEN 'q' ELSE 'p' END, CASE WHEN p.opened_at % 2 = 0 THEN 'x' ELSE 'y' END, \
     'reminder', CASE p.opened_at % 50 WHEN 1 THEN 'draft' WHEN 2 THEN 'sent' WHEN 3 THEN 'returned' WHEN 4 THEN 'answered' \
     ELSE 'accepted' END, 'campaign-clear', 0, CASE p.opened_at % 50 WHEN 1 THEN NULL ELSE 1 END \
     FROM procedure_items i JOIN procedures p ON p.procedure_id = i.procedure_id";

/// The item each is about.
const SLIP_ITEMS: &str = "INSERT INTO procedure_slip_items (procedure_id, slip, item) \
     SELECT procedure_id, item, item FROM procedure_items";

/// A rung in ten is held back.
const HOLDS: &str = "INSERT INTO procedure_holds (procedure_id, clock, kind, organ, to_unit, rule, until_at) \
     SELECT procedure_id, item, 'reminder', 'p', 'x', 'campaign-clear', item FROM procedure_items WHERE item % 10 = 0";

fn walks_of_procedures(desk: &Desk) -> Vec<Walk> {
    let (x, person) = (UnitId::from("x"), PersonId::from("x-clerk"));
    let sent = |state, to: Option<&UnitId>, after| {
        let to = to.cloned();
        procedures::sent_asked(desk, &slips::Which { state, to }, after)
    };
    let walk = |what, asked, index| Walk { what, asked, index };
    let going = |after| procedures::going_asked(desk, MONDAY, after);
    let mut walks = vec![
        walk("going", going(None), "procedure_clocks_going"),
        walk(
            "going, on",
            going(Some("20~c-7~20")),
            "procedure_clocks_going",
        ),
        walk(
            "held",
            procedures::held_asked(desk),
            "procedure_holds_by_organ",
        ),
        walk(
            "drafts",
            procedures::drafts_asked(desk, None),
            "procedure_slips_by_state",
        ),
        walk(
            "drafts, on",
            procedures::drafts_asked(desk, Some("1000100")),
            "procedure_slips_by_state",
        ),
        walk("sent", sent(None, None, None), "procedure_slips_sent"),
        walk(
            "sent, on",
            sent(None, None, Some("1050000")),
            "procedure_slips_sent",
        ),
        walk(
            "sent back",
            sent(Some(SlipState::Returned), None, None),
            "procedure_slips_by_state",
        ),
        walk(
            "sent to one",
            sent(None, Some(&x), None),
            "procedure_slips_sent_to",
        ),
    ];
    walks.extend(slips::RECEIVED.map(|state| {
        let asked = procedures::received_asked(&person, &x, state);
        walk(state, asked, "procedure_slips_by_addressee")
    }));
    walks
}

#[tokio::test(flavor = "multi_thread")]
async fn what_goes_out_and_slips_of_procedures_are_read_in_the_order_of_an_index_s0_27() {
    each_engine(async |store| {
        let office = SmallOffice::found(store).await;
        let app = &office.app;
        let tables = [
            "procedures",
            "procedure_visible",
            "procedure_items",
            "procedure_clocks",
            "procedure_slips",
            "procedure_slip_items",
            "procedure_holds",
        ];
        let texts = [
            PROCEDURES,
            PROCEDURES_VISIBLE,
            ITEMS,
            PROCEDURE_CLOCKS,
            PROCEDURE_SLIPS,
            SLIP_ITEMS,
            HOLDS,
        ];
        filled(app, &tables, &texts).await;
        let desk = Desk::of(app, &PersonId::from("p-head")).await.unwrap();
        let whole = [
            "TEMP B-TREE",
            "Sort Key: s.sort_key",
            "Sort Key: c.goes_at",
            "Sort Key: h.until_at",
            "Bitmap Heap Scan on procedure_clocks",
            "Seq Scan on procedure_slips",
            "Seq Scan on procedure_clocks",
            "Seq Scan on procedure_holds",
            "SCAN s\n",
            "SCAN c\n",
            "SCAN h\n",
        ];
        let wrong = astray(app, walks_of_procedures(&desk), &whole).await;
        assert!(wrong.is_empty(), "{wrong}");
    })
    .await;
}
