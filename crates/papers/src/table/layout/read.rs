//! A layout read and checked: which sheet, which row, which marks, and whether all of it can be moved.

use super::dom::Node;
use super::error::LayoutError;
use super::formula::place;
use super::marks::{Piece, pieces};
use super::package::Package;
use super::{EXPANDED_BYTES_MAX, LAYOUT_BYTES_MAX, Layout, Mark};
use crate::archive::{self, ArchiveError, ArchiveLimits};

/// A cell with marks, in a sheet.
struct Marked {
    part: String,
    tree: usize,
    mark: Mark,
    row: u32,
}

/// Reads a layout.
pub(super) fn read(
    file: &str,
    bytes: &[u8],
    is_repeated: &dyn Fn(&str) -> bool,
) -> Result<Layout, Vec<LayoutError>> {
    measure(file, bytes).map_err(|error| vec![error])?;
    let unreadable = |reason: String| {
        let file = file.to_owned();
        vec![LayoutError::Unreadable { file, reason }]
    };
    let package = Package::read(bytes).map_err(unreadable)?;
    let texts = package.shared_texts().map_err(unreadable)?;
    let sheets = package.sheets().map_err(unreadable)?;
    let mut trees = Vec::new();
    let mut marked = Vec::new();
    for (at, (name, part)) in sheets.iter().enumerate() {
        let mut tree = package.tree(part).map_err(unreadable)?;
        inline(&mut tree, &texts);
        let found = marks(&tree, name, is_repeated);
        marked.extend(found.into_iter().map(|(mark, row)| Marked {
            part: part.clone(),
            tree: at,
            mark,
            row,
        }));
        trees.push(tree);
    }
    let Some(first) = marked.iter().find(|one| one.mark.repeated) else {
        let file = file.to_owned();
        return Err(vec![LayoutError::NoRow { file }]);
    };
    let (tree, row) = (trees.swap_remove(first.tree), first.row);
    let (part, sheet) = (first.part.clone(), first.mark.sheet.clone());
    let mut errors = misplaced(&marked, &sheet, row);
    errors.extend(unfit(&tree, &sheet, row));
    if !errors.is_empty() {
        return Err(errors);
    }
    let last = rows(&tree).filter_map(number).max().unwrap_or(row);
    Ok(Layout {
        package,
        part,
        sheet,
        tree,
        row,
        last,
        marks: marked.into_iter().map(|one| one.mark).collect(),
    })
}

fn measure(file: &str, bytes: &[u8]) -> Result<(), LayoutError> {
    let archive = |source| LayoutError::Archive {
        file: file.to_owned(),
        source,
    };
    if bytes.len() > LAYOUT_BYTES_MAX {
        let limit = LAYOUT_BYTES_MAX as u64;
        return Err(archive(ArchiveError::TooLarge { limit }));
    }
    let limits = ArchiveLimits {
        expanded_bytes: EXPANDED_BYTES_MAX,
        ..ArchiveLimits::default()
    };
    archive::check(bytes, &limits).map(drop).map_err(archive)
}

/// Texts with marks are put into their cells, out of the list they share.
fn inline(tree: &mut Node, texts: &[String]) {
    let cells = tree
        .nodes_mut()
        .filter(|node| node.local() == "sheetData")
        .flat_map(Node::nodes_mut)
        .flat_map(Node::nodes_mut);
    for cell in cells {
        let shared = cell.value("t").as_deref() == Some("s");
        let index = cell.find("v").filter(|_| shared).map(Node::text);
        let text = index.and_then(|index| texts.get(index.trim().parse::<usize>().ok()?));
        if let Some(text) = text.filter(|text| pieces(text).is_some()) {
            put_text(cell, text);
        }
    }
}

/// A text in a cell, in place of what stood there.
pub(super) fn put_text(cell: &mut Node, text: &str) {
    let prefix = cell.name.strip_suffix('c').unwrap_or_default().to_owned();
    let mut inner = Node {
        name: format!("{prefix}t"),
        ..Node::default()
    };
    inner.set("xml:space", "preserve");
    inner.set_text(text);
    let is = Node {
        name: format!("{prefix}is"),
        children: vec![super::dom::Child::Node(inner)],
        ..Node::default()
    };
    cell.set("t", "inlineStr");
    cell.children = vec![super::dom::Child::Node(is)];
}

