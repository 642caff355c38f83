//! Charts (图): a few quiet drawings of figures. A [`Drawing`] is one picture for both: on a page it is SVG that
//! prints in grey and is told to a screen reader by its title, in a document it is drawn by the office program
//! itself ([`crate::paper`]), so that words stay words and no font is needed here. No colour means anything by
//! itself, nothing is fetched.
//!
//! ```
//! use jianjian_papers::chart::{Bar, bars};
//! let drawn = bars("在办件存期", &[Bar::new("一个月内", 12), Bar::new("一年以上", 1)]).svg();
//! assert!(drawn.starts_with("<svg") && drawn.contains("在办件存期"));
//! ```

use std::fmt::Write;

/// A picture: what it is called, how large it is, and what is drawn in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawing {
    /// What it is called.
    pub title: String,
    /// How wide, in units of its own.
    pub width: i64,
    /// How high.
    pub height: i64,
    /// What is drawn, the lowest first.
    pub inks: Vec<Ink>,
}

/// Something drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ink {
    /// A filled bar.
    Bar {
        /// Its left edge.
        x: i64,
        /// Its upper edge.
        y: i64,
        /// How wide.
        width: i64,
        /// How high.
        height: i64,
        /// How dark, in percent.
        shade: u8,
    },
    /// A level line.
    Rule {
        /// Where it begins.
        from: i64,
        /// Where it ends.
        until: i64,
        /// How far down.
        y: i64,
    },
    /// Words on a line.
    Words {
        /// Where they stand.
        x: i64,
        /// What they stand on.
        base: i64,
        /// Which of their ends stands there.
        anchor: Anchor,
        /// What they say.
        text: String,
    },
}

/// Which part of words stands at their place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// Their beginning.
    Start,
    /// Their middle.
    Middle,
    /// Their end.
    End,
}

/// A bar: what it is, and how many.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// What it is.
    pub label: String,
    /// How many.
    pub value: i64,
}

/// A column of a trend: a month, how many, and how many of them are the part that is told apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// What stands under it.
    pub label: String,
    /// How many.
    pub whole: i64,
    /// How many of them.
    pub part: i64,
}

impl Bar {
    /// A bar.
    pub fn new(label: &str, value: i64) -> Self {
        Self {
            label: label.to_owned(),
            value,
        }
    }
}

/// Height of letters, in units of a drawing.
pub const LETTERS: i64 = 13;
const WIDTH: i64 = 520;
const LABEL: i64 = 156;
/// Room for the longest label; what is longer is cut, and told in full by the table behind the drawing.
const LABEL_MOST: i64 = 268;
const ROW: i64 = 26;

/// Bars that lie under each other, each with its number behind it.
pub fn bars(title: &str, bars: &[Bar]) -> Drawing {
    let most = bars.iter().map(|bar| bar.value).max().unwrap_or(0).max(1);
    let mut drawing = Drawing::new(title, ROW * bars.len() as i64);
    let longest = bars.iter().map(|bar| wide(&bar.label)).max().unwrap_or(0);
    let left = (longest + LETTERS + 10).clamp(LABEL, LABEL_MOST);
    for (at, bar) in (0_i64..).zip(bars) {
        let (top, width) = (at * ROW, (WIDTH - left - 60) * bar.value.max(0) / most);
        let base = top + 18;
        let label = fitting(&bar.label, left - LETTERS - 10);
        drawing.words((left - 10, base), Anchor::End, &label);
        drawing.bar((left, top + 6), (width, 14), 55);
        let number = bar.value.to_string();
        drawing.words((left + width + 8, base), Anchor::Start, &number);
    }
    drawing
}

/// About how wide words are: a Chinese character is as wide as it is high.
fn wide(text: &str) -> i64 {
    let half = |c: char| if c.is_ascii() { 1 } else { 2 };
    text.chars().map(half).sum::<i64>() * LETTERS / 2
}

/// Words that fit, with … for what does not.
fn fitting(text: &str, room: i64) -> String {
    if wide(text) <= room {
        return text.to_owned();
    }
    let mut cut = text.to_owned();
    while wide(&cut) + LETTERS > room && cut.pop().is_some() {}
    cut.push('…');
    cut
}

