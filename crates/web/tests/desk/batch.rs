//! Batch acts (P-10): each matter by itself, results side by side, nothing twice, and nothing of what
//! the reader may not see (T3).

use axum::http::StatusCode;
use serde_json::json;

use super::office::{Office, each_engine};
use crate::support::body::pairs;
use crate::support::browser::{Answer, Browser};

type Pairs = Vec<(String, String)>;

fn ticked(numbers: &[String], with: &[(&str, &str)]) -> Pairs {
    let items = numbers
        .iter()
        .map(|number| ("item".to_owned(), number.clone()));
    items.chain(pairs(with)).collect()
}

async fn three(office: &Office) -> Vec<String> {
    vec![
        office.file().await,
        office.file().await,
        office.file().await,
    ]
}

const URGENT: [(&str, &str); 2] = [("urgency", "urgent"), ("reason", "临近会议，请抓紧")];

/// The check page's own form, pressed.
async fn confirmed(desk: &Browser, page: Answer, noun: &str) -> Answer {
    let form = page.form(&format!("/desk/batch/{noun}"));
    desk.submit(&form, ("go", "do")).await
}

#[tokio::test]
async fn several_are_ticked_checked_and_done_each_by_itself_p_10() {
    each_engine(async |office| {
        let numbers = three(&office).await;
        office
            .act(
                "p-clerk",
                &numbers[1],
                "mark",
                json!({"urgency": "urgent", "reason": "先行"}),
            )
            .await;
        let desk = office.desk_of("p-clerk").await;
        for list in ["/desk", "/desk/matters", "/desk/books/acceptance"] {
            let page = desk.open(list).await;
            assert_eq!(page.body.matches("name=\"item\"").count(), 3, "{list}");
        }
        let chosen = desk.post("/desk/batch", &ticked(&numbers, &[])).await;
        assert!(
            chosen.has("已选 3 件") && chosen.has("/desk/batch/marks"),
            "{}",
            chosen.body
        );
        let empty = desk
            .post("/desk/batch/marks", &ticked(&numbers, &[("go", "check")]))
            .await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        let filled = ticked(&numbers, &[&URGENT[..], &[("go", "check")]].concat());
        let page = desk.post("/desk/batch/marks", &filled).await;
        assert!(
            page.has("将对 2 件办理") && page.has("另 1 件不办"),
            "{}",
            page.body
        );
        assert!(page.has("临近会议") && page.has("都没有变化"));
        let sent = page.form("/desk/batch/marks").form.pairs;
        let done = confirmed(&desk, page, "marks").await;
        assert!(done.has("2 件已办成，1 件未办成"), "{}", done.body);
        // Sent twice: nothing is done twice.
        let twice: Pairs = sent.into_iter().chain(pairs(&[("go", "do")])).collect();
        let again = desk.post("/desk/batch/marks", &twice).await;
        assert_eq!(
            again.body.matches("本批已办成").count(),
            2,
            "{}",
            again.body
        );
        for number in &numbers {
            let matter = desk.open(&format!("/desk/matters/{number}")).await;
            let written = matter.body.matches("临近会议，请抓紧").count();
            assert_eq!(written, usize::from(*number != numbers[1]));
        }
        let retry = done.form("/desk/batch/marks");
        assert_eq!(retry.value("item"), numbers[1]);
        let carried = retry
            .form
            .pairs
            .into_iter()
            .filter(|(name, _)| name != "urgency");
        let other = [("urgency", "emergency"), ("go", "check")];
        let retry: Pairs = carried.chain(pairs(&other)).collect();
        let retry = desk.post("/desk/batch/marks", &retry).await;
        assert!(retry.has("将对 1 件办理"), "{}", retry.body);
    })
    .await;
}

#[tokio::test]
async fn what_differs_is_filled_for_each_and_a_number_is_taken_once_p_18() {
    each_engine(async |office| {
        let numbers = three(&office).await;
        let desk = office.desk_of("p-clerk").await;
        let form = desk
            .post("/desk/batch/national-number", &ticked(&numbers, &[]))
            .await;
        let page = form.form("/desk/batch/national-number");
        let field = |at: usize| format!("each.number.{}", numbers[at]);
        let page = page
            .fill(&field(0), "12388-0001")
            .fill(&field(1), "12388-0002")
            .fill(&field(2), "12388-0001");
        let check = desk.submit(&page, ("go", "check")).await;
        let done = confirmed(&desk, check, "national-number").await;
        assert!(done.has("2 件已办成，1 件未办成"), "{}", done.body);
        assert!(done.has("12388-0001”已经提交过"), "{}", done.body);
    })
    .await;
}

