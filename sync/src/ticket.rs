//! Invitations as text, QR code or file, and the proof that somebody holds one.
//!
//! ```text
//! text  = "muster" | ver as a digit | base32, lower case, unpadded, of bytes
//! bytes = ver:1 | workspace:32 | secret:16 | n:1 | n × host | check:4     check = BLAKE3(bytes before)[..4]
//! host  = endpoint:32 | m:1 | m × ( 4 | ip:4 | port:2   or   6 | ip:16 | port:2 )
//! ```
//!
//! Version 2 is written where a relay leads to a host, so that tickets without one can be read by every Muster:
//!
//! ```text
//! bytes = … | n × ( host | relay ) | relay | token | check:4     the second relay and its token: the inviter's own
//! relay, token = length:1 | text                                  length 0: none
//! ```
//!
//! Case and white space don't matter; lines that begin with `#` are comments.

use std::{fmt, str::FromStr};

use data_encoding::BASE32_NOPAD;
use muster_model::{
    control::op::DeviceCard,
    ids::{DeviceId, InviteId, WorkspaceId},
};

use crate::{
    identity::Signer,
    keys,
    node::command::{Address, Mode},
    relay::Relay,
};

mod bytes;
mod proof;
mod words;

pub use self::{
    proof::{covers_name, holds as check_proof, holds_look as check_look, unnamed as prove_code},
    words::words,
};

/// A text that is not a usable ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TicketError {
    /// There is nothing.
    #[error("there is no ticket in this text")]
    Empty,
    /// A web address.
    #[error("this is a web address, not a ticket; tickets begin with “muster1”")]
    WebAddress,
    /// Something else.
    #[error("this is not a ticket; tickets begin with “muster1”")]
    Foreign,
    /// Far too long.
    #[error("this is too long for a ticket")]
    TooLong,
    /// It begins like a ticket but is cut short or altered.
    #[error("the ticket is incomplete or mistyped")]
    Damaged,
    /// Made by a newer version.
    #[error("the ticket was made by a newer version of Muster")]
    Newer,
}

/// An invitation. Whoever has it can ask to join, so it is never printed but on purpose.
#[derive(Clone, PartialEq, Eq)]
pub struct Ticket {
    /// Into which workspace.
    pub workspace: WorkspaceId,
    /// The secret from which the invitation's key derives.
    pub secret: [u8; 16],
    /// Devices to ask. Only the first [`Self::MAX_HOSTS`] travel, each with [`Self::MAX_SOCKETS`] sockets.
    pub hosts: Vec<Address>,
    /// The relay of the inviter's organisation, if they use one.
    pub relay: Option<Relay>,
}

impl Ticket {
    /// Most hosts a ticket carries.
    pub const MAX_HOSTS: usize = 4;
    /// Most sockets a ticket carries for one host.
    pub const MAX_SOCKETS: usize = 6;
    /// Longest text that is looked at, in bytes.
    pub const MAX_TEXT: usize = 64 * 1024;

    /// Returns how far packets must be able to go for the ticket to be followed.
    pub fn mode(&self) -> Mode {
        let mut sockets = self.hosts.iter().flat_map(|it| &it.sockets).peekable();
        let has_sockets = sockets.peek().is_some();
        if self.relay.is_some() {
            Mode::Relay
        } else if self.hosts.iter().any(|it| it.relay.is_some()) {
            Mode::Public
        } else if has_sockets && sockets.all(|it| it.ip().is_loopback()) {
            Mode::Loopback
        } else {
            Mode::Lan
        }
    }

    /// Returns the name of the invitation, known to all members.
    pub fn invite_id(&self) -> InviteId {
        InviteId::from_bytes(*self.invite_key().device().as_bytes())
    }

    /// Proves that the device of `card`, for which `signer` signs, holds this ticket and comes as `name`.
    pub fn prove(&self, card: &DeviceCard, name: &str, signer: &Signer) -> Vec<u8> {
        proof::named(self.workspace, &self.invite_key(), (card, name), signer)
    }

    /// Proves that the device of `card` holds this ticket, to somebody who is only asked where it leads.
    pub fn prove_look(&self, card: &DeviceCard, signer: &Signer) -> Vec<u8> {
        proof::look(self.workspace, &self.invite_key(), card, signer)
    }

    /// Returns the words that the joiner's `device` and an owner compare.
    pub fn words(&self, device: &DeviceId) -> String {
        words(self.workspace, device)
    }

    /// Returns the ticket as the text of a file.
    pub fn file_text(&self) -> String {
        format!(
            "# A ticket to join a Muster workspace. Whoever has it can ask to join.\n\
             # Open it with Muster, or run: muster join FILE --me NAME\n\
             {self}\n"
        )
    }

    fn invite_key(&self) -> Signer {
        let salt = [b"muster invite v1".as_slice(), self.workspace.as_bytes()].concat();
        Signer::from_secret(&keys::derive(&self.secret, &salt, "invite"))
    }
}

impl fmt::Debug for Ticket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Ticket({}, {} hosts)", self.workspace.short(), self.hosts.len())
    }
}

/// Text before the base32 of a ticket, but for its version.
const PREFIX: &str = "muster";

impl fmt::Display for Ticket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = bytes::write(self);
        let version = bytes.first().copied().unwrap_or_default();
        let text = BASE32_NOPAD.encode(&bytes).to_ascii_lowercase();
        write!(f, "{PREFIX}{version}{text}")
    }
}

impl FromStr for Ticket {
    type Err = TicketError;

    fn from_str(text: &str) -> Result<Self, TicketError> {
        if text.len() > Self::MAX_TEXT {
            return Err(TicketError::TooLong);
        }
        let text = text.trim_start_matches('\u{feff}');
        let lines = text.lines().filter(|line| !line.trim_start().starts_with('#'));
        let text: String = lines.flat_map(str::chars).filter(|it| !it.is_whitespace()).collect();
        let text = text.to_ascii_lowercase();
        if text.is_empty() {
            return Err(TicketError::Empty);
        }
        let Some(rest) = text.strip_prefix(PREFIX) else {
            let web = text.contains("://") || text.starts_with("www.");
            return Err(if web { TicketError::WebAddress } else { TicketError::Foreign });
        };
        match rest.split_at_checked(1) {
            Some(("1" | "2", rest)) => {
                let decoded = BASE32_NOPAD.decode(rest.to_ascii_uppercase().as_bytes());
                bytes::read(&decoded.ok().ok_or(TicketError::Damaged)?)
            }
            Some(("3" | "4" | "5" | "6" | "7" | "8" | "9", _)) => Err(TicketError::Newer),
            Some(_) => Err(TicketError::Foreign),
            None => Err(TicketError::Damaged),
        }
    }
}

#[cfg(test)]
mod tests;
