//! Places in formulas and ranges, moved as rows come in between.

/// Where a place stands in its range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stands {
    /// Alone, or at the beginning of a range.
    First,
    /// At the end of a range: `E5` in `E4:E5`.
    Last,
}

/// A formula with the row of every place of its own sheet moved by `to`. Places of other sheets stay, but
/// for those of the sheet called `own`. `to` also learns whether the row is fixed by a `$`.
pub(super) fn moved(
    formula: &str,
    own: Option<&str>,
    to: &dyn Fn(u32, bool, Stands) -> u32,
) -> String {
    let mut out = String::with_capacity(formula.len() + 8);
    let mut rest = formula;
    let mut before = ' ';
    let mut sheet: Option<String> = None;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' => quoted(rest, '"'),
            '\'' => quoted(rest, '\''),
            c if is_word(c) => rest.find(|c| !is_word(c)).unwrap_or(rest.len()),
            c => c.len_utf8(),
        };
        let (token, after) = rest.split_at(length);
        let next = after.chars().next();
        if next == Some('!') {
            sheet = Some(token.trim_matches('\'').replace("''", "'"));
        }
        let ours = before != '!' || sheet.as_deref() == own;
        // The end of a range belongs to the sheet its beginning names.
        let stands = if before == ':' {
            Stands::Last
        } else {
            Stands::First
        };
        match place(token).filter(|_| ours && next != Some('(') && next != Some('!')) {
            Some((column, fixed, row)) => {
                out.push_str(column);
                out.push_str(&to(row, fixed, stands).to_string());
            }
            None => out.push_str(token),
        }
        if !matches!(next, Some(':' | '!')) && token != ":" && token != "!" {
            sheet = None;
        }
        before = token.chars().last().unwrap_or(' ');
        // `Sheet2!A1:A5`: the second place is as foreign as the first.
        if token == ":" && sheet.is_some() && sheet.as_deref() != own {
            before = '!';
        }
        rest = after;
    }
    out
}

fn quoted(text: &str, mark: char) -> usize {
    let inner = &text[mark.len_utf8()..];
    match inner.find(mark) {
        Some(end) => end + 2 * mark.len_utf8(),
        None => text.len(),
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '$' | '_' | '.')
}

/// A place as column with its marks, whether its row is fixed, and the row: `$B$5` is `$B$`, yes, 5.
pub(super) fn place(token: &str) -> Option<(&str, bool, u32)> {
    let digits = token.find(|c: char| c.is_ascii_digit())?;
    let (column, row) = token.split_at(digits);
    let letters = column.strip_prefix('$').unwrap_or(column);
    let (letters, fixed) = match letters.strip_suffix('$') {
        Some(letters) => (letters, true),
        None => (letters, false),
    };
    let fits = (1..=3).contains(&letters.len()) && letters.chars().all(|c| c.is_ascii_uppercase());
    let row = row
        .parse()
        .ok()
        .filter(|row| (1..=super::super::SHEET_ROWS_MAX).contains(row))?;
    fits.then_some((column, fixed, row))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_below_move_and_ranges_grow() {
        // Row 5 is repeated three times.
        let grow = |row: u32, _: bool, stands: Stands| match (row, stands) {
            (5, Stands::Last) => 7,
            (row, _) if row > 5 => row + 2,
            (row, _) => row,
        };
        let cases = [
            ("SUM(E5:E5)", "SUM(E5:E7)"),
            ("SUM($E$4:$E$5)+A1", "SUM($E$4:$E$7)+A1"),
            ("B6/LOG10(B7)&\"A9:A9\"", "B8/LOG10(B9)&\"A9:A9\""),
            ("SUM(别页!A5:A9)+C6", "SUM(别页!A5:A9)+C8"),
            ("SUM('本 页'!A5:A6)", "SUM('本 页'!A5:A8)"),
        ];
        for (before, after) in cases {
            assert_eq!(moved(before, Some("本 页"), &grow), after);
        }
    }

    #[test]
    fn a_place_is_letters_and_a_row() {
        assert_eq!(place("$B$5"), Some(("$B$", true, 5)));
        assert_eq!(place("AB12"), Some(("AB", false, 12)));
        for no in ["A", "5", "A0", "ABCD5", "a5", "A5B", "A2000000"] {
            assert_eq!(place(no), None, "{no}");
        }
    }
}
