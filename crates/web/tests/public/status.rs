//! Where a report stands: four words for the right code, one answer for every other.

use super::office::each_engine;
use super::report::up_to_files;
use crate::support::browser::{Browser, Filling};
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

/// Files a report and asks where it stands: the page with the forms, and the code.
async fn asked(browser: &Browser) -> (Filling, String) {
    let page = browser
        .press(up_to_files(browser).await, ("go", "next"))
        .await;
    let page = browser
        .press(page.fill("truthful", "yes"), ("go", "next"))
        .await;
    let code = page.value("code").to_owned();
    let page = browser.visit("/status").await;
    let page = browser.press(page.fill("code", &code), ("", "")).await;
    (page, code)
}

#[tokio::test]
async fn a_reporter_adds_words_and_a_file_and_comes_back_to_the_same_page_s2_10_t8_t13() {
    each_engine(async |office| {
        let browser = office.browser();
        let (page, code) = asked(&browser).await;
        assert!(page.answer.has("补充材料") && page.answer.has("上传前请先去掉"));
        assert!(!page.answer.has(&code), "the code stands in no page");
        let page = page.fill("said", "砂场的送货单在会计手里。");
        let page = page.choose_file("送货单.txt", "四月二日，两车。".as_bytes());
        let again = page
            .answer
            .clone()
            .filling()
            .fill("said", "砂场的送货单在会计手里。");
        let done = browser.submit(&page, ("", "")).await;
        assert_eq!(done.status, 200);
        check_page(&done.body);
        assert!(done.has("您的补充已经收到") && done.has("材料 1 个") && done.has("等候查看"));
        assert!(
            !done.has("送货单在会计手里"),
            "what was said is not shown again"
        );
        assert!(browser.cookie().is_none(), "no cookie");
        let twice = browser.submit(&again, ("", "")).await;
        assert!(twice.has("您的补充已经收到"));
        assert_eq!(
            twice.body.matches("等候查看").count(),
            1,
            "a second press adds nothing"
        );
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_taken_comes_back_with_every_word_in_it() {
    each_engine(async |office| {
        let browser = office.browser();
        let (page, _) = asked(&browser).await;
        let page = page
            .fill("said", "再补充一点。")
            .choose_file("程序.exe", b"MZ");
        let page = browser.press(page, ("", "")).await;
        assert!(page.answer.has("不是可以提交的文件类型"));
        assert_eq!(page.value("said"), "再补充一点。");
        assert!(page.title().starts_with("错误："));
        check_page(&page.answer.body);
        let empty = browser.press(page.fill("said", ""), ("", "")).await;
        assert!(empty.answer.has("请写几句话，或者选择要补充的材料"));
        let mut stale = empty.fill("said", "隔了很久才写完。");
        let pass = stale
            .form
            .pairs
            .iter_mut()
            .find(|(name, _)| name == "pass")
            .unwrap();
        pass.1 = "made-up".to_owned();
        let stale = browser.press(stale, ("", "")).await;
        assert!(stale.answer.has("请再输入一次查询码"));
        assert_eq!(stale.value("said"), "隔了很久才写完。");
    })
    .await;
}
