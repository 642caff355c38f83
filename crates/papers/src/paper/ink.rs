//! What letters and forms are written with: fonts by name, sizes, exact lines, sheets.

use std::io::Cursor;

use docx_rs::{
    AlignmentType, Docx, FieldCharType, InstrNUMPAGES, InstrPAGE, InstrText, LineSpacing,
    LineSpacingType, PageMargin, Paragraph, Run, RunFonts, XMLDocx,
};

use super::{PaperError, fonts, picture};
use crate::chart::Drawing;

/// 仿宋: the hand of official papers.
pub(super) const FANGSONG: &str = "仿宋_GB2312";
/// 小标宋: titles and the head.
pub(super) const XIAOBIAOSONG: &str = "方正小标宋简体";
/// 黑体: first level of headings, labels, marks.
pub(super) const HEITI: &str = "黑体";
/// 楷体: second level of headings.
pub(super) const KAITI: &str = "楷体_GB2312";
/// 宋体: page numbers.
pub(super) const SONGTI: &str = "宋体";

/// Red of the head.
pub(super) const RED: &str = "C00000";

/// A tenth of a millimetre in twips, rounded.
pub(super) const fn tenth_mm(tenths: i32) -> i32 {
    (tenths * 1440 + 127) / 254
}

/// A font by its name, for every script.
pub(super) fn font(name: &str) -> RunFonts {
    RunFonts::new()
        .east_asia(name)
        .ascii(name)
        .hi_ansi(name)
        .hint("eastAsia")
}

/// Marks the place of a drawing until the document is packed: a character that no text may hold.
const PLACE: char = '\u{FDD0}';

/// The place of the drawing of a number.
pub(super) fn drawn(number: usize) -> Run {
    Run::new().add_text(format!("{PLACE}{number}{PLACE}"))
}

/// Words in a font. `half_points` is the size: 32 is 三号 (16 points).
pub(super) fn words(text: &str, name: &str, half_points: usize) -> Run {
    // What XML cannot hold would make a document no program opens.
    let text: String = text
        .chars()
        .filter(|c| !c.is_control() && !matches!(c, '\u{FFFE}' | '\u{FFFF}' | &PLACE))
        .collect();
    Run::new()
        .add_text(text)
        .fonts(font(name))
        .size(half_points)
}

/// A paragraph with lines of an exact height in twips.
pub(super) fn line(height: i32) -> Paragraph {
    let spacing = LineSpacing::new()
        .line_rule(LineSpacingType::Exact)
        .line(height)
        .before(0)
        .after(0);
    Paragraph::new().line_spacing(spacing).snap_to_grid(false)
}

/// The number of the page, in a font and size.
pub(super) fn page_number(name: &str, half_points: usize) -> Run {
    field(InstrText::PAGE(InstrPAGE::new()), name, half_points)
}

/// How many pages there are.
pub(super) fn page_count(name: &str, half_points: usize) -> Run {
    field(InstrText::NUMPAGES(InstrNUMPAGES::new()), name, half_points)
}

fn field(instruction: InstrText, name: &str, half_points: usize) -> Run {
    Run::new()
        .add_field_char(FieldCharType::Begin, false)
        .add_instr_text(instruction)
        .add_field_char(FieldCharType::Separate, false)
        .add_text("1")
        .add_field_char(FieldCharType::End, false)
        .fonts(font(name))
        .size(half_points)
}

/// The line at the foot that says who printed the sheet.
pub(super) fn printed_line(text: &str) -> Paragraph {
    line(240)
        .align(AlignmentType::Center)
        .add_run(words(text, FANGSONG, 16).color("666666"))
}

/// An A4 sheet with margins in tenths of a millimetre: top, right, bottom, left, head, foot.
pub(super) fn sheet([top, right, bottom, left, header, footer]: [i32; 6]) -> Docx {
    let margin = PageMargin::new()
        .top(tenth_mm(top))
        .right(tenth_mm(right))
        .bottom(tenth_mm(bottom))
        .left(tenth_mm(left))
        .header(tenth_mm(header))
        .footer(tenth_mm(footer));
    Docx::new()
        .page_size(11_906, 16_838)
        .page_margin(margin)
        .default_fonts(font(FANGSONG))
        .default_size(32)
}

/// The bytes of a document.
pub(super) fn packed(document: Docx) -> Result<Vec<u8>, PaperError> {
    parts_packed(document.build())
}

/// The bytes of a document with its drawings, each where [`drawn`] left its place.
pub(super) fn packed_with(document: Docx, drawings: &[&Drawing]) -> Result<Vec<u8>, PaperError> {
    let mut parts = document.build();
    if !drawings.is_empty() {
        let mut body = String::from_utf8(parts.document)
            .map_err(|error| PaperError::Written(error.to_string()))?;
        for (number, drawing) in drawings.iter().enumerate() {
            let place = format!("<w:t xml:space=\"preserve\">{PLACE}{number}{PLACE}</w:t>");
            body = body.replacen(&place, &picture::xml(drawing, number + 1), 1);
        }
        parts.document = body.into_bytes();
    }
    let body = String::from_utf8(parts.document)
        .map_err(|error| PaperError::Written(error.to_string()))?;
    parts.document = headed(&body).into_bytes();
    parts_packed(parts)
}

