//! Case reviews at the desk: a sheet filled on its page, a list of outside matters, the deficiency list; and
//! what another unit, a stranger and a recused person may not see (T3, T4).

use app::{Subject, Who, files};
use axum::http::StatusCode;
use serde_json::{Value, json};

use super::office::{Office, each_engine};

/// A matter that county X handled, concluded.
async fn concluded(office: &Office) -> String {
    let number = office.file().await;
    let issues = json!([{"category": "152", "text": "收受好处"}]);
    let leads = json!([{"subject": "钱某某", "rank": "township", "managed_at": "county", "issues": issues}]);
    let signs = |slot| json!({"slot": slot, "opinion": "agree"});
    for (person, act, fields) in [
        ("p-clerk", "register", json!({"class": "A", "leads": leads})),
        ("p-clerk", "screen", json!({"class": "A"})),
        ("p-principal", "instruct", json!({"text": "请查办"})),
        ("p-clerk", "route", json!({"to": "x", "mode": "assign"})),
        ("x-clerk", "sign", json!({})),
        (
            "x-head",
            "accept",
            json!({"handler": "x-handler", "leader": "x-leader"}),
        ),
        (
            "x-handler",
            "find",
            json!({"issue": "1.1", "finding": "true", "grounds": "逐户核对"}),
        ),
        ("x-handler", "report-result", json!({"summary": "属实"})),
        ("x-handler", "countersign", signs("handler")),
        ("x-leader", "countersign", signs("leader")),
        ("x-principal", "countersign", signs("head")),
        ("p-head", "audit", json!({"verdict": "pass"})),
    ] {
        office.act(person, &number, act, fields).await;
    }
    number
}

async fn give(
    office: &Office,
    person: &str,
    number: Option<&str>,
    act: &str,
    fields: Value,
) -> String {
    let subject = match number {
        Some(number) => Subject::Procedure(number.to_owned()),
        None => Subject::NewProcedure(casework::procedure::Noun::Review),
    };
    let done = office
        .give(&Who::Staff(person.into()), subject, act, fields)
        .await;
    done.unwrap_or_else(|failure| panic!("{act}: {failure:?}"))
        .number
        .unwrap()
}

async fn opened(office: &Office) -> String {
    let fields = json!({"sheet": "case-review", "venue": "on-site", "from": "2026-02-01", "until": "2026-02-28"});
    give(office, "p-head", None, "open-review", fields).await
}

/// A session with one item of county X, a chair and a reviewer.
async fn seated(office: &Office) -> (String, String) {
    let matter = concluded(office).await;
    let number = opened(office).await;
    let items = json!({"matters": [{"number": matter}]});
    give(office, "p-head", Some(&number), "add-review-items", items).await;
    for (person, part) in [
        ("p-leader", "chair"),
        ("p-clerk", "reviewer"),
        ("t-officer", "observer"),
    ] {
        let seat = json!({"person": person, "part": part});
        give(office, "p-head", Some(&number), "name-panel", seat).await;
    }
    (number, matter)
}

/// The same, published at 67 points.
async fn published(office: &Office) -> (String, String) {
    let (number, matter) = seated(office).await;
    let lines = json!([{"code": "buck-passing", "count": 2}, {"code": "late-entry", "count": 1},
                       {"code": "no-reply", "count": 1}]);
    let sheet = json!({"item": "1", "deductions": lines});
    for (person, act) in [
        ("p-clerk", "score-item"),
        ("p-leader", "score-item"),
        ("p-leader", "settle-score"),
    ] {
        give(office, person, Some(&number), act, sheet.clone()).await;
    }
    give(office, "p-head", Some(&number), "publish-review", json!({})).await;
    (number, matter)
}

