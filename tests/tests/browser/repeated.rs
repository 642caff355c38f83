//! A repeat comes in (重复来件, P-28): the clerk types, the card shows the earlier matter with its last result and who
//! answered, and why it may be the same; one press joins, and the book shows it. With script and without.

use app::{Order, Subject, Who};
use casework::PersonId;
use serde_json::{Value, json};
use store::testing::fresh_sqlite;
use thirtyfour::prelude::ElementQueryable;
use thirtyfour::{By, Key};

use super::clerk::choose;
use super::driver::{Driver, Script};
use super::site::Served;
use super::window::{OFFICE, Window};

const FORM: &str = "#registration";
const CARD: &str = ".repeats .card";

#[tokio::test(flavor = "multi_thread")]
async fn a_repeat_is_recognised_while_it_is_typed_and_joined_p_28() {
    let Some(driver) = Driver::start() else {
        return;
    };
    for script in [Script::On, Script::Off] {
        let (store, _folder) = fresh_sqlite().await;
        let site = Served::on(store).await;
        let earlier = answered(&site).await;
        let window = driver.window(&site.address, script).await;
        window.resize(OFFICE).await;
        choose(&window, "p-clerk").await;
        window.open("/desk/registration").await;
        window
            .fill(FORM, "title", "再次反映柳树坪村会计报销两次修路款")
            .await;
        let text = "柳树坪村的会计把修村道的工程款报销了两次，水泥用了不到一半，账目一直不公开";
        window.fill(FORM, "text", text).await;
        match script {
            // Left by the keyboard, as a clerk leaves it; nothing else is pressed.
            Script::On => {
                let text = window.find(&format!("{FORM} [name=text]")).await;
                text.send_keys(Key::Tab + "").await.unwrap();
                let card = window.driver.query(By::Css(CARD)).first().await;
                card.expect("the card comes by itself");
            }
            Script::Off => window.press("button[value=repeats]").await,
        }
        let card = window.text(CARD).await;
        for told in [
            "同一事项 0.",
            "均提到“柳树坪村”；内容相似 0.",
            "结论：筛查剔除",
            "答复：",
            "2026-",
        ] {
            assert!(card.contains(told), "{told} in {card}");
        }
        assert!(!card.contains("模板"), "{card}");
        window.press(&format!("button[value=join-{earlier}]")).await;
        assert!(
            window.text("main").await.contains("已接收并入"),
            "{}",
            window.page().await
        );
        joined(&window, &earlier).await;
        window.close().await;
    }
}

/// The book shows the earlier matter as come twice, and its dossier names the repeat.
async fn joined(window: &Window, earlier: &str) {
    window
        .open(&format!("/desk/matters?number={earlier}"))
        .await;
    let line = window.text(".book tbody").await;
    assert!(line.contains("重复 1"), "{line}");
    window
        .press(&format!(".book a[href='/desk/matters/{earlier}']"))
        .await;
    let repeats = window.text(".dossier-head").await;
    assert!(repeats.contains("重复来件"), "{repeats}");
    let minutes = window.text(".timeline").await;
    assert!(minutes.contains("收并重复件"), "{minutes}");
}

/// A matter that was screened out and answered: its number.
async fn answered(site: &Served) -> String {
    let received = json!({
        "channel": "letter", "unit": "p", "title": "柳树坪村修路款重复报销",
        "text": "柳树坪村修村道的工程款被村会计重复报销，账上记了两次，水泥只用了一半，村民多次要求公开账目",
        "real_name": "yes", "reporter": {"name": "演示甲", "phone": "0990 555 0101"},
    });
    let order = |act: &str, fields: Value| Order {
        subject: Subject::NewMatter,
        act: act.to_owned(),
        fields: fields.as_object().unwrap().clone(),
        happened: None,
    };
    let orders = [
        order("receive", received),
        order("register", json!({"class": "D"})),
    ];
    let who = Who::Staff(PersonId::from("p-clerk"));
    let done = site.app.execute_together(&who, &orders).await.unwrap();
    let number = done.filed.unwrap().number;
    for (person, act, fields) in [
        (
            "p-clerk",
            "screen",
            json!({"class": "D", "reason": "村务", "proper_body": "柳溪镇政府"}),
        ),
        ("p-head", "review-exclusion", json!({"review": "confirm"})),
        (
            "p-clerk",
            "reply",
            json!({"mode": "phone", "text": "请向柳溪镇政府反映。"}),
        ),
    ] {
        site.act(person, &number, act, fields).await;
    }
    number
}
