//! Spellings that must meet, and values nothing is found by. All numbers are invented.

use proptest::prelude::*;

use super::*;

#[test]
fn phones_meet_in_one_spelling() {
    let cases = [
        ("138 0000 0001", Some("13800000001")),
        ("＋８６－１３８００００ ０００１", Some("13800000001")),
        ("0086 13800000001", Some("13800000001")),
        ("8613800000001", Some("13800000001")),
        ("013800000001", Some("13800000001")),
        ("（0871）6500-0000", Some("087165000000")),
        ("+86 871 6500 0000", Some("087165000000")),
        ("+86 400 000 0000", Some("4000000000")),
        ("010—65000000", Some("01065000000")),
        ("65000000", Some("65000000")),
        ("+852 2100 0000", Some("+85221000000")),
        ("00852 2100 0000", Some("+85221000000")),
        ("\u{200b}13800000001\u{feff}", Some("13800000001")),
        ("12388", None),
        ("0000000", None),
        ("+86", None),
        ("138-0000-000a", None),
        ("name@example.invalid", None),
        ("一三八", None),
        ("", None),
        ("+", None),
    ];
    for (typed, expected) in cases {
        assert_eq!(phone(typed).as_deref(), expected, "{typed}");
    }
}

#[test]
fn id_numbers_meet_in_one_spelling() {
    let cases = [
        // The example of GB 11643-1999, and the fifteen digits it was lengthened from.
        ("11010519491231002X", Some("11010519491231002X")),
        ("１１０１０５ 19491231 002ｘ", Some("11010519491231002X")),
        ("110105491231002", Some("11010519491231002X")),
        ("e-00000000", Some("E00000000")),
        ("无", None),
        ("", None),
        ("12345", None),
    ];
    for (typed, expected) in cases {
        assert_eq!(id_number(typed).as_deref(), expected, "{typed}");
    }
}

#[test]
fn names_meet_in_one_spelling() {
    let cases = [
        (" 王 小明\u{3000}", Some("王小明")),
        ("买买提•艾力", Some("买买提·艾力")),
        ("买买提．艾力", Some("买买提·艾力")),
        ("买买提 · 艾力", Some("买买提·艾力")),
        ("ｗａｎｇ  xiaoming", Some("WANG XIAOMING")),
        ("王\u{200b}小明", Some("王小明")),
        ("　", None),
        ("——", None),
        ("", None),
    ];
    for (typed, expected) in cases {
        assert_eq!(name(typed).as_deref(), expected, "{typed}");
    }
}

proptest! {
    #[test]
    fn normalising_twice_changes_nothing(text in "\\PC{0,24}") {
        for normalise in [phone, id_number, name] {
            if let Some(once) = normalise(&text) {
                prop_assert_eq!(normalise(&once), Some(once.clone()));
            }
        }
    }

    #[test]
    fn phones_normalised_twice_stay(text in "(\\+|00)?[0-9]{0,4}-?[0-9 ]{7,12}") {
        if let Some(once) = phone(&text) {
            prop_assert_eq!(phone(&once), Some(once.clone()));
        }
    }
}
