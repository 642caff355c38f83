//! Invented reports: what must be the same matter, what must not, and what always holds.

use jianjian_matching::{Background, Book, Level, Model, Reader, Report, Traits, compare};
use proptest::prelude::*;

fn report(title: &str, text: &str) -> Report {
    Report {
        title: title.to_owned(),
        text: text.to_owned(),
        ..Report::default()
    }
}

fn reader() -> Reader {
    Reader::new(&Model::shipped(), Background::shipped())
}

fn judge(one: &Report, other: &Report) -> jianjian_matching::Judgement {
    let reader = reader();
    compare(
        &reader.traits(one),
        &reader.traits(other),
        &Model::shipped(),
    )
}

fn noise(place: &str) -> Report {
    let text = format!(
        "{place}一楼新开的歌厅每晚营业到凌晨三点，音响声音巨大，周边住户老人小孩无法休息，多次拨打电话反映，\
         执法人员来了就关小，走了又放大，请有关部门尽快查处，还居民一个安静的环境。"
    );
    report(&format!("{place}楼下歌厅噪音扰民"), &text)
}

#[test]
fn the_same_lamps_told_twice_are_one_matter() {
    let first = report(
        "云溪里小区北门路灯坏了半年无人修",
        "云溪里小区北门外的路灯从去年冬天坏到现在，晚上漆黑一片，老人摔倒过两次，物业和路灯所互相推。",
    );
    let second = report(
        "反映云溪里小区北门路灯长期不亮",
        "我们云溪里小区北门的路灯已经坏了半年多，晚上出门看不见路，有老人摔倒，物业推给路灯所，请修好路灯。",
    );
    let judgement = judge(&second, &first);
    assert_eq!(judgement.level, Level::Same, "{judgement:?}");
    assert!(
        judgement.reasons.contains("里小区北门"),
        "{}",
        judgement.reasons
    );
    assert!(
        judgement.reasons.contains("内容相似 0."),
        "{}",
        judgement.reasons
    );
}

#[test]
fn one_template_about_two_places_is_two_matters() {
    let judgement = judge(&noise("翠屏苑小区"), &noise("松涛岭小区"));
    assert!(judgement.level < Level::Group, "{judgement:?}");
    assert!(judgement.reasons.contains("模板"), "{}", judgement.reasons);
}

#[test]
fn a_verb_before_a_name_is_no_other_name() {
    let first = report(
        "反映上河村会计重复报销修路款",
        "反映上河村会计把修村道的工程款报销了两次，水泥只用了一半，账目一直不公开。",
    );
    let second = report(
        "举报上河村修路款报销两次",
        "举报上河村会计把修村道的钱报销了两次，水泥只用一半，村民要求公开账目。",
    );
    let judgement = judge(&second, &first);
    assert_eq!(judgement.level, Level::Same, "{judgement:?}");
    assert!(
        judgement.reasons.contains("均提到“上河村”"),
        "{}",
        judgement.reasons
    );
    for wrong in ["模板", "各有对方没有"] {
        assert!(!judgement.reasons.contains(wrong), "{}", judgement.reasons);
    }
}

#[test]
fn one_text_with_the_schools_name_swapped_is_two_matters() {
    let forced = |school: &str| {
        let text = format!(
            "{school}强迫大三学生到外地工厂流水线实习，与专业毫无关系，每天工作十二小时，不去就不发毕业证，\
             中介每人抽成，学生敢怒不敢言，请教育部门调查。"
        );
        report(&format!("{school}强迫学生进厂实习"), &text)
    };
    let judgement = judge(&forced("银杏职业技术学院"), &forced("海棠工商学院"));
    assert!(judgement.level < Level::Group, "{judgement:?}");
}

#[test]
fn separate_claims_against_one_firm_are_a_group() {
    let claim = |sum: &str, day: &str| {
        let text = format!(
            "本人{day}在青禾舞蹈培训中心交了{sum}元学费，上了几节课就停课，青禾舞蹈培训中心一直拖着不退我的学费，\
             打电话不接，请帮我追回学费。"
        );
        report("青禾舞蹈培训中心停课不退学费", &text)
    };
    let judgement = judge(&claim("5800", "3月2日"), &claim("12600", "7月19日"));
    assert_eq!(judgement.level, Level::Group, "{judgement:?}");
}

