//! Escalation over the write path: two nodes that sweep one database draft and sign no slip twice, however
//! they are cut off; the plan reads what goes out and nothing else.

use app::jobs::clocks;
use app::queries::supervision::{figures, plan, slips};
use app::rebuild;
use app::testing::{MONDAY, SmallOffice, keys, opened, report_about};
use app::{App, Failure, Order, Subject, Who};
use casework::PersonId;
use std::collections::BTreeSet;
use std::time::Duration;
use store::Store;
use store::testing::each_engine;

const DAY: i64 = 86_400_000;

/// An office with so many reports that nobody registers.
async fn neglected(store: Store, count: usize) -> (SmallOffice, Vec<String>) {
    let office = SmallOffice::found(store).await;
    let mut numbers = Vec::new();
    for _ in 0..count {
        let done = office.file(report_about("钱某某")).await.unwrap();
        numbers.push(done.number.unwrap());
    }
    (office, numbers)
}

/// Another node on the same database, with the same clock on the wall.
async fn another(office: &SmallOffice) -> App {
    opened(office.app.store().clone(), keys(), &office.clock).await
}

/// Slips by matter and kind, each as often as it stands.
async fn drafted(app: &App) -> Vec<(String, String)> {
    let sql = "SELECT matter_id, kind FROM slips ORDER BY matter_id, slip";
    let rows = app.store().rows(sql, &[]).await.unwrap();
    let row = |row: &store::Row| (row.text(0).unwrap().into(), row.text(1).unwrap().into());
    rows.iter().map(row).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn two_nodes_cut_off_at_random_points_draft_no_slip_twice_s0_27() {
    each_engine(async |store| {
        let (office, numbers) = neglected(store, 24).await;
        let nodes = [office.app.clone(), another(&office).await];
        let mut dice = 0x9e37_79b9_u64;
        for round in 0..60_i64 {
            office.clock.set(MONDAY + round * DAY / 6);
            let sweeps: Vec<_> = nodes
                .iter()
                .map(|node| {
                    let node = node.clone();
                    tokio::spawn(async move { clocks::record_due(&node).await })
                })
                .collect();
            for sweep in sweeps {
                dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                tokio::time::sleep(Duration::from_micros((dice >> 33) % 4_000)).await;
                sweep.abort();
                // Cut off or done: either way the next run goes on.
                drop(sweep.await);
            }
        }
        for node in &nodes {
            clocks::record_due(node).await.unwrap();
        }
        let drafted = drafted(&office.app).await;
        let once: BTreeSet<_> = drafted.iter().cloned().collect();
        assert_eq!(once.len(), drafted.len(), "a slip was drafted twice");
        let kinds: BTreeSet<&str> = drafted.iter().map(|(_, kind)| &**kind).collect();
        assert_eq!(kinds, BTreeSet::from(["reminder", "supervision"]));
        let matters: BTreeSet<_> = drafted.iter().map(|(matter, _)| matter).collect();
        assert_eq!(matters.len(), numbers.len(), "and none was forgotten");
        let checked = rebuild::check(&office.app).await.unwrap();
        assert!(matches!(checked, rebuild::Outcome::Same(_)), "{checked:?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_nodes_that_sign_at_once_give_every_slip_a_number_of_its_own_s0_28() {
    each_engine(async |store| {
        let (office, numbers) = neglected(store, 12).await;
        office.clock.set(MONDAY + 3 * DAY);
        clocks::record_due(&office.app).await.unwrap();
        let nodes = [office.app.clone(), another(&office).await];
        let signing = numbers
            .iter()
            .flat_map(|number| nodes.iter().map(move |n| (n, number)));
        let mut signed = 0;
        let orders: Vec<_> = signing
            .map(|(node, number)| {
                let (node, number) = (node.clone(), number.clone());
                tokio::spawn(async move { sign(&node, &number).await })
            })
            .collect();
        for order in orders {
            signed += usize::from(order.await.unwrap());
        }
        // Whoever was too slow five times over tries again.
        for number in &numbers {
            signed += usize::from(sign(&office.app, number).await);
        }
        assert_eq!(signed, numbers.len());
        let head = PersonId::from("p-head");
        let list = slips::sent(
            &office.app,
            &head,
            &slips::Which::default(),
            slips::Pages::default(),
        )
        .await
        .unwrap();
        let given: BTreeSet<String> = list.rows.iter().map(|row| row.number.clone()).collect();
        let wanted = (1..=numbers.len()).map(|n| format!("提示〔2026〕{n}号"));
        assert_eq!(given, wanted.collect());
        let figures = figures::figures(&office.app, &head, None).await.unwrap();
        assert_eq!(figures.total.reminders, numbers.len() as i64);
        // Whoever may not know of a matter counts one slip fewer, and never learns that there is one (T4).
        let reason = serde_json::json!({"person": "p-clerk", "reason": "亲属"});
        office
            .act("p-head", &numbers[0], "recuse", reason)
            .await
            .unwrap();
        let clerk = PersonId::from("p-clerk");
        let counted = figures::figures(&office.app, &clerk, None).await.unwrap();
        assert_eq!(counted.total.reminders, numbers.len() as i64 - 1);
    })
    .await;
}

/// Signs the one draft of a matter. Whether it was this one who did.
async fn sign(app: &App, number: &str) -> bool {
    let order = Order {
        subject: Subject::Number(number.to_owned()),
        act: "sign-slip".into(),
        fields: serde_json::Map::new(),
        happened: None,
    };
    match app
        .execute(&Who::Staff(PersonId::from("p-head")), order)
        .await
    {
        Ok(_) => true,
        Err(Failure::Refused(refused)) => {
            assert_eq!(refused.0.code, "no-draft");
            false
        }
        Err(Failure::Conflict) => false,
        Err(other) => panic!("{other}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_plan_is_one_range_of_what_goes_out_t3() {
    each_engine(async |store| {
        let (office, numbers) = neglected(store, 3).await;
        office.clock.set(MONDAY + DAY);
        clocks::record_due(&office.app).await.unwrap();
        let head = PersonId::from("p-head");
        let page = plan::plan(&office.app, &head, slips::Pages::default())
            .await
            .unwrap();
        // Both promises of each matter are one slip, but two lines of the plan.
        assert_eq!(page.rows.len(), 2 * numbers.len());
        assert!(
            page.rows
                .iter()
                .all(|row| row.kind_zh == "提示单" && !row.by_itself)
        );
        let other = plan::plan(
            &office.app,
            &PersonId::from("x-head"),
            slips::Pages::default(),
        )
        .await
        .unwrap();
        assert!(other.rows.is_empty() && other.counts.is_empty());
        let refused = plan::plan(
            &office.app,
            &PersonId::from("x-handler"),
            slips::Pages::default(),
        )
        .await;
        assert!(matches!(refused, Err(Failure::Forbidden { .. })));
        let recused = serde_json::json!({"person": "p-head", "reason": "亲属"});
        office
            .act("p-head", &numbers[0], "recuse", recused)
            .await
            .unwrap();
        let page = plan::plan(&office.app, &head, slips::Pages::default())
            .await
            .unwrap();
        assert_eq!(page.rows.len(), 2 * (numbers.len() - 1), "T4");
    })
    .await;
}
