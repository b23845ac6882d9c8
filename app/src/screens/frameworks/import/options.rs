//! What one may choose of something that is brought along: how its groups add up, and whose questions its words
//! belong to.

use std::sync::Arc;

use egui::{ComboBox, Ui};
use muster_model::{
    framework::Framework,
    import::{Format, Groups, Imported, Worded},
};

use super::{
    super::reading::{Reading, Wish},
    again,
};
use crate::{
    screens::{Cx, words},
    theme,
    widgets::{card, feedback, page, text},
};

/// Names listed of what does not fit.
const FEW: usize = 8;

/// How groups can add up, in words.
const GROUPS: [(Groups, &str); 3] = [
    (Groups::Detect, "Find out, and say what was found"),
    (Groups::AsWritten, "A group holds what is written for it"),
    (Groups::AddUp, "A group holds all groups before it as well"),
];

/// Draws the choices there are; whoever makes one has it read again.
pub(super) fn ui(ui: &mut Ui, cx: &mut Cx<'_>, reading: &Reading, found: &Imported) {
    let mut wish = reading.wish.clone();
    let has_groups = found.format == Format::CisoAssistant && found.counts.groups > 0;
    let frameworks = cx.drafts.packs.shipped();
    let mut changed = false;
    card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = theme::XS;
        if has_groups {
            changed |= groups(ui, &mut wish);
        }
        if found.format != Format::Pack {
            changed |= onto(ui, &mut wish, frameworks);
        }
        match &reading.worded {
            None => {}
            Some(Ok(it)) => worded(ui, it),
            Some(Err(why)) => {
                let remedy = "Check that the source is of the same framework and edition.";
                feedback::error_card(ui, why, remedy, None);
            }
        }
    });
    ui.add_space(theme::S);
    if changed {
        again(ui, cx, reading, wish);
    }
}

fn chosen(ui: &mut Ui, label: &str, selected: &str, choices: impl FnOnce(&mut Ui)) {
    let width = ui.available_width();
    let mut choices = Some(choices);
    page::cells(ui, &[width * 0.36, width * 0.64], |ui, nth| {
        if nth == 0 {
            text::body(ui, label);
        } else if let Some(choices) = choices.take() {
            let room = ui.available_width();
            let combo = ComboBox::from_id_salt(label).width(room).selected_text(selected);
            combo.show_ui(ui, choices).response.accessible_name(label);
        }
    });
}

fn groups(ui: &mut Ui, wish: &mut Wish) -> bool {
    let before = wish.groups;
    let word = GROUPS.iter().find(|it| it.0 == before).map_or("", |it| it.1);
    chosen(ui, "How its groups add up", word, |ui| {
        for (it, word) in GROUPS {
            ui.selectable_value(&mut wish.groups, it, word);
        }
    });
    wish.groups != before
}

fn onto(ui: &mut Ui, wish: &mut Wish, frameworks: &[Arc<Framework>]) -> bool {
    let before = wish.onto.as_ref().map(|it| it.hash());
    let mut chosen_hash = before;
    let title = |it: &Arc<Framework>| it.plain(&it.pack().title).to_owned();
    let selected = wish.onto.as_ref().map_or("A framework of its own".to_owned(), title);
    let label = "What its words are for";
    chosen(ui, label, &selected, |ui| {
        ui.selectable_value(&mut chosen_hash, None, "A framework of its own");
        for it in frameworks {
            let words = format!("Beside the questions of {}", title(it));
            ui.selectable_value(&mut chosen_hash, Some(it.hash()), words);
        }
    });
    if chosen_hash == before {
        return false;
    }
    wish.onto = frameworks.iter().find(|it| Some(it.hash()) == chosen_hash).cloned();
    true
}

/// Says how much of both fits together.
fn worded(ui: &mut Ui, it: &Worded) {
    let n = words::count(it.matched, "part gets", "parts get");
    text::strong(ui, &format!("{n} the words of the source, beside its own"));
    let without: Vec<&str> = it.without.iter().map(|it| it.as_str()).collect();
    let unused: Vec<&str> = it.unused.iter().map(String::as_str).collect();
    for (what, names) in
        [("Questions without words of the source", without), ("Unused in the source", unused)]
    {
        let few = names.iter().take(FEW).copied().collect::<Vec<_>>().join(", ");
        let more = names.len().saturating_sub(FEW);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        text::small(
            ui,
            &match names.len() {
                0 => format!("{what}: none"),
                n => format!("{what}: {n} ({few}{more})"),
            },
        );
    }
}
