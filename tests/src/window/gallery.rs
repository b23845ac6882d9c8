//! Every widget and chart once, with awkward content: each has a name and every letter a glyph.

use egui_kittest::{Harness, kittest::Queryable as _};
use muster::{
    charts::{
        bars::{Bar, bars},
        gap::{Gap, gaps},
        heatmap::{Cell, Row, heatmap},
        radar::{Axis, radar},
        strip::{Dot as StripDot, strip},
        trend::{Point, trend},
    },
    theme::{self, icon},
    widgets::{
        Button, chart, feedback, field, level, page, people, picker, progress, qr, strip as row,
        text, tier,
    },
};

const NAMES: [&str; 5] = ["Mara Okafor", "Jonas Weber", "Łukasz Żak", "Zoë", "Ana Ruiz"];

/// Draws every widget once.
pub(super) fn gallery(ui: &mut egui::Ui, typed: &mut String) {
    page::column(ui, theme::WIDE, |ui| {
        ui.columns(2, |columns| {
            if let [left, right] = columns {
                answering(left, typed);
                results(right);
            }
        });
    });
}

fn answering(ui: &mut egui::Ui, typed: &mut String) {
    text::title(ui, "Backups are tested by restoring them");
    let level = |key, label, sentence, note| level::Level { key, label, sentence, note };
    let levels = [
        level("1", "Absent", "Nobody has restored a backup that we know of.", ""),
        level(
            "2",
            "Ad hoc",
            "Somebody restores a file when it is needed, and it mostly works.",
            "",
        ),
        level(
            "3",
            "Defined",
            "Each system has a restore plan; at least once a year one of them is followed from the \
             first to the last step and the time is written down.",
            "last time",
        ),
        level("4", "Managed", "Restores are rehearsed every quarter, with targets.", ""),
        level("5", "Improving", "Each rehearsal changes the plan.", ""),
    ];
    level::picker(ui, &levels, Some(2));
    ui.horizontal_wrapped(|ui| {
        picker::chip(ui, Some(icon::CIRCLE_HELP), "Don't know", "0", false);
        picker::chip(ui, Some(icon::CIRCLE_SLASH), "Not applicable", "N", true);
    });
    picker::segmented(ui, "Basis", &["Claimed", "Documented", "Tested"], Some(1));
    field::area(ui, "Comment", "Why this level", 2, typed);
    field::tick(ui, "Names off", true);
    ui.horizontal(|ui| {
        Button::primary("Hand in").icon(icon::SEND).key("Ctrl+Enter").ui(ui);
        Button::secondary("Skip").ui(ui);
        Button::ghost("Clear").why_not(Some("Nothing is answered yet")).ui(ui);
        Button::danger("Remove").icon(icon::TRASH_2).ui(ui);
        feedback::conflict(ui, 2);
    });
    feedback::warning_card(ui, "Two devices said different things", "Choose which one counts");
    feedback::note_card(ui, "Sealed until the reveal", "");
    qr::code(ui, "Ticket as a QR code", &"muster1".repeat(20), 140.0);
}

fn results(ui: &mut egui::Ui) {
    tier::big(ui, "Repeatable", 1, 3);
    ui.horizontal(|ui| {
        tier::badge(ui, "Partial", 0, 3);
        tier::badge(ui, "Adaptive", 2, 3);
        tier::unknown(ui, "Not yet", 3);
    });
    progress::bar(ui, "Answers", 17, 40);
    let all: Vec<people::Person<'_>> =
        NAMES.iter().enumerate().map(|(place, name)| people::Person { name, place }).collect();
    people::stack(ui, &all, 4);
    let said = [0, 2, 2, 2, 4];
    let dots: Vec<row::Dot<'_>> =
        all.iter().zip(said).map(|(person, level)| row::Dot { person: *person, level }).collect();
    row::row(ui, "Five people on backups", &dots, 5);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        for at in 0..5 {
            let figure = (at + 1).to_string();
            let name = format!("Level {figure}");
            level::cell(ui, egui::vec2(32.0, 28.0), Some((at, 5)), &figure, &name);
        }
        level::cell(ui, egui::vec2(32.0, 28.0), None, "?", "Doesn't know");
    });
    charts(ui);
}

fn charts(ui: &mut egui::Ui) {
    let titles = ["Govern", "Identify people and assets", "Protect", "Detect", "Respond & recover"];
    let shares = [0.62_f32, 0.4, 0.85, 0.2, 0.55];
    let both = || titles.iter().zip(shares);
    let one = |(title, share): (&&str, f32)| Bar {
        title: (*title).to_owned(),
        share: Some(share),
        band: Some((share - 0.1, share + 0.15)),
        mark: Some(share - 0.2),
        words: format!("{:.1} of 5", share * 5.0),
    };
    chart::show(ui, &bars("Dimensions", &both().map(one).collect::<Vec<_>>(), 480.0));
    let axis = |(title, share): (&&str, f32)| Axis {
        title: (*title).to_owned(),
        share: Some(share),
        other: Some(share * 0.7),
        words: format!("{:.1}", share * 5.0),
    };
    let spokes: Vec<Axis> = both().map(axis).collect();
    if let Some(scene) = radar("Where we stand", &spokes, 220.0) {
        chart::show(ui, &scene);
    }
    let point = |(title, share): (&&str, f32)| Point {
        title: (*title).to_owned(),
        share: Some(share),
        words: format!("{:.1}", share * 5.0),
    };
    chart::show(ui, &trend("Overall", &both().map(point).collect::<Vec<_>>(), 480.0));
    let names: Vec<String> = NAMES.iter().map(|it| people::initials(it)).collect();
    let cells = |from: usize| {
        let level = |at: usize| Cell::Level((from + at) % 5, ((from + at) % 5 + 1).to_string());
        let said = [Cell::Sign("?", "doesn't know"), Cell::Empty];
        (0..3).map(level).chain(said).collect::<Vec<_>>()
    };
    let rows: Vec<Row> =
        (0..3).map(|at| Row { title: titles[at].to_owned(), cells: cells(at) }).collect();
    chart::show(ui, &heatmap("Who said what", &names, &rows, 5));
    let gap = |(title, share): (&&str, f32)| Gap {
        title: (*title).to_owned(),
        now: Some(share),
        aim: Some((share + 0.25).min(1.0)),
        words: format!("{:.1}, aimed at {:.1}", share * 5.0, (share + 0.25).min(1.0) * 5.0),
    };
    chart::show(ui, &gaps("Gaps", &both().map(gap).collect::<Vec<_>>(), 480.0));
    let levels: Vec<String> = (1..=5).map(|it: usize| it.to_string()).collect();
    let dots: Vec<StripDot> = (0..5)
        .map(|at| StripDot { person: at, name: NAMES[at].to_owned(), level: at / 2 })
        .collect();
    chart::show(ui, &strip("Backups", &levels, &dots));
}

#[test]
fn every_widget_has_a_name_and_every_letter_a_glyph() {
    for theme in [egui::Theme::Light, egui::Theme::Dark] {
        let mut harness = Harness::builder()
            .with_size([1280.0, 1700.0])
            .with_theme(theme)
            .with_context_setup(theme::install)
            .build_ui_state(|ui, typed: &mut String| gallery(ui, typed), String::new());
        harness.run();
        let chosen = "3 · Defined · Each system has a restore plan; at least once a year one of them is followed \
             from the first to the last step and the time is written down. · last time";
        harness.get_by_label(chosen);
        harness.get_by_label("Repeatable, tier 2 of 3");
        harness.get_by_label("2 values of one record: choose");
    }
}
