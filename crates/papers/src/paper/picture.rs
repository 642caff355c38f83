//! A drawing in a Word document: the same bars, lines and words as on the page, as a group of shapes (DrawingML)
//! that Word, WPS and LibreOffice draw themselves.
//!
//! Not a bitmap: words stay words that can be found and read aloud, print as sharp as the text around them, and
//! are written in the fonts of whoever opens the document. None has to stand on the server.

use std::fmt::Write;

use super::ink::{FANGSONG, half_widths};
use crate::chart::{Anchor, Drawing, Ink, LETTERS};

/// Width of a drawing: the 156 mm of the text block, in units of a document (36,000 to a millimetre).
const WIDE: i64 = 156 * 36_000;
/// Units of a document to a point, and to a twip.
const POINT: i64 = 12_700;
const TWIP: i64 = 635;

/// `<w:drawing>` of a drawing; `id` is its own within the document.
pub(super) fn xml(drawing: &Drawing, id: usize) -> String {
    let scale = WIDE / drawing.width.max(1);
    let high = drawing.height * scale;
    let title = escaped(&drawing.title);
    let mut xml = format!(
        "<w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\">\
         <wp:extent cx=\"{WIDE}\" cy=\"{high}\"/><wp:effectExtent l=\"0\" t=\"0\" r=\"0\" b=\"0\"/>\
         <wp:docPr id=\"{id}\" name=\"图{id}\" descr=\"{title}\"/><wp:cNvGraphicFramePr/>\
         <a:graphic xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\">\
         <a:graphicData uri=\"http://schemas.microsoft.com/office/word/2010/wordprocessingGroup\">\
         <wpg:wgp><wpg:cNvGrpSpPr/><wpg:grpSpPr><a:xfrm><a:off x=\"0\" y=\"0\"/>\
         <a:ext cx=\"{WIDE}\" cy=\"{high}\"/><a:chOff x=\"0\" y=\"0\"/>\
         <a:chExt cx=\"{WIDE}\" cy=\"{high}\"/></a:xfrm></wpg:grpSpPr>"
    );
    // LibreOffice stretches a group to what is drawn in it: a frame nobody sees keeps it in shape.
    let none = "<a:noFill/><a:ln><a:noFill/></a:ln>";
    let frame = outlined(id * 1000, [0, 0, WIDE, high], "rect", none);
    xml.push_str(&format!("{frame}<wps:bodyPr/></wps:wsp>"));
    for (ink, number) in drawing.inks.iter().zip(1..) {
        // Ids within a group are its own; those of groups stand a thousand apart.
        shape(&mut xml, ink, scale, id * 1000 + number);
    }
    xml + "</wpg:wgp></a:graphicData></a:graphic></wp:inline></w:drawing>"
}

fn shape(xml: &mut String, ink: &Ink, scale: i64, id: usize) {
    // Writing to a string does not fail.
    let _ = match ink {
        Ink::Bar {
            x,
            y,
            width,
            height,
            shade,
        } => {
            let place = [*x, *y, *width, *height].map(|side| side * scale);
            let fill = format!(
                "<a:solidFill><a:srgbClr val=\"{}\"/></a:solidFill>",
                grey(*shade)
            );
            write!(
                xml,
                "{}<wps:bodyPr/></wps:wsp>",
                outlined(
                    id,
                    place,
                    "rect",
                    &format!("{fill}<a:ln><a:noFill/></a:ln>")
                )
            )
        }
        Ink::Rule { from, until, y } => {
            let place = [*from * scale, *y * scale, (until - from) * scale, 0];
            let line = format!(
                "<a:noFill/><a:ln w=\"6350\"><a:solidFill><a:srgbClr val=\"{}\"/></a:solidFill></a:ln>",
                grey(25)
            );
            write!(
                xml,
                "{}<wps:bodyPr/></wps:wsp>",
                outlined(id, place, "line", &line)
            )
        }
        Ink::Words {
            x,
            base,
            anchor,
            text,
        } => words(xml, (*x, *base), *anchor, text, (scale, id)),
    };
}

