//! One spelling for phones (电话), id numbers (证件号) and names (姓名), so that equal ones meet.
//!
//! These are not validators: a form decides what it accepts. They return `None` where a value has
//! nothing to be found by.

/// A phone number: digits only, without China's country code; others keep theirs behind a `+`.
pub fn phone(text: &str) -> Option<String> {
    let compact: String = visible(text)
        .filter(|character| !is_phone_mark(*character))
        .collect();
    let abroad = compact.strip_prefix('+').or(compact.strip_prefix("00"));
    let number = match abroad {
        Some(digits) => with_country_code(digits),
        None => without_country_code(&compact),
    };
    let digits = number.strip_prefix('+').unwrap_or(&number);
    let is_number = digits.bytes().all(|byte| byte.is_ascii_digit())
        && !digits.starts_with("00")
        && (7..=15).contains(&digits.len());
    is_number.then_some(number)
}

/// An identity number: capital letters and digits only. A number of fifteen digits (一代证) becomes
/// the eighteen it was replaced by, so that one person has one index.
pub fn id_number(text: &str) -> Option<String> {
    let compact: String = visible(text)
        .filter(|character| !is_hyphen(*character))
        .map(|character| character.to_ascii_uppercase())
        .collect();
    if compact.len() < 6 || !compact.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return None;
    }
    if compact.len() == 15 && compact.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(lengthened(&compact));
    }
    Some(compact)
}

/// A name: half-width letters, no space between Chinese characters, one interpunct (间隔号), Latin
/// letters in capitals with single spaces.
pub fn name(text: &str) -> Option<String> {
    let half: String = text
        .chars()
        .filter(|character| !is_invisible(*character))
        .map(half_width)
        .collect();
    let latin = half
        .chars()
        .any(|character| character.is_ascii_alphabetic());
    let joined = half
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(if latin { " " } else { "" });
    let name = if latin {
        joined.to_uppercase()
    } else {
        with_one_interpunct(&joined)
    };
    name.chars().any(char::is_alphanumeric).then_some(name)
}

/// The characters in half width, without spaces and what cannot be seen.
fn visible(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars()
        .map(half_width)
        .filter(|character| !character.is_whitespace() && !is_invisible(*character))
}

/// The half-width form (半角) of a full-width character (全角).
pub(crate) fn half_width(character: char) -> char {
    match character {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character)
        }
        _ => character,
    }
}

/// Every line that people and word processors use for a hyphen.
pub(crate) fn is_hyphen(character: char) -> bool {
    matches!(
        character,
        '-' | '\u{ad}' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe63}' | 'ー'
    )
}

/// Marks of direction, joiners and the byte order mark, which come along when text is copied.
pub(crate) fn is_invisible(character: char) -> bool {
    character.is_control() && !character.is_whitespace()
        || matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

fn is_phone_mark(character: char) -> bool {
    is_hyphen(character) || matches!(character, '(' | ')' | '.' | '/')
}

fn is_mobile(digits: &str) -> bool {
    matches!(digits.as_bytes(), [b'1', b'3'..=b'9', rest @ ..]
        if rest.len() == 9 && rest.iter().all(u8::is_ascii_digit))
}

/// What was dialled behind `+` or `00`.
fn with_country_code(digits: &str) -> String {
    match digits.strip_prefix("86") {
        Some(national) => with_trunk_zero(national),
        None => format!("+{digits}"),
    }
}

/// A mobile number is known by its form, also with 86 or, as once for long distance, 0 before it.
fn without_country_code(digits: &str) -> String {
    ["86", "0"]
        .iter()
        .filter_map(|before| digits.strip_prefix(before))
        .find(|rest| is_mobile(rest))
        .unwrap_or(digits)
        .to_owned()
}

/// Behind the country code a landline loses the zero of its area code; give it back. Numbers that
/// begin with 400 or 800 (service numbers) never had one.
fn with_trunk_zero(national: &str) -> String {
    let has_no_area = ["0", "400", "800"]
        .iter()
        .any(|start| national.starts_with(start));
    if is_mobile(national) || has_no_area {
        return national.to_owned();
    }
    format!("0{national}")
}

/// GB 11643-1999: the century goes in after the region, the check character (ISO 7064, MOD 11-2)
/// to the end.
fn lengthened(fifteen: &str) -> String {
    let mut number = format!("{}19{}", &fifteen[..6], &fifteen[6..]);
    let sum = number
        .bytes()
        .fold(0, |sum, digit| (sum + u32::from(digit - b'0')) * 2 % 11);
    number.push(match (12 - sum) % 11 {
        10 => 'X',
        check => char::from_digit(check, 10).expect("a remainder below ten is a digit"),
    });
    number
}

fn with_one_interpunct(name: &str) -> String {
    let is_interpunct =
        |character| matches!(character, '·' | '•' | '‧' | '∙' | '⋅' | '・' | '･' | '.');
    name.chars()
        .map(|character| {
            if is_interpunct(character) {
                '·'
            } else {
                character
            }
        })
        .collect()
}

#[cfg(test)]
mod tests;
