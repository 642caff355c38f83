//! The parts of a workbook, and what names them.

use super::dom::{self, Node};
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// The parts of a small workbook, by name.
#[derive(Debug, Clone)]
pub(super) struct Package {
    parts: Vec<(String, Vec<u8>)>,
}

/// The workbook's own part and what it refers to.
pub(super) const WORKBOOK: &str = "xl/workbook.xml";
const RELATIONS: &str = "xl/_rels/workbook.xml.rels";
const TYPES: &str = "[Content_Types].xml";
const CHAIN: &str = "calcChain.xml";

impl Package {
    /// Reads the parts of a zip that was measured before.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, String> {
        let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| error.to_string())?;
        let mut parts = Vec::new();
        for at in 0..zip.len() {
            let mut part = zip.by_index(at).map_err(|error| error.to_string())?;
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes)
                .map_err(|error| error.to_string())?;
            let name = part.name().map_err(|error| error.to_string())?.into_owned();
            if !part.is_dir() {
                parts.push((name, bytes));
            }
        }
        let mut package = Self { parts };
        package.forget_order_of_sums()?;
        Ok(package)
    }

    /// Every part.
    pub(super) fn parts(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.parts.iter().map(|(name, bytes)| (&**name, &**bytes))
    }

    /// A part as a tree.
    pub(super) fn tree(&self, name: &str) -> Result<Node, String> {
        let (_, bytes) = self
            .parts
            .iter()
            .find(|(known, _)| known == name)
            .ok_or_else(|| format!("缺少 {name}"))?;
        let text = std::str::from_utf8(bytes).map_err(|_| format!("{name} 的编码无法识别"))?;
        dom::parse(text)
    }

    /// The worksheets: name and part, in the order of the workbook.
    pub(super) fn sheets(&self) -> Result<Vec<(String, String)>, String> {
        let (workbook, relations) = (self.tree(WORKBOOK)?, self.tree(RELATIONS)?);
        let target = |id: &str| {
            let mut found = relations.nodes();
            let found = found.find(|one| one.value("Id").as_deref() == Some(id))?;
            let kind = found.value("Type")?;
            kind.ends_with("/worksheet")
                .then(|| found.value("Target"))?
        };
        let sheets = workbook.find("sheets").map(Node::nodes);
        let mut named = Vec::new();
        for sheet in sheets.into_iter().flatten() {
            let id = sheet
                .attributes
                .iter()
                .find(|(name, _)| name.ends_with(":id"));
            let target = id.and_then(|(_, id)| target(id));
            if let (Some(name), Some(target)) = (sheet.value("name"), target) {
                let part = match target.strip_prefix('/') {
                    Some(whole) => whole.to_owned(),
                    None => format!("xl/{target}"),
                };
                named.push((name, part));
            }
        }
        Ok(named)
    }

    /// The texts that cells refer to by number.
    pub(super) fn shared_texts(&self) -> Result<Vec<String>, String> {
        let name = "xl/sharedStrings.xml";
        if !self.parts.iter().any(|(known, _)| known == name) {
            return Ok(Vec::new());
        }
        // What is read beside a text to tell how it is spoken is no part of it.
        let text = |item: &Node| {
            let spoken = |node: &&Node| node.local() != "rPh" && node.local() != "phoneticPr";
            item.nodes().filter(spoken).map(Node::text).collect()
        };
        Ok(self.tree(name)?.nodes().map(text).collect())
    }

    /// Drops the order in which sums were worked out last: it names cells that move.
    fn forget_order_of_sums(&mut self) -> Result<(), String> {
        let is_chain = |name: &str| name.ends_with(CHAIN);
        if !self.parts.iter().any(|(name, _)| is_chain(name)) {
            return Ok(());
        }
        self.parts.retain(|(name, _)| !is_chain(name));
        for (part, attribute) in [(TYPES, "PartName"), (RELATIONS, "Target")] {
            let mut tree = self.tree(part)?;
            tree.children.retain(|child| match child {
                dom::Child::Node(node) => {
                    !node.value(attribute).is_some_and(|value| is_chain(&value))
                }
                dom::Child::Text(_) => true,
            });
            let mut text = super::super::parts::XML.to_owned();
            tree.write(&mut text);
            for (name, bytes) in &mut self.parts {
                if name == part {
                    *bytes = text.clone().into_bytes();
                }
            }
        }
        Ok(())
    }
}
