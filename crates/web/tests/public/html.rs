//! Reads the little that a test needs of a page, and checks what every page must keep.

use std::collections::BTreeSet;

/// A form of a page with what stands in it.
#[derive(Debug, Default)]
pub struct Form {
    pub action: String,
    pub is_multipart: bool,
    pub pairs: Vec<(String, String)>,
    /// Fields that can be filled.
    pub names: Vec<String>,
}

/// An opening tag, with its attributes and what follows it.
struct Tag<'a> {
    name: &'a str,
    attributes: Vec<(String, String)>,
    after: &'a str,
}

impl Tag<'_> {
    fn get(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }
}

fn tags(html: &str) -> Vec<Tag<'_>> {
    let mut found = Vec::new();
    for (at, _) in html.match_indices('<') {
        let rest = &html[at + 1..];
        if !rest.starts_with(|char: char| char.is_ascii_lowercase()) {
            continue;
        }
        let (inside, after) = rest.split_once('>').unwrap();
        let (name, attributes) = inside.split_once([' ', '\n']).unwrap_or((inside, ""));
        found.push(Tag {
            name,
            attributes: attributes_of(attributes),
            after,
        });
    }
    found
}

fn attributes_of(mut text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    loop {
        text = text.trim_start_matches([' ', '\n', '/']);
        if text.is_empty() {
            return found;
        }
        let end = text.find([' ', '=', '\n']).unwrap_or(text.len());
        let name = text[..end].to_owned();
        match text[end..].strip_prefix("=\"") {
            Some(rest) => {
                let (value, rest) = rest.split_once('"').unwrap();
                found.push((name, unescape(value)));
                text = rest;
            }
            None => {
                found.push((name, String::new()));
                text = &text[end..];
            }
        }
    }
}

fn unescape(text: &str) -> String {
    let named = [
        ("&#34;", "\""),
        ("&#39;", "'"),
        ("&#60;", "<"),
        ("&#62;", ">"),
        ("&#38;", "&"),
    ];
    named.iter().fold(text.to_owned(), |text, (code, char)| {
        text.replace(code, char)
    })
}

/// The form of the page that is sent by POST.
pub fn form_of(html: &str) -> Form {
    let Some(start) = html.find("<form") else {
        return Form::default();
    };
    let end = html.find("</form>").unwrap();
    let tags = tags(&html[start..end]);
    let head = &tags[0];
    let mut form = Form {
        action: head.get("action").unwrap_or_default().to_owned(),
        is_multipart: head.get("enctype") == Some("multipart/form-data"),
        ..Form::default()
    };
    for tag in &tags[1..] {
        let Some(name) = tag.get("name") else {
            continue;
        };
        let value = match (tag.name, tag.get("type")) {
            ("input", Some("file")) => continue,
            ("input", Some("radio" | "checkbox")) if tag.get("checked").is_none() => None,
            ("input", _) => Some(tag.get("value").unwrap_or_default().to_owned()),
            ("textarea", _) => {
                let text = tag.after.split_once("</textarea>").unwrap().0;
                Some(unescape(text.strip_prefix('\n').unwrap_or(text)))
            }
            _ => continue,
        };
        if tag.get("type") != Some("hidden") {
            form.names.push(name.to_owned());
        }
        form.pairs
            .extend(value.map(|value| (name.to_owned(), value)));
    }
    form
}

/// What every page keeps (look.md 1 and 8; T8).
pub fn check_page(html: &str) {
    assert_eq!(html.matches("<h1").count(), 1, "one h1");
    assert!(html.contains("<html lang=\"zh-CN\""), "language");
    assert!(html.contains("<main id=\"main\""), "landmark");
    assert!(html.contains("href=\"#main\""), "skip link");
    assert!(
        !html
            .split_once("<title>")
            .unwrap()
            .1
            .starts_with("</title>"),
        "title"
    );
    let tags = tags(html);
    let mut ids = BTreeSet::new();
    for id in tags.iter().filter_map(|tag| tag.get("id")) {
        assert!(ids.insert(id), "id {id} twice");
    }
    for tag in &tags {
        check_tag(tag, &tags, &ids, html);
    }
    let has_error = html.contains("class=\"errors\"");
    assert_eq!(
        html.contains("<title>错误："),
        has_error || html.contains("failed"),
        "title says 错误"
    );
}

fn check_tag(tag: &Tag<'_>, tags: &[Tag<'_>], ids: &BTreeSet<&str>, html: &str) {
    for (name, value) in &tag.attributes {
        assert!(
            name != "style" && !name.starts_with("on"),
            "inline {name} in {}",
            tag.name
        );
        let outside = value.starts_with("http") || value.starts_with("//");
        let loads = matches!(name.as_str(), "src" | "href" | "action");
        assert!(!(loads && outside), "{name}={value} leads to another site");
        if name == "aria-describedby" || (name == "form" && tag.name == "button") {
            assert!(
                value.split(' ').all(|id| ids.contains(id)),
                "{name}={value} leads nowhere"
            );
        }
        if name == "href" && value.len() > 1 && value.starts_with('#') {
            assert!(ids.contains(&value[1..]), "{value} leads nowhere");
        }
    }
    let is_control = matches!(tag.name, "input" | "textarea" | "select");
    if !is_control || tag.get("type") == Some("hidden") {
        return;
    }
    let id = tag.get("id").unwrap_or_default();
    let labelled = tags
        .iter()
        .any(|label| label.name == "label" && label.get("for") == Some(id));
    let opening = html.find(&format!("id=\"{id}\"")).unwrap_or_default();
    let wrapped =
        html[..opening].matches("<label").count() > html[..opening].matches("</label>").count();
    assert!(labelled || wrapped, "{} {id} has no label", tag.name);
}
