//! Lines told several times: what stands between 逐号 and 完 is told once for each number, with 〈号〉 put in.
//! Figures of an article are counted over acts, and an act is a line.
//!
//! ```text
//! 逐号 1 到 66
//! 周明 评分 三月评查项 评查件=〈号〉
//! 完
//! ```

/// The mark a number is put in for.
const NUMBER: &str = "〈号〉";

/// The lines of a story with their numbers in the file, each told as often as it is.
///
/// # Errors
/// The line that begins or ends what is told several times cannot be read.
pub(super) fn lines(text: &str) -> Result<Vec<(String, usize)>, (usize, String)> {
    let mut told = Vec::new();
    let mut open: Option<Open> = None;
    for (line, number) in text.lines().zip(1..) {
        let line = line.trim_end();
        if let Some(rest) = line.strip_prefix("逐号 ") {
            if open.is_some() {
                return Err((number, "逐号里面不能再逐号".to_owned()));
            }
            let range = range(rest).ok_or_else(|| (number, "应为“逐号 1 到 66”".to_owned()))?;
            open = Some(Open {
                range,
                lines: Vec::new(),
            });
        } else if line == "完" {
            let open = open
                .take()
                .ok_or_else(|| (number, "前面没有“逐号”".to_owned()))?;
            told.extend(open.told());
        } else if let Some(open) = &mut open {
            open.lines.push((line.to_owned(), number));
        } else {
            told.push((line.to_owned(), number));
        }
    }
    match open {
        Some(_) => Err((text.lines().count(), "“逐号”没有写“完”".to_owned())),
        None => Ok(told),
    }
}

/// What is told several times.
struct Open {
    range: (u32, u32),
    lines: Vec<(String, usize)>,
}

impl Open {
    fn told(self) -> impl Iterator<Item = (String, usize)> {
        let (from, until) = self.range;
        let lines = self.lines;
        (from..=until).flat_map(move |at| {
            let at = at.to_string();
            let with = |(line, number): &(String, usize)| (line.replace(NUMBER, &at), *number);
            lines.iter().map(with).collect::<Vec<_>>()
        })
    }
}

fn range(rest: &str) -> Option<(u32, u32)> {
    let (from, until) = rest.split_once(" 到 ")?;
    let range = (from.trim().parse().ok()?, until.trim().parse().ok()?);
    (range.0 <= range.1).then_some(range)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_number_is_told_once_and_keeps_its_line() {
        let told = lines("甲\n逐号 2 到 3\n乙〈号〉\n完\n丙").unwrap();
        let words: Vec<(&str, usize)> = told.iter().map(|(line, at)| (&**line, *at)).collect();
        assert_eq!(words, [("甲", 1), ("乙2", 3), ("乙3", 3), ("丙", 5)]);
    }

    #[test]
    fn what_does_not_end_is_named_by_its_line() {
        assert_eq!(lines("逐号 2 到 3\n乙").unwrap_err().0, 2);
        assert_eq!(lines("完").unwrap_err().0, 1);
        assert_eq!(lines("逐号 3 到 2\n完").unwrap_err().0, 1);
    }
}
