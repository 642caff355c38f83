//! Analyses: a delivery goes to one receiver with what that receiver may see, and nobody else learns of it, on no
//! page, in no paper and not over the API (T3).

use super::office::{Office, each_engine};
use axum::http::StatusCode;
use serde_json::{Value, json};

/// February analysed by the county, with two findings, instructed.
async fn instructed(office: &Office) -> String {
    let who = |person: &str| app::Who::Staff(casework::PersonId::from(person));
    let new = app::Subject::NewProcedure(casework::procedure::Noun::Analysis);
    let fields = json!({"kind": "monthly", "period": "2026-02-01/1"});
    let done = office
        .give(&who("x-head"), new, "open-analysis", fields)
        .await;
    let number = done.unwrap().number.unwrap();
    for (about, problem) in [
        ("metric:total", "总量平稳。"),
        ("metric:repeat-total", "重复件偏多。"),
    ] {
        let found = json!({"section": "repeats", "about": about, "problem": problem,
            "cause": "答复不细。", "suggestion": "见面答复。"});
        on(office, "x-clerk", &number, "add-finding", found).await;
    }
    on(office, "x-head", &number, "submit-analysis", json!({})).await;
    let said = json!({"words": "抓紧督办。", "findings": ["1"]});
    on(office, "x-leader", &number, "instruct-analysis", said).await;
    number
}

/// A letter that came in February.
async fn received(office: &Office, fields: Value) {
    let who = app::Who::Staff(casework::PersonId::from("x-clerk"));
    let order = app::Order {
        subject: app::Subject::NewMatter,
        act: "receive".to_owned(),
        fields: app::testing::map(fields),
        happened: Some("2026-02-10T10:00".parse().unwrap()),
    };
    office.app.execute(&who, order).await.unwrap();
}

/// A month analysed, with one finding that no leader judged.
async fn opened(office: &Office, person: &str, period: &str) -> String {
    let who = app::Who::Staff(casework::PersonId::from(person));
    let new = app::Subject::NewProcedure(casework::procedure::Noun::Analysis);
    let fields = json!({"kind": "monthly", "period": period});
    let done = office.give(&who, new, "open-analysis", fields).await;
    done.unwrap().number.unwrap()
}

async fn on(office: &Office, person: &str, number: &str, act: &str, fields: Value) {
    let who = app::Who::Staff(casework::PersonId::from(person));
    let subject = app::Subject::Procedure(number.to_owned());
    office.give(&who, subject, act, fields).await.unwrap();
}

#[tokio::test]
async fn a_delivery_tells_its_receiver_its_own_part_and_a_stranger_nothing_t3() {
    each_engine(async |office| {
        let office = &office;
        let number = instructed(office).await;
        let at = format!("/desk/analyses/{number}");
        let township = office.desk_of("t-officer").await;
        assert_eq!(township.get(&at).await.status, StatusCode::NOT_FOUND);

        let to = json!({"to": "t", "way": "main", "findings": ["2"], "words": "请阅。"});
        on(office, "x-head", &number, "deliver-analysis", to).await;
        let copy = json!({"to": "x-first", "way": "copy"});
        on(office, "x-head", &number, "deliver-analysis", copy).await;

        let own = township.open(&at).await;
        assert!(own.has("重复件偏多。") && own.has("请阅。") && own.has("本单位部分"));
        for other in [
            "总量平稳。",
            "抓紧督办。",
            "第一监督检查室",
            "构成",
            "分栏目情况",
        ] {
            assert!(!own.has(other), "{other}");
        }
        for end in ["/paper", "/paper/docx", "/paper/pdf"] {
            let shut = township.get(&format!("{at}{end}")).await;
            assert_eq!(shut.status, StatusCode::NOT_FOUND, "{end}");
        }
        let checking = office.desk_of("x-unit-head").await;
        let copied = checking.open(&at).await;
        assert!(copied.has("总量平稳。") && copied.has("抓紧督办。") && copied.has("全文"));
        assert!(
            !copied.has("请阅。"),
            "what was said to another receiver is not said to it"
        );
        assert!(checking.open(&format!("{at}/paper")).await.has("主要指标"));

        for person in ["y-clerk", "system", "auditor"] {
            let stranger = office.desk_of(person).await;
            for path in ["", "/paper", "/paper/docx", "/delivery", "/receipt"] {
                let shut = stranger.get(&format!("{at}{path}")).await;
                assert_eq!(shut.status, StatusCode::NOT_FOUND, "{person} {path}");
            }
        }
        on(
            office,
            "t-officer",
            &number,
            "receive-analysis",
            json!({"delivery": "1"}),
        )
        .await;
        let head = office.desk_of("x-head").await;
        let page = head.open(&at).await;
        assert!(
            page.has("高洁") && page.has("待签收"),
            "one received it, one did not yet"
        );
        let docx = head.get(&format!("{at}/paper/docx")).await;
        assert!(docx.bytes.starts_with(b"PK"));
    })
    .await;
}

