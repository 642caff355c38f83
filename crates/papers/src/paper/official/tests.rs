//! Letters and slips as Word documents: red head, rules, tables, signature block, copies.

use super::*;
use crate::paper::form::tests::part;
use jiff::civil::date;

pub(crate) fn letter() -> Official {
    Official {
        organ: "中共云岭市纪律检查委员会信访室".into(),
        number: "云岭纪信〔2026〕3号".into(),
        marks: vec!["特急".into()],
        title: "关于反映问题办理结果的答复".into(),
        addressee: "某某同志".into(),
        body: Body::Letter(vec![
            Block::text("您于2026年3月2日反映的问题，我们已按规定办理完毕。现将结果答复如下。"),
            Block::First("一、核查情况".into()),
            Block::Second("（一）关于补助款发放".into()),
            Block::text("经核，补助款已全部发放到户。\n有关责任人已受到批评教育。"),
        ]),
        enclosures: vec!["办理情况说明".into(), "意见反馈书".into()],
        signatory: Some("何守成".into()),
        signature: "中共云岭市纪律检查委员会信访室".into(),
        date: Some(date(2026, 11, 2)),
        contact: "联系人：信访室，电话：0871-0000000".into(),
        copies: vec!["云岭市纪委监委第一监督检查室".into()],
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
    assert!(body.contains("w:firstLine=\"630\""));
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
        "抄送：云岭",
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
    let long = Official {
        organ: "中共云岭市柳塘经济技术开发区纪律检查工作委员会派驻第三纪检监察组".into(),
        ..letter()
    };
    let head = part(&long.docx().unwrap(), "word/header1.xml");
    assert!(head.contains("<w:sz w:val=\"40\" />"), "{head}");
}

#[test]
fn what_xml_cannot_hold_never_spoils_a_document() {
    let odd = Official {
        title: "甲\u{0}乙\u{1b}<&>\"".into(),
        ..letter()
    };
    let body = part(&odd.docx().unwrap(), "word/document.xml");
    assert!(body.contains("甲乙&lt;&amp;&gt;"));
}

pub(crate) fn slip() -> Official {
    let pair = |label: &str, value: &str| (label.to_owned(), value.to_owned());
    Official {
        number: "督办〔2026〕3号".into(),
        title: "督办单".into(),
        addressee: String::new(),
        body: Body::Slip(vec![
            Row::Pairs(vec![
                pair("承办单位", "柳塘县纪委监委"),
                pair("信访件编号", "530000-2026-1-0000017"),
            ]),
            Row::Text {
                label: "督办要求".into(),
                text: "请尽快办理。".into(),
                lines: 4,
                sign: "2026年11月2日".into(),
            },
        ]),
        enclosures: Vec::new(),
        contact: String::new(),
        ..letter()
    }
}

#[test]
fn a_slip_is_a_plain_table_without_a_red_head_p22() {
    let bytes = slip().docx().unwrap();
    let body = part(&bytes, "word/document.xml");
    let places = [
        "云岭市纪律检查委员会信访室",
        "督办单",
        "督办〔2026〕3号",
        "签发人：何守成",
        "承办单位",
        "请尽快办理。",
        "抄送：云岭",
    ];
    let found: Vec<usize> = places
        .iter()
        .map(|text| body.find(text).expect(text))
        .collect();
    assert!(found.is_sorted(), "{found:?}");
    assert!(body.contains("<w:tbl>") && !body.contains("C00000"));
    assert!(part(&bytes, "word/footer1.xml").contains("NUMPAGES"));
}

#[test]
fn a_paper_is_the_same_bytes_every_time() {
    assert_eq!(letter().docx().unwrap(), letter().docx().unwrap());
    assert_eq!(slip().docx().unwrap(), slip().docx().unwrap());
}

#[test]
fn every_document_says_what_may_stand_in_for_its_fonts_p32() {
    for bytes in [letter().docx().unwrap(), slip().docx().unwrap()] {
        let fonts = part(&bytes, "word/fontTable.xml");
        for used in [
            "仿宋_GB2312",
            "方正小标宋简体",
            "黑体",
            "楷体_GB2312",
            "宋体",
        ] {
            assert!(
                fonts.contains(&format!("w:name=\"{used}\"><w:altName")),
                "{used}"
            );
        }
    }
}

#[test]
fn an_unsigned_paper_leaves_room_for_its_date() {
    let draft = Official {
        date: None,
        ..slip()
    };
    assert_eq!(draft.date_in_words(), "　　年　　月　　日");
}

#[test]
fn what_a_paper_says_can_be_read_without_opening_it() {
    let lines = letter().lines();
    for line in [
        "关于反映问题办理结果的答复",
        "一、核查情况",
        "附件：1. 办理情况说明",
    ] {
        assert!(lines.iter().any(|known| known == line), "{line}: {lines:?}");
    }
    assert!(slip().lines().iter().any(|line| line == "柳塘县纪委监委"));
}
