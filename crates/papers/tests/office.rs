//! Every kind of paper, opened by a real office program: pages and words as printed (P-22, P-32).
//!
//! One run of LibreOffice converts all of them. `JIANJIAN_TEST_PAPERS` names a folder that keeps what was
//! written, to be looked at.

use std::path::{Path, PathBuf};
use std::process::Command;

use jianjian_papers::chart::{Bar, bars};
use jianjian_papers::paper::{Block, Body, Form, Grid, Official, Printed, Row};
use jiff::civil::date;

fn printed() -> Printed {
    Printed {
        by: "信访室　周敏".into(),
        at: "2026-11-22 09:15".into(),
    }
}

fn letter(paragraphs: usize) -> Official {
    let long = "经核，相关补助款项已全部发放到户，所反映的截留问题不属实；对工作中宣传解释不到位的问题，已责成有关单位整改，并对有关责任人批评教育。";
    let mut body = vec![
        Block::text("您于2026年3月2日反映的问题，我们已按规定办理完毕。现将结果答复如下。"),
        Block::First("一、核查情况".into()),
        Block::Second("（一）关于补助款发放".into()),
    ];
    body.extend(std::iter::repeat_n(Block::text(long), paragraphs));
    Official {
        organ: "中共云岭市纪律检查委员会信访室".into(),
        number: "云岭纪信〔2026〕3号".into(),
        marks: vec!["特急".into()],
        title: "关于反映问题办理结果的答复".into(),
        addressee: "某某同志".into(),
        body: Body::Letter(body),
        enclosures: vec!["办理情况说明".into(), "意见反馈书".into()],
        signatory: Some("何守成".into()),
        signature: "中共云岭市纪律检查委员会信访室".into(),
        date: Some(date(2026, 11, 2)),
        contact: "联系人：信访室，电话：0000-0000000".into(),
        copies: Vec::new(),
        printed: printed(),
    }
}

/// A report with a drawing, as an analysis has it.
fn report() -> Official {
    let drawn = bars(
        "反映的领域，件",
        &[Bar::new("村级集体“三资”", 8), Bar::new("道路建设", 4)],
    );
    let body = vec![
        Block::First("一、总体情况".into()),
        Block::text("上半年共收到十二件。"),
        Block::Chart(drawn, "图1　反映的领域，件".into()),
    ];
    Official {
        number: "信访分析〔2026〕7号".into(),
        marks: Vec::new(),
        title: "关于2026年上半年信访举报形势分析的报告".into(),
        body: Body::Document(body),
        enclosures: Vec::new(),
        copies: vec!["第一监督检查室".into()],
        ..letter(0)
    }
}

fn form(number: &str, lines: usize) -> Form {
    let pair = |label: &str, value: &str| (label.to_owned(), value.to_owned());
    let text = |label: &str, text: &str, lines, sign: &str| Row::Text {
        label: label.into(),
        text: text.into(),
        lines,
        sign: sign.into(),
    };
    Form {
        title: "信访举报登记表".into(),
        organ: "云岭市纪委监委".into(),
        number: number.into(),
        barcode: Some(number.into()),
        rows: vec![
            Row::Pairs(vec![
                pair("收到时间", "2026-03-02 09:15"),
                pair("渠道", "来信"),
            ]),
            Row::Pairs(vec![
                pair("署名", "实名"),
                pair("初次重复", "初次"),
                pair("类别", "检举控告"),
            ]),
            text("举报人", "（另存）", 1, ""),
            text(
                "主要内容",
                "反映柳塘镇某村干部截留补助款。\n请求查清。",
                8,
                "",
            ),
            Row::Heading("反映的问题".into()),
            Row::Grid(Grid {
                heads: vec![("序号".into(), 1), ("类别".into(), 3), ("内容".into(), 8)],
                lines: vec![
                    vec![
                        "1.1".into(),
                        "违反群众纪律".into(),
                        "截留补助款两年未发".into()
                    ];
                    lines
                ],
                spare: 1,
            }),
            text("拟办意见", "", 4, "签名：　　　　　　　年　　月　　日"),
        ],
        note: "举报人身份单独封存，本表不载。".into(),
    }
}

