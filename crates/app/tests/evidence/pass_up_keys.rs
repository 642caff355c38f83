//! The keys of what was passed up: destroyed, rotated, backed up and restored, copied. They open for whom they
//! were wrapped and for nobody else, whatever happens to the key file and to the database.

use crate::pass_up::{
    CITY, act, lines, office, opens, page, passed_up, registered, report, sound, title, wrappings,
};
use app::place::Place;
use app::rotation::rotate;
use app::testing::{PEOPLE, Person, SmallOffice, UNITS};
use app::{App, Done, Failure, Order, Subject, Who};
use casework::PersonId;
use sealing::suite::Suite;
use serde_json::{Value, json};
use std::path::Path;

/// Takes a matter that was passed up to the end of its life above, and destroys something of it.
pub(crate) async fn erased(office: &SmallOffice, done: &Done, extent: &str) {
    let ends = [
        ("c-clerk", "register", json!({"class": "D"})),
        (
            "c-clerk",
            "screen",
            json!({"class": "D", "reason": "属信访部门", "proper_body": "信访局"}),
        ),
        ("c-head", "review-exclusion", json!({"review": "confirm"})),
        ("c-clerk", "write-off", json!({"reason": "匿名，无法答复"})),
    ];
    for (who, name, fields) in ends {
        act(office, who, done, name, fields).await;
    }
    let enrolled = json!({"id": "c-security", "name": "安壬"});
    office.console("enrol-person", enrolled).await.unwrap();
    let post = json!({"person": "c-security", "unit": "c", "role": "security-admin"});
    office.console("appoint", post).await.unwrap();
    erase(office, done, extent).await;
}

/// Destroys something of it.
pub(crate) async fn erase(office: &SmallOffice, done: &Done, extent: &str) {
    let sql = "SELECT report_id FROM reports WHERE number = $1";
    let number = done.number.clone().unwrap();
    let rows = office
        .app
        .store()
        .rows(sql, &[number.into()])
        .await
        .unwrap();
    let report: casework::ReportId = rows[0].text(0).unwrap().parse().unwrap();
    let fields =
        json!({"report": report.0.to_string(), "extent": extent, "basis": "试档〔2026〕1号"});
    act(office, "c-security", done, "erase", fields).await;
}

#[tokio::test]
async fn what_is_destroyed_above_opens_for_nobody_and_the_line_stays_t16() {
    store::testing::each_engine(async |store| {
        let office = office(store).await;
        let done = passed_up(&office).await;
        erased(&office, &done, "identity").await;
        let kept = wrappings(&office.app, &done).await;
        assert!(!kept.is_empty() && kept.iter().all(|(id, ..)| !id.starts_with("identity")));
        assert!(title(&office.app, "c", &done).await.is_some());
        erase(&office, &done, "whole").await;
        assert!(wrappings(&office.app, &done).await.is_empty());
        assert_eq!(title(&office.app, "c", &done).await, None);
        assert_eq!(lines(&office, "x-clerk").await[0].state_zh, "已收到");
        sound(&office.app).await;
        app::rebuild::rebuild(&office.app).await.unwrap();
        assert_eq!(lines(&office, "x-clerk").await.len(), 1);
        sound(&office.app).await;
    })
    .await;
}

#[tokio::test]
async fn who_passed_it_up_destroys_nothing_of_it_any_more() {
    store::testing::each_engine(async |store| {
        let office = office(store).await;
        let enrolled = json!({"id": "x-security", "name": "安壬"});
        office.console("enrol-person", enrolled).await.unwrap();
        let post = json!({"person": "x-security", "unit": "x", "role": "security-admin"});
        office.console("appoint", post).await.unwrap();
        let done = passed_up(&office).await;
        let fields = json!({"report": "00000000-0000-0000-0000-000000000000", "extent": "whole",
            "basis": "试档〔2026〕1号"});
        let number = done.number.as_deref().unwrap();
        let refused = office.act("x-security", number, "erase", fields).await;
        assert!(matches!(refused, Err(Failure::NotFound)), "{refused:?}");
        assert_eq!(wrappings(&office.app, &done).await.len(), 4);
    })
    .await;
}

/// An office in a data directory, as a program serves it.
async fn housed(place: &Place) -> App {
    place.create(Suite::Aes256Gcm, None).unwrap();
    let app = place.open().await.unwrap();
    for [id, name, kind, level, parent, region, at] in UNITS {
        let parent = Some(parent).filter(|parent| !parent.is_empty());
        let unit = json!({"id": id, "name": name, "kind": kind, "level": level,
            "parent": parent, "region": region, "place": at});
        give(&app, &Who::Console, Subject::Office, "found-unit", unit).await;
    }
    let people: Vec<Person> = PEOPLE.into_iter().chain(CITY).collect();
    for [id, name, unit, role] in people {
        let enrolled = json!({"id": id, "name": name});
        give(
            &app,
            &Who::Console,
            Subject::Office,
            "enrol-person",
            enrolled,
        )
        .await;
        let post = json!({"person": id, "unit": unit, "role": role, "from": "2020-01-01"});
        give(&app, &Who::Console, Subject::Office, "appoint", post).await;
    }
    app
}

async fn give(app: &App, who: &Who, subject: Subject, act: &str, fields: Value) -> Done {
    let order = Order {
        subject,
        act: act.into(),
        fields: app::testing::map(fields),
        happened: None,
    };
    let done = app.execute(who, order).await;
    done.unwrap_or_else(|failure| panic!("{act}: {failure:?}"))
}

async fn staff(app: &App, who: &str, done: &Done, act: &str, fields: Value) {
    let number = done.number.clone().unwrap();
    let who = Who::Staff(PersonId::from(who));
    give(app, &who, Subject::Number(number), act, fields).await;
}

