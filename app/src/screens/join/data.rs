//! What Join shows: where a ticket leads before one follows it, and who one waits for after.

use muster_model::{control::op::Role, ids::WorkspaceId};
use muster_sync::{
    node::{command::Look, event::Shelf},
    ticket::{Ticket, TicketError},
};

use crate::{
    advice::{self, Advice},
    say::say,
    screens::{files, words},
    state::asked::{Asked, Desk, Joined},
};

/// What is typed on Join, and what was asked.
#[derive(Debug, Default)]
pub struct Draft {
    /// The ticket, or what was pasted instead.
    pub text: String,
    /// The person.
    pub me: String,
    /// The device.
    pub device: String,
    /// Whether the suggestions of an earlier start were put in.
    pub suggested: bool,
    /// The ticket that was looked at.
    pub looked: Option<Ticket>,
    /// The file dialog, while it is open.
    pub opening: Option<files::Waiting<files::Read>>,
    /// Why the file was no use.
    pub file_trouble: Option<String>,
    /// Whom one waits for, after joining was asked.
    pub waiting: Option<Waiting>,
    /// Seconds of the window's clock when joining was asked last.
    pub asked_at: f64,
}

/// Somebody has to decide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// The ticket to ask with again.
    pub ticket: Ticket,
    /// Name of the workspace, if it was said.
    pub workspace: String,
    /// Who invited, if it was said.
    pub inviter: String,
    /// Words to compare.
    pub words: String,
}

/// Where one is on the way in.
#[derive(Debug, Clone, PartialEq)]
pub enum Stage {
    /// Nothing was pasted yet.
    Empty,
    /// What was pasted is of no use.
    Wrong(Advice),
    /// One is in already, on this device.
    Member(WorkspaceId, String),
    /// It can be looked at.
    Ready(Ticket),
    /// The other device is being asked.
    Looking,
    /// Looking failed.
    Failed(Ticket, Advice),
    /// It leads here.
    Leads(Ticket, Box<Leads>),
    /// Somebody has to decide.
    Waits(Waiting, Option<Advice>),
}

/// Where a ticket leads, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leads {
    /// Name of the workspace.
    pub workspace: String,
    /// Who invited.
    pub inviter: String,
    /// The role and what it means.
    pub role: String,
    /// What one is to answer; empty if nothing was said.
    pub dimensions: String,
    /// Whether one is in at once.
    pub entry: &'static str,
    /// Words to compare with the inviter.
    pub words: String,
    /// Where the others find the same words.
    pub compare: &'static str,
    /// Whether joining is under way.
    pub joining: bool,
    /// Why joining failed, if it did.
    pub trouble: Option<Advice>,
}

impl Stage {
    /// Decides what to show.
    pub fn of(draft: &Draft, desk: &Desk, shelf: &Shelf) -> Self {
        if let Some(waiting) = &draft.waiting {
            return Self::Waits(waiting.clone(), desk.join.failed().cloned());
        }
        if draft.text.trim().is_empty() {
            return Self::Empty;
        }
        let ticket = match read(&draft.text) {
            Ok(it) => it,
            Err(advice) => return Self::Wrong(advice),
        };
        let here = shelf.workspaces.get(&ticket.workspace).map(|it| &it.workspace);
        if let Some(here) = here.filter(|it| it.me.is_some()) {
            return Self::Member(here.id, here.name.clone());
        }
        if ticket.hosts.is_empty() {
            return Self::Wrong(Advice::new(say!("join-no-host"), say!("join-no-host-remedy")));
        }
        if draft.looked.as_ref() != Some(&ticket) {
            return Self::Ready(ticket);
        }
        match &desk.look {
            Asked::Nothing => Self::Ready(ticket),
            Asked::Waiting => Self::Looking,
            Asked::Failed(advice) => Self::Failed(ticket, advice.clone()),
            Asked::Here(look) => Self::Leads(ticket, Box::new(Leads::of(look, desk))),
        }
    }
}

impl Leads {
    fn of(look: &Look, desk: &Desk) -> Self {
        let dimensions: Vec<&str> = look.dimensions.iter().map(String::as_str).collect();
        Self {
            workspace: look.workspace.clone(),
            inviter: look.inviter.clone(),
            role: role(look.role).to_owned(),
            dimensions: if dimensions.is_empty() {
                String::new()
            } else {
                words::list(&dimensions)
            },
            entry: if look.auto_admit { say!("join-at-once") } else { say!("join-owner-first") },
            words: look.words.clone(),
            compare: if look.auto_admit {
                say!("join-compare-later")
            } else {
                say!("join-compare-now")
            },
            joining: desk.join.is_waiting(),
            trouble: desk.join.failed().cloned(),
        }
    }
}

fn role(role: Role) -> &'static str {
    match role {
        Role::Observer => say!("join-as-observer"),
        Role::Respondent => say!("join-as-respondent"),
        Role::Facilitator => say!("join-as-facilitator"),
        Role::Owner => say!("join-as-owner"),
    }
}

impl Draft {
    /// Puts in what this person and device were called last, once.
    pub fn suggest(&mut self, me: &str, device: &str) {
        if !self.suggested {
            self.suggested = true;
            me.clone_into(&mut self.me);
            device.clone_into(&mut self.device);
        }
    }

    /// Takes in a file that was opened or dropped.
    pub fn take(&mut self, read: Option<Result<files::Read, String>>) {
        self.file_trouble = None;
        match read {
            None => {}
            Some(Ok(file)) => self.text = words_of(&file.bytes),
            Some(Err(sentence)) => self.file_trouble = Some(sentence),
        }
    }

