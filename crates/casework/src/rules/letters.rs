//! Letters and slips as data (函件、单, `letters/*.toml`): how they are laid out, fixed words, and what fills
//! them.
//!
//! One with `from` is written by whoever reads the matter, out of its dossier; one without is issued by an
//! act, which knows what fills it. Places in the words are a closed list in braces; none of them opens who
//! reported by itself, and one that an act issues cannot name who reported at all (T1). A letter that names
//! another place, an unknown event or nothing at all is refused when the catalogue is read.

mod check;

use crate::codes;
use crate::matter::Stage;
use serde::Deserialize;

/// A letter or slip an office issues.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LetterRule {
    /// Permanent id, e.g. `reply`; its word in addresses.
    pub id: String,
    /// 答复函.
    pub name: String,
    /// Its place in the list.
    pub order: u32,
    /// How it is laid out.
    #[serde(default)]
    pub layout: Layout,
    /// From which stage on it is offered to be written from the dossier; one without is issued by an act.
    #[serde(default)]
    pub from: Option<Stage>,
    /// Whether it is for what was screened out (剔除), instead of what was handled.
    #[serde(default)]
    pub excluded: bool,
    /// What must have been done before there is anything to write.
    #[serde(default)]
    pub needs: Option<Need>,
    /// Its number (发文字号): words with `{year}` and `{n}`.
    #[serde(default)]
    pub number: String,
    /// Its title.
    pub title: String,
    /// To whom (主送); a slip says it in a row instead.
    #[serde(default)]
    pub addressee: String,
    /// Under the date, in brackets (附注); empty for none.
    #[serde(default)]
    pub contact: String,
    /// What is enclosed (附件), named only to whom it stands open; empty for nothing.
    #[serde(default)]
    pub enclosure: String,
    /// The rule it comes from.
    pub basis: String,
    /// Mechanisms it serves.
    #[serde(default)]
    pub mechanisms: Vec<String>,
    /// Its paragraphs.
    #[serde(rename = "part")]
    pub parts: Vec<PartRule>,
}

codes! {
    /// How a letter or slip is laid out.
    #[derive(Default)]
    pub enum Layout {
        /// A red head over paragraphs (GB/T 9704, 信函格式).
        #[default]
        RedHead = "red-head" => "信函",
        /// A red head with a number and a rule of its own (GB/T 9704), as reports have it.
        Document = "document" => "公文",
        /// A plain table (P-22).
        Table = "table" => "表格",
    }
}

codes! {
    /// What an act drafts by itself, of paragraphs, drawings and tables.
    pub enum Drafted {
        /// How a time was, as a whole.
        Overall = "overall" => "总体情况",
        /// What stands out, section by section.
        Sections = "sections" => "分栏目情况",
        /// What should be done, and by whom.
        Measures = "measures" => "对策建议",
        /// Every figure.
        Figures = "figures" => "附表",
    }
}

codes! {
    /// What must have been done before a letter can be written.
    pub enum Need {
        /// A demand went to another body.
        Handed = "handed" => "已转送",
        /// Name and contact went along, and stand open for the reader (P-20).
        Annex = "annex" => "联系方式附页",
    }
}

/// A paragraph of a letter or a row of a slip.
#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum PartRule {
    /// Words with places in them.
    Text {
        /// The words.
        #[serde(default)]
        text: String,
        /// What stands left of them in a slip; none in a letter.
        #[serde(default)]
        label: String,
        /// Lines of room they take at least in a slip.
        #[serde(default)]
        lines: u8,
        /// At the lower right of a slip's row: who signs there, by hand.
        #[serde(default)]
        sign: String,
    },
    /// A heading of the first level, or across the slip.
    Heading {
        /// Its words.
        text: String,
    },
    /// An enclosure begins: it and what follows stand behind the signature.
    Enclosure {
        /// What it is called.
        text: String,
    },
    /// One to three labels with words: side by side in a slip, a line each in a letter.
    Pairs {
        /// Label and words.
        cells: Vec<(String, String)>,
    },
    /// A table of what the act lists, a line each.
    Lines {
        /// Head and width of each column; the widths add up to twelve.
        columns: Vec<(String, usize)>,
        /// Empty lines for writing by hand.
        #[serde(default)]
        spare: u8,
    },
    /// What the act drafts.
    Drafted {
        /// Which of it.
        of: Drafted,
    },
    /// What the last act of a kind said under a label.
    Said {
        /// Kind of event, without version.
        of: String,
        /// Label in the minutes.
        label: String,
        /// What stands there while nothing was said.
        missing: String,
    },
    /// Name and contact as the reporter let them go along (P-20).
    Contact,
}

codes! {
    /// A place in the words of a letter.
    pub enum Place {
        /// Who reported: left free unless it stands open for the reader (T1, T2).
        Reporter = "reporter" => "举报人",
        /// The matter's number.
        Number = "number" => "编号",
        /// Day of arrival.
        Received = "received" => "收到",
        /// The office that writes.
        Organ = "organ" => "机关",
        /// To whom it goes: a unit, or the body a demand was last handed to.
        Body = "body" => "收件单位",
        /// The year of the letter.
        Year = "year" => "年份",
        /// Its number within the year, or room for it.
        Serial = "n" => "序号",
        /// The promise it is about (时限).
        Clock = "clock" => "时限",
        /// When that is or was due.
        Due = "due" => "到期日",
        /// How it stands: 还剩5个工作日, 超期3个工作日.
        Standing = "standing" => "时限情况",
        /// Why it is issued.
        Reason = "reason" => "事由",
        /// What is asked.
        Demand = "demand" => "要求",
        /// By when it is to be answered.
        AnswerBy = "answer_by" => "答复期限",
        /// The time it looks back on: 2026年10月.
        Period = "period" => "期间",
        /// Points given.
        Score = "score" => "得分",
    }
}

impl Place {
    /// As it stands in the words: `{number}`.
    fn written(self) -> String {
        format!("{{{}}}", self.as_str())
    }
}

impl LetterRule {
    /// Words with their places filled.
    pub fn filled(words: &str, fill: impl Fn(Place) -> String) -> String {
        let mut filled = words.to_owned();
        for place in Place::ALL {
            let written = place.written();
            if filled.contains(&written) {
                filled = filled.replace(&written, &fill(*place));
            }
        }
        filled
    }

    /// Whether an act issues it, instead of a reader writing it from the dossier.
    #[must_use]
    pub fn is_issued(&self) -> bool {
        self.from.is_none()
    }

    /// Its number (发文字号) of a year; room for writing while it has none.
    #[must_use]
    pub fn numbered(&self, year: i16, serial: Option<u32>) -> String {
        Self::filled(&self.number, |place| match place {
            Place::Year => year.to_string(),
            Place::Serial => serial.map_or_else(|| "　　".to_owned(), |serial| serial.to_string()),
            _ => String::new(),
        })
    }
}