/// Columns beside each other over a line of nought, with three lines to read them by; the part told apart is
/// the dark foot of each.
pub fn trend(title: &str, columns: &[Column]) -> Drawing {
    let (left, top, high) = (44, 10, 150);
    let most = columns.iter().map(|column| column.whole).max().unwrap_or(0);
    let most = rounded_up(most.max(1));
    let wide = (WIDTH - left) / (columns.len() as i64).max(1);
    let mut drawing = Drawing::new(title, top + high + 26);
    for half in 0..=2 {
        let y = top + high - high * half / 2;
        drawing.inks.push(Ink::Rule {
            from: left,
            until: WIDTH,
            y,
        });
        let number = (most * half / 2).to_string();
        drawing.words((left - 6, y + 4), Anchor::End, &number);
    }
    for (at, column) in (0_i64..).zip(columns) {
        let (x, width) = (left + at * wide, (wide - 6).max(2));
        for (count, shade) in [(column.whole, 35), (column.part, 80)] {
            let tall = high * count.clamp(0, most) / most;
            drawing.bar((x, top + high - tall), (width, tall), shade);
        }
        // Every third has room for its name; the last has it always.
        if (columns.len() as i64 - 1 - at) % 3 == 0 {
            let middle = x + (wide - 6) / 2;
            drawing.words((middle, top + high + 18), Anchor::Middle, &column.label);
        }
    }
    drawing
}

impl Drawing {
    fn new(title: &str, height: i64) -> Self {
        Self {
            title: title.to_owned(),
            width: WIDTH,
            height,
            inks: Vec::new(),
        }
    }

    fn bar(&mut self, (x, y): (i64, i64), (width, height): (i64, i64), shade: u8) {
        self.inks.push(Ink::Bar {
            x,
            y,
            width,
            height,
            shade,
        });
    }

    fn words(&mut self, (x, base): (i64, i64), anchor: Anchor, text: &str) {
        self.inks.push(Ink::Words {
            x,
            base,
            anchor,
            text: text.to_owned(),
        });
    }

    /// The drawing as it stands in a page: the ink of the words around it, in its shades.
    pub fn svg(&self) -> String {
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 {} {}\" \
             font-size=\"{LETTERS}\" fill=\"currentColor\"><title>{}</title>",
            self.width,
            self.height,
            escaped(&self.title)
        );
        for ink in &self.inks {
            // Writing to a string does not fail.
            let _ = match ink {
                Ink::Bar {
                    x,
                    y,
                    width,
                    height,
                    shade,
                } => write!(
                    svg,
                    "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" \
                     fill=\"currentColor\" fill-opacity=\"0.{shade:02}\"/>"
                ),
                Ink::Rule { from, until, y } => write!(
                    svg,
                    "<line x1=\"{from}\" x2=\"{until}\" y1=\"{y}\" y2=\"{y}\" \
                     stroke=\"currentColor\" stroke-opacity=\"0.25\"/>"
                ),
                Ink::Words {
                    x,
                    base,
                    anchor,
                    text,
                } => write!(
                    svg,
                    "<text x=\"{x}\" y=\"{base}\" text-anchor=\"{}\">{}</text>",
                    anchor.as_svg(),
                    escaped(text)
                ),
            };
        }
        svg + "</svg>"
    }
}

impl Anchor {
    fn as_svg(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Middle => "middle",
            Self::End => "end",
        }
    }
}

/// The next number an axis may end with: one, two or five and noughts, and even.
fn rounded_up(most: i64) -> i64 {
    let mut ten = 1;
    loop {
        for step in [2, 4, 10] {
            if step * ten >= most {
                return step * ten;
            }
        }
        ten *= 10;
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_as_long_as_its_share_of_the_longest() {
        let drawn = bars(
            "渠道",
            &[
                Bar::new("网络", 10),
                Bar::new("来<信", 5),
                Bar::new("来访", 0),
            ],
        )
        .svg();
        assert!(drawn.contains("width=\"304\"") && drawn.contains("width=\"152\""));
        assert!(drawn.contains("width=\"0\"") && drawn.contains("来&lt;信"));
        assert!(
            !drawn.contains("style="),
            "a strict content policy refuses it"
        );
    }

    #[test]
    fn a_long_label_has_room_and_a_longer_one_is_cut() {
        let drawn = |label: &str| bars("机关", &[Bar::new(label, 2), Bar::new("甲县", 1)]).svg();
        let long = "岚江省纪委监委驻省教育厅纪检监察组";
        let room = drawn(long);
        assert!(room.contains(long) && !room.contains('…') && !room.contains("x=\"-"));
        let longer = drawn(&format!("{long}第二监督检查室"));
        assert!(
            longer.contains("岚江省纪委监委驻省教育厅纪检监察组…"),
            "{longer}"
        );
    }

    #[test]
    fn a_trend_ends_its_axis_on_a_round_number_and_stands_on_nought() {
        let column = |label: &str, whole: i64, part: i64| Column {
            label: label.to_owned(),
            whole,
            part,
        };
        let drawn = trend("趋势", &[column("1月", 37, 4), column("2月", 0, 0)]).svg();
        assert!(drawn.contains(">40</text>") && drawn.contains(">20</text>"));
        assert!(drawn.contains("<title>趋势</title>"));
        assert_eq!(
            [1, 2, 3, 5, 11, 37, 99, 100, 101].map(rounded_up),
            [2, 2, 4, 10, 20, 40, 100, 100, 200]
        );
        assert!(trend("没有", &[]).svg().ends_with("</svg>"));
    }
}
