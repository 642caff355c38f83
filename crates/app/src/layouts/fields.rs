//! What a mark may say: the columns of books, a running number, and what is said once.

use casework::rules::Column;
use papers::sheet::Cell;

/// What a mark of the repeated row stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// The running number (序号).
    Serial,
    /// A column of a book.
    Column(Column),
}

/// What is said once, with what a sample says.
pub const SAID: &[(&str, &str)] = &[
    ("单位", "某某县纪委监委"),
    ("台账", "受理台账"),
    ("范围", "某某县纪委监委；来信"),
    ("导出人", "某某"),
    ("导出时间", "2026-01-31 17:00"),
    ("日期", "2026年1月31日"),
    ("年", "2026"),
    ("月", "1"),
    ("回执", "DC20260131-SAMPLE22"),
    ("件数", "5"),
];

const SERIAL: &str = "序号";

impl Field {
    /// The field of a name.
    pub fn repeated(name: &str) -> Option<Self> {
        if name == SERIAL {
            return Some(Self::Serial);
        }
        let column = Column::ALL.iter().find(|column| column.zh() == name);
        column.map(|column| Self::Column(*column))
    }

    /// Whether a name stands for anything.
    pub fn is_known(name: &str) -> bool {
        Self::repeated(name).is_some() || SAID.iter().any(|(known, _)| *known == name)
    }

    /// Every name, those of the repeated row first.
    pub fn names() -> Vec<&'static str> {
        let columns = Column::ALL.iter().map(|column| column.zh());
        let said = SAID.iter().map(|(name, _)| *name);
        std::iter::once(SERIAL).chain(columns).chain(said).collect()
    }

    /// What a sample shows.
    pub(super) fn sample(self, at: u32) -> Cell {
        match self {
            Self::Serial => Cell::Number(at.into()),
            Self::Column(Column::Arrivals | Column::Leads | Column::Batches | Column::Heads) => {
                Cell::Number(1.0)
            }
            Self::Column(Column::Number) => Cell::Text(format!("样-2026-{at:06}")),
            Self::Column(Column::Title) => Cell::Text("反映某某问题（虚构）".to_owned()),
            Self::Column(column) => Cell::Text(column.zh().to_owned()),
        }
    }
}
