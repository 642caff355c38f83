//! What an office meets less often, all of it waiting: a part split off, a result before the liaison
//! office, exclusions to review, a study, a paper entered for a leader, rights lent, a partner.

use serde_json::{Value, json};

use super::site::Served;

/// Numbers of what was invented.
pub struct Unusual {
    /// One laid before the county's leader, whose paper may be scanned.
    pub presented: String,
    /// Two excluded ones: of another's making, and of the head's own.
    pub excluded: [String; 2],
}

/// Fills the office with it.
pub async fn fill(site: &Served) -> Unusual {
    around(site).await;
    split(site).await;
    before_liaison(site).await;
    let study = screened(site, "反映某国企改制资产处置问题").await;
    let question = json!({"offices": ["x-first"], "leader": "x-leader",
                          "question": "是否属于本机关管辖，由哪个部门承办。"});
    site.act("x-head", &study, "convene-study", question).await;
    let entered = screened(site, "反映某街道危房改造资金问题").await;
    let scan = site.upload("阅批单.pdf").await;
    let paper = json!({"leader": "x-leader", "written": site.app.now().on().to_string(),
                       "text": "请第一监督检查室核查。", "files": [scan]});
    site.act("x-clerk", &entered, "enter-instruction", paper)
        .await;
    Unusual {
        presented: screened(site, "反映某河道管护经费使用问题").await,
        excluded: [
            excluded(site, "反映某判决不公", "x-clerk").await,
            excluded(site, "反映某执行案件拖延", "x-head").await,
        ],
    }
}

/// Relations, persons, a partner, rights lent.
async fn around(site: &Served) {
    let (zone, liaison) = (
        json!({"unit": "x", "towards": "t", "kind": "zone", "member": "x-leader", "from": "2026-01-01"}),
        json!({"unit": "x-first", "towards": "t", "kind": "liaison", "from": "2026-01-01"}),
    );
    let mut acts = vec![("relate-units", zone), ("relate-units", liaison)];
    for (id, name, role) in [
        ("t-leader", "周正", "leader"),
        ("t-principal", "马行", "principal"),
    ] {
        let post = json!({"person": id, "unit": "t", "role": role, "from": "2020-01-01"});
        acts.push(("enrol-person", json!({"id": id, "name": name})));
        acts.push(("appoint", post));
    }
    let lent = |acts: &[&str], from: &str, until: &str| json!({"principal": "x-leader", "delegate": "x-head", "acts": acts, "from": from, "until": until});
    acts.push((
        "admit-partner",
        json!({"partner": "12345热线平台", "unit": "x"}),
    ));
    acts.push(("delegate", lent(&["instruct"], "2026-01-05", "2026-12-31")));
    acts.push((
        "delegate",
        lent(&["countersign"], "2027-01-05", "2027-02-05"),
    ));
    for (act, fields) in acts {
        site.console(act, fields).await;
    }
}

/// A report about two, of whom one goes on apart.
async fn split(site: &Served) {
    let leads = json!([lead("冯某某"), lead("许某某")]);
    let number = registered(site, "反映两名干部合谋套取补贴", "A", leads).await;
    let off = json!({"leads": ["2"], "reason": "许某某属另一单位管辖。"});
    site.act("x-clerk", &number, "split", off).await;
}

/// A township's result, signed, before the liaison office.
async fn before_liaison(site: &Served) {
    let number = screened(site, "反映柳溪镇村干部占用林地").await;
    let signs = |slot| json!({"slot": slot, "opinion": "agree"});
    for (person, act, fields) in [
        ("x-principal", "instruct", json!({"text": "交柳溪镇办理。"})),
        ("x-clerk", "route", json!({"to": "t", "mode": "assign"})),
        ("t-officer", "sign", json!({})),
        (
            "t-officer",
            "accept",
            json!({"handler": "t-officer", "leader": "t-leader"}),
        ),
        (
            "t-officer",
            "find",
            json!({"issue": "1.1", "finding": "true", "grounds": "林权证与现场不符。"}),
        ),
        (
            "t-officer",
            "report-result",
            json!({"summary": "查实，已责令退还林地。"}),
        ),
        ("t-officer", "countersign", signs("handler")),
        ("t-leader", "countersign", signs("leader")),
        ("t-principal", "countersign", signs("head")),
    ] {
        site.act(person, &number, act, fields).await;
    }
}

async fn excluded(site: &Served, title: &str, by: &str) -> String {
    let number = registered(site, title, "D", json!([])).await;
    let reason = format!("{title}，属诉讼事项，应当依法向人民法院提出。");
    let out = json!({"class": "D", "reason": reason, "body": "court"});
    site.act(by, &number, "screen", out).await;
    number
}

/// One that waits for an instruction.
async fn screened(site: &Served, title: &str) -> String {
    let number = registered(site, title, "A", json!([lead("钱某某")])).await;
    let opinion = json!({"class": "A", "opinion": "拟由第一监督检查室核查。"});
    site.act("x-clerk", &number, "screen", opinion).await;
    number
}

async fn registered(site: &Served, title: &str, class: &str, leads: Value) -> String {
    let report =
        json!({"channel": "web", "unit": "x", "title": title, "text": format!("{title}的经过。")});
    let number = site.file(report).await;
    let fields = json!({"class": class, "region": "990101", "leads": leads});
    site.act("x-clerk", &number, "register", fields).await;
    number
}

fn lead(subject: &str) -> Value {
    json!({"subject": subject, "post": "镇干部", "rank": "township", "managed_at": "county",
           "issues": [{"category": "176", "text": "收受财物"}]})
}
