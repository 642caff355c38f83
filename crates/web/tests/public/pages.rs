//! Every public page keeps the house rules; every template keeps the policy.

use std::fs;
use std::path::{Path, PathBuf};

use super::office::each_engine;
use crate::support::page::check_page;

#[tokio::test]
async fn every_page_has_its_landmarks_in_both_sizes() {
    each_engine(async |office| {
        let browser = office.browser();
        for path in [
            "/",
            "/guidance",
            "/report",
            "/report?unit=t",
            "/status",
            "/calendar",
        ] {
            let page = browser.get(path).await;
            assert_eq!(page.status, 200, "{path}");
            check_page(&page.body);
            let mark = if path.contains('?') { '&' } else { '?' };
            let large = browser.get(&format!("{path}{mark}type=large")).await;
            assert!(large.has("<html lang=\"zh-CN\" class=\"large\">"), "{path}");
            check_page(&large.body);
        }
        let home = browser.get("/?type=large").await;
        assert!(home.has("href=\"/report?type=large\""));
    })
    .await;
}

#[tokio::test]
async fn the_way_out_and_the_ways_in() {
    each_engine(async |office| {
        let browser = office.browser();
        let leave = browser.get("/leave").await;
        assert_eq!(leave.status, 303);
        assert!(leave.header("clear-site-data").contains("\"storage\""));
        assert!(leave.header("location").starts_with("https://"));
        let entry = browser.get("/o/t").await;
        assert_eq!(
            (entry.status.as_u16(), entry.header("location")),
            (303, "/report?unit=t")
        );
        assert!(
            browser
                .get("/report?unit=nowhere")
                .await
                .has("您要向哪里反映")
        );
        assert!(browser.get("/robots.txt").await.has("Disallow: /"));
        assert_eq!(browser.get("/healthz").await.body, "ok\n");
        assert_eq!(browser.get("/receipt").await.status, 303);
    })
    .await;
}

#[test]
fn no_template_has_inline_style_script_or_foreign_address() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    let files = walk(&folder);
    assert!(files.len() > 15);
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        for forbidden in [
            "style=",
            "<style",
            "onclick",
            "onload",
            "onsubmit",
            "javascript:",
            "http://",
            "https://",
            "<script>",
        ] {
            assert!(
                !text.contains(forbidden),
                "{} has {forbidden}",
                file.display()
            );
        }
    }
}

fn walk(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(walk(&path));
        } else {
            found.push(path);
        }
    }
    found
}
