//! A layout being filled: what stands above first, then a row a matter, then what stands below, moved
//! down by so many rows.

use super::Layout;
use super::dom::{Child, Node};
use super::formula::{Stands, moved};
use super::marks::{Piece, pieces};
use super::package::{Package, WORKBOOK};
use super::read::{number, put_text, rows, span, text_of};
use crate::sheet::Cell;
use crate::table::spool::Spool;
use crate::table::workbook::options;
use crate::table::xml::escaped;
use crate::table::{WriteError, parts};
use std::collections::BTreeMap;
use std::io::Write;
use zip::ZipWriter;
use zip::write::StreamWriter;

/// A layout under way.
pub struct Filling {
    zip: ZipWriter<StreamWriter<Spool>>,
    spool: Spool,
    package: Package,
    tree: Node,
    sheet: String,
    /// The row that is repeated, and its merges.
    model: Node,
    merges: Vec<String>,
    row: u32,
    last: u32,
    /// Rows written.
    count: u32,
    /// Marks of the row, by their place among the cells given.
    at: BTreeMap<String, usize>,
    said: BTreeMap<String, String>,
}

/// The mark for how many matters there are, known at the end.
const COUNT: &str = "件数";

impl Layout {
    /// Begins to fill it. `names` are the marks of the row, in the order their cells will be given;
    /// `said` is what stands for the others, but for how many there are.
    ///
    /// # Errors
    /// A part cannot be written.
    pub fn fill(
        &self,
        names: &[String],
        said: &BTreeMap<String, String>,
    ) -> Result<Filling, WriteError> {
        let mut tree = self.tree.clone();
        let spool = Spool::default();
        let merges = merges(&mut tree, self.row);
        let model = rows(&tree).find(|row| number(row) == Some(self.row));
        let mut filling = Filling {
            zip: ZipWriter::new_stream(spool.clone()),
            spool,
            package: self.package.clone(),
            sheet: self.sheet.clone(),
            model: model.cloned().unwrap_or_default(),
            tree,
            merges,
            row: self.row,
            last: self.last,
            count: 0,
            at: names.iter().cloned().zip(0..).collect(),
            said: said.clone(),
        };
        filling.begin(&self.part)?;
        Ok(filling)
    }
}

/// Takes the merges within the row out of the sheet.
fn merges(tree: &mut Node, row: u32) -> Vec<String> {
    let mut within = Vec::new();
    for node in tree.nodes_mut().filter(|node| node.local() == "mergeCells") {
        node.unset("count");
        node.children.retain(|child| {
            let range = match child {
                Child::Node(merge) => merge.value("ref").unwrap_or_default(),
                Child::Text(_) => return false,
            };
            let ours = span(&range) == (row, row);
            within.extend(ours.then_some(range));
            !ours
        });
    }
    // A list of no merges is more than readers take.
    if within.is_empty() {
        tree.children.retain(|child| match child {
            Child::Node(node) => node.local() != "mergeCells" || node.nodes().next().is_some(),
            Child::Text(_) => true,
        });
    }
    within
}

impl Filling {
    pub(in crate::table) fn row(&mut self, cells: &[Cell]) -> Result<(), WriteError> {
        let text = self.line(cells);
        self.count += 1;
        Ok(self.zip.write_all(text.as_bytes())?)
    }

    pub(in crate::table) fn take(&self) -> Vec<u8> {
        self.spool.take()
    }

    pub(in crate::table) fn finish(mut self, last: &str) -> Result<Vec<u8>, WriteError> {
        if self.count == 0 {
            self.row(&[])?;
            self.count = 0;
        }
        self.said.insert(COUNT.to_owned(), self.count.to_string());
        self.below(last)?;
        self.zip.start_file(WORKBOOK, options())?;
        let workbook = self.workbook()?;
        self.zip.write_all(workbook.as_bytes())?;
        self.zip.finish()?;
        Ok(self.spool.take())
    }

    /// Rows that came in beyond the one there was.
    fn more(&self) -> u32 {
        self.count.max(1) - 1
    }

    fn begin(&mut self, sheet: &str) -> Result<(), WriteError> {
        for (name, bytes) in self.package.parts() {
            if name != sheet && name != WORKBOOK {
                self.zip.start_file(name, options())?;
                self.zip.write_all(bytes)?;
            }
        }
        self.zip.start_file(sheet, options())?;
        let mut out = parts::XML.to_owned();
        self.tree.write_start(&mut out);
        for node in self.tree.nodes().filter(|node| node.local() != "dimension") {
            if node.local() == "sheetData" {
                node.write_start(&mut out);
                let above = node.nodes().filter(|row| number(row) < Some(self.row));
                for row in above {
                    self.said_in(row.clone()).write(&mut out);
                }
                break;
            }
            node.write(&mut out);
        }
        Ok(self.zip.write_all(out.as_bytes())?)
    }