#[test]
fn other_accused_are_another_matter_and_the_same_accused_bind() {
    let accused = |subject: u64| Report {
        subjects: vec![subject],
        ..report(
            "村干部侵占低保资金",
            "村主任把低保名额给自己亲戚，冒领低保资金多年，群众敢怒不敢言，请查处。",
        )
    };
    assert_eq!(judge(&accused(1), &accused(1)).level, Level::Same);
    assert!(
        judge(&accused(1), &accused(1))
            .reasons
            .contains("同一被反映人")
    );
    assert!(judge(&accused(1), &accused(2)).level < Level::Group);
}

/// Two reports each of many villages with one kind of complaint, in a few wordings.
fn villages(titles: [&str; 3]) -> Vec<Report> {
    const VILLAGES: [&str; 12] = [
        "石门", "上河", "下河", "柳湾", "翠屏", "松涛", "银杏", "青禾", "海棠", "石桥", "竹林",
        "梅坞",
    ];
    const TEXTS: [&str; 3] = [
        "〈〉村村干部把低保名额给了自己的亲戚，冒领低保补助，评议结果从来不公开，村民多次反映没有结果，请上级调查。",
        "我是〈〉村村民，村里的低保都给了村干部的亲戚，补助被冒领，村务不公开，请求查处。",
        "村会计冒领低保补助，把低保名额给自己亲戚，〈〉村的群众意见很大，多次反映没有结果。",
    ];
    let each = VILLAGES.iter().enumerate().flat_map(|(at, village)| {
        [at, at + 1].map(|wording| {
            let of = |text: &str| text.replace("〈〉", village);
            report(&of(titles[wording % 3]), &of(TEXTS[(2 * wording) % 3]))
        })
    });
    each.collect()
}

/// Groups of a book that is made of pairs: which pairs lie in one, and which reports of different pairs do.
fn grouped(reports: &[Report]) -> (usize, usize) {
    let mut background = Background::shipped();
    reports
        .iter()
        .for_each(|report| background.add(&report.title, &report.text));
    let mut book = Book::new(Model::shipped(), Reader::new(&Model::shipped(), background));
    reports.iter().for_each(|report| {
        book.add(report);
    });
    let of = book.groups(|_| ()).of;
    let all = (0..of.len()).flat_map(|one| (0..one).map(move |other| (one, other)));
    let together: Vec<(usize, usize)> = all.filter(|(one, other)| of[*one] == of[*other]).collect();
    let right = together
        .iter()
        .filter(|(one, other)| one / 2 == other / 2)
        .count();
    (right, together.len() - right)
}

#[test]
fn villages_with_one_kind_of_complaint_are_no_chain() {
    // Named in the title, in the text alone, and now here, now there.
    for titles in [
        ["反映〈〉村干部冒领低保"; 3],
        ["反映村干部冒领低保补助"; 3],
        [
            "反映〈〉村干部冒领低保",
            "反映村干部冒领低保补助",
            "低保被冒领",
        ],
    ] {
        let (right, wrong) = grouped(&villages(titles));
        assert_eq!(right, 12, "{titles:?}");
        assert!(wrong <= 4, "{titles:?}: {wrong} pairs of two villages");
    }
}

#[test]
fn short_texts_of_one_template_are_as_many_groups_as_places() {
    const VILLAGES: [&str; 10] = [
        "石门", "上河", "柳湾", "翠屏", "松涛", "青禾", "海棠", "石桥", "竹林", "梅坞",
    ];
    for [title, text] in [
        [
            "〈〉村修路款报销两次",
            "〈〉村修村道的钱被会计报销了两次，水泥只用一半。",
        ],
        [
            "〈〉工地拖欠工资",
            "〈〉工业园的工地包工头拖欠农民工工资，打电话不接，请帮忙讨薪。",
        ],
    ] {
        let both = VILLAGES.iter().flat_map(|village| {
            let of = |text: &str| text.replace("〈〉", village);
            let again = format!("再次反映{}", of(title));
            let more = format!("{}上次反映以后没有答复。", of(text));
            [report(&of(title), &of(text)), report(&again, &more)]
        });
        let both: Vec<Report> = both.collect();
        assert_eq!(grouped(&both), (10, 0), "{title}");
    }
}

