//! Words of a line: parted by spaces, quoted “…” where they hold some, `label=value` where they fill a
//! field.

/// A word of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// The label before `=`, where there is one.
    pub label: Option<String>,
    /// The word, or the value.
    pub text: String,
}

/// Parts a line into words.
///
/// # Errors
/// A quotation that does not end.
pub fn words(line: &str) -> Result<Vec<Word>, String> {
    let mut words = Vec::new();
    let mut rest = line.trim();
    while !rest.is_empty() {
        let (word, after) = word(rest)?;
        words.push(word);
        rest = after.trim_start();
    }
    Ok(words)
}

fn word(rest: &str) -> Result<(Word, &str), String> {
    if let Some(quoted) = rest.strip_prefix('“') {
        let (text, after) = quotation(quoted)?;
        return Ok((Word { label: None, text }, after));
    }
    let ends = |c: char| c.is_whitespace() || c == '=';
    let end = rest.find(ends).unwrap_or(rest.len());
    let (first, after) = rest.split_at(end);
    let Some(value) = after.strip_prefix('=') else {
        return Ok((
            Word {
                label: None,
                text: first.to_owned(),
            },
            after,
        ));
    };
    let label = Some(first.to_owned());
    if let Some(quoted) = value.strip_prefix('“') {
        let (text, after) = quotation(quoted)?;
        return Ok((Word { label, text }, after));
    }
    let end = value.find(char::is_whitespace).unwrap_or(value.len());
    let (text, after) = value.split_at(end);
    Ok((
        Word {
            label,
            text: text.to_owned(),
        },
        after,
    ))
}

/// The text up to the quotation mark that ends it; quotations within it are kept.
fn quotation(text: &str) -> Result<(String, &str), String> {
    let mut depth = 1;
    for (at, c) in text.char_indices() {
        match c {
            '“' => depth += 1,
            '”' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Ok((text[..at].to_owned(), &text[at + c.len_utf8()..]));
        }
    }
    Err("引号“没有配对".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_quotations_and_labels_are_told_apart() {
        let found =
            words("周明 登记　甲件 类别=检举控告类 标题=“反映“三资”问题 一件” “两 词”").unwrap();
        let told: Vec<(Option<&str>, &str)> = found
            .iter()
            .map(|word| (word.label.as_deref(), &*word.text))
            .collect();
        let expected = [
            (None, "周明"),
            (None, "登记"),
            (None, "甲件"),
            (Some("类别"), "检举控告类"),
            (Some("标题"), "反映“三资”问题 一件"),
            (None, "两 词"),
        ];
        assert_eq!(told, expected);
        assert!(words("标题=“没有完").is_err());
    }
}
