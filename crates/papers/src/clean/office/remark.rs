//! Remarks of a workbook. Excel lists their authors as text and begins each remark with its author's name.

use quick_xml::Reader;
use quick_xml::events::{BytesText, Event};

use super::xml::{self, SOMEBODY};
use crate::clean::Unclean;

/// Cleans a part of remarks.
pub(super) fn cleaned(text: &str) -> Result<Vec<u8>, Unclean> {
    let authors = authors(text)?;
    let cleaned = xml::cleaned(text)?;
    let again = str::from_utf8(&cleaned).map_err(|_| Unclean::Damaged)?;
    let words = |element: &str, text: BytesText<'_>| match element {
        "author" => BytesText::from_escaped(SOMEBODY).into_owned(),
        "t" => {
            let said = text.into_inner().into_owned();
            let opening = authors
                .iter()
                .find(|author| said.trim_start().starts_with(*author));
            let told = match opening {
                Some(author) => said.replacen(author.as_str(), SOMEBODY, 1),
                None => said,
            };
            BytesText::from_escaped(told)
        }
        _ => text.into_owned(),
    };
    xml::rewritten(
        again,
        |start| Ok(Some(start.to_owned())),
        |element, text| words(element, text),
    )
}

/// Who is named as an author, as written in the markup.
fn authors(text: &str) -> Result<Vec<String>, Unclean> {
    let mut reader = Reader::from_str(text);
    let (mut found, mut inside) = (Vec::new(), false);
    loop {
        match reader.read_event().map_err(|_| Unclean::Damaged)? {
            Event::Eof => return Ok(found),
            Event::Start(start) => inside = xml::local(&start) == "author",
            Event::End(_) => inside = false,
            Event::Text(text) if inside => {
                let name = text.into_inner().trim().to_owned();
                if !name.is_empty() {
                    found.push(name);
                }
            }
            _ => {}
        }
    }
}
