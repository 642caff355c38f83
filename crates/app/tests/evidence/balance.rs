//! What an organ's book balances to, as its readers may know it (S0-22, T3, T4).

use app::queries::balance::{Flow, balance, items, wall};
use app::testing::SmallOffice;
use app::{Failure, Subject, Who};
use casework::matter::{Inflow, Outflow};
use casework::{PersonId, UnitId};
use jiff::civil::{Date, date};
use serde_json::json;
use store::testing::each_engine;

const MARCH: (Date, Date) = (date(2026, 3, 1), date(2026, 3, 31));

fn who(person: &str) -> PersonId {
    PersonId::from(person)
}

fn organ(unit: &str) -> UnitId {
    UnitId::from(unit)
}

/// Three reports to the county, one of which bears the clerk's name.
async fn three(office: &SmallOffice) -> Vec<String> {
    let mut numbers = Vec::new();
    for accused in ["钱某某", "孙某某", "陈静"] {
        let report = json!({
            "channel": "web", "unit": "x", "title": "反映村务", "text": "账目不公开。",
            "accused": [{"name": accused}],
        });
        let done = office
            .give(&Who::Citizen, Subject::NewMatter, "receive", report)
            .await;
        numbers.push(done.unwrap().number.unwrap());
    }
    numbers
}

#[tokio::test(flavor = "multi_thread")]
async fn what_came_is_what_left_and_what_is_there_as_far_as_one_may_know() {
    each_engine(async |store| {
        let office = SmallOffice::found(store).await;
        let app = &office.app;
        let numbers = three(&office).await;
        let month = |person: &'static str, unit: &'static str| async move {
            balance(app, &who(person), &organ(unit), MARCH).await
        };
        let head = month("x-head", "x").await.unwrap();
        assert_eq!((head.opening, head.received(), head.closing), (0, 3, 3));
        assert_eq!(head.came, [(Inflow::Received, 3)]);
        assert!(head.balances());
        // Whom a report names counts one fewer, here and on the wall, and never learns that there is one (T4).
        let clerk = month("x-clerk", "x").await.unwrap();
        assert_eq!((clerk.received(), clerk.closing), (2, 2));
        let chart = wall(app, &who("x-clerk"), None).await.unwrap();
        assert_eq!(chart.rows[0].total, 2);
        let flow = Flow::Closing;
        let listed = items(app, &who("x-clerk"), &organ("x"), MARCH, flow, None).await;
        let listed = listed.unwrap().rows;
        assert!(listed.len() == 2 && listed.iter().all(|row| row.number != numbers[2]));
        // The organ above sees it, the one beside it does not (T3).
        assert_eq!(month("p-head", "x").await.unwrap().received(), 3);
        for stranger in ["y-clerk", "system"] {
            assert!(
                matches!(month(stranger, "x").await, Err(Failure::NotFound)),
                "{stranger}"
            );
        }
        let february = (date(2026, 2, 1), date(2026, 2, 28));
        let before = balance(app, &who("x-head"), &organ("x"), february)
            .await
            .unwrap();
        assert_eq!(
            (before.opening, before.closing),
            (0, 0),
            "nothing before it came"
        );
        assert_eq!(head.went_by(Outflow::HandedOn), 0);
    })
    .await;
}
