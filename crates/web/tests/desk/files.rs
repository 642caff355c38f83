//! A reporter's attachment at the desk: the cleaned copy for handlers, the original under the second key,
//! shown in a sandbox and never run (T13, T14).

use axum::http::StatusCode;
use serde_json::{Value, json};

use app::{Subject, Who};

use super::journey::PNG;
use super::office::{Office, each_engine};
use crate::support::browser::Browser;

/// A report with files to the county, handed on to the first supervision office. Number and file ids.
async fn filed(office: &Office, files: &[(&str, &[u8])]) -> (String, Vec<String>) {
    let (mut tokens, mut ids) = (Vec::new(), Vec::new());
    for (name, bytes) in files {
        let taken = app::files::upload(&office.app, name, bytes).await.unwrap();
        tokens.push(taken.token);
        ids.push(taken.id.to_string());
    }
    let report = json!({
        "channel": "web", "unit": "x", "title": "反映河道采砂", "text": "夜间采砂。", "files": tokens,
    });
    let done = office
        .give(&Who::Citizen, Subject::NewMatter, "receive", report)
        .await;
    (done.unwrap().number.unwrap(), ids)
}

/// Registers, instructs and hands a matter on to the township below, with these attachments.
async fn handed_down(office: &Office, number: &str, files: Value) {
    let issues = json!([{"category": "176", "text": "收受财物"}]);
    let lead =
        json!({"subject": "钱某某", "rank": "township", "managed_at": "county", "issues": issues});
    for (person, act, fields) in [
        (
            "x-clerk",
            "register",
            json!({"class": "A", "region": "990101", "leads": [lead]}),
        ),
        ("x-clerk", "screen", json!({"class": "A"})),
        ("x-leader", "instruct", json!({"text": "请核查。"})),
        (
            "x-clerk",
            "route",
            json!({"to": "t", "mode": "assign", "files": files}),
        ),
    ] {
        office.act(person, number, act, fields).await;
    }
}

const SOUND: &[u8] = b"#!AMR\n\x04\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00";

async fn readings(desk: &Browser, number: &str) -> String {
    desk.open(&format!("/desk/matters/{number}/trail"))
        .await
        .body
}

#[tokio::test]
async fn who_reads_the_report_sees_the_copy_and_not_the_original() {
    each_engine(async |office| {
        let (number, files) = filed(&office, &[("现场.png", PNG)]).await;
        let at = format!("/desk/matters/{number}/files/{}", files[0]);
        let desk = office.desk_of("x-clerk").await;
        let page = desk.open(&at).await;
        assert!(page.has("现场.png") && page.has("处理件") && page.has("/copy?show"));
        assert!(
            page.has("陈静　清河县纪委监委信访室　2026-03-02"),
            "the watermark names the reader"
        );
        assert!(
            page.header("content-security-policy")
                .contains("frame-src 'self'")
        );
        let copy = desk.get(&format!("{at}/copy?show")).await;
        assert_eq!(copy.status, StatusCode::OK);
        assert!(
            copy.bytes.starts_with(b"\x89PNG") && &*copy.bytes != PNG,
            "drawn anew"
        );
        assert_eq!(copy.header("content-type"), "image/png");
        assert!(copy.header("content-disposition").starts_with("inline;"));
        let policy = copy.header("content-security-policy");
        assert!(
            policy.starts_with("sandbox; default-src 'none'"),
            "{policy}"
        );
        assert_eq!(copy.header("x-content-type-options"), "nosniff");
        assert_eq!(copy.header("cache-control"), "no-store");
        let taken = desk.get(&format!("{at}/copy")).await;
        assert!(
            taken
                .header("content-disposition")
                .starts_with("attachment;")
        );
        assert_eq!(taken.header("content-type"), "application/octet-stream");
        let original = desk.get(&format!("{at}/original")).await;
        assert_eq!(original.status, StatusCode::FORBIDDEN);
        assert!(original.has("查看附件原件"), "{}", original.body);
        assert!(readings(&desk, &number).await.contains("查阅附件处理件"));
    })
    .await;
}

