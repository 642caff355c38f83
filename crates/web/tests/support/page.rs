//! Reads the forms of a page as a browser would send them, and checks what every page must keep.

use std::collections::BTreeSet;

/// A form with what stands in it.
#[derive(Debug, Clone, Default)]
pub struct Form {
    pub action: String,
    pub is_multipart: bool,
    /// Every control that can be filled.
    pub names: BTreeSet<String>,
    /// What would be sent.
    pub pairs: Vec<(String, String)>,
    /// Choices of lists and radio buttons: name and value.
    pub choices: Vec<(String, String)>,
}

/// An opening tag.
#[derive(Debug)]
struct Tag<'a> {
    name: &'a str,
    attributes: Vec<(&'a str, String)>,
    /// Where it stands.
    at: usize,
    /// What follows it.
    after: &'a str,
}

impl Tag<'_> {
    fn get(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, value)| value.as_str())
    }
}

fn tags(html: &str) -> Vec<Tag<'_>> {
    let opening = html.match_indices('<').filter_map(|(at, _)| {
        let rest = &html[at + 1..];
        rest.starts_with(|c: char| c.is_ascii_lowercase())
            .then_some((at, rest))
    });
    let tag = |(at, rest): (usize, &'_ str)| -> (usize, usize) { (at, at + 1 + end_of(rest)) };
    opening
        .map(tag)
        .map(|(at, end)| {
            let inside = &html[at + 1..end];
            let (name, attributes) = inside.split_once([' ', '\n']).unwrap_or((inside, ""));
            Tag {
                name,
                attributes: attributes_of(attributes),
                at,
                after: &html[end + 1..],
            }
        })
        .collect()
}

/// Where a tag ends: at the first `>` outside quotes.
fn end_of(rest: &str) -> usize {
    let mut quoted = false;
    let closing = rest.char_indices().find(|(_, c)| {
        quoted ^= *c == '"';
        *c == '>' && !quoted
    });
    closing.expect("a tag ends").0
}

