//! Paper originals (P-06): kept, handed by one and taken by the other, lent, looked for; the book and the
//! inventory show what the reader may see and nothing else (T3, T4).

use axum::http::StatusCode;

use super::office::{Office, each_engine};
use crate::support::browser::Browser;

async fn act(desk: &Browser, number: &str, noun: &str, pairs: &[(&str, &str)]) {
    let address = format!("/desk/matters/{number}/{noun}");
    let form = desk.open(&address).await.form(&address).fill_all(pairs);
    let page = desk.done(&form).await;
    assert!(page.has("已办："), "{noun}");
}

async fn kept(office: &Office) -> (Browser, String) {
    let number = office.file().await;
    let clerk = office.desk_of("p-clerk").await;
    let letter = [("kind", "letter"), ("sheets", "3"), ("place", "1号柜")];
    act(&clerk, &number, "originals", &letter).await;
    (clerk, number)
}

#[tokio::test]
async fn an_original_is_handed_over_by_both_and_found_in_the_book_p06() {
    each_engine(async |office| {
        let (clerk, number) = kept(&office).await;
        let custody = format!("{number}-Y01");
        act(
            &clerk,
            &number,
            "original-handovers",
            &[("original", "1"), ("to", "p-head")],
        )
        .await;
        let head = office.desk_of("p-head").await;
        let waiting = head.open("/desk/originals?whose=awaited").await;
        assert!(waiting.has(&custody) && waiting.has("移交中"));
        act(
            &head,
            &number,
            "original-receipts",
            &[("original", "1"), ("answer", "take")],
        )
        .await;
        assert!(head.open("/desk/originals?whose=mine").await.has(&custody));
        assert!(!clerk.open("/desk/originals?whose=mine").await.has(&custody));
        let page = clerk.open(&format!("/desk/matters/{number}")).await;
        assert!(page.has("信件，3页，吴敏保管。在库"));
    })
    .await;
}

#[tokio::test]
async fn an_overdue_loan_shows_its_lamp_p06() {
    each_engine(async |office| {
        let (clerk, number) = kept(&office).await;
        let loan = [("original", "1"), ("to", "p-leader"), ("purpose", "研判")];
        act(&clerk, &number, "original-loans", &loan).await;
        let book = clerk.open("/desk/originals?state=lent").await;
        assert!(book.has("借出　郑宏") && book.has("还剩10个工作日"));
        office.clock.advance(30 * 86_400_000);
        let clerk = office.desk_of("p-clerk").await;
        let book = clerk.open("/desk/originals?state=lent").await;
        assert!(book.has("超期"), "the lamp of the loan");
    })
    .await;
}

#[tokio::test]
async fn an_inventory_records_each_by_itself_and_what_is_lost_stays_visible_s0_25() {
    each_engine(async |office| {
        let (clerk, number) = kept(&office).await;
        act(
            &clerk,
            &number,
            "originals",
            &[("kind", "envelope"), ("sheets", "1")],
        )
        .await;
        let page = clerk.open("/desk/originals/inventory").await;
        assert!(page.has(&format!("{number}-Y01")) && page.has(&format!("{number}-Y02")));
        let first = format!("found-{number}-Y01");
        let second = format!("found-{number}-Y02");
        let pairs = [
            (first, "present".to_owned()),
            (second, "missing".to_owned()),
        ];
        let answer = clerk.post("/desk/originals/inventory", &pairs).await;
        assert_eq!(answer.status, StatusCode::CONFLICT);
        assert!(answer.has("已登记 1 份") && answer.has("遗失、损毁的须写明情况"));
        let note = (
            format!("note-{number}-Y02"),
            "整理柜子时未见，已查找两天".to_owned(),
        );
        let missing = (format!("found-{number}-Y02"), "missing".to_owned());
        let answer = clerk
            .post("/desk/originals/inventory", &[missing, note])
            .await;
        assert_eq!(answer.status, StatusCode::OK);
        let book = clerk.open("/desk/originals?state=lost").await;
        assert!(book.has(&format!("{number}-Y02")) && !book.has(&format!("{number}-Y01")));
        let dossier = clerk.open(&format!("/desk/matters/{number}")).await;
        assert!(dossier.has("遗失，2026-03-02发现") && dossier.has("整理柜子时未见"));
    })
    .await;
}

#[tokio::test]
async fn the_book_of_another_county_and_of_the_recused_is_empty_t3_t4() {
    each_engine(async |office| {
        let (clerk, number) = kept(&office).await;
        let custody = format!("{number}-Y01");
        for person in ["y-clerk", "x-clerk", "t-officer"] {
            let desk = office.desk_of(person).await;
            for list in [
                "/desk/originals",
                "/desk/originals?whose=mine",
                "/desk/originals/inventory",
            ] {
                assert!(!desk.open(list).await.has(&custody), "{person} {list}");
            }
        }
        let address = format!("/desk/matters/{number}/recusals");
        let form = clerk.open(&address).await.form(&address);
        let form = form.fill_all(&[("person", "p-clerk"), ("reason", "亲属关系")]);
        clerk.submit(&form, ("", "")).await;
        for list in [
            "/desk/originals",
            "/desk/originals?whose=mine",
            "/desk/originals/inventory",
        ] {
            assert!(!clerk.open(list).await.has(&number), "{list}");
        }
        assert!(
            office
                .desk_of("p-head")
                .await
                .open("/desk/originals")
                .await
                .has(&custody)
        );
    })
    .await;
}