    /// A row of the list.
    fn line(&self, cells: &[Cell]) -> String {
        let (here, down) = (self.row + self.count, self.count);
        let mut out = String::new();
        let mut row = self.model.clone();
        row.set("r", &here.to_string());
        row.write_start(&mut out);
        for cell in row.nodes() {
            let mut cell = cell.clone();
            let at = cell.value("r").unwrap_or_default();
            let column: String = at.chars().take_while(char::is_ascii_uppercase).collect();
            cell.set("r", &format!("{column}{here}"));
            self.put(&mut cell, cells, down);
            cell.write(&mut out);
        }
        row.write_end(&mut out);
        out
    }

    /// Puts what its marks stand for into a cell of the row.
    fn put(&self, cell: &mut Node, cells: &[Cell], down: u32) {
        for formula in cell.nodes_mut().filter(|node| node.local() == "f") {
            let along = |row: u32, fixed: bool, _| if fixed { row } else { row + down };
            let text = moved(&formula.text(), Some(&self.sheet), &along);
            formula.set_text(&text);
        }
        forget_result(cell);
        let Some(parts) = text_of(cell).and_then(|text| pieces(&text)) else {
            return;
        };
        let value = |name: &str| self.at.get(name).and_then(|at| cells.get(*at));
        match &parts[..] {
            [Piece::Mark(name)] if self.at.contains_key(name) => match value(name) {
                Some(Cell::Text(text)) => put_text(cell, text),
                Some(Cell::Number(number)) => put_number(cell, &number.to_string()),
                Some(Cell::Date(day)) => put_text(cell, &day.date().to_string()),
                Some(Cell::Bool(is)) => put_text(cell, if *is { "是" } else { "否" }),
                Some(Cell::Empty) | None => put_text(cell, ""),
            },
            _ => {
                let text = parts.iter().map(|piece| match piece {
                    Piece::Plain(text) => text.clone(),
                    Piece::Mark(name) => match value(name) {
                        Some(cell) => cell.text(),
                        None => self.said.get(name).cloned().unwrap_or_default(),
                    },
                });
                put_text(cell, &text.collect::<String>());
            }
        }
    }

    /// A row with what is said once in place of its marks.
    fn said_in(&self, mut row: Node) -> Node {
        for cell in row.nodes_mut() {
            self.put(cell, &[], 0);
        }
        row
    }

    /// What stands below the list, and after the rows.
    fn below(&mut self, last: &str) -> Result<(), WriteError> {
        let (row, more) = (self.row, self.more());
        let mut out = String::new();
        let mut rest = self.tree.clone();
        let mut is_data_over = false;
        for node in rest.nodes_mut().filter(|node| node.local() != "dimension") {
            if node.local() != "sheetData" {
                if is_data_over {
                    self.shift(node);
                    self.write_rest(node, &mut out)?;
                }
                continue;
            }
            is_data_over = true;
            for line in node.nodes().filter(|line| number(line) > Some(row)) {
                let mut line = self.said_in(line.clone());
                line.set("r", &(number(&line).unwrap_or(row) + more).to_string());
                self.shift(&mut line);
                line.write(&mut out);
            }
            let prefix = node.name.strip_suffix("sheetData").unwrap_or_default();
            let foot = self.last.max(row) + more + 2;
            out.push_str(&format!(
                "<{prefix}row r=\"{foot}\"><{prefix}c r=\"A{foot}\" t=\"inlineStr\"><{prefix}is>\
                 <{prefix}t>{}</{prefix}t></{prefix}is></{prefix}c></{prefix}row>",
                escaped(last)
            ));
            node.write_end(&mut out);
        }
        rest.write_end(&mut out);
        Ok(self.zip.write_all(out.as_bytes())?)
    }

