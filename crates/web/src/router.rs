//! Every route of the three doors, inside one shell.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::routing::get;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::csrf::CsrfLayer;

use crate::shell::{answers, assets, log};
use crate::site::{Front, Shared, Site};
use crate::{api, desk, public};

/// Most bytes of a request whose route asks for no more: stops a body that would exhaust memory.
const BODY_MAX: usize = 256 * 1024;

/// The whole site, ready to be served or to be asked in a test.
pub fn router(site: Site) -> Router {
    let front = Front::new(site);
    let doors = Router::new()
        .merge(public::routes())
        .merge(desk::routes(&front))
        .merge(api::routes());
    within_shell(front, doors)
}

/// From the outside in: the log sees what was answered, `answers` puts headers on everything and
/// turns failures into pages, the origin check stops forms of other sites, and a panic ends its own
/// request only.
fn within_shell(front: Shared, doors: Router<Shared>) -> Router {
    doors
        .route("/static/{name}", get(assets::serve))
        .route("/favicon.ico", get(assets::favicon))
        .fallback(answers::missing)
        .method_not_allowed_fallback(answers::unfit)
        .layer(DefaultBodyLimit::max(BODY_MAX))
        .layer(CatchPanicLayer::custom(answers::panicked))
        .layer(CsrfLayer::new())
        .layer(from_fn_with_state(front.clone(), answers::finish))
        .layer(from_fn_with_state(front.clone(), log::write))
        .with_state(front)
}

#[cfg(test)]
mod tests {
    use app::testing::SmallOffice;
    use axum::body::{Body, to_bytes};
    use axum::http::{Request, StatusCode};
    use tower::ServiceExt;

    use super::*;
    use crate::site::Mode;

    async fn broken() -> StatusCode {
        panic!("张三丰 13800001234")
    }

    #[tokio::test]
    async fn a_panic_ends_one_request_in_words_with_a_reference() {
        let (store, _folder) = store::testing::fresh_sqlite().await;
        let office = SmallOffice::found_with(store, &[], &[]).await;
        let site = Site::new(office.app, Mode::Serve);
        let router = within_shell(
            Front::new(site),
            Router::new().route("/broken", get(broken)),
        );
        let request = Request::builder()
            .uri("/broken")
            .body(Body::empty())
            .unwrap();
        let response = router.oneshot(request).await.unwrap();
        assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
        assert!(response.headers().contains_key("content-security-policy"));
        let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        let page = String::from_utf8(body.to_vec()).unwrap();
        assert!(
            page.contains("<title>错误：这一页没有打开") && page.contains("来电时请报这个编号")
        );
        assert!(!page.contains("张三丰") && !page.contains("13800001234"));
    }
}
