//! The XML of a small part as a tree. Names and values stay as they were written.

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};

/// An element.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Node {
    pub(super) name: String,
    /// Names and values, the values as escaped as they were.
    pub(super) attributes: Vec<(String, String)>,
    pub(super) children: Vec<Child>,
}

/// What stands in an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Child {
    Node(Node),
    /// Text, as escaped as it was.
    Text(String),
}

/// How deep a part may be: those of a workbook are a dozen deep.
const DEPTH_MAX: usize = 64;

/// Reads a part.
pub(super) fn parse(text: &str) -> Result<Node, String> {
    let mut reader = Reader::from_str(text.trim_start_matches('\u{FEFF}'));
    let mut open: Vec<Node> = vec![Node::default()];
    loop {
        let event = reader.read_event().map_err(|error| error.to_string())?;
        let depth = open.len();
        let top = open.last_mut().ok_or("an element ends that never began")?;
        match event {
            Event::Start(start) if depth < DEPTH_MAX => open.push(node(&start)?),
            Event::Start(_) => return Err("elements are nested too deep".to_owned()),
            Event::Empty(start) => top.children.push(Child::Node(node(&start)?)),
            Event::Text(text) => top.children.push(Child::Text(text.to_string())),
            Event::GeneralRef(name) => top.children.push(Child::Text(format!("&{};", &*name))),
            Event::CData(text) => {
                let text = super::super::xml::escaped(&text);
                top.children.push(Child::Text(text));
            }
            Event::End(_) => {
                let ended = open.pop().ok_or("an element ends that never began")?;
                let into = open.last_mut().ok_or("an element ends that never began")?;
                into.children.push(Child::Node(ended));
            }
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            Event::DocType(_) => return Err("a document type is not allowed".to_owned()),
            Event::Eof => break,
        }
    }
    let root = open.pop().filter(|_| open.is_empty());
    let elements = root.map(|root| root.children).unwrap_or_default();
    let element = elements.into_iter().find_map(|child| match child {
        Child::Node(node) => Some(node),
        Child::Text(_) => None,
    });
    element.ok_or_else(|| "the part is empty".to_owned())
}

fn node(start: &BytesStart<'_>) -> Result<Node, String> {
    let mut attributes = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| error.to_string())?;
        attributes.push((attribute.key.0.to_owned(), attribute.value.into_owned()));
    }
    Ok(Node {
        name: start.name().0.to_owned(),
        attributes,
        children: Vec::new(),
    })
}

impl Node {
    /// The name without its prefix.
    pub(super) fn local(&self) -> &str {
        self.name.rsplit(':').next().unwrap_or(&self.name)
    }

    /// The elements in it.
    pub(super) fn nodes(&self) -> impl Iterator<Item = &Node> {
        self.children.iter().filter_map(|child| match child {
            Child::Node(node) => Some(node),
            Child::Text(_) => None,
        })
    }

    /// The elements in it, to be changed.
    pub(super) fn nodes_mut(&mut self) -> impl Iterator<Item = &mut Node> {
        self.children.iter_mut().filter_map(|child| match child {
            Child::Node(node) => Some(node),
            Child::Text(_) => None,
        })
    }

    /// The first element of a name.
    pub(super) fn find(&self, name: &str) -> Option<&Node> {
        self.nodes().find(|node| node.local() == name)
    }

    /// An attribute, unescaped.
    pub(super) fn value(&self, name: &str) -> Option<String> {
        let (_, value) = self.attributes.iter().find(|(known, _)| known == name)?;
        Some(unescape(value).map_or_else(|_| value.clone(), |value| value.into_owned()))
    }

    /// Sets an attribute.
    pub(super) fn set(&mut self, name: &str, value: &str) {
        let value = super::super::xml::escaped(value);
        match self.attributes.iter_mut().find(|(known, _)| known == name) {
            Some((_, old)) => *old = value,
            None => self.attributes.push((name.to_owned(), value)),
        }
    }

    /// Takes an attribute away.
    pub(super) fn unset(&mut self, name: &str) {
        self.attributes.retain(|(known, _)| known != name);
    }

    /// All text in it, unescaped.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        for child in &self.children {
            match child {
                Child::Node(node) => text.push_str(&node.text()),
                Child::Text(raw) => match unescape(raw) {
                    Ok(plain) => text.push_str(&plain),
                    Err(_) => text.push_str(raw),
                },
            }
        }
        text
    }

    /// Its text in place of all there is.
    pub(super) fn set_text(&mut self, text: &str) {
        self.children = vec![Child::Text(super::super::xml::escaped(text))];
    }

    /// Writes its beginning: `<row r="5">`.
    pub(super) fn write_start(&self, out: &mut String) {
        out.push('<');
        out.push_str(&self.name);
        for (name, value) in &self.attributes {
            out.push_str(&format!(" {name}=\"{value}\""));
        }
        out.push('>');
    }

    /// Writes its end.
    pub(super) fn write_end(&self, out: &mut String) {
        out.push_str(&format!("</{}>", self.name));
    }

    /// Writes it whole.
    pub(super) fn write(&self, out: &mut String) {
        self.write_start(out);
        for child in &self.children {
            match child {
                Child::Node(node) => node.write(out),
                Child::Text(text) => out.push_str(text),
            }
        }
        self.write_end(out);
    }
}
