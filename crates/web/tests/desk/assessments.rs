//! Assessments and key supervised counties as their readers meet them: an organ sees its own result alone,
//! strangers find nothing, and what is sent to a leader in person is that leader's alone.

use axum::http::StatusCode;

use super::office::each_engine;
use crate::support::body::pairs;

#[tokio::test]
async fn an_organ_sees_its_own_result_and_strangers_nothing_s1_25_t3() {
    each_engine(async |office| {
        let desk = office.desk_of("p-head").await;
        let fields = pairs(&[("scheme", "petition"), ("year", "2026")]);
        let opened = desk.post("/desk/assessments/new", &fields).await;
        let at = opened.landed().to_owned();
        let page = desk.open(&at).await;
        assert!(page.has("还没有公布过得分"), "an empty page teaches");
        let waiting = format!("{at}/months/2026-01");
        assert!(desk.open(&waiting).await.has("尚未公布"));
        let own = office.desk_of("c-leader").await;
        assert_eq!(own.get(&waiting).await.status, StatusCode::NOT_FOUND);
        let month = pairs(&[("month", "2026-01-01")]);
        let leader = office.desk_of("p-leader").await;
        leader.post(&format!("{at}/months"), &month).await;
        assert!(desk.open(&waiting).await.has("公布，不再改动"));
        assert!(own.open(&at).await.has("这里只列本机关的得分"));
        let list = format!("{waiting}/c/on-time?of=part");
        assert!(own.open(&list).await.has("没有可以列出的"));
        for stranger in ["x-head", "t-officer", "system"] {
            let stranger = office.desk_of(stranger).await;
            for path in [
                at.clone(),
                waiting.clone(),
                format!("{waiting}/c/on-time"),
                format!("{at}/months"),
            ] {
                let answer = stranger.get(&path).await;
                assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
            }
        }
        for path in [
            format!("{waiting}/c/none"),
            format!("{waiting}/none/on-time"),
            format!("{at}/months/2026-13"),
            format!("{at}/months/none"),
        ] {
            assert_eq!(
                desk.get(&path).await.status,
                StatusCode::NOT_FOUND,
                "{path}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn counties_below_are_listed_for_who_stands_above_alone_s1_22_s1_24_t3() {
    each_engine(async |office| {
        let desk = office.desk_of("p-head").await;
        let list = desk.open("/desk/key-counties/proposals").await;
        assert!(list.has("清河县纪委监委") && list.has("不符合"));
        let figure = "/desk/key-counties/proposals/x/over-level";
        assert!(desk.open(figure).await.has("越级举报率"));
        for wrong in [
            "/desk/key-counties/proposals/c/over-level",
            "/desk/key-counties/proposals/x/verified",
            "/desk/key-counties/proposals/none/quality",
        ] {
            assert_eq!(
                desk.get(wrong).await.status,
                StatusCode::NOT_FOUND,
                "{wrong}"
            );
        }
        for stranger in ["x-principal", "t-officer", "system"] {
            let stranger = office.desk_of(stranger).await;
            for path in ["/desk/key-counties/proposals", figure] {
                assert_eq!(
                    stranger.get(path).await.status,
                    StatusCode::NOT_FOUND,
                    "{path}"
                );
            }
        }
        let leader = office.desk_of("x-principal").await;
        assert!(
            leader
                .open("/desk/county-notices")
                .await
                .has("没有送您的通报")
        );
        let none = pairs(&[("county", "c"), ("title", "督导"), ("reason", "多")]);
        let answer = desk.post("/desk/key-counties/new", &none).await;
        assert!(answer.has("请在列表中选一项"), "a city is no county");
        let one = pairs(&[("county", "x"), ("title", "督导"), ("reason", "多")]);
        let opened = desk.post("/desk/key-counties/new", &one).await;
        let at = opened.landed().to_owned();
        assert!(desk.open(&at).await.has("待审定"));
        for stranger in ["x-principal", "x-head", "c-leader", "y-clerk", "system"] {
            let answer = office.desk_of(stranger).await.get(&at).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{stranger}");
        }
    })
    .await;
}
