//! What a campaign promises is supervised at the desk, and the accounts by source: figures that open, and
//! strangers, other units and recused people who find nothing (T3, T4).

use app::jobs::clocks;
use app::{Subject, Who};
use axum::http::StatusCode;
use casework::PersonId;
use casework::procedure::Noun;
use serde_json::{Value, json};

use super::office::{Office, each_engine};

const DAY: i64 = 86_400_000;

async fn on(office: &Office, person: &str, subject: Subject, act: &str, fields: Value) -> String {
    let who = Who::Staff(PersonId::from(person));
    let done = office.give(&who, subject, act, fields).await;
    let done = done.unwrap_or_else(|wrong| panic!("{act}: {wrong}"));
    done.number.unwrap()
}

/// A matter that came twice, to county X.
async fn twice(office: &Office) -> String {
    let mut numbers = Vec::new();
    for title in ["反映学校收费", "再次反映学校收费"] {
        let report = json!({"channel": "web", "unit": "x", "title": title, "text": "违规收费。"});
        numbers.push(on(office, "x-clerk", Subject::NewMatter, "receive", report).await);
    }
    let into = json!({"into": numbers[0]});
    office.act("x-clerk", &numbers[1], "join", into).await;
    numbers.swap_remove(0)
}

/// A campaign of the province whose one item county X leaves lying: a reminder waits for a signature.
async fn late(office: &Office) -> (String, String) {
    let matter = twice(office).await;
    let launch = json!({"kind": "repeats", "from": "2026-03-02", "screen_until": "2026-04-30",
        "take_until": "2026-06-15", "clear_until": "2026-08-31", "look_back_until": "2026-09-30",
        "units": ["x", "y"]});
    let new = Subject::NewProcedure(Noun::Campaign);
    let number = on(office, "p-head", new, "launch-campaign", launch).await;
    let include = json!({"matters": [matter]});
    let subject = Subject::Procedure(number.clone());
    on(office, "p-head", subject, "include-items", include).await;
    office.clock.advance(16 * DAY);
    clocks::record_due(&office.app).await.unwrap();
    (number, matter)
}

#[tokio::test]
async fn a_slip_about_a_campaign_is_signed_at_the_desk_and_found_by_nobody_else_s0_27_t3_t4() {
    each_engine(async |office| {
        let (number, matter) = late(&office).await;
        let slip = format!("/desk/supervision/slips/{number}/1");
        let drafts = "/desk/supervision/drafts";
        let head = office.desk_of("p-head").await;
        assert!(head.open(drafts).await.has(&slip));
        assert!(head.open(&slip).await.has("送签稿"));
        let county = office.desk_of("x-head").await;
        let early = county.get(&slip).await;
        assert_eq!(
            early.status,
            StatusCode::NOT_FOUND,
            "a draft is nobody's but its organ's"
        );
        let sign = format!("/desk/campaigns/{number}/signed-slips");
        let form = head.open(&format!("{sign}?slip=1")).await.form(&sign);
        assert!(head.done(&form).await.has("已办："));
        let page = head.open(&slip).await;
        assert!(page.has("提示〔2026〕1号") && page.has("专项行动"));
        assert_eq!(
            head.get(&format!("{slip}/docx")).await.status,
            StatusCode::OK
        );
        let received = "/desk/supervision/received";
        assert!(county.open(received).await.has("提示〔2026〕1号"));
        assert!(county.open(&slip).await.has("答复督办文书"));
        // Another county takes part in the campaign, and owes nothing of this.
        let other = office.desk_of("y-clerk").await;
        assert_eq!(other.get(&slip).await.status, StatusCode::NOT_FOUND);
        assert!(!other.open(received).await.has("提示〔2026〕1号"));
        let stranger = office.desk_of("t-officer").await;
        for shut in [
            slip.clone(),
            format!("{slip}/docx"),
            format!("{sign}?slip=1"),
        ] {
            let answer = stranger.get(&shut).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{shut}");
        }
        let recused = json!({"person": "x-head", "reason": "亲属"});
        office.act("x-leader", &matter, "recuse", recused).await;
        assert_eq!(county.get(&slip).await.status, StatusCode::NOT_FOUND);
        assert!(!county.open(received).await.has(&number));
        let clerk = office.desk_of("x-clerk").await;
        assert!(
            clerk.open(received).await.has(&number),
            "others of the county go on"
        );
    })
    .await;
}

