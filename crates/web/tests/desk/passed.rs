//! Passing up: whoever passed it up lands on a line without content, and every door of the matter is shut.

use app::{Subject, Who};

use super::office::each_engine;

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
