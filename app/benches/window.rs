//! What a frame costs without a display: layout and tessellation of the pages people spend their time on, idle, while
//! scrolling and while typing; and how long the first frame takes.
//!
//! Prints a table. `cargo bench -p muster --bench window`.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a measurement, not a program: it reads the clock, prints, and stops at the first surprise"
)]

#[expect(dead_code, reason = "only its contents are measured here, not its reports")]
#[path = "report.rs"]
mod large;

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use egui::{Event, MouseWheelUnit, Pos2, RawInput, Rect, Vec2};
use muster::{
    app::App,
    bridge::{Answered, Bridge, Leaving},
    command::Screen,
    state::asked::Purpose,
    theme,
};
use muster_model::{
    control::op::Role,
    time::At,
    workspace::{Access, Review, ReviewState, Workspace},
};
use muster_sync::node::{
    command::Command,
    event::{Happening, Shelf, Shown, SyncState},
};

/// A node that stands still.
struct Still(Arc<Shelf>);

impl Bridge for Still {
    fn shelf(&self) -> Arc<Shelf> {
        Arc::clone(&self.0)
    }
    fn send(&mut self, _command: Command, _purpose: Purpose) {}
    fn look_around(&mut self) {}
    fn write_out(&mut self, _wish: Leaving) {}
    fn step(&self) -> String {
        String::new()
    }
    fn poll(&mut self) -> Vec<Answered> {
        Vec::new()
    }
    fn happenings(&mut self) -> Vec<Happening> {
        Vec::new()
    }
    fn now(&self) -> At {
        large::NOW
    }
    fn stop(&mut self) {}
}

/// A window without a display.
struct Window {
    ctx: egui::Context,
    app: App,
    seconds: f64,
}

fn main() {
    // `cargo test --benches` only asks whether it starts.
    if !std::env::args().any(|it| it == "--bench") {
        return;
    }
    measure("50 people × 120 questions", (10, 12, 50));
    measure("50 people × 1,196 questions", (46, 26, 50));
    measure("200 people × 1,196 questions", (46, 26, 200));
}

fn measure(title: &str, (dimensions, each, people): (usize, usize, u16)) {
    println!("{title}");
    let shelf = shelf((dimensions, each, people));
    let begun = Instant::now();
    let mut window = Window::open(shelf);
    window.frame(Vec::new());
    println!("  {:28} {:7.2?}", "window made, first frame", begun.elapsed());
    for screen in
        [Screen::Overview, Screen::Answer, Screen::Compare, Screen::Agree, Screen::Results]
    {
        window.app.state_mut().go(screen);
        for _ in 0..5 {
            window.frame(Vec::new());
        }
        let name = screen.word();
        window.told(&format!("{name}, as it is"), |_| Vec::new());
        window.told(&format!("{name}, scrolling"), |nth| {
            let y = if nth < 30 { -40.0 } else { 40.0 };
            vec![
                Event::PointerMoved(Pos2::new(520.0, 420.0)),
                Event::MouseWheel {
                    unit: MouseWheelUnit::Point,
                    delta: Vec2::new(0.0, y),
                    phase: egui::TouchPhase::Move,
                    source: egui::MouseWheelSource::Wheel,
                    modifiers: egui::Modifiers::NONE,
                },
            ]
        });
        if screen == Screen::Answer {
            window.told("Answer, a key a frame", |nth| vec![key(nth)]);
        }
    }
}

/// Arrow down, and up again.
fn key(nth: usize) -> Event {
    let key = if nth.is_multiple_of(2) { egui::Key::ArrowDown } else { egui::Key::ArrowUp };
    Event::Key {
        key,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers: egui::Modifiers::NONE,
    }
}

impl Window {
    fn open(shelf: Shelf) -> Self {
        let ctx = egui::Context::default();
        theme::install(&ctx);
        let app = App::new(Box::new(Still(Arc::new(shelf))), None);
        Self { ctx, app, seconds: 0.0 }
    }

    /// Draws a frame with what happened, as far as triangles; returns how long it took to lay it out, and to make these.
    fn frame(&mut self, events: Vec<Event>) -> [Duration; 2] {
        self.seconds += 1.0 / 60.0;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, Vec2::new(1280.0, 800.0))),
            time: Some(self.seconds),
            events,
            ..RawInput::default()
        };
        let begun = Instant::now();
        let app = &mut self.app;
        let drawn = self.ctx.run_ui(input, |ui| {
            app.logic(ui.ctx());
            app.ui(ui);
        });
        let egui::FullOutput { shapes, pixels_per_point, mut textures_delta, .. } = drawn;
        textures_delta.clear();
        let laid_out = begun.elapsed();
        let triangles = self.ctx.tessellate(shapes, pixels_per_point);
        assert!(!triangles.is_empty(), "something is drawn");
        [laid_out, begun.elapsed().saturating_sub(laid_out)]
    }

    /// Draws sixty frames and prints of both halves the usual time and the longest but two.
    fn told(&mut self, what: &str, mut events: impl FnMut(usize) -> Vec<Event>) {
        let took: Vec<[Duration; 2]> = (0..60).map(|nth| self.frame(events(nth))).collect();
        let told = |mut took: Vec<Duration>| {
            took.sort();
            let [usual, most] = took.get_disjoint_mut([30, 57]).unwrap();
            format!("{usual:7.2?}, p95 {most:7.2?}")
        };
        let (laid_out, triangles) = took.into_iter().map(|[laid, drawn]| (laid, drawn)).unzip();
        println!("  {what:28} laid out {}; triangles {}", told(laid_out), told(triangles));
    }
}

fn shelf((dimensions, each, people): (usize, usize, u16)) -> Shelf {
    let framework = Arc::new(large::framework(dimensions, each));
    let mut workspace = large::workspace(&framework, people);
    let me = workspace.me.unwrap();
    workspace.members.get_mut(&me).unwrap().role = Role::Owner;
    workspace.reviews = workspace
        .reviews
        .into_iter()
        .map(|(id, it)| {
            let mut review = Review::clone(&it);
            review.state = ReviewState::Revealed;
            let all = framework.dimensions().iter().map(|it| it.id.clone()).collect();
            review.assignments.insert(me, all);
            review.lanes.get_mut(&me).unwrap().access = Access::Mine;
            (id, Arc::new(review))
        })
        .collect();
    let id = workspace.id;
    let workspace: Arc<Workspace> = Arc::new(workspace);
    let shown = Arc::new(Shown { workspace, sync: SyncState::default() });
    Shelf { workspaces: [(id, shown)].into(), ..Shelf::default() }
}
