//! What was passed up opens for the superior alone: no other wrapping of a key is left, nothing finds it
//! below, and what is asked of the events, the read tables and the keys afterwards still holds.

use app::audience::Opener;
use app::queries::{matter, passed};
use app::rebuild::{Outcome, check};
use app::testing::{PEOPLE, Person, SmallOffice, UNITS, keys};
use app::{App, Done, Failure, Order, Subject, Who, vault};
use casework::{PersonId, UnitId};
use sealing::data_key::{Audience, unwrap};
use sealing::place::Place as Row;
use serde_json::{Value, json};

pub(crate) const CITY: [Person; 2] = [
    ["c-clerk", "高远", "c", "clerk"],
    ["c-head", "安达", "c", "petition-head"],
];

pub(crate) async fn office(store: store::Store) -> SmallOffice {
    let people: Vec<Person> = PEOPLE.into_iter().chain(CITY).collect();
    SmallOffice::found_with(store, &UNITS, &people).await
}

pub(crate) fn report(accused: &str) -> Value {
    json!({"channel": "web", "unit": "x", "title": "反映某局局长的独特标题", "text": "独特的正文。",
        "real_name": true, "reporter": {"name": "欧阳藏名", "phone": "13987654321"},
        "accused": [{"name": accused, "unit": "某局", "post": "局长"}]})
}

/// A report at the county, registered as about somebody the city manages.
pub(crate) async fn registered(office: &SmallOffice) -> Done {
    let upload = app::files::upload(&office.app, "附件.txt", "附件独特内容。".as_bytes()).await;
    let mut fields = report("钱某某");
    fields["files"] = json!([upload.unwrap().token]);
    let done = office.file(fields).await.unwrap();
    let lead = json!({"subject": "钱某某", "rank": "county", "managed_at": "city",
        "issues": [{"category": "152", "text": "独特的问题"}]});
    let register = json!({"class": "A", "leads": [lead]});
    act(office, "x-clerk", &done, "register", register).await;
    done
}

pub(crate) async fn passed_up(office: &SmallOffice) -> Done {
    let done = registered(office).await;
    act(
        office,
        "x-clerk",
        &done,
        "pass-up",
        json!({"ground": "superior-cadre"}),
    )
    .await;
    done
}

pub(crate) async fn act(office: &SmallOffice, who: &str, done: &Done, act: &str, fields: Value) {
    let number = done.number.as_deref().unwrap();
    let given = office.act(who, number, act, fields).await;
    given.unwrap_or_else(|failure| panic!("{who} {act}: {failure:?}"));
}

/// The keys of a matter: id, audience and the wrapping.
pub(crate) async fn wrappings(app: &App, done: &Done) -> Vec<(String, String, Vec<u8>)> {
    let sql = "SELECT key_id, audience, wrapped FROM keys WHERE scope = $1 ORDER BY key_id";
    let rows = app
        .store()
        .rows(sql, &[done.matter.unwrap().stream().into()])
        .await
        .unwrap();
    let key = |row: &store::Row| {
        let text = |at| row.text(at).unwrap().to_owned();
        (text(0), text(1), row.blob(2).unwrap().to_vec())
    };
    rows.iter().map(key).collect()
}

pub(crate) fn opens(key_id: &str, audience: &str, wrapped: &[u8]) -> bool {
    let purpose = key_id.split('-').next().unwrap();
    let place = Row {
        purpose,
        table: "keys",
        column: "wrapped",
        row: key_id,
    };
    unwrap(&keys(), &place, Audience::named(audience), wrapped).is_ok()
}

pub(crate) async fn title(app: &App, organ: &str, done: &Done) -> Option<String> {
    let opener = Opener::Organs(vec![UnitId::from(organ)]);
    let stream = done.matter.unwrap().stream();
    let opened = vault::of_purpose(app, &opener, std::slice::from_ref(&stream), "receive.title");
    opened.await.unwrap().remove(&stream)
}

