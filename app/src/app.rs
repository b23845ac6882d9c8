//! The window's heart: `logic` polls and performs wishes, `ui` only draws.
//!
//! **Invariant:** drawing changes nothing but what is being typed. A frame is asked for only when something
//! changed or a message is due to go: an idle window draws no frame.

mod perform;
mod shell;
mod shortcuts;

use std::{path::PathBuf, sync::Arc, time::Duration};

use muster_sync::node::event::{Happening, Shelf};

use crate::{
    bridge::Bridge,
    command::{Intent, Intents, Screen},
    fonts,
    say::{self, Heard, say},
    screens::{Cx, Drafts},
    state::{State, settings::Settings, toasts::Kind},
    theme::{self, Looks},
};

/// How often “3 minutes ago” is looked at again, while somebody may be looking.
const CLOCK: Duration = Duration::from_secs(30);

/// The window.
pub struct App {
    bridge: Box<dyn Bridge>,
    shelf: Arc<Shelf>,
    state: State,
    drafts: Drafts,
    typed: crate::widgets::palette::Typed,
    intents: Intents,
    settings_file: Option<PathBuf>,
    looks: Option<(Looks, u16)>,
    frames: u64,
}

impl std::fmt::Debug for App {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("App")
            .field("state", &self.state)
            .field("frames", &self.frames)
            .finish_non_exhaustive()
    }
}

impl App {
    /// Makes the window over `bridge`; settings are kept in `settings_file`, if there is one.
    pub fn new(bridge: Box<dyn Bridge>, settings_file: Option<PathBuf>) -> Self {
        Self::hearing(Heard::default(), bridge, settings_file)
    }

    /// Makes the window as [`new`](Self::new) does, where the surroundings say something about language.
    pub fn hearing(heard: Heard, bridge: Box<dyn Bridge>, settings_file: Option<PathBuf>) -> Self {
        let (settings, trouble) = match &settings_file {
            Some(file) => Settings::read(file),
            None => (Settings::default(), None),
        };
        let mut state = State { settings, heard, ..State::default() };
        if let Some(err) = trouble {
            say::speaking(state.tongue(), || {
                let remedy = say!("shell-default-looks-why", why = err.to_string());
                state.toasts.tell(Kind::Warning, say!("shell-default-looks"), &remedy, 0.0);
            });
        }
        let shelf = bridge.shelf();
        state.settle(&shelf);
        state.open_only(&shelf);
        Self {
            bridge,
            shelf,
            state,
            drafts: Drafts::default(),
            typed: crate::widgets::palette::Typed::default(),
            intents: Intents::new(),
            settings_file,
            looks: None,
            frames: 0,
        }
    }

    /// Opens nothing but shows why this window can't change anything.
    #[must_use]
    pub fn read_only(mut self, reason: Option<String>) -> Self {
        self.state.read_only = reason;
        self
    }

    /// Says that this data directory was not closed well last time.
    #[must_use]
    pub fn after_a_crash(mut self) -> Self {
        say::speaking(self.state.tongue(), || {
            let (headline, remedy) = (say!("shell-not-closed"), say!("shell-not-closed-means"));
            self.state.toasts.tell(Kind::Warning, headline, remedy, 0.0);
        });
        self
    }

    /// Says where frameworks that somebody imports are kept.
    #[must_use]
    pub fn keeping(mut self, data_dir: PathBuf) -> Self {
        self.state.data_dir = Some(data_dir);
        self
    }

    /// Returns what is here, as of the last frame.
    pub fn shelf(&self) -> &Shelf {
        &self.shelf
    }

    /// Returns what the window shows.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// Returns what the window shows, to prepare a test or a start on a certain page.
    pub fn state_mut(&mut self) -> &mut State {
        &mut self.state
    }

    /// Wishes something as a click would; it is performed before the next frame.
    pub fn wish(&mut self, intent: Intent) {
        self.intents.push(intent);
    }

    /// Returns how many frames were drawn: an idle window draws none.
    pub fn frames(&self) -> u64 {
        self.frames
    }

    /// Polls the node and performs what was wished.
    pub fn logic(&mut self, ctx: &egui::Context) {
        say::speaking(self.state.tongue(), || self.perform_all(ctx));
    }