/// The text that stands in a cell.
pub(super) fn text_of(cell: &Node) -> Option<String> {
    let inline = cell.value("t").as_deref() == Some("inlineStr");
    cell.find("is").filter(|_| inline).map(Node::text)
}

/// The rows of a sheet.
pub(super) fn rows(tree: &Node) -> impl Iterator<Item = &Node> {
    tree.nodes()
        .filter(|node| node.local() == "sheetData")
        .flat_map(Node::nodes)
}

/// The number of a row.
pub(super) fn number(row: &Node) -> Option<u32> {
    row.value("r")?.parse().ok()
}

fn marks(tree: &Node, sheet: &str, is_repeated: &dyn Fn(&str) -> bool) -> Vec<(Mark, u32)> {
    let mut found = Vec::new();
    for row in rows(tree) {
        for cell in row.nodes() {
            let parts = text_of(cell).and_then(|text| pieces(&text));
            let (Some(parts), Some(at)) = (parts, cell.value("r")) else {
                continue;
            };
            for piece in parts {
                if let Piece::Mark(name) = piece {
                    let mark = Mark {
                        repeated: is_repeated(&name),
                        name,
                        sheet: sheet.to_owned(),
                        cell: at.clone(),
                    };
                    found.push((mark, number(row).unwrap_or(0)));
                }
            }
        }
    }
    found
}

fn misplaced(marked: &[Marked], first: &str, row: u32) -> Vec<LayoutError> {
    let mut errors = Vec::new();
    for one in marked {
        let (sheet, cell) = (one.mark.sheet.clone(), one.mark.cell.clone());
        if sheet != first {
            let first = first.to_owned();
            errors.push(LayoutError::AnotherSheet { sheet, cell, first });
        } else if one.mark.repeated && one.row != row {
            errors.push(LayoutError::AnotherRow { sheet, cell, row });
        }
    }
    errors
}

/// What cannot be moved or repeated, by cell.
fn unfit(tree: &Node, sheet: &str, row: u32) -> Vec<LayoutError> {
    let mut errors = Vec::new();
    let mut refuse = |cell: String, reason: &'static str| {
        let sheet = sheet.to_owned();
        errors.push(LayoutError::Unfit {
            sheet,
            cell,
            reason,
        });
    };
    if tree.find("tableParts").is_some() {
        let reason = "表样里有“表格”对象，请先转换为普通区域";
        refuse("表格".to_owned(), reason);
    }
    let merges = tree.find("mergeCells").into_iter().flat_map(Node::nodes);
    for range in merges.filter_map(|merge| merge.value("ref")) {
        let (first, last) = span(&range);
        if first <= row && row <= last && first != last {
            refuse(range, "明细行不能与上下行合并，请取消合并");
        }
    }
    for line in rows(tree) {
        let here = number(line).unwrap_or(0);
        for cell in line.nodes() {
            let Some(formula) = cell.find("f") else {
                continue;
            };
            let at = cell.value("r").unwrap_or_default();
            if here == row && formula.value("t").is_some() {
                refuse(at, "明细行里有共享公式或数组公式，请改为普通公式");
            } else if here < row && speaks_of(&formula.text(), row) {
                refuse(at, "合计公式请写在明细行下面");
            }
        }
    }
    errors
}

/// The first and the last row of a range.
pub(super) fn span(range: &str) -> (u32, u32) {
    let row = |token: &str| place(token).map_or(0, |(_, _, row)| row);
    match range.split_once(':') {
        Some((first, last)) => (row(first), row(last)),
        None => (row(range), row(range)),
    }
}

/// Whether a formula speaks of a row or of one below, which move.
fn speaks_of(formula: &str, row: u32) -> bool {
    let seen = std::cell::Cell::new(false);
    super::formula::moved(formula, None, &|at, _, _| {
        seen.set(seen.get() || at >= row);
        at
    });
    seen.get()
}