pub(crate) async fn page(
    office: &SmallOffice,
    who: &str,
    done: &Done,
) -> Result<matter::MatterPage, Failure> {
    let number = done.number.as_deref().unwrap();
    matter::matter(&office.app, &PersonId::from(who), number).await
}

pub(crate) async fn lines(office: &SmallOffice, who: &str) -> Vec<passed::Line> {
    passed::register(&office.app, &PersonId::from(who), None)
        .await
        .unwrap()
        .lines
}

pub(crate) async fn sound(app: &App) {
    assert!(matches!(check(app).await.unwrap(), Outcome::Same(_)));
}

#[tokio::test]
async fn no_local_wrapping_is_left_and_nothing_below_finds_it_t3_t5_t11() {
    store::testing::each_engine(async |store| {
        let office = office(store).await;
        let done = registered(&office).await;
        let before = wrappings(&office.app, &done).await;
        assert_eq!(
            before.len(),
            4,
            "the texts', the reporter's, the file's and its copy's"
        );
        act(
            &office,
            "x-clerk",
            &done,
            "pass-up",
            json!({"ground": "superior-cadre"}),
        )
        .await;

        for ((key_id, audience, wrapped), (_, _, local)) in
            wrappings(&office.app, &done).await.iter().zip(&before)
        {
            assert_eq!(audience, "c", "{key_id}");
            assert!(wrapped != local && opens(key_id, "c", wrapped));
            for other in ["", "x", "p"] {
                assert!(
                    !opens(key_id, other, wrapped),
                    "{key_id} opens for `{other}`"
                );
            }
        }
        assert_eq!(title(&office.app, "x", &done).await, None);
        for who in ["x-clerk", "x-principal", "t-officer", "p-clerk", "y-clerk"] {
            assert!(
                matches!(page(&office, who, &done).await, Err(Failure::NotFound)),
                "{who}"
            );
        }
        let above = page(&office, "c-clerk", &done).await.unwrap();
        assert_eq!(above.title, "反映某局局长的独特标题");
        assert_eq!(above.stage, "received");
        let file = above.reports[0].files[0].id.parse().unwrap();
        let person = PersonId::from("c-head");
        let number = done.number.as_deref().unwrap();
        let part = app::files::Part::Copy;
        let opened = app::files::open(&office.app, &person, number, file, part)
            .await
            .unwrap();
        let bytes = opened.bytes;
        assert_eq!(bytes, "附件独特内容。".as_bytes());

        let line = lines(&office, "x-clerk").await.remove(0);
        assert_eq!(
            (line.number.as_str(), line.state_zh),
            (done.number.as_deref().unwrap(), "待签收")
        );
        assert!(
            lines(&office, "t-officer").await.is_empty(),
            "the line is the organ's own"
        );
        act(&office, "c-clerk", &done, "acknowledge", json!({})).await;
        assert_eq!(lines(&office, "x-clerk").await[0].state_zh, "已收到");
        sound(&office.app).await;
    })
    .await;
}

#[tokio::test]
async fn the_superior_gives_it_back_and_it_opens_below_again() {
    store::testing::each_engine(async |store| {
        let office = office(store).await;
        let done = passed_up(&office).await;
        let reason = json!({"reason": "被反映人属县管干部"});
        act(&office, "c-clerk", &done, "return-down", reason).await;
        for (key_id, audience, wrapped) in wrappings(&office.app, &done).await {
            assert!(
                audience.is_empty() && opens(&key_id, "", &wrapped),
                "{key_id}"
            );
        }
        let below = page(&office, "x-clerk", &done).await.unwrap();
        assert_eq!(below.title, "反映某局局长的独特标题");
        let told: Vec<&str> = below
            .timeline
            .iter()
            .map(|entry| entry.zh.as_str())
            .collect();
        assert!(told.contains(&"退回清河县纪委监委"), "{told:?}");
        assert!(lines(&office, "x-clerk").await[0].returned);
        sound(&office.app).await;
    })
    .await;
}