#[tokio::test]
async fn the_original_opens_for_the_asker_alone_when_a_second_person_agreed_t1() {
    each_engine(async |office| {
        let (number, files) = filed(&office, &[("现场.png", PNG)]).await;
        let at = format!("/desk/matters/{number}/files/{}", files[0]);
        let clerk = office.desk_of("x-clerk").await;
        let asking = format!("/desk/matters/{number}/identity-request");
        let form = clerk
            .open(&at)
            .await
            .form(&asking)
            .fill("purpose", "比对拍摄时间");
        clerk.done(&form).await;
        let page = clerk.open(&at).await;
        assert!(page.has("待审批") && page.has("比对拍摄时间"));
        let head = office.desk_of("x-head").await;
        assert!(
            head.open("/desk/identities")
                .await
                .has("【附件原件】比对拍摄时间")
        );
        let deciding = format!("/desk/matters/{number}/identity-decision");
        let form = head.open(&deciding).await.form(&deciding);
        head.done(&form.fill_all(&[("request", "1"), ("verdict", "approve")]))
            .await;
        let opening = format!("/desk/matters/{number}/identity");
        let form = clerk.open(&at).await.form(&opening);
        let dossier = clerk.done(&form).await;
        assert!(!dossier.has("公民身份号码"), "who reported stays sealed");
        assert!(clerk.open(&at).await.has("看原件"));
        let original = clerk.get(&format!("{at}/original")).await;
        assert_eq!(&*original.bytes, PNG);
        assert!(
            original
                .header("content-disposition")
                .starts_with("attachment;")
        );
        let shown = clerk.get(&format!("{at}/original?show")).await;
        assert!(
            shown
                .header("content-disposition")
                .starts_with("attachment;"),
            "never inline"
        );
        let other = head.get(&format!("{at}/original")).await;
        assert_eq!(
            other.status,
            StatusCode::FORBIDDEN,
            "who agreed sees nothing"
        );
        let trail = readings(&clerk, &number).await;
        assert!(trail.contains("查阅附件原件"));
        office.clock.advance(16 * 60_000);
        let sealed = clerk.get(&format!("{at}/original")).await;
        assert_eq!(sealed.status, StatusCode::FORBIDDEN, "sealed again");
    })
    .await;
}

#[tokio::test]
async fn below_the_receiver_only_what_was_sent_along_opens_and_bears_no_name_t5() {
    each_engine(async |office| {
        let files = [
            ("张三拍摄.png", PNG),
            ("李四录音.amr", SOUND),
            ("王五说明.txt", "经过".as_bytes()),
        ];
        let (number, files) = filed(&office, &files).await;
        handed_down(&office, &number, json!([files[0]])).await;
        let desk = office.desk_of("t-officer").await;
        let dossier = desk.open(&format!("/desk/matters/{number}")).await;
        for name in ["张三", "李四", "王五"] {
            assert!(!dossier.has(name), "{name}");
        }
        assert!(dossier.has("附件1") && dossier.has("附件3"));
        let at = |file: &str| format!("/desk/matters/{number}/files/{file}");
        let sent = desk.get(&format!("{}/copy", at(&files[0]))).await;
        assert_eq!(sent.status, StatusCode::OK);
        let named = sent.header("content-disposition");
        assert!(named.ends_with("%E9%99%84%E4%BB%B61.png"), "{named}");
        let sound = desk.open(&at(&files[1])).await;
        assert!(sound.has("原件可能含有举报人信息，需经批准查看") && sound.has("申请查看原件"));
        assert!(desk.open(&at(&files[2])).await.has("分办时未随转"));
        for file in &files[1..] {
            let copy = desk.get(&format!("{}/copy", at(file))).await;
            assert_eq!(copy.status, StatusCode::NOT_FOUND);
        }
        for file in &files {
            let original = desk.get(&format!("{}/original", at(file))).await;
            assert_eq!(original.status, StatusCode::FORBIDDEN);
            let stranger = office.desk_of("y-clerk").await;
            for part in ["", "/copy", "/original"] {
                let answer = stranger.get(&format!("{}{part}", at(file))).await;
                assert_eq!(answer.status, StatusCode::NOT_FOUND);
            }
        }
    })
    .await;
}

#[tokio::test]
async fn words_are_shown_as_words_whatever_they_say() {
    each_engine(async |office| {
        let text = "第一行\n<script>alert(1)</script>\n第三行";
        let (number, files) = filed(&office, &[("说明.txt", text.as_bytes())]).await;
        let desk = office.desk_of("x-clerk").await;
        let page = desk
            .open(&format!("/desk/matters/{number}/files/{}", files[0]))
            .await;
        assert!(page.has("第三行") && !page.has("<script>alert"));
        assert!(page.has("&#60;script&#62;alert"), "{}", page.body);
        let at = format!("/desk/matters/{number}/files/{}", files[0]);
        let shown = desk.get(&format!("{at}/copy?show")).await;
        assert!(
            shown
                .header("content-disposition")
                .starts_with("attachment;")
        );
        assert_eq!(
            desk.get(&format!("{at}/anything")).await.status,
            StatusCode::NOT_FOUND
        );
    })
    .await;
}
