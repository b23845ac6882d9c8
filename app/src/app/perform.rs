//! What becomes of a wish, and of the node's answers.

use muster_model::edit::Edit;
use muster_sync::node::command::{Command as NodeCommand, Mode, Reply, Synced};

use crate::{
    advice::Advice,
    command::{Command, Intent, Keys, Screen},
    demo,
    say::say,
    state::{
        Overlay,
        asked::{Asked, Purpose},
        toasts::Kind,
        undo::{Step, Turn},
    },
    theme::{Appearance, Contrast},
    widgets::palette::Typed,
};

use super::App;

/// Longest wait of a “Sync now”, in milliseconds.
const PATIENCE_MS: u64 = 20_000;

impl App {
    pub(super) fn perform(&mut self, ctx: &egui::Context, intent: Intent) {
        let now = ctx.input(|it| it.time);
        match intent {
            Intent::Edit(edit) => self.edit(edit, now),
            Intent::Ask(command, purpose) => self.ask(command, purpose),
            Intent::Run(command) => self.run(ctx, command, now),
            Intent::Go(screen) => self.state.go(screen),
            Intent::Open(workspace) => self.state.open(workspace),
            Intent::ShowReview(review) => {
                self.state.review = Some(review);
                self.state.question = None;
            }
            Intent::ShowQuestion(question) => self.state.question = question,
            Intent::SetMode(mode) => self.set_mode(mode, now),
            Intent::UseRelay(relay) => {
                if let Some(workspace) = self.state.workspace {
                    let relay = Some(relay);
                    self.ask(NodeCommand::SetRelay { workspace, relay }, Purpose::Network);
                }
            }
            Intent::KnowPublicRelays => {
                self.state.settings.public_relays_known = true;
                self.keep_settings();
            }
            Intent::ChooseRelay => self.state.overlay = Overlay::OwnRelay,
            Intent::Copy(text, what) => {
                ctx.copy_text(text);
                self.state.toasts.tell(Kind::Done, &say!("shell-copied", what = what), "", now);
            }
            Intent::Tell(kind, headline, remedy) => {
                self.state.toasts.tell(kind, &headline, &remedy, now);
            }
            Intent::CloseToast(id) => self.state.toasts.close(id),
            Intent::CloseOverlay => self.state.overlay = Overlay::None,
            Intent::Remember { me, device } => {
                self.state.settings.me = me;
                self.state.settings.device = device;
                self.keep_settings();
            }
            Intent::Set(change) => {
                self.state.settings.change(change);
                self.keep_settings();
            }
            Intent::LookAround => self.look_around(),
            Intent::WriteOut(wish) => {
                self.state.desk.ask(&Purpose::Parting);
                self.bridge.write_out(wish);
            }
            Intent::Forget(purpose) => self.forget(&purpose),
        }
    }

    fn ask(&mut self, command: NodeCommand, purpose: Purpose) {
        self.state.desk.ask(&purpose);
        self.bridge.send(command, purpose);
    }

    fn edit(&mut self, edit: Edit, now: f64) {
        if let Some(reason) = self.state.read_only.clone() {
            self.state.toasts.tell(Kind::Warning, say!("shell-no-change"), &reason, now);
            return;
        }
        let Some(workspace) = self.state.workspace(&self.shelf) else { return };
        let undo = self.state.undo.inverse(workspace, &edit);
        let id = workspace.id;
        self.change(id, edit, Purpose::Edit { undo });
    }

    fn change(&mut self, workspace: muster_model::ids::WorkspaceId, edit: Edit, purpose: Purpose) {
        self.state.undo.sent(workspace, &edit);
        self.ask(NodeCommand::Edit { workspace, edit }, purpose);
    }

    /// Sends `step` as a new change; what restores the value before goes along.
    fn take(&mut self, step: Step, purpose: impl FnOnce(Option<Step>) -> Purpose) {
        let workspace = self.shelf.workspaces.get(&step.workspace);
        let inverse = workspace.and_then(|it| self.state.undo.inverse(&it.workspace, &step.edit));
        let inverse = inverse.map(|it| Step { what: step.what.clone(), ..it });
        self.change(step.workspace, step.edit, purpose(inverse));
    }

    fn set_mode(&mut self, mode: Mode, now: f64) {
        if let Some(reason) = self.state.read_only.clone() {
            self.state.toasts.tell(Kind::Warning, say!("shell-no-change"), &reason, now);
            return;
        }
        let has_relay = self.state.shown(&self.shelf).is_some_and(|it| it.sync.relay.is_some());
        if mode == Mode::Relay && !has_relay {
            self.state.overlay = Overlay::OwnRelay;
        } else if mode == Mode::Public && !self.state.settings.public_relays_known {
            self.state.overlay = Overlay::PublicRelays;
        } else if let Some(workspace) = self.state.workspace {
            self.ask(NodeCommand::SetMode { workspace, mode }, Purpose::Network);
        }
    }

