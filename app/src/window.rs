//! Opening the window: the renderer, the node behind it, and a plain sentence where there is no display.

use std::{
    path::Path,
    sync::{Arc, OnceLock},
};

use muster_sync::{node::command::Options, store::Lock};

use crate::{
    app::App,
    bridge::{Bridge, BridgeError, Node},
    command::Screen,
    fonts,
    say::{self, Heard},
    screens,
    state::settings::Settings,
    theme,
};

/// Name of the settings file in the data directory.
pub const SETTINGS: &str = "window.json";
/// Held while a window is open on the data directory.
const HELD: &str = "window.lock";

/// There while a window is open, and afterwards if it was not closed.
const OPEN: &str = "window.open";

/// The window could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum WindowError {
    /// There is no display, or no way to draw on it.
    #[error("no window can be opened here: {0}")]
    NoDisplay(String),
    /// The node behind it did not start.
    #[error(transparent)]
    Node(#[from] BridgeError),
}

/// How the window is opened.
#[derive(Debug, Clone)]
pub struct Start {
    /// The node behind it.
    pub node: Options,
    /// The page to open on, if a workspace is open.
    pub page: Option<Screen>,
    /// Whether each frame drawn is told on standard error.
    pub count_frames: bool,
}

/// Opens the window and returns when it was closed.
pub fn run(start: &Start) -> Result<(), WindowError> {
    display()?;
    let context: Arc<OnceLock<egui::Context>> = Arc::default();
    let wake = {
        let context = Arc::clone(&context);
        move || {
            if let Some(it) = context.get() {
                it.request_repaint();
            }
        }
    };
    let window = hold(&start.node.data_dir);
    let node = Node::start(start.node.clone(), wake)?;
    let before = match &window {
        Ok(_) => begin(&start.node.data_dir),
        Err(_) => Before::Closed,
    };
    let shown = show(Box::new(node), start, (window.as_ref().err(), before), context);
    // A window that could not be opened has not crashed either; only what never comes here has.
    if window.is_ok() {
        end(&start.node.data_dir);
    }
    shown
}

/// How the last window on a data directory ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Before {
    /// It was closed, or there was none.
    Closed,
    /// It ended otherwise.
    Crashed,
}

/// Notes that a window is open, and returns how the last one ended.
fn begin(data_dir: &Path) -> Before {
    let mark = data_dir.join(OPEN);
    let before = if mark.exists() { Before::Crashed } else { Before::Closed };
    if let Err(err) = std::fs::write(&mark, []) {
        tracing::debug!(%err, "an end without closing will not be noticed");
    }
    before
}

/// Notes that the window was closed.
fn end(data_dir: &Path) {
    if let Err(err) = std::fs::remove_file(data_dir.join(OPEN)) {
        tracing::debug!(%err, "the next start will say that this one was not closed");
    }
}

/// Holds the data directory for this window; else says why this one can only be read.
fn hold(data_dir: &Path) -> Result<Lock, String> {
    if let Err(err) = std::fs::create_dir_all(data_dir) {
        return Err(format!("the data directory can't be made: {err}"));
    }
    match Lock::try_take(&data_dir.join(HELD)) {
        Ok(Some(lock)) => Ok(lock),
        Ok(None) => Err("another Muster window is open on this data directory".to_owned()),
        Err(err) => {
            let cause = std::error::Error::source(&err)
                .map_or_else(|| err.to_string(), ToString::to_string);
            Err(format!("the data directory can't be written to: {cause}"))
        }
    }
}

fn show(
    bridge: Box<dyn Bridge>,
    start: &Start,
    (taken, before): (Option<&String>, Before),
    context: Arc<OnceLock<egui::Context>>,
) -> Result<(), WindowError> {
    let data_dir = start.node.data_dir.clone();
    let settings_file = data_dir.join(SETTINGS);
    let taken = taken.cloned();
    let (page, count_frames) = (start.page, start.count_frames);
    let (settings, _told_by_app) = Settings::read(&settings_file);
    let options = options(&settings);
    let opened = eframe::run_native(
        "Muster",
        options,
        Box::new(move |cc| {
            theme::install(&cc.egui_ctx);
            cc.egui_ctx.add_font_provider(Arc::new(fonts::Computer::read()));
            #[cfg(target_os = "linux")]
            crate::portal::follow(&cc.egui_ctx);
            screens::new_review::read_ahead();
            if context.set(cc.egui_ctx.clone()).is_err() {
                tracing::debug!("the window was made twice");
            }
            let heard = Heard::of(|name| std::env::var(name).ok());
            let app = App::hearing(heard, bridge, Some(settings_file));
            let app = app.read_only(taken).keeping(data_dir);
            let mut app = match before {
                Before::Closed => app,
                Before::Crashed => app.after_a_crash(),
            };
            if let Some(page) = page.filter(|_| app.state().workspace.is_some()) {
                app.state_mut().go(page);
            }
            Ok(Box::new(Framed { app, count_frames }))
        }),
    );
    opened.map_err(|err| WindowError::NoDisplay(cause(&err.to_string())))
}

