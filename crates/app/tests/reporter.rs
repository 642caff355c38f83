//! The reporter's door: a query code opens its own report for a few acts, and for nothing else.

use app::testing::{SmallOffice, report_about};
use app::{Failure, Subject, Who};
use casework::act::Performer;
use casework::matter::steps::ACTS;
use serde_json::json;
use store::testing::each_engine;

#[tokio::test(flavor = "multi_thread")]
async fn a_code_opens_the_acts_made_for_it_and_no_other_t7() {
    each_engine(async |store| {
        let office = SmallOffice::found(store).await;
        let filed = office
            .file(report_about("钱某某"))
            .await
            .unwrap()
            .filed
            .unwrap();
        let who = Who::Reporter(office.app.code(&filed.query_code));
        for act in ACTS
            .iter()
            .filter(|act| act.performer != Performer::Reporter)
        {
            for subject in [
                Subject::Own,
                Subject::NewMatter,
                Subject::Number(filed.number.clone()),
            ] {
                let denied = office.give(&who, subject, act.name, json!({})).await;
                assert!(matches!(denied, Err(Failure::NotFound)), "{}", act.name);
            }
        }
        let said = json!({"text": "再补充一点"});
        let elsewhere = Subject::Number(filed.number.clone());
        let denied = office
            .give(&who, elsewhere, "supplement", said.clone())
            .await;
        assert!(matches!(denied, Err(Failure::NotFound)));
        for nobody in [Who::Citizen, Who::Timer, Who::Staff("p-clerk".into())] {
            let denied = office
                .give(&nobody, Subject::Own, "supplement", said.clone())
                .await;
            assert!(matches!(denied, Err(Failure::NotFound)));
        }
        let done = office
            .by_code(&filed.query_code, "supplement", said)
            .await
            .unwrap();
        assert_eq!(done.number, Some(filed.number));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_repeats_reporter_is_heard_where_it_is_handled_and_learns_only_their_own_number() {
    each_engine(async |store| {
        let office = SmallOffice::found(store).await;
        let first = office
            .file(report_about("钱某某"))
            .await
            .unwrap()
            .filed
            .unwrap();
        let second = office
            .file(report_about("钱某某"))
            .await
            .unwrap()
            .filed
            .unwrap();
        let into = json!({"into": first.number});
        office
            .act("p-clerk", &second.number, "join", into)
            .await
            .unwrap();
        let said = json!({"text": "重复件的补充"});
        let done = office
            .by_code(&second.query_code, "supplement", said)
            .await
            .unwrap();
        assert_eq!(done.number.as_deref(), Some(&*second.number));
        let person = "p-clerk".into();
        let page = app::queries::matter::matter(&office.app, &person, &first.number)
            .await
            .unwrap();
        let lines = page.timeline.iter().flat_map(|entry| &entry.lines);
        assert!(lines.into_iter().any(|(_, text)| text == "重复件的补充"));
    })
    .await;
}
