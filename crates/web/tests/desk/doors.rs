//! Deny by default (T24): every route of the desk but its doors asks for a session, and every page
//! keeps what pages must keep.

use axum::http::StatusCode;

use super::office::each_engine;
use crate::support::browser::Browser;
use crate::support::page::addresses;

/// Routes that anybody may open: the list may only shrink.
const DOORS: [&str; 3] = ["/desk/login", "/desk/ended", "/desk/demo"];

#[tokio::test]
async fn no_route_opens_without_a_session() {
    each_engine(async |office| {
        let number = office.file().await;
        for route in jianjian_web::desk_paths() {
            assert!(!DOORS.contains(&route));
            let path = route
                .replace("{number}", &number)
                .replace("{noun}", "registration")
                .replace("{name}", "0");
            let path = path.replace("{form}", "registration");
            let path = path.replace("{file}", "00000000000000000000000000000000");
            for cookie in [None, Some("__Host-session=forged")] {
                let stranger = match cookie {
                    Some(cookie) => Browser::holding(office.router(), cookie.to_owned()),
                    None => office.browser(),
                };
                for answer in [stranger.get(&path).await, stranger.post(&path, &[]).await] {
                    let shut = match answer.status {
                        StatusCode::SEE_OTHER => {
                            let to = answer.location();
                            to.starts_with("/desk/login") || to == "/desk/ended"
                        }
                        status => status == StatusCode::METHOD_NOT_ALLOWED,
                    };
                    assert!(shut, "{path}: {} {}", answer.status, answer.body);
                    assert!(!answer.has("采砂"));
                }
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_form_of_another_site_is_refused() {
    each_engine(async |office| {
        let number = office.file().await;
        let desk = office.desk_of("p-clerk").await;
        let pairs = [("class".to_owned(), "A".to_owned())];
        let answer = desk
            .post_from_elsewhere(&format!("/desk/matters/{number}/registration"), &pairs)
            .await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        assert!(
            desk.open(&format!("/desk/matters/{number}"))
                .await
                .has("待登记")
        );
    })
    .await;
}

#[tokio::test]
async fn everybody_can_follow_every_link_that_is_offered() {
    each_engine(async |office| {
        let number = office.file().await;
        for person in [
            "p-clerk",
            "p-head",
            "p-leader",
            "x-handler",
            "t-officer",
            "system",
            "security",
            "auditor",
        ] {
            let desk = office.desk_of(person).await;
            let mut known = vec!["/desk".to_owned(), "/desk/settings".to_owned()];
            if person.starts_with("p-") {
                known.push(format!("/desk/matters/{number}"));
            }
            let mut at = 0;
            while let Some(path) = known.get(at).cloned() {
                at += 1;
                let answer = desk.get(&path).await;
                let told = matches!(answer.status, StatusCode::OK | StatusCode::SEE_OTHER);
                assert!(told, "{person} {path}: {}", answer.status);
                assert_eq!(answer.header("cache-control"), "no-store", "{path}");
                let is_page = answer.header("content-type").starts_with("text/html");
                if answer.status == StatusCode::OK && is_page {
                    crate::support::page::check_page(&answer.body);
                }
                let links = addresses(&answer.body).into_iter();
                // Forms that only change something have no page of their own.
                let posts = ["/desk/leave", "/desk/settings/"];
                let inside = links.filter(|link| {
                    link.starts_with("/desk") && posts.iter().all(|post| !link.contains(post))
                });
                for link in inside.filter(|link| !link.contains('?') || at < 5) {
                    let link = link.split('#').next().unwrap().to_owned();
                    if !known.contains(&link) && !link.starts_with("/desk/demo") {
                        known.push(link);
                    }
                }
            }
        }
    })
    .await;
}

#[tokio::test]
async fn empty_pages_teach() {
    each_engine(async |office| {
        let desk = office.desk_of("y-clerk").await;
        let todo = desk.open("/desk").await;
        assert!(todo.has("现在没有要办的信访件") && todo.has("/desk/registration"));
        assert!(desk.open("/desk/matters").await.has("还没有信访件"));
        assert!(
            desk.open("/desk/matters?stage=signed")
                .await
                .has("没有符合条件的信访件")
        );
    })
    .await;
}

#[tokio::test]
async fn the_book_turns_its_pages_and_keeps_its_filters() {
    each_engine(async |office| {
        for _ in 0..25 {
            office.file().await;
        }
        let desk = office.desk_of("p-clerk").await;
        let first = desk.open("/desk/matters?channel=web").await;
        let next = addresses(&first.body)
            .into_iter()
            .find(|link| link.contains("cursor="))
            .unwrap();
        assert!(next.contains("channel=web"));
        let second = desk.open(&next).await;
        assert_eq!(second.body.matches("class=\"what\"").count(), 5);
        let back = addresses(&second.body)
            .into_iter()
            .find(|link| link.contains("cursor="))
            .unwrap();
        let again = desk.open(&back).await;
        assert_eq!(again.body.matches("class=\"what\"").count(), 20);
        assert!(
            desk.open("/desk/matters?channel=letter")
                .await
                .has("共 0 件")
        );
    })
    .await;
}
