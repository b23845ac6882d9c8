//! `muster sign`: who is asked to sign a review, who did, and signing it.

use muster_model::{
    control::op::Secrecy,
    edit::Edit,
    ids::MemberId,
    workspace::{Member, ReviewState},
};
use serde_json::{Value, json};

use super::{
    Consent,
    desk::{Desk, Round},
    failure::Failure,
    find,
    out::Out,
    words,
};
use crate::{
    signed::{self, Row},
    xrayed,
};

/// A signature pins every answer that counts, what was decided, and the result. Later edits do not undo it: what
/// changed since is shown, and what was signed can still be computed again (`muster verify`).
///
/// Without --ask, --unask and --list it signs, with the key of this device. Who was asked may sign, and every
/// facilitator and owner.
#[derive(Debug, clap::Args)]
pub(super) struct Sign {
    /// Ask these members to sign; nothing is signed
    #[arg(long, value_name = "MEMBER", num_args = 1.., conflicts_with_all = ["list", "note", "yes"])]
    ask: Vec<String>,
    /// Ask these members no longer; a signature they gave stays
    #[arg(long, value_name = "MEMBER", num_args = 1.., conflicts_with_all = ["list", "note", "yes"])]
    unask: Vec<String>,
    /// Show who is asked, who signed, and what changed since
    #[arg(long, conflicts_with_all = ["note", "yes"])]
    list: bool,
    /// What you add to your signature
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    note: String,
    /// Sign although the X-ray shows something to look at first
    #[arg(long)]
    yes: bool,
}

impl Sign {
    pub(super) async fn run(self, desk: &Desk, out: &mut Out) -> Result<(), Failure> {
        let round = desk.round()?;
        if self.list {
            return list(&round, out);
        }
        if self.ask.is_empty() && self.unask.is_empty() {
            look_first(&round, self.yes.into(), out)?;
            return sign(desk, &round, &self.note, out).await;
        }
        let (add, remove) = (members(&round, &self.ask)?, members(&round, &self.unask)?);
        let ids = |all: &[&Member]| all.iter().map(|it| it.id).collect::<Vec<MemberId>>();
        let edit =
            Edit::AskToSign { review: round.review.id, add: ids(&add), remove: ids(&remove) };
        let saved = desk.edit(round.workspace().id, edit).await?;
        for it in &add {
            out.line(format!("{} is asked to sign {} off", it.name, round.review.title))?;
        }
        for it in &remove {
            out.line(format!("{} is not asked any more", it.name))?;
        }
        let told = told(&desk.round()?);
        out.json(json!({ "review": round.review.id, "sign_off": told, "saved": saved }))
    }
}

fn members<'a>(round: &'a Round, wanted: &[String]) -> Result<Vec<&'a Member>, Failure> {
    wanted.iter().map(|it| find::member(round.workspace(), it)).collect()
}

fn rows(round: &Round) -> Vec<Row> {
    let workspace = round.workspace();
    let name = |it: MemberId| words::member(workspace, it);
    let sign_off = workspace.sign_offs.get(&round.review.id);
    sign_off.map(|it| signed::rows(&round.framework, it, &name)).unwrap_or_default()
}

fn list(round: &Round, out: &mut Out) -> Result<(), Failure> {
    let review = &round.review;
    let sign_off = round.workspace().sign_offs.get(&review.id);
    out.line(format!("{}: {}", review.title, signed::headline(sign_off)))?;
    for row in rows(round) {
        out.line(format!("\n{}: {}", row.name, row.text))?;
        if !row.fingerprint.is_empty() {
            out.line(format!("  fingerprint {}", row.fingerprint))?;
        }
        if !row.note.is_empty() {
            out.line(format!("  “{}”", row.note))?;
        }
        for change in &row.changes {
            out.line(format!("  · {change}"))?;
        }
    }
    if let Some(n) = sign_off.map(|it| it.replaced).filter(|it| *it > 0) {
        let n = words::count(n, "earlier signature was", "earlier signatures were");
        out.line(format!("\n{n} replaced by later ones."))?;
    }
    out.json(json!({ "review": review.id, "sign_off": told(round) }))
}

/// Returns the sign-off for machines.
fn told(round: &Round) -> Value {
    let sign_off = round.workspace().sign_offs.get(&round.review.id);
    let of = |it: &Row| sign_off.and_then(|sign_off| sign_off.of(it.member));
    let people: Vec<Value> = rows(round)
        .iter()
        .map(|it| {
            let signature = of(it);
            json!({
                "member": it.member, "name": it.name, "state": it.state.word(), "text": it.text,
                "fingerprint": signature.map(|it| &it.fingerprint),
                "at": signature.map(|it| it.at), "note": it.note, "changes": it.changes,
            })
        })
        .collect();
    json!({ "headline": signed::headline(sign_off), "people": people })
}

/// Shows what there is to look at; whoever signs all the same says so.
fn look_first(round: &Round, consent: Consent, out: &mut Out) -> Result<(), Failure> {
    let today = muster_sync::node::clock::now().date();
    let found = xrayed::findings(round.workspace(), &round.framework, &round.review, today);
    if found.is_empty() || consent == Consent::Given {
        return Ok(());
    }
    for it in &found {
        let places = xrayed::places(round.workspace(), &round.framework, it);
        out.aside(format!("{} ({}): {places}", it.check.what(), it.count()))?;
    }
    let n = words::count(found.len(), "thing", "things");
    Err(Failure::decision(
        format!("The X-ray shows {n} to look at before you sign"),
        "`muster xray` says why each matters. To sign all the same, say --yes",
    ))
}

async fn sign(desk: &Desk, round: &Round, note: &str, out: &mut Out) -> Result<(), Failure> {
    let review = &round.review;
    if review.secrecy != Secrecy::Open && review.state == ReviewState::Open {
        return Err(Failure::failed(
            "The review is not revealed yet: nobody else could check what you sign",
            "Reveal it first with `muster review reveal`",
        ));
    }
    let result = review.result.as_ref().ok_or_else(|| {
        Failure::failed("There is no result yet", "Sync first: part of the review is not here")
    })?;
    let tier = words::tier(result.tier.as_ref());
    let it = &result.coverage;
    out.line(format!("{}, as of {}: {tier}", review.title, review.as_of))?;
    out.line(format!("{} of {} questions answered", it.answered, it.applicable))?;
    let edit = Edit::SignOff {
        review: review.id,
        fingerprint: review.fingerprint.clone(),
        note: note.to_owned(),
    };
    let saved = desk.edit(round.workspace().id, edit).await?;
    out.line(format!("Signed: {}", review.fingerprint))?;
    let now = desk.round()?;
    out.line(signed::headline(now.workspace().sign_offs.get(&review.id)))?;
    out.json(json!({
        "review": review.id, "fingerprint": review.fingerprint, "tier": tier,
        "sign_off": told(&now), "saved": saved,
    }))
}
