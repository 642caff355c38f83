//! T21: each due date explains itself, and the explanation is the same count.

use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::catalogue::SHIPPED;

fn notes(from: Date, term: &str, region: Option<&str>) -> Vec<String> {
    let lines = SHIPPED
        .explain(from.at(9, 30, 0, 0), term.parse().unwrap(), region)
        .unwrap();
    lines
        .iter()
        .map(|day| {
            let counted = day
                .counted
                .map_or_else(|| "-".to_owned(), |count| count.to_string());
            let mark = if day.provisional { " ?" } else { "" };
            format!("{} {} {counted} {}{mark}", day.on, day.weekday, day.note)
        })
        .collect()
}

#[test]
fn t21_explains_a_make_up_day_and_a_holiday() {
    let expected = [
        "2026-02-12 周四 - 工作日；起算当日不计入，自次日起算",
        "2026-02-13 周五 1 工作日",
        "2026-02-14 周六 2 调休上班（春节）",
        "2026-02-15 周日 - 春节放假",
    ];
    let lines = notes(date(2026, 2, 12), "3 working days", None);
    assert_eq!(lines[..4], expected);
    assert_eq!(lines.len(), 13);
    assert_eq!(lines[12], "2026-02-24 周二 3 工作日");
}

#[test]
fn t21_says_in_words_what_is_not_published() {
    let lines = notes(date(2026, 12, 31), "1 working day", None);
    assert_eq!(
        lines[1],
        "2027-01-01 周五 - 元旦放假；当年放假安排未公布，暂按法定节假日和周末计 ?"
    );
    let lines = notes(date(2030, 1, 4), "1 working day", None);
    assert_eq!(
        lines[1],
        "2030-01-05 周六 - 周六休息；日历未公布，暂按周一至周五计 ?"
    );
    let lines = notes(date(2024, 6, 3), "1 working day", Some("5331"));
    assert_eq!(
        lines[1],
        "2024-06-04 周二 1 工作日；德宏州当年放假安排未录入，暂按全国日历计 ?"
    );
    let lines = notes(date(2026, 4, 10), "1 working day", Some("5331"));
    assert_eq!(
        lines[3],
        "2026-04-13 周一 - 泼水节放假，德宏州安排；泼水节放假日期未公布，暂定 ?"
    );
}

#[test]
fn t21_names_the_region_whose_table_decides() {
    let lines = notes(date(2023, 4, 11), "1 working day", Some("533102"));
    assert_eq!(
        lines[1],
        "2023-04-12 周三 1 照常上班（泼水节放假另有安排），瑞丽市安排"
    );
    let lines = notes(date(2023, 4, 14), "1 working day", Some("5331"));
    assert_eq!(lines[2], "2023-04-16 周日 1 调休上班（泼水节），德宏州安排");
}

#[test]
fn t21_other_units_say_how_they_end() {
    let lines = notes(date(2026, 9, 30), "2 days", None);
    assert_eq!(
        lines[2],
        "2026-10-02 周五 2 国庆节放假；满2日，逢休息日不顺延"
    );
    let lines = notes(date(2026, 3, 2), "24 hours", None);
    assert_eq!(
        lines[0],
        "2026-03-02 周一 - 工作日；自9时30分起连续计算24小时"
    );
    assert_eq!(lines[1], "2026-03-03 周二 24 工作日；9时30分满24小时");
    let lines = notes(date(2026, 3, 2), "same day", None);
    assert_eq!(lines, ["2026-03-02 周一 0 工作日；当日办理，当日期满"]);
    let lines = notes(date(2026, 3, 2), "1 month", None);
    assert_eq!(lines.last().unwrap(), "2026-04-02 周四 1 工作日；满1个月");
}

proptest! {
    #[test]
    fn the_explanation_is_the_count(
        number in 0i64..7_000,
        count in 0u32..80,
        unit in 0usize..4,
        region in proptest::sample::select(vec![None, Some("5331"), Some("533102")]),
    ) {
        let new = [Term::Hours, Term::WorkingDays, Term::CalendarDays, Term::Months][unit];
        let term = new(if unit == 3 { count % 5 } else { count });
        let from = date(2010, 1, 1).checked_add(jiff::Span::new().days(number)).unwrap();
        let due = SHIPPED.due(from.at(14, 0, 0, 0), term, region).unwrap();
        let lines = SHIPPED.explain(from.at(14, 0, 0, 0), term, region).unwrap();

        let last = lines.last().unwrap();
        prop_assert_eq!((last.on, last.counted), (due.due_on, Some(term.count())));
        prop_assert_eq!(lines[0].on, from);
        for pair in lines.windows(2) {
            prop_assert_eq!(pair[0].on.tomorrow().unwrap(), pair[1].on);
        }
        for line in &lines {
            prop_assert_eq!(line.working, SHIPPED.is_working(line.on, region).unwrap());
        }
        if matches!(term, Term::WorkingDays(count) if count > 0) {
            let rests_on = lines[1..].iter().any(|line| line.provisional);
            prop_assert_eq!(due.provisional, rests_on);
            let counts: Vec<u32> = lines[1..].iter().filter_map(|line| line.counted).collect();
            prop_assert_eq!(counts, (1..=term.count()).collect::<Vec<u32>>());
        } else {
            prop_assert_eq!(due.provisional, last.provisional);
        }
    }
}
