//! Charts and logos as pictures of pixels, for forms that take no drawings.

use crate::charts::Scene;

/// Returns how many pixels wide and high a PNG or JPEG is, if it says so.
pub(super) fn size(bytes: &[u8]) -> Option<(u32, u32)> {
    if bytes.starts_with(b"\x89PNG") {
        let four = |at: usize| -> Option<u32> {
            Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
        };
        return four(16).zip(four(20)).filter(|it| it.0 > 0 && it.1 > 0);
    }
    let two = |at: usize| -> Option<u32> {
        Some(u32::from(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?)))
    };
    // A JPEG is a row of segments; the one that begins the frame has the size.
    let mut at = 2;
    while let (Some(0xFF), Some(kind)) = (bytes.get(at).copied(), bytes.get(at + 1).copied()) {
        let begins = matches!(kind, 0xC0..=0xCF) && !matches!(kind, 0xC4 | 0xC8 | 0xCC);
        if begins {
            return two(at + 7).zip(two(at + 5)).filter(|it| it.0 > 0 && it.1 > 0);
        }
        at += 2 + usize::try_from(two(at + 2)?).ok()?;
    }
    None
}

/// Draws `scene`: a PNG of double sharpness, and how many pixels it takes on the page.
#[cfg(feature = "pdf")]
pub(super) fn png(scene: &Scene) -> Option<(Vec<u8>, (u32, u32))> {
    use resvg::{
        tiny_skia::{Pixmap, Transform},
        usvg::{Options, Tree},
    };

    let mut options = Options { font_family: "Inter".to_owned(), ..Options::default() };
    for font in crate::report::FONTS {
        options.fontdb_mut().load_font_data(font.to_vec());
    }
    let tree = Tree::from_str(&scene.svg(), &options).ok()?;
    let size = tree.size().to_int_size();
    let sharp = size.scale_by(2.0)?;
    let mut pixels = Pixmap::new(sharp.width(), sharp.height())?;
    resvg::render(&tree, Transform::from_scale(2.0, 2.0), &mut pixels.as_mut());
    let png = pixels.encode_png().ok()?;
    Some((png, (size.width(), size.height())))
}

/// Without a drawing library the chart stands in words.
#[cfg(not(feature = "pdf"))]
pub(super) fn png(_scene: &Scene) -> Option<(Vec<u8>, (u32, u32))> {
    None
}
