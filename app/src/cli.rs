//! The command line: one file per group of commands. It prints; it never decides.
//!
//! Exit codes: 0 done · 1 failed, one sentence on standard error, nothing changed · 2 not understood ·
//! 3 a person has to decide first.

mod action;
mod answer;
mod assessment;
mod benchmark;
mod board;
mod bundle;
mod conflicts;
mod desk;
mod evidence;
mod exchanges;
mod failure;
mod files;
mod find;
mod framework;
mod gaps;
mod health;
mod invitation;
mod man;
mod network;
mod out;
mod people;
mod report;
mod result;
mod review;
mod serve;
mod showcase;
mod sign;
mod target;
mod words;
mod workspace;
mod xray;

use std::{ffi::OsString, net::IpAddr, path::PathBuf, process::ExitCode};

use clap::{CommandFactory as _, Parser, Subcommand};
use muster_sync::{
    bundle::Passphrase,
    node::command::{Mode, Options},
};

use self::desk::Desk;
pub use self::{
    failure::Failure,
    out::{Form, Out},
};
use crate::{
    advice,
    command::Screen,
    window::{self, Start},
};

/// Assess the maturity of a security programme together, offline, without a server.
///
/// Without a command the window opens. Every command works beside a running window on the same data directory.
#[derive(Debug, Parser)]
#[command(name = "muster", version, after_long_help = AFTER_HELP)]
pub struct Args {
    #[command(flatten)]
    globals: Globals,
    #[command(subcommand)]
    verb: Option<Verb>,
}

const AFTER_HELP: &str = "\
How to name things:
  question   its id, its reference, or an ending of either that only one has
  level      the id, the label or the number of an option
  member     the name, or the beginning of name or id
  dimension  the id, or the beginning of id or title
  target     a level as above, or a tier of the dimension by id or name
  action     the beginning of id or title
  review     the title or id; without --review the one opened last that is not closed

For machines: --json prints one object, always with \"format\": 1. New keys may come; a key never changes its \
meaning within a format. Numbers that decide are exact decimals or fractions, as text. `result --json` has tier, \
tier_id, provisional {worst, best} or null, coverage {answered, applicable, assigned, people}, dimensions \
[{id, title, tier, tier_id, score, n, provisional, …}], measures, explanation, stale [{question, what, every_days, \
last, overdue}], framework {id, version, hash}, fingerprint, sealed.

Exit codes: 0 done, 1 failed and nothing changed, 2 not understood, 3 a person has to decide first.
Muster prints no colours of its own; help obeys NO_COLOR.";

/// Whether a command talks to other devices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Need {
    /// It does.
    Network,
    /// It reads and writes here only.
    NoNetwork,
}

/// Whether a person said yes to something that can't be undone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Consent {
    /// They did.
    Given,
    /// They did not.
    Missing,
}

impl From<bool> for Consent {
    fn from(yes: bool) -> Self {
        if yes { Self::Given } else { Self::Missing }
    }
}

/// What every command understands.
#[derive(Debug, Clone, clap::Args)]
pub struct Globals {
    /// Where workspaces live [default: your user's data directory]
    #[arg(long, global = true, value_name = "DIR", env = "MUSTER_DATA_DIR")]
    data_dir: Option<PathBuf>,
    /// Which workspace, by name or id; needed if there are several
    #[arg(long, global = true, value_name = "NAME|ID")]
    workspace: Option<String>,
    /// Which review, by title or id [default: the one opened last that is not closed]
    #[arg(long, global = true, value_name = "TITLE|ID")]
    review: Option<String>,
    /// Print one JSON object for machines
    #[arg(long, global = true)]
    json: bool,
    /// Send and receive nothing, whatever the workspace is set to
    #[arg(long, global = true, conflicts_with = "bind")]
    offline: bool,
    /// Keep every packet on this machine (127.0.0.1 only)
    #[arg(long, global = true, value_name = "127.0.0.1", value_parser = loopback)]
    bind: Option<IpAddr>,
    /// Open workspaces whose key file is under a passphrase; it is read from standard input
    #[arg(long, global = true, value_name = "-", value_parser = files::stdin_only)]
    unlock: Option<String>,
    /// A file that holds the passphrase
    #[arg(long, global = true, value_name = "FILE", env = "MUSTER_PASSPHRASE_FILE", hide = true)]
    passphrase_file: Option<PathBuf>,
    /// Tell on standard error what happens with other devices
    #[arg(short, long, global = true)]
    verbose: bool,
}

fn loopback(text: &str) -> Result<IpAddr, String> {
    let wrong =
        || "only 127.0.0.1 can be bound to; to use this network, leave --bind out".to_owned();
    let address: IpAddr = text.parse().map_err(|_not_an_address| wrong())?;
    if address.is_loopback() { Ok(address) } else { Err(wrong()) }
}

impl Globals {
    /// What overrides the workspaces' own network mode in this run.
    fn mode(&self) -> Option<Mode> {
        if self.offline { Some(Mode::Off) } else { self.bind.map(|_loopback| Mode::Loopback) }
    }