    /// Writes a part after the rows; the merges of the row are repeated, piece by piece.
    fn write_rest(&mut self, node: &Node, out: &mut String) -> Result<(), WriteError> {
        if node.local() != "mergeCells" || self.merges.is_empty() {
            node.write(out);
            return Ok(());
        }
        node.write_start(out);
        node.nodes().for_each(|merge| merge.write(out));
        let prefix = node.name.strip_suffix("mergeCells").unwrap_or_default();
        for down in 0..=self.more() {
            for range in &self.merges {
                let range = moved(range, None, &|row, _, _| row + down);
                out.push_str(&format!("<{prefix}mergeCell ref=\"{range}\"/>"));
            }
            if out.len() > PIECE {
                self.zip.write_all(out.as_bytes())?;
                out.clear();
            }
        }
        node.write_end(out);
        Ok(())
    }

    /// Moves every place in an element and what is in it.
    fn shift(&self, node: &mut Node) {
        for (name, value) in &mut node.attributes {
            if matches!(
                name.as_str(),
                "ref" | "sqref" | "r" | "topLeftCell" | "activeCell"
            ) && node.name.rsplit(':').next() != Some("row")
            {
                let places: Vec<String> = value.split(' ').map(|one| self.down(one)).collect();
                *value = places.join(" ");
            }
        }
        let breaks = node.local() == "rowBreaks";
        for inner in node.nodes_mut() {
            if breaks {
                let at: Option<u32> = inner.value("id").and_then(|id| id.parse().ok());
                let at = at.map(|at| if at > self.row { at + self.more() } else { at });
                at.into_iter()
                    .for_each(|at| inner.set("id", &at.to_string()));
            }
            self.shift(inner);
        }
        if matches!(node.local(), "f" | "formula" | "formula1" | "formula2") {
            let text = self.down(&node.text());
            node.set_text(&text);
        }
    }

    /// A formula or range with what is below the list moved down, and ranges over it grown.
    fn down(&self, text: &str) -> String {
        let (at, more) = (self.row, self.more());
        moved(text, Some(&self.sheet), &|row, _, stands| {
            let below = row > at || row == at && stands == Stands::Last;
            if below { row + more } else { row }
        })
    }

    /// The workbook: names of ranges moved, and every sum worked out anew when it is opened.
    fn workbook(&self) -> Result<String, WriteError> {
        let mut tree = self.package.tree(WORKBOOK).map_err(WriteError)?;
        let names = tree
            .nodes_mut()
            .filter(|node| node.local() == "definedNames");
        for name in names.flat_map(Node::nodes_mut) {
            let text = self.of_sheet(&name.text());
            name.set_text(&text);
        }
        recalculate(&mut tree);
        let mut out = parts::XML.to_owned();
        tree.write(&mut out);
        Ok(out)
    }

    /// A range of a name, where it names this sheet.
    fn of_sheet(&self, text: &str) -> String {
        let plain = format!("{}!", self.sheet);
        let quoted = format!("'{}'!", self.sheet.replace('\'', "''"));
        match text.contains(&plain) || text.contains(&quoted) {
            true => self.down(text),
            false => text.to_owned(),
        }
    }
}

/// Lets every sum be worked out anew when the workbook is opened.
fn recalculate(tree: &mut Node) {
    let known = tree.nodes_mut().find(|node| node.local() == "calcPr");
    if let Some(sums) = known {
        sums.set("fullCalcOnLoad", "1");
        return;
    }
    let prefix = tree.name.strip_suffix("workbook").unwrap_or_default();
    let mut sums = Node {
        name: format!("{prefix}calcPr"),
        ..Node::default()
    };
    sums.set("fullCalcOnLoad", "1");
    let place = |name: &str| {
        tree.children.iter().position(|child| match child {
            Child::Node(node) => node.local() == name,
            Child::Text(_) => false,
        })
    };
    let after = place("definedNames").or_else(|| place("sheets"));
    let at = after.map_or(tree.children.len(), |at| at + 1);
    tree.children.insert(at, Child::Node(sums));
}

/// Bytes after which a long list of merges is written on.
const PIECE: usize = 64 * 1024;

/// What a formula gave last is not what it gives now.
fn forget_result(cell: &mut Node) {
    if cell.find("f").is_some() {
        cell.unset("t");
        cell.children.retain(|child| match child {
            Child::Node(node) => node.local() == "f",
            Child::Text(_) => false,
        });
    }
}

fn put_number(cell: &mut Node, number: &str) {
    let prefix = cell.name.strip_suffix('c').unwrap_or_default();
    let mut value = Node {
        name: format!("{prefix}v"),
        ..Node::default()
    };
    value.set_text(number);
    cell.unset("t");
    cell.children = vec![Child::Node(value)];
}
