//! What Settings shows: every setting as a line, and which of them are looked for.

use std::path::Path;

use muster_model::{ids::WorkspaceId, workspace::Workspace};
use muster_sync::node::event::{Shelf, Shown};

use crate::{
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
            Section { title: "Looks", lines: looks() },
            Section { title: "Names", lines: names() },
            Section {
                title: "Network",
                lines: shelf.workspaces.values().map(|it| network(it)).collect(),
            },
            Section { title: "Files", lines: files(state.data_dir.as_deref()) },
            Section { title: "This program", lines: program() },
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
        line(What::Appearance, "Appearance", "Light or dark theme, or as the system says."),
        line(What::Contrast, "Contrast", "High: black and white, with a border around everything."),
        line(What::TextSize, "Text size", "Everything grows with it, to twice its size."),
        line(What::Motion, "Motion", "Reduced: lists jump to what is looked for; nothing glides."),
        line(What::Hints, "Hints", "One line on each page, until it is closed."),
    ]
}

fn names() -> Vec<Line> {
    let suggested = "Suggested for the next workspace; the others see it there.";
    vec![line(What::Me, "Your name", suggested), line(What::Device, "This device", suggested)]
}

fn network(shown: &Shown) -> Line {
    let workspace = &shown.workspace;
    let choice = modes::choice(shown.sync.mode);
    let sentence = format!("{}: {}. {}", choice.word, choice.means, here(workspace));
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
        return "You are not in, or not in any more.".to_owned();
    };
    let device = me.devices.iter().find(|it| it.device == workspace.device);
    let device = device.map_or("unnamed", |it| it.name.as_str());
    let role = words::role(role).to_lowercase();
    format!("You are {} here ({role}), this device is “{device}”.", me.name)
}

fn files(data_dir: Option<&Path>) -> Vec<Line> {
    let Some(data_dir) = data_dir else { return Vec::new() };
    let path = |it: &Path| it.display().to_string();
    vec![
        Line {
            code: path(data_dir),
            ..line(
                What::DataFolder,
                "Data folder",
                "Your workspaces, with their keys. What is written in them is sealed on the disk.",
            )
        },
        Line {
            code: path(&data_dir.join(crate::window::SETTINGS)),
            ..line(
                What::SettingsFile,
                "Settings file",
                "What is set on this page. Without it Muster starts with its default looks.",
            )
        },
        line(
            What::Backup,
            "Backup",
            "Close Muster, then copy the data folder: that is all there is. If a copy of it comes \
             back later, nothing is lost and nothing is counted twice. Who else is in a workspace \
             holds a copy as well.",
        ),
    ]
}

fn program() -> Vec<Line> {
    vec![
        line(
            What::Renderer,
            "Drawing",
            "By OpenGL, as this system provides it. If the window stays black or is slow, start \
             Muster with LIBGL_ALWAYS_SOFTWARE=1; everything works from the command line too.",
        ),
        line(
            What::Version,
            "Version",
            concat!(
                "Muster ",
                env!("CARGO_PKG_VERSION"),
                ". It never looks for another by itself."
            ),
        ),
        line(
            What::Reset,
            "Reset",
            "All settings as they were in the beginning. No work and no name is touched.",
        ),
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
