//! Balance and wall chart as their readers meet them: figures that open, strangers who find nothing.

use axum::http::StatusCode;

use super::office::each_engine;

#[tokio::test]
async fn every_figure_of_a_balance_opens_and_a_stranger_meets_none() {
    each_engine(async |office| {
        let number = office.file().await;
        let desk = office.desk_of("p-head").await;
        let page = desk.open("/desk/balance").await;
        assert!(page.has("期末在手") && page.has("平"));
        for list in ["closing", "came-received", "here-received"] {
            let items = desk.open(&format!("/desk/balance/{list}?unit=p")).await;
            assert!(items.has(&number), "{list}");
        }
        let wall = desk.open("/desk/wall").await;
        assert!(wall.has("/desk/balance/here-received?unit=p"));
        assert!(
            desk.open("/desk/wall?screen=yes")
                .await
                .has("每五分钟重新计数")
        );
        for odd in [
            "/desk/balance/none",
            "/desk/balance?month=never",
            "/desk/wall?unit=nowhere",
        ] {
            assert_eq!(desk.get(odd).await.status, StatusCode::NOT_FOUND, "{odd}");
        }
        let stranger = office.desk_of("x-head").await;
        for shut in [
            "/desk/balance?unit=p",
            "/desk/balance/closing?unit=p",
            "/desk/wall?unit=p",
        ] {
            let answer = stranger.get(shut).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{shut}");
            assert!(!answer.has(&number));
        }
        assert_eq!(
            office
                .desk_of("system")
                .await
                .get("/desk/wall")
                .await
                .status,
            StatusCode::NOT_FOUND
        );
    })
    .await;
}