#[tokio::test]
async fn what_names_the_principal_or_the_organ_never_reaches_the_organ_t4() {
    store::testing::each_engine(async |store| {
        let office = office(store).await;
        for accused in ["韩立", "清河县纪委监委", "清河县纪委"] {
            let done = office.file(report(accused)).await.unwrap();
            assert!(
                done.number.as_deref().unwrap().starts_with("990100"),
                "the superior's number"
            );
            assert!(matches!(
                page(&office, "x-clerk", &done).await,
                Err(Failure::NotFound)
            ));
            assert!(page(&office, "c-clerk", &done).await.is_ok());
            assert_eq!(title(&office.app, "x", &done).await, None);
            let wrapped = wrappings(&office.app, &done).await;
            assert!(wrapped.iter().all(|(_, audience, _)| audience == "c"));
        }
        assert!(
            lines(&office, "x-clerk").await.is_empty(),
            "nothing tells that there was one"
        );
        let of_others = office.file(report("钱某某")).await.unwrap();
        assert!(page(&office, "x-clerk", &of_others).await.is_ok());
        sound(&office.app).await;
    })
    .await;
}

#[tokio::test]
async fn what_a_clerk_types_of_the_own_leadership_goes_up_in_the_same_write() {
    store::testing::each_engine(async |store| {
        let office = office(store).await;
        let order = |act: &str, fields: Value| Order {
            subject: Subject::NewMatter,
            act: act.to_owned(),
            fields: app::testing::map(fields),
            happened: None,
        };
        let mut typed = report("某负责人");
        typed["channel"] = json!("letter");
        let lead = json!({"subject": "韩立", "rank": "county", "managed_at": "city",
            "person": "x-principal", "issues": [{"category": "152", "text": "独特的问题"}]});
        let orders = [
            order("receive", typed),
            order("register", json!({"class": "A", "leads": [lead]})),
            order("screen", json!({"class": "A"})),
        ];
        let who = Who::Staff(PersonId::from("x-clerk"));
        let done = office.app.execute_together(&who, &orders).await.unwrap();
        assert!(matches!(
            page(&office, "x-clerk", &done).await,
            Err(Failure::NotFound)
        ));
        assert!(page(&office, "c-clerk", &done).await.is_ok());
        for (key_id, audience, wrapped) in wrappings(&office.app, &done).await {
            assert!(audience == "c" && opens(&key_id, "c", &wrapped), "{key_id}");
        }
        assert_eq!(lines(&office, "x-clerk").await.len(), 1);
        sound(&office.app).await;
    })
    .await;
}

#[tokio::test]
async fn what_the_superior_adds_and_hands_on_stays_among_those_it_gave_it_to() {
    store::testing::each_engine(async |store| {
        let office = office(store).await;
        let done = passed_up(&office).await;
        let lead = json!({"subject": "钱某某", "rank": "county", "managed_at": "city",
            "issues": [{"category": "152", "text": "独特的问题"}]});
        act(
            &office,
            "c-clerk",
            &done,
            "register",
            json!({"class": "A", "leads": [lead]}),
        )
        .await;
        act(&office, "c-clerk", &done, "screen", json!({"class": "A"})).await;
        act(
            &office,
            "c-leader",
            &done,
            "instruct",
            json!({"text": "请核查"}),
        )
        .await;
        let route = json!({"to": "y", "mode": "assign", "summary": "转办的摘要"});
        act(&office, "c-clerk", &done, "route", route).await;
        for (key_id, audience, wrapped) in wrappings(&office.app, &done).await {
            assert!(
                audience == "c y" && opens(&key_id, "c y", &wrapped),
                "{key_id}"
            );
        }
        assert!(page(&office, "y-clerk", &done).await.is_ok());
        assert!(matches!(
            page(&office, "x-clerk", &done).await,
            Err(Failure::NotFound)
        ));
        act(
            &office,
            "y-clerk",
            &done,
            "return",
            json!({"reason": "不属本县"}),
        )
        .await;
        assert!(
            wrappings(&office.app, &done)
                .await
                .iter()
                .all(|(_, audience, _)| audience == "c")
        );
        sound(&office.app).await;
    })
    .await;
}
