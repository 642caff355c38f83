//! Counting beyond the tables agrees with walking day by day.

use jiff::civil::date;
use proptest::prelude::*;

use super::week::is_weekday;
use super::*;
use crate::catalogue::SHIPPED;

fn offset() -> impl Strategy<Value = i64> {
    0i64..4_000
}

proptest! {
    #[test]
    fn weekdays_are_counted_as_if_walked(year in 2000i16..2030, days in offset()) {
        let last = date(year, 12, 31);
        let walked = (1..=days).filter(|offset| is_weekday(last.weekday(), *offset)).count();
        prop_assert_eq!(weekdays_after(last, days), walked as i64);
    }

    #[test]
    fn the_nth_weekday_is_the_inverse(year in 2000i16..2030, nth in 1i64..4_000) {
        let last = date(year, 12, 31);
        let days = days_to_weekday(last, nth);
        prop_assert_eq!(weekdays_after(last, days), nth);
        prop_assert_eq!(weekdays_after(last, days - 1), nth - 1);
    }

    #[test]
    fn rank_and_select_agree_across_the_end_of_the_tables(back in -400i64..400) {
        let days = SHIPPED.days(None);
        let on = date(2027, 12, 31).checked_add(jiff::Span::new().days(back)).unwrap();
        let rank = days.rank(on).unwrap();
        let landed = days.select(rank).unwrap();
        prop_assert_eq!(days.works(on), landed == on);
        prop_assert_eq!(days.rank(landed).unwrap(), rank);
    }
}

#[test]
fn refuses_before_the_tables_and_after_the_last_date() {
    let days = SHIPPED.days(None);
    let before = OutOfTable::Before {
        first: date(2010, 1, 1),
        last: date(2027, 12, 31),
    };
    assert_eq!(days.rank(date(2009, 12, 31)), Err(before));
    assert_eq!(days.select(0), Err(before));
    assert_eq!(days.select(i64::MIN), Err(before));
    assert_eq!(days.select(i64::MAX), Err(OutOfTable::Beyond));
    assert_eq!(days.select(1), Ok(date(2010, 1, 4)));
    assert_eq!(
        before.to_string(),
        "日期早于日历表，无法计算：日历表自2010-01-01起，至2027-12-31止"
    );
}
