//! What a file is called once it is here (T14): a name and never a place, without letters that are not
//! seen or that turn the reading direction, and short enough for every disk.

/// Letters of a name at most.
pub const LENGTH_MAX: usize = 100;

/// Letters an ending may have to be kept when a name is cut.
const ENDING_MAX: usize = 8;

/// For names of which nothing is left.
const UNNAMED: &str = "附件";

/// The name under which a file is kept.
#[must_use]
pub fn normal(given: &str) -> String {
    let last = given
        .rsplit(['/', '\\'])
        .find(|step| !step.trim().is_empty())
        .unwrap_or_default();
    let mut name: String = last
        .chars()
        .filter(|letter| !letter.is_control() && !is_unseen(*letter))
        .map(|letter| {
            if r#"<>:"|?*"#.contains(letter) {
                '_'
            } else {
                letter
            }
        })
        .collect();
    name = name
        .trim_matches(|letter: char| letter == '.' || letter.is_whitespace())
        .to_owned();
    if name.is_empty() {
        return UNNAMED.to_owned();
    }
    cut(&name)
}

/// The same name with the ending of what the file became.
#[must_use]
pub fn with_ending(name: &str, ending: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let stem = if stem.is_empty() { UNNAMED } else { stem };
    format!("{stem}.{ending}")
}

fn cut(name: &str) -> String {
    if name.chars().count() <= LENGTH_MAX {
        return name.to_owned();
    }
    let ending = name
        .rsplit_once('.')
        .map(|(_, ending)| ending)
        .filter(|ending| ending.chars().count() <= ENDING_MAX);
    let Some(ending) = ending else {
        return name.chars().take(LENGTH_MAX).collect();
    };
    let room = LENGTH_MAX - ending.chars().count() - 1;
    let stem: String = name.chars().take(room).collect();
    format!("{}.{ending}", stem.trim_end_matches(['.', ' ']))
}

/// Letters of no width, marks of reading direction, and others that only hide something.
fn is_unseen(letter: char) -> bool {
    matches!(
        letter,
        '\u{00AD}'
            | '\u{034F}'
            | '\u{061C}'
            | '\u{115F}'..='\u{1160}'
            | '\u{180E}'
            | '\u{200B}'..='\u{200F}'
            | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}'
            | '\u{FFF9}'..='\u{FFFB}'
            | '\u{E0000}'..='\u{E0FFF}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_no_name() {
        for (given, kept) in [
            ("照片.jpg", "照片.jpg"),
            ("../../etc/passwd", "passwd"),
            ("C:\\Users\\li\\证据.docx", "证据.docx"),
            ("证据.docx/", "证据.docx"),
            ("..", "附件"),
            ("", "附件"),
            (".hidden", "hidden"),
            ("a\u{0}b\r\n.txt", "ab.txt"),
            ("收据\u{202E}gpj.exe", "收据gpj.exe"),
            ("\u{200B}\u{FEFF}", "附件"),
            ("报价?.xlsx", "报价_.xlsx"),
            ("证据.pdf. . ", "证据.pdf"),
        ] {
            assert_eq!(normal(given), kept, "{given:?}");
        }
    }

    #[test]
    fn a_long_name_keeps_its_ending() {
        let long = format!("{}.pdf", "长".repeat(300));
        let kept = normal(&long);
        assert_eq!(kept.chars().count(), LENGTH_MAX);
        assert!(kept.ends_with("长.pdf"));
        let bare = normal(&"名".repeat(300));
        assert_eq!(bare.chars().count(), LENGTH_MAX);
        let odd = normal(&format!("短.{}", "尾".repeat(300)));
        assert_eq!(odd.chars().count(), LENGTH_MAX);
    }

    #[test]
    fn a_copy_is_named_by_what_it_became() {
        assert_eq!(with_ending("屏幕.webp", "jpg"), "屏幕.jpg");
        assert_eq!(with_ending("附件", "pdf"), "附件.pdf");
    }
}
