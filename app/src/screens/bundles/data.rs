//! What is chosen and typed to write a bundle, and what one would bring.

use muster_sync::{
    bundle::{Cover, Locked, Need, Passphrase},
    replica::Carried,
};

use crate::{
    advice::{self, Advice},
    say::say,
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
            (None, _) => return Some(say!("bundles-lacks-what")),
            (Some(What::Lacking), None) => return Some(say!("bundles-lacks-need")),
            (Some(What::All), _) | (Some(What::Lacking), Some(_)) => {}
        }
        match self.lock {
            None => Some(say!("bundles-lacks-lock")),
            Some(Locked::Passphrase) if self.words.chars().count() < Passphrase::SHORTEST => {
                Some(say!("bundles-short-words"))
            }
            Some(Locked::Passphrase) if self.words != self.again => {
                Some(say!("bundles-words-differ"))
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
        return say!("bundles-nothing-new").to_owned();
    }
    let gain = &carried.gain;
    let (people, reviews) = (gain.people.len(), gain.reviews.len());
    let parts = [
        (gain.answers > 0).then(|| say!("bundles-n-answers", n = gain.answers)),
        (people > 0).then(|| say!("bundles-n-people", n = people)),
        (reviews > 0).then(|| say!("bundles-n-reviews", n = reviews)),
        (gain.decisions > 0).then(|| say!("bundles-n-decisions", n = gain.decisions)),
        (gain.conflicts > 0).then(|| say!("bundles-n-conflicts", n = gain.conflicts)),
    ];
    let mut parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() {
        parts.push(say!("bundles-n-changes", n = carried.new));
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
        out.push(say!("bundles-new-people", names = names(&carried.gain.people)));
    }
    if !carried.gain.reviews.is_empty() {
        out.push(say!("bundles-new-reviews", names = names(&carried.gain.reviews)));
    }
    out.push(say!("bundles-in-file", n = carried.envelopes, new = carried.new));
    if carried.unread > 0 {
        out.push(say!("bundles-unread", n = carried.unread));
    }
    out
}
