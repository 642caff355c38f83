//! Marks in a text: `{{编号}}`.

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// As it stands.
    Plain(String),
    /// A mark, by its name.
    Mark(String),
}

/// A text in pieces; nothing where it has no mark.
pub(super) fn pieces(text: &str) -> Option<Vec<Piece>> {
    let mut pieces = Vec::new();
    let (mut rest, mut any) = (text, false);
    while let Some((before, after)) = rest.split_once("{{") {
        let Some((name, after)) = after.split_once("}}") else {
            break;
        };
        if !before.is_empty() {
            pieces.push(Piece::Plain(before.to_owned()));
        }
        pieces.push(Piece::Mark(crate::sheet::trimmed(name).to_owned()));
        (rest, any) = (after, true);
    }
    if !rest.is_empty() {
        pieces.push(Piece::Plain(rest.to_owned()));
    }
    any.then_some(pieces)
}
