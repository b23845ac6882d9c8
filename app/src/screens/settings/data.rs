//! What Settings shows: every setting as a line, and which of them are looked for.

use std::path::Path;

use muster_model::{ids::WorkspaceId, workspace::Workspace};
use muster_sync::node::event::{Shelf, Shown};

use crate::{
    say::say,
    screens::words,
    state::{State, modes},
};

/// What a line sets or says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// How light.
    Appearance,
    /// How far ink and surface stand apart.
    Contrast,
    /// Which language is spoken.
    Language,
    /// Size of text.
    TextSize,
    /// Whether anything moves.
    Motion,
    /// The hints of the pages.
    Hints,
    /// The name of the person for the next workspace.
    Me,
    /// The name of this device for the next workspace.
    Device,
    /// Where packets of a workspace may go.
    Network(WorkspaceId),
    /// Where workspaces lie.
    DataFolder,
    /// Where the settings lie.
    SettingsFile,
    /// How to keep a copy.
    Backup,
    /// What draws the window.
    Renderer,
    /// Which version runs.
    Version,
    /// All settings as in the beginning.
    Reset,
}

/// One setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What it sets or says.
    pub what: What,
    /// Title.
    pub title: String,
    /// What it means.
    pub sentence: String,
    /// What can be copied; empty where nothing can.
    pub code: String,
}

/// Settings that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Title.
    pub title: &'static str,
    /// The settings.
    pub lines: Vec<Line>,
}

/// The page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The sections with anything that was looked for.
    pub sections: Vec<Section>,
}

impl Page {
    /// Decides what to show where `wanted` is looked for; everything for nothing.
    pub fn of(state: &State, shelf: &Shelf, wanted: &str) -> Self {
        let all = [
            Section { title: say!("settings-looks"), lines: looks() },
            Section { title: say!("settings-names"), lines: names() },
            Section {
                title: say!("settings-network"),
                lines: shelf.workspaces.values().map(|it| network(it)).collect(),
            },
            Section { title: say!("settings-files"), lines: files(state.data_dir.as_deref()) },
            Section { title: say!("settings-program"), lines: program() },
        ];
        let words: Vec<String> = wanted.split_whitespace().map(str::to_lowercase).collect();
        let sections = all.into_iter().filter_map(|it| it.narrowed(&words)).collect();
        Self { sections }
    }
}

impl Section {
    fn narrowed(mut self, words: &[String]) -> Option<Self> {
        let title = self.title.to_lowercase();
        self.lines.retain(|line| {
            let text = format!("{title} {} {}", line.title, line.sentence).to_lowercase();
            words.iter().all(|it| text.contains(it))
        });
        (!self.lines.is_empty()).then_some(self)
    }
}

fn line(what: What, title: &str, sentence: &str) -> Line {
    let (title, sentence) = (title.to_owned(), sentence.to_owned());
    Line { what, title, sentence, code: String::new() }
}

fn looks() -> Vec<Line> {
    vec![
        line(What::Appearance, say!("settings-appearance"), say!("settings-appearance-about")),
        line(What::Contrast, say!("settings-contrast"), say!("settings-contrast-about")),
        line(What::Language, say!("settings-language"), say!("settings-language-about")),
        line(What::TextSize, say!("settings-text-size"), say!("settings-text-size-about")),
        line(What::Motion, say!("settings-motion"), say!("settings-motion-about")),
        line(What::Hints, say!("settings-hints"), say!("settings-hints-about")),
    ]
}

fn names() -> Vec<Line> {
    let suggested = say!("settings-names-about");
    vec![
        line(What::Me, say!("settings-me"), suggested),
        line(What::Device, say!("settings-device"), suggested),
    ]
}

fn network(shown: &Shown) -> Line {
    let workspace = &shown.workspace;
    let choice = modes::choice(shown.sync.mode);
    let (mode, means, here) = (choice.word, choice.means, here(workspace));
    let sentence = say!("settings-network-about", mode = mode, means = means, here = here);
    Line {
        what: What::Network(workspace.id),
        title: workspace.name.clone(),
        sentence,
        code: String::new(),
    }
}

/// Says as whom one is in `workspace` on this device.
fn here(workspace: &Workspace) -> String {
    let Some((me, role)) = workspace.myself().zip(workspace.my_role()) else {
        return say!("settings-network-out").to_owned();
    };
    let device = me.devices.iter().find(|it| it.device == workspace.device);
    let device = device.map_or(say!("settings-device-unnamed"), |it| it.name.as_str());
    let role = words::role_within(role);
    say!("settings-network-here", me = &me.name, role = role, device = device)
}

fn files(data_dir: Option<&Path>) -> Vec<Line> {
    let Some(data_dir) = data_dir else { return Vec::new() };
    let path = |it: &Path| it.display().to_string();
    let folder = (say!("settings-data-folder"), say!("settings-data-folder-about"));
    let file = (say!("settings-file"), say!("settings-file-about"));
    vec![
        Line { code: path(data_dir), ..line(What::DataFolder, folder.0, folder.1) },
        Line {
            code: path(&data_dir.join(crate::window::SETTINGS)),
            ..line(What::SettingsFile, file.0, file.1)
        },
        line(What::Backup, say!("settings-backup"), say!("settings-backup-about")),
    ]
}

fn program() -> Vec<Line> {
    let version = say!("settings-version-about", version = env!("CARGO_PKG_VERSION"));
    vec![
        line(What::Renderer, say!("settings-drawing"), say!("settings-drawing-about")),
        line(What::Version, say!("settings-version"), &version),
        line(What::Reset, say!("settings-reset"), say!("settings-reset-about")),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(wanted: &str) -> Vec<String> {
        let state = State { data_dir: Some("/somewhere".into()), ..State::default() };
        let page = Page::of(&state, &Shelf::default(), wanted);
        page.sections.into_iter().flat_map(|it| it.lines).map(|it| it.title).collect()
    }

    #[test]
    fn settings_are_found_by_any_of_their_words() {
        assert_eq!(found("dark"), ["Appearance"]);
        assert_eq!(found("TEXT size"), ["Text size"]);
        assert_eq!(found("opengl"), ["Drawing"]);
        assert_eq!(found("copy folder"), ["Backup"]);
        assert_eq!(found("nothing like it"), [""; 0]);
        assert!(found("").len() > 10);
    }
}
