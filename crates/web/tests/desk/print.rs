//! Printed forms (P-22, P-29): page and document from one context, who may not open a matter prints
//! nothing of it, who reported stays apart, and every print stands in the trail (T18).

use axum::http::StatusCode;
use serde_json::json;

use super::office::{Office, each_engine};
use crate::support::browser::Browser;

const FORMS: [&str; 10] = [
    "registration",
    "proposal",
    "reading",
    "acceptance",
    "handover",
    "extension",
    "report",
    "receipt",
    "scoring",
    "trail",
];

/// Files a report with a reporter's name and gives its number.
async fn with_reporter(office: &Office) -> String {
    let report = json!({
        "channel": "web", "unit": "x", "title": "反映河道采砂", "text": "夜间采砂。",
        "accused": [{"name": "钱某某"}], "reporter": {"name": "演示甲", "phone": "000 0000 0000"},
    });
    let new = app::Subject::NewMatter;
    let done = office
        .give(&app::Who::Citizen, new, "receive", report)
        .await;
    done.unwrap().number.unwrap()
}

/// Every door to a paper of a matter is shut, and says nothing.
async fn is_shut(desk: &Browser, number: &str) {
    for form in FORMS {
        for end in ["", "/docx"] {
            let at = format!("/desk/matters/{number}/print/{form}{end}");
            let answer = desk.get(&at).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{at}");
            assert!(!answer.has("采砂") && !answer.has("钱某某"), "{at}");
        }
        let batch = desk
            .open(&format!("/desk/print?form={form}&number={number}"))
            .await;
        assert!(batch.has("没有打印：") && !batch.has("采砂"), "{form}");
        let at = format!("/desk/print/docx?form={form}&number={number}");
        assert_eq!(desk.get(&at).await.status, StatusCode::NOT_FOUND, "{at}");
    }
}

#[tokio::test]
async fn strangers_and_administrators_print_nothing_t3() {
    each_engine(async |office| {
        let number = with_reporter(&office).await;
        for person in ["y-clerk", "t-officer", "system", "auditor"] {
            is_shut(&office.desk_of(person).await, &number).await;
        }
        let clerk = office.desk_of("x-clerk").await;
        let trail = clerk.open(&format!("/desk/matters/{number}/trail")).await;
        assert!(!trail.has("打印信访"), "what was refused is no reading");
    })
    .await;
}

#[tokio::test]
async fn who_is_recused_prints_nothing_t4() {
    each_engine(async |office| {
        let number = with_reporter(&office).await;
        let clerk = office.desk_of("x-clerk").await;
        let address = format!("/desk/matters/{number}/recusals");
        let form = clerk.open(&address).await.form(&address);
        let form = form.fill_all(&[("person", "x-clerk"), ("reason", "亲属关系")]);
        clerk.submit(&form, ("", "")).await;
        is_shut(&clerk, &number).await;
    })
    .await;
}

#[tokio::test]
async fn every_form_is_a_page_and_a_document_p22() {
    each_engine(async |office| {
        let number = with_reporter(&office).await;
        let clerk = office.desk_of("x-clerk").await;
        for form in FORMS {
            let at = format!("/desk/matters/{number}/print/{form}");
            let page = clerk.open(&at).await;
            assert!(page.has(&number), "{form}");
            // The receipt is signed on somebody's doorstep: it says what was answered, not what about.
            assert_eq!(page.has("反映河道采砂"), form != "receipt", "{form}");
            assert!(page.has("打印　内部资料"), "{form} says who printed it");
            assert!(!page.has("演示甲") && !page.has("000 0000"), "{form}");
            let taken = clerk.get(&format!("{at}/docx")).await;
            assert_eq!(taken.status, StatusCode::OK, "{form}");
            assert!(taken.bytes.starts_with(b"PK"), "{form}");
            assert!(
                taken
                    .header("content-disposition")
                    .starts_with("attachment;")
            );
        }
        let unknown = clerk
            .get(&format!("/desk/matters/{number}/print/other"))
            .await;
        assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn the_paper_looks_the_same_with_and_without_an_identity_t2() {
    each_engine(async |office| {
        let (named, unnamed) = (
            with_reporter(&office).await,
            office.file_about("钱某某").await,
        );
        for (person, number) in [("x-clerk", &named), ("p-clerk", &unnamed)] {
            let desk = office.desk_of(person).await;
            let page = desk
                .open(&format!("/desk/matters/{number}/print/registration"))
                .await;
            assert!(page.has("（另存）"), "{person}");
        }
        let desk = office.desk_of("x-clerk").await;
        let at = format!("/desk/matters/{named}");
        let page = desk.open(&at).await;
        let form = page
            .form(&format!("{at}/identity-request"))
            .fill("purpose", "核实");
        desk.done(&form).await;
        let head = office.desk_of("x-head").await;
        let page = head.open(&format!("{at}/identity-decision")).await;
        let form = page
            .form(&format!("{at}/identity-decision"))
            .fill("verdict", "approve");
        head.done(&form).await;
        let page = desk.open(&at).await;
        desk.done(&page.form(&format!("{at}/identity"))).await;
        let paper = format!("{at}/print/registration");
        assert!(desk.open(&paper).await.has("演示甲"), "open for the asker");
        assert!(
            !head.open(&paper).await.has("演示甲"),
            "and for nobody else"
        );
        let trail = head.open(&format!("{at}/trail")).await;
        assert!(trail.has("打印信访举报登记表，含举报人身份"));
    })
    .await;
}

#[tokio::test]
async fn every_print_stands_in_the_trail_and_the_whole_trail_prints_t18_p29() {
    each_engine(async |office| {
        let number = office.file().await;
        let clerk = office.desk_of("p-clerk").await;
        let at = format!("/desk/matters/{number}");
        assert!(
            clerk.open(&at).await.has(&format!("{at}/print/trail")),
            "one click"
        );
        clerk.open(&format!("{at}/print/reading")).await;
        clerk.get(&format!("{at}/print/reading/docx")).await;
        let trail = office
            .desk_of("auditor")
            .await
            .open(&format!("{at}/trail"))
            .await;
        assert_eq!(
            trail.body.matches("打印阅批单").count(),
            2,
            "page and document"
        );
        let whole = clerk.open(&format!("{at}/print/trail")).await;
        assert!(whole.has("信访件办理全程") && whole.has("现在在谁手里") && whole.has("存证号"));
        assert!(
            whole.has("打印阅批单") && whole.has("收到举报"),
            "{}",
            whole.body
        );
    })
    .await;
}

#[tokio::test]
async fn a_batch_prints_what_may_be_read_and_lists_the_rest_p22() {
    each_engine(async |office| {
        let (first, second) = (office.file().await, office.file().await);
        let clerk = office.desk_of("p-clerk").await;
        let address = format!("/desk/print?form=reading&number={first}&number={second}&number=000");
        let page = clerk.open(&address).await;
        assert_eq!(page.body.matches("class=\"paper-sheet\"").count(), 2);
        assert!(page.has("没有打印：") && page.has("000"));
        let address = format!("/desk/print?form=handover&number={first}%0A{second}");
        let page = clerk.open(&address).await;
        assert_eq!(
            page.body.matches("class=\"paper-sheet\"").count(),
            1,
            "one register"
        );
        assert!(page.has(&first) && page.has(&second));
        let list = clerk.open("/desk/matters").await;
        assert!(list.has("批量打印") && list.has("/desk/print?number="));
        assert!(
            clerk
                .open("/desk/print?form=reading")
                .await
                .has("请填写至少一个编号")
        );
    })
    .await;
}
