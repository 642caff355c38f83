//! One's own settings: large type, where notices go, the calendar feed.

use axum::http::StatusCode;

use super::office::each_engine;
#[tokio::test]
async fn large_type_holds_for_the_browser_until_it_is_changed_back() {
    each_engine(async |office| {
        let desk = office.desk_of("x-clerk").await;
        let page = desk.open("/desk/settings").await;
        assert!(!page.body.contains("class=\"large\""));
        let large = page.form("/desk/settings/type");
        let answer = desk.submit(&large, ("large", "true")).await;
        assert_eq!(answer.location(), "/desk/settings");
        let todo = desk.open("/desk").await;
        assert!(todo.body.contains("<html lang=\"zh-CN\" class=\"large\">"));
        let page = desk.open("/desk/settings").await;
        desk.submit(&page.form("/desk/settings/type"), ("large", "false"))
            .await;
        assert!(!desk.open("/desk").await.body.contains("class=\"large\""));
    })
    .await;
}

#[tokio::test]
async fn without_ways_out_the_page_says_who_can_help() {
    each_engine(async |office| {
        let desk = office.desk_of("x-clerk").await;
        let page = desk.open("/desk/settings").await;
        assert!(page.body.contains("请系统管理员在数据目录放置 notify.toml"));
    })
    .await;
}

#[tokio::test]
async fn addresses_are_checked_kept_and_seen_by_their_owner_alone() {
    each_engine(async |office| {
        let gateway = app::notices::Gateway {
            url: "http://127.0.0.1:9/".into(),
            secret_file: None,
        };
        office.app.send_notices(app::notices::Settings {
            sms: Some(gateway),
            ..app::notices::Settings::default()
        });
        let desk = office.desk_of("x-clerk").await;
        let page = desk.open("/desk/settings").await;
        let wrong = page
            .form("/desk/settings/notices")
            .fill("phone", "不是号码");
        let answer = desk.submit(&wrong, ("", "")).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.body.contains("手机号码应为") && answer.body.contains("不是号码"));
        let right = page
            .form("/desk/settings/notices")
            .fill("phone", "139 0000 0000");
        let answer = desk.submit(&right, ("", "")).await;
        assert_eq!(answer.location(), "/desk/settings?done=notices");
        assert!(
            desk.open("/desk/settings")
                .await
                .body
                .contains("139 0000 0000")
        );
        let other = office.desk_of("x-head").await;
        assert!(
            !other
                .open("/desk/settings")
                .await
                .body
                .contains("139 0000 0000")
        );
        // Nobody listens there: the page says that it was kept and not sent.
        let tried = page
            .form("/desk/settings/notices")
            .fill("phone", "139 0000 0000");
        let answer = desk.submit(&tried, ("tried", "true")).await;
        assert!(answer.body.contains("试发没有成功"));
    })
    .await;
}

#[tokio::test]
async fn the_feed_counts_promises_by_day_and_says_nothing_else() {
    each_engine(async |office| {
        let number = office.file().await;
        let desk = office.desk_of("p-clerk").await;
        let page = desk.open("/desk/settings").await;
        let page = desk
            .submit(&page.form("/desk/settings/feed"), ("", ""))
            .await;
        let address = feed_of(&page.body);
        let stranger = office.browser();
        let feed = stranger.get(&address).await;
        assert_eq!(feed.header("content-type"), "text/calendar; charset=utf-8");
        let text = feed.body.replace("\r\n ", "");
        assert!(
            text.contains("BEGIN:VEVENT") && text.contains("登记1件"),
            "{text}"
        );
        assert!(!text.contains(&number) && !text.contains("采砂"), "{text}");
        // Another address replaces the first; a closed feed is gone; all wrong ones look the same.
        let page = desk.open("/desk/settings").await;
        let page = desk
            .submit(&page.form("/desk/settings/feed"), ("", ""))
            .await;
        let next = feed_of(&page.body);
        assert_eq!(stranger.get(&address).await.status, StatusCode::NOT_FOUND);
        assert_eq!(stranger.get(&next).await.status, StatusCode::OK);
        let page = desk.open("/desk/settings").await;
        desk.submit(&page.form("/desk/settings/feed"), ("closed", "true"))
            .await;
        assert_eq!(stranger.get(&next).await.status, StatusCode::NOT_FOUND);
        assert_eq!(
            stranger.get("/feed/7K3M").await.status,
            StatusCode::NOT_FOUND
        );
    })
    .await;
}

fn feed_of(body: &str) -> String {
    let at = body.find("/feed/").expect("the page shows the address");
    let end = body[at..].find('<').expect("the address ends");
    body[at..at + end].to_owned()
}
