//! What one may choose of something that is brought along: how its groups add up, and whose questions its words
//! belong to.

use std::sync::Arc;

use egui::{ComboBox, Ui};
use muster_model::{
    framework::Framework,
    ids::Name,
    import::{Format, Groups, Imported, Worded},
};

use super::{
    super::reading::{Reading, Wish},
    again,
};
use crate::{
    say::say,
    screens::Cx,
    theme,
    widgets::{card, feedback, page, text},
};

/// Names listed of what does not fit.
const FEW: usize = 8;

/// How groups can add up.
const GROUPS: [Groups; 3] = [Groups::Detect, Groups::AsWritten, Groups::AddUp];

/// Returns how groups add up, in words.
fn group_word(groups: Groups) -> &'static str {
    match groups {
        Groups::Detect => say!("frameworks-groups-detect"),
        Groups::AsWritten => say!("frameworks-groups-as-written"),
        Groups::AddUp => say!("frameworks-groups-add-up"),
    }
}

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
        if !matches!(found.format, Format::Pack | Format::Layout) {
            changed |= onto(ui, &mut wish, frameworks);
        }
        match &reading.worded {
            None => {}
            Some(Ok(it)) => worded(ui, it),
            Some(Err(why)) => {
                let remedy = say!("frameworks-worded-wrong");
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
            let combo = combo.show_ui(ui, choices).response;
            combo.accessible_name(say!("frameworks-choose", what = label));
        }
    });
}

fn groups(ui: &mut Ui, wish: &mut Wish) -> bool {
    let before = wish.groups;
    let word = group_word(before);
    chosen(ui, say!("frameworks-groups"), word, |ui| {
        for it in GROUPS {
            ui.selectable_value(&mut wish.groups, it, group_word(it));
        }
    });
    wish.groups != before
}

fn onto(ui: &mut Ui, wish: &mut Wish, frameworks: &[Arc<Framework>]) -> bool {
    let before = wish.onto.as_ref().map(|it| it.hash());
    let mut chosen_hash = before;
    let title = |it: &Arc<Framework>| it.plain(&it.pack().title).to_owned();
    let selected = wish.onto.as_ref().map_or(say!("frameworks-own").to_owned(), title);
    let label = say!("frameworks-words-for");
    chosen(ui, label, &selected, |ui| {
        ui.selectable_value(&mut chosen_hash, None, say!("frameworks-own"));
        for it in frameworks {
            let words = say!("frameworks-beside", title = title(it));
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
    text::strong(ui, &say!("frameworks-worded", n = it.matched));
    let without: Vec<&str> = it.without.iter().map(Name::as_str).collect();
    let unused: Vec<&str> = it.unused.iter().map(String::as_str).collect();
    for (what, names) in
        [(say!("frameworks-without"), without), (say!("frameworks-unused"), unused)]
    {
        let few = names.iter().take(FEW).copied().collect::<Vec<_>>().join(", ");
        let more = names.len().saturating_sub(FEW);
        let told = match (names.len(), more) {
            (0, _) => say!("frameworks-names-none", what = what),
            (n, 0) => say!("frameworks-names", what = what, n = n, names = few),
            (n, more) => {
                say!("frameworks-names-more", what = what, n = n, names = few, more = more)
            }
        };
        text::small(ui, &told);
    }
}
