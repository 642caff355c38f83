//! Letters (P-24): offered when the matter is concluded, filled from the reply that was recorded, and named
//! to the reporter only where that stands open for the reader (T1).

use app::office_program::{OfficeProgram, Settings};
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
            for end in ["", "/docx", "/pdf"] {
                let at = format!("/desk/matters/{number}/letters/out-of-scope{end}");
                let answer = desk.get(&at).await;
                assert_eq!(answer.status, StatusCode::NOT_FOUND, "{person} {at}");
            }
        }
    })
    .await;
}

/// A program of the test's own in place of LibreOffice: what it makes is no matter here.
fn program(folder: &std::path::Path) -> OfficeProgram {
    use std::os::unix::fs::PermissionsExt;
    let path = folder.join("soffice");
    let text = "#!/bin/sh\nprintf '%%PDF-1.6 made' > \"$HOME/paper.pdf\"\n";
    std::fs::write(&path, text).expect("the folder was made");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).expect("it is ours");
    let settings = Settings {
        program: Some(path),
        ..Settings::default()
    };
    OfficeProgram::find(&settings).expect("it was written just now")
}

#[tokio::test]
async fn a_pdf_is_offered_where_the_machine_has_an_office_program_and_else_the_page_says_why() {
    each_engine(async |office| {
        let number = concluded(&office).await;
        let at = format!("/desk/matters/{number}/letters/out-of-scope");
        let clerk = office.desk_of("x-clerk").await;
        let page = clerk.open(&at).await;
        assert!(page.has("未安装 LibreOffice") && !page.has(&format!("{at}/pdf")));
        let refused = clerk.get(&format!("{at}/pdf")).await;
        assert_eq!(refused.status, StatusCode::SERVICE_UNAVAILABLE);
        assert!(refused.has("请下载 Word 文档"));

        let folder = tempfile::tempdir().unwrap();
        office.app.make_pdfs_with(program(folder.path()));
        let page = clerk.open(&at).await;
        assert!(page.has(&format!("{at}/pdf")) && !page.has("未安装 LibreOffice"));
        let made = clerk.get(&format!("{at}/pdf")).await;
        assert_eq!(made.status, StatusCode::OK);
        assert_eq!(&made.bytes[..], b"%PDF-1.6 made");
        let stranger = office.desk_of("y-clerk").await;
        let shut = stranger.get(&format!("{at}/pdf")).await;
        assert_eq!(shut.status, StatusCode::NOT_FOUND, "T3");
    })
    .await;
}