/// The text of a part of a document.
fn part(bytes: &[u8], name: &str) -> String {
    let mut document = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    std::io::Read::read_to_string(&mut document.by_name(name).unwrap(), &mut text).unwrap();
    text
}

/// What stands between the marks of a document, run together.
fn said(xml: &str) -> String {
    let words = xml.split('<').filter_map(|piece| piece.split_once('>'));
    words.map(|(_, words)| words).collect()
}

#[tokio::test]
async fn a_report_of_every_kind_is_titled_and_called_by_its_time() {
    each_engine(async |office| {
        let office = &office;
        let who = app::Who::Staff(casework::PersonId::from("x-head"));
        let times = [
            ("2026-02-01/1", "2026年2月"),
            ("2025-10-01/3", "2025年第四季度"),
            ("2025-07-01/6", "2025年下半年"),
            ("2025-01-01/12", "2025年度"),
        ];
        let kinds: Vec<String> = office.app.rules().analyses.kinds.iter().map(|one| one.id.clone()).collect();
        let desk = office.desk_of("x-head").await;
        for kind in &kinds {
            for (period, zh) in times {
                let new = app::Subject::NewProcedure(casework::procedure::Noun::Analysis);
                let fields = json!({"kind": kind, "period": period, "ordered_by": "x-first", "domain": "rural"});
                let done = office.give(&who, new, "open-analysis", fields).await;
                let number = done.unwrap().number.unwrap();
                let at = format!("/desk/analyses/{number}");
                let docx = desk.get(&format!("{at}/paper/docx")).await;
                let text = said(&part(&docx.bytes, "word/document.xml"));
                let head: String = text.chars().take(200).collect();
                assert!(head.contains(&format!("关于{zh}")), "{kind}: {head}");
                assert!(text.contains(&format!("现将{zh}")), "{kind}: {text}");
                let called = docx.header("content-disposition").to_owned();
                assert!(called.contains(&encoded(zh)) && called.contains(&number), "{called}");
                let page = desk.open(&at).await;
                assert!(page.has(zh), "{kind} {zh}");
                let listed = desk.open("/desk/analyses").await;
                assert!(listed.has(zh), "{kind} {zh}");
            }
        }
    })
    .await;
}

/// As an address holds it.
fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'0'..=b'9' => char::from(byte).to_string(),
            byte => format!("%{byte:02X}"),
        })
        .collect()
}

#[tokio::test]
async fn what_earlier_analyses_said_is_offered_to_whoever_may_read_them_t3() {
    each_engine(async |office| {
        let office = &office;
        let number = instructed(office).await;
        let raised = opened(office, "x-clerk", "2025-12-01/1").await;
        let found = json!({"section": "repeats", "about": "metric:repeat-total", "problem": "重复。",
            "cause": "没有批示过的原因。", "suggestion": "见面。"});
        on(office, "x-clerk", &raised, "add-finding", found).await;
        for (person, offered) in [("x-clerk", true), ("y-clerk", false)] {
            let own = opened(office, person, "2026-01-01/1").await;
            let desk = office.desk_of(person).await;
            let page = desk.open(&format!("/desk/analyses/{own}/finding")).await;
            assert_eq!(page.has("答复不细。"), offered, "{person}");
            assert_eq!(page.has(&number), offered, "{person} is told from where");
            assert!(!page.has("没有批示过的原因。"), "what no leader judged is no past one");
        }
    })
    .await;
}