#[tokio::test]
async fn a_sheet_is_filled_on_its_page_and_the_list_goes_out_with_the_score_s3_05_s3_09() {
    each_engine(async |office| {
        let (number, _) = seated(&office).await;
        let at = format!("/desk/reviews/{number}");
        let item = format!("{at}/items/1");
        for person in ["p-clerk", "p-leader"] {
            let desk = office.desk_of(person).await;
            let form = desk.open(&item).await.form(&format!("{at}/sheet"));
            let done = desk.done(&form.fill("deductions.1.count", "2")).await;
            assert!(done.has("已办："), "{}", done.body);
        }
        let chair = office.desk_of("p-leader").await;
        let page = chair.open(&item).await;
        assert!(page.has("裁定得分") && page.has("80"));
        let sheet = json!({"item": "1", "deductions": [{"code": "buck-passing", "count": 2}]});
        give(&office, "p-leader", Some(&number), "settle-score", sheet).await;
        give(
            &office,
            "p-head",
            Some(&number),
            "publish-review",
            json!({}),
        )
        .await;
        let county = office.desk_of("x-clerk").await;
        let session = county.open(&at).await;
        assert!(session.has("80") && session.has("合格") && session.has("评查〔2026〕1号"));
        let list = county.open(&format!("{item}/list")).await;
        assert!(list.has("推诿扯皮") && list.has("（2处）"));
        let word = county.get(&format!("{item}/list/docx")).await;
        assert!(word.bytes.starts_with(b"PK"));
        let year = office
            .desk_of("p-head")
            .await
            .open("/desk/reviews/year?grade=qualified")
            .await;
        assert!(year.has("清河县纪委监委") && year.has(&number));
    })
    .await;
}

#[tokio::test]
async fn a_unit_sees_its_own_item_and_no_reviewers_sheet_t3() {
    each_engine(async |office| {
        let (number, matter) = published(&office).await;
        let rows = json!({"matters": [{"department": "住建局", "reference": "建信9",
            "came": "2026-02-05", "subject": "漏水"}]});
        let refused = office
            .give(
                &Who::Staff("p-head".into()),
                Subject::Procedure(number.clone()),
                "add-outside-items",
                rows,
            )
            .await;
        assert!(refused.is_err(), "after the panel was named");
        let county = office.desk_of("x-clerk").await;
        let page = county
            .open(&format!("/desk/reviews/{number}/items/1"))
            .await;
        assert!(page.has("67") && page.has(&matter));
        assert!(
            !page.has("各评查员的评分") && !page.has("周明"),
            "no sheet of a reviewer"
        );
        assert!(
            !county
                .open(&format!("/desk/reviews/{number}"))
                .await
                .has("评查组")
        );
        let token = files::upload(&office.app, "整改.txt", "已答复".as_bytes())
            .await
            .unwrap()
            .token;
        let proof = json!({"item": "1", "text": "已当面答复", "files": [token]});
        give(&office, "x-head", Some(&number), "rectify", proof).await;
        let head = office.desk_of("p-head").await;
        let page = head.open(&format!("/desk/reviews/{number}/items/1")).await;
        assert!(page.has("已当面答复") && page.has("整改.txt"));
        let (_, rest) = page.body.split_once("/proofs/").unwrap();
        let at = format!(
            "/desk/reviews/{number}/items/1/proofs/{}",
            rest.split('"').next().unwrap()
        );
        assert_eq!(head.get(&at).await.status, StatusCode::OK);
        assert_eq!(
            office.desk_of("y-clerk").await.get(&at).await.status,
            StatusCode::NOT_FOUND
        );
    })
    .await;
}

#[tokio::test]
async fn what_is_unqualified_is_told_to_the_city_and_a_draft_to_nobody_s3_07_t3() {
    each_engine(async |office| {
        let (number, matter) = published(&office).await;
        let at = format!("/desk/reviews/{number}/notice-paper");
        let county = office.desk_of("x-clerk").await;
        assert_eq!(county.get(&at).await.status, StatusCode::NOT_FOUND);
        let demand = json!({"demand": "举一反三。"});
        give(
            &office,
            "p-head",
            Some(&number),
            "draft-review-notice",
            demand,
        )
        .await;
        assert_eq!(
            county.get(&at).await.status,
            StatusCode::NOT_FOUND,
            "a draft"
        );
        let head = office.desk_of("p-head").await;
        assert!(head.open(&at).await.has("送签稿"));
        give(
            &office,
            "p-leader",
            Some(&number),
            "sign-review-notice",
            json!({}),
        )
        .await;
        let paper = county.open(&at).await;
        assert!(paper.has("评查通报〔2026〕1号") && paper.has("67") && !paper.has(&matter));
        let session = county.open(&format!("/desk/reviews/{number}")).await;
        assert!(session.has("未签收") && session.has("通报正文"));
        let word = county.get(&format!("{at}/docx")).await;
        assert!(word.bytes.starts_with(b"PK"));
        let stranger = office.desk_of("y-clerk").await;
        for at in [at.clone(), format!("{at}/docx"), format!("{at}/pdf")] {
            assert_eq!(stranger.get(&at).await.status, StatusCode::NOT_FOUND);
        }
    })
    .await;
}