fn words(
    xml: &mut String,
    (x, base): (i64, i64),
    anchor: Anchor,
    text: &str,
    (scale, id): (i64, usize),
) -> std::fmt::Result {
    // A Chinese character is as wide as it is high; a little room keeps the last one on the line.
    let wide = i64::from(half_widths(text)) * LETTERS / 2 + LETTERS;
    let (left, align) = match anchor {
        Anchor::Start => (x, "left"),
        Anchor::Middle => (x - wide / 2, "center"),
        Anchor::End => (x - wide, "right"),
    };
    // The foot of a line of this height lies under what letters stand on by about a quarter of them.
    let high = LETTERS * 3 / 2;
    let place = [left, base + LETTERS * 3 / 8 - high, wide, high].map(|side| side * scale);
    let (size, line) = (LETTERS * scale * 2 / POINT, high * scale / TWIP);
    let none = "<a:noFill/><a:ln><a:noFill/></a:ln>";
    write!(
        xml,
        "{}<wps:txbx><w:txbxContent><w:p><w:pPr>\
         <w:spacing w:before=\"0\" w:after=\"0\" w:line=\"{line}\" w:lineRule=\"exact\"/>\
         <w:jc w:val=\"{align}\"/></w:pPr><w:r><w:rPr>\
         <w:rFonts w:ascii=\"{FANGSONG}\" w:hAnsi=\"{FANGSONG}\" w:eastAsia=\"{FANGSONG}\" w:hint=\"eastAsia\"/>\
         <w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/></w:rPr>\
         <w:t xml:space=\"preserve\">{}</w:t></w:r></w:p></w:txbxContent></wps:txbx>\
         <wps:bodyPr wrap=\"square\" lIns=\"0\" tIns=\"0\" rIns=\"0\" bIns=\"0\" anchor=\"t\"/></wps:wsp>",
        outlined(id, place, "rect", none),
        escaped(text)
    )
}

/// The beginning of a shape: where it stands and how it is filled and drawn.
fn outlined(id: usize, [x, y, width, height]: [i64; 4], form: &str, ink: &str) -> String {
    format!(
        "<wps:wsp><wps:cNvPr id=\"{id}\" name=\"\"/><wps:cNvSpPr/><wps:spPr>\
         <a:xfrm><a:off x=\"{x}\" y=\"{y}\"/><a:ext cx=\"{width}\" cy=\"{height}\"/></a:xfrm>\
         <a:prstGeom prst=\"{form}\"><a:avLst/></a:prstGeom>{ink}</wps:spPr>"
    )
}

/// A grey as dark as so many percent of black on white.
fn grey(shade: u8) -> String {
    let light = 255 - u32::from(shade.min(100)) * 255 / 100;
    format!("{light:02X}{light:02X}{light:02X}")
}

fn escaped(text: &str) -> String {
    let held = text
        .chars()
        .filter(|c| !c.is_control() && !matches!(c, '\u{FDD0}' | '\u{FFFE}' | '\u{FFFF}'));
    let held: String = held.collect();
    held.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::{Bar, Column, bars, trend};

    #[test]
    fn a_picture_on_paper_is_the_picture_on_the_page() {
        let column = Column {
            label: "1月".to_owned(),
            whole: 37,
            part: 4,
        };
        for drawing in [
            bars("渠道", &[Bar::new("网络", 10), Bar::new("来<信", 5)]),
            trend("趋势", &[column]),
        ] {
            let (page, paper) = (drawing.svg(), xml(&drawing, 1));
            let count = |text: &str, what: &str| text.matches(what).count();
            assert_eq!(
                count(&page, "<rect") + 1,
                count(&paper, "<a:ln><a:noFill/></a:ln></wps:spPr><wps:bodyPr/>")
            );
            assert_eq!(count(&page, "<line"), count(&paper, "prst=\"line\""));
            assert_eq!(count(&page, "<text"), count(&paper, "<wps:txbx>"));
            for ink in &drawing.inks {
                if let Ink::Words { text, .. } = ink {
                    let written = format!(">{}<", escaped(text));
                    assert!(
                        page.contains(&written) && paper.contains(&written),
                        "{text}"
                    );
                }
            }
        }
    }

    #[test]
    fn half_as_many_are_half_as_long() {
        let drawing = bars("渠道", &[Bar::new("甲", 10), Bar::new("乙", 5)]);
        let paper = xml(&drawing, 1);
        let scale = WIDE / drawing.width;
        for width in [304, 152] {
            assert!(
                paper.contains(&format!("<a:ext cx=\"{}\"", width * scale)),
                "{width}"
            );
        }
        assert_eq!(
            (grey(0), grey(100)),
            ("FFFFFF".to_owned(), "000000".to_owned())
        );
    }
}
