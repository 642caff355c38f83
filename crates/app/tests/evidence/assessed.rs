//! A figure of an assessment is what the list behind it holds, that of platform checks too: and only checks of how the
//! platform is used are in it, wherever else a check found something (S1-25, S0-17).

use app::jobs::sequence::sequence;
use app::queries::assessments::{self, Sought};
use app::queries::procedures::inspection::{Which, inspected};
use app::testing::{SmallOffice, report_about};
use app::{Subject, Who};
use casework::PersonId;
use casework::procedure::Noun;
use serde_json::{Value, json};
use store::testing::each_engine;

async fn give(
    office: &SmallOffice,
    person: &str,
    subject: Subject,
    act: &str,
    fields: Value,
) -> String {
    let who = Who::Staff(person.into());
    let done = office.give(&who, subject, act, fields).await;
    done.unwrap_or_else(|failure| panic!("{act}: {failure}"))
        .number
        .unwrap_or_default()
}

/// A matter in the hands of the city.
async fn handed(office: &SmallOffice) {
    let done = office.file(report_about("钱某某")).await.unwrap();
    let number = done.number.unwrap();
    let on = || Subject::Number(number.clone());
    let issues = json!([{"category": "152", "text": "收受好处"}]);
    let lead =
        json!({"subject": "钱某某", "rank": "county", "managed_at": "city", "issues": issues});
    for (person, act, fields) in [
        (
            "p-clerk",
            "register",
            json!({"class": "A", "leads": [lead]}),
        ),
        ("p-clerk", "screen", json!({"class": "A"})),
        ("p-principal", "instruct", json!({"text": "请查办"})),
        ("p-clerk", "route", json!({"to": "c", "mode": "assign"})),
    ] {
        give(office, person, on(), act, fields).await;
    }
}

/// The province checked how the city uses the platform: of three matters, one with a problem.
async fn checked(office: &SmallOffice) {
    let new = Subject::NewProcedure(Noun::Inspection);
    let opened = json!({"kind": "platform", "from": "2026-01-01", "until": "2026-12-31"});
    let number = give(office, "p-head", new, "open-inspection", opened).await;
    let on = || Subject::Procedure(number.clone());
    give(office, "p-head", on(), "fix-population", json!({})).await;
    sequence(&office.app).await.unwrap();
    give(office, "p-head", on(), "draw", json!({"number": 3})).await;
    let head = PersonId::from("p-head");
    let shown = inspected(&office.app, &head, &number, Which::default())
        .await
        .unwrap();
    assert_eq!(shown.items.len(), 3);
    for row in &shown.items {
        let item = row.number.to_string();
        let fields = match row.number {
            1 => {
                json!({"item": item, "verdict": "faulty", "problems": ["slow-sign"], "opinion": "迟了"})
            }
            _ => json!({"item": item, "verdict": "sound"}),
        };
        give(office, "p-head", on(), "check-item", fields).await;
    }
}

/// And a place of the city's, which has nothing to do with the platform.
async fn visited(office: &SmallOffice) {
    let new = Subject::NewProcedure(Noun::Inspection);
    let opened = json!({"kind": "venue", "from": "2026-01-01", "until": "2026-12-31"});
    let number = give(office, "p-head", new, "open-inspection", opened).await;
    let on = || Subject::Procedure(number.clone());
    let venues = json!({"venues": [{"unit": "c", "place": "接待大厅", "visit": "open"}]});
    give(office, "p-head", on(), "name-venues", venues).await;
    let fields =
        json!({"item": "1", "verdict": "faulty", "problems": ["fees"], "opinion": "无人值班"});
    give(office, "p-head", on(), "check-item", fields).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_figure_is_the_list_it_opens_and_of_platform_checks_alone_s1_25_s0_17() {
    each_engine(async |store| {
        let office = SmallOffice::found(store).await;
        for _ in 0..3 {
            handed(&office).await;
        }
        checked(&office).await;
        visited(&office).await;
        let new = Subject::NewProcedure(Noun::Assessment);
        let opened = json!({"scheme": "petition", "year": "2026"});
        let number = give(&office, "p-head", new, "open-assessment", opened).await;
        // Months are told one after another; those before this one are over.
        for month in ["2026-01-01", "2026-02-01"] {
            let on = Subject::Procedure(number.clone());
            give(
                &office,
                "p-head",
                on,
                "freeze-month",
                json!({"month": month}),
            )
            .await;
        }
        let (app, head) = (&office.app, PersonId::from("p-head"));
        let month = app.now().on().first_of_month();
        let page = assessments::month(app, &head, &number, month)
            .await
            .unwrap();
        let city = page.rows.iter().find(|row| row.id == "c").unwrap();
        let mut platform = None;
        for cell in &city.cells {
            let listed = async |part| {
                let indicator = &*cell.indicator;
                let sought = Sought {
                    month,
                    unit: "c",
                    indicator,
                    part,
                    cursor: None,
                };
                let list = assessments::items(app, &head, &number, sought)
                    .await
                    .unwrap();
                list.lines.len() as i64
            };
            let (part, whole) = (listed(true).await, listed(false).await);
            if cell.whole > 0 && cell.indicator != "quality" {
                assert_eq!((part, whole), (cell.part, cell.whole), "{}", cell.indicator);
            }
            if cell.indicator == "platform" {
                platform = Some((cell.part, cell.whole));
            }
        }
        assert_eq!(platform, Some((2, 3)));
    })
    .await;
}
