//! Where a report stands: four words for the right code, one answer for every other.

use super::office::each_engine;
use super::report::up_to_files;
use crate::support::page::check_page;

#[tokio::test]
async fn a_right_code_tells_four_words_and_others_tell_nothing() {
    each_engine(async |office| {
        let browser = office.browser();
        let page = browser
            .press(up_to_files(&browser).await, ("go", "next"))
            .await;
        let page = browser
            .press(page.fill("truthful", "yes"), ("go", "next"))
            .await;
        let (code, number) = (
            page.value("code").to_owned(),
            page.value("number").to_owned(),
        );
        let ask = async |code: &str| {
            let page = browser.visit("/status").await;
            check_page(&page.answer.body);
            browser.submit(&page.fill("code", code), ("", "")).await
        };
        let told = ask(&code.to_lowercase().replace('-', " ")).await;
        assert_eq!(told.status, 200);
        check_page(&told.body);
        for said in [
            number.as_str(),
            "2026-03-02",
            "已收到",
            "已受理",
            "办理中",
            "已办结",
        ] {
            assert!(told.has(said), "{said}");
        }
        assert!(!told.has(&code) && !told.has("何守成") && !told.has("修路收钱"));
        // One letter off, never given, no code at all: the same bytes, and the code is not in them.
        let last = if code.ends_with('A') { 'B' } else { 'A' };
        let wrong = format!("{}{last}", &code[..code.len() - 1]);
        let answers = [
            ask(&wrong).await,
            ask("AAAA-AAAA-AAAA-AAAA-AAAA").await,
            ask("x").await,
        ];
        assert!(answers[0].has("没有查到") && !answers[0].has(&wrong));
        check_page(&answers[0].body);
        for answer in &answers {
            assert_eq!(answer.body, answers[0].body);
            assert_eq!(answer.status, answers[0].status);
            assert_eq!(answer.headers, answers[0].headers);
        }
    })
    .await;
}