#[tokio::test]
async fn nobody_else_learns_of_a_review_and_who_is_recused_of_no_item_t3_t4() {
    each_engine(async |office| {
        let (number, matter) = published(&office).await;
        let at = format!("/desk/reviews/{number}");
        let pages = [
            "",
            "/outside",
            "/items/1",
            "/items/1/list",
            "/items/1/list/docx",
            "/items/1/list/pdf",
        ];
        for person in ["y-clerk", "c-leader", "system"] {
            let desk = office.desk_of(person).await;
            for end in pages {
                let answer = desk.get(&format!("{at}{end}")).await;
                assert_eq!(answer.status, StatusCode::NOT_FOUND, "{person} {end}");
                assert!(!answer.has(&matter));
            }
        }
        // Who looks on for the town sees the item, and not the dossier's number.
        let observer = office
            .desk_of("t-officer")
            .await
            .open(&format!("{at}/items/1"))
            .await;
        assert!(observer.has("67") && !observer.has(&matter));
        let head = office.desk_of("p-head").await;
        let absent = head.get(&format!("{at}/items/2")).await;
        assert_eq!(absent.status, StatusCode::NOT_FOUND);
        let recused = json!({"person": "p-principal", "reason": "亲属"});
        office.act("p-head", &matter, "recuse", recused).await;
        let principal = office.desk_of("p-principal").await;
        for end in &pages[2..] {
            let answer = principal.get(&format!("{at}{end}")).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{end}");
        }
        assert!(!principal.open(&at).await.has("第1项"));
        assert!(!principal.open("/desk/reviews/year").await.has("清河县"));
    })
    .await;
}

#[tokio::test]
async fn a_list_of_outside_matters_is_taken_in_whole_or_told_by_file_row_and_field_s3_03() {
    each_engine(async |office| {
        let number = opened(&office).await;
        let at = format!("/desk/reviews/{number}/outside");
        let head = office.desk_of("p-head").await;
        let list = "承办部门,部门编号,来信来访日期,反映问题,办理结果\n住建局,建信3,2026-02-05,小区漏水,已约谈物业\n";
        let form = head.open(&at).await.form(&at).fill("use", "item");
        let wrong = list.replace("2026-02-05", "二月");
        let answer = head.submit(&form.clone().choose_file("外部件.csv", wrong.as_bytes()), ("", "")).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.has("外部件.csv 第2行 来信来访日期："), "{}", answer.errors());
        let answer = head.submit(&form.choose_file("外部件.csv", list.as_bytes()), ("", "")).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.errors());
        let page = head.open(&format!("/desk/reviews/{number}")).await;
        assert!(page.has("住建局") && page.has("建信3"));
        assert!(head.open(&format!("/desk/reviews/{number}/items/1")).await.has("小区漏水"));
    })
    .await;
}

#[tokio::test]
async fn what_is_scored_is_drawn_and_the_draw_is_proved_to_who_runs_it_alone_s3_03_t3() {
    each_engine(async |office| {
        let matter = concluded(&office).await;
        let fields = json!({"sheet": "case-review", "venue": "on-site", "from": "2026-01-01", "until": "2026-12-31"});
        let number = give(&office, "p-head", None, "open-review", fields).await;
        let at = format!("/desk/reviews/{number}");
        let head = office.desk_of("p-head").await;
        let form = head.open(&format!("{at}/outside")).await.form(&format!("{at}/outside"));
        let list = "承办部门,部门编号,来信来访日期,反映问题\n住建局,建信3,2026-02-05,小区漏水\n";
        let answer = head.submit(&form.choose_file("外部件.csv", list.as_bytes()), ("", "")).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.errors());
        assert!(head.open(&at).await.has("待抽名单有 1 件外部件"));
        give(&office, "p-head", Some(&number), "fix-review-population", json!({})).await;
        assert!(head.open(&at).await.has("范围证明"));
        app::jobs::sequence::sequence(&office.app).await.unwrap();
        give(&office, "p-head", Some(&number), "draw-review-items", json!({"percent": 100})).await;
        let page = head.open(&at).await;
        assert!(page.has("建信3") && page.has(&matter) && page.has("重新计算的样本与记录的样本一致"));
        assert!(page.has("抽取证明"));
        assert!(!page.has("不符"), "{}", page.body);
        let county = office.desk_of("x-clerk").await.open(&at).await;
        assert!(county.has("清河县纪委监委") && !county.has("抽取证明") && !county.has("范围证明") && !county.has("建信3"));
        let stranger = office.desk_of("y-clerk").await.get(&at).await;
        assert_eq!(stranger.status, StatusCode::NOT_FOUND);
    })
    .await;
}
