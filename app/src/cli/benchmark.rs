//! `muster benchmark`: cards with what a cohort's dimensions came to, made, taken in and listed.

use std::path::PathBuf;

use clap::Subcommand;
use muster_model::benchmark::{Card, LEAST, MAX_BYTES, MakeError, Signed, Words};
use muster_sync::node::command::{Command, Reply};
use serde_json::{Value, json};

use super::{
    Consent,
    desk::{Desk, unexpected},
    failure::Failure,
    files,
    out::Out,
    words,
};
use crate::{advice, cards, screens::words::figure};

#[derive(Debug, Subcommand)]
pub(super) enum Verb {
    /// Write a card: for each dimension n and quartiles over people, and nothing of anybody
    Export(Export),
    /// Take a card in, to be shown beside results by the same framework
    Import {
        /// The card
        file: PathBuf,
    },
    /// List the cards on this device
    List,
}

/// A card holds no answer, no name and no note: for each dimension that enough people answered, how many did, and
/// between which figures a quarter, half and three quarters of them stand, each person taken alone. It is signed by
/// this device.
#[derive(Debug, clap::Args)]
pub(super) struct Export {
    /// Where to, or - for standard output
    file: PathBuf,
    /// Who the cohort is, in words: “ports, 100 to 500 people”
    #[arg(long, value_name = "WORDS")]
    cohort: String,
    /// Who says so [default: the name of the workspace]
    #[arg(long, value_name = "WORDS")]
    source: Option<String>,
    /// Fewest people for each figure; never fewer than 5
    #[arg(long, value_name = "N", default_value_t = LEAST)]
    least: usize,
    /// Those the figures are about agree that they leave
    #[arg(long)]
    yes: bool,
    /// Replace the file if it is there
    #[arg(long)]
    force: bool,
}

impl Verb {
    pub(super) async fn run(self, desk: &Desk, out: &mut Out) -> Result<(), Failure> {
        match self {
            Self::Export(export) => export.run(desk, out).await,
            Self::Import { file } => import(desk, &file, out),
            Self::List => list(desk, out),
        }
    }
}

impl Export {
    async fn run(self, desk: &Desk, out: &mut Out) -> Result<(), Failure> {
        let to_stdout = self.file.as_os_str() == "-";
        if self.least < LEAST {
            let headline = format!("A card is never of fewer than {LEAST} people");
            return Err(Failure::usage(headline, "Among fewer, somebody could be made out"));
        }
        if !to_stdout {
            files::may_write(&self.file, self.force.into())?;
        }
        let round = desk.round()?;
        let source = self.source.clone().unwrap_or_else(|| round.workspace().name.clone());
        let wanted = Words { cohort: &self.cohort, source: &source, least: self.least };
        let card = Card::of(&round.framework, &round.review, wanted)
            .map_err(|err| Failure::failed(advice::sentence(&err.to_string()), remedy(&err)))?;
        if Consent::from(self.yes) == Consent::Missing {
            for it in &card.dimensions {
                let (low, middle, high) = (figure(&it.low), figure(&it.middle), figure(&it.high));
                out.aside(format!("{}: {low} · {middle} · {high}, n = {}", it.title, it.n))?;
            }
            let headline =
                format!("These figures of {} people would leave the workspace", card.people);
            let remedy = "If those they are about agree, say --yes";
            return Err(Failure::decision(headline, remedy));
        }
        let wish = Command::Sign { workspace: round.workspace().id, bytes: card.statement() };
        let reply = desk.ask(wish).await?;
        let Reply::Signed(statement) = reply else { return Err(unexpected(&reply)) };
        let signed = Signed { card, author: statement.author, signature: statement.signature };
        let bytes = signed.bytes();
        let sound = cards::take(&bytes).is_ok_and(|it| it == signed);
        if !sound {
            return Err(Failure::failed("The card could not be read again", "Nothing was written"));
        }
        if to_stdout {
            return out.raw(&bytes);
        }
        files::write(&self.file, &bytes, self.force.into())?;
        let n = words::count(signed.card.dimensions.len(), "dimension", "dimensions");
        out.line(format!("The card of {n} is in {}", self.file.display()))?;
        out.json(json!({ "file": self.file.display().to_string(), "card": told(&signed) }))
    }
}

fn remedy(err: &MakeError) -> &'static str {
    match err {
        MakeError::Few { .. } | MakeError::Nothing => "Nothing was written",
        MakeError::Veiled => "Reveal it first, and sync until nothing is sealed here",
        MakeError::Text(_) => "Say it in a few words",
    }
}

fn import(desk: &Desk, path: &std::path::Path, out: &mut Out) -> Result<(), Failure> {
    let bytes = files::read(path, u64::try_from(MAX_BYTES).unwrap_or(u64::MAX))?;
    let signed = cards::take(&bytes).map_err(|err| {
        let headline = format!("{}: {err}", path.display());
        Failure::failed(headline, "Ask whoever made it for the card again")
    })?;
    let kept = cards::keep(desk.data_dir(), &signed);
    kept.map_err(|err| Failure::file("written", desk.data_dir(), &err))?;
    print(&signed, out)?;
    out.line("Kept: it is shown beside results by this framework, and in reports.")?;
    out.json(json!({ "card": told(&signed) }))
}

fn list(desk: &Desk, out: &mut Out) -> Result<(), Failure> {
    let found = cards::read(desk.data_dir());
    if found.all.is_empty() && found.problems.is_empty() {
        out.line("There are no cards here yet.")?;
    }
    for it in &found.all {
        print(it, out)?;
    }
    for problem in &found.problems {
        out.line(format!("set aside: {problem}"))?;
    }
    let all: Vec<Value> = found.all.iter().map(|it| told(it)).collect();
    out.json(json!({ "cards": all, "problems": found.problems }))
}

fn print(it: &Signed, out: &mut Out) -> Result<(), Failure> {
    let card = &it.card;
    out.line(format!("{}: {}, {} ({})", card.cohort, card.source, card.date, card.framework))?;
    for at in &card.dimensions {
        let (low, middle, high) = (figure(&at.low), figure(&at.middle), figure(&at.high));
        out.line(format!("  {}: {low} · {middle} · {high}, n = {}", at.title, at.n))?;
    }
    out.line(format!("  signed by device {}", it.author.short()))
}

fn told(it: &Signed) -> Value {
    json!({ "card": it.card, "author": it.author })
}
