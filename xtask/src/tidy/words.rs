//! Words an office does not use (P-33): in templates and in the catalogue, which is what people read.

use super::Finding;
use super::files::TextFile;

/// The word, and what an office says instead.
const FORBIDDEN: [(&str, &str); 4] = [
    ("工单", "信访件"),
    ("用户", "举报人、信访人或工作人员"),
    ("星级", "满意、基本满意、不满意"),
    ("嫌疑人", "被反映人"),
];

/// Checks one file.
pub(super) fn check(file: &TextFile) -> Vec<Finding> {
    if !is_read_by_people(&file.path) {
        return Vec::new();
    }
    let found = |(number, line): (usize, &str)| {
        let words = FORBIDDEN
            .into_iter()
            .filter(|(word, _)| line.contains(word));
        words
            .map(|(word, instead)| {
                Finding::new(
                    &file.path,
                    number,
                    format!("“{word}” (P-33): say {instead}"),
                )
            })
            .collect::<Vec<_>>()
    };
    file.lines().flat_map(found).collect()
}

/// Import maps are left out: they name the headings of other people's books.
fn is_read_by_people(path: &str) -> bool {
    path.starts_with("crates/web/templates/")
        || path.starts_with("catalogue/")
            && !path.starts_with("catalogue/import/")
            && path.ends_with(".toml")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(path: &str, text: &str) -> usize {
        check(&TextFile {
            path: path.to_owned(),
            text: text.to_owned(),
        })
        .len()
    }

    #[test]
    fn words_are_found_where_people_read_them() {
        assert_eq!(
            count("crates/web/templates/desk/home.html", "<p>\n用户的工单</p>"),
            2
        );
        assert_eq!(count("catalogue/slips/a.toml", "title = \"嫌疑人\""), 1);
        assert_eq!(
            count("catalogue/import/messages.toml", "column = \"留言用户\""),
            0
        );
        assert_eq!(count("crates/web/src/a.rs", "// 用户"), 0);
        assert_eq!(count("catalogue/slips/a.toml", "title = \"信访件\""), 0);
    }
}
