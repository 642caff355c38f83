//! Suggestions at registration (归类建议, S1-44): the clerk types, what the organ's own register teaches stands beside
//! the form with its confidence and its ground; taken by one key or one press, never filled in by itself. With script
//! and without.

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
const SUGGESTED: &str = ".suggestions";
const CLASS: &str = "#registration [name='register.class']";

/// What two kinds of matters were about.
const WAGES: [(&str, &str); 6] = [
    (
        "工地包工头拖欠工资",
        "包工头拖欠农民工工资半年，打电话不接，请帮忙讨薪。",
    ),
    (
        "讨要农民工工资",
        "二十名农民工在安置房工地干活，老板拖欠工资，一直推脱。",
    ),
    (
        "装修公司拖欠工资",
        "公司拖欠工人工资三个月，负责人换了号码，农民工没有钱回家。",
    ),
    (
        "请帮忙讨薪",
        "砖厂停产后拖欠工资，农民工多次讨薪，厂方说没有钱。",
    ),
    (
        "保洁员工资没有发",
        "物业公司拖欠工资，农民工讨薪时被赶出来，劳动合同也没有签。",
    ),
    (
        "修路工程欠薪",
        "修路工程已经通车，拖欠农民工工资还没有结清，讨薪无门。",
    ),
];
const WINDOWS: [(&str, &str); 6] = [
    (
        "建议增加办事窗口",
        "政务服务大厅排队时间长，建议增加办事窗口，中午有人值班。",
    ),
    (
        "服务大厅的建议",
        "建议服务大厅设老年人办事窗口，工作人员主动引导。",
    ),
    (
        "建议延长办事时间",
        "上班族没有时间办事，建议政务服务窗口周六开放。",
    ),
    (
        "对办事指南的建议",
        "办事指南看不懂，建议政务大厅把材料清单写清楚。",
    ),
    (
        "建议设叫号机",
        "镇上的办事窗口没有叫号，建议政务服务中心装叫号机。",
    ),
    (
        "窗口服务建议",
        "窗口人员说话太快，建议办事大厅放一张写字台和老花镜。",
    ),
];

#[tokio::test(flavor = "multi_thread")]
async fn what_was_registered_before_is_suggested_and_taken_by_a_person_s1_44() {
    let Some(driver) = Driver::start() else {
        return;
    };
    for script in [Script::On, Script::Off] {
        let (store, _folder) = fresh_sqlite().await;
        let site = Served::on(store).await;
        for (texts, class) in [(WAGES, "D"), (WINDOWS, "C")] {
            for (title, text) in texts {
                registered(&site, title, text, class).await;
            }
        }
        app::classes::learn(&site.app).await.unwrap();
        let window = driver.window(&site.address, script).await;
        window.resize(OFFICE).await;
        choose(&window, "p-clerk").await;
        window.open("/desk/registration").await;
        assert_eq!(chosen(&window).await, "A");
        typed(
            &window,
            script,
            "反映工地拖欠工资",
            "施工老板拖欠农民工工资，讨薪没有结果",
        )
        .await;
        let told = window.text(SUGGESTED).await;
        assert!(told.contains("受理范围 业务范围外 0."), "{told}");
        assert!(told.contains("凭“") && told.contains("工资"), "{told}");
        // Nothing is filled in by itself.
        assert_eq!(chosen(&window).await, "A");
        let take = format!("{SUGGESTED} li button[accesskey=a]");
        match script {
            Script::On => window.find(&take).await.click().await.unwrap(),
            Script::Off => window.press(&take).await,
        }
        assert_eq!(chosen(&window).await, "D");
        assert!(!window.has(&format!("{SUGGESTED} li")).await);
        // What it does not know it does not name.
        typed(&window, script, "路灯", "晚上看不见，走路很危险，小孩摔了").await;
        assert!(!window.has(&format!("{SUGGESTED} li")).await);
        window.close().await;
    }
}

/// Types title and text, and leaves them as a clerk does; without script a button asks.
async fn typed(window: &Window, script: Script, title: &str, text: &str) {
    window.fill(FORM, "title", title).await;
    window.fill(FORM, "text", text).await;
    match script {
        Script::On => {
            let text = window.find(&format!("{FORM} [name=text]")).await;
            text.send_keys(Key::Tab + "").await.unwrap();
            let asked = window
                .driver
                .query(By::Css(".repeats .note, .repeats .card"));
            asked.first().await.expect("the answer comes");
            tokio::time::sleep(std::time::Duration::from_millis(800)).await;
        }
        Script::Off => window.press("button[value=repeats]").await,
    }
}

async fn chosen(window: &Window) -> String {
    let class = window.find(CLASS).await;
    class.prop("value").await.unwrap().unwrap_or_default()
}

async fn registered(site: &Served, title: &str, text: &str, class: &str) {
    let order = |act: &str, fields: Value| Order {
        subject: Subject::NewMatter,
        act: act.to_owned(),
        fields: fields.as_object().unwrap().clone(),
        happened: None,
    };
    let received = json!({"channel": "letter", "unit": "p", "title": title, "text": text});
    let orders = [
        order("receive", received),
        order("register", json!({"class": class})),
    ];
    let who = Who::Staff(PersonId::from("p-clerk"));
    site.app.execute_together(&who, &orders).await.unwrap();
}
