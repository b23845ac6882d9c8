//! `muster serve`: an always-on peer, for a machine that stays on.

use std::{path::Path, sync::Arc, time::Duration};

use muster_model::ids::WorkspaceId;
use muster_sync::node::{
    command::{Command, CommandError, Mode},
    event::Shown,
};

use super::{
    desk::Desk,
    failure::Failure,
    network::{addresses, patience, show_address, switch_on, wait_for_relay},
    out::Out,
    words,
};

/// It prints its address first, then what happens, a line each with its time. It keeps and passes on what it can't read
/// itself. End it with Ctrl-C or SIGTERM: nothing is lost. With several workspaces it serves all whose network is on, or the one
/// that --workspace names.
#[derive(Debug, clap::Args)]
pub(super) struct Serve {
    /// Another device's address to connect to; repeat it for several
    #[arg(long, value_name = "ADDRESS")]
    to: Vec<String>,
    /// End after so long, like 30s or 5m
    #[arg(long = "for", value_name = "TIME", value_parser = patience)]
    patience: Option<u64>,
    /// Print a unit for systemd instead, which runs this as the present user whenever the machine is on
    #[arg(long, conflicts_with_all = ["to", "patience"])]
    print_unit: bool,
}

impl Serve {
    /// Says whether it goes online.
    pub(super) fn talks(&self) -> bool {
        !self.print_unit
    }

    pub(super) async fn run(self, desk: &Desk, out: &mut Out) -> Result<(), Failure> {
        if self.print_unit {
            return print_unit(desk, out);
        }
        let to = addresses(&self.to)?;
        // From the first line on that others may read, whoever tells it to end is heard.
        let told = told_to_end()?;
        let served = served(desk).await?;
        if let (Some(workspace), [_]) = (served.first(), served.as_slice()) {
            for address in to {
                desk.ask(Command::Dial { workspace: *workspace, address }).await?;
            }
        } else if !to.is_empty() {
            let headline = "An address belongs to one workspace, and there are several";
            return Err(Failure::usage(headline, "Name it with --workspace"));
        }
        for workspace in served {
            let shown = running(desk, workspace).await?;
            wait_for_relay(desk, workspace).await;
            show_address(desk, workspace, out).await?;
            let mode = words::mode(shown.sync.mode);
            out.aside(format!("{} is online: {mode}", shown.workspace.name))?;
        }
        let end = async {
            match self.patience {
                Some(ms) => tokio::time::sleep(Duration::from_millis(ms)).await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            () = end => Ok(()),
            () = told => out.aside("Ended; everything is on disk"),
            never = desk.keep_log() => match never {},
        }
    }
}

/// Waits until the system or a person at the keyboard tells the program to end, so that peers hear a farewell.
#[cfg(unix)]
fn told_to_end() -> Result<impl Future<Output = ()>, Failure> {
    use signal_hook::{
        consts::{SIGHUP, SIGINT, SIGTERM},
        iterator::Signals,
    };
    let mut signals = Signals::new([SIGHUP, SIGINT, SIGTERM])?;
    let (tell, told) = tokio::sync::oneshot::channel();
    let listen = move || {
        if signals.forever().next().is_some() && tell.send(()).is_err() {
            tracing::debug!("the program is ending anyway");
        }
        // Who insists is obeyed at once.
        for signal in signals.forever() {
            drop(signal_hook::low_level::emulate_default_handler(signal));
        }
    };
    std::thread::Builder::new().name("signals".to_owned()).spawn(listen)?;
    Ok(async move { drop(told.await) })
}

/// Where there are no such signals, the system ends the program itself; nothing is lost.
#[cfg(not(unix))]
fn told_to_end() -> Result<impl Future<Output = ()>, Failure> {
    Ok(std::future::pending())
}

/// Returns what is to be served: the workspace meant, else all whose network is on.
async fn served(desk: &Desk) -> Result<Vec<WorkspaceId>, Failure> {
    let shelf = desk.shelf();
    if shelf.workspaces.len() <= 1 || desk.meant().is_some() {
        let workspace = desk.shown()?.workspace.id;
        switch_on(desk, workspace).await?;
        return Ok(vec![workspace]);
    }
    let on = shelf.workspaces.iter().filter(|(_, it)| it.sync.mode != Mode::Off);
    let on: Vec<WorkspaceId> = on.map(|(id, _)| *id).collect();
    if on.is_empty() {
        return Err(CommandError::NetworkOff.into());
    }
    Ok(on)
}

/// Makes sure that this process runs the network of the workspace, not another one, and nothing stands in its way.
async fn running(desk: &Desk, workspace: WorkspaceId) -> Result<Arc<Shown>, Failure> {
    // Whatever is asked first is answered after the network was started, or was not.
    drop(desk.ask(Command::Address { workspace }).await?);
    let shelf = desk.shelf();
    let shown = shelf.workspaces.get(&workspace).ok_or(CommandError::NoWorkspace)?;
    match (&shown.sync.address, &shown.sync.trouble) {
        (Some(_), _) => Ok(Arc::clone(shown)),
        (None, Some(why)) if *why != CommandError::NetworkBusy.to_string() => {
            Err(CommandError::Network(why.clone()).into())
        }
        (None, _) => Err(CommandError::NetworkBusy.into()),
    }
}

fn print_unit(desk: &Desk, out: &mut Out) -> Result<(), Failure> {
    let program = std::env::current_exe()?;
    let data_dir = std::path::absolute(desk.data_dir())?;
    out.raw(unit(&program, &data_dir, desk.meant()).as_bytes())?;
    out.aside(
        "Save it as ~/.config/systemd/user/muster.service, then: systemctl --user enable --now muster\n\
         So that it runs while nobody is logged in: loginctl enable-linger\n\
         What it did: journalctl --user -u muster, and muster log",
    )
}

/// Returns the unit that serves `data_dir` with `program`.
fn unit(program: &Path, data_dir: &Path, workspace: Option<&str>) -> String {
    let mut words = vec![quoted(&program.to_string_lossy()), "--data-dir".to_owned()];
    words.push(quoted(&data_dir.to_string_lossy()));
    if let Some(workspace) = workspace {
        words.extend(["--workspace".to_owned(), quoted(workspace)]);
    }
    words.push("serve".to_owned());
    format!(
        "[Unit]\n\
         Description=Muster, an always-on peer\n\
         \n\
         [Service]\n\
         ExecStart={}\n\
         Restart=on-failure\n\
         RestartSec=10\n\
         UMask=0077\n\
         NoNewPrivileges=true\n\
         \n\
         [Install]\n\
         WantedBy=default.target\n",
        words.join(" ")
    )
}

/// Writes a word as systemd reads it: quoted, with its own signs doubled.
fn quoted(word: &str) -> String {
    let word =
        word.replace('\\', "\\\\").replace('"', "\\\"").replace('%', "%%").replace('$', "$$");
    format!("\"{word}\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_names_program_and_folder_whatever_they_are_called() {
        let text = unit(
            Path::new("/opt/my apps/muster"),
            Path::new("/srv/100% \"ours\""),
            Some("Harbour"),
        );
        let line = text.lines().find(|it| it.starts_with("ExecStart")).unwrap();
        assert_eq!(
            line,
            r#"ExecStart="/opt/my apps/muster" --data-dir "/srv/100%% \"ours\"" --workspace "Harbour" serve"#
        );
    }
}
