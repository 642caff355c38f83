//! Letters (P-24): offered when the matter is concluded, filled from the reply that was recorded, and named
//! to the reporter only where that stands open for the reader (T1).

use axum::http::StatusCode;
use serde_json::json;

use super::office::{Office, each_engine};

/// A report that was excluded, so that it waits for its answer.
async fn concluded(office: &Office) -> String {
    let report = json!({
        "channel": "web", "unit": "x", "title": "咨询举报渠道", "text": "问怎样举报。",
        "reporter": {"name": "演示甲", "phone": "000 0000 0000"},
    });
    let new = app::Subject::NewMatter;
    let done = office
        .give(&app::Who::Citizen, new, "receive", report)
        .await;
    let number = done.unwrap().number.unwrap();
    let excluded = json!({"class": "D", "reason": "consultation", "proper_body": "信访局"});
    for (person, act, fields) in [
        (
            "x-clerk",
            "register",
            json!({"class": "C", "region": "990101"}),
        ),
        ("x-clerk", "screen", excluded),
        ("x-head", "review-exclusion", json!({"review": "confirm"})),
    ] {
        office.act(person, &number, act, fields).await;
    }
    number
}

#[tokio::test]
async fn a_reply_is_a_page_and_a_document_from_what_was_recorded_p24() {
    each_engine(async |office| {
        let clerk = office.desk_of("x-clerk").await;
        let early = office.file_about("钱某某").await;
        let at = format!("/desk/matters/{early}/letters/out-of-scope");
        assert_eq!(clerk.get(&at).await.status, StatusCode::NOT_FOUND, "early");

        let number = concluded(&office).await;
        let at = format!("/desk/matters/{number}/letters/out-of-scope");
        let dossier = clerk.open(&format!("/desk/matters/{number}")).await;
        assert!(dossier.has(&at), "one click");
        assert!(clerk.open(&at).await.has("尚未登记答复"));
        let other = format!("/desk/matters/{number}/letters/reply");
        assert_eq!(clerk.get(&other).await.status, StatusCode::NOT_FOUND);
        let said = json!({"mode": "letter", "text": "举报渠道已寄给您。"});
        office.act("x-clerk", &number, "reply", said).await;
        let page = clerk.open(&at).await;
        assert!(page.has("举报渠道已寄给您。") && page.has(&number));
        assert!(page.has("＿＿＿同志") && !page.has("演示甲"), "T1");
        let taken = clerk.get(&format!("{at}/docx")).await;
        assert_eq!(taken.status, StatusCode::OK);
        assert!(taken.bytes.starts_with(b"PK"));
        let trail = clerk.open(&format!("/desk/matters/{number}/trail")).await;
        assert!(trail.has("打印不予受理告知书") && !trail.has("含举报人身份"));
    })
    .await;
}

#[tokio::test]
async fn a_stranger_finds_no_letter_t3() {
    each_engine(async |office| {
        let number = concluded(&office).await;
        for person in ["y-clerk", "t-officer", "system", "auditor"] {
            let desk = office.desk_of(person).await;
            for end in ["", "/docx"] {
                let at = format!("/desk/matters/{number}/letters/out-of-scope{end}");
                let answer = desk.get(&at).await;
                assert_eq!(answer.status, StatusCode::NOT_FOUND, "{person} {at}");
            }
        }
    })
    .await;
}
