//! The journey: an anonymous report on the web, handled by a county, answered, written off, and seen
//! by its query code. Without script on the embedded engine, with script on PostgreSQL.

use app::evidence::{Outcome, verify};
use app::jobs::sequence::sequence;
use store::Store;
use store::testing::{fresh_postgres, fresh_sqlite};

use super::citizen::{self, Receipt};
use super::clerk::{act, choose, sign_in, sign_out};
use super::driver::{Driver, Script};
use super::site::Served;
use super::window::{OFFICE, PHONE, Window};

#[tokio::test(flavor = "multi_thread")]
async fn a_report_goes_all_the_way_without_script() {
    let Some(driver) = Driver::start() else {
        return;
    };
    let (store, _folder) = fresh_sqlite().await;
    all_the_way(&driver, store, Script::Off).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_goes_all_the_way_on_postgres() {
    let Some(driver) = Driver::start() else {
        return;
    };
    let Some(store) = fresh_postgres().await else {
        return;
    };
    all_the_way(&driver, store, Script::On).await;
}

async fn all_the_way(driver: &Driver, store: Store, script: Script) {
    let site = Served::on(store).await;
    let citizen = driver.window(&site.address, script).await;
    citizen.resize(PHONE).await;
    let receipt = citizen::report(&citizen, &mut async |_| {}).await;
    assert_eq!(
        citizen::status(&citizen, &receipt.code).await,
        stands("已收到")
    );
    let desk = driver.window(&site.address, script).await;
    desk.resize(OFFICE).await;
    register(&desk, &site, &receipt.number).await;
    assert_eq!(runs_script(&desk).await, script == Script::On);
    take_on(&desk, &site, &receipt.number).await;
    assert_eq!(
        citizen::status(&citizen, &receipt.code).await,
        stands("已受理")
    );
    look_into(&desk, &site, &receipt.number).await;
    assert_eq!(
        citizen::status(&citizen, &receipt.code).await,
        stands("办理中")
    );
    answer(&desk, &site, &receipt).await;
    assert_eq!(
        citizen::status(&citizen, &receipt.code).await,
        stands("已办结")
    );
    sequence(&site.app).await.unwrap();
    let outcome = verify(&site.app, &[]).await.unwrap();
    assert!(matches!(outcome, Outcome::Sound(_)), "{outcome:?}");
    citizen.close().await;
    desk.close().await;
}

/// The province registers, screens, instructs and assigns to the county. The clerk comes in by
/// password and code, everybody after by the chooser.
async fn register(desk: &Window, site: &Served, number: &str) {
    sign_in(desk, site, "p-clerk").await;
    let registration = [
        ("class", "A"),
        ("region", "990101"),
        ("domains", "ecology"),
        ("leads.0.rank", "township"),
        ("leads.0.managed_at", "county"),
        ("leads.0.issues.0.category", "176"),
        ("leads.0.issues.0.text", "收受砂场老板财物"),
        ("add", "leads.0.issues"),
        ("leads.0.issues.1.category", "181"),
        ("leads.0.issues.1.text", "默许夜间采砂"),
    ];
    did(desk, site, number, "registration", &registration).await;
    assert!(desk.text(".files").await.contains("采砂记录.txt"));
    let screening = [("class", "A"), ("opinion", "拟交清河县办理")];
    did(desk, site, number, "screening", &screening).await;
    sign_out(desk).await;
    choose(desk, "p-leader").await;
    did(
        desk,
        site,
        number,
        "instruction",
        &[("text", "请清河县查清并报结果。")],
    )
    .await;
    choose(desk, "p-clerk").await;
    did(
        desk,
        site,
        number,
        "routing",
        &[("to", "x"), ("mode", "assign")],
    )
    .await;
    assert!(desk.text(".hands").await.contains("清河县纪委监委"));
}

/// The county signs and accepts, with a first handler named.
async fn take_on(desk: &Window, site: &Served, number: &str) {
    choose(desk, "x-clerk").await;
    did(desk, site, number, "signature", &[]).await;
    choose(desk, "x-head").await;
    let acceptance = [("handler", "x-handler"), ("leader", "x-leader")];
    did(desk, site, number, "acceptance", &acceptance).await;
    assert!(desk.text(".hands").await.contains("卫东"));
}

/// The handler finds issue by issue, reports, and three people sign.
async fn look_into(desk: &Window, site: &Served, number: &str) {
    choose(desk, "x-handler").await;
    for (issue, finding) in [("1.1", "true"), ("1.2", "partly")] {
        let fields = [
            ("issue", issue),
            ("finding", finding),
            ("grounds", "转账记录与证言一致。"),
        ];
        did(desk, site, number, "findings", &fields).await;
    }
    let result = [
        (
            "summary",
            "反映的主要问题属实，钱某某受党内警告处分，砂场已停采。",
        ),
        ("people_dealt_with", "1"),
        ("recovered_yuan", "30000"),
    ];
    did(desk, site, number, "result", &result).await;
    for (person, slot) in [
        ("x-handler", "handler"),
        ("x-leader", "leader"),
        ("x-principal", "head"),
    ] {
        choose(desk, person).await;
        let fields = [("slot", slot), ("opinion", "agree")];
        did(desk, site, number, "countersignature", &fields).await;
    }
}

/// The province audits, replies where the village can read it, and writes off.
async fn answer(desk: &Window, site: &Served, receipt: &Receipt) {
    let number = &receipt.number;
    choose(desk, "p-head").await;
    did(
        desk,
        site,
        number,
        "audit",
        &[("verdict", "pass"), ("opinion", "事实清楚。")],
    )
    .await;
    choose(desk, "p-clerk").await;
    let reply = [
        ("mode", "phone"),
        ("text", "反映的采砂问题已经查处，砂场已停采。"),
    ];
    did(desk, site, number, "reply", &reply).await;
    did(desk, site, number, "write-off", &[]).await;
    assert!(desk.text(".dossier-head").await.contains("已销号"));
}

/// An act, and the time it takes.
async fn did(desk: &Window, site: &Served, number: &str, noun: &str, fields: &[(&str, &str)]) {
    act(desk, number, noun, fields).await;
    site.clock.advance(10 * 60_000);
}

/// Whether pages run their script: it shows the buttons that print.
async fn runs_script(desk: &Window) -> bool {
    desk.find("[data-print]")
        .await
        .is_displayed()
        .await
        .unwrap()
}

fn stands(word: &str) -> (String, String) {
    let heading = match word {
        "已收到" => "您的举报已经收到",
        "已受理" => "您的举报已经受理",
        "办理中" => "您反映的问题正在办理",
        _ => "您反映的问题已经办结",
    };
    (heading.to_owned(), word.to_owned())
}
