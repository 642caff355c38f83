//! Every kind of letter and slip an act issues, filled with invented facts and turned into a PDF by the office
//! program of the machine: the words of the context stand on its pages, a slip on one sheet (P-22, P-32).
//!
//! `JIANJIAN_TEST_PAPERS` names a folder that keeps what was written, to be looked at.

use app::catalogue::Catalogue;
use app::office_program::{OfficeProgram, Settings};
use app::official::{Facts, issued};
use app::testing;
use casework::rules::{Layout, LetterRule};
use papers::paper::{Body, Official, Printed, parted};
use std::process::Command;

/// What a kind lists and who else gets it.
fn facts_of(rule: &LetterRule) -> Facts {
    let line = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect();
    let printed = Printed {
        by: "信访室　周敏".into(),
        at: "2026-11-23 09:15".into(),
    };
    let facts = Facts {
        printed,
        ..testing::letters::facts()
    };
    match &*rule.id {
        "warning" => Facts {
            signatory: None,
            ..facts
        },
        "notice" => Facts {
            addressee: "各县（市、区）纪委监委，各派驻纪检监察组".into(),
            reason: "全市应按期报告结果的信访件126件，按期118件，按期率93.7%。经提示、督办仍超期的情况如下：".into(),
            demand: "各单位要逐件分析超期原因，落实首办责任，当月整改到位。".into(),
            lines: vec![
                line(&["柳塘县纪委监委", "报告结果", "3", "最长超期12个工作日"]),
                line(&["青石区纪委监委", "受理告知", "2", "已督办，未反馈"]),
                line(&["派驻市教育局纪检监察组", "签收", "1", "最长超期4个工作日"]),
            ],
            copies: vec!["市纪委常委会委员".into(), "第一至第六监督检查室".into()],
            ..facts
        },
        "campaign-notice" => Facts {
            addressee: "各参加单位".into(),
            reason: "截至2026-10-31，共列入178件，已包案178件，已化解121件，已销号96件，销号率53%。".into(),
            demand: "未销号的要逐件分析原因，包案领导每周调度一次。".into(),
            lines: vec![
                line(&["柳塘县纪委监委", "42", "42", "30", "21", "超期2，退回1"]),
                line(&["青石区纪委监委", "36", "36", "28", "25", "无"]),
            ],
            ..facts
        },
        "campaign-assignment" => Facts {
            addressee: "柳塘县纪委监委".into(),
            reason: "教育".into(),
            demand: "逐件明确包案领导，按期报送结果。".into(),
            lines: vec![line(&["第1项", "990101-2025-4-0000015", "6件次", "重点件"])],
            ..facts
        },
        "prompt-letter" => Facts {
            addressee: "派驻市自然资源局纪检监察组".into(),
            reason: "柳塘县青石片区23户群众反映征地补偿款兑付不及时，涉及群体较大。".into(),
            demand: "督促主责部门查明情况，依法依规解决群众合理诉求，防止矛盾激化。".into(),
            enclosures: vec!["信访举报材料原件（密封）".into()],
            copies: vec!["市纪委监委第三监督检查室".into()],
            ..facts
        },
        "handover-letter" => Facts {
            addressee: "柳塘县人民政府".into(),
            reason: "柳塘县青石片区23户群众反映征地补偿款兑付不及时。".into(),
            demand: "核清应付、已付和欠付款项，限期兑付到户，并向群众公开说明。".into(),
            enclosures: vec!["信访事项摘要".into()],
            ..facts
        },
        "deficiency-list" => Facts {
            demand: "请对照清单逐条整改，附证明材料，由主要负责人签字后报送；逾期未整改的，启动履职调查。".into(),
            lines: vec![
                line(&["1", "办理程序", "超过期限12个工作日受理，未报批延期", "8", "完善签收、受理台账，逐日核对"]),
                line(&["2", "实施调查", "未对第2项问题取证即下结论", "15", "补充核查并重新形成报告"]),
                line(&["3", "答复反馈", "未向实名举报人作办结答复", "10", "补做一对一答复，留存记录"]),
            ],
            ..facts
        },
        _ => facts,
    }
}

