//! What an office meets less often, all of it waiting: a part split off, a result before the liaison
//! office, exclusions to review, a study, a paper entered for a leader, rights lent, a partner.

use app::Subject;
use casework::procedure::Noun;
use jiff::ToSpan;
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
    inspected(site).await;
    campaigned(site).await;
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

/// An inspection under way, one drawn, places visited with a rectification owed, and one called off.
async fn inspected(site: &Served) {
    let opened = json!({"kind": "platform", "from": "2026-02-01", "until": "2026-02-28"});
    let new = || Subject::NewProcedure(Noun::Inspection);
    site.give("x-head", new(), "open-inspection", opened.clone())
        .await;
    let number = site.give("x-head", new(), "open-inspection", opened).await;
    let off = json!({"reason": "与上级检查时间重叠"});
    let subject = Subject::Procedure(number);
    site.give("x-head", subject, "call-off-inspection", off)
        .await;
    drawn(site).await;
    visited(site).await;
}

/// A population fixed, published and drawn from.
async fn drawn(site: &Served) {
    let opened = json!({"kind": "platform", "from": "2026-01-01", "until": "2026-12-31"});
    let new = Subject::NewProcedure(Noun::Inspection);
    let number = site.give("x-head", new, "open-inspection", opened).await;
    let subject = || Subject::Procedure(number.clone());
    site.give("x-head", subject(), "fix-population", json!({}))
        .await;
    app::jobs::sequence::sequence(&site.app).await.unwrap();
    site.give("x-head", subject(), "draw", json!({"number": 3}))
        .await;
}

/// Two places; one has to be put right by the township.
async fn visited(site: &Served) {
    let opened = json!({"kind": "venue", "from": "2026-01-01", "until": "2026-12-31"});
    let new = Subject::NewProcedure(Noun::Inspection);
    let number = site.give("x-head", new, "open-inspection", opened).await;
    let subject = || Subject::Procedure(number.clone());
    let venues = json!({"venues": [
        {"unit": "t", "place": "镇便民服务中心", "visit": "open"},
        {"unit": "t", "place": "镇纪委接待室", "visit": "secret"}]});
    site.give("x-head", subject(), "name-venues", venues).await;
    let faulty = json!({"item": "1", "verdict": "faulty", "problems": ["reception"],
                        "opinion": "上午无人值班。"});
    site.give("x-head", subject(), "check-item", faulty).await;
    let demand = json!({"item": "1", "demand": "落实值班。"});
    site.give("x-head", subject(), "order-rectification", demand)
        .await;
}

/// A campaign in its third phase: an item in its leader's hands, a letter, a notice to be signed.
async fn campaigned(site: &Served) {
    let plan = site.upload("化解方案.pdf").await;
    let on = site.app.now().on();
    let day = |days: i32| on.saturating_add(days.days()).to_string();
    let title = "反映某中学收费问题";
    let mut numbers = Vec::new();
    for again in ["", "再次"] {
        let report = json!({"channel": "web", "unit": "x", "title": format!("{again}{title}"),
                            "text": format!("{title}的经过。")});
        numbers.push(site.file(report).await);
    }
    let fields = json!({"class": "A", "region": "990101", "domains": ["education"],
                        "leads": [lead("钱某某")]});
    site.act("x-clerk", &numbers[0], "register", fields).await;
    let into = json!({"into": numbers[0]});
    site.act("x-clerk", &numbers[1], "join", into).await;
    let new = Subject::NewProcedure(Noun::Campaign);
    let launch = json!({"kind": "repeats", "from": day(0), "screen_until": day(15),
        "take_until": day(30), "clear_until": day(150), "look_back_until": day(180), "units": ["t"]});
    let number = site.give("x-head", new, "launch-campaign", launch).await;
    let acts = [
        ("include-items", json!({"matters": [numbers[0]]})),
        (
            "judge-item",
            json!({"item": "1", "finding": "partly", "issues": 3, "proven": 1}),
        ),
        (
            "contract-item",
            json!({"item": "1", "leader": "x-principal", "team": ["x-clerk"],
            "plan": "逐户退还，张榜公布。", "files": [plan]}),
        ),
        (
            "hold-reception",
            json!({"action": "go-down", "leader": "x-principal", "on": day(0),
            "batches": 1, "people": 2, "items": ["1"]}),
        ),
        (
            "assign-by-topic",
            json!({"domain": "education", "until": day(30), "demand": "逐项报结果。"}),
        ),
        ("begin-phase", json!({})),
        ("begin-phase", json!({})),
        (
            "draft-monthly-notice",
            json!({"until": day(0), "demand": "按周报送。"}),
        ),
    ];
    for (act, fields) in acts {
        let subject = Subject::Procedure(number.clone());
        site.give("x-head", subject, act, fields).await;
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
    let assigned = json!({"to": "t", "mode": "assign", "requirement": "请查清占用面积。", "until": "2026-12-31"});
    for (person, act, fields) in [
        ("x-principal", "instruct", json!({"text": "交柳溪镇办理。"})),
        ("x-clerk", "route", assigned),
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
