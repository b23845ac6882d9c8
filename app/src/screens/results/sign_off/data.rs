//! What Results shows of the sign-off: who signed, who is asked, and whether one can sign.

use muster_model::{
    control::op::{Role, Secrecy},
    framework::Framework,
    ids::MemberId,
    signing::{Progress, SignOff},
    workspace::{Review, ReviewState, Workspace},
};

use crate::{
    say::say,
    screens::words,
    signed::{self, Row, State},
};

/// The panel.
#[derive(Debug, Clone, PartialEq)]
pub struct Panel {
    /// How far it is.
    pub headline: String,
    /// How far it is, for a colour.
    pub progress: Progress,
    /// Everybody's part.
    pub rows: Vec<Part>,
    /// Why one can't sign now; `None` if one can.
    pub why_not: Option<&'static str>,
    /// Whether one may ask others.
    pub asks: bool,
    /// Who could be asked and is not: member and name.
    pub others: Vec<(MemberId, String)>,
    /// What one would sign, in a sentence.
    pub subject: String,
    /// Its code.
    pub fingerprint: String,
}

/// One person's part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Who.
    pub who: words::Who,
    /// How it stands.
    pub mark: Mark,
    /// The same in words.
    pub text: String,
    /// The code of what they signed; empty if they did not.
    pub fingerprint: String,
    /// What they added; may be empty.
    pub note: String,
    /// What is different since, a line each.
    pub changes: Vec<String>,
    /// Whether they are asked and can be asked no longer.
    pub asked: bool,
}

/// How one person's part stands, for a colour and a sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// Not yet.
    Waiting,
    /// Signed, and nothing that counts moved.
    Good,
    /// Signed, and something moved since; or it can't be checked here.
    Doubt,
    /// It does not hold.
    Bad,
}

/// What one may do about who is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum May {
    /// Ask, and ask no longer.
    Ask,
    /// See it.
    Look,
}

impl Panel {
    /// Says what one may do about who is asked.
    pub fn may(&self) -> May {
        if self.asks { May::Ask } else { May::Look }
    }

    /// Decides what to show of the sign-off of `review`.
    pub fn of(workspace: &Workspace, review: &Review, framework: &Framework) -> Self {
        let sign_off = workspace.sign_offs.get(&review.id);
        let name = |it: MemberId| words::who(workspace, it).name;
        let rows = sign_off.map(|it| signed::rows(framework, it, &name)).unwrap_or_default();
        let asked = |it: &MemberId| sign_off.is_some_and(|all| all.asked.contains_key(it));
        let part = |it: Row| Part {
            who: words::who(workspace, it.member),
            mark: mark(it.state),
            text: words::capital(&it.text),
            fingerprint: it.fingerprint,
            note: it.note,
            changes: it.changes,
            asked: it.state == State::Asked,
        };
        let free = |it: &&muster_model::workspace::Member| it.removed.is_none() && !asked(&it.id);
        let mut others: Vec<_> = workspace.members.values().filter(free).collect();
        others.sort_by_key(|it| (it.seniority, it.id));
        let tier = review.result.as_ref().and_then(|it| it.tier.as_ref());
        let tier = tier.map_or(say!("results-no-tier"), |it| it.name.as_str());
        let coverage = review.result.as_ref().map(|it| it.coverage).unwrap_or_default();
        Self {
            headline: signed::headline(sign_off),
            progress: sign_off.map_or(Progress::None, SignOff::progress),
            rows: rows.into_iter().map(part).collect(),
            why_not: why_not(workspace, review, sign_off),
            asks: workspace.my_role() >= Some(Role::Facilitator),
            others: others.into_iter().map(|it| (it.id, it.name.clone())).collect(),
            subject: say!(
                "results-subject",
                review = &review.title,
                day = words::day(review.as_of),
                tier = tier,
                n = coverage.answered,
                of = coverage.applicable,
            ),
            fingerprint: review.fingerprint.clone(),
        }
    }
}

fn mark(state: State) -> Mark {
    match state {
        State::Asked => Mark::Waiting,
        State::Signed => Mark::Good,
        State::Changed | State::Unchecked => Mark::Doubt,
        State::Broken => Mark::Bad,
    }
}

fn why_not(
    workspace: &Workspace,
    review: &Review,
    sign_off: Option<&SignOff>,
) -> Option<&'static str> {
    let me = workspace.me?;
    let asked = sign_off.is_some_and(|it| it.asked.contains_key(&me));
    let mine = sign_off.and_then(|it| it.of(me));
    if review.secrecy != Secrecy::Open && review.state == ReviewState::Open {
        Some(say!("results-sign-not-revealed"))
    } else if review.sealed {
        Some(say!("results-sign-sealed"))
    } else if review.result.is_none() {
        Some(say!("results-sign-no-result"))
    } else if !asked && workspace.my_role() < Some(Role::Facilitator) {
        Some(say!("results-sign-not-asked"))
    } else if mine.is_some_and(|it| it.stands() && it.fingerprint == review.fingerprint) {
        Some(say!("results-sign-signed"))
    } else {
        None
    }
}
