//! Beyond an allowance a question is put, never a refusal (T23).

use jianjian_web::{Allowance, Limits};

use super::office::each_engine;
use super::report::up_to_files;
use crate::support::browser::Filling;
use crate::support::page::check_page;

const NEXT: (&str, &str) = ("go", "next");

fn solution(page: &Filling) -> String {
    const NUMERALS: &str = "零一二三四五六七八九";
    let label = page
        .answer
        .body
        .split_once("<label for=\"answer\">")
        .unwrap()
        .1;
    let (left, rest) = label.split_once('加').unwrap();
    let right = rest.split_once("等于几").unwrap().0;
    let number = |word: &str| {
        NUMERALS
            .chars()
            .position(|char| word.starts_with(char))
            .unwrap()
    };
    (number(left) + number(right)).to_string()
}

#[tokio::test]
async fn a_busy_peer_answers_a_question_and_its_report_is_filed() {
    each_engine(async |office| {
        let limits = Limits {
            reports: Allowance::of(1, 1),
            ..Limits::default()
        };
        let browser = office.browser_within(limits);
        for filed in 0..3 {
            let page = browser.press(up_to_files(&browser).await, NEXT).await;
            let page = browser.press(page.fill("truthful", "yes"), NEXT).await;
            if filed == 0 {
                assert_eq!(page.h1(), "已收到您的举报");
                continue;
            }
            assert_eq!(
                (page.answer.status.as_u16(), page.h1()),
                (429, "请回答一个小问题")
            );
            check_page(&page.answer.body);
            let page = browser.press(page.fill("answer", "零"), ("", "")).await;
            assert!(page.title().starts_with("错误："));
            check_page(&page.answer.body);
            let answer = solution(&page);
            let page = browser.press(page.fill("answer", &answer), ("", "")).await;
            assert_eq!(page.h1(), "已收到您的举报");
        }
        assert_eq!(office.reports().await, 3);
    })
    .await;
}

#[tokio::test]
async fn a_flooded_office_and_busy_uploads_still_take_reports() {
    each_engine(async |office| {
        let one = Allowance::of(1, 1);
        let limits = Limits {
            office: one,
            files: one,
            ..Limits::default()
        };
        let browser = office.browser_within(limits);
        let page = up_to_files(&browser)
            .await
            .choose_file("一.txt", "一".as_bytes());
        let page = browser.press(page, ("go", "attach")).await;
        let page = browser
            .press(
                page.choose_file("二.txt", "二".as_bytes()),
                ("go", "attach"),
            )
            .await;
        assert!(page.answer.has("刚才选的材料还没有上传"));
        let answer = solution(&page);
        let page = browser.press(page.fill("answer", &answer), ("", "")).await;
        // One answer is good for the rest of the report.
        let page = browser
            .press(
                page.choose_file("二.txt", "二".as_bytes()),
                ("go", "attach"),
            )
            .await;
        assert!(page.answer.has("已上传 2 个"), "{}", page.h1());
        let page = browser.press(page, NEXT).await;
        assert_eq!(
            browser.press(page.fill("truthful", "yes"), NEXT).await.h1(),
            "已收到您的举报"
        );
        let page = browser.press(up_to_files(&browser).await, NEXT).await;
        let page = browser.press(page.fill("truthful", "yes"), NEXT).await;
        assert_eq!(page.h1(), "请回答一个小问题");
        let answer = solution(&page);
        let page = browser.press(page.fill("answer", &answer), ("", "")).await;
        assert_eq!(page.h1(), "已收到您的举报");
    })
    .await;
}

#[tokio::test]
async fn looking_up_codes_meets_a_question() {
    each_engine(async |office| {
        let limits = Limits {
            lookups: Allowance::of(2, 1),
            ..Limits::default()
        };
        let browser = office.browser_within(limits);
        for _ in 0..2 {
            let page = browser.visit("/status").await.fill("code", "x");
            assert_eq!(browser.submit(&page, ("", "")).await.status, 200);
        }
        let page = browser
            .press(browser.visit("/status").await.fill("code", "x"), ("", ""))
            .await;
        assert_eq!(page.answer.status, 429);
        let answer = solution(&page);
        let answer = browser
            .submit(&page.fill("answer", &answer), ("", ""))
            .await;
        assert!(answer.has("没有查到"));
    })
    .await;
}
