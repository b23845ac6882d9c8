//! Why a command of the command line did not succeed, and what it exits with.

use std::{io, path::Path};

use muster_sync::node::command::CommandError;

use crate::advice::{self, Advice, plain};

/// Why a command did not succeed.
#[derive(Debug)]
pub enum Failure {
    /// The node did not grant it.
    Command(CommandError),
    /// It failed, and nothing changed.
    Failed(Advice),
    /// It was asked for in a way that can't be meant.
    Usage(Advice),
    /// A person has to decide first.
    Decision(Advice),
    /// It failed, and what was found is told already.
    Told,
    /// Nobody reads our output any more.
    Unheard,
    /// Our output can't be written.
    Output(io::Error),
}

impl Failure {
    /// A failure with nothing changed.
    pub fn failed(headline: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self::Failed(Advice::new(headline, remedy))
    }

    /// A wish that can't be meant.
    pub fn usage(headline: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self::Usage(Advice::new(headline, remedy))
    }

    /// A decision that is missing.
    pub fn decision(headline: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self::Decision(Advice::new(headline, remedy))
    }

    /// A file that can't be read or written.
    pub fn file(deed: &str, path: &Path, err: &io::Error) -> Self {
        let headline = format!("{} can't be {deed}: {}", path.display(), plain(err));
        Self::failed(headline, "Check the path and whether you may use it")
    }

    /// Exit code: 0 fine, 1 failed, 2 usage, 3 a decision is needed.
    pub fn code(&self) -> u8 {
        match self {
            Self::Unheard => 0,
            Self::Command(_) | Self::Failed(_) | Self::Told | Self::Output(_) => 1,
            Self::Usage(_) => 2,
            Self::Decision(_) => 3,
        }
    }

    /// What to tell the person, if anything is left to tell.
    pub fn advice(&self) -> Option<Advice> {
        match self {
            Self::Command(err) => Some(advice::on_command(err)),
            Self::Failed(advice) | Self::Usage(advice) | Self::Decision(advice) => {
                Some(advice.clone())
            }
            Self::Output(err) => {
                Some(Advice::new(format!("The output can't be written: {}", plain(err)), ""))
            }
            Self::Told | Self::Unheard => None,
        }
    }
}

impl From<CommandError> for Failure {
    fn from(err: CommandError) -> Self {
        Self::Command(err)
    }
}

impl From<io::Error> for Failure {
    fn from(err: io::Error) -> Self {
        if err.kind() == io::ErrorKind::BrokenPipe { Self::Unheard } else { Self::Output(err) }
    }
}
