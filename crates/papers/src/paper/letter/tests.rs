//! Letters as Word documents: red head, rules, signature block.

use super::*;
use crate::paper::form::tests::part;
use jiff::civil::date;

pub(crate) fn letter() -> Letter {
    Letter {
        organ: "中共云岭市纪律检查委员会信访室".into(),
        number: "云岭纪信〔2026〕3号".into(),
        marks: vec!["特急".into()],
        title: "关于反映问题办理结果的答复".into(),
        addressee: "某某同志".into(),
        body: vec![
            Block::text("您于2026年3月2日反映的问题，我们已按规定办理完毕。现将结果答复如下。"),
            Block::First("一、核查情况".into()),
            Block::Second("（一）关于补助款发放".into()),
            Block::text("经核，补助款已全部发放到户。\n有关责任人已受到批评教育。"),
        ],
        enclosures: vec!["办理情况说明".into(), "意见反馈书".into()],
        signature: "中共云岭市纪律检查委员会信访室".into(),
        date: date(2026, 11, 2),
        contact: "联系人：信访室，电话：0871-0000000".into(),
        printed: Printed {
            by: "信访室　周敏".into(),
            at: "2026-11-22 09:15".into(),
        },
    }
}

#[test]
fn a_letter_opens_in_wps_with_the_fonts_of_official_papers_p32() {
    let bytes = letter().docx().unwrap();
    let body = part(&bytes, "word/document.xml");
    for name in ["仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312"] {
        assert!(body.contains(&format!("w:eastAsia=\"{name}\"")), "{name}");
    }
    assert!(body.contains("w:line=\"579\" w:lineRule=\"exact\""));
    assert!(body.contains("w:w=\"11906\" w:h=\"16838\""));
    // 37, 26, 35 and 28 mm.
    assert!(body.contains("w:top=\"2098\" w:right=\"1474\" w:bottom=\"1984\" w:left=\"1587\""));
    assert!(body.contains("w:firstLine=\"640\""));
}

#[test]
fn a_letter_says_all_of_its_parts_in_order() {
    let body = part(&letter().docx().unwrap(), "word/document.xml");
    let places = [
        "特急",
        "云岭纪信〔2026〕3号",
        "关于反映",
        "某某同志：",
        "您于",
        "一、核查",
        "（一）关于",
        "有关责任人",
        "附件：1. 办理",
        "2. 意见",
        "2026年11月2日",
        "（联系人",
    ];
    let found: Vec<usize> = places
        .iter()
        .map(|text| body.find(text).expect(text))
        .collect();
    assert!(found.is_sorted());
}

#[test]
fn the_head_is_red_and_the_first_page_bears_no_number() {
    let bytes = letter().docx().unwrap();
    let head = part(&bytes, "word/header1.xml");
    assert!(head.contains("中共云岭市纪律检查委员会信访室") && head.contains("C00000"));
    let first = part(&bytes, "word/footer1.xml");
    assert!(!first.contains("PAGE") && first.contains("周敏　2026-11-22 09:15 打印"));
    assert!(part(&bytes, "word/footer2.xml").contains("PAGE"));
}

#[test]
fn a_long_name_of_the_office_still_fits_its_line() {
    let long = Letter {
        organ: "中共云岭市柳塘经济技术开发区纪律检查工作委员会派驻第三纪检监察组".into(),
        ..letter()
    };
    let head = part(&long.docx().unwrap(), "word/header1.xml");
    assert!(head.contains("<w:sz w:val=\"40\" />"), "{head}");
}

#[test]
fn what_xml_cannot_hold_never_spoils_a_document() {
    let odd = Letter {
        title: "甲\u{0}乙\u{1b}<&>\"".into(),
        ..letter()
    };
    let body = part(&odd.docx().unwrap(), "word/document.xml");
    assert!(body.contains("甲乙&lt;&amp;&gt;"));
}
