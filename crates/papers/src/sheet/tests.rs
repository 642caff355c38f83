//! Books in both formats, whole, odd and hostile; and the real ones where they are at hand.

mod books;

use jiff::civil::datetime;
use proptest::prelude::*;

use super::*;
use books::{Book, number, text};

fn csv(content: &str) -> Result<Sheet, SheetError> {
    Sheet::read(content.as_bytes(), &Reading::of("台账.csv"))
}

fn cell(content: &str) -> Cell {
    Cell::Text(content.to_owned())
}

fn numbers(sheet: &Sheet) -> Vec<usize> {
    sheet.rows.iter().map(|row| row.number).collect()
}

#[test]
fn csv_keeps_every_blank_and_counts_rows_as_the_office_program_does() {
    let content =
        "\u{FEFF}编号,\t详情\u{3000}\r\n\r\n1,\"\t甲,乙\n丙\u{3000}\"\r\n\r\n\r\n2,丁\r\n,\r\n3,戊";
    let sheet = csv(content).unwrap();
    assert_eq!(sheet.columns, ["编号", "详情"]);
    assert_eq!(numbers(&sheet), [3, 6, 8]);
    assert_eq!(
        sheet.rows[0].cells,
        [cell("1"), cell("\t甲,乙\n丙\u{3000}")]
    );
    assert_eq!(sheet.rows[2].cells[1].text(), "戊");
    assert_eq!(
        csv(&content.replace("\r\n", "\n")).unwrap(),
        sheet,
        "either line ending"
    );
}

#[test]
fn csv_in_gb18030_reads_the_same() {
    let (bytes, _, _) = encoding_rs::GB18030.encode("编号,详情\n1,拖欠工资㐀\n");
    let sheet = Sheet::read(&bytes, &Reading::of("台账.csv")).unwrap();
    assert_eq!(sheet.columns, ["编号", "详情"]);
    assert_eq!(sheet.rows[0].cells[1], cell("拖欠工资㐀"));
}

#[test]
fn csv_in_no_known_encoding_is_refused_with_its_line() {
    let mut damaged = "编号,详情\n1,这一行的文字没有问题\n2,坏"
        .as_bytes()
        .to_vec();
    damaged.truncate(damaged.len() - 1);
    damaged.extend(b"\n3,x\n");
    let utf16: Vec<u8> = "\u{FEFF}编号,详情\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    for (bytes, line) in [(damaged, 3), (utf16, 1), (b"a,b\n1,\0\n".to_vec(), 2)] {
        let refused = Sheet::read(&bytes, &Reading::of("台账.csv"));
        assert_eq!(
            refused,
            Err(SheetError::Encoding {
                file: "台账.csv".into(),
                line
            })
        );
    }
}

#[test]
fn csv_with_a_lost_quote_or_comma_is_refused_with_its_row() {
    let refused = csv("甲,乙\n1,2\n3\n").unwrap_err();
    assert_eq!(
        refused.to_string(),
        "台账.csv 第 3 行有 1 列，表头有 2 列；请检查该行的引号和逗号"
    );
    assert!(matches!(
        csv("甲,乙\n1,2,3\n"),
        Err(SheetError::Uneven {
            row: 2,
            found: 3,
            ..
        })
    ));
}

#[test]
fn workbooks_keep_types_blanks_and_row_numbers() {
    let bytes = Book::of(&[
        (
            1,
            &[text("A", " 编号\t"), text("B", "详情"), text("C", "时间")],
        ),
        (
            3,
            &[
                number("A", "188006", 0),
                text("B", "\t\u{3000}甲\n乙 "),
                number("C", "43472.692696759259", 1),
            ],
        ),
        (5, &[number("A", "0.5", 0), number("C", "0.5", 1)]),
    ])
    .bytes();
    let sheet = Sheet::read(&bytes, &Reading::of("台账.xlsx")).unwrap();
    assert_eq!(sheet.columns, ["编号", "详情", "时间"]);
    assert_eq!(numbers(&sheet), [3, 5]);
    let moment = Cell::Date(datetime(2019, 1, 7, 16, 37, 29, 0));
    assert_eq!(
        sheet.rows[0].cells,
        [Cell::Number(188_006.0), cell("\t\u{3000}甲\n乙 "), moment]
    );
    assert_eq!(
        sheet.rows[1].cells,
        [Cell::Number(0.5), Cell::Empty, Cell::Number(0.5)]
    );
}