fn attributes_of(mut text: &str) -> Vec<(&str, String)> {
    let mut found = Vec::new();
    loop {
        text = text.trim_start_matches([' ', '\n', '/']);
        if text.is_empty() {
            return found;
        }
        let end = text.find([' ', '=', '\n']).unwrap_or(text.len());
        let name = &text[..end];
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

/// The form of a page that is sent to an address.
pub fn form_to(html: &str, action: &str) -> Option<Form> {
    let start = html.find(&format!("action=\"{action}\""))?;
    let start = html[..start].rfind("<form")?;
    form_of(&html[start..])
}

/// The first form of a page.
pub fn form_of(html: &str) -> Option<Form> {
    let start = html.find("<form")?;
    let end = start + html[start..].find("</form>")?;
    let whole = without_templates(&html[start..end]);
    let tags = tags(&whole);
    let is_multipart = tags[0].get("enctype") == Some("multipart/form-data");
    let mut form = Form {
        action: tags[0].get("action").unwrap_or_default().to_owned(),
        is_multipart,
        ..Form::default()
    };
    let mut list = None;
    for tag in &tags[1..] {
        match (tag.name, tag.get("name")) {
            ("option", _) => option(&mut form, list.as_deref(), tag),
            ("select", Some(name)) => {
                form.names.insert(name.to_owned());
                form.pairs.push((name.to_owned(), String::new()));
                list = Some(name.to_owned());
            }
            ("input" | "textarea", Some(name)) => control(&mut form, name, tag),
            _ => {}
        }
    }
    Some(form)
}

/// What lies in a `<template>` is no part of the form.
fn without_templates(html: &str) -> String {
    let mut whole = String::new();
    let mut rest = html;
    while let Some((before, inside)) = rest.split_once("<template") {
        whole.push_str(before);
        rest = inside.split_once("</template>").unwrap().1;
    }
    whole + rest
}

fn option(form: &mut Form, list: Option<&str>, tag: &Tag<'_>) {
    let (name, value) = (
        list.unwrap().to_owned(),
        tag.get("value").unwrap().to_owned(),
    );
    if tag.get("selected").is_some() {
        form.pairs.retain(|(known, _)| *known != name);
        form.pairs.push((name.clone(), value.clone()));
    }
    form.choices.push((name, value));
}

fn control(form: &mut Form, name: &str, tag: &Tag<'_>) {
    let kind = tag.get("type").unwrap_or("text");
    let value = tag.get("value").unwrap_or_default().to_owned();
    if kind != "hidden" {
        form.names.insert(name.to_owned());
    }
    let value = match (tag.name, kind) {
        ("textarea", _) => {
            let text = tag.after.split_once("</textarea>").unwrap().0;
            unescape(text.strip_prefix('\n').unwrap_or(text))
        }
        (_, "file") => return,
        (_, "radio" | "checkbox") => {
            form.choices.push((name.to_owned(), value.clone()));
            if tag.get("checked").is_none() {
                return;
            }
            value
        }
        _ => value,
    };
    form.pairs.push((name.to_owned(), value));
}

/// The addresses a page's forms are sent to, and those its links lead to.
pub fn addresses(html: &str) -> Vec<String> {
    let found = tags(html);
    let attributes = found
        .iter()
        .flat_map(|tag| [tag.get("href"), tag.get("action")]);
    attributes.flatten().map(str::to_owned).collect()
}

/// What every page keeps (look.md 1 and 8; T8).
pub fn check_page(html: &str) {
    assert_eq!(html.matches("<h1").count(), 1, "one h1");
    assert!(html.contains("<html lang=\"zh-CN\""), "language");
    assert!(
        html.contains("<main id=\"main\"") && html.contains("href=\"#main\""),
        "landmark"
    );
    assert!(!html.contains('\u{FFFD}'), "UTF-8 throughout");
    assert!(!html.contains("<title></title>"), "title");
    assert!(html.contains("<title>"), "title");
    let has_error = html.contains("class=\"errors\"");
    assert_eq!(html.contains("<title>错误："), has_error, "title says 错误");
    let whole = without_templates(html);
    let tags = tags(&whole);
    let mut ids = BTreeSet::new();
    for id in tags.iter().filter_map(|tag| tag.get("id")) {
        assert!(ids.insert(id), "id {id} twice");
    }
    let mut keys = BTreeSet::new();
    for key in tags.iter().filter_map(|tag| tag.get("accesskey")) {
        assert!(keys.insert(key), "access key {key} twice");
    }
    for tag in &tags {
        check_attributes(tag, &ids);
        check_label(tag, &tags, &whole);
    }
}

fn check_attributes(tag: &Tag<'_>, ids: &BTreeSet<&str>) {
    for (name, value) in &tag.attributes {
        assert!(
            *name != "style" && !name.starts_with("on"),
            "inline {name} in {}",
            tag.name
        );
        let outside = value.starts_with("http") || value.starts_with("//");
        assert!(
            !(matches!(*name, "src" | "href" | "action") && outside),
            "{name}={value}"
        );
        if *name == "aria-describedby" || (*name == "form" && tag.name == "button") {
            assert!(
                value.split(' ').all(|id| ids.contains(id)),
                "{name}={value} leads nowhere"
            );
        }
        if *name == "href" && value.starts_with('#') {
            assert!(ids.contains(&value[1..]), "{value} leads nowhere");
        }
    }
}

fn check_label(tag: &Tag<'_>, tags: &[Tag<'_>], html: &str) {
    let is_control = matches!(tag.name, "input" | "textarea" | "select");
    if !is_control || tag.get("type") == Some("hidden") {
        return;
    }
    let id = tag.get("id");
    let labels = |label: &Tag<'_>| {
        label.name == "label" && label.get("for").is_some() && label.get("for") == id
    };
    let before = &html[..tag.at];
    let wrapped = before.matches("<label").count() > before.matches("</label>").count();
    assert!(
        wrapped || tags.iter().any(labels),
        "{} {id:?} has no label",
        tag.name
    );
}