fn parts_packed(mut parts: XMLDocx) -> Result<Vec<u8>, PaperError> {
    let mut bytes = Cursor::new(Vec::new());
    parts.font_table = fonts::table().into_bytes();
    parts
        .pack(&mut bytes)
        .map_err(|error| PaperError::Written(error.to_string()))?;
    Ok(bytes.into_inner())
}

/// The heads of tables between paragraphs, repeated on every page the table goes on. The library that writes the
/// document has no word for it.
fn headed(body: &str) -> String {
    let first = "</w:tblGrid><w:tr><w:trPr>";
    body.replace(first, &format!("{first}<w:tblHeader />"))
}

/// Width of a text in half characters: a Chinese character counts two.
pub(super) fn half_widths(text: &str) -> i32 {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// A text in lines of about the same length, so that no line bears a character or two alone. `most` is
/// how many Chinese characters a line takes.
pub(super) fn balanced(text: &str, most: usize) -> Vec<String> {
    let characters: Vec<char> = text.chars().collect();
    let wide = usize::try_from(half_widths(text)).unwrap_or(0).div_ceil(2);
    let count = wide.div_ceil(most.max(1)).max(1);
    let each = characters.len().div_ceil(count).max(1);
    let mut lines = Vec::new();
    let mut rest = &characters[..];
    while rest.len() > each {
        let (line, after) = rest.split_at(turn(rest, each));
        lines.push(line.iter().collect());
        rest = after;
    }
    lines.push(rest.iter().collect());
    lines
}

/// Words of the office that a title keeps together (GB/T 9704: 词意完整).
const WORDS: &[&str] = &[
    "信访件",
    "信访积案",
    "信访",
    "举报",
    "积案",
    "纪检监察",
    "监察",
    "监督",
    "问题",
    "作风",
    "办理",
    "情况",
    "评查",
    "干部",
    "事项",
    "工作",
    "分析",
    "清零",
    "动态",
    "建议",
    "通报",
    "关于",
    "反映",
    "结果",
    "不合格",
    "重点",
    "年度",
    "季度",
    "省纪委",
    "市纪委",
    "县纪委",
    "纪委",
    "监委",
];

/// Whether a line may end before a character: within no word, and within no number.
fn parts(text: &[char], at: usize) -> bool {
    let number = |c: char| c.is_ascii_alphanumeric();
    let word = |word: &&'static str| {
        let word: Vec<char> = word.chars().collect();
        let from = at.saturating_sub(word.len() - 1);
        (from..at).any(|start| text[start..].starts_with(&word))
    };
    let within = number(text[at - 1]) && number(text[at]) || WORDS.iter().any(word);
    !within
}

/// Where a line of about so many characters ends: behind 的 or a closing mark nearby, where sense ends too;
/// else between words.
fn turn(text: &[char], about: usize) -> usize {
    let near = [0, 1, -1, 2, -2, 3, -3].into_iter();
    let near = near.filter_map(|off| about.checked_add_signed(off));
    let near = near.filter(|at| (1..text.len()).contains(at));
    let ends = |at: &usize| matches!(text[at - 1], '的' | '》' | '”' | '、' | '，');
    let whole = |at: &usize| parts(text, *at);
    let sense = near.clone().find(ends);
    sense.or(near.clone().find(whole)).unwrap_or(about)
}

#[cfg(test)]
mod tests {
    use super::balanced;

    #[test]
    fn a_title_never_leaves_a_character_alone_on_a_line() {
        assert_eq!(balanced("督办单", 19), ["督办单"]);
        let long = "关于反映柳塘镇干部作风问题办理情况的通报";
        assert_eq!(
            balanced(long, 19),
            ["关于反映柳塘镇干部作风", "问题办理情况的通报"]
        );
        let review = "关于2026年10月信访件评查不合格情况的通报";
        assert_eq!(
            balanced(review, 19),
            ["关于2026年10月信访件", "评查不合格情况的通报"]
        );
        let backlog = "关于2026年10月信访积案动态清零情况的通报";
        assert_eq!(
            balanced(backlog, 19),
            ["关于2026年10月信访积案", "动态清零情况的通报"]
        );
        let sense = "关于督促办理信访举报事项的通报和有关要求";
        assert_eq!(
            balanced(sense, 19),
            ["关于督促办理信访举报事项的", "通报和有关要求"]
        );
        assert_eq!(balanced("", 19), [""]);
    }
}