    /// The words that open key files, if any were given.
    fn words(&self) -> Result<Option<Passphrase>, Failure> {
        match (&self.unlock, &self.passphrase_file) {
            (Some(_), _) => files::read_passphrase().map(Some),
            (None, Some(path)) => files::read_passphrase_file(path).map(Some),
            (None, None) => Ok(None),
        }
    }

    /// How to start the node.
    fn options(&self, need: Need) -> Result<Options, Failure> {
        let data_dir = files::data_dir(self.data_dir.as_deref())?;
        let network = need == Need::Network && !self.offline;
        Ok(Options { data_dir, mode: self.mode(), network })
    }
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Watch four people on four devices come to one result, on this machine only
    Demo(showcase::Demo),
    #[command(flatten)]
    Work(Work),
    /// Check this installation and say what is wrong
    Doctor(health::Doctor),
    /// Print completions for a shell
    Completions {
        /// Which shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page: `muster man | man -l -`
    Man,
}

/// What works on a data directory.
#[derive(Debug, Subcommand)]
enum Work {
    /// Begin, list, show or remove workspaces
    #[command(subcommand)]
    Workspace(workspace::Verb),
    /// Make a ticket that lets somebody join
    Invite(invitation::Invite),
    /// Join a workspace with a ticket
    Join(invitation::Join),
    /// See who is here and who asks to be; change roles, remove people and devices, recover
    #[command(subcommand)]
    Members(people::Verb),
    /// Say who answers what
    Assign(people::Assign),
    /// Look at frameworks: shipped ones, those in use, packs on disk
    #[command(subcommand)]
    Framework(framework::Verb),
    /// Apply a framework to a scope
    #[command(subcommand)]
    Assessment(assessment::Verb),
    /// Open, follow, reveal and close reviews
    #[command(subcommand)]
    Review(review::Verb),
    /// Answer a question, or see what you answered
    Answer(answer::Answer),
    /// Take answers from a sheet (CSV), or write them to one
    #[command(subcommand)]
    Answers(answer::sheet::Verb),
    /// Add files and links to answers, see which are here, open them
    #[command(subcommand)]
    Evidence(evidence::Verb),
    /// Hand in your answers as they are now
    Submit(review::Submit),
    /// Record what the group agreed on
    Agree(board::Agree),
    /// Comment on a question
    Comment(board::Comment),
    /// See the result: tier, coverage, dimensions, fingerprint, and why
    Result(result::Show),
    /// See what to look at before anybody relies on the result
    Xray(xray::Xray),
    /// Sign a review off, ask others to, or see who did
    Sign(sign::Sign),
    /// Write a report: PDF, HTML, Word, Excel, CSV, JSON or Markdown
    Report(report::Report),
    /// See which answers would lead to the next tier
    Lift(result::lift::Lift),
    /// Compare two reviews: what is better, worse, new, and why the tier changed
    Compare(result::compare::Compare),
    /// Write, take in or list benchmark cards: what a cohort came to
    #[command(subcommand)]
    Benchmark(benchmark::Verb),
    /// Say what dimensions and questions aim at
    Target(target::Target),
    /// See what is short of its target, and what the next tier asks for
    Gaps(gaps::Show),
    /// Plan what to do: actions with owner, due day, effort, impact and status
    #[command(subcommand)]
    Action(action::Verb),
    /// See where people disagree, what to talk about first on top
    Disagreement(result::disagreement::Show),
    /// See what was written in two places at once, and choose
    Conflicts(conflicts::Conflicts),
    /// Exchange with everybody reachable now
    Sync(network::Sync),
    /// Stay online and exchange with whoever comes, until interrupted
    Serve(serve::Serve),
    /// Show where other devices can reach this one
    Address(network::Where),
    /// See or set where packets may go
    Network(network::mode::Network),
    /// See who was met when, by which way, and what was exchanged
    Log(exchanges::Log),
    /// Exchange by file: a stick, a mail
    #[command(subcommand)]
    Bundle(bundle::Verb),
    /// See what happened, or what was ever said to a question
    History(health::History),
    /// Check every signature again and rebuild every view; or check a signed report, which needs no workspace
    Verify(health::Verify),
}

/// Runs the program and returns its exit code.
pub fn main(args: impl Iterator<Item = OsString>) -> ExitCode {
    let args = match Args::try_parse_from(args) {
        Ok(args) => args,
        Err(err) => {
            // Help that cannot be printed has nobody to read about it.
            drop(err.print());
            return ExitCode::from(u8::try_from(err.exit_code()).unwrap_or(2));
        }
    };
    let form = if args.globals.json { Form::Json } else { Form::People };
    let mut out = Out::standard(form);
    let done = run(args, &mut out);
    let code = match done {
        Ok(()) => 0,
        Err(failure) => {
            // A failure that cannot be told still has its exit code.
            drop(out.failure(&failure));
            failure.code()
        }
    };
    ExitCode::from(code)
}

fn run(args: Args, out: &mut Out) -> Result<(), Failure> {
    let Args { globals, verb } = args;
    let Some(verb) = verb else { return window(&globals, None) };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let done = runtime.block_on(dispatch(verb, &globals, out));
    runtime.shutdown_timeout(std::time::Duration::from_millis(200));
    match done? {
        After::Nothing => Ok(()),
        After::Window(data_dir) => {
            let globals =
                Globals { data_dir: Some(data_dir), bind: None, offline: true, ..globals };
            window(&globals, Some(Screen::Results))
        }
    }
}

/// What follows a command.
enum After {
    /// The program ends.
    Nothing,
    /// The window opens on this data directory.
    Window(PathBuf),
}

fn window(globals: &Globals, page: Option<Screen>) -> Result<(), Failure> {
    let count_frames = std::env::var_os("MUSTER_COUNT_FRAMES").is_some();
    let start = Start { node: globals.options(Need::Network)?, page, count_frames };
    window::run(&start).map_err(|err| Failure::Failed(advice::on_window(&err)))
}

fn completions(shell: clap_complete::Shell, out: &mut Out) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "muster", &mut script);
    out.raw(&script)
}

