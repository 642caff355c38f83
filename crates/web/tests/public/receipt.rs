//! The receipt: the code is shown once, with forced confirmation (T7).

use super::office::each_engine;
use super::report::up_to_files;
use crate::support::page::check_page;

#[tokio::test]
async fn the_code_is_shown_until_it_is_noted_and_never_again() {
    each_engine(async |office| {
        let browser = office.browser();
        let page = browser
            .press(up_to_files(&browser).await, ("go", "next"))
            .await;
        let page = browser
            .press(page.fill("truthful", "yes"), ("go", "next"))
            .await;
        let code = page.value("code").to_owned();
        let groups = code.split('-').count();
        assert_eq!(page.answer.body.matches("<span>").count(), groups, "{code}");
        assert!(page.answer.has("<svg") && !page.answer.has(&format!("status?{code}")));
        assert_eq!(page.answer.header("cache-control"), "no-store");
        let page = browser.press(page, ("", "")).await;
        assert!(page.title().starts_with("错误：") && page.value("code") == code);
        check_page(&page.answer.body);
        let leaf = page.value("leaf").to_owned();
        let page = browser.press(page.fill("noted", "yes"), ("", "")).await;
        assert_eq!(page.h1(), "举报已经完成");
        // The last group is short, and may stand in the page by chance.
        let mut groups = code.split('-').filter(|group| group.len() == 4);
        let shown = groups.any(|group| page.answer.has(group));
        assert!(!shown);
        check_page(&page.answer.body);
        // Not yet in the ledger: told so. Then in it.
        assert_eq!(browser.get(&format!("/receipts/{leaf}")).await.status, 404);
        app::jobs::sequence::sequence(&office.app).await.unwrap();
        let proof = browser.get(&format!("/receipts/{leaf}")).await;
        assert_eq!(proof.status, 200);
        assert!(proof.header("content-type").starts_with("text/plain"));
        assert!(proof.has("tlog-proof"));
    })
    .await;
}