    fn look_around(&mut self) {
        let made = self.shelf.workspaces.values().find(|it| demo::is_example(&it.workspace.name));
        if let Some(made) = made {
            self.state.open(made.workspace.id);
            return;
        }
        self.state.desk.ask(&Purpose::Example);
        self.bridge.look_around();
    }

    fn run(&mut self, ctx: &egui::Context, command: Command, now: f64) {
        let turn = (command == Command::Undo).then_some(Turn::Back);
        let turn = turn.or((command == Command::Redo).then_some(Turn::Again));
        if turn.is_some_and(|it| self.state.undo.waits(it)) {
            return;
        }
        self.run_now(ctx, command, now);
    }

    fn run_now(&mut self, ctx: &egui::Context, command: Command, now: f64) {
        if let Some(reason) = command.why_not(&self.state, &self.shelf) {
            let headline = command.face().title;
            self.state.toasts.tell(
                Kind::Warning,
                &say!("shell-not-now", what = headline),
                reason,
                now,
            );
            return;
        }
        match command {
            Command::Go(screen) => self.state.go(screen),
            Command::Palette => {
                self.typed = Typed::default();
                self.toggle(Overlay::Palette);
            }
            Command::Keys => self.toggle(Overlay::Keys),
            Command::Bell => {
                self.toggle(Overlay::Bell);
                self.state.toasts.read();
            }
            Command::Details => self.state.details = !self.state.details,
            Command::Undo => {
                if let Some(step) = self.state.undo.pop_back() {
                    self.take(step, |redo| Purpose::Undo { redo });
                }
            }
            Command::Redo => {
                if let Some(step) = self.state.undo.pop_again() {
                    self.take(step, |undo| Purpose::Redo { undo });
                }
            }
            Command::SyncNow => self.sync_now(),
            Command::NetworkOff => self.set_mode(Mode::Off, now),
            Command::NetworkLan => self.set_mode(Mode::Lan, now),
            Command::NetworkRelay => self.state.overlay = Overlay::OwnRelay,
            Command::NetworkPublic => self.set_mode(Mode::Public, now),
            Command::Larger => self.zoom(1),
            Command::Smaller => self.zoom(-1),
            Command::NormalSize => self.zoom(0),
            Command::FollowSystem => self.appear(Appearance::System),
            Command::Light => self.appear(Appearance::Light),
            Command::Dark => self.appear(Appearance::Dark),
            Command::Contrast => {
                let it = &mut self.state.settings.contrast;
                *it = if *it == Contrast::High { Contrast::Normal } else { Contrast::High };
                self.state.overlay = Overlay::None;
                self.keep_settings();
            }
            Command::Verify => self.verify(),
            Command::Quit => ctx.send_viewport_cmd(egui::ViewportCommand::Close),
        }
    }

    fn toggle(&mut self, overlay: Overlay) {
        let it = &mut self.state.overlay;
        *it = if *it == overlay { Overlay::None } else { overlay };
    }

    fn sync_now(&mut self) {
        self.state.overlay = Overlay::None;
        if let Some(workspace) = self.state.workspace {
            let wish = NodeCommand::SyncUntilIdle { workspace, patience_ms: PATIENCE_MS };
            self.ask(wish, Purpose::Sync);
        }
    }

    fn verify(&mut self) {
        self.state.overlay = Overlay::None;
        if let Some(workspace) = self.state.workspace {
            self.ask(NodeCommand::Verify { workspace }, Purpose::Verify);
        }
    }

    fn zoom(&mut self, steps: i16) {
        self.state.settings.zoom_by(steps);
        self.keep_settings();
    }

    fn appear(&mut self, appearance: Appearance) {
        self.state.settings.appearance = appearance;
        self.state.overlay = Overlay::None;
        self.keep_settings();
    }

    fn forget(&mut self, purpose: &Purpose) {
        let desk = &mut self.state.desk;
        match purpose {
            Purpose::Create => desk.created = Asked::Nothing,
            Purpose::NewReview => desk.opened = Asked::Nothing,
            Purpose::Ticket => desk.ticket = Asked::Nothing,
            Purpose::Look => desk.look = Asked::Nothing,
            Purpose::Join => desk.join = Asked::Nothing,
            Purpose::Sync => desk.sync = Asked::Nothing,
            Purpose::Address => desk.address = Asked::Nothing,
            Purpose::History => desk.history = Asked::Nothing,
            Purpose::Past => desk.past = Asked::Nothing,
            Purpose::Verify => desk.verified = Asked::Nothing,
            Purpose::Example => desk.example = Asked::Nothing,
            Purpose::Parting => desk.parting = Asked::Nothing,
            Purpose::Pack => desk.packed = Asked::Nothing,
            Purpose::Carry => desk.carried = Asked::Nothing,
            Purpose::OpenFile => desk.file = Asked::Nothing,
            Purpose::Edit { .. }
            | Purpose::Undo { .. }
            | Purpose::Redo { .. }
            | Purpose::Network
            | Purpose::Remove
            | Purpose::Attach
            | Purpose::Quiet => {}
        }
    }