/// Returns what a person can use of a windowing error: the words after the place in somebody's source.
fn cause(words: &str) -> String {
    if words.contains("glutin configs") {
        let why = words.rsplit_once("Error: ").map_or("nothing more is said", |it| it.1);
        let why = why.trim().trim_end_matches('.');
        return format!("the display offers no OpenGL to draw with ({why})");
    }
    let after = words.rsplit_once(".rs:").map_or(words, |(_, it)| it);
    let after = after.trim_start_matches(|it: char| it.is_ascii_digit() || it == ':');
    after.trim().trim_end_matches('.').to_owned()
}

fn options(settings: &Settings) -> eframe::NativeOptions {
    let (width, height) = settings.size.unwrap_or((1180.0, 780.0));
    eframe::NativeOptions {
        viewport: egui::ViewportBuilder::default()
            .with_title("Muster")
            .with_app_id("muster")
            .with_inner_size([width, height])
            .with_min_inner_size([640.0, 480.0]),
        renderer: eframe::Renderer::Glow,
        // Ours asks the same fonts, and outlives that they can't be read.
        system_font_fallback: false,
        persist_window: false,
        ..eframe::NativeOptions::default()
    }
}

/// Says so before anything is started where there can be no window.
#[cfg(all(unix, not(target_os = "macos")))]
fn display() -> Result<(), WindowError> {
    let set = |name: &str| std::env::var_os(name).is_some_and(|it| !it.is_empty());
    if set("DISPLAY") || set("WAYLAND_DISPLAY") || set("WAYLAND_SOCKET") {
        Ok(())
    } else {
        Err(WindowError::NoDisplay("neither DISPLAY nor WAYLAND_DISPLAY is set".to_owned()))
    }
}

/// Says so before anything is started where there can be no window.
#[cfg(not(all(unix, not(target_os = "macos"))))]
fn display() -> Result<(), WindowError> {
    Ok(())
}

struct Framed {
    app: App,
    count_frames: bool,
}

impl eframe::App for Framed {
    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        self.app.logic(ctx);
        say::everywhere(self.app.state().tongue());
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        let size = ui.ctx().content_rect().size() * ui.ctx().zoom_factor();
        self.app.resized(size.x, size.y);
        self.app.ui(ui);
        if self.count_frames {
            report(self.app.frames());
        }
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.app.close();
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }
}

#[expect(clippy::print_stderr, reason = "asked for with MUSTER_COUNT_FRAMES")]
fn report(frames: u64) {
    eprintln!("frame {frames}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_that_was_not_closed_is_noticed_once() {
        let dir = tempfile::tempdir().unwrap();
        assert_eq!(begin(dir.path()), Before::Closed);
        end(dir.path());
        assert_eq!(begin(dir.path()), Before::Closed);
        assert_eq!(begin(dir.path()), Before::Crashed);
        end(dir.path());
        assert_eq!(begin(dir.path()), Before::Closed);
    }

    #[test]
    fn a_windowing_error_is_told_without_the_place_in_its_source() {
        let winit = "winit EventLoopError: os error at /x/winit-0.30/src/linux/mod.rs:788: \
                     Failed to open connection to X server.";
        assert_eq!(cause(winit), "Failed to open connection to X server");
        assert_eq!(cause("no config"), "no config");
        let glutin = "Found no glutin configs matching the template: ConfigTemplate { depth_size: 0 }. \
                      Error: [3001] initialization failed.";
        let wanted = "the display offers no OpenGL to draw with ([3001] initialization failed)";
        assert_eq!(cause(glutin), wanted);
    }
}
