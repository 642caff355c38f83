//! What was passed up is counted where it was received: 件次 received and 件次 passed up, from lines without
//! content, so that what came in balances (P-21); and nothing but the count is told (T3).

use crate::pass_up::{act, office, registered, report};
use app::queries::books::{BookPage, book};
use app::queries::gate::{self, Filter, Gate, Listed, Listing};
use app::testing::SmallOffice;
use casework::PersonId;
use serde_json::json;

async fn today(office: &SmallOffice, who: &str) -> Gate {
    let person = PersonId::from(who);
    gate::gate(&office.app, &person, None).await.unwrap()
}

async fn listed(office: &SmallOffice, listing: Listing, pairs: &[(&str, &str)]) -> Listed {
    let filter = Filter::from_pairs(pairs.iter().copied());
    let person = PersonId::from("x-clerk");
    let listed = gate::list(&office.app, &person, None, (listing, &filter), None).await;
    listed.unwrap()
}

async fn kept(office: &SmallOffice, who: &str, id: &str, pairs: &[(&str, &str)]) -> BookPage {
    let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    let pairs: Vec<(String, String)> = pairs.iter().map(owned).collect();
    book(&office.app, &PersonId::from(who), id, &pairs)
        .await
        .unwrap()
}

#[tokio::test]
async fn received_is_what_is_here_and_what_went_up_p_21() {
    store::testing::each_engine(async |store| {
        let office = office(store).await;
        let done = registered(&office).await;
        office.file(report("孙某某")).await.unwrap();
        let before = today(&office, "x-clerk").await.arrived.total;
        assert_eq!((before.filings, before.passed, before.matters()), (2, 0, 2));
        let ground = json!({"ground": "superior-cadre"});
        act(&office, "x-clerk", &done, "pass-up", ground).await;

        let page = today(&office, "x-clerk").await;
        let total = &page.arrived.total;
        assert_eq!((total.filings, total.passed, total.matters()), (2, 1, 2));
        let web = page
            .arrived
            .channels
            .iter()
            .find(|row| row.channel == "web");
        assert_eq!(web.map(|row| (row.filings, row.passed)), Some((2, 1)));
        let list = listed(&office, Listing::Arrivals, &[]).await;
        assert_eq!((list.rows.len(), list.passed.filings), (1, 1));
        for other in [("channel", "letter"), ("origin", "own")] {
            let list = listed(&office, Listing::Arrivals, &[other]).await;
            assert_eq!(list.passed.filings, 0, "{other:?}");
        }
        let above = today(&office, "c-clerk").await.arrived;
        assert_eq!((above.total.filings, above.total.passed), (1, 0));

        let page = kept(&office, "x-clerk", "acceptance", &[]).await;
        assert_eq!(page.lines.len(), 1);
        assert_eq!(page.passed.map(|passed| passed.filings), Some(1));
        for (pairs, counted) in [
            (&[("channel", "web")][..], true),
            (&[("channel", "visit")], false),
            (&[("from", "2026-03-02"), ("to", "2026-03-02")], true),
            (&[("from", "2026-03-03")], false),
            (&[("class", "A")], false),
            (&[("real_name", "yes")], false),
        ] {
            let page = kept(&office, "x-clerk", "acceptance", pairs).await;
            assert_eq!(page.passed.is_some(), counted, "{pairs:?}");
        }
        for stranger in ["y-clerk", "p-clerk"] {
            let page = kept(&office, stranger, "acceptance", &[]).await;
            assert_eq!(page.passed, None, "{stranger}");
        }
        let reason = json!({"reason": "被反映人属县管干部"});
        act(&office, "c-clerk", &done, "return-down", reason).await;
        let total = today(&office, "x-clerk").await.arrived.total;
        assert_eq!((total.filings, total.passed), (2, 0), "it is here again");
        let page = kept(&office, "x-clerk", "acceptance", &[]).await;
        assert_eq!((page.lines.len(), page.passed), (2, None));
    })
    .await;
}

#[tokio::test]
async fn who_is_accused_counts_nothing_t4() {
    store::testing::each_engine(async |store| {
        let office = office(store).await;
        let filed = office.file(report("陈静")).await.unwrap();
        let ground = json!({"ground": "superior-cadre"});
        act(&office, "x-head", &filed, "pass-up", ground).await;
        let head = today(&office, "x-head").await.arrived.total;
        assert_eq!((head.filings, head.passed), (1, 1));
        let accused = today(&office, "x-clerk").await.arrived.total;
        assert_eq!((accused.filings, accused.passed), (0, 0));
        let page = kept(&office, "x-clerk", "acceptance", &[]).await;
        assert_eq!(page.passed, None);
    })
    .await;
}
