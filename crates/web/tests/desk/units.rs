//! Units, people and rules as their readers see them.

use axum::http::StatusCode;

use super::office::each_engine;

#[tokio::test]
async fn the_tree_is_walked_from_unit_to_unit_and_person_to_person() {
    each_engine(async |office| {
        let desk = office.desk_of("system").await;
        let root = desk.open("/desk/office").await;
        assert!(root.has("云岭省纪委监委信访室") && root.has("永安市纪委监委"));
        assert!(!root.has("柳溪镇纪委"), "only what stands right below");
        let county = desk.open("/desk/office/units/x").await;
        assert!(county.has("柳溪镇纪委") && county.has("清河县纪委监委第一监督检查室"));
        let desk_of_county = desk.open("/desk/office/units/x-petition").await;
        assert!(desk_of_county.has("陈静") && !desk_of_county.has("周明"));
        let person = desk.open("/desk/office/people/x-clerk").await;
        assert!(person.has("信访干部") && person.has("2020-01-01 起") && person.has("在任"));
        for nowhere in ["/desk/office/units/nowhere", "/desk/office/people/nobody"] {
            assert_eq!(desk.get(nowhere).await.status, StatusCode::NOT_FOUND);
        }
    })
    .await;
}

#[tokio::test]
async fn units_and_people_are_found_by_a_part_of_their_name() {
    each_engine(async |office| {
        let desk = office.desk_of("system").await;
        let found = desk.open("/desk/office?q=%E6%B8%85%E6%B2%B3").await;
        assert!(found.has("清河县纪委监委信访室") && !found.has("南屏县纪委监委"));
        let found = desk.open("/desk/office?q=%E9%99%88%E9%9D%99").await;
        assert!(found.has("/desk/office/people/x-clerk"));
        assert!(desk.open("/desk/office?q=zzz").await.has("没有找到“zzz”"));
    })
    .await;
}

#[tokio::test]
async fn who_may_not_read_the_office_reads_no_part_of_it() {
    each_engine(async |office| {
        let desk = office.desk_of("x-clerk").await;
        for path in [
            "/desk/office",
            "/desk/office?q=x",
            "/desk/office/units/x",
            "/desk/office/people/x-head",
        ] {
            assert_eq!(desk.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
        }
        // Rules are no secret at the desk.
        let rules = desk.open("/desk/rules").await;
        assert!(rules.has("clocks.toml") && rules.has("首次启用"));
    })
    .await;
}

#[tokio::test]
async fn every_file_of_the_rules_can_be_read_as_archived() {
    each_engine(async |office| {
        let desk = office.desk_of("security").await;
        let hash = office.app.rules().version.clone();
        let clocks = desk.open(&format!("/desk/rules/{hash}/clocks.toml")).await;
        assert!(clocks.has("reply-real-name") && clocks.has("执行中"));
        desk.open(&format!("/desk/rules/{hash}/calendars/2026.toml"))
            .await;
        for wrong in [
            "/desk/rules/00/clocks.toml",
            &format!("/desk/rules/{hash}/keys"),
        ] {
            assert_eq!(
                desk.get(wrong).await.status,
                StatusCode::NOT_FOUND,
                "{wrong}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn a_partner_key_is_shown_once_and_the_partner_listed() {
    each_engine(async |office| {
        let desk = office.desk_of("system").await;
        let page = desk.open("/desk/office/partners").await;
        let form = page.form("/desk/office/partners");
        let form = form.fill_all(&[("partner", "云岭12345热线"), ("unit", "p")]);
        let shown = desk.submit(&form, ("", "")).await;
        assert!(shown.has("密钥已生成") && shown.has("class=\"code\""));
        let root = desk.open("/desk/office").await;
        assert!(root.has("云岭12345热线") && root.has("有效"));
        assert!(!root.has("class=\"code\""));
    })
    .await;
}
