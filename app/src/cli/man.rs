//! The manual page: every command from the same place as `--help`, every page of the window from the same place as
//! its own help.

use std::fmt::Write as _;

use clap::{Arg, Command};

use crate::{
    command::{self, Screen},
    help,
};

/// Writes the manual page of `muster` as roff.
pub(super) fn page(mut muster: Command) -> String {
    muster.build();
    let version = env!("CARGO_PKG_VERSION");
    let mut out = Roff::default();
    out.raw(&format!(".TH MUSTER 1 \"\" \"Muster {version}\" \"Muster\"\n.SH NAME\n"));
    let about = muster.get_about().map(ToString::to_string).unwrap_or_default();
    out.text(&format!("muster - {}", about.trim_end_matches('.').to_lowercase()));
    out.head("SYNOPSIS");
    out.text("muster [OPTIONS] [COMMAND]");
    out.head("DESCRIPTION");
    out.text(&muster.get_long_about().map(ToString::to_string).unwrap_or(about));
    out.head("OPTIONS");
    muster.get_arguments().filter(|it| !it.is_hide_set()).for_each(|it| out.argument(it));
    out.head("COMMANDS");
    for it in muster.get_subcommands().filter(|it| it.get_name() != "help") {
        out.command(it, "muster");
    }
    window(&mut out);
    out.head("NAMES, MACHINES, EXIT CODES");
    for part in super::AFTER_HELP.split("\n\n") {
        out.paragraph(part);
    }
    out.head("ENVIRONMENT");
    out.item("MUSTER_DATA_DIR", "Where workspaces live, if --data-dir does not say.");
    out.item("NO_COLOR", "Help is printed without colours.");
    out.text
}

/// Says what each page of the window is for, and its keys.
fn window(out: &mut Roff) {
    out.head("THE WINDOW");
    out.text("Without a command the window opens. These are its pages, each with its own keys.");
    for screen in Screen::ALL {
        let it = help::of(screen);
        out.raw(&format!(".SS {}\n", escaped(screen.word())));
        out.text(it.about);
        if !it.hint.is_empty() {
            out.paragraph(it.hint);
        }
        if !it.command.is_empty() {
            out.paragraph(&format!("By command: {}", it.command));
        }
        for (keys, deed) in it.keys {
            out.item(keys, deed);
        }
    }
    out.raw(".SS Anywhere\n");
    for command in command::Command::all() {
        let face = command.face();
        if let Some(keys) = face.keys {
            out.item(&keys.words(), face.title);
        }
    }
}

/// A page being written.
#[derive(Default)]
struct Roff {
    text: String,
}

impl Roff {
    fn raw(&mut self, line: &str) {
        self.text.push_str(line);
    }

    fn head(&mut self, title: &str) {
        self.raw(&format!(".SH \"{title}\"\n"));
    }

    fn text(&mut self, text: &str) {
        for line in text.lines() {
            let line = escaped(line.trim());
            let written = if line.is_empty() {
                self.text.write_str(".PP\n")
            } else {
                writeln!(self.text, "{line}")
            };
            // Writing to a string cannot fail.
            debug_assert!(written.is_ok());
        }
    }

    /// A paragraph; lines that begin with a space stay as they are.
    fn paragraph(&mut self, text: &str) {
        let table = text.lines().any(|it| it.starts_with(' '));
        self.raw(if table { ".PP\n.nf\n" } else { ".PP\n" });
        for line in text.lines() {
            let line = escaped(line);
            self.raw(&format!("{line}\n"));
        }
        if table {
            self.raw(".fi\n");
        }
    }

    fn item(&mut self, term: &str, says: &str) {
        self.raw(&format!(".TP\n\\fB{}\\fR\n{}\n", escaped(term), escaped(says)));
    }

    fn argument(&mut self, it: &Arg) {
        let says = it.get_help().map(ToString::to_string).unwrap_or_default();
        self.item(&term(it), &says);
    }

    fn command(&mut self, it: &Command, above: &str) {
        let name = format!("{above} {}", it.get_name());
        let own = |it: &&Arg| !it.is_hide_set() && !it.is_global_set() && it.get_id() != "help";
        let arguments: Vec<&Arg> = it.get_arguments().filter(own).collect();
        let positional = arguments.iter().filter(|it| it.is_positional());
        let places: Vec<String> = positional.map(|it| term(it)).collect();
        let title = [vec![name.clone()], places].concat().join(" ");
        self.raw(&format!(".SS \"{}\"\n", escaped(&title)));
        let about = it.get_long_about().or(it.get_about());
        self.text(&about.map(ToString::to_string).unwrap_or_default());
        for it in arguments {
            self.argument(it);
        }
        for below in it.get_subcommands().filter(|it| it.get_name() != "help") {
            self.command(below, &name);
        }
    }
}

/// How an argument is written.
fn term(it: &Arg) -> String {
    let names = it.get_value_names().unwrap_or_default();
    let takes = it.get_action().takes_values();
    let values: Vec<String> = names.iter().filter(|_| takes).map(|it| format!("<{it}>")).collect();
    let short = it.get_short().map(|it| format!("-{it}"));
    let long = it.get_long().map(|it| format!("--{it}"));
    let flags: Vec<String> = short.into_iter().chain(long).collect();
    [flags.join(", "), values.join(" ")]
        .iter()
        .filter(|it| !it.is_empty())
        .cloned()
        .collect::<Vec<_>>()
        .join(" ")
}

/// Returns `text` without what roff means something by, in ASCII, which every roff reads.
fn escaped(text: &str) -> String {
    let plain: String = text
        .chars()
        .map(|letter| match letter {
            '\\' => "\\e".to_owned(),
            '-' => "\\-".to_owned(),
            plain if plain.is_ascii() => plain.to_string(),
            other => format!("\\[u{:04X}]", u32::from(other)),
        })
        .collect();
    if plain.starts_with(['.', '\'']) { format!("\\&{plain}") } else { plain }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;
    use crate::cli::Args;

    #[test]
    fn the_manual_knows_every_command_and_every_page() {
        let page = page(Args::command());
        for it in Args::command().get_subcommands() {
            assert!(
                page.contains(&format!(".SS \"muster {}", escaped(it.get_name()))),
                "{}",
                it.get_name()
            );
        }
        for screen in Screen::ALL {
            assert!(page.contains(&escaped(help::of(screen).about)), "{screen:?}");
        }
        assert!(!page.lines().any(|it| it.starts_with('\'')), "no line is taken for a request");
    }
}
