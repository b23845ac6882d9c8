//! A scene as an SVG document, in light colours.

use std::fmt::Write as _;

use crate::theme::{self, Tokens};

use super::{Ink, Mark, Place, Scene, scene::Anchor};

/// Returns `scene` as SVG with its description.
pub(super) fn of(scene: &Scene) -> String {
    let mut out = String::new();
    let (width, height) = (scene.width, scene.height);
    push(
        &mut out,
        format_args!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\" font-family=\"Inter, sans-serif\">\
             <title>{}</title><desc>{}</desc>",
            escaped(&scene.title),
            escaped(&scene.describe())
        ),
    );
    marks(&mut out, &scene.marks);
    out.push_str("</svg>\n");
    out
}

fn marks(out: &mut String, all: &[Mark]) {
    for mark in all {
        one(out, mark);
    }
}

fn one(out: &mut String, mark: &Mark) {
    match mark {
        Mark::Line { points, ink, width, dashed } => {
            let dash = if *dashed { " stroke-dasharray=\"4 3\"" } else { "" };
            let (points, ink) = (list(points), hex(*ink));
            push(
                out,
                format_args!(
                    "<polyline points=\"{points}\" fill=\"none\" stroke=\"{ink}\" stroke-width=\"{width}\"{dash}/>"
                ),
            );
        }
        Mark::Polygon { points, fill, line, .. } => {
            let (points, fill, line) = (list(points), hex(*fill), hex(*line));
            push(
                out,
                format_args!(
                    "<polygon points=\"{points}\" fill=\"{fill}\" stroke=\"{line}\" stroke-width=\"1.5\"/>"
                ),
            );
        }
        Mark::Rect { from, to, fill, corner } => {
            let (width, height) = (to.x - from.x, to.y - from.y);
            push(
                out,
                format_args!(
                    "<rect x=\"{}\" y=\"{}\" width=\"{width}\" height=\"{height}\" rx=\"{corner}\" fill=\"{}\"/>",
                    from.x,
                    from.y,
                    hex(*fill)
                ),
            );
        }
        Mark::Circle { centre, radius, fill } => push(
            out,
            format_args!(
                "<circle cx=\"{}\" cy=\"{}\" r=\"{radius}\" fill=\"{}\"/>",
                centre.x,
                centre.y,
                hex(*fill)
            ),
        ),
        Mark::Text { .. } => words(out, mark),
        Mark::Group { label, marks: inner } => {
            push(out, format_args!("<g><title>{}</title>", escaped(label)));
            marks(out, inner);
            out.push_str("</g>");
        }
    }
}

fn words(out: &mut String, mark: &Mark) {
    let Mark::Text { at, text, anchor, size, ink } = mark else { return };
    let anchor = match anchor {
        Anchor::Start => "start",
        Anchor::Middle => "middle",
        Anchor::End => "end",
    };
    push(
        out,
        format_args!(
            "<text x=\"{}\" y=\"{}\" text-anchor=\"{anchor}\" dominant-baseline=\"central\" \
             font-size=\"{size}\" fill=\"{}\">{}</text>",
            at.x,
            at.y,
            hex(*ink),
            escaped(text)
        ),
    );
}

/// Writing to a string cannot fail.
fn push(out: &mut String, what: std::fmt::Arguments<'_>) {
    if out.write_fmt(what).is_err() {
        tracing::error!("a string could not grow");
    }
}

fn list(points: &[Place]) -> String {
    let each: Vec<String> = points.iter().map(|it| format!("{:.2},{:.2}", it.x, it.y)).collect();
    each.join(" ")
}

fn hex(ink: Ink) -> String {
    let soft = ink == Ink::MainSoft;
    let color = theme::ink(
        Tokens::of(egui::Theme::Light, theme::Contrast::Normal),
        if soft { Ink::Main } else { ink },
    );
    let hex = format!("#{:02x}{:02x}{:02x}", color.r(), color.g(), color.b());
    if soft { format!("{hex}\" fill-opacity=\"{}", theme::SOFT) } else { hex }
}

/// Returns `text` without what XML means something by, and without what XML forbids.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for letter in text.chars().filter(|it| !it.is_control()) {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::charts::{
        Scene,
        bars::{Bar, bars},
        gap::{Gap, gaps},
        heatmap::{Cell, Row, heatmap},
        radar::{Axis, radar},
        strip::{Dot, strip},
        trend::{Point, trend},
    };

    /// Each kind of chart of something called `title`.
    fn each(title: &str) -> Vec<Scene> {
        let (title, words) = (title.to_owned(), "half".to_owned());
        let axis =
            Axis { title: title.clone(), share: Some(0.5), other: None, words: words.clone() };
        let bar = Bar {
            title: title.clone(),
            share: Some(0.5),
            band: None,
            mark: None,
            words: words.clone(),
        };
        let gap =
            Gap { title: title.clone(), now: Some(0.2), aim: Some(0.5), words: words.clone() };
        let row = Row { title: title.clone(), cells: vec![Cell::Level(1, words.clone())] };
        let dot = Dot { person: 0, name: title.clone(), level: 0 };
        let point = Point { title, share: Some(0.5), words: words.clone() };
        vec![
            bars("Bars", &[bar], 400.0),
            gaps("Gaps", &[gap], 400.0),
            heatmap("Map", &["half".to_owned()], &[row], 5),
            radar("Radar", &[axis.clone(), axis.clone(), axis], 200.0).unwrap(),
            strip("Strip", &[words], &[dot]),
            trend("Trend", &[point.clone(), point], 400.0),
        ]
    }

    #[test]
    fn every_chart_is_drawn_for_a_page_and_said_in_words() {
        for scene in each("Staffing") {
            let said = scene.describe();
            assert!(said.contains("Staffing") && said.contains("half"), "{said}");
            let svg = scene.svg();
            assert!(svg.contains(&format!("<desc>{said}</desc>")), "{svg}");
            assert_eq!(svg.matches("<g>").count(), svg.matches("</g>").count());
            assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
        }
    }

    #[test]
    fn a_hostile_title_stays_text() {
        for scene in each("<script>\u{1}\"&") {
            let svg = scene.svg();
            assert!(svg.starts_with("<svg "));
            assert!(svg.contains("&lt;script&gt;&quot;&amp;"), "{svg}");
            assert!(!svg.contains("<script"));
            assert!(!svg.contains('\u{1}'));
        }
    }
}