#[tokio::test]
async fn two_campaigns_never_issue_one_number_s4_13() {
    each_engine(async |office| {
        let mut papers = Vec::new();
        for _ in 0..2 {
            let launch = json!({"kind": "repeats", "from": "2026-03-02", "screen_until": "2026-03-31",
                "take_until": "2026-04-15", "clear_until": "2026-08-31",
                "look_back_until": "2026-09-30", "units": ["x"]});
            let matter = twice(&office).await;
            let new = Subject::NewProcedure(Noun::Campaign);
            let number = on(&office, "p-head", new, "launch-campaign", launch).await;
            let acts = [
                ("p-head", "include-items", json!({"matters": [matter]})),
                ("p-head", "begin-phase", json!({})),
                ("x-head", "contract-item", json!({"item": "1", "leader": "x-principal",
                    "team": ["x-clerk"], "plan": "逐户退还。"})),
                ("p-head", "begin-phase", json!({})),
                ("p-head", "draft-monthly-notice", json!({"until": "2026-03-02", "demand": "按周报送。"})),
                ("p-leader", "sign-monthly-notice", json!({"notice": "1"})),
            ];
            for (person, act, fields) in acts {
                on(&office, person, Subject::Procedure(number.clone()), act, fields).await;
            }
            let head = office.desk_of("p-head").await;
            papers.push(head.open(&format!("/desk/campaigns/{number}/notices/1")).await);
        }
        let numbered = ["专项通报〔2026〕1号", "专项通报〔2026〕2号"];
        for (paper, number) in papers.iter().zip(numbered) {
            assert!(paper.has(number), "{number}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_plan_is_kept_as_a_file_and_shut_to_strangers_s4_16() {
    each_engine(async |office| {
        let launch = json!({"kind": "repeats", "from": "2026-03-02", "screen_until": "2026-03-31",
            "take_until": "2026-04-15", "clear_until": "2026-08-31",
            "look_back_until": "2026-09-30", "units": ["x"]});
        let matter = twice(&office).await;
        let new = Subject::NewProcedure(Noun::Campaign);
        let number = on(&office, "p-head", new, "launch-campaign", launch).await;
        let plan = app::files::upload(&office.app, "方案.txt", "逐户退还".as_bytes());
        let token = plan.await.unwrap().token;
        let acts = [
            ("p-head", "include-items", json!({"matters": [matter]})),
            ("p-head", "begin-phase", json!({})),
            (
                "x-head",
                "contract-item",
                json!({"item": "1", "leader": "x-principal",
                "team": ["x-clerk"], "plan": "逐户退还。", "files": [token]}),
            ),
        ];
        for (person, act, fields) in acts {
            on(
                &office,
                person,
                Subject::Procedure(number.clone()),
                act,
                fields,
            )
            .await;
        }
        let head = office.desk_of("x-head").await;
        let item = format!("/desk/campaigns/{number}/items/1");
        let page = head.open(&item).await;
        assert!(page.has("方案.txt") && page.has("原件指纹"));
        let (_, rest) = page.body.split_once("/plan/").unwrap();
        let at = format!("{item}/plan/{}", rest.split('"').next().unwrap());
        let file = head.get(&at).await;
        assert_eq!(file.bytes, "逐户退还".as_bytes());
        for stranger in ["y-clerk", "x-handler"] {
            let shut = office.desk_of(stranger).await.get(&at).await;
            assert_eq!(shut.status, StatusCode::NOT_FOUND, "{stranger}");
        }
    })
    .await;
}

#[tokio::test]
async fn every_figure_of_the_accounts_by_source_opens_and_a_stranger_meets_none_s2_21() {
    each_engine(async |office| {
        let number = office.file().await;
        let head = office.desk_of("p-head").await;
        let page = head.open("/desk/sources").await;
        assert!(
            page.has("自收") && page.has("初核率") && page.has("/desk/sources/received-survey?")
        );
        for list in ["received-all", "received-survey"] {
            let items = head
                .open(&format!("/desk/sources/{list}?unit=p&year=2026"))
                .await;
            assert!(items.has(&number), "{list}");
        }
        let stranger = office.desk_of("x-head").await;
        for shut in [
            "/desk/sources?unit=p",
            "/desk/sources/received-all?unit=p",
            "/desk/sources/none",
            "/desk/sources?year=2999",
        ] {
            let answer = stranger.get(shut).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{shut}");
            assert!(!answer.has(&number));
        }
        let recused = json!({"person": "p-head", "reason": "亲属"});
        office.act("p-leader", &number, "recuse", recused).await;
        let again = head.open("/desk/sources/received-all?unit=p").await;
        assert!(!again.has(&number));
    })
    .await;
}
