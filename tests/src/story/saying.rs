//! What pages and papers of a matter say as a whole: 用语 (which words stand on them, and which never do, P-33), and
//! 文档 (the fonts that the Word document of each letter asks for by name, P-32).

use super::pages;
use super::prints;
use app::App;
use app::queries::{matter, print};
use casework::PersonId;
use serde_json::Value;
use std::io::{Cursor, Read};

/// Words of a shop or a court, which an office never uses.
const NEVER: [&str; 5] = ["工单", "用户", "关闭", "星级", "嫌疑人"];

/// Words of the office.
const OWN: [&str; 4] = ["信访件", "举报人", "被反映人", "办结"];

/// Fonts of official papers, as an office's word processor knows them.
const FONTS: [&str; 4] = ["方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312"];

/// Each word, and whether it stands on any page, form or letter of a matter that somebody sees.
pub(super) async fn words(
    app: &App,
    person: &PersonId,
    (number, page): (&str, &Value),
) -> Result<Vec<String>, String> {
    let sections = pages::SECTIONS.iter().copied();
    let mut said: Vec<String> = sections
        .flat_map(|section| pages::matter(page, section))
        .collect();
    for form in &app.rules().forms {
        said.extend(prints::lines(app, person, number, &form.id).await?);
    }
    let inside = matter::matter(app, person, number).await;
    let inside = inside.map_err(|failure| failure.to_string())?;
    for (id, _) in print::offered(app, &inside) {
        said.extend(prints::paragraphs(app, person, number, &id).await?);
    }
    said.extend(prints::assignment(app, person, number).await?);
    for act in &inside.acts {
        said.push(act.zh.to_owned());
        said.push(act.help.to_owned());
    }
    let stands = |word: &&str| said.iter().any(|line| line.contains(*word));
    let told = |word: &str| {
        let word_stands = if stands(&word) { "有" } else { "没有" };
        format!("{word} {word_stands}")
    };
    Ok(NEVER.iter().chain(&OWN).map(|word| told(word)).collect())
}

/// For each letter that can be written now, the fonts its document names.
pub(super) async fn documents(
    app: &App,
    person: &PersonId,
    number: &str,
) -> Result<Vec<String>, String> {
    let page = matter::matter(app, person, number).await;
    let page = page.map_err(|failure| failure.to_string())?;
    let mut lines = Vec::new();
    for (id, name) in print::offered(app, &page) {
        let letter = print::letter(app, person, number, &id).await;
        let letter = letter.map_err(|failure| failure.to_string())?.letter;
        let document = letter.docx().map_err(|error| error.to_string())?;
        let table = fonts(&document)?;
        let named = FONTS.iter().filter(|font| table.contains(**font));
        let named: Vec<&str> = named.copied().collect();
        lines.push(format!("{name} Word文档 字体 {}", named.join("、")));
    }
    Ok(lines)
}

/// What the document declares of its fonts.
fn fonts(document: &[u8]) -> Result<String, String> {
    let archive = zip::ZipArchive::new(Cursor::new(document));
    let mut archive = archive.map_err(|error| error.to_string())?;
    let mut file = archive
        .by_name("word/fontTable.xml")
        .map_err(|error| error.to_string())?;
    let mut table = String::new();
    file.read_to_string(&mut table)
        .map_err(|error| error.to_string())?;
    Ok(table)
}
