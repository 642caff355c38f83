//! Printed forms as lines of text: a line for each row of the table.

use app::queries::{matter, print};
use app::{App, Failure};
use casework::PersonId;
use papers::paper::{Form, Row};

/// The id of a form by its name.
pub(super) fn form(app: &App, name: &str) -> Option<String> {
    let known = app.rules().forms.iter().find(|form| form.name == name);
    known.map(|form| form.id.clone())
}

/// The lines of a form of a matter, printed by somebody.
pub(super) async fn lines(
    app: &App,
    person: &PersonId,
    number: &str,
    form: &str,
) -> Result<Vec<String>, String> {
    let printing = print::one(app, person, number, form).await;
    let printing = printing.map_err(|failure| failure.to_string())?;
    let mut lines: Vec<String> = printing.sheets.iter().flat_map(sheet).collect();
    lines.push(printing.printed.line());
    Ok(lines)
}

/// No form of the catalogue prints anything of a matter for somebody.
pub(super) async fn are_shut(app: &App, person: &PersonId, number: &str) -> Result<(), String> {
    for form in &app.rules().forms {
        match print::one(app, person, number, &form.id).await {
            Err(Failure::NotFound) => {}
            Err(failure) => return Err(format!("{}透露了此件：{failure}", form.name)),
            Ok(_) => return Err(format!("{}可以打印", form.name)),
        }
    }
    match matter::assignment(app, person, (number, 1)).await {
        Err(Failure::NotFound) => {}
        Err(failure) => return Err(format!("{ASSIGNMENT}透露了此件：{failure}")),
        Ok(_) => return Err(format!("{ASSIGNMENT}可以打印")),
    }
    Ok(())
}

/// The id of a letter by its name.
pub(super) fn letter(app: &App, name: &str) -> Option<String> {
    let known = app
        .rules()
        .letters
        .iter()
        .find(|letter| letter.name == name);
    known.map(|letter| letter.id.clone())
}

/// The paragraphs of a letter about a matter, written by somebody.
pub(super) async fn paragraphs(
    app: &App,
    person: &PersonId,
    number: &str,
    letter: &str,
) -> Result<Vec<String>, String> {
    let lettering = print::letter(app, person, number, letter).await;
    let letter = lettering.map_err(|failure| failure.to_string())?.letter;
    Ok(letter.lines())
}

/// The name of the notice that goes with what was assigned.
pub(super) const ASSIGNMENT: &str = "交办通知单";

/// The lines of the last notice that somebody may see of a matter.
pub(super) async fn assignment(
    app: &App,
    person: &PersonId,
    number: &str,
) -> Result<Vec<String>, String> {
    let page = matter::matter(app, person, number).await;
    let page = page.map_err(|failure| failure.to_string())?;
    let Some(last) = page.notices.last() else {
        return Ok(Vec::new());
    };
    let paper = matter::assignment(app, person, (number, last.notice)).await;
    let paper = paper.map_err(|failure| failure.to_string())?;
    Ok(paper.lines())
}

fn sheet(form: &Form) -> Vec<String> {
    let bars = form.barcode.as_deref().map(|text| format!("条形码 {text}"));
    let head = format!("{} {} {}", form.title, form.organ, form.number);
    let rows = form.rows.iter().flat_map(row);
    std::iter::once(head).chain(bars).chain(rows).collect()
}

fn row(row: &Row) -> Vec<String> {
    let one_line = |text: &str| text.lines().map(str::trim).collect::<Vec<_>>().join("；");
    match row {
        Row::Pairs(pairs) => {
            let pair = |(label, value): &(String, String)| format!("{label} {}", one_line(value));
            vec![pairs.iter().map(pair).collect::<Vec<_>>().join("，")]
        }
        Row::Text {
            label, text, sign, ..
        } => {
            let sign = sign.split('：').next().unwrap_or_default();
            vec![
                format!("{label} {} {sign}", one_line(text))
                    .trim_end()
                    .to_owned(),
            ]
        }
        Row::Heading(text) => vec![text.clone()],
        Row::Grid(grid) => {
            let line = |line: &Vec<String>| {
                line.iter()
                    .map(|value| one_line(value))
                    .collect::<Vec<_>>()
                    .join(" ")
            };
            grid.lines.iter().map(line).collect()
        }
    }
}
