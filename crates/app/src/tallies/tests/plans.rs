//! A wall chart and a balance of sixty thousand matters: counts by their key, single holdings by an index,
//! nothing read whole.

use crate::queries::balance::{Seen, statements};
use crate::queries::listing::plan;
use crate::queries::reader::Reader;
use crate::tallies::{check, recount};
use crate::testing::{MONDAY, SmallOffice};
use casework::{PersonId, UnitId};
use store::testing::each_engine;
use store::{Change, Engine, Write};

const MATTERS: i64 = 60_000;

/// Ten years of matters in four organs, a third of them in hand, one in a thousand kept from some.
async fn crowd(office: &SmallOffice) {
    let day = 86_400_000_i64;
    let holdings = format!(
        "INSERT INTO holdings (organ, matter_id, nth, from_at, came, until_at, went, is_narrow, is_apart, stage, due_at, \
         entered_at) WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < {MATTERS}) \
         SELECT CASE n % 4 WHEN 0 THEN 'p' WHEN 1 THEN 'c' WHEN 2 THEN 'x' ELSE 'y' END, 'm-' || n, 1, \
         {MONDAY} - (CAST(n AS bigint) % 3650) * {day}, 'received', \
         CASE WHEN n % 3 > 0 THEN {MONDAY} END, CASE WHEN n % 3 > 0 THEN 'written-off' END, n % 1000 = 0, n % 1000 = 0, \
         CASE WHEN n % 3 = 0 THEN 'routed' END, \
         CASE WHEN n % 3 = 0 THEN {MONDAY} + (60 - CAST(n AS bigint) % 3650) * {day} END, 0 FROM c"
    );
    let recused = "INSERT INTO recused (person_id, matter_id) VALUES ('p-head', 'm-4')";
    commit(office, &[&holdings, recused]).await;
    recount(&office.app).await.unwrap();
    if office.app.store().engine() == Engine::Postgres {
        commit(office, &["ANALYZE holdings", "ANALYZE tallies"]).await;
    }
}

async fn commit(office: &SmallOffice, texts: &[&str]) {
    let changes = texts
        .iter()
        .map(|sql| Change::new((*sql).to_owned(), Vec::new()));
    let write = Write {
        changes: changes.collect(),
        ..Write::default()
    };
    office.app.store().commit(write).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn counts_are_read_by_their_key_and_holdings_by_an_index() {
    each_engine(async |store| {
        let office = SmallOffice::found(store).await;
        crowd(&office).await;
        let app = &office.app;
        assert_eq!(check(app).await.unwrap(), None);
        let reader = Reader::of(app, &PersonId::from("p-head")).await.unwrap();
        let organ = UnitId::from("p");
        let seen = Seen {
            reader: &reader,
            organ: &organ,
        };
        let [wall, balance, overdue, routed] = statements(app, &seen, MONDAY);
        let engine = app.store().engine();
        for (statement, index) in [(wall, "holdings_due"), (balance, "tallies")] {
            let told = plan(app, statement).await.unwrap().join("\n");
            of_counts(engine, &told);
            assert!(told.contains(index), "{told}");
        }
        for (statement, index) in [(overdue, "holdings_due"), (routed, "holdings_here")] {
            let told = plan(app, statement).await.unwrap().join("\n");
            // In the order wanted: the embedded engine has nothing to sort.
            assert!(!told.contains("TEMP B-TREE"), "{told}");
            assert!(
                told.contains(index)
                    || engine == Engine::Postgres && !told.contains("Seq Scan on holdings"),
                "{told}"
            );
        }
    })
    .await;
}

/// Counts by their key; of holdings those apart, those a reader is recused from, those due today.
fn of_counts(engine: Engine, told: &str) {
    let whole = [
        "SCAN h",
        "SCAN tallies",
        "SEARCH h USING PRIMARY KEY (organ=?)",
        "until_at<?",
        "Seq Scan on holdings",
        "Seq Scan on tallies",
    ];
    assert!(whole.iter().all(|way| !told.contains(way)), "{told}");
    assert!(told.contains("holdings_apart"), "{told}");
    if engine == Engine::Sqlite {
        let by_key = "SEARCH tallies USING PRIMARY KEY (kind=? AND owner=?";
        let mut counts = told.lines().filter(|line| line.contains("tallies"));
        assert!(counts.all(|line| line.contains(by_key)), "{told}");
        let recused = "SEARCH h USING INDEX holdings_of (matter_id=?";
        assert!(
            told.contains(recused) || told.contains("(organ=? AND matter_id=?)"),
            "{told}"
        );
    }
}
