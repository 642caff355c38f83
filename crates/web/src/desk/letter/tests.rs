//! Page and paper say the same: every kind an act issues, shown by the part that every page of one uses.
//!
//! `JIANJIAN_TEST_PAPERS` names a folder that keeps the pages, to be looked at.

use super::*;
use app::catalogue::Catalogue;
use app::official::{Facts, issued};

#[derive(Template)]
#[template(
    source = r#"{% import "desk/print/parts.html" as parts %}<link rel="stylesheet" href="base.css"><link rel="stylesheet" href="desk.css"><link rel="stylesheet" href="sheet.css"><link rel="stylesheet" href="print.css"><main>{% call parts::official(paper) %}{% endcall %}</main>"#,
    ext = "html"
)]
struct Shown {
    paper: Official,
}

fn facts(columns: usize) -> Facts {
    let line = |text: &str| vec![text.to_owned(); columns];
    Facts {
        lines: vec![line("甲"), line("乙")],
        enclosures: vec!["情况说明".into(), "清单".into()],
        copies: vec!["第一监督检查室".into()],
        marks: vec!["送签稿".into()],
        ..app::testing::letters::facts()
    }
}

#[test]
fn a_page_says_all_that_the_document_says() {
    let rules = Catalogue::read(None).unwrap().rules;
    for rule in rules.letters.iter().filter(|rule| rule.is_issued()) {
        let columns = rule.parts.iter().find_map(|part| match part {
            casework::rules::PartRule::Lines { columns, .. } => Some(columns.len()),
            _ => None,
        });
        let paper = issued(rule, &facts(columns.unwrap_or_default()));
        let lines = paper.lines();
        let html = Shown { paper }.render().unwrap();
        if let Some(folder) = std::env::var_os("JIANJIAN_TEST_PAPERS") {
            let file = std::path::Path::new(&folder).join(format!("{}.html", rule.id));
            std::fs::write(file, format!("<!doctype html><meta charset=utf-8>{html}")).unwrap();
        }
        for line in lines.iter().flat_map(|line| line.lines()) {
            assert!(html.contains(line.trim()), "{}: {line}", rule.id);
        }
    }
}