/// Runs a command on a runtime.
async fn dispatch(verb: Verb, globals: &Globals, out: &mut Out) -> Result<After, Failure> {
    match verb {
        Verb::Completions { shell } => completions(shell, out)?,
        Verb::Man => out.raw(man::page(Args::command()).as_bytes())?,
        Verb::Demo(demo) => return Ok(demo.run(out).await?.map_or(After::Nothing, After::Window)),
        Verb::Doctor(doctor) => doctor.run(globals, out).await?,
        Verb::Work(Work::Framework(verb)) if verb.is_apart() => verb.run(None, out)?,
        Verb::Work(Work::Verify(health::Verify { file: Some(file) })) => {
            report::verify(&file, out)?;
        }
        Verb::Work(work) => {
            let desk = Desk::open(globals, work.need()).await?;
            let at_first = desk.mended();
            at_first.iter().try_for_each(|it| out.aside(it))?;
            let done = tokio::select! {
                done = work.run(&desk, out) => done,
                never = desk.overhear() => match never {},
            };
            // Where something was to be done, the log was read only then.
            let later = desk.mended();
            later.iter().filter(|it| !at_first.contains(it)).try_for_each(|it| out.aside(it))?;
            desk.close().await;
            done?;
        }
    }
    Ok(After::Nothing)
}

impl Work {
    fn need(&self) -> Need {
        let talks = matches!(self, Self::Members(verb) if verb.talks())
            || matches!(self, Self::Serve(verb) if verb.talks())
            || matches!(self, Self::Invite(_) | Self::Join(_) | Self::Sync(_) | Self::Address(_));
        if talks { Need::Network } else { Need::NoNetwork }
    }

    async fn run(self, desk: &Desk, out: &mut Out) -> Result<(), Failure> {
        match self {
            Self::Workspace(verb) => verb.run(desk, out).await,
            Self::Invite(verb) => verb.run(desk, out).await,
            Self::Join(verb) => verb.run(desk, out).await,
            Self::Members(verb) => verb.run(desk, out).await,
            Self::Assign(verb) => verb.run(desk, out).await,
            Self::Framework(verb) => verb.run(Some(desk), out),
            Self::Assessment(verb) => verb.run(desk, out).await,
            Self::Review(verb) => verb.run(desk, out).await,
            Self::Answer(verb) => verb.run(desk, out).await,
            Self::Answers(verb) => verb.run(desk, out).await,
            Self::Evidence(verb) => verb.run(desk, out).await,
            Self::Submit(verb) => verb.run(desk, out).await,
            Self::Agree(verb) => verb.run(desk, out).await,
            Self::Comment(verb) => verb.run(desk, out).await,
            Self::Result(verb) => verb.run(desk, out).await,
            Self::Xray(xray::Xray) => xray::Xray::run(desk, out),
            Self::Sign(verb) => verb.run(desk, out).await,
            Self::Report(verb) => verb.run(desk, out).await,
            Self::Lift(verb) => verb.run(desk, out),
            Self::Compare(verb) => verb.run(desk, out),
            Self::Benchmark(verb) => verb.run(desk, out).await,
            Self::Target(verb) => verb.run(desk, out).await,
            Self::Gaps(verb) => verb.run(desk, out),
            Self::Action(verb) => verb.run(desk, out).await,
            Self::Disagreement(verb) => verb.run(desk, out),
            Self::Conflicts(verb) => verb.run(desk, out).await,
            Self::Sync(verb) => verb.run(desk, out).await,
            Self::Serve(verb) => verb.run(desk, out).await,
            Self::Address(verb) => verb.run(desk, out).await,
            Self::Network(verb) => verb.run(desk, out).await,
            Self::Log(verb) => verb.run(desk, out),
            Self::Bundle(verb) => verb.run(desk, out).await,
            Self::History(verb) => verb.run(desk, out).await,
            Self::Verify(verb) => verb.run(desk, out).await,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_and_option_is_well_formed() {
        Args::command().debug_assert();
    }
}