/// A report at the county that went up.
async fn went_up(app: &App) -> Done {
    let filed = give(
        app,
        &Who::Citizen,
        Subject::NewMatter,
        "receive",
        report("钱某某"),
    )
    .await;
    let ground = json!({"ground": "superior-cadre"});
    staff(app, "x-clerk", &filed, "pass-up", ground).await;
    filed
}

#[tokio::test]
async fn a_rotation_keeps_every_audience_also_of_what_goes_up_and_comes_back_between() {
    let folder = tempfile::tempdir().unwrap();
    let place = Place::new(folder.path().join("data"));
    let app = housed(&place).await;
    let (kept, back) = (went_up(&app).await, went_up(&app).await);
    drop(app);
    rotate(&place, Some(Suite::Sm4Gcm), &|_| {}).await.unwrap();

    let app = place.open().await.unwrap();
    for done in [&kept, &back] {
        assert!(title(&app, "c", done).await.is_some());
        assert_eq!(title(&app, "x", done).await, None);
    }
    let reason = json!({"reason": "被反映人属县管干部"});
    staff(&app, "c-clerk", &back, "return-down", reason).await;
    assert!(title(&app, "x", &back).await.is_some());
    let late = went_up(&app).await;
    drop(app);
    rotate(&place, None, &|_| {}).await.unwrap();

    let app = place.open().await.unwrap();
    assert!(title(&app, "x", &back).await.is_some());
    for done in [&kept, &late] {
        assert!(title(&app, "c", done).await.is_some());
        assert_eq!(title(&app, "x", done).await, None);
    }
    let audience = |(_, audience, _): &(String, String, Vec<u8>)| audience.clone();
    let of_back = wrappings(&app, &back).await;
    assert!(
        of_back
            .iter()
            .map(audience)
            .all(|audience| audience.is_empty())
    );
    sound(&app).await;
}

/// Copies a database that nobody has open.
fn copied(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_file() {
            std::fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
        }
    }
}

#[tokio::test]
async fn a_restored_backup_opens_for_the_superior_and_for_nobody_below_t15() {
    let folder = tempfile::tempdir().unwrap();
    let place = Place::new(folder.path().join("data"));
    let app = housed(&place).await;
    let done = went_up(&app).await;
    drop(app);
    copied(&folder.path().join("data"), &folder.path().join("restored"));
    drop(place);

    let restored = Place::new(folder.path().join("restored"));
    let app = restored.open().await.unwrap();
    assert!(title(&app, "c", &done).await.is_some());
    assert_eq!(title(&app, "x", &done).await, None);
    sound(&app).await;
    app::rebuild::rebuild(&app).await.unwrap();
    sound(&app).await;
    let reason = json!({"reason": "被反映人属县管干部"});
    staff(&app, "c-clerk", &done, "return-down", reason).await;
    assert!(title(&app, "x", &done).await.is_some());
    sound(&app).await;
}

#[tokio::test]
async fn no_byte_of_the_old_wrapping_is_left_in_the_file_t11() {
    let folder = tempfile::tempdir().unwrap();
    let place = Place::new(folder.path().join("data"));
    let app = housed(&place).await;
    let filed = give(
        &app,
        &Who::Citizen,
        Subject::NewMatter,
        "receive",
        report("钱某某"),
    )
    .await;
    let local = wrappings(&app, &filed).await;
    assert_eq!(local.len(), 2, "the texts' and the reporter's");
    let ground = json!({"ground": "superior-cadre"});
    staff(&app, "x-clerk", &filed, "pass-up", ground).await;
    drop(app);
    for entry in std::fs::read_dir(folder.path().join("data")).unwrap() {
        let path = entry.unwrap().path();
        if !path.is_file() {
            continue;
        }
        let bytes = std::fs::read(&path).unwrap();
        for (key_id, _, wrapped) in &local {
            let found = bytes
                .windows(wrapped.len())
                .any(|part| part == &wrapped[..]);
            assert!(
                !found,
                "{key_id} as it was before lies in {}",
                path.display()
            );
        }
    }
}

#[tokio::test]
async fn a_copy_with_another_key_file_opens_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let place = Place::new(folder.path().join("data"));
    let app = housed(&place).await;
    let done = went_up(&app).await;
    let stored = wrappings(&app, &done).await;
    for (key_id, audience, wrapped) in &stored {
        assert_eq!(audience, "c");
        // The keys of these tests are not those of this directory.
        for named in ["", "x", "c", "p", "c x"] {
            assert!(!opens(key_id, named, wrapped), "{key_id} for `{named}`");
        }
    }
}

#[tokio::test]
async fn the_tables_are_what_the_events_say_wherever_it_stands() {
    store::testing::each_engine(async |store| {
        let office = office(store).await;
        let done = registered(&office).await;
        let ground = json!({"ground": "superior-cadre"});
        let reason = json!({"reason": "被反映人属县管干部"});
        for (who, name, fields) in [
            ("x-clerk", "pass-up", ground.clone()),
            ("c-clerk", "acknowledge", json!({})),
            ("c-clerk", "return-down", reason),
            ("x-clerk", "pass-up", ground),
        ] {
            act(&office, who, &done, name, fields).await;
            sound(&office.app).await;
            let seen = lines(&office, "x-clerk").await;
            app::rebuild::rebuild(&office.app).await.unwrap();
            sound(&office.app).await;
            let again = lines(&office, "x-clerk").await;
            assert_eq!(
                (seen.len(), seen[0].state_zh),
                (again.len(), again[0].state_zh)
            );
        }
        assert_eq!(lines(&office, "x-clerk").await[0].state_zh, "待签收");
        assert!(page(&office, "c-clerk", &done).await.is_ok());
    })
    .await;
}
