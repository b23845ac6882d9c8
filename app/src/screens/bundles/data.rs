//! What is chosen and typed to write a bundle, and what one would bring.

use muster_sync::{
    bundle::{Cover, Locked, Need, Passphrase},
    replica::Carried,
};

use crate::{
    advice::{self, Advice},
    screens::{files::Read, words},
};

/// What goes into a bundle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// Everything.
    All,
    /// What a need file does not name.
    Lacking,
}

/// What is chosen and typed to write a file.
#[derive(Debug, Default)]
pub struct Choices {
    /// What goes into it.
    pub what: Option<What>,
    /// What the receiver has already: name of the file, and what it says.
    pub need: Option<(String, Need)>,
    /// How it is locked.
    pub lock: Option<Locked>,
    /// The words.
    pub words: String,
    /// The words again.
    pub again: String,
}

impl Choices {
    /// Returns what is missing, if anything is.
    pub fn why_not(&self) -> Option<&'static str> {
        match (self.what, &self.need) {
            (None, _) => return Some("Choose what goes into it"),
            (Some(What::Lacking), None) => return Some("Open the need file first"),
            (Some(What::All), _) | (Some(What::Lacking), Some(_)) => {}
        }
        match self.lock {
            None => Some("Choose who can open it"),
            Some(Locked::Passphrase) if self.words.chars().count() < Passphrase::SHORTEST => {
                Some("The passphrase needs at least ten characters")
            }
            Some(Locked::Passphrase) if self.words != self.again => {
                Some("The two passphrases differ")
            }
            Some(Locked::Members | Locked::Passphrase) => None,
        }
    }

    /// Returns the words it is locked under, if any.
    pub fn passphrase(&self) -> Option<Passphrase> {
        (self.lock == Some(Locked::Passphrase)).then(|| Passphrase::of(&self.words))
    }

    /// Returns what the receiver has already, where that matters.
    pub fn lacking(&self) -> Option<Need> {
        let need = self.need.as_ref().filter(|_| self.what == Some(What::Lacking));
        need.map(|it| it.1.clone())
    }
}

/// A bundle that was read from the disk, locked.
#[derive(Debug)]
pub struct Bundle {
    /// Name of the file.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
    /// What stands on it.
    pub cover: Cover,
}

/// Reads what stands on a bundle.
pub fn bundle(file: Read) -> Result<Bundle, String> {
    let (cover, _locked) =
        Cover::read(&file.bytes).map_err(|err| told(&advice::on_bundle(&err)))?;
    Ok(Bundle { name: file.name, bytes: file.bytes, cover })
}

/// Reads a need file.
pub fn need(file: Read) -> Result<(String, Need), String> {
    let need = Need::parse(&file.bytes).map_err(|err| told(&advice::on_bundle(&err)))?;
    Ok((file.name, need))
}

fn told(it: &Advice) -> String {
    format!("{}. {}", it.headline, it.remedy)
}

/// Says in one line what came or would come, what matters to people first.
pub fn gain(carried: &Carried) -> String {
    if carried.new == 0 {
        return "Nothing new".to_owned();
    }
    let gain = &carried.gain;
    let mut parts = Vec::new();
    let mut say = |n: usize, one: &str, many: &str| {
        if n > 0 {
            parts.push(words::count(n, one, many));
        }
    };
    say(gain.answers, "answer", "answers");
    say(gain.people.len(), "person", "people");
    say(gain.reviews.len(), "review", "reviews");
    say(gain.decisions, "decision or comment", "decisions and comments");
    say(gain.conflicts, "conflict", "conflicts");
    if parts.is_empty() {
        parts.push(words::count(carried.new, "change", "changes"));
    }
    format!("+{}", parts.join(", "))
}

/// Says the rest: names, what is sealed, how many changes there are.
pub fn details(carried: &Carried) -> Vec<String> {
    let mut out = Vec::new();
    let names = |them: &[String]| {
        let them: Vec<&str> = them.iter().map(String::as_str).collect();
        words::list(&them)
    };
    if !carried.gain.people.is_empty() {
        out.push(format!("New people: {}", names(&carried.gain.people)));
    }
    if !carried.gain.reviews.is_empty() {
        out.push(format!("New reviews: {}", names(&carried.gain.reviews)));
    }
    let in_it = words::count(carried.envelopes, "change", "changes");
    out.push(format!("{in_it} in the file, {} of them new here", carried.new));
    if carried.unread > 0 {
        let n = words::count(carried.unread, "of them stays", "of them stay");
        out.push(format!("{n} sealed for this device, or waits for earlier changes"));
    }
    out
}
