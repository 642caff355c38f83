//! Something to look at: invented matters in several states, one of them in the middle of its handling.

use app::jobs::clocks::record_due;
use app::jobs::sequence::sequence;
use app::testing::MONDAY;
use serde_json::{Value, json};

use super::site::Served;

/// A day, in milliseconds.
const DAY: i64 = 24 * 60 * 60_000;

/// Numbers of what was invented.
pub struct Matters {
    /// One in the middle of its handling.
    pub handled: String,
    /// One that nobody has registered yet.
    pub fresh: String,
}

/// Fills the desk.
pub async fn fill(site: &Served) -> Matters {
    let mut fresh = String::new();
    for (title, accused, days) in OTHERS {
        let number = site.file(report(title, accused)).await;
        if days > 0 {
            register(
                site,
                &number,
                &json!([lead(accused, "村党支部书记", &["155"])]),
            )
            .await;
        }
        fresh = number;
        site.clock.advance(days * DAY);
    }
    let number = site
        .file(report("反映柳溪镇河道采砂监管人员收好处问题", "钱某某"))
        .await;
    let leads = json!([
        lead("钱某某", "清河县柳溪镇副镇长", &["176", "181"]),
        lead("吕某", "清河县柳溪镇水利站站长", &["176"]),
    ]);
    register(site, &number, &leads).await;
    hand_over(site, &number).await;
    look_into(site, &number).await;
    sequence(&site.app).await.unwrap();
    site.clock.set(MONDAY + 66 * DAY);
    Matters {
        handled: number,
        fresh,
    }
}

/// Title, accused, and after how many days the next one comes in; none: not yet registered.
const OTHERS: [(&str, &str, i64); 6] = [
    ("反映某村村集体鱼塘发包没有公开", "孙某", 3),
    ("反映某镇低保评议优亲厚友", "李某某", 2),
    ("反映某中学食堂采购价格虚高", "周某", 4),
    ("反映某村道路硬化工程偷工减料", "吴某某", 1),
    (
        "反映某镇卫生院虚报公共卫生服务经费，涉及三个年度，经办人多次更换，账目至今没有公开",
        "郑某",
        0,
    ),
    ("反映某社区补贴发放名单与实际不符", "王某", 0),
];

fn report(title: &str, accused: &str) -> Value {
    let text = "去年十月起，砂场每晚在柳溪河段采砂，运砂车从镇政府门前经过。镇上管水利的人收了砂场的钱，\
                有人打电话举报，到场的人看一眼就走。砂场账本上记着每月给谁多少。";
    json!({"channel": "web", "unit": "p", "title": title, "text": text,
           "accused": [{"name": accused, "unit": "清河县", "post": "干部"}]})
}

fn lead(subject: &str, post: &str, categories: &[&str]) -> Value {
    let words = |category: &str| match category {
        "176" => "每月收受砂场现金",
        "181" => "接到举报后未依法查处",
        _ => "应当公开的事项没有公开",
    };
    let issues = categories
        .iter()
        .map(|one| json!({"category": one, "text": words(one)}));
    let issues: Vec<Value> = issues.collect();
    json!({"subject": subject, "post": post, "rank": "township", "managed_at": "county", "issues": issues})
}

async fn register(site: &Served, number: &str, leads: &Value) {
    let fields = json!({"class": "A", "region": "990101", "domains": ["ecology"], "leads": leads});
    site.act("p-clerk", number, "register", fields).await;
}

async fn hand_over(site: &Served, number: &str) {
    let opinion = json!({"class": "A", "opinion": "反映具体，可查性强，拟交清河县纪委监委办理。"});
    site.act("p-clerk", number, "screen", opinion).await;
    let words = json!({"text": "请清河县认真核查，三个月内报结果。"});
    site.act("p-leader", number, "instruct", words).await;
    let routing =
        json!({"to": "x", "mode": "assign", "requirement": "逐项核查，报告结果并附证据目录。"});
    site.act("p-clerk", number, "route", routing).await;
    site.clock.advance(DAY);
    site.act("x-clerk", number, "sign", json!({})).await;
    let people = json!({"handler": "x-handler", "leader": "x-leader"});
    site.act("x-head", number, "accept", people).await;
}

