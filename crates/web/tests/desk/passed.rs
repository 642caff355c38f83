//! Passing up: whoever passed it up lands on a line without content, and every door of the matter is shut.

use app::{Subject, Who};
use axum::http::StatusCode;

use super::office::{Office, each_engine};

#[tokio::test]
async fn the_register_shows_a_line_and_no_way_in_t3() {
    each_engine(async |office| {
        let clerk = office.desk_of("x-clerk").await;
        let empty = clerk.open("/desk/passed-up").await;
        assert!(empty.has("没有上报的信访件"));
        let fields = serde_json::json!({"channel": "web", "unit": "x", "title": "独特的标题",
            "text": "独特的正文"});
        let done = office
            .give(&Who::Citizen, Subject::NewMatter, "receive", fields)
            .await;
        let number = done.unwrap().number.unwrap();
        let address = format!("/desk/matters/{number}/pass-ups");
        let form = clerk.open(&address).await.form(&address);
        let form = form.fill_all(&[("ground", "superior-cadre")]);
        let landed = clerk.done(&form).await;
        assert!(landed.has(&number) && landed.has("待签收") && !landed.has("独特"));
        for list in ["/desk", "/desk/matters"] {
            assert!(!clerk.open(list).await.has(&number), "{list}");
        }
        for stranger in ["y-clerk", "t-officer", "p-clerk"] {
            let desk = office.desk_of(stranger).await;
            assert!(
                !desk.open("/desk/passed-up").await.has(&number),
                "{stranger}"
            );
        }
    })
    .await;
}

fn about(title: &str) -> serde_json::Value {
    serde_json::json!({"channel": "web", "unit": "x", "title": title, "text": "独特的正文",
        "accused": [{"name": "钱某某", "unit": "市某局", "post": "处长"}]})
}

async fn filed(office: &Office, title: &str) -> String {
    let done = office.give(&Who::Citizen, Subject::NewMatter, "receive", about(title));
    done.await.unwrap().number.unwrap()
}

#[tokio::test]
async fn the_register_goes_on_page_by_page() {
    each_engine(async |office| {
        let mut numbers = Vec::new();
        for _ in 0..23 {
            let number = filed(&office, "反映某处长").await;
            let ground = serde_json::json!({"ground": "superior-cadre"});
            office.act("x-clerk", &number, "pass-up", ground).await;
            office.clock.advance(60_000);
            numbers.push(number);
        }
        let clerk = office.desk_of("x-clerk").await;
        let first = clerk.open("/desk/passed-up").await;
        assert!(first.has(&numbers[22]) && first.has(&numbers[3]) && !first.has(&numbers[2]));
        let next = first.body.split("href=\"/desk/passed-up?cursor=").nth(1);
        let cursor = next.unwrap().split('"').next().unwrap();
        let second = clerk
            .open(&format!("/desk/passed-up?cursor={cursor}"))
            .await;
        assert!(second.has(&numbers[2]) && second.has(&numbers[0]) && !second.has(&numbers[3]));
        assert!(second.has("rel=\"first\"") && !second.has("rel=\"next\""));
        let gate = clerk.open("/desk/gate/arrivals").await;
        assert!(gate.has("另有 23 件次已上报上级") && !gate.has(&numbers[0]));
        let book = clerk.open("/desk/books/acceptance").await;
        assert!(book.has("上报上级</a> 23 件次") && !book.has(&numbers[0]));
    })
    .await;
}

#[tokio::test]
async fn what_belongs_above_says_so_to_who_can_act_and_to_nobody_else_s0_20() {
    each_engine(async |office| {
        let number = filed(&office, "反映某处长").await;
        let address = format!("/desk/matters/{number}");
        let clerk = office.desk_of("x-clerk").await;
        assert!(
            !clerk.open(&address).await.has("属上级受理"),
            "nothing says so yet"
        );
        let cadre = serde_json::json!({"cadres": [{"name": "钱 某某", "unit": "市某局",
            "post": "处长", "rank": "county", "managed_at": "city"}]});
        let head = Who::Staff("x-head".into());
        let entered = office.give(&head, Subject::Office, "enter-cadres", cadre);
        entered.await.unwrap();
        let page = clerk.open(&address).await;
        assert!(
            page.has("请核对是否属上级受理") && page.has("市某局处长，市级管理"),
            "{}",
            page.body
        );
        let lead = serde_json::json!({"subject": "钱某某", "rank": "county", "managed_at": "city",
            "issues": [{"category": "152", "text": "独特的问题"}]});
        let fields = serde_json::json!({"class": "A", "leads": [lead]});
        office.act("x-clerk", &number, "register", fields).await;
        let page = clerk.open(&address).await;
        assert!(page.has("线索1 钱某某（市级管理）") && page.has("全件上报永安市纪委监委"));
        assert!(
            !page.has("请核对"),
            "who is registered as managed above is told once"
        );
        for other in ["x-leader", "c-leader"] {
            let desk = office.desk_of(other).await;
            assert!(!desk.open(&address).await.has("属上级受理"), "{other}");
        }
        let ground = serde_json::json!({"ground": "superior-cadre"});
        office.act("x-clerk", &number, "pass-up", ground).await;
        let stranger = clerk.get(&address).await;
        assert_eq!(stranger.status, StatusCode::NOT_FOUND);
    })
    .await;
}
