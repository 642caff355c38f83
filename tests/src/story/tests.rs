//! Stories that are wrong are refused by file and line.

use super::carry_out::check_marks;
use super::grammar::{What, read};

fn refused(text: &str) -> String {
    read("x.story", text).unwrap_err().to_string()
}

#[test]
fn every_kind_of_line_is_read() {
    let text = "# 题\n机构 yunling\n证明 S0-12 上报\n时间 2026-03-02 09:00\n举报人 举报 甲件 标题=“一 二”\n  \
                被反映人 姓名=钱某某\n过 5 个工作日\n## 节\n拒绝 周明 登记 甲件 类别=其他 → 理由\n\
                周明 应见 甲件 时限 签收 2026-03-09 〔S0-12〕\n周明 不应见 甲件\n日历 2026-03-12 放假\n";
    let story = read("x.story", text).unwrap();
    assert_eq!(
        (&*story.title, story.office.as_deref()),
        ("题", Some("yunling"))
    );
    assert_eq!(story.claims[0].id, "S0-12");
    let What::Act(act) = &story.statements[1].what else {
        panic!("an act")
    };
    assert_eq!(act.fields.values, [("标题".to_owned(), "一 二".to_owned())]);
    assert_eq!(act.fields.entries[0].label, "被反映人");
    let What::Expect(sight, true) = &story.statements[5].what else {
        panic!("an expectation")
    };
    assert_eq!((&*sight.section, sight.pieces.len()), ("时限", 2));
    assert_eq!(story.statements[5].marks, ["S0-12"]);
    let What::Expect(sight, false) = &story.statements[6].what else {
        panic!("an expectation")
    };
    assert_eq!((&*sight.page, &*sight.section), ("甲件", ""));
}

#[test]
fn what_cannot_be_read_is_named_by_file_and_line() {
    for (text, says) in [
        ("没有标题", "x.story:1"),
        ("# 题\n时间 昨天", "x.story:2: 时间应写作"),
        ("# 题\n\n过 许多 天", "x.story:3: “许多”不是数目"),
        ("# 题\n  线索 职级=乡科级", "x.story:2: 缩进的行"),
        ("# 题\n周明 登记 甲件 标题=“没有完", "x.story:2: 引号"),
        ("# 题\n周明 登记 甲件 〔S0-12〕", "x.story:2: 只有"),
        ("# 题\n周明 登记 甲", "x.story:2: “甲”不是某件"),
        ("# 题\n拒绝 周明 登记 甲件", "x.story:2: 应为“拒绝"),
        ("# 题\n证明 S0-12", "x.story:2: 应为“证明"),
    ] {
        let refused = refused(text);
        assert!(refused.starts_with(says), "{refused}");
    }
}

#[test]
fn a_claim_without_a_mark_and_a_mark_without_a_claim_are_refused() {
    let checked = |text: &str| {
        check_marks(&read("x.story", text).unwrap()).map_err(|wrong| wrong.to_string())
    };
    let sees = "周明 应见 甲件 时限 签收";
    assert!(checked(&format!("# 题\n证明 S0-23 预警\n{sees} 〔S0-23〕\n")).is_ok());
    let empty = checked(&format!("# 题\n证明 S0-23 预警\n{sees}\n")).unwrap_err();
    assert!(empty.starts_with("x.story:2: 声称证明S0-23"), "{empty}");
    let stray = checked(&format!("# 题\n{sees} 〔S0-23〕\n")).unwrap_err();
    assert!(stray.starts_with("x.story:2: 标注了〔S0-23〕"), "{stray}");
}
