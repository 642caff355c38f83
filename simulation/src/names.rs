//! Invented names. Those of the office and those of the accused share no given name, so that nobody of
//! the office is taken for an accused (T4) unless the plan means it.

use crate::draw::Draw;

const SURNAMES: &[&str] = &[
    "王", "李", "张", "刘", "陈", "杨", "黄", "赵", "吴", "周", "徐", "孙", "马", "朱", "胡", "郭",
    "何", "林", "罗", "高", "梁", "郑", "谢", "宋", "唐", "许", "邓", "韩", "冯", "曹", "彭", "曾",
    "肖", "田", "董", "潘", "袁", "蔡", "蒋", "余", "于", "杜", "叶", "程", "魏", "苏", "吕", "丁",
    "任", "卢", "姚", "沈", "钟", "姜", "崔", "谭", "陆", "范", "汪", "廖", "石", "金", "韦", "贾",
    "夏", "付", "方", "邹", "熊", "白", "孟", "秦", "邱", "侯", "江", "尹", "薛", "阎", "段", "雷",
    "龙", "黎", "史", "陶", "贺", "毛", "郝", "顾", "龚", "邵",
];

const FIRST: &[&str] = &[
    "德", "永", "志", "明", "建", "家", "光", "云", "水", "长", "全", "万", "世", "宗", "先", "桂",
    "玉", "秀", "大", "正", "有", "定", "开", "昌", "兴", "成", "绍", "启", "运", "茂", "仁", "义",
    "礼", "传", "继", "守",
];

const SECOND: &[&str] = &[
    "旺", "根", "清", "贵", "生", "福", "财", "发", "友", "才", "顺", "庆", "田", "河", "泉", "松",
    "武", "元", "良", "祥", "荣", "满", "寿", "奎", "柱", "堂", "海", "山", "喜", "全", "仓", "银",
    "花", "香", "珍", "菊",
];

const OFFICE_SECOND: &[&str] = &[
    "航", "宁", "颖", "雯", "磊", "涛", "静", "敏", "洁", "斌", "峰", "岩", "舟", "晨", "瑶", "锐",
    "楠", "凯",
];

const OFFICE_FIRST: &[&str] = &[
    "知", "思", "子", "晓", "文", "若", "书", "嘉", "亦", "承", "雨", "景",
];

/// The name of a citizen or an accused.
pub fn citizen(draw: &mut Draw) -> String {
    let (first, second) = (draw.pick(FIRST), draw.pick(SECOND));
    let doubled = if first == second { "林" } else { second };
    format!("{}{first}{doubled}", draw.pick(SURNAMES))
}

/// The name of a person of the office; `at` makes sure that no two bear the same.
pub fn colleague(draw: &mut Draw, at: usize) -> String {
    let surname = SURNAMES[(at * 7 + 3) % SURNAMES.len()];
    let second = OFFICE_SECOND[at % OFFICE_SECOND.len()];
    match draw.below(3) {
        0 => format!("{surname}{second}"),
        _ => format!("{surname}{}{second}", draw.pick(OFFICE_FIRST)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn citizens_and_colleagues_never_share_a_name() {
        let mut draw = Draw::new(3);
        let citizens: BTreeSet<String> = (0..20_000).map(|_| citizen(&mut draw)).collect();
        let colleagues: Vec<String> = (0..80).map(|at| colleague(&mut draw, at)).collect();
        assert!(colleagues.iter().all(|name| !citizens.contains(name)));
        assert_eq!(
            colleagues.iter().collect::<BTreeSet<_>>().len(),
            colleagues.len()
        );
    }
}
