//! A demand of another body (P-20): the reporter is asked on the page of their code, without script; name and
//! contact leave by consent and two keys, on a paper that opens for one person for some minutes.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::office::{Office, each_engine};
use crate::support::browser::{Answer, Browser};
use crate::support::page::check_page;

/// A real-name demand about a flat, excluded and reviewed; number and query code.
async fn demand(office: &Office) -> (String, String) {
    let report = json!({
        "channel": "web", "unit": "x", "title": "反映屋顶漏水", "text": "漏了半年。", "real_name": true,
        "reporter": {"name": "演示甲", "phone": "000 0000 0000", "address": "演示小区"},
    });
    let new = app::Subject::NewMatter;
    let done = office
        .give(&app::Who::Citizen, new, "receive", report)
        .await
        .unwrap();
    let filed = done.filed.unwrap();
    let out = json!({"class": "D", "reason": "房屋质量", "body": "housing"});
    for (person, act, fields) in [
        (
            "x-clerk",
            "register",
            json!({"class": "D", "region": "990101"}),
        ),
        ("x-clerk", "screen", out),
        ("x-head", "review-exclusion", json!({"review": "confirm"})),
    ] {
        office.act(person, &filed.number, act, fields).await;
    }
    (filed.number, filed.query_code)
}

/// The clerk asks through the form of the desk.
async fn ask(office: &Office, number: &str) {
    let clerk = office.desk_of("x-clerk").await;
    let at = format!("/desk/matters/{number}/consent-questions");
    let page = clerk.open(&at).await.form(&at);
    assert!(
        page.answer.has("筛查时选定的部门"),
        "the body screening chose comes first"
    );
    let page = page.fill("body", "housing").fill("name", "演示县住房局");
    let page = page.fill("parts", "phone");
    let sent = clerk.submit(&page, ("", "")).await;
    assert!(
        sent.location().contains("done=consent-questions"),
        "{}",
        sent.body
    );
}

/// The page of a query code.
async fn status(browser: &Browser, code: &str) -> Answer {
    let page = browser.visit("/status").await.fill("code", code);
    let answer = browser.submit(&page, ("", "")).await;
    assert_eq!(answer.status, StatusCode::OK);
    check_page(&answer.body);
    answer
}

/// Both keys turned, and handed on.
async fn hand_on(office: &Office, number: &str) {
    let asked: Value =
        json!({"body": "housing", "purpose": "上门查看", "summary": "屋顶漏水半年。"});
    let agreed = json!({"request": "1", "verdict": "approve"});
    office.act("x-clerk", number, "ask-handing", asked).await;
    office.act("x-head", number, "decide-handing", agreed).await;
    let along = json!({"body": "housing", "identity": true});
    office.act("x-clerk", number, "hand-demand", along).await;
}

#[tokio::test]
async fn the_reporter_answers_without_script_and_takes_it_back_until_it_has_gone_p20_t7() {
    each_engine(async |office| {
        let (number, code) = demand(&office).await;
        let browser = office.browser();
        assert!(
            !status(&browser, &code).await.has("请您答复"),
            "nobody asked yet"
        );
        ask(&office, &number).await;
        let page = status(&browser, &code).await;
        for said in [
            "演示县住房局",
            "联系电话",
            "没有答复的，按不同意办",
            "不影响办理",
        ] {
            assert!(page.has(said), "{said}");
        }
        assert!(
            !page.has("演示甲") && !page.has("000 0000 0000") && !page.has(&code),
            "T9"
        );
        let form = page.form("/status/consent");
        assert_eq!(
            form.value("answer"),
            "",
            "nothing is chosen for the reporter"
        );
        let empty = browser.submit(&form, ("", "")).await;
        check_page(&empty.body);
        assert!(empty.has("您同意吗") || !empty.errors().is_empty());
        let form = empty.form("/status/consent").fill("answer", "agree");
        let given = browser.submit(&form, ("", "")).await;
        check_page(&given.body);
        assert!(given.has("您的答复已经收到") && given.has("您已经同意"));
        let back = browser
            .submit(&given.form("/status/consent"), ("", ""))
            .await;
        assert!(back.has("您已经撤回同意") && browser.cookie().is_none());
        let again = browser
            .submit(&back.form("/status/consent"), ("", ""))
            .await;
        assert!(again.has("您已经同意"));
        let late = again.form("/status/consent");
        hand_on(&office, &number).await;
        let gone = browser.submit(&late, ("", "")).await;
        assert!(gone.has("转给<b>演示县住房局</b>") && gone.has("按您的同意附了联系电话"));
        assert!(
            gone.has("不能收回") && !gone.has("您已经撤回"),
            "said honestly"
        );
    })
    .await;
}

