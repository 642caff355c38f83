//! The reporter's door: a query code opens its own report for a few acts, and for nothing else.

use app::files::Part;
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

/// The smallest file that is told to be a PDF.
const PDF: &str =
    "%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n";

#[tokio::test(flavor = "multi_thread")]
async fn evidence_is_for_all_who_see_the_act_and_what_a_reporter_sent_for_few_t3_t5() {
    each_engine(async |store| {
        let office = SmallOffice::found(store).await;
        let report = json!({"channel": "web", "unit": "x", "title": "反映河道采砂", "text": "夜间采砂。"});
        let filed = office.file(report).await.unwrap().filed.unwrap();
        let number = &filed.number;
        let issues = json!([{"category": "176", "text": "收受财物"}]);
        let lead = json!({"subject": "钱某某", "rank": "township", "managed_at": "county", "issues": issues});
        for (person, act, fields) in [
            ("x-clerk", "register", json!({"class": "A", "region": "990101", "leads": [lead]})),
            ("x-clerk", "screen", json!({"class": "A"})),
            ("x-leader", "instruct", json!({"text": "请核查。"})),
            ("x-clerk", "route", json!({"to": "x-first", "mode": "here"})),
            ("x-unit-head", "sign", json!({})),
            ("x-unit-head", "accept", json!({"handler": "x-handler", "leader": "x-leader"})),
        ] {
            office.act(person, number, act, fields).await.unwrap();
        }
        let token = async |name: &str| {
            app::files::upload(&office.app, name, PDF.as_bytes()).await.unwrap().token
        };
        let noted = json!({"note": "已调取账目", "files": [token("账目.pdf").await]});
        office.act("x-handler", number, "progress", noted).await.unwrap();
        let added = json!({"files": [token("送货单.pdf").await]});
        office.by_code(&filed.query_code, "supplement", added).await.unwrap();
        let page = app::queries::matter::matter(&office.app, &"x-handler".into(), number).await.unwrap();
        let of_act = &page.timeline.iter().find(|entry| entry.zh == "办理进展").unwrap().files[0];
        let of_reporter = &page.talk[0].files[0];
        assert!(of_act.may_open && !of_reporter.may_open);
        assert_eq!(of_reporter.note, "原件可能含有举报人信息，需经批准查看");
        let take = async |person: &str, id: &str, part: Part| {
            let (person, id) = (person.into(), id.parse().unwrap());
            app::files::open(&office.app, &person, number, id, part).await
        };
        let taken = take("x-handler", &of_act.id, Part::Original).await.unwrap();
        assert_eq!(taken.bytes, PDF.as_bytes());
        let denied = take("x-handler", &of_reporter.id, Part::Original).await;
        assert!(matches!(denied, Err(Failure::Forbidden { .. })));
        let none = take("x-handler", &of_reporter.id, Part::Copy).await;
        assert!(matches!(none, Err(Failure::NotFound)), "it could not be cleaned");
        for id in [&of_act.id, &of_reporter.id] {
            for part in [Part::Copy, Part::Original] {
                let taken = take("y-clerk", id, part).await;
                assert!(matches!(taken, Err(Failure::NotFound)));
            }
        }
    })
    .await;
}