#[tokio::test]
async fn a_matter_one_may_not_see_looks_like_none_t3() {
    each_engine(async |office| {
        let hidden = office.file().await;
        let none = "330000-2026-4-0099999".to_owned();
        for person in ["x-clerk", "t-officer"] {
            let desk = office.desk_of(person).await;
            for number in [&hidden, &none] {
                let one = std::slice::from_ref(number);
                let chosen = desk.post("/desk/batch", &ticked(one, &[])).await;
                assert!(
                    chosen.has("有 1 件没有列入") && !chosen.has("采砂"),
                    "{person}"
                );
                for go in ["", "check"] {
                    let sent = ticked(one, &[&URGENT[..], &[("go", go)]].concat());
                    let answer = desk.post("/desk/batch/marks", &sent).await;
                    assert_eq!(answer.status, StatusCode::NOT_FOUND, "{person} {go}");
                }
                let sent = ticked(one, &[&URGENT[..], &[("go", "do")]].concat());
                let answer = desk.post("/desk/batch/marks", &sent).await;
                assert!(
                    answer.has("没有此件或无权查看") && !answer.has("采砂"),
                    "{person}"
                );
            }
        }
        let recusal = json!({"person": "p-clerk", "reason": "亲属关系"});
        office.act("p-clerk", &hidden, "recuse", recusal).await;
        let desk = office.desk_of("p-clerk").await;
        let sent = ticked(&[hidden], &[&URGENT[..], &[("go", "do")]].concat());
        let answer = desk.post("/desk/batch/marks", &sent).await;
        assert!(answer.has("没有此件或无权查看") && !answer.has("采砂"));
        let whole = desk
            .post("/desk/batch", &pairs(&[("whole", "matters")]))
            .await;
        assert!(
            whole.has("没有勾选信访件"),
            "the whole list is what the reader sees"
        );
    })
    .await;
}

#[tokio::test]
async fn a_long_batch_goes_on_in_parts_and_a_longer_one_is_refused() {
    each_engine(async |office| {
        let mut numbers = Vec::new();
        for _ in 0..52 {
            numbers.push(office.file().await);
        }
        let desk = office.desk_of("p-clerk").await;
        let query = pairs(&[("whole", "book:own"), ("query", "channel=web")]);
        let whole = desk.post("/desk/batch", &query).await;
        assert!(whole.has("已选 52 件"), "{}", whole.body);
        let sent = ticked(&numbers, &[&URGENT[..], &[("go", "do")]].concat());
        let first = desk.post("/desk/batch/marks", &sent).await;
        assert!(first.has("50 件已办成，2 件尚未轮到"), "{}", first.body);
        let rest = confirmed(&desk, first, "marks").await;
        assert!(rest.has("52 件已办成"), "{}", rest.body);
        let many: Vec<String> = (0..201).map(|at| format!("330000-2026-4-{at}")).collect();
        let many = desk.post("/desk/batch", &ticked(&many, &[])).await;
        assert_eq!(many.status, StatusCode::UNPROCESSABLE_ENTITY);
    })
    .await;
}

#[tokio::test]
async fn acts_that_are_judged_one_by_one_are_in_no_batch() {
    each_engine(async |office| {
        let numbers = three(&office).await;
        let desk = office.desk_of("p-clerk").await;
        for noun in ["registration", "identity", "findings", "nothing"] {
            let sent = ticked(&numbers, &[("go", "do"), ("batch", "0123456789abcdef")]);
            let answer = desk.post(&format!("/desk/batch/{noun}"), &sent).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{noun}");
        }
        let nothing = desk.open("/desk/batch").await;
        assert!(nothing.has("先勾选，再一起办"));
        let back = pairs(&[("item", &numbers[0]), ("back", "https://elsewhere.example")]);
        assert!(!desk.post("/desk/batch", &back).await.has("elsewhere"));
    })
    .await;
}
