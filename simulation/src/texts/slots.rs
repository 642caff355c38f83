//! Slots: `{village}` in a template becomes the village of the tale.

use crate::draw::Draw;
use crate::names;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Values by slot.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Slots(BTreeMap<&'static str, String>);

impl Slots {
    /// Sets a slot.
    pub fn set(&mut self, slot: &'static str, value: impl Into<String>) {
        self.0.insert(slot, value.into());
    }

    /// A slot's value; empty where it is not set.
    pub fn get(&self, slot: &str) -> &str {
        self.0.get(slot).map_or("", String::as_str)
    }

    /// Fills a template.
    pub fn fill(&self, template: &str) -> String {
        let mut text = String::with_capacity(template.len() * 2);
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            text.push_str(before);
            let Some((slot, after)) = after.split_once('}') else {
                break;
            };
            match self.0.get(slot) {
                Some(value) => text.push_str(value),
                // Left to be seen: a test finds any brace in a plan.
                None => text.push_str(&format!("{{{slot}}}")),
            }
            rest = after;
        }
        text.push_str(rest);
        text
    }

    /// Draws what differs from fact to fact: amounts, counts, dates, kin.
    pub fn draw_fact(&mut self, draw: &mut Draw, before: Date) {
        let year = i64::from(before.year());
        self.set("year", (year - draw.between(1, 4)).to_string());
        self.set("month", format!("{}月", draw.between(1, 12)));
        self.set("day", day(draw, before));
        self.set("days", draw.between(12, 95).to_string());
        self.set("amount", amount(draw));
        self.set("small", format!("{}元", draw.between(3, 98) * 20));
        self.set("count", draw.between(4, 68).to_string());
        self.set("mu", mu(draw));
        self.set(
            "times",
            *draw.pick(&["两次", "三次", "四次", "五六次", "七八趟", "好多回"]),
        );
        self.set("kin", *draw.pick(KIN));
        self.set("other", names::citizen(draw));
        self.set("asset", *draw.pick(ASSETS));
        self.set(
            "animal",
            *draw.pick(&["黑山羊", "肉牛", "土鸡", "生猪", "蜜蜂"]),
        );
        self.set("works", *draw.pick(WORKS));
        self.set("project", *draw.pick(PROJECTS));
        self.set("shop", shop(draw));
        self.set("company", company(draw));
        self.set("visits", draw.between(6, 40).to_string());
    }
}

fn day(draw: &mut Draw, before: Date) -> String {
    let on = before.saturating_sub(jiff::Span::new().days(draw.between(20, 500)));
    format!("{}年{}月{}日", on.year(), on.month(), on.day())
}

fn amount(draw: &mut Draw) -> String {
    match draw.below(4) {
        0 => format!("{}元", draw.between(21, 99) * 100),
        1 => format!("{}.{}万元", draw.between(1, 9), draw.between(1, 9)),
        2 => format!("{}万元", draw.between(2, 60)),
        _ => format!("{}{:02}0元", draw.between(12, 96), draw.between(0, 99)),
    }
}

fn mu(draw: &mut Draw) -> String {
    if draw.chance(500) {
        format!("{}亩", draw.between(3, 120))
    } else {
        format!("{}.{}亩", draw.between(1, 40), draw.between(1, 9))
    }
}

fn company(draw: &mut Draw) -> String {
    let (first, second) = (draw.pick(TRADE_FIRST), draw.pick(TRADE_SECOND));
    format!(
        "{first}{second}{}公司",
        draw.pick(&["建筑", "建材", "商贸", "路桥", "农业", "工程", "物资"])
    )
}

fn shop(draw: &mut Draw) -> String {
    let (first, second) = (draw.pick(TRADE_FIRST), draw.pick(TRADE_SECOND));
    format!(
        "{first}{second}{}",
        draw.pick(&["健身房", "美发店", "早教中心", "饭店", "烧烤店", "洗车行"])
    )
}

const TRADE_FIRST: &[&str] = &[
    "鑫", "恒", "瑞", "嘉", "宏", "盛", "顺", "安", "禾", "汇", "锦", "源",
];
const TRADE_SECOND: &[&str] = &[
    "泽", "通", "隆", "畅", "合", "联", "景", "昇", "柏", "岚", "润", "拓",
];
const KIN: &[&str] = &[
    "妻弟", "堂弟", "儿子", "外甥", "侄子", "女婿", "表哥", "妹夫", "岳父", "亲家",
];
const ASSETS: &[&str] = &[
    "鱼塘",
    "茶山",
    "林场",
    "老村小校舍",
    "河滩地",
    "果园",
    "砂石场地",
    "村口门面",
    "机动地",
    "水库水面",
];
const WORKS: &[&str] = &[
    "通组公路",
    "水渠",
    "文化广场",
    "路灯安装",
    "垃圾池",
    "机耕道",
    "人饮管道",
    "河堤加固",
    "村部修缮",
    "排污沟",
];
const PROJECTS: &[&str] = &[
    "高标准农田项目",
    "集镇改造工程",
    "县道改扩建工程",
    "安置小区工程",
    "农村饮水工程",
    "污水管网工程",
    "中学扩建工程",
    "河道治理工程",
    "冷链仓储项目",
    "老旧小区改造工程",
    "产业园道路工程",
];
