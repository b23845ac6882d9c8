//! Teams, on People & sync: who is in which, for frameworks that give each team one voice.

use std::collections::BTreeMap;

use egui::Ui;
use muster_model::{edit::Edit, ids::MemberId, workspace::Workspace};

use crate::{
    say::say,
    screens::{Cx, targets, words},
    theme,
    widgets::{
        Button, card, feedback, field,
        page::{self, section},
        text,
    },
};

/// Names of teams being typed.
#[derive(Debug, Default)]
pub struct Draft(BTreeMap<MemberId, (String, String)>);

/// One person and their team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Who.
    pub who: words::Who,
    /// Their team; empty for none.
    pub team: String,
    /// What else was said at the same time, in a sentence; empty where nobody differs.
    pub rivals: String,
}

/// Returns everybody with their team.
pub fn rows(workspace: &Workspace) -> Vec<Row> {
    let row = |who: words::Who| {
        let member = workspace.members.get(&who.id);
        let rivals =
            member.into_iter().flat_map(muster_model::workspace::Member::rival_teams).map(|it| {
                let name = if it.name.is_empty() { say!("people-team-none") } else { &it.name };
                say!("people-team-by", team = name, name = words::who(workspace, it.by).name)
            });
        let rivals: Vec<String> = rivals.collect();
        Row {
            team: member.and_then(|it| it.team()).unwrap_or_default().to_owned(),
            rivals: if rivals.is_empty() {
                String::new()
            } else {
                say!("people-team-rivals", rivals = rivals.join(", "))
            },
            who,
        }
    };
    words::everybody(workspace).into_iter().map(row).collect()
}

/// Draws the teams, where somebody is in one or a framework here counts them.
pub(super) fn ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    let Some(workspace) = cx.workspace() else { return };
    let rows = rows(workspace);
    let counts = workspace.frameworks.values().any(|it| it.counts_teams());
    if !counts && rows.iter().all(|it| it.team.is_empty() && it.rivals.is_empty()) {
        return;
    }
    let why_not = cx
        .read_only()
        .or_else(|| targets::data::why_not(workspace).map(|_| say!("people-team-why-not")));
    let mut wish = None;
    section(
        ui,
        say!("people-teams"),
        |_| {},
        |ui| {
            text::muted(
                ui,
                if counts { say!("people-teams-count") } else { say!("people-teams-no-count") },
            );
            if let Some(reason) = why_not {
                feedback::note_card(ui, say!("people-teams-look"), reason);
            }
            ui.add_space(theme::XS);
            card(ui, |ui| {
                for it in &rows {
                    ui.add_enabled_ui(why_not.is_none(), |ui| {
                        wish = row(ui, &mut cx.drafts.people.teams, it).or(wish.take());
                    });
                }
            });
        },
    );
    if let Some((member, team)) = wish {
        cx.edit(Edit::SetTeam { member, team });
    }
}

fn row(ui: &mut Ui, draft: &mut Draft, it: &Row) -> Option<(MemberId, String)> {
    let mut wish = None;
    let name = (ui.available_width() * 0.4).clamp(96.0, 240.0);
    let rest = ui.available_width() - name;
    page::cells(ui, &[name, rest], |ui, nth| {
        if nth == 0 {
            text::body(ui, &it.who.name);
            return;
        }
        ui.horizontal(|ui| {
            // What others set meanwhile takes the place of what nobody typed over.
            let (known, typed) = draft.0.entry(it.who.id).or_default();
            if *known != it.team {
                it.team.clone_into(known);
                it.team.clone_into(typed);
            }
            let label = say!("people-team-of", name = &it.who.name);
            let width = (ui.available_width() - 88.0).clamp(72.0, 220.0);
            let found = field::bare(ui, &label, say!("people-team-empty"), width, typed);
            let enter = found.lost_focus() && ui.input(|it| it.key_pressed(egui::Key::Enter));
            let team = typed.trim().to_owned();
            let settled = team == it.team && it.rivals.is_empty();
            let same = settled.then_some(say!("people-team-same"));
            let label = say!("people-team-note-of", name = &it.who.name);
            let pressed = Button::secondary(say!("people-team-note"))
                .name(&label)
                .why_not(same)
                .ui(ui)
                .clicked();
            if (pressed || enter) && same.is_none() {
                wish = Some((it.who.id, team));
            }
        });
        if !it.rivals.is_empty() {
            text::small(ui, &it.rivals);
        }
    });
    wish
}
