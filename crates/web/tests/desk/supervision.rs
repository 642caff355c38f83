//! Supervision at the desk: the plan, a batch of signatures, the paper, the answer and its examination; and
//! what a stranger, a recused person and whoever is urged may not see (T3, T4).

use app::jobs::clocks;
use axum::http::StatusCode;
use serde_json::json;
use store::{Change, Write};

use super::office::{Office, each_engine};

const DAY: i64 = 86_400_000;

/// A matter that county X was given and leaves lying: a reminder waits for a signature.
async fn late(office: &Office) -> String {
    let number = office.file().await;
    let issues = json!([{"category": "152", "text": "收受好处"}]);
    let leads = json!([{"subject": "钱某某", "rank": "township", "managed_at": "county", "issues": issues}]);
    office
        .act(
            "p-clerk",
            &number,
            "register",
            json!({"class": "A", "leads": leads}),
        )
        .await;
    office
        .act("p-clerk", &number, "screen", json!({"class": "A"}))
        .await;
    office
        .act(
            "p-principal",
            &number,
            "instruct",
            json!({"text": "请查办"}),
        )
        .await;
    office
        .act(
            "p-clerk",
            &number,
            "route",
            json!({"to": "x", "mode": "assign"}),
        )
        .await;
    office.clock.advance(9 * DAY);
    clocks::record_due(&office.app).await.unwrap();
    number
}

#[tokio::test]
async fn a_slip_goes_from_the_plan_to_an_accepted_answer_s0_13_s0_27() {
    each_engine(async |office| {
        let number = late(&office).await;
        let head = office.desk_of("p-head").await;
        let drafts = head.open("/desk/supervision/drafts").await;
        assert!(drafts.has("提示单") && drafts.has(&number));
        let slip = format!("/desk/supervision/slips/{number}/1");
        assert!(head.open(&slip).await.has("送签稿"));
        let form = head
            .open(&format!("/desk/matters/{number}/signed-slips?slip=1"))
            .await;
        let form = form.form(&format!("/desk/matters/{number}/signed-slips"));
        assert!(head.done(&form).await.has("已办："));
        let page = head.open(&slip).await;
        assert!(page.has("提示〔2026〕1号") && page.has("待答复") && page.has(&number));
        let word = head.get(&format!("{slip}/docx")).await;
        assert_eq!(word.status, StatusCode::OK);
        assert!(word.header("content-disposition").contains("docx"));
        let clerk = office.desk_of("x-clerk").await;
        assert!(
            clerk
                .open("/desk/supervision/received")
                .await
                .has("提示〔2026〕1号")
        );
        assert!(clerk.open(&slip).await.has("答复督办文书"));
        office
            .act(
                "x-clerk",
                &number,
                "answer-slip",
                json!({"text": "明日签收受理"}),
            )
            .await;
        let answered = head.open("/desk/supervision/slips?state=answered").await;
        assert!(answered.has("提示〔2026〕1号"));
        assert!(head.open(&slip).await.has("明日签收受理"));
        office
            .act(
                "p-head",
                &number,
                "examine-answer",
                json!({"verdict": "accept"}),
            )
            .await;
        assert!(clerk.open(&slip).await.has("认可，停止督办"));
    })
    .await;
}

#[tokio::test]
async fn several_are_signed_at_once_each_with_its_own_result_p10() {
    each_engine(async |office| {
        let numbers = [late(&office).await, late(&office).await];
        let leader = office.desk_of("p-leader").await;
        let page = leader.open("/desk/supervision/drafts").await;
        assert!(numbers.iter().all(|number| page.has(number)));
        let mut pairs = vec![("back".to_owned(), "/desk/supervision/drafts".to_owned())];
        pairs.extend(
            numbers
                .iter()
                .map(|number| ("item".to_owned(), number.clone())),
        );
        pairs.push(("go".to_owned(), "do".to_owned()));
        let done = leader.post("/desk/batch/signed-slips", &pairs).await;
        assert_eq!(done.status, StatusCode::OK);
        assert!(done.has("2 件已办成"), "{}", done.body);
    })
    .await;
}

