//! Everything a report says, gathered once: what people entered, and what follows from it.
//!
//! **Invariant:** every field a person can enter is here. Names are decided here and nowhere later; what is sealed is
//! left out here and can't come back.

mod actions;
mod people;
mod questions;
mod settings;
mod sign_off;

use std::sync::Arc;

use muster_model::{
    benchmark::{Card, Signed},
    control::op::Secrecy,
    framework::Framework,
    ids::FrameworkHash,
    scoring::{self, Lift, NoLift, Outcome},
    time::Date,
    workspace::{Review, ReviewState, Workspace},
};
use serde::Serialize;

pub(super) use self::{
    actions::{Action, Step as ActionStep, actions},
    people::{Invited, Person},
    questions::{Agreed, Claim, Comment as ActionComment, Late, Question, Voice},
    settings::{Set, Settings, Stated},
    sign_off::{Approval, SignedOff},
};
use super::{
    Source,
    cast::Cast,
    options::{Naming, Options},
};
use crate::{
    cards,
    say::say,
    screens::{history, results, told, words},
};

/// What the JSON form calls itself.
pub const FORMAT: &str = "muster report";
/// Version of the JSON form; it grows by new keys, and changes when a key changes its meaning.
pub const VERSION: u32 = 1;

/// Everything a report says.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Facts {
    pub(super) naming: &'static str,
    pub(super) workspace: String,
    pub(super) assessment: Assessment,
    pub(super) framework: Applied,
    pub(super) review: Pass,
    /// The result; `None` while there is none or it may not be shown yet.
    pub(super) result: Option<Arc<Outcome>>,
    /// The way to the next tier.
    pub(super) lift: Option<Lift>,
    /// Why there is none.
    pub(super) no_lift: Option<String>,
    /// The same for people, in the language of the report.
    #[serde(skip)]
    pub(super) told_no_lift: Option<String>,
    pub(super) people: Vec<Person>,
    pub(super) invitations: Vec<Invited>,
    pub(super) settings: Settings,
    pub(super) questions: Vec<Question>,
    /// The plan: what is not closed first, and of that what brings most for its effort.
    pub(super) actions: Vec<Action>,
    /// Who is asked to sign it, and who did.
    pub(super) sign_off: SignedOff,
    /// Benchmark cards about this framework.
    pub(super) cards: Vec<Card>,
    /// This review and those before it, oldest first.
    pub(super) trend: Vec<Point>,
    /// Decided for people to read; machines have the figures above.
    #[serde(skip)]
    pub(super) pages: Pages,
    /// The scale behind levels, the longest one, for drawing.
    #[serde(skip)]
    pub(super) pack: Arc<Framework>,
}

/// What the window's pages decided, which the report tells in the same words.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Pages {
    pub(super) results: results::data::Page,
    pub(super) before: Option<(String, history::data::Page)>,
}

/// What is assessed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Assessment {
    pub(super) title: String,
    pub(super) scope: String,
    pub(super) created: Option<Date>,
}

/// By what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Applied {
    pub(super) id: String,
    pub(super) version: String,
    pub(super) title: String,
    pub(super) hash: FrameworkHash,
    pub(super) publisher: String,
    pub(super) licence: String,
    pub(super) copyright: String,
    pub(super) source: String,
}

/// In which review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Pass {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) secrecy: Secrecy,
    pub(super) state: ReviewState,
    pub(super) due: Option<Date>,
    pub(super) opened: Date,
    pub(super) as_of: Date,
    /// Empty while something that counts is sealed.
    pub(super) fingerprint: String,
    pub(super) inputs_hash: String,
    /// Before the reveal of a blind round: nobody's answers but one's own are here.
    pub(super) veiled: bool,
    /// Some answers that count can't be read on the device that made the report.
    pub(super) sealed: bool,
}

/// One review in time.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Point {
    pub(super) review: String,
    pub(super) as_of: Date,
    pub(super) tier: Option<String>,
    /// The figure of the whole, in words, and where it stands from 0 to 1.
    pub(super) figure: String,
    #[serde(skip)]
    pub(super) share: Option<f32>,
}

impl Facts {
    /// Gathers everything.
    pub(super) fn of(source: Source<'_>, naming: Naming) -> Self {
        let Source { workspace, review, framework } = source;
        let cast = Cast::of(workspace, naming);
        let veiled = is_veiled(review);
        let result = review.result.clone().filter(|_| !veiled);
        let lift = result.as_ref().and(review.inputs.as_deref());
        let lift = lift.map(|it| scoring::lift(framework, it));
        let no_lift = match &lift {
            Some(Err(why @ (NoLift::NoLadder | NoLift::AtTop | NoLift::OutOfReach { .. }))) => {
                Some(why.clone())
            }
            Some(Ok(_)) | None => None,
        };
        let lift = lift.and_then(Result::ok);
        let mut shown = results::data::Page::of(workspace, review, framework);
        shown.result = shown.result.filter(|_| !veiled);
        let shared = !veiled && !review.sealed;
        Self {
            naming: naming_word(naming),
            workspace: cast.text(&workspace.name),
            assessment: assessment(workspace, review, &cast),
            framework: applied(framework),
            review: Pass {
                id: review.id.to_string(),
                title: cast.text(&review.title),
                secrecy: review.secrecy,
                state: review.state,
                due: review.due,
                opened: review.opened.date(),
                as_of: review.as_of,
                fingerprint: if shared { review.fingerprint.clone() } else { String::new() },
                inputs_hash: if shared { review.inputs_hash.clone() } else { String::new() },
                veiled,
                sealed: review.sealed,
            },
            result,
            actions: actions(source, &cast, lift.as_ref(), review.as_of),
            lift,
            no_lift: no_lift.as_ref().map(ToString::to_string),
            told_no_lift: no_lift.as_ref().map(told::no_lift),
            people: people::people(source, &cast),
            invitations: people::invitations(source, &cast),
            settings: settings::settings(source, &cast),
            questions: questions::questions(source, &cast),
            sign_off: sign_off::signed(source, &cast),
            cards: Vec::new(),
            trend: trend(workspace, review, &cast),
            pages: Pages { results: shown, before: before(workspace, review, &cast) },
            pack: Arc::clone(
                workspace.framework_of(review).unwrap_or(&Arc::new(framework.clone())),
            ),
        }
    }

