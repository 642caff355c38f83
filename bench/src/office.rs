//! A small invented office, and invented reports of ordinary length.

use app::moment::{SystemClock, SystemEntropy};
use app::{App, Order, Setup, Subject, Who};
use sealing::key_file::KeyFile;
use sealing::suite::Suite;
use serde_json::{Map, Value, json};
use std::sync::Arc;
use store::Store;

/// Founds a province, a city and a county with their petition offices on a fresh store.
pub async fn found(store: Store) -> App {
    let entropy = SystemEntropy;
    let mut random = |bytes: &mut [u8]| app::moment::Entropy::fill(&entropy, bytes);
    let setup = Setup {
        store,
        keys: KeyFile::generate(&mut random, Suite::Aes256Gcm),
        clock: Arc::new(SystemClock),
        entropy: Arc::new(entropy),
        overrides: None,
    };
    let app = App::open(setup).await.expect("a fresh office opens");
    for unit in units() {
        act(&app, "found-unit", unit).await;
    }
    app
}

/// An act of the office from its console.
pub async fn act(app: &App, act: &str, fields: Value) {
    let order = order(Subject::Office, act, fields);
    let done = app.execute(&Who::Console, order).await;
    done.expect("the console may administer a fresh office");
}

fn units() -> [Value; 4] {
    let unit = |id: &str, name: &str, level: &str, region: &str, place: &str| json!({"id": id, "name": name, "kind": "commission", "level": level, "region": region, "place": place});
    let below = |mut unit: Value, parent: &str| {
        unit["parent"] = parent.into();
        unit
    };
    let petition = json!({
        "id": "c-petition", "name": "永安市纪委监委信访室", "kind": "petition-office", "level": "city",
        "region": "990100", "place": "永安市", "parent": "c",
    });
    [
        unit("p", "云岭省纪委监委", "province", "990000", "云岭省"),
        below(unit("c", "永安市纪委监委", "city", "990100", "永安市"), "p"),
        petition,
        below(
            unit("x", "清河县纪委监委", "county", "990101", "清河县"),
            "c",
        ),
    ]
}

/// The `number`-th anonymous report, to the county: about 300 characters and one accused person.
pub fn report(number: usize) -> Order {
    let pick = |from: &[&'static str], salt: usize| from[(number / salt + number) % from.len()];
    let (village, thing) = (pick(VILLAGES, 7), pick(THINGS, 3));
    let text: String = SENTENCES
        .iter()
        .cycle()
        .skip(number % SENTENCES.len())
        .take(7)
        .map(|sentence| sentence.replace('村', village).replace('物', thing))
        .collect();
    let fields = json!({
        "channel": "web", "unit": "x",
        "title": format!("反映{village}村干部截留{thing}款项的问题"),
        "text": text,
        "accused": [{"name": pick(NAMES, 11), "unit": format!("清河县柳溪镇{village}村"), "post": "村委会主任"}],
    });
    order(Subject::NewMatter, "receive", fields)
}

const VILLAGES: &[&str] = &[
    "上坪", "下坪", "石桥", "梨树", "白沙", "双井", "大塘", "竹园",
];
const THINGS: &[&str] = &["危房改造", "退耕还林", "低保", "公益林", "道路硬化"];
const NAMES: &[&str] = &["钱某甲", "钱某乙", "孙某丙", "李某丁", "周某戊", "吴某己"];
const SENTENCES: &[&str] = &[
    "去年秋天，村里公示的物补助名单与实际领取的人数对不上，多出来的十几户从未有人见过。",
    "群众到村委会询问物一事，经办人推说账本在镇上，镇上又说早已退回村里，来回跑了四趟没有结果。",
    "据领过钱的住户讲，存折由村干部统一保管，每户到手的只有应得的一半，其余不知去向。",
    "今年三月，村里新修的三百米水泥路按五百米报账，施工的人就是村干部的亲戚，没有招标，也没有开会。",
    "有人当面提出疑问，随后他家的物申请就被无故退回，理由写的是材料不全，却不说缺哪一样。",
    "村集体的鱼塘以很低的价钱包给外人，合同一签就是二十年，村民代表没有一个在上面签过字。",
    "以上情况附近几户都可以作证，恳请上级派人到村里看一看物的账目，给大家一个明白的答复。",
    "因为担心受到刁难，这里不写姓名，请受理的同志理解，需要核对的单据村里信用社都能查到。",
];

fn order(subject: Subject, act: &str, fields: Value) -> Order {
    let fields = match fields {
        Value::Object(fields) => fields,
        _ => Map::new(),
    };
    Order {
        subject,
        act: act.to_owned(),
        fields,
        happened: None,
    }
}
