//! The to-do of whoever watches over a whole organ, among a hundred thousand promises: the right rows in the
//! right order, read by indexes in the order wanted (P-26).

use app::queries::todo::{self, Todo};
use app::testing::{MONDAY, SmallOffice};
use casework::PersonId;
use store::testing::each_engine;
use store::{Change, Engine, Write};

/// Promises of the book.
const PROMISES: i64 = 100_000;

/// A promise falls due every so many milliseconds, half of them before now.
const STEP: i64 = 60_000;

/// When promise `n` falls due.
fn due(n: i64) -> i64 {
    MONDAY + (n - PROMISES / 2) * STEP
}

/// Every fifth promise is owed by the organ, by one of its units, by another organ, by the reporter of a
/// matter in the reader's hands, or by a unit of another organ on such a matter.
async fn crowd(office: &SmallOffice) {
    let numbers = format!(
        "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < {PROMISES}) "
    );
    let at = format!("{MONDAY} + (CAST(n AS bigint) - {}) * {STEP}", PROMISES / 2);
    let matters = format!(
        "INSERT INTO matters (matter_id, number, stage, channel, region, receiver, holder, handler, real_name, \
         repeats, excluded, received_at, entered_at, due_at, lapsed, over, touched_at, version) {numbers}\
         SELECT 'm-' || n, 'm-' || n, 'accepted', 'web', '990000', 'p', 'p', \
         CASE WHEN n % 5 >= 3 AND n % 5000 < 5 THEN 'p-head' END, false, 0, false, n, n, {at}, false, false, n, 1 \
         FROM c"
    );
    let clocks = format!(
        "INSERT INTO clocks (matter_id, clock, rule, owner, due_at, lapsed) {numbers}\
         SELECT 'm-' || n, 1, 'register', CASE n % 5 WHEN 0 THEN 'p' WHEN 1 THEN 'p-petition' \
         WHEN 2 THEN 'y' WHEN 3 THEN 'y' ELSE 'x-first' END, {at}, false FROM c"
    );
    let recused = "INSERT INTO recused (person_id, matter_id) VALUES ('p-head', 'm-5')".to_owned();
    let mut texts = vec![matters, clocks, recused];
    if office.app.store().engine() == Engine::Postgres {
        texts.extend(["ANALYZE matters".to_owned(), "ANALYZE clocks".to_owned()]);
    }
    let changes = texts.into_iter().map(|sql| Change::new(sql, Vec::new()));
    let write = Write {
        changes: changes.collect(),
        ..Write::default()
    };
    office.app.store().commit(write).await.unwrap();
}

/// Whether promise `n` is the reader's to keep.
fn is_owed(n: i64) -> bool {
    let own = matches!(n % 5, 0 | 1);
    let in_hand = n % 5 >= 3 && n % 5000 < 5;
    (own || in_hand) && n != 5
}

fn numbers(sheet: &Todo, zh: &str) -> Vec<String> {
    let band = sheet.bands.iter().find(|band| band.zh == zh);
    let rows = band.map(|band| &band.rows[..]).unwrap_or_default();
    rows.iter().map(|row| row.number.clone()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_to_do_is_read_in_order_and_no_further() {
    each_engine(async |store| {
        let office = SmallOffice::found(store).await;
        crowd(&office).await;
        let head = PersonId::from("p-head");
        let sheet = todo::todo(&office.app, &head).await.unwrap();
        let first = |from: i64| -> Vec<String> {
            let owed = (from..=PROMISES).filter(|n| is_owed(*n)).take(40);
            owed.map(|n| format!("m-{n}")).collect()
        };
        assert_eq!(numbers(&sheet, "已超期"), first(1));
        let now = office.app.now().at;
        let today = (1..=PROMISES).find(|n| due(*n) >= now).unwrap();
        assert_eq!(numbers(&sheet, "今日到期"), first(today));
        assert!(sheet.bands.iter().all(|band| band.more), "hundreds a band");
        let [plan, waiting] = todo::plans(&office.app, &head).await.unwrap();
        let (plan, waiting) = (plan.join("\n"), waiting.join("\n"));
        assert!(waiting.contains("matters_handed_on"), "{waiting}");
        // In the order wanted and from its beginning: neither the whole of a table nor of a unit's range.
        let whole = [
            "SCAN clocks",
            "SCAN m",
            "Seq Scan on clocks",
            "Seq Scan on matters",
            "Bitmap Heap Scan on clocks",
        ];
        assert!(whole.iter().all(|way| !plan.contains(way)), "{plan}");
        let by_owner = plan.matches("clocks_by_owner").count();
        assert_eq!(
            (by_owner, plan.matches("matters_by_handler").count()),
            (2, 1),
            "{plan}"
        );
    })
    .await;
}
