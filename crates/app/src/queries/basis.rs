//! The basis (依据) of a rule, as an office reads it.

/// A basis as an office reads it: without the ids that lead to the requirements.
#[must_use]
pub fn in_words(basis: &str) -> String {
    let mut words = String::new();
    let mut rest = basis;
    while let Some(at) = rest.find(['S', 'P']) {
        let (before, from) = rest.split_at(at);
        words.push_str(before);
        let id = from
            .trim_start_matches(['S', 'P'])
            .trim_start_matches(|c: char| c.is_ascii_digit());
        match id
            .strip_prefix('-')
            .filter(|id| id.starts_with(|c: char| c.is_ascii_digit()))
        {
            Some(id) => {
                rest = id.trim_start_matches(|c: char| c.is_ascii_digit());
                // From one id to another: the second goes, too.
                let to = rest.strip_prefix('至');
                rest = to.filter(|to| to.starts_with(['S', 'P'])).unwrap_or(rest);
            }
            None => {
                words.push_str(&from[..1]);
                rest = &from[1..];
            }
        }
    }
    words.push_str(rest);
    for marks in ["、、", "，、"] {
        while words.contains(marks) {
            words = words.replace(marks, "、");
        }
    }
    let ends = [
        ("、）", "）"),
        ("，）", "）"),
        ("（、", "（"),
        ("（，", "（"),
        ("（ ", "（"),
        ("（）", ""),
    ];
    ends.iter()
        .fold(words, |words, (left, kept)| words.replace(left, kept))
}

#[cfg(test)]
mod tests {
    use super::in_words;

    #[test]
    fn an_office_reads_the_rule_and_not_our_ids() {
        assert_eq!(
            in_words("当日登记（S1-13 五个百分百）"),
            "当日登记（五个百分百）"
        );
        assert_eq!(
            in_words("首办责任（S1-14）；有无新事实（P-17）"),
            "首办责任；有无新事实"
        );
        assert_eq!(
            in_words("向举报人反馈进展（三反馈，S1-16）；默认（S0-25、S1-15、S3-16）"),
            "向举报人反馈进展（三反馈）；默认"
        );
        assert_eq!(in_words("定制分析（S1-34至S1-36、S1-42）"), "定制分析");
        assert_eq!(in_words("月底至月初（S1-18至S1-21）"), "月底至月初");
        assert_eq!(in_words("GB/T 22239 SPA"), "GB/T 22239 SPA");
    }
}
