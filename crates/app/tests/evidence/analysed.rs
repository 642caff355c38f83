//! Two people open the analysis of one kind and month at once, each at a node of their own: one of them does, the
//! other is told that it stands, and nothing is half done.

use app::rebuild;
use app::testing::{MONDAY, SmallOffice, keys, map, opened};
use app::{App, Failure, Order, Subject, Who};
use casework::PersonId;
use casework::procedure::Noun;
use serde_json::json;
use store::testing::each_engine;

const PEOPLE: [&str; 2] = ["x-head", "x-clerk"];

async fn open(app: App, person: &str, kind: &str) -> Result<String, Failure> {
    let order = Order {
        subject: Subject::NewProcedure(Noun::Analysis),
        act: "open-analysis".to_owned(),
        fields: map(json!({"kind": kind, "period": "2026-02-01/1"})),
        happened: None,
    };
    let who = Who::Staff(PersonId::from(person));
    let done = app.execute(&who, order).await?;
    Ok(done.number.expect("what was opened has a number"))
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_who_open_one_month_at_once_one_does_and_the_other_is_told_s0_01() {
    each_engine(async |store| {
        let office = SmallOffice::found(store).await;
        office.clock.set(MONDAY);
        let other = opened(office.app.store().clone(), keys(), &office.clock).await;
        let nodes = [office.app.clone(), other];
        for round in 0..4 {
            // A kind each, so that every round begins anew.
            let kind = ["monthly", "half-year", "ecology", "brief"][round];
            let both: Vec<_> = nodes
                .iter()
                .zip(PEOPLE)
                .map(|(node, person)| tokio::spawn(open(node.clone(), person, kind)))
                .collect();
            let mut told = Vec::new();
            for one in both {
                told.push(one.await.unwrap());
            }
            let won = told.iter().filter(|one| one.is_ok()).count();
            if kind == "brief" {
                assert_eq!(won, 2, "of briefs there may be several: {told:?}");
                continue;
            }
            assert_eq!(won, 1, "{kind}: {told:?}");
            let lost = told.into_iter().find_map(Result::err);
            let Some(Failure::Refused(refused)) = lost else {
                panic!("{kind}: {lost:?}");
            };
            assert_eq!(refused.0.code, "stands");
            assert!(refused.0.sentence.contains("已经有人开展"));
            // Another organ has its own.
            let above = open(nodes[0].clone(), "p-head", kind).await;
            assert!(above.is_ok(), "{above:?}");
        }
        let checked = rebuild::check(&office.app).await.unwrap();
        assert!(matches!(checked, rebuild::Outcome::Same(_)), "{checked:?}");
    })
    .await;
}
