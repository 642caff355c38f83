//! A report is split, on both engines: its parts are sealed apart, counted rightly and rebuilt as they live.
#![expect(
    clippy::unwrap_used,
    reason = "a test stops where its story breaks off"
)]

use app::Failure;
use app::queries::matter::{self, MatterPage};
use app::rebuild::{Outcome, check};
use app::testing::{SmallOffice, report_about};
use casework::PersonId;
use serde_json::{Value, json};
use store::testing::each_engine;

fn lead(subject: &str) -> Value {
    json!({"subject": subject, "post": "某镇干部", "rank": "township", "managed_at": "county",
           "issues": [{"category": "176", "text": format!("{subject}收受财物")}]})
}

/// A report about two, of whom the second is split off: the numbers of whole and part.
async fn in_two(office: &SmallOffice) -> (String, String) {
    let filed = office.file(report_about("钱某某")).await.unwrap();
    let whole = filed.number.unwrap();
    let leads = json!({"class": "A", "leads": [lead("方小满"), lead("卜大成")]});
    let split = json!({"leads": ["2"], "reason": "分属两县"});
    for (act, fields) in [("register", leads), ("split", split)] {
        office.act("p-clerk", &whole, act, fields).await.unwrap();
    }
    let parts = page(office, &whole).await.parts;
    let [part] = parts.as_slice() else { panic!() };
    (whole, part.number.clone())
}

async fn page(office: &SmallOffice, number: &str) -> MatterPage {
    let clerk = PersonId::from("p-clerk");
    matter::matter(&office.app, &clerk, number).await.unwrap()
}

async fn assert_rebuilds(office: &SmallOffice) {
    let outcome = check(&office.app).await.unwrap();
    assert!(matches!(outcome, Outcome::Same(_)), "{outcome:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_part_is_a_matter_of_its_own_under_a_key_of_its_own_p_02_t1() {
    each_engine(async |store| {
        let office = SmallOffice::found(store).await;
        let (whole, part) = in_two(&office).await;
        let (of_whole, of_part) = (page(&office, &whole).await, page(&office, &part).await);
        assert_eq!((of_whole.leads.len(), of_part.leads.len()), (1, 1));
        assert_eq!(of_part.leads[0].subject, "卜大成");
        assert_eq!(of_part.leads[0].issues[0].text, "卜大成收受财物");
        assert_eq!(of_part.whole.as_deref(), Some(whole.as_str()));
        assert!(of_part.reports.is_empty() && of_part.identities.is_empty());
        let keys = "SELECT count(DISTINCT s.key_id), count(DISTINCT s.stream_id) FROM sealed s \
                    WHERE s.purpose = 'register.leads.subject'";
        let row = &office.app.store().rows(keys, &[]).await.unwrap()[0];
        assert_eq!((row.int(0).unwrap(), row.int(1).unwrap()), (2, 2));
        assert_rebuilds(&office).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_matters_are_still_one_arrival_p_02() {
    each_engine(async |store| {
        let office = SmallOffice::found(store).await;
        in_two(&office).await;
        let sums = "SELECT count(*), CAST(sum(arrivals) AS bigint), CAST(sum(leads) AS bigint), \
                    (SELECT count(*) FROM reports) FROM matters";
        let row = &office.app.store().rows(sums, &[]).await.unwrap()[0];
        let figures: Vec<i64> = (0..4).map(|at| row.int(at).unwrap()).collect();
        assert_eq!(figures, [2, 1, 2, 1]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_sees_one_side_is_not_told_of_the_other_p_02_t3() {
    each_engine(async |store| {
        let office = SmallOffice::found(store).await;
        let (whole, part) = in_two(&office).await;
        for (number, to) in [(&whole, "x"), (&part, "y")] {
            let screened = json!({"class": "A", "opinion": "分别办理"});
            office
                .act("p-clerk", number, "screen", screened)
                .await
                .unwrap();
            let text = json!({"text": "请分别核查"});
            office
                .act("p-principal", number, "instruct", text)
                .await
                .unwrap();
            // A copy whose words tell who reported goes nowhere unread (T5).
            let telling =
                json!({"to": to, "mode": "delegate", "summary": "详情可致电 000 0000 0000"});
            let refused = office.act("p-clerk", number, "route", telling).await;
            assert!(matches!(&refused, Err(Failure::Refused(r)) if r.0.code == "exposes"));
            let routed = json!({"to": to, "mode": "delegate"});
            office
                .act("p-clerk", number, "route", routed)
                .await
                .unwrap();
        }
        for (person, own, other) in [("x-clerk", &whole, &part), ("y-clerk", &part, &whole)] {
            let person = PersonId::from(person);
            let page = matter::matter(&office.app, &person, own).await.unwrap();
            assert_eq!((page.whole.as_ref(), page.parts.len()), (None, 0));
            let told = serde_json::to_string(&page).unwrap();
            assert!(
                !told.contains(other.as_str()) && !told.contains("拆分"),
                "{told}"
            );
            let hidden = matter::matter(&office.app, &person, other).await;
            assert!(matches!(hidden, Err(Failure::NotFound)));
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_split_that_is_undone_leaves_the_leads_where_they_were_p_02() {
    each_engine(async |store| {
        let office = SmallOffice::found(store).await;
        let (whole, part) = in_two(&office).await;
        let stranger = office
            .act("y-clerk", &part, "undo-split", json!({"reason": "拆错"}))
            .await;
        assert!(matches!(stranger, Err(Failure::NotFound)));
        office
            .act("p-clerk", &part, "undo-split", json!({"reason": "拆错"}))
            .await
            .unwrap();
        let back = page(&office, &whole).await;
        let subjects: Vec<&str> = back.leads.iter().map(|lead| &*lead.subject).collect();
        assert_eq!(subjects, ["方小满", "卜大成"]);
        assert_eq!(
            (back.parts.len(), page(&office, &part).await.stage),
            (0, "joined")
        );
        assert_rebuilds(&office).await;
    })
    .await;
}
