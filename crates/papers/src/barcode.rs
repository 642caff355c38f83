//! A number drawn as bars (条形码, Code 128), so that a scanner types it back (P-07).
//!
//! Runs of digits are written two to a symbol, which keeps a matter's number within a form's corner.

use std::io::Cursor;

use barcoders::sym::code128::Code128;
use image::{GrayImage, ImageFormat, Luma};
use thiserror::Error;

/// Light modules on both sides, as the standard asks (ISO/IEC 15417).
const QUIET_ZONE: usize = 10;
/// Height of the bars in modules: about a sixth of a usual number's width.
const HEIGHT: usize = 36;
/// Pixels of a module in the picture for a document: 300 dots an inch at a third of a millimetre.
const MODULE_PIXELS: u32 = 4;

/// Why a text cannot be drawn.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum BarcodeError {
    /// Empty, or more than letters, digits and signs of ASCII.
    #[error("“{0}”不能印成条形码")]
    NotDrawable(String),
}

/// Bars, dark and light, from left to right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Barcode {
    text: String,
    modules: Vec<bool>,
}

impl Barcode {
    /// The bars of a text of printable ASCII.
    ///
    /// # Errors
    /// The text is empty or holds what Code 128 has no symbol for.
    pub fn of(text: &str) -> Result<Self, BarcodeError> {
        let refused = || BarcodeError::NotDrawable(text.to_owned());
        if text.is_empty() || !text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
            return Err(refused());
        }
        let bars = Code128::new(switched(text))
            .map_err(|_| refused())?
            .encode();
        let quiet = std::iter::repeat_n(false, QUIET_ZONE);
        let dark = bars.iter().map(|bar| *bar == 1);
        Ok(Self {
            text: text.to_owned(),
            modules: quiet.clone().chain(dark).chain(quiet).collect(),
        })
    }

    /// What the bars say.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Width in modules, quiet zones included.
    #[must_use]
    pub fn width(&self) -> usize {
        self.modules.len()
    }

    /// The bars as SVG for a page: no style, script or reference (T8).
    #[must_use]
    pub fn svg(&self) -> String {
        let (width, mut path, mut column) = (self.width(), String::new(), 0);
        for run in self.modules.chunk_by(|left, right| left == right) {
            if run[0] {
                path.push_str(&format!(
                    "M{column} 0h{length}v{HEIGHT}h-{length}z",
                    length = run.len()
                ));
            }
            column += run.len();
        }
        let title = self.text.replace('&', "&amp;").replace('<', "&lt;");
        format!(
            r##"<svg xmlns="http://www.w3.org/2000/svg" class="barcode" role="img" viewBox="0 0 {width} {HEIGHT}" preserveAspectRatio="none" shape-rendering="crispEdges"><title>条形码 {title}</title><rect width="{width}" height="{HEIGHT}" fill="#fff"/><path fill="#000" d="{path}"/></svg>"##
        )
    }

    /// The bars as a PNG picture for a document, with its width and height in pixels.
    ///
    /// # Errors
    /// The picture cannot be written.
    pub fn png(&self) -> Result<(Vec<u8>, u32, u32), BarcodeError> {
        let (width, height) = (
            self.width() as u32 * MODULE_PIXELS,
            HEIGHT as u32 * MODULE_PIXELS,
        );
        let picture = GrayImage::from_fn(width, height, |x, _| {
            let dark = self.modules[(x / MODULE_PIXELS) as usize];
            Luma([if dark { 0 } else { 255 }])
        });
        let mut bytes = Cursor::new(Vec::new());
        picture
            .write_to(&mut bytes, ImageFormat::Png)
            .map_err(|_| BarcodeError::NotDrawable(self.text.clone()))?;
        Ok((bytes.into_inner(), width, height))
    }
}

/// Start and change to the set of digit pairs.
const PAIRS: char = '\u{0106}';
/// Start and change to the set of all printable characters.
const PRINTABLE: char = '\u{0181}';

/// The text with the changes of character set the encoder wants: pairs where four digits or more stand
/// together, which is where a change pays.
fn switched(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let (mut out, mut set) = (String::new(), None);
    let mut rest = characters.as_slice();
    while let Some((first, after)) = rest.split_first() {
        let digits = rest.iter().take_while(|c| c.is_ascii_digit()).count() & !1;
        if digits >= 4 {
            if set != Some(PAIRS) {
                out.push(PAIRS);
                set = Some(PAIRS);
            }
            out.extend(&rest[..digits]);
            rest = &rest[digits..];
            continue;
        }
        if set != Some(PRINTABLE) {
            out.push(PRINTABLE);
            set = Some(PRINTABLE);
        }
        out.push(*first);
        rest = after;
    }
    out
}

#[cfg(test)]
mod tests;
