//! Forms: rows come and go by buttons alone, refusals are told, and nothing typed is lost.

use axum::http::StatusCode;

use super::office::each_engine;
use crate::support::page::check_page;

#[tokio::test]
async fn rows_are_added_and_taken_away_by_buttons() {
    each_engine(async |office| {
        let number = office.file().await;
        let address = format!("/desk/matters/{number}/registration");
        let desk = office.desk_of("p-clerk").await;
        let form = desk
            .open(&address)
            .await
            .form(&address)
            .fill("leads.0.issues.0.text", "其一");
        let page = desk.submit(&form, ("add", "leads.0.issues")).await;
        check_page(&page.body);
        let form = page.form(&address);
        assert_eq!(form.value("leads.0.issues.0.text"), "其一");
        let form = form
            .fill("leads.0.issues.1.text", "其二")
            .fill("class", "A");
        let form = desk.submit(&form, ("add", "leads")).await.form(&address);
        assert_eq!(form.value("leads.0.issues.1.text"), "其二");
        assert_eq!(form.value("class"), "A");
        let form = form.fill("leads.1.subject", "方小满");
        let form = desk
            .submit(&form, ("remove", "leads.0.issues.0"))
            .await
            .form(&address);
        assert_eq!(form.value("leads.0.issues.0.text"), "其二");
        assert!(!form.form.names.contains("leads.0.issues.1.text"));
        let form = desk
            .submit(&form, ("remove", "leads.0"))
            .await
            .form(&address);
        assert_eq!(form.value("leads.0.subject"), "方小满");
    })
    .await;
}

#[tokio::test]
async fn what_is_missing_is_said_at_its_field_and_the_rest_is_kept() {
    each_engine(async |office| {
        let number = office.file().await;
        let address = format!("/desk/matters/{number}/registration");
        let desk = office.desk_of("p-clerk").await;
        let form = desk.open(&address).await.form(&address);
        let form = desk.submit(&form, ("add", "leads")).await.form(&address);
        // The first row is left blank: errors of the second still stand at it.
        let form = form
            .fill("leads.0.subject", "")
            .fill("leads.0.post", "")
            .fill("leads.1.subject", "方小满")
            .fill("happened", "昨天");
        let page = desk.submit(&form, ("", "")).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        check_page(&page.body);
        assert!(
            page.has("href=\"#registration-happened\""),
            "{}",
            page.errors()
        );
        let form = page.form(&address).fill("happened", "");
        let page = desk.submit(&form, ("", "")).await;
        check_page(&page.body);
        assert!(
            page.has("href=\"#registration-leads-0-rank\"")
                && page.has("href=\"#registration-class\"")
        );
        assert_eq!(page.form(&address).value("leads.0.subject"), "方小满");
    })
    .await;
}

#[tokio::test]
async fn a_refusal_is_told_over_the_form_with_everything_typed() {
    each_engine(async |office| {
        let number = office.file().await;
        let address = format!("/desk/matters/{number}/registration");
        let desk = office.desk_of("p-clerk").await;
        let form = desk.open(&address).await.form(&address);
        let form = form
            .fill("class", "A")
            .fill("leads.0.subject", "")
            .fill("leads.0.post", "");
        let page = desk.submit(&form, ("", "")).await;
        assert_eq!(page.status, StatusCode::CONFLICT);
        check_page(&page.body);
        assert!(page.has("检举控告类须至少登记一名被反映人及其问题"));
        assert_eq!(page.form(&address).value("class"), "A");
    })
    .await;
}

#[tokio::test]
async fn who_comes_too_late_gets_the_words_back() {
    each_engine(async |office| {
        let number = office.file().await;
        let desk = office.desk_of("p-clerk").await;
        let address = format!("/desk/matters/{number}/screening");
        let early = desk.get(&address).await;
        assert_eq!(early.status, StatusCode::CONFLICT);
        check_page(&early.body);
        assert!(early.has("此件不在待筛查状态"));
        let typed = [
            ("class".to_owned(), "A".to_owned()),
            ("opinion".to_owned(), "拟由<县>里核查".to_owned()),
        ];
        let page = desk.post(&address, &typed).await;
        assert_eq!(page.status, StatusCode::CONFLICT);
        check_page(&page.body);
        assert!(page.has("您刚才填写的内容") && page.has("拟由&#60;县&#62;里核查"));
    })
    .await;
}

#[tokio::test]
async fn a_forged_form_is_refused_as_invalid_or_unknown() {
    each_engine(async |office| {
        let number = office.file().await;
        let desk = office.desk_of("p-clerk").await;
        let at = format!("/desk/matters/{number}");
        for noun in ["nonsense", "reports", "warning", "trail2"] {
            assert_eq!(
                desk.get(&format!("{at}/{noun}")).await.status,
                StatusCode::NOT_FOUND,
                "{noun}"
            );
            assert_eq!(
                desk.post(&format!("{at}/{noun}"), &[]).await.status,
                StatusCode::NOT_FOUND,
                "{noun}"
            );
        }
        let forged = [
            ("class".to_owned(), "Z".to_owned()),
            ("extra".to_owned(), "1".to_owned()),
        ];
        let page = desk.post(&format!("{at}/registration"), &forged).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    })
    .await;
}

#[tokio::test]
async fn the_proposed_receiver_is_chosen_with_its_reason() {
    each_engine(async |office| {
        let number = office.file().await;
        let lead = serde_json::json!({"subject": "钱某某", "rank": "township", "managed_at": "county",
            "issues": [{"category": "176", "text": "其一"}]});
        let register = serde_json::json!({"class": "A", "region": "990101", "leads": [lead]});
        office.act("p-clerk", &number, "register", register).await;
        office.act("p-clerk", &number, "screen", serde_json::json!({"class": "A"})).await;
        office.act("p-principal", &number, "instruct", serde_json::json!({"text": "请核查"})).await;
        let address = format!("/desk/matters/{number}/routing");
        let page = office.desk_of("p-clerk").await.open(&address).await;
        assert_eq!(page.form(&address).value("to"), "x");
        assert!(page.has("建议理由："));
        assert!(page.form(&address).form.choices.iter().all(|(_, unit)| unit != "p"));
    })
    .await;
}