    /// Notes how joining went; returns whether there is nothing more to do here.
    pub fn hear(&mut self, desk: &Desk) -> bool {
        match desk.join.here() {
            Some(Joined::In(_)) => {
                let (me, device) = (self.me.clone(), self.device.clone());
                *self = Self { me, device, suggested: true, ..Self::default() };
                true
            }
            Some(Joined::Waiting { words, .. }) => {
                if let (None, Some(ticket)) = (&self.waiting, &self.looked) {
                    let look = desk.look.here();
                    self.waiting = Some(Waiting {
                        ticket: ticket.clone(),
                        workspace: look.map(|it| it.workspace.clone()).unwrap_or_default(),
                        inviter: look.map(|it| it.inviter.clone()).unwrap_or_default(),
                        words: words.clone(),
                    });
                }
                false
            }
            None => false,
        }
    }

    /// Returns the name of this device; a word where nothing was typed.
    pub fn device_or_default(&self) -> String {
        let typed = self.device.trim();
        if typed.is_empty() { say!("welcome-device-default").to_owned() } else { typed.to_owned() }
    }
}

impl Waiting {
    /// Returns who is waited for.
    pub fn headline(&self) -> String {
        let (workspace, inviter) = (self.workspace.as_str(), self.inviter.as_str());
        match (workspace, inviter) {
            ("", "") => say!("join-waits").to_owned(),
            (_, "") => say!("join-waits-in", workspace = workspace),
            ("", _) => say!("join-waits-for", inviter = inviter),
            (_, _) => say!("join-waits-for-in", inviter = inviter, workspace = workspace),
        }
    }
}

/// Reads a ticket out of `text`: the whole of it, or one word of it, as mails have them.
pub fn read(text: &str) -> Result<Ticket, Advice> {
    let whole: Result<Ticket, TicketError> = text.parse();
    let found = whole.or_else(|err| {
        let mut words = text.split_whitespace().take(20_000);
        words.find_map(|it| it.trim_matches(QUOTES).parse().ok()).ok_or(err)
    });
    found.map_err(advice::on_ticket)
}

/// What stands around a ticket in a sentence.
const QUOTES: &[char] = &['<', '>', '(', ')', '"', '\'', '“', '”', '.', ',', ';', ':', '`'];

fn words_of(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let shown: String = text.chars().take(Ticket::MAX_TEXT).collect();
    shown.replace('\r', "").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use muster_sync::node::command::{Address, Mode};

    use super::*;

    fn ticket(socket: &str) -> Ticket {
        let host =
            Address { endpoint: [4; 32], sockets: vec![socket.parse().unwrap()], relay: None };
        let workspace = WorkspaceId::from_bytes([1; 32]);
        Ticket { workspace, secret: [2; 16], hosts: vec![host], relay: None }
    }

    fn stage(text: &str) -> Stage {
        let draft = Draft { text: text.to_owned(), ..Draft::default() };
        Stage::of(&draft, &Desk::default(), &Shelf::default())
    }

    #[test]
    fn every_wrong_ticket_has_its_own_sentence() {
        let good = ticket("192.168.1.20:7300").to_string();
        let cut: String = good.chars().take(60).collect();
        let newer = good.replacen("muster1", "muster3", 1);
        let wrong = ["hello", "https://example.org/join", &cut, &newer];
        let said: std::collections::BTreeSet<String> = wrong
            .iter()
            .map(|text| {
                let Stage::Wrong(advice) = stage(text) else { panic!("{text}") };
                assert!(!advice.remedy.is_empty(), "{text}");
                advice.headline
            })
            .collect();
        assert_eq!(said.len(), wrong.len(), "{said:?}");
        assert_eq!(stage(" \n "), Stage::Empty);
    }

    #[test]
    fn a_ticket_is_found_in_the_middle_of_a_mail() {
        let ticket = ticket("192.168.1.20:7300");
        let mail = format!("Hello Tom,\nplease join with “{ticket}”.\nMara");
        assert_eq!(stage(&mail), Stage::Ready(ticket.clone()));
        assert_eq!(stage(&ticket.file_text()), Stage::Ready(ticket));
    }

    #[test]
    fn a_ticket_without_a_device_says_so_before_anything_is_asked() {
        let ticket = Ticket { hosts: Vec::new(), ..ticket("127.0.0.1:1") };
        let Stage::Wrong(advice) = stage(&ticket.to_string()) else { panic!() };
        assert!(advice.headline.contains("names no device"));
    }

    #[test]
    fn a_file_that_can_not_be_read_leaves_what_was_pasted() {
        let mut draft = Draft { text: "pasted".to_owned(), ..Draft::default() };
        draft.take(Some(Err("ticket.txt can't be read".to_owned())));
        assert_eq!(draft.file_trouble.as_deref(), Some("ticket.txt can't be read"));
        assert_eq!(draft.text, "pasted");
        draft.take(None);
        assert_eq!((draft.file_trouble.as_deref(), draft.text.as_str()), (None, "pasted"));
        let ticket = ticket("192.168.1.20:7300");
        let bytes = ticket.file_text().replace('\n', "\r\n").into_bytes();
        draft.take(Some(Ok(files::Read { name: "ticket.txt".to_owned(), bytes })));
        assert_eq!(stage(&draft.text), Stage::Ready(ticket));
        draft.take(Some(Ok(files::Read { name: "photo".to_owned(), bytes: vec![255; 300_000] })));
        assert!(matches!(stage(&draft.text), Stage::Wrong(_)));
    }

    #[test]
    fn a_ticket_that_names_only_this_machine_keeps_packets_on_it() {
        assert_eq!(ticket("127.0.0.1:7300").mode(), Mode::Loopback);
        assert_eq!(ticket("192.168.1.20:7300").mode(), Mode::Lan);
        assert_eq!(Ticket { hosts: Vec::new(), ..ticket("127.0.0.1:1") }.mode(), Mode::Lan);
    }
}