    /// Puts the benchmark cards among `options` beside the peer figures of the framework.
    pub(super) fn add_cards(&mut self, source: Source<'_>, options: &Options) {
        let cast = Cast::of(source.workspace, options.naming);
        let told = |it: &Arc<Signed>| {
            let card = &it.card;
            let (cohort, by) = (cast.text(&card.cohort), cast.text(&card.source));
            Arc::new(Signed { card: Card { cohort, source: by, ..card.clone() }, ..(**it).clone() })
        };
        let about = options.cards.iter().filter(|it| it.card.is_about(source.framework));
        let all: Vec<Arc<Signed>> = about.map(told).collect();
        let outcome = self.result.as_deref();
        self.pages.results.benchmarks.extend(cards::figures(source.framework, outcome, &all));
        self.cards = all.iter().map(|it| it.card.clone()).collect();
    }

    /// How many answers are in it.
    pub(super) fn voices(&self) -> usize {
        self.questions.iter().map(|it| it.voices.len()).sum()
    }
}

fn naming_word(naming: Naming) -> &'static str {
    match naming {
        Naming::Names => "names",
        Naming::Roles => "roles",
        Naming::Anonymous => "anonymous",
    }
}

/// Says whether a blind round was not revealed yet: then nobody's answers, and nothing computed from them, leave.
pub fn is_veiled(review: &Review) -> bool {
    review.state == ReviewState::Open && review.secrecy != Secrecy::Open
}

fn applied(framework: &Framework) -> Applied {
    let pack = framework.pack();
    Applied {
        id: pack.id.to_string(),
        version: pack.version.clone(),
        title: framework.plain(&pack.title).to_owned(),
        hash: framework.hash(),
        publisher: pack.publisher.clone(),
        licence: pack.licence.clone(),
        copyright: pack.copyright.clone(),
        source: pack.source.clone(),
    }
}

fn assessment(workspace: &Workspace, review: &Review, cast: &Cast) -> Assessment {
    let found = workspace.assessments.get(&review.assessment);
    Assessment {
        title: found.map_or_else(String::new, |it| cast.text(&it.title)),
        scope: found.map_or_else(String::new, |it| cast.text(&it.scope)),
        created: found.map(|it| it.created.date()),
    }
}

/// Reviews of the same assessment up to this one whose results may be shown, oldest first.
fn earlier<'a>(workspace: &'a Workspace, review: &Review) -> Vec<&'a Arc<Review>> {
    let fits = |it: &&Arc<Review>| {
        it.assessment == review.assessment
            && it.ordinal <= review.ordinal
            && !is_veiled(it)
            && !it.sealed
            && it.result.is_some()
    };
    let mut all: Vec<&Arc<Review>> = workspace.reviews.values().filter(fits).collect();
    all.sort_by_key(|it| (it.ordinal, it.id));
    all
}

fn trend(workspace: &Workspace, review: &Review, cast: &Cast) -> Vec<Point> {
    let point = |it: &&Arc<Review>| {
        let outcome = it.result.as_ref()?;
        let whole = outcome.measures.iter().find(|it| it.place.is_none());
        let value = whole.and_then(|it| it.value.as_ref());
        let range = outcome.dimensions.iter().find_map(|it| it.range.as_ref());
        let tier = outcome.tier.as_ref().map(|it| it.name.clone());
        Some(Point {
            review: cast.text(&it.title),
            as_of: it.as_of,
            figure: value.map_or_else(|| say!("reports-no-value").to_owned(), words::figure),
            share: value.and_then(|it| words::share(it, range)),
            tier,
        })
    };
    earlier(workspace, review).iter().filter_map(point).collect()
}

fn before(
    workspace: &Workspace,
    review: &Review,
    cast: &Cast,
) -> Option<(String, history::data::Page)> {
    let all = earlier(workspace, review);
    let at = all.iter().position(|it| it.id == review.id)?;
    let last = all.get(at.checked_sub(1)?)?;
    let before = history::data::Half::of(workspace, last)?;
    let after = history::data::Half::of(workspace, review)?;
    let page = history::data::Page::of(&history::data::Pair { before, after });
    Some((cast.text(&last.title), page))
}