    pub(super) fn came_back(
        &mut self,
        ctx: &egui::Context,
        purpose: Purpose,
        result: Result<Reply, Advice>,
    ) {
        let now = ctx.input(|it| it.time);
        self.state.desk.came_back(&purpose);
        let is_change =
            matches!(purpose, Purpose::Edit { .. } | Purpose::Undo { .. } | Purpose::Redo { .. });
        if is_change {
            self.state.undo.came_back();
        }
        match result {
            Ok(reply) => self.granted(purpose, reply, now),
            Err(trouble) => {
                if !self.state.desk.fail(&purpose, &trouble) {
                    self.state.toasts.tell(Kind::Error, &trouble.headline, &trouble.remedy, now);
                }
            }
        }
        while let Some(turn) = self.state.undo.due() {
            let command = match turn {
                Turn::Back => Command::Undo,
                Turn::Again => Command::Redo,
            };
            self.run_now(ctx, command, now);
            self.state.undo.wait_on();
        }
    }

    fn granted(&mut self, purpose: Purpose, reply: Reply, now: f64) {
        if let (Purpose::Example, Reply::Joined { workspace }) = (&purpose, &reply) {
            self.state.desk.example = Asked::Here(*workspace);
            self.state.open(*workspace);
            return;
        }
        if purpose == Purpose::Create {
            self.drafts.welcome.begin_anew();
        }
        match (&purpose, &reply) {
            (Purpose::Create, Reply::Created { workspace, .. })
            | (Purpose::Join, Reply::Joined { workspace }) => {
                self.state.workspace = Some(*workspace);
                self.state.go(Screen::Overview);
            }
            (Purpose::NewReview, Reply::Saved { envelopes }) => {
                self.state.desk.opened = Asked::Here(envelopes.clone());
            }
            (Purpose::Parting, Reply::Done) => self.state.desk.parting = Asked::Here(()),
            (Purpose::Sync, Reply::Synced(it)) => {
                self.state.toasts.tell(Kind::Done, &moved(it), "", now);
            }
            (Purpose::Verify, Reply::Verified(it)) => {
                let (kind, headline) = match it.problems.first() {
                    None => (Kind::Done, say!("shell-all-check-out", n = it.envelopes)),
                    Some(first) => (Kind::Error, first.clone()),
                };
                self.state.toasts.tell(kind, &headline, "", now);
            }
            _ => {}
        }
        match purpose {
            Purpose::Edit { undo: Some(step) } => self.state.undo.made(step),
            Purpose::Undo { redo: Some(step) } => self.took_back(step, now),
            Purpose::Redo { undo: Some(step) } => self.state.undo.made_again(step),
            Purpose::Edit { undo: None }
            | Purpose::Undo { redo: None }
            | Purpose::Redo { undo: None }
            | Purpose::Create
            | Purpose::NewReview
            | Purpose::Ticket
            | Purpose::Look
            | Purpose::Join
            | Purpose::Network
            | Purpose::Sync
            | Purpose::Address
            | Purpose::History
            | Purpose::Past
            | Purpose::Verify
            | Purpose::Remove
            | Purpose::Example
            | Purpose::Parting
            | Purpose::Pack
            | Purpose::Carry
            | Purpose::Attach
            | Purpose::OpenFile
            | Purpose::Quiet => {}
        }
        self.state.desk.answer(reply);
    }

    fn took_back(&mut self, step: Step, now: f64) {
        let headline = say!("shell-took-back", what = step.what.words());
        let keys = Command::Redo.face().keys.map(Keys::words).unwrap_or_default();
        self.state.undo.taken_back(step);
        self.state.toasts.tell(Kind::Done, &headline, &say!("shell-again", keys = keys), now);
    }
}

/// Returns what an exchange moved, in words.
fn moved(it: &Synced) -> String {
    match (it.received, it.sent) {
        (0, 0) if it.reached.is_empty() => say!("shell-nobody-reached").to_owned(),
        (0, 0) => say!("shell-nothing-new").to_owned(),
        (received, sent) => say!("shell-moved", received = received, sent = sent),
    }
}
