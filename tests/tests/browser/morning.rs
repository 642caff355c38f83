//! A clerk's morning by keyboard alone: ten letters, a collective visit and an emergency call, each
//! received, registered and proposed on one page; a draft that outlives its session. How many keys and fields it takes is printed, not judged.

use app::login;
use serde_json::json;
use store::testing::fresh_sqlite;
use thirtyfour::WebElement;
use thirtyfour::extensions::query::ElementWaitable;

use super::clerk::{act, choose};
use super::driver::{Driver, Script};
use super::site::Served;
use super::typist::Typist;
use super::window::{OFFICE, Window};

/// What a letter is about, and whom.
const LETTERS: [(&str, &str); 10] = [
    ("反映村集体鱼塘发包没有公开", "孙某"),
    ("反映低保评议优亲厚友", "李某某"),
    ("反映中学食堂采购价格虚高", "周某"),
    ("反映村道硬化偷工减料", "吴某某"),
    ("反映卫生院虚报公共卫生经费", "郑某"),
    ("反映社区补贴名单与实际不符", "王某"),
    ("反映镇政府公车接送家人", "冯某某"),
    ("反映林地承包费去向不明", "陈某"),
    ("反映扶贫车间长期闲置", "褚某某"),
    ("反映危房改造款被截留", "卫某"),
];

#[tokio::test(flavor = "multi_thread")]
async fn a_clerks_morning_by_keyboard() {
    let Some(driver) = Driver::start() else {
        return;
    };
    let (store, _folder) = fresh_sqlite().await;
    let site = Served::on(store).await;
    let window = driver.window(&site.address, Script::On).await;
    window.resize(OFFICE).await;
    choose(&window, "p-clerk").await;
    let mut typist = Typist::at(&window);
    for (title, accused) in LETTERS {
        letter(&mut typist, &window, title, accused).await;
        site.clock.advance(10 * 60_000);
    }
    told("十件来信", &typist);
    let mut typist = Typist::at(&window);
    collective_visit(&mut typist, &window).await;
    told("一批集体访", &typist);
    let mut typist = Typist::at(&window);
    emergency_call(&mut typist, &window).await;
    told("一个特急来电", &typist);
    window.open("/desk/matters").await;
    let rows = window.ask(
        "return document.querySelectorAll('.book tbody tr').length",
        json!(null),
    );
    assert_eq!(
        rows.await,
        12,
        "ten letters, a visit and a call are in the book"
    );
    window.close().await;
}

/// What it took.
fn told(what: &str, typist: &Typist<'_>) {
    let Typist {
        keys,
        characters,
        fields,
        ..
    } = typist;
    eprintln!("{what}：填 {fields} 项，走位和选择 {keys} 键，录字 {characters} 个");
}

/// A letter, received, registered and a unit proposed, on one page.
async fn letter(typist: &mut Typist<'_>, window: &Window, title: &str, accused: &str) {
    window.open("/desk/registration?channel=letter").await;
    typist.put("title", title).await;
    typist
        .put("text", "来信反映的情况，附有三页手写材料。")
        .await;
    register(typist, window, accused).await;
}

/// What the same page asks of the accused; then the slip.
async fn register(typist: &mut Typist<'_>, window: &Window, accused: &str) {
    lead(typist, accused).await;
    slip(typist, window).await;
}

/// Whom it is about, and what is said of them.
async fn lead(typist: &mut Typist<'_>, accused: &str) {
    typist.put("register.leads.0.subject", accused).await;
    typist.put("register.leads.0.rank", "township").await;
    typist.put("register.leads.0.managed_at", "county").await;
    typist
        .put("register.leads.0.issues.0.category", "176")
        .await;
    typist
        .put("register.leads.0.issues.0.text", "收受财物")
        .await;
}

/// Sends it; the slip comes.
async fn slip(typist: &mut Typist<'_>, window: &Window) {
    typist.send_form().await;
    let told = window.text(".notice.done").await;
    assert!(told.contains("已登记并拟办"), "{told}");
}

/// The number on the slip.
async fn number_on_slip(window: &Window) -> String {
    window.text(".slip .facts .number").await
}

/// Twelve people with one report: representatives named, the reception recorded once.
async fn collective_visit(typist: &mut Typist<'_>, window: &Window) {
    window.open("/desk/registration?channel=visit").await;
    typist.put("title", "反映征地补偿款三年未发").await;
    typist
        .put("text", "补偿款三年前到镇，至今未发；村干部三户先领。")
        .await;
    typist.put("heads", "12").await;
    typist.put("representatives.0.name", "田甲").await;
    register(typist, window, "田某某").await;
    let number = number_on_slip(window).await;
    let told = [("leader", "p-leader"), ("means", "phone")];
    act(window, &number, "leader-notices", &told).await;
    let heard = [
        ("leader", "p-leader"),
        ("said", "补偿款三年前到镇，要求公布账目。"),
        ("verdict", "taken"),
        ("answered", "属受理范围，当日登记，到期答复代表。"),
    ];
    act(window, &number, "receptions", &heard).await;
    assert!(window.text(".timeline").await.contains("要求公布账目"));
}

/// A call that cannot wait: received as an emergency, the leader called, the word of the leader noted.
async fn emergency_call(typist: &mut Typist<'_>, window: &Window) {
    window.open("/desk/registration?channel=phone").await;
    typist.put("title", "反映有人转移账册").await;
    typist.put("text", "村里今晚正在转移账册。").await;
    lead(typist, "章某某").await;
    typist.put("urgency", "emergency").await;
    slip(typist, window).await;
    let number = number_on_slip(window).await;
    let called = [
        ("called", "leader"),
        ("person", "p-leader"),
        ("answer", "answered"),
    ];
    act(window, &number, "calls", &called).await;
    let words = [("leader", "p-leader"), ("text", "立即到场封存账册。")];
    act(window, &number, "phone-instructions", &words).await;
    assert!(window.text(".timeline").await.contains("立即到场封存账册"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_is_kept_by_itself_and_outlives_the_session() {
    let Some(driver) = Driver::start() else {
        return;
    };
    let (store, _folder) = fresh_sqlite().await;
    let site = Served::on(store).await;
    let window = driver.window(&site.address, Script::On).await;
    window.resize(OFFICE).await;
    choose(&window, "p-clerk").await;
    window.open("/desk/registration").await;
    let mut typist = Typist::at(&window);
    typist.put("title", "写到一半的来信").await;
    typist.put("register.leads.0.subject", "某某").await;
    let kept = window.find("[data-kept]").await;
    kept.wait_until()
        .condition(Box::new(|element: WebElement| {
            Box::pin(async move { Ok(element.text().await?.contains("草稿已存")) })
        }))
        .await
        .unwrap();
    // The session ends elsewhere, and with it the page as it stands.
    login::sign_out_all(&site.app, &"p-clerk".into())
        .await
        .unwrap();
    choose(&window, "p-clerk").await;
    window.open("/desk/drafts").await;
    window.press(".drafts a").await;
    let title = window.find("[name=title]").await.value().await.unwrap();
    assert_eq!(title.as_deref(), Some("写到一半的来信"));
    window.close().await;
}