#[tokio::test]
async fn nobody_else_learns_of_a_slip_t3_t4() {
    each_engine(async |office| {
        let number = late(&office).await;
        let slip = format!("/desk/supervision/slips/{number}/1");
        let call = format!("/desk/supervision/calls/{number}");
        // A draft is not there for whom it is about, nor anything for another county.
        for (person, path) in [("x-clerk", &slip), ("y-clerk", &slip), ("y-clerk", &call)] {
            let desk = office.desk_of(person).await;
            let answer = desk.get(path).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{person} {path}");
            assert!(!answer.has(&number));
            let paper = desk.get(&format!("{path}/docx")).await;
            assert_eq!(paper.status, StatusCode::NOT_FOUND);
        }
        let other = office.desk_of("y-clerk").await;
        for path in ["", "/drafts", "/slips", "/received", "/urging", "/figures"] {
            let answer = other.get(&format!("/desk/supervision{path}")).await;
            assert_eq!(answer.status, StatusCode::OK, "{path}");
            assert!(!answer.has(&number), "{path}");
        }
        let unit = other.get("/desk/supervision/urging/x").await;
        assert_eq!(unit.status, StatusCode::NOT_FOUND, "another's unit");
        office
            .act(
                "p-head",
                &number,
                "recuse",
                json!({"person": "p-leader", "reason": "亲属"}),
            )
            .await;
        let leader = office.desk_of("p-leader").await;
        for path in [&slip, &call] {
            assert_eq!(leader.get(path).await.status, StatusCode::NOT_FOUND);
        }
        assert!(!leader.open("/desk/supervision/drafts").await.has(&number));
        assert!(!leader.open("/desk/supervision").await.has(&number));
        let handler = office.desk_of("x-handler").await;
        assert_eq!(
            handler.get("/desk/supervision").await.status,
            StatusCode::FORBIDDEN
        );
    })
    .await;
}

#[tokio::test]
async fn an_organ_that_lost_sight_of_a_matter_finds_no_slip_of_it_t3() {
    each_engine(async |office| {
        let number = late(&office).await;
        let desk = office.desk_of("p-head").await;
        assert!(desk.open("/desk/supervision/drafts").await.has(&number));
        let blind = Change::new("DELETE FROM visible WHERE unit_id = 'p'", []);
        let write = Write {
            changes: vec![blind],
            ..Write::default()
        };
        office.app.store().commit(write).await.unwrap();
        for list in ["", "/drafts", "/slips"] {
            let page = desk.open(&format!("/desk/supervision{list}")).await;
            assert!(!page.has(&number), "{list}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_call_is_recorded_from_its_slip_and_counted_p30() {
    each_engine(async |office| {
        let number = late(&office).await;
        let clerk = office.desk_of("p-clerk").await;
        assert!(
            clerk
                .open("/desk/supervision/urging")
                .await
                .has("清河县纪委监委")
        );
        let list = clerk.open("/desk/supervision/urging/x").await;
        assert!(list.has(&number) && list.has("超期"));
        let call = clerk
            .open(&format!("/desk/supervision/calls/{number}"))
            .await;
        assert!(call.has("您好，我是云岭省纪委监委"), "{}", call.body);
        let address = format!("/desk/matters/{number}/urgings");
        let form = call.form(&address);
        let told = [("number", "0871-5550101"), ("words", "本周签收")];
        let sent = clerk
            .submit(&form.fill_all(&told), ("outcome", "told"))
            .await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        let figures = clerk.open("/desk/supervision/figures").await;
        assert!(figures.has("清河县纪委监委"));
        let counted = "/desk/supervision/counted?what=phone";
        let of_matters = format!("{counted}&about=matter");
        assert!(
            figures.has("what=phone&#38;about=matter"),
            "{}",
            figures.body
        );
        assert!(clerk.open(counted).await.has(&number));
        assert!(clerk.open(&of_matters).await.has(&number));
        let of_campaigns = clerk.open(&format!("{counted}&about=campaign")).await;
        assert!(!of_campaigns.has(&number) && of_campaigns.has("没有您能查看的"));
        for stranger in ["x-head", "y-clerk", "x-handler", "system"] {
            let shut = office.desk_of(stranger).await.get(counted).await;
            assert!(!shut.has(&number), "{stranger}");
        }
        let recuse = json!({"person": "p-head", "reason": "亲属"});
        office.act("p-principal", &number, "recuse", recuse).await;
        let recused = office.desk_of("p-head").await;
        assert!(!recused.get(counted).await.has(&number), "recused (T4)");
        let again = clerk
            .open(&format!("/desk/supervision/calls/{number}"))
            .await;
        assert!(again.has("1 次"));
    })
    .await;
}
