//! A text drawn as a QR code (二维码): one black path on a white square.
//!
//! The SVG carries no style, script or reference, so that it may stand in a page whose policy forbids
//! all of them (T8), and a title for those who hear the page.

use qrcode::{Color, EcLevel, QrCode};
use thiserror::Error;

/// Light modules around the code, as the standard asks (ISO/IEC 18004, 4 modules).
const QUIET_ZONE: usize = 4;

/// Why a text cannot be drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum QrError {
    /// More than the largest code holds, about 2,300 bytes.
    #[error("内容过长，无法生成二维码")]
    TooLong,
}

/// Draws `text` as SVG. `title` is what a screen reader says in place of the picture.
///
/// # Errors
///
/// Refuses a text longer than a QR code can hold.
pub fn svg(text: &str, title: &str) -> Result<String, QrError> {
    // Level M survives the loss of about 15 %: enough for print, and larger modules than Q or H.
    let code =
        QrCode::with_error_correction_level(text, EcLevel::M).map_err(|_| QrError::TooLong)?;
    let side = code.width() + 2 * QUIET_ZONE;
    let title = escaped(title);
    let path = path(&code);
    Ok(format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {side} {side}" shape-rendering="crispEdges"><title>{title}</title><rect width="{side}" height="{side}" fill="#fff"/><path fill="#000" d="{path}"/></svg>"##
    ))
}

/// One rectangle per run of dark modules in a row.
fn path(code: &QrCode) -> String {
    let width = code.width();
    let mut path = String::new();
    for (row, modules) in code.to_colors().chunks(width).enumerate() {
        let mut column = 0;
        for run in modules.chunk_by(|left, right| left == right) {
            let length = run.len();
            if run[0] == Color::Dark {
                let (x, y) = (column + QUIET_ZONE, row + QUIET_ZONE);
                path.push_str(&format!("M{x} {y}h{length}v1h-{length}z"));
            }
            column += length;
        }
    }
    path
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The path painted back onto a grid gives the modules of the code, nothing in the quiet zone.
    #[test]
    fn the_path_paints_exactly_the_code() {
        let text = "https://example.invalid/report?from=5331";
        let code = QrCode::with_error_correction_level(text, EcLevel::M).unwrap();
        let side = code.width() + 8;
        let mut painted = vec![false; side * side];
        let svg = svg(text, "举报入口").unwrap();
        let path = svg
            .split_once(" d=\"")
            .unwrap()
            .1
            .split_once('"')
            .unwrap()
            .0;
        for run in path.split_terminator('z') {
            let (x, rest) = run.strip_prefix('M').unwrap().split_once(' ').unwrap();
            let (y, rest) = rest.split_once('h').unwrap();
            let length: usize = rest.split_once('v').unwrap().0.parse().unwrap();
            let start = y.parse::<usize>().unwrap() * side + x.parse::<usize>().unwrap();
            painted[start..start + length].fill(true);
        }
        let expected = (0..side * side).map(|at| {
            let (row, column) = ((at / side).wrapping_sub(4), (at % side).wrapping_sub(4));
            let inside = row < code.width() && column < code.width();
            inside && code[(column, row)] == Color::Dark
        });
        assert_eq!(painted, expected.collect::<Vec<_>>());
    }

    #[test]
    fn says_its_title_and_carries_nothing_a_policy_forbids() {
        let svg = svg("甲", "<script>&").unwrap();
        assert!(svg.contains("<title>&lt;script&gt;&amp;</title>"));
        assert!(!svg.contains("style") && !svg.contains("<script") && !svg.contains("href"));
    }

    #[test]
    fn refuses_more_than_a_code_holds() {
        assert_eq!(svg(&"件".repeat(2_000), "x"), Err(QrError::TooLong));
    }
}