#[test]
fn a_title_above_the_heading_is_passed_over_when_told() {
    let bytes = Book::of(&[
        (1, &[text("A", "某县信访台账")]),
        (2, &[text("A", "编号"), text("B", "详情")]),
        (3, &[text("A", "1"), text("B", "甲")]),
    ])
    .bytes();
    let untold = Sheet::read(&bytes, &Reading::of("台账.xlsx")).unwrap_err();
    assert_eq!(
        untold.to_string(),
        "台账.xlsx 第 2 行 B 列：有内容，但表头没有这一列；请补上表头或清除该内容"
    );
    let told = Reading {
        heading_row: Some(2),
        ..Reading::of("台账.xlsx")
    };
    assert_eq!(
        Sheet::read(&bytes, &told).unwrap().columns,
        ["编号", "详情"]
    );
    let mistold = Reading {
        heading_row: Some(4),
        ..told
    };
    let nothing = SheetError::NoHeading {
        file: "台账.xlsx".into(),
    };
    assert_eq!(Sheet::read(&bytes, &mistold), Err(nothing));
}

#[test]
fn columns_are_found_by_the_only_heading_of_that_name() {
    let sheet = csv("编号,备注,备注\n1,2,3\n").unwrap();
    assert_eq!(sheet.column("台账.csv", "编号"), Ok(0));
    assert!(matches!(
        sheet.column("台账.csv", "时间"),
        Err(SheetError::NoColumn { .. })
    ));
    let twice = sheet.column("台账.csv", "备注").unwrap_err();
    assert_eq!(
        twice.to_string(),
        "台账.csv：B 列和 C 列的表头都是“备注”，请改名后再导入"
    );
}

#[test]
fn limits_are_named() {
    let limits = Limits {
        expanded_bytes: 1_000,
        rows: 3,
        columns: 2,
        cell_chars: 4,
    };
    let read = |content: &str| {
        Sheet::read(
            content.as_bytes(),
            &Reading {
                limits,
                ..Reading::of("台账.csv")
            },
        )
    };
    assert!(read("a,b\n一二三四,1\n2,3").is_ok());
    assert!(matches!(
        read("a,b\n一二三四五,1"),
        Err(SheetError::TooLong { limit: 4, .. })
    ));
    assert!(matches!(
        read("a,b\n1,1\n2,2\n3,3"),
        Err(SheetError::TooManyRows { limit: 3, .. })
    ));
    assert!(matches!(
        read("a,b,c\n"),
        Err(SheetError::TooManyColumns {
            row: 1,
            limit: 2,
            ..
        })
    ));
    assert!(matches!(
        read(&"x".repeat(1_001)),
        Err(SheetError::Archive { .. })
    ));
}

/// A claimed extent of the whole grid, and a cell in its last corner, cost nothing.
#[test]
fn workbooks_that_claim_too_much_are_refused() {
    let heading: &[String] = &[text("A", "编号")];
    let corner = Book::of(&[(1, heading), (1_048_576, &[text("XFD", "1")])]).bytes();
    let read = |bytes: &[u8]| Sheet::read(bytes, &Reading::of("台账.xlsx"));
    assert!(matches!(
        read(&corner),
        Err(SheetError::TooManyColumns { row: 1_048_576, .. })
    ));
    let backwards = Book::of(&[(2, heading), (1, heading)]).bytes();
    assert!(matches!(read(&backwards), Err(SheetError::OutOfOrder(_))));
    let small = Limits {
        expanded_bytes: 300,
        ..Limits::default()
    };
    let refused = Sheet::read(
        &corner,
        &Reading {
            limits: small,
            ..Reading::of("台账.xlsx")
        },
    );
    let source = ArchiveError::TooLarge { limit: 300 };
    assert_eq!(
        refused,
        Err(SheetError::Archive {
            file: "台账.xlsx".into(),
            source
        })
    );
}