    fn perform_all(&mut self, ctx: &egui::Context) {
        let now = ctx.input(|it| it.time);
        let replies = self.bridge.poll();
        // What a reply tells of is shown before the reply is sent: who takes it back has to see it.
        let was_reading = self.shelf.reading > 0;
        self.shelf = self.bridge.shelf();
        for (purpose, result) in replies {
            self.came_back(ctx, purpose, result);
        }
        for happening in self.bridge.happenings() {
            self.heard(happening, now);
        }
        if self.state.read_only.is_none() && !self.bridge.is_alive() {
            self.broke(now);
        }
        if self.state.desk.example.is_waiting() || self.state.desk.parting.is_waiting() {
            self.state.desk.step = self.bridge.step();
        }
        if was_reading && self.shelf.reading == 0 && self.state.screen == Screen::Home {
            self.state.open_only(&self.shelf);
        }
        self.state.settle(&self.shelf);
        if fonts::missed() {
            let (headline, remedy) = (say!("shell-no-font"), say!("shell-no-font-remedy"));
            self.state.toasts.tell(Kind::Warning, headline, remedy, now);
        }
        for intent in std::mem::take(&mut self.intents) {
            self.perform(ctx, intent);
        }
        if let Some(seconds) = self.state.toasts.expire(now) {
            ctx.request_repaint_after(Duration::from_secs_f64(seconds));
        }
        self.dress(ctx);
    }

    /// Draws the window.
    pub fn ui(&mut self, ui: &mut egui::Ui) {
        say::speaking(self.state.tongue(), || self.draw(ui));
    }

    fn draw(&mut self, ui: &mut egui::Ui) {
        self.frames += 1;
        shortcuts::hear(ui.ctx(), &self.state, &self.shelf, &mut self.intents);
        let truth = Arc::clone(&self.shelf);
        let mut cx = Cx {
            shelf: &truth,
            state: &self.state,
            drafts: &mut self.drafts,
            intents: &mut self.intents,
            now: self.bridge.now(),
        };
        shell::ui(ui, &mut cx, &mut self.typed);
        if !self.intents.is_empty() {
            ui.ctx().request_repaint();
        } else if ui.input(|it| it.focused) {
            ui.ctx().request_repaint_after(CLOCK);
        }
    }

    /// Remembers the size of the window and closes everything.
    pub fn close(&mut self) {
        self.keep_settings();
        self.bridge.stop();
    }

    /// Notes the inner size of the window, for the next start.
    pub fn resized(&mut self, width: f32, height: f32) {
        self.state.settings.size = Some((width, height));
    }

    /// The node is gone and the window is not: nothing can be saved any more, and what is saved is safe.
    fn broke(&mut self, now: f64) {
        self.state.read_only = Some(say!("shell-stopped-why").to_owned());
        let (headline, remedy) = (say!("shell-stopped"), say!("shell-stopped-remedy"));
        self.state.toasts.tell(Kind::Error, headline, remedy, now);
    }

    fn dress(&mut self, ctx: &egui::Context) {
        let it = &self.state.settings;
        let Settings { appearance, contrast, motion, .. } = *it;
        let looks = Looks { appearance, contrast, motion };
        if self.looks != Some((looks, it.text_percent)) {
            theme::apply(ctx, looks);
            ctx.set_zoom_factor(it.zoom());
            self.looks = Some((looks, it.text_percent));
        }
    }

    fn keep_settings(&mut self) {
        let Some(file) = &self.settings_file else { return };
        if let Err(err) = self.state.settings.write(file) {
            tracing::warn!(%err, "settings");
        }
    }

    fn heard(&mut self, happening: Happening, now: f64) {
        match happening {
            Happening::Knock { name, admitted, .. } => {
                let (headline, remedy) = if admitted {
                    (say!("shell-joined", name = name), "")
                } else {
                    (say!("shell-asks-to-join", name = name), say!("shell-asks-remedy"))
                };
                self.state.toasts.tell(Kind::Done, &headline, remedy, now);
            }
            Happening::Warning { sentence, .. } => {
                let remedy = say!("shell-work-is-saved");
                self.state.toasts.tell(Kind::Warning, &sentence, remedy, now);
            }
            Happening::Received { .. } | Happening::Peer { .. } => {}
        }
    }
}