async fn look_into(site: &Served, number: &str) {
    let disposal = json!({"lead": "1", "disposal": "preliminary-verification"});
    site.act("x-handler", number, "choose-disposal", disposal)
        .await;
    site.clock.advance(9 * DAY);
    let note = json!({"note": "已调取砂场账册和转账记录，与两名司机谈话。"});
    site.act("x-handler", number, "progress", note).await;
    site.clock.advance(12 * DAY);
    let finding = json!({"issue": "1.1", "finding": "true", "grounds": "转账记录与砂场会计证言一致，共六笔。"});
    site.act("x-handler", number, "find", finding).await;
}

/// Matters at the other stages, so that every act waits for somebody: each stopped after a step of a life.
/// The first was answered long enough ago that its reporter is called back; the last came in today.
pub async fn stages(site: &Served) {
    for upto in [13, 2, 3, 4, 5, 6, 8, 11, 12, 13] {
        let number = site.file(signed_report()).await;
        for (person, act, fields) in life(site).await.into_iter().take(upto) {
            site.act(person, &number, act, fields).await;
        }
        match upto {
            2 => keep_original(site, &number).await,
            6 => asked(site, &number).await,
            13 => {
                site.clock.advance(16 * DAY);
                record_due(&site.app).await.unwrap();
            }
            _ => {}
        }
    }
    // One of today, which the page of what came in counts and leads to.
    site.file(signed_report()).await;
    sequence(&site.app).await.unwrap();
}

/// A matter that came for the first time, to its conclusion. Its number.
pub async fn concluded(site: &Served) -> String {
    let number = site.file(report("反映街道虚报人数", "阮某某")).await;
    register(
        site,
        &number,
        &json!([lead("阮某某", "清河县某街道干部", &["176"])]),
    )
    .await;
    for (person, act, fields) in life(site).await.into_iter().skip(1).take(11) {
        site.act(person, &number, act, fields).await;
    }
    number
}

/// The paper of a letter, kept.
async fn keep_original(site: &Served, number: &str) {
    let paper = json!({"kind": "letter", "sheets": 3, "place": "三号柜二层"});
    site.act("p-clerk", number, "keep-original", paper).await;
}

fn signed_report() -> Value {
    json!({"channel": "web", "unit": "p", "real_name": true, "title": "反映某镇虚报种植补贴",
           "text": "村里没有种，补贴照领，三年都是这样。",
           "accused": [{"name": "冯某某", "unit": "清河县", "post": "副镇长"}],
           "reporter": {"name": "何守成", "phone": "13800001234"}})
}

/// A life, act by act.
async fn life(site: &Served) -> Vec<(&'static str, &'static str, Value)> {
    let lead = lead("冯某某", "清河县某镇副镇长", &["176"]);
    let register =
        json!({"class": "A", "region": "990101", "domains": ["ecology"], "leads": [lead]});
    let ledger = site.upload("补贴台账.pdf").await;
    let signs = |slot| json!({"slot": slot, "opinion": "agree"});
    vec![
        ("p-clerk", "register", register),
        ("p-clerk", "screen", json!({"class": "A"})),
        ("p-leader", "instruct", json!({"text": "请清河县查清。"})),
        ("p-clerk", "route", json!({"to": "x", "mode": "assign"})),
        ("x-clerk", "sign", json!({})),
        (
            "x-head",
            "accept",
            json!({"handler": "x-handler", "leader": "x-leader"}),
        ),
        (
            "x-handler",
            "find",
            json!({"issue": "1.1", "finding": "true",
            "grounds": "逐户核对不符。", "files": [ledger]}),
        ),
        (
            "x-handler",
            "report-result",
            json!({"summary": "属实，已追回。"}),
        ),
        ("x-handler", "countersign", signs("handler")),
        ("x-leader", "countersign", signs("leader")),
        ("x-principal", "countersign", signs("head")),
        ("p-head", "audit", json!({"verdict": "pass"})),
        (
            "p-clerk",
            "reply",
            json!({"mode": "in-person", "text": "属实，补贴已追回。"}),
        ),
    ]
}

/// What may be asked while a matter is handled, all of it waiting.
async fn asked(site: &Served, number: &str) {
    let until = "2026-09-10";
    for (person, act, fields) in [
        (
            "x-handler",
            "ask-reporter",
            json!({"text": "您说的名册，现在在哪里？"}),
        ),
        (
            "x-handler",
            "ask-extension",
            json!({"until": until, "reason": "需到外地调取账目"}),
        ),
        (
            "x-handler",
            "ask-pause",
            json!({"ground": "appraisal", "reason": "须由农业部门鉴定"}),
        ),
    ] {
        site.act(person, number, act, fields).await;
    }
}
