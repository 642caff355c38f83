//! One report, all the way: arrival to a checked, answered, written-off end, on both engines.
#![expect(
    clippy::unwrap_used,
    reason = "a test stops where its story breaks off"
)]

use app::evidence::{Outcome, verify};
use app::jobs::{clocks, sequence};
use app::queries::{matter, matters, status, todo, trail};
use app::testing::{SmallOffice, report_about};
use app::{Failure, Order, Subject, Who, evidence};
use casework::PersonId;
use serde_json::json;
use store::testing::each_engine;

async fn to_the_end(office: &SmallOffice) -> (String, String) {
    let done = office.file(report_about("钱某某")).await.unwrap();
    let filed = done.filed.unwrap();
    let number = &filed.number;
    let lead = json!({
        "subject": "钱某某", "post": "某镇副镇长", "rank": "township", "managed_at": "county",
        "issues": [{"category": "176", "text": "收受采砂老板财物"}, {"category": "181", "text": "默许夜间采砂"}],
    });
    let register =
        json!({"class": "A", "region": "990101", "domains": ["ecology"], "leads": [lead]});
    let acts = [
        ("p-clerk", "register", register),
        (
            "p-clerk",
            "screen",
            json!({"class": "A", "opinion": "拟转清河县纪委监委办理"}),
        ),
        (
            "p-principal",
            "instruct",
            json!({"text": "请清河县认真核查，按期报结果。"}),
        ),
        (
            "p-clerk",
            "route",
            json!({"to": "x", "mode": "assign", "requirement": "三个月内报结果"}),
        ),
        ("x-clerk", "sign", json!({})),
        (
            "x-leader",
            "accept",
            json!({"handler": "x-handler", "leader": "x-leader"}),
        ),
        (
            "x-handler",
            "choose-disposal",
            json!({"lead": "1", "disposal": "preliminary-verification"}),
        ),
        ("x-handler", "progress", json!({"note": "已调取砂场账目"})),
        (
            "x-handler",
            "find",
            json!({"issue": "1.1", "finding": "true", "grounds": "转账记录与证言一致"}),
        ),
        (
            "x-handler",
            "find",
            json!({"issue": "1.2", "finding": "partly", "grounds": "有两晚属实"}),
        ),
        (
            "x-handler",
            "report-result",
            json!({"summary": "基本查清", "people_dealt_with": 1, "recovered_yuan": 30000}),
        ),
        (
            "x-handler",
            "countersign",
            json!({"slot": "handler", "opinion": "agree"}),
        ),
        (
            "x-leader",
            "countersign",
            json!({"slot": "leader", "opinion": "agree"}),
        ),
        (
            "x-principal",
            "countersign",
            json!({"slot": "head", "opinion": "agree"}),
        ),
        (
            "p-head",
            "audit",
            json!({"verdict": "pass", "opinion": "事实清楚"}),
        ),
        (
            "p-clerk",
            "reply",
            json!({"mode": "phone", "text": "已查处"}),
        ),
        ("p-clerk", "write-off", json!({})),
    ];
    for (person, act, fields) in acts {
        if let Err(failure) = office.act(person, number, act, fields).await {
            panic!("{person} {act}: {failure:?}");
        }
    }
    (filed.number, filed.query_code)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_goes_all_the_way() {
    each_engine(async |store| {
        let office = SmallOffice::found(store).await;
        let (number, code) = to_the_end(&office).await;
        let app = &office.app;
        let page = status::status(app, &app.code(&code))
            .await
            .unwrap()
            .unwrap();
        assert_eq!(
            (page.number.as_str(), page.status_zh),
            (number.as_str(), "已办结")
        );
        assert_eq!(
            status::status(app, &app.code("0000-0000")).await.unwrap(),
            None
        );

        let clerk = PersonId::from("p-clerk");
        let dossier = matter::matter(app, &clerk, &number).await.unwrap();
        assert_eq!(dossier.title, "反映清河县某镇河道采砂问题");
        assert_eq!(dossier.leads[0].subject, "钱某某");
        let owed = dossier
            .clocks
            .iter()
            .filter(|clock| clock.owner != "举报人");
        assert!(
            owed.into_iter().all(|clock| !clock.open),
            "only the reporter's own time runs on"
        );
        assert!(
            dossier
                .timeline
                .iter()
                .any(|entry| entry.zh.contains("审核通过"))
        );

        sequence::sequence(app).await.unwrap();
        let trail = trail::trail(app, &clerk, &number).await.unwrap();
        assert!(trail.entries.iter().all(|entry| entry.seq.is_some()));
        assert!(trail.entries.iter().any(|entry| entry.zh == "查阅"));
        let leaf = &trail.entries.last().unwrap().leaf;
        let proof = evidence::receipt(app, leaf).await.unwrap().unwrap();
        let receipt = ledger::receipt::Receipt::parse(&proof.text).unwrap();
        receipt
            .verify(&leaf.parse().unwrap(), &[evidence::verifier_key(app)])
            .unwrap();
        match verify(app, &[]).await.unwrap() {
            Outcome::Sound(report) => assert_eq!(report.unsequenced, 0),
            Outcome::Bad(bad) => panic!("{bad}"),
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_lamps_and_timers() {
    each_engine(async |store| {
        let office = SmallOffice::found(store).await;
        let app = &office.app;
        for _ in 0..25 {
            office.file(report_about("钱某某")).await.unwrap();
        }
        let clerk = PersonId::from("p-clerk");
        let all = matters::Filter::default();
        let first = matters::matters(app, &clerk, &all, None).await.unwrap();
        assert_eq!((first.rows.len(), first.total.as_str()), (20, "25"));
        let second = matters::matters(app, &clerk, &all, first.next.as_deref());
        let second = second.await.unwrap();
        assert_eq!((second.rows.len(), second.next), (5, None));
        let back = matters::matters(app, &clerk, &all, second.previous.as_deref());
        let numbers = |book: &matters::Book| {
            book.rows
                .iter()
                .map(|row| row.number.clone())
                .collect::<Vec<_>>()
        };
        assert_eq!(numbers(&back.await.unwrap()), numbers(&first));

        office.clock.advance(3 * 86_400_000);
        assert_eq!(clocks::record_due(app).await.unwrap(), 25);
        assert_eq!(clocks::record_due(app).await.unwrap(), 0);
        let sheet = todo::todo(app, &clerk).await.unwrap();
        assert_eq!(sheet.bands[0].zh, "已超期");
        let stranger = PersonId::from("y-clerk");
        assert!(todo::todo(app, &stranger).await.unwrap().bands.is_empty());
        let hidden = matter::matter(app, &stranger, &first.rows[0].number).await;
        assert!(matches!(hidden, Err(Failure::NotFound)));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_bears_an_accused_name_loses_every_door() {
    each_engine(async |store| {
        let office = SmallOffice::found(store).await;
        let app = &office.app;
        let mut report = report_about("钱某某");
        report["accused"] = json!([{"name": "周明", "unit": "云岭省纪委监委信访室"}]);
        let number = office.file(report).await.unwrap().number.unwrap();
        let (accused, other) = (PersonId::from("p-clerk"), PersonId::from("p-head"));
        assert!(matches!(
            matter::matter(app, &accused, &number).await,
            Err(Failure::NotFound)
        ));
        assert!(matter::matter(app, &other, &number).await.is_ok());
        let book = matters::matters(app, &accused, &matters::Filter::default(), None)
            .await
            .unwrap();
        assert_eq!((book.rows.len(), book.total.as_str()), (0, "0"));
        assert!(todo::todo(app, &accused).await.unwrap().bands.is_empty());
        let act = office
            .act("p-clerk", &number, "register", json!({"class": "C"}))
            .await;
        assert!(matches!(act, Err(Failure::NotFound)));
        office
            .act("p-head", &number, "register", json!({"class": "C"}))
            .await
            .unwrap();
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_repeat_joins_in_one_write() {
    each_engine(async |store| {
        let office = SmallOffice::found(store).await;
        let first = office
            .file(report_about("钱某某"))
            .await
            .unwrap()
            .number
            .unwrap();
        let repeat = office.file(report_about("钱某某")).await.unwrap();
        let number = repeat.number.clone().unwrap();
        office
            .act("p-clerk", &number, "join", json!({"into": first}))
            .await
            .unwrap();
        let clerk = PersonId::from("p-clerk");
        let page = matter::matter(&office.app, &clerk, &first).await.unwrap();
        assert_eq!(page.repeats, std::slice::from_ref(&number));
        let gone = matter::matter(&office.app, &clerk, &number).await.unwrap();
        assert_eq!(gone.joined_into.as_deref(), Some(first.as_str()));
        let nowhere = office
            .act("p-clerk", &first, "join", json!({"into": "x"}))
            .await;
        assert!(matches!(nowhere, Err(Failure::Refused(_))));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn numbers_are_unique_and_without_gaps_under_load() {
    each_engine(async |store| {
        let office = SmallOffice::found(store).await;
        let mut tasks = Vec::new();
        for _ in 0..16 {
            let app = office.app.clone();
            tasks.push(tokio::spawn(async move {
                let mut numbers = Vec::new();
                for _ in 0..5 {
                    let serde_json::Value::Object(fields) = report_about("钱某某") else {
                        panic!()
                    };
                    let (subject, act) = (Subject::NewMatter, "receive".to_owned());
                    let order = Order {
                        subject,
                        act,
                        fields,
                        happened: None,
                    };
                    numbers.push(
                        app.execute(&Who::Citizen, order)
                            .await
                            .unwrap()
                            .number
                            .unwrap(),
                    );
                }
                numbers
            }));
        }
        let mut numbers = Vec::new();
        for task in tasks {
            numbers.extend(task.await.unwrap());
        }
        numbers.sort();
        numbers.dedup();
        assert_eq!(numbers.len(), 80);
        assert!(numbers[79].contains("-000080"), "{}", numbers[79]);
    })
    .await;
}