fn folder() -> (PathBuf, Option<tempfile::TempDir>) {
    match std::env::var_os("JIANJIAN_TEST_PAPERS") {
        Some(kept) => (kept.into(), None),
        None => {
            let folder = tempfile::tempdir().expect("a temporary folder");
            (folder.path().to_owned(), Some(folder))
        }
    }
}

/// All documents of a folder as PDF.
fn converted(folder: &Path) {
    let documents = std::fs::read_dir(folder).expect("the folder was made");
    let documents = documents
        .map(|entry| entry.expect("an entry is read").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "docx"));
    // A profile of its own: two conversions at once would lock each other out.
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    let run = Command::new("soffice")
        .args([&*profile, "--headless", "--convert-to", "pdf", "--outdir"])
        .arg(folder)
        .args(documents)
        .output()
        .expect("LibreOffice is installed: `cargo xtask needs`");
    assert!(
        run.status.success(),
        "{}",
        String::from_utf8_lossy(&run.stderr)
    );
}

/// The words of each page of a document.
fn pages(folder: &Path, name: &str) -> Vec<String> {
    let pdf = folder.join(format!("{name}.pdf"));
    let run = Command::new("pdftotext")
        .args(["-layout"])
        .arg(pdf)
        .arg("-")
        .output()
        .expect("poppler-utils is installed: `cargo xtask needs`");
    assert!(run.status.success(), "{name}");
    let text = String::from_utf8(run.stdout).expect("text of a page is UTF-8");
    let text = text.strip_suffix('\u{c}').unwrap_or(&text);
    text.split('\u{c}')
        .map(|page| page.replace(' ', ""))
        .collect()
}

#[test]
fn an_office_program_opens_and_prints_every_paper_p22_p32() {
    let (folder, _kept) = folder();
    let one = "530000-2026-1-0000017";
    let papers = [
        ("letter", letter(0).docx().unwrap()),
        ("long-letter", letter(14).docx().unwrap()),
        ("report", report().docx().unwrap()),
        ("form", Form::docx(&[form(one, 2)], &printed()).unwrap()),
        (
            "batch",
            Form::docx(
                &[form(one, 2), form("530000-2026-1-0000025", 40)],
                &printed(),
            )
            .unwrap(),
        ),
    ];
    for (name, bytes) in papers {
        std::fs::write(folder.join(format!("{name}.docx")), bytes).unwrap();
    }
    converted(&folder);

    let short = pages(&folder, "letter");
    assert_eq!(short.len(), 1);
    for words in [
        "中共云岭市纪律检查委员会信访室",
        "云岭纪信〔2026〕3号",
        "某某同志：",
        "2026年11月2日",
        "周敏　2026-11-22",
    ] {
        assert!(
            short[0].contains(&words.replace('　', "")) || short[0].contains(words),
            "{words}: {}",
            short[0]
        );
    }
    assert!(!short[0].contains("—1—"));
    let long = pages(&folder, "long-letter");
    assert_eq!(long.len(), 3);
    assert!(long[1].contains("—2—") && long[2].contains("—3—"));

    let report = pages(&folder, "report");
    assert!(report.len() <= 2, "{report:?}");
    let last = &report[report.len() - 1];
    assert!(
        last.contains("图1"),
        "a signature never stands alone: {last}"
    );
    let report = report.concat();
    // What a drawing says is read as words, the bar's number after its name.
    for words in [
        "信访分析〔2026〕7号",
        "村级集体“三资”8",
        "道路建设4",
        "图1",
        "抄送：第一监督检查室。",
        "2026年11月2日印发",
        "—1—",
    ] {
        assert!(report.contains(words), "{words}: {report}");
    }

    let form = pages(&folder, "form");
    assert_eq!(form.len(), 1, "{form:?}");
    assert!(form[0].contains("第1页，共1页") && form[0].contains("（另存）"));
    let batch = pages(&folder, "batch");
    assert_eq!(batch.len(), 4);
    assert!(batch[0].contains(one) && batch[1].contains("530000-2026-1-0000025"));
}
