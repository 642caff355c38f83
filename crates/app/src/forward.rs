//! Forward copies (转办摘要, T5): what a receiver is given where the router wrote nothing, made from what
//! the office itself registered and never from the reporter's own words.

use crate::audience::Opener;
use crate::vault::{self, Texts};
use crate::{App, Fault};
use casework::UnitId;
use casework::access::holds_original;
use casework::matter::{Lead, Matter};
use casework::office::Office;
use serde_json::{Map, Value};

/// Most characters of a composed title and summary: what the form takes.
const TITLE_MAX: usize = 100;
const SUMMARY_MAX: usize = 3_000;

/// A composed copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copy {
    /// 反映某某问题.
    pub title: String,
    /// Lead by lead, issue by issue.
    pub summary: String,
}

/// The copy a matter's registration gives; none where no lead was registered.
///
/// # Errors
/// A text is not what its event committed to.
pub fn composed(app: &App, matter: &Matter, texts: &Texts) -> Result<Option<Copy>, Fault> {
    let Some(first) = matter.leads.first() else {
        return Ok(None);
    };
    let also = if matter.leads.len() > 1 { "等人" } else { "" };
    let title = format!(
        "反映{}{also}{}",
        texts.of(&first.subject)?,
        kind(app, matter, first)
    );
    let mut lines = Vec::new();
    for lead in &matter.leads {
        let mut line = texts.of(&lead.subject)?.to_owned();
        if let Some(post) = &lead.post {
            line.push_str(&format!("（{}）", texts.of(post)?));
        }
        for (issue, number) in lead.issues.iter().zip(1..) {
            line.push_str(&format!("\n{number}. {}", texts.of(&issue.text)?));
        }
        lines.push(line);
    }
    let cut = |text: &str, max| text.chars().take(max).collect::<String>();
    let title = cut(&title.replace(['\n', '\r'], " "), TITLE_MAX);
    Ok(Some(Copy {
        title,
        summary: cut(&lines.join("\n\n"), SUMMARY_MAX),
    }))
}

/// The class of a lead's first issue, as a title names it.
fn kind(app: &App, matter: &Matter, lead: &Lead) -> String {
    let edition = matter
        .edition
        .as_deref()
        .and_then(|id| app.rules().edition(id));
    let issue = lead.issues.first();
    let name = issue.and_then(|issue| edition?.name_of(&issue.category));
    let short = name.as_deref().and_then(|name| name.rsplit(" · ").next());
    short.map_or_else(|| "有关问题".to_owned(), |name| format!("{name}问题"))
}

/// Fills what the router left empty, where the matter leaves the organs that have the original.
///
/// # Errors
/// The database does not answer, or a text does not open.
pub(crate) async fn fill(
    app: &App,
    (office, opener): (&Office, &Opener),
    matter: &Matter,
    fields: &Map<String, Value>,
) -> Result<Map<String, Value>, Fault> {
    let mut fields = fields.clone();
    let to = fields.get("to").and_then(Value::as_str).map(UnitId::from);
    let organ = to.as_ref().and_then(|to| office.organ_of(to));
    let has = |organ: &UnitId| {
        holds_original(office, organ, &matter.receiver) || matter.routing.originals.contains(organ)
    };
    if organ.is_none_or(has) {
        return Ok(fields);
    }
    let texts = vault::texts(app, opener, &matter.id.stream()).await?;
    if let Some(copy) = composed(app, matter, &texts)? {
        for (name, text) in [("title", copy.title), ("summary", copy.summary)] {
            let written = fields.get(name).and_then(Value::as_str);
            if written.is_none_or(|text| text.trim().is_empty()) {
                fields.insert(name.to_owned(), text.into());
            }
        }
    }
    Ok(fields)
}