#[test]
fn shared_text_repeated_without_end_is_refused() {
    let long = "长".repeat(200);
    let rows: Vec<Vec<String>> = (0..200)
        .map(|row| vec![format!(r#"<c r="A{}" t="s"><v>0</v></c>"#, row + 1)])
        .collect();
    let rows: Vec<(usize, &[String])> = rows
        .iter()
        .enumerate()
        .map(|(at, cells)| (at + 1, cells.as_slice()))
        .collect();
    let bytes = Book::of(&rows).with_shared(&long).bytes();
    let limits = Limits {
        expanded_bytes: 50_000,
        ..Limits::default()
    };
    let refused = Sheet::read(
        &bytes,
        &Reading {
            limits,
            ..Reading::of("台账.xlsx")
        },
    );
    assert_eq!(
        refused,
        Err(SheetError::TooMuchText {
            file: "台账.xlsx".into(),
            limit: 50_000
        })
    );
}

#[test]
fn old_and_foreign_files_are_refused_with_what_to_do() {
    let read = |bytes: &[u8]| Sheet::read(bytes, &Reading::of("台账")).unwrap_err();
    let old = read(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    assert_eq!(
        old.to_string(),
        "台账：是旧版 .xls 文件，或设了密码；请去掉密码并另存为 .xlsx 后再导入"
    );
    assert!(matches!(read(b""), SheetError::NoHeading { .. }));
    assert!(matches!(
        read(b"\x89PNG\r\n\x1a\n\0\0"),
        SheetError::Encoding { .. }
    ));
    let asked = Reading {
        table: Some("二月"),
        ..Reading::of("台账")
    };
    let book = Book::of(&[(1, &[text("A", "编号")])]).bytes();
    let missing = SheetError::NoTable {
        file: "台账".into(),
        table: "二月".into(),
    };
    assert_eq!(Sheet::read(&book, &asked), Err(missing));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_is_written_as_csv_is_read_back(fields in prop::collection::vec(
        prop::collection::vec("[a甲\u{3000}\t ,\"\n\r]{0,5}", 3), 1..8,
    )) {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(["一", "二", "三"]).unwrap();
        for row in &fields {
            writer.write_record(row).unwrap();
        }
        let sheet = Sheet::read(&writer.into_inner().unwrap(), &Reading::of("x.csv")).unwrap();
        let filled = fields.iter().filter(|row| row.iter().any(|field| !field.is_empty()));
        let read = sheet.rows.iter().map(|row| row.cells.iter().map(Cell::text).collect::<Vec<_>>());
        prop_assert_eq!(read.collect::<Vec<_>>(), filled.cloned().collect::<Vec<_>>());
    }

    /// T25: a damaged workbook is refused or read, never a crash.
    #[test]
    fn no_damage_makes_it_panic(at in 0.0..1.0_f64, byte: u8, cut: bool) {
        let mut bytes = Book::of(&[(1, &[text("A", "编号")]), (2, &[number("A", "1", 0)])]).bytes();
        let place = (bytes.len() as f64 * at) as usize;
        bytes[place] = byte;
        if cut {
            bytes.truncate(place);
        }
        let _ = Sheet::read(&bytes, &Reading::of("x.xlsx"));
    }

    /// The same inside the parts, where a checksum would otherwise stop it.
    #[test]
    fn no_strange_markup_makes_it_panic(markup in "[<>/=\"'&;a-z0-9 ]{0,60}") {
        let bytes = Book::of(&[(1, &[text("A", "编号"), markup])]).bytes();
        let _ = Sheet::read(&bytes, &Reading::of("x.xlsx"));
    }
}

/// Real books, kept beside the checkout and never inside it: see how many rows are there, whole.
#[test]
fn real_books_are_read_whole() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    for (file, columns, rows) in [
        ("messages.xlsx", 7, 4_298),
        ("replies.xlsx", 7, 2_816),
        ("hotline.csv", 11, 1_464),
    ] {
        let Ok(bytes) = std::fs::read(folder.join(file)) else {
            println!("skipped: {file} is not beside this checkout");
            continue;
        };
        let sheet = Sheet::read(&bytes, &Reading::of(file)).unwrap();
        assert_eq!(sheet.rows.len(), rows, "{file}");
        assert_eq!(sheet.columns.len(), columns, "{file}");
    }
}