/// The words of each page of a PDF.
fn pages(pdf: &[u8]) -> Vec<String> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("paper.pdf");
    std::fs::write(&file, pdf).expect("the folder was made");
    let run = Command::new("pdftotext")
        .args(["-raw"])
        .arg(file)
        .arg("-")
        .output()
        .expect("poppler-utils is installed: `cargo xtask needs`");
    assert!(run.status.success());
    let text = String::from_utf8(run.stdout).expect("text of a page is UTF-8");
    let text = text.strip_suffix('\u{c}').unwrap_or(&text);
    text.split('\u{c}').map(bare).collect()
}

/// Words without the spaces and line ends that setting them adds.
fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn keep(name: &str, ending: &str, bytes: &[u8]) {
    if let Some(folder) = std::env::var_os("JIANJIAN_TEST_PAPERS") {
        let file = std::path::Path::new(&folder).join(format!("{name}.{ending}"));
        std::fs::write(file, bytes).expect("the folder named can be written");
    }
}

async fn prints(program: &OfficeProgram, name: &str, paper: &Official) -> Vec<String> {
    let docx = paper.docx().expect("a paper can be written");
    keep(name, "docx", &docx);
    let pdf = program.pdf(&docx).await.expect("the program makes a PDF");
    keep(name, "pdf", &pdf);
    pages(&pdf)
}

#[tokio::test]
async fn every_kind_an_act_issues_prints_all_it_says_p22_p32() {
    let rules = Catalogue::read(None).unwrap().rules;
    let program = OfficeProgram::find(&Settings::default())
        .expect("LibreOffice is installed: `cargo xtask needs`");
    let kinds: Vec<&LetterRule> = rules
        .letters
        .iter()
        .filter(|rule| rule.is_issued())
        .collect();
    assert!(kinds.len() >= 10, "kinds may be added, none forgotten");
    let mut printed = Vec::new();
    for rule in kinds {
        let paper = issued(rule, &facts_of(rule));
        let pages = prints(&program, &rule.id, &paper).await;
        printed.push((rule, paper, pages));
    }
    for (rule, paper, pages) in printed {
        // An enclosure begins a page of its own, behind the signature.
        let enclosed = match &paper.body {
            Body::Letter(blocks) | Body::Document(blocks) => !parted(blocks).1.is_empty(),
            Body::Slip(_) => false,
        };
        let sheets = if rule.layout == Layout::Table { 1 } else { 2 } + usize::from(enclosed);
        assert!(pages.len() <= sheets, "{}: {pages:?}", rule.id);
        let all = pages.concat();
        for line in paper.lines().iter().flat_map(|line| line.lines()) {
            assert!(all.contains(&bare(line)), "{}: {line}\n{all}", rule.id);
        }
        // A signature never stands alone: the last paragraph is on its page.
        let last = &pages[pages.len() - 1];
        let alone = pages.len() > 1 && last.starts_with(&bare(&paper.signature));
        assert!(!alone, "{}: {last}", rule.id);
    }
}

#[tokio::test]
async fn a_draft_leaves_room_and_a_number_comes_with_the_signature() {
    let rules = Catalogue::read(None).unwrap().rules;
    let rule = rules.letter("supervision").unwrap();
    let draft = Facts {
        serial: None,
        date: None,
        signatory: Some(String::new()),
        ..facts_of(rule)
    };
    let lines = issued(rule, &draft).lines().join("\n");
    assert!(lines.contains("督办〔2026〕　　号") && lines.contains("　　年　　月　　日"));
    let lines = issued(rule, &facts_of(rule)).lines().join("\n");
    assert!(lines.contains("督办〔2026〕7号") && lines.contains("签发人：何守成"));
}

#[test]
fn what_is_not_known_is_room_for_writing() {
    let rules = Catalogue::read(None).unwrap().rules;
    let rule = rules.letter("handover-letter").unwrap();
    let lines = issued(rule, &Facts::default()).lines().join("\n");
    assert!(lines.contains("请于＿＿＿＿＿＿前书面反馈"));
    let slip = rules.letter("reminder").unwrap();
    let lines = issued(slip, &Facts::default()).lines().join("\n");
    assert!(!lines.contains('＿'), "a cell is room enough: {lines}");
}