#[tokio::test]
async fn a_pass_that_is_none_answers_nothing_t7() {
    each_engine(async |office| {
        let (number, _) = demand(&office).await;
        ask(&office, &number).await;
        let pairs = [("pass", "nonsense"), ("ask", "1"), ("answer", "agree")]
            .map(|(name, value)| (name.to_owned(), value.to_owned()));
        let answer = office.browser().post("/status/consent", &pairs).await;
        assert_eq!(answer.location(), "/status");
    })
    .await;
}

#[tokio::test]
async fn the_annex_opens_for_whoever_handed_it_on_alone_and_for_a_while_p20_t1_t3_t18() {
    each_engine(async |office| {
        let (number, code) = demand(&office).await;
        ask(&office, &number).await;
        let yes = json!({"ask": "1", "answer": "agree", "via": "phone", "note": "来电同意，核对了口令。"});
        office.act("x-clerk", &number, "record-consent", yes).await;
        let annex = format!("/desk/matters/{number}/letters/transfer-annex");
        let clerk = office.desk_of("x-clerk").await;
        assert_eq!(clerk.get(&annex).await.status, StatusCode::NOT_FOUND, "nothing has gone");
        hand_on(&office, &number).await;
        let dossier = clerk.open(&format!("/desk/matters/{number}")).await;
        assert!(dossier.has(&annex) && !dossier.has("000 0000 0000"), "the page has the way alone");
        let paper = clerk.open(&annex).await;
        assert!(paper.has("联系电话：000 0000 0000") && paper.has("watermark"), "T14");
        assert!(!paper.has("演示甲") && !paper.has("演示小区"), "only what was agreed to");
        let document = clerk.get(&format!("{annex}/docx")).await;
        assert!(document.bytes.starts_with(b"PK"));
        for person in ["x-head", "y-clerk", "t-officer", "system", "auditor"] {
            let desk = office.desk_of(person).await;
            for end in ["", "/docx"] {
                let answer = desk.get(&format!("{annex}{end}")).await;
                assert_eq!(answer.status, StatusCode::NOT_FOUND, "{person} {end}");
            }
        }
        let head = office.desk_of("x-head").await;
        let letter = head.open(&format!("/desk/matters/{number}/letters/transfer")).await;
        assert!(letter.has("屋顶漏水半年。") && letter.has("演示县住房局"));
        assert!(!letter.has("附件：") && !letter.has("000 0000 0000"), "the same look for others (T4)");
        let trail = head.open(&format!("/desk/matters/{number}/trail")).await;
        assert!(trail.has("打印联系方式附页，含举报人身份"));
        office.clock.advance(16 * 60_000);
        assert_eq!(clerk.get(&annex).await.status, StatusCode::NOT_FOUND, "shut again");
        assert!(status(&office.browser(), &code).await.has("按您的同意附了联系电话"));
    })
    .await;
}

#[tokio::test]
async fn strangers_find_none_of_its_acts_and_the_second_person_reads_what_goes_t3_p20() {
    each_engine(async |office| {
        let (number, _) = demand(&office).await;
        ask(&office, &number).await;
        let yes = json!({"ask": "1", "answer": "agree", "via": "in-person", "note": "当面同意。"});
        office.act("x-clerk", &number, "record-consent", yes).await;
        let asked = json!({"body": "housing", "purpose": "上门查看", "summary": "屋顶漏水半年。"});
        office.act("x-clerk", &number, "ask-handing", asked).await;
        let nouns = [
            "consent-questions",
            "consent-records",
            "handing-requests",
            "handing-decisions",
            "demand-handings",
        ];
        for person in ["y-clerk", "t-officer", "system", "auditor"] {
            let desk = office.desk_of(person).await;
            for noun in nouns {
                let answer = desk.get(&format!("/desk/matters/{number}/{noun}")).await;
                assert_eq!(answer.status, StatusCode::NOT_FOUND, "{person} {noun}");
            }
        }
        let head = office.desk_of("x-head").await;
        let page = head
            .open(&format!("/desk/matters/{number}/handing-decisions"))
            .await;
        assert!(page.has("上门查看") && page.has("转送内容：屋顶漏水半年。"));
        // It waits where the second key is asked for: for who may turn it, and for nobody else.
        let there = format!("/desk/matters/{number}/handing-decisions");
        let list = head.open("/desk/identities").await;
        check_page(&list.body);
        assert!(
            list.has(&there) && list.has("【演示县住房局】上门查看"),
            "{}",
            list.body
        );
        for other in ["x-clerk", "x-handler", "y-clerk", "t-officer", "p-head"] {
            let list = office.desk_of(other).await.open("/desk/identities").await;
            assert!(!list.has("上门查看") && !list.has(&number), "{other}");
        }
        let kin = json!({"person": "x-head", "reason": "亲属关系"});
        office.act("x-head", &number, "recuse", kin).await;
        assert!(!head.open("/desk/identities").await.has(&number), "T4");
    })
    .await;
}
