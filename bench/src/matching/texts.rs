//! Invented reports without end: places, bodies and doings put together by lot from a seed, now and then the
//! same matter again in other words.

use matching::Report;

const FIRST: &str = "云溪翠屏松涛银杏青禾海棠石桥柳湾竹林梅坞长坪高岭白沙清河永安兴隆金鸡红岩双龙太平新华东升西山南坡北塘";
const SECOND: &str = "岭坪湾沟坝冲塘洼岗坡川谷峰泉滩洲桥井庙寨屯堡营庄渡口埠关坊亭";
const THINGS: [&str; 8] = [
    "村",
    "小区",
    "社区",
    "路",
    "幼儿园",
    "中学",
    "公司",
    "农贸市场",
];
const DOINGS: [(&str, &str); 10] = [
    (
        "占地未补偿",
        "修路占了农户承包地，丈量时没有公示，补偿款两年没有到账，问了几次都说再等等",
    ),
    (
        "低保名额给亲戚",
        "办低保不按程序，名单从不张贴，生活困难的老人没有份，条件好的却按月领取",
    ),
    (
        "夜间施工扰民",
        "工地每天夜里施工到凌晨，搅拌车进进出出，老人小孩睡不着，打电话反映也没有人管",
    ),
    (
        "拖欠工人工资",
        "干完活以后一直不结算，只给了一张欠条，过年前说好付清，到现在人也找不到",
    ),
    (
        "路灯长期不亮",
        "路灯坏了大半年，晚上一片漆黑，已经有人摔伤，几个单位互相推说不归自己管",
    ),
    (
        "乱收费",
        "开学时以各种名目收钱，不给票据，不交就不发教材，家长意见很大却不敢说",
    ),
    (
        "污水直排",
        "厂里把没有处理的水排进河沟，鱼都死了，水发黑发臭，检查的人一来就停",
    ),
    (
        "工程以次充好",
        "水渠修好不到三个月就开裂漏水，水泥标号不够，验收的人来吃了一顿饭就签了字",
    ),
    (
        "虚报冒领补贴",
        "造册时把没有种的田也报上去，补贴打进个人的卡，群众去查账被拦在门外",
    ),
    (
        "物业不作为",
        "电梯三天两头坏，垃圾没人清，停车乱收费，维修资金用在哪里从来没有公布",
    ),
];
const ASKS: [&str; 5] = [
    "请上级派人调查核实，给群众一个说法。",
    "希望有关部门尽快处理，公开账目。",
    "已经多次反映没有结果，恳请督办。",
    "请依法查处，追回款项，维护群众利益。",
    "盼望领导到现场看一看，早日解决。",
];

/// Reports from a seed.
pub struct Texts {
    lot: u64,
    first: Vec<char>,
    second: Vec<char>,
    last: Option<(String, usize)>,
}

impl Texts {
    /// The reports of this seed.
    pub fn new(seed: u64) -> Self {
        Self {
            lot: seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1,
            first: FIRST.chars().collect(),
            second: SECOND.chars().collect(),
            last: None,
        }
    }

    fn below(&mut self, most: usize) -> usize {
        self.lot ^= self.lot << 13;
        self.lot ^= self.lot >> 7;
        self.lot ^= self.lot << 17;
        (self.lot % most as u64) as usize
    }

    fn place(&mut self) -> String {
        let (one, two, three) = (
            self.below(self.first.len()),
            self.below(self.first.len()),
            self.below(self.second.len()),
        );
        let thing = THINGS[self.below(THINGS.len())];
        let name: String = [self.first[one], self.first[two], self.second[three]]
            .iter()
            .collect();
        name + thing
    }
}

impl Iterator for Texts {
    type Item = Report;

    fn next(&mut self) -> Option<Report> {
        let again = self.below(20) == 0;
        let (place, doing) = match self.last.take().filter(|_| again) {
            Some(last) => last,
            None => (self.place(), self.below(DOINGS.len())),
        };
        let (title, text) = DOINGS[doing];
        let (group, year, month, sum) = (
            self.below(19) + 1,
            2018 + self.below(8),
            self.below(12) + 1,
            self.below(900) + 10,
        );
        let near = self.place();
        let ask = ASKS[self.below(ASKS.len())];
        let other = DOINGS[self.below(DOINGS.len())].1;
        let text = format!(
            "{year}年{month}月以来，{place}第{group}组{text}，涉及{sum}户，{near}那边也是这样，{other}。{ask}"
        );
        self.last = Some((place.clone(), doing));
        let reporters = vec![self.below(5_000_000) as u64];
        Some(Report {
            title: format!("反映{place}{title}"),
            text,
            reporters,
            subjects: Vec::new(),
        })
    }
}