#[test]
fn one_text_about_two_places_named_in_the_text_alone_is_two_matters() {
    let text = |village: &str| {
        format!(
            "{village}村村干部把低保名额给了自己的亲戚，冒领低保补助，评议结果从来不公开，请上级调查。"
        )
    };
    let of = |village: &str| report("反映村干部冒领低保补助", &text(village));
    let judgement = judge(&of("石门"), &of("翠屏"));
    assert!(judgement.level < Level::Same, "{judgement:?}");
    assert_eq!(judge(&of("石门"), &of("石门")).level, Level::Same);
}

#[test]
fn a_book_is_grouped_and_says_why() {
    let mut book = Book::new(Model::shipped(), reader());
    for at in 0..60 {
        let place = ["甲", "乙", "丙", "丁", "戊", "己"][at % 6];
        let other = ["东", "西", "南", "北", "中"][at % 5];
        book.add(&report(
            &format!("{place}{other}村修路占地未补偿"),
            &format!("{place}{other}村第{at}组的耕地被占，至今没有补偿款。"),
        ));
    }
    let first = book.add(&noise("翠屏苑小区"));
    let second = book.add(&noise("翠屏苑小区"));
    let groups = book.groups(|_| {});
    assert_eq!(groups.of[second as usize], first);
    assert!(
        groups
            .links
            .iter()
            .any(|link| link.new == second && link.old == first)
    );
}

/// Characters from which invented texts are made: places, acts, and marks between them.
fn text() -> impl Strategy<Value = String> {
    "[云溪翠屏松涛村路小区公司学校医院强占拖欠工资补偿噪音，。 0-9]{0,60}"
}

fn any_report() -> impl Strategy<Value = Report> {
    let digests = || prop::collection::vec(0_u64..4, 0..3);
    (text(), text(), digests(), digests()).prop_map(|(title, text, reporters, subjects)| Report {
        title,
        text,
        reporters,
        subjects,
    })
}

fn traits(report: &Report) -> Traits {
    reader().traits(report)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn which_is_new_makes_no_difference(one in any_report(), other in any_report()) {
        let model = Model::shipped();
        let (one, other) = (traits(&one), traits(&other));
        let (there, back) = (compare(&one, &other, &model), compare(&other, &one, &model));
        prop_assert_eq!(there.level, back.level);
        prop_assert!((there.score - back.score).abs() < 1e-5);
        prop_assert_eq!(there.reasons, back.reasons);
    }

    #[test]
    fn a_report_is_the_same_as_itself(one in any_report()) {
        let judgement = compare(&traits(&one), &traits(&one), &Model::shipped());
        prop_assert_eq!(judgement.level, Level::Same);
        prop_assert_eq!(judgement, compare(&traits(&one), &traits(&one), &Model::shipped()));
    }

    #[test]
    fn scores_are_probabilities(one in any_report(), other in any_report()) {
        let score = compare(&traits(&one), &traits(&other), &Model::shipped()).score;
        prop_assert!((0.0..=1.0).contains(&score));
    }

    /// The order of arrival, and what arrived besides, change no judgement about two reports.
    #[test]
    fn others_change_no_judgement(reports in prop::collection::vec(any_report(), 2..8), extra in any_report()) {
        let book = |reports: &[Report]| {
            let mut book = Book::new(Model::shipped(), reader());
            reports.iter().for_each(|report| { book.add(report); });
            book
        };
        let last = reports.len() as u32 - 1;
        let before = book(&reports).compare(0, last);
        let more: Vec<Report> = reports.iter().cloned().chain([extra]).collect();
        prop_assert_eq!(&book(&more).compare(0, last), &before);
        let turned: Vec<Report> = reports.iter().rev().cloned().collect();
        let after = book(&turned).compare(last, 0);
        prop_assert_eq!(&after, &before);
        let groups = book(&reports).groups(|_| {});
        prop_assert_eq!(groups, book(&reports).groups(|_| {}));
    }
}
