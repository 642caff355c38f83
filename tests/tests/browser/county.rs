//! A county's desk, from the signature on what the province assigned to the province's audit and the
//! reply: signed, accepted, the reporter contacted, proved with a file, extended once with approval,
//! reported, countersigned three times, audited by who assigned it, answered and written off.

use std::fs;

use serde_json::json;
use store::testing::fresh_sqlite;
use tempfile::TempDir;

use super::clerk::{act, choose};
use super::driver::{Driver, Script};
use super::site::{PDF, Served};
use super::window::{OFFICE, Window};

/// A day, in milliseconds.
const DAY: i64 = 24 * 60 * 60_000;

#[tokio::test(flavor = "multi_thread")]
async fn a_countys_desk_from_signature_to_audit() {
    let Some(driver) = Driver::start() else {
        return;
    };
    let (store, _folder) = fresh_sqlite().await;
    let site = Served::on(store).await;
    let number = assigned(&site).await;
    let window = driver.window(&site.address, Script::On).await;
    window.resize(OFFICE).await;
    let desk = Desk {
        window: &window,
        site: &site,
        number: &number,
    };
    take_on(&desk).await;
    look_into(&desk).await;
    extend(&desk).await;
    report(&desk).await;
    close(&desk).await;
    window.close().await;
}

/// A signed report that the province assigned to the county, past the site. Its number.
async fn assigned(site: &Served) -> String {
    let report = json!({"channel": "web", "unit": "p", "real_name": true,
        "title": "反映柳溪镇虚报种植补贴", "text": "村里没有种，补贴照领，三年都是这样。",
        "accused": [{"name": "钱某某", "unit": "清河县柳溪镇", "post": "副镇长"}],
        "reporter": {"name": "何守成", "phone": "13800001234"}});
    let number = site.file(report).await;
    let issues = json!([{"category": "176", "text": "虚报种植补贴"}]);
    let lead = json!({"subject": "钱某某", "rank": "township", "managed_at": "county",
                      "issues": issues});
    let register = json!({"class": "A", "region": "990101", "leads": [lead]});
    let acts = [
        ("p-clerk", "register", register),
        ("p-clerk", "screen", json!({"class": "A"})),
        ("p-leader", "instruct", json!({"text": "请清河县查清。"})),
        ("p-clerk", "route", json!({"to": "x", "mode": "assign"})),
    ];
    for (person, act, fields) in acts {
        site.act(person, &number, act, fields).await;
    }
    number
}

/// One matter on the desk.
struct Desk<'a> {
    window: &'a Window,
    site: &'a Served,
    number: &'a str,
}

impl Desk<'_> {
    /// An act of a person, and the time it takes.
    async fn did(&self, person: &str, noun: &str, fields: &[(&str, &str)]) {
        choose(self.window, person).await;
        act(self.window, self.number, noun, fields).await;
        self.site.clock.advance(10 * 60_000);
    }

    /// What the dossier shows in a part of it.
    async fn shows(&self, part: &str, words: &str) {
        let shown = self.window.text(part).await;
        assert!(shown.contains(words), "{words} is not in {part}: {shown}");
    }
}

/// Signed and accepted with a first handler; the reporter is told so.
async fn take_on(desk: &Desk<'_>) {
    desk.did("x-clerk", "signature", &[]).await;
    let people = [("handler", "x-handler"), ("leader", "x-leader")];
    desk.did("x-head", "acceptance", &people).await;
    desk.shows(".hands", "卫东").await;
    let told = [
        ("purpose", "acceptance"),
        ("mode", "phone"),
        ("content", "已告知受理和承办机关。"),
    ];
    desk.did("p-clerk", "contacts", &told).await;
    desk.shows(".feedbacks .past", "受理告知").await;
    desk.shows(".feedbacks .past", "电话").await;
}

/// The reporter hears how it goes, by leave; what is found is proved with a file.
async fn look_into(desk: &Desk<'_>) {
    let asked = [("purpose", "核对补贴名册")];
    desk.did("x-handler", "contact-requests", &asked).await;
    let leave = [("decision", "approve"), ("days", "2")];
    desk.did("p-head", "contact-decisions", &leave).await;
    let told = [
        ("purpose", "progress"),
        ("mode", "in-person"),
        ("content", "已调取名册，正在逐户核对。"),
    ];
    desk.did("x-handler", "contacts", &told).await;
    desk.shows(".lock", "何守成").await;
    let folder = TempDir::new().unwrap();
    let ledger = folder.path().join("补贴台账.pdf");
    fs::write(&ledger, PDF).unwrap();
    let finding = [
        ("issue", "1.1"),
        ("finding", "true"),
        ("grounds", "台账与实地逐户核对不符。"),
        ("files", ledger.to_str().unwrap()),
    ];
    desk.did("x-handler", "findings", &finding).await;
    desk.shows(".timeline", "补贴台账.pdf").await;
    desk.shows(".lead", "属实").await;
}

/// Longer than three months: asked once, approved by who assigned it.
async fn extend(desk: &Desk<'_>) {
    desk.site.clock.advance(60 * DAY);
    let asked = [("until", "2026-06-22"), ("reason", "需到外地调取账目")];
    desk.did("x-handler", "extension-requests", &asked).await;
    let granted = [("decision", "approve"), ("note", "抓紧办理")];
    desk.did("p-head", "extension-decisions", &granted).await;
    desk.shows(".timeline", "同意延期至2026-06-22").await;
}

/// The result, signed by who handled it, who answers for the line and the head of the office.
async fn report(desk: &Desk<'_>) {
    let result = [
        ("summary", "虚报属实，补贴已追回，钱某某受党内警告处分。"),
        ("people_dealt_with", "1"),
        ("recovered_yuan", "48000"),
    ];
    desk.did("x-handler", "result", &result).await;
    for (person, slot) in [
        ("x-handler", "handler"),
        ("x-leader", "leader"),
        ("x-principal", "head"),
    ] {
        let signed = [("slot", slot), ("opinion", "agree")];
        desk.did(person, "countersignature", &signed).await;
    }
    desk.shows(".hands", "云岭省纪委监委").await;
}

/// Audited by who assigned it, answered to the reporter alone, written off.
async fn close(desk: &Desk<'_>) {
    let verdict = [("verdict", "pass"), ("opinion", "事实清楚。")];
    desk.did("p-head", "audit", &verdict).await;
    let reply = [("mode", "in-person"), ("text", "问题属实，补贴已追回。")];
    desk.did("p-clerk", "reply", &reply).await;
    desk.did("p-clerk", "write-off", &[]).await;
    desk.shows(".dossier-head", "已销号").await;
    desk.shows(".clock", "评价期").await;
}
