//! What in a public text could betray a reporter (S1-17): telephone numbers, id numbers, a name beside a
//! word for whoever reports, an address down to the door. It warns; a person decides.
//!
//! It never looks at the identity itself: a warning must not tell whether there is one (T2).

/// Words that stand before or after the name of whoever reports.
const REPORTERS: [&str; 6] = ["举报人", "反映人", "信访人", "来信人", "来访人", "上访人"];

/// Words after those which are no name.
const NO_NAMES: [&str; 14] = [
    "反映", "的", "可", "如", "对", "凭", "所", "提", "监督", "说", "身份", "员", "有", "在",
];

/// The passages of a text that look like a person's traits, in the order they stand.
pub fn find(text: &str) -> Vec<String> {
    let mut found = digits(text);
    found.extend(names(text));
    found.extend(doors(text));
    found
}

/// Runs of seven digits and more: telephones and id numbers, also where blanks or hyphens divide them.
fn digits(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut run = String::new();
    for c in text.chars().chain(std::iter::once('。')) {
        let joins = !run.is_empty() && matches!(c, ' ' | '-' | '－' | '　');
        if c.is_ascii_digit() || ('０'..='９').contains(&c) || joins {
            run.push(c);
            continue;
        }
        let is_last = matches!(c, 'X' | 'x') && run.chars().count() >= 17;
        let known = run.trim_matches([' ', '-', '－', '　']).to_owned();
        let count = known.chars().filter(|c| c.is_numeric()).count();
        if count >= 7 {
            found.push(if is_last {
                format!("{known}{c}")
            } else {
                known
            });
        }
        run.clear();
    }
    found
}

fn names(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for word in REPORTERS {
        for (at, _) in text.match_indices(word) {
            let after = &text[at + word.len()..];
            let after = after.trim_start_matches(['：', ':', '“', '（', '(']);
            let name: String = after.chars().take_while(|c| is_han(*c)).take(3).collect();
            let plain = NO_NAMES.iter().any(|no| name.starts_with(no));
            if name.chars().count() >= 2 && !plain {
                found.push(format!("{word}{name}"));
            }
        }
    }
    found
}

/// Addresses that lead to a door: 12号, 3组5号, 2单元.
fn doors(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let letters: Vec<char> = text.chars().collect();
    for (at, c) in letters.iter().enumerate() {
        let counted = at > 0 && letters[at - 1].is_ascii_digit();
        let next = letters.get(at + 1);
        let is_door = match c {
            '号' => next != Some(&'文') && next != Some(&'召'),
            '室' => true,
            '单' => next == Some(&'元'),
            _ => false,
        };
        if counted && is_door {
            let from = at.saturating_sub(6);
            found.push(letters[from..=at].iter().collect());
        }
    }
    found
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn telephones_ids_names_and_doors_are_found_s1_17() {
        for text in [
            "请打13800000000了解",
            "请打 138-0000-0000 了解",
            "证件号33010119700101123X",
            "举报人张三反映的问题",
            "举报人：李四来信",
            "上河村3组12号的村民",
        ] {
            assert!(!find(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn what_an_office_says_of_the_result_passes_s1_17() {
        for text in [
            "截留的补贴4800元已退还，对村会计给予警告处分。",
            "举报人反映的问题部分属实，举报人可凭查询码监督，2026年3月2日公示。",
            "2026年第12期通报，柳溪镇副镇长受到处分。",
        ] {
            assert_eq!(find(text), Vec::<String>::new(), "{text}");
        }
    }
}