#[tokio::test]
async fn a_theme_opens_its_list_to_whoever_sees_the_analysis_and_to_nobody_else_t3() {
    each_engine(async |office| {
        let office = &office;
        for nth in 0..16 {
            let (title, text) = match nth {
                0..6 => ("惠农补贴被截留", "会计截留惠农补贴，名单不公示。"),
                6..12 => ("鱼塘低价出租", "村集体鱼塘出租，租金没有入账。"),
                _ => ("窗口", "办事窗口态度恶劣。"),
            };
            let fields = json!({"channel": "letter", "title": format!("{title}第{nth}件"),
                "text": text, "unit": "x", "late_reason": "启用本平台"});
            received(office, fields).await;
        }
        let number = opened(office, "x-head", "2026-02-01/1").await;
        let at = format!("/desk/analyses/{number}");
        let head = office.desk_of("x-head").await;
        let page = head.open(&at).await;
        assert!(page.has("截留") && page.has("个主题") && page.has(&format!("{at}/themes/1")));
        let lists = [1, 2].map(|nth| format!("{at}/themes/{nth}"));
        let [one, two] = [head.open(&lists[0]).await, head.open(&lists[1]).await];
        assert_ne!(one.has("惠农补贴被截留"), two.has("惠农补贴被截留"));
        assert_ne!(one.has("鱼塘低价出租"), two.has("鱼塘低价出租"));
        for person in ["y-clerk", "t-officer", "system", "auditor"] {
            let stranger = office.desk_of(person).await;
            let shut = stranger.get(&lists[0]).await;
            assert_eq!(shut.status, StatusCode::NOT_FOUND, "{person}");
        }
        let none = head.get(&format!("{at}/themes/9")).await;
        assert_eq!(none.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn the_plan_of_a_year_tells_where_each_stands_and_no_stranger_of_it_s1_36_t3() {
    each_engine(async |office| {
        let office = &office;
        let head = office.desk_of("x-head").await;
        let empty = head.open("/desk/analyses/plan").await;
        assert!(
            empty.has("没有列入计划的分析")
                && empty.has("计划完成日期")
                && empty.has("/desk/analyses/new")
        );
        let plan = async |period: &str, due: &str, more: Value| {
            let mut fields = json!({"kind": "planned", "period": period, "due": due});
            for (name, value) in more.as_object().unwrap() {
                fields[name] = value.clone();
            }
            let who = app::Who::Staff(casework::PersonId::from("x-head"));
            let new = app::Subject::NewProcedure(casework::procedure::Noun::Analysis);
            let done = office.give(&who, new, "open-analysis", fields).await;
            done.unwrap().number.unwrap()
        };
        let field =
            json!({"domain": "village-assets", "responsible": "t", "title": "村级资产专题"});
        let first = plan("2026-01-01/3", "2026-04-15", field).await;
        let own = plan("2026-01-01/6", "2026-07-20", json!({})).await;
        let page = head.open("/desk/analyses").await;
        assert!(page.has("/desk/analyses/plan"));
        let page = head.open("/desk/analyses/plan?year=2026").await;
        for told in [
            "村级资产专题",
            "待定数2项",
            "第二季度",
            &first,
            &own,
            "村级集体",
        ] {
            assert!(page.has(told), "{told}");
        }
        let before = head.open("/desk/analyses/plan?year=2025").await;
        assert!(!before.has(&first) && before.has("2025年没有列入计划的分析"));
        let township = office.desk_of("t-officer").await;
        let page = township.open("/desk/analyses/plan?year=2026").await;
        assert!(!page.has(&own), "what is not theirs is not told");
        let stranger = office.desk_of("y-clerk").await;
        let page = stranger.open("/desk/analyses/plan?year=2026").await;
        assert!(!page.has(&first) && !page.has("村级资产专题"));
        for wrong in ["year=x", "year=99999", "year=1"] {
            let answer = head.get(&format!("/desk/analyses/plan?{wrong}")).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{wrong}");
        }
        let system = office.desk_of("system").await;
        let shut = system.get("/desk/analyses/plan").await;
        assert_eq!(shut.status, StatusCode::FORBIDDEN);
    })
    .await;
}
