//! Counts equal to what they count, whatever happens: random lives of matters, seen by everybody, against
//! the rows counted one by one; writes that fail, meet, or meet a recount.

mod direct;
mod figures;
mod lives;
mod plans;
mod procedures;

use super::{check, recount};
use crate::App;
use crate::testing::{SmallOffice, report_about};
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use store::testing::{Failure, each_engine, fail_next_commit, fresh_postgres, fresh_sqlite};
use store::{Change, Value};

async fn assert_counted(app: &App) {
    assert_eq!(check(app).await.unwrap(), None);
}

/// Whether a property held, or what differs.
type Told = Result<(), String>;

/// Whether the counts are those of the rows, and counted anew the same.
async fn sound(app: &App) -> Told {
    if let Some(differs) = check(app).await.unwrap() {
        return Err(format!("{differs:?}"));
    }
    let before = all(app).await;
    recount(app).await.unwrap();
    match before == all(app).await {
        true => Ok(()),
        false => Err("counted anew, it is another count".to_owned()),
    }
}

async fn all(app: &App) -> Vec<Vec<Value>> {
    let sql = "SELECT kind, owner, day, word, run_id, total FROM tallies ORDER BY 1, 2, 3, 4, 5";
    let rows = app.store().rows(sql, &[]).await.unwrap();
    rows.iter().map(|row| row.values().to_vec()).collect()
}

/// Keeps a matter from somebody.
fn recusal(person: &str, matter: &str) -> Change {
    let sql = "INSERT INTO recused (person_id, matter_id) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    let params: [Value; 2] = [person.into(), matter.into()];
    Change::new(sql.to_owned(), params)
}

#[test]
fn figures_are_what_the_rows_say_whoever_asks() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let (sqlite, _folder) = runtime.block_on(fresh_sqlite());
    let stores = [Some(sqlite), runtime.block_on(fresh_postgres())];
    for store in stores.into_iter().flatten() {
        let office = runtime.block_on(SmallOffice::found(store));
        let mut runner = TestRunner::new(Config::with_cases(40));
        let told = runner.run(&lives::strategy(), |(acts, days)| {
            runtime.block_on(async {
                lives::away(&office.app).await;
                lives::live(&office.app, &acts).await;
                direct::compare(&office.app, days)
                    .await
                    .map_err(TestCaseError::fail)
            })
        });
        told.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_write_that_fails_leaves_rows_and_counts_of_one_mind() {
    each_engine(async |store| {
        let office = SmallOffice::found(store).await;
        office.file(report_about("钱某某")).await.unwrap();
        assert_counted(&office.app).await;
        for failure in [Failure::NotStored, Failure::Stored] {
            let before = in_hand(&office.app).await;
            fail_next_commit(office.app.store(), failure);
            let answer = office.file(report_about("孙某某")).await;
            assert!(answer.is_err(), "{failure:?}");
            let more = i64::from(failure == Failure::Stored);
            assert_eq!(in_hand(&office.app).await, before + more);
            assert_counted(&office.app).await;
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn many_writers_and_whoever_counts_anew_do_not_disturb_each_other() {
    each_engine(async |store| {
        let office = SmallOffice::found(store).await;
        let writers = (0..6).map(|_| {
            let office = office.clone();
            tokio::spawn(async move {
                for _ in 0..5 {
                    office.file(report_about("钱某某")).await.unwrap();
                }
            })
        });
        let writers: Vec<_> = writers.collect();
        for _ in 0..4 {
            recount(&office.app).await.unwrap();
        }
        for writer in writers {
            writer.await.unwrap();
        }
        assert_counted(&office.app).await;
        assert_eq!(in_hand(&office.app).await, 30);
    })
    .await;
}

async fn in_hand(app: &App) -> i64 {
    let sql = "SELECT CAST(COALESCE(SUM(total), 0) AS bigint) FROM tallies WHERE kind = 'here'";
    app.store().rows(sql, &[]).await.unwrap()[0].int(0).unwrap()
}
