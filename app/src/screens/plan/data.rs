//! What Plan shows: actions, ranked and filtered, and where they stand.

use muster_model::{
    framework::Framework,
    gaps::Gate,
    ids::{ActionId, NodeId},
    plan::{self, Action, Comment, Entry, Field, Grade, Noted, Owner, Plan, Status, Step},
    scoring::Lift,
    time::Date,
    workspace::{Review, Workspace},
};

use super::form::Stand;
use crate::{
    charts::matrix::Dot,
    prose,
    say::say,
    screens::{
        rights,
        words::{self, Who},
    },
};

/// Which actions are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Filter {
    /// Only mine.
    pub mine: bool,
    /// Only what is late.
    pub overdue: bool,
    /// Which stand where.
    pub which: Which,
}

/// Which actions are shown, by where they stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Which {
    /// What is not closed.
    #[default]
    Unclosed,
    /// What is done or dropped.
    Closed,
    /// Everything.
    All,
}

impl Which {
    /// Every choice.
    pub const ALL: [Self; 3] = [Self::Unclosed, Self::Closed, Self::All];

    /// Returns its word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Unclosed => say!("plan-which-unclosed"),
            Self::Closed => say!("plan-which-closed"),
            Self::All => say!("plan-which-all"),
        }
    }
}

/// The page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Why I can't write, if so.
    pub why_not: Option<&'static str>,
    /// What there is, in a sentence.
    pub subtitle: String,
    /// How many actions there are at all.
    pub all: usize,
    /// The actions shown, ranked.
    pub rows: Vec<Row>,
    /// The columns of the board.
    pub columns: Vec<Column>,
    /// What was set at the same time, in sentences.
    pub rivals: Vec<String>,
    /// Graded actions, for the picture.
    pub dots: Vec<Dot>,
    /// How many of those shown are not graded.
    pub ungraded: usize,
}

/// An action in the list or on the board.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Which.
    pub id: ActionId,
    /// Its number in the list and the picture.
    pub number: usize,
    /// What to do.
    pub title: String,
    /// What it is about; may be empty.
    pub about: String,
    /// Who sees to it, if somebody does, and whether they are a member.
    pub owner: Option<Seer>,
    /// Until when, in words; may be empty.
    pub due: String,
    /// Whether that has passed.
    pub late: bool,
    /// Its impact and effort in words.
    pub grades: String,
    /// Where it stands.
    pub status: Status,
    /// Where it stands, in words.
    pub stands: String,
    /// What it leads to; may be empty.
    pub leads: String,
    /// Whether a field has several values.
    pub torn: bool,
}

/// Who sees to an action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seer {
    /// Name.
    pub name: String,
    /// Place among the people, if they are one of them.
    pub place: Option<usize>,
}

/// A column of the board.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its head.
    pub title: &'static str,
    /// Its actions, as places among the rows.
    pub rows: Vec<usize>,
}

/// What a page is decided from.
#[derive(Debug, Clone, Copy)]
pub struct Ground<'a> {
    /// The workspace.
    pub workspace: &'a Workspace,
    /// The review shown.
    pub review: &'a Review,
    /// Its framework.
    pub framework: &'a Framework,
    /// The way to the next tier, as far as it is known.
    pub lift: Option<&'a Lift>,
    /// The next gates.
    pub gates: &'a [Gate],
    /// Today.
    pub today: Date,
}

impl<'a> Ground<'a> {
    /// Returns the plan, if there is one.
    pub fn plan(&self) -> Option<&'a Plan> {
        self.workspace.plans.get(&self.review.assessment).map(AsRef::as_ref)
    }

    /// Returns an action.
    pub fn action(&self, id: ActionId) -> Option<&'a Action> {
        self.plan()?.actions.get(&id)
    }
}

impl Page {
    /// Decides what to show.
    pub fn of(ground: &Ground<'_>, filter: Filter) -> Self {
        let all = ground.plan().map(Plan::ranked).unwrap_or_default();
        let wanted = |it: &&&Action| fits(ground, filter, it);
        let shown: Vec<&Action> = all.iter().filter(wanted).copied().collect();
        let rows: Vec<Row> =
            shown.iter().zip(1..).map(|(it, number)| row(ground, it, number)).collect();
        let graded = |it: &Action| Some((it.effort?, it.impact?));
        let dot = |(it, number): (&&Action, usize)| {
            let (effort, impact) = graded(it)?;
            let title = it.title.clone();
            Some(Dot { number, title, effort: place(effort), impact: place(impact) })
        };
        let dots: Vec<Dot> = shown.iter().zip(1..).filter_map(dot).collect();
        Self {
            why_not: why_not(ground.workspace),
            subtitle: subtitle(&all, ground.today),
            all: all.len(),
            columns: columns(&rows),
            rivals: shown.iter().flat_map(|it| rivals(ground, it)).collect(),
            ungraded: shown.len().saturating_sub(dots.len()),
            dots,
            rows,
        }
    }
}

/// Returns why I can't plan anything, if so.
pub fn why_not(workspace: &Workspace) -> Option<&'static str> {
    rights::runs(workspace, say!("plan-not-mine"))
}

fn place(grade: Grade) -> usize {
    match grade {
        Grade::Low => 0,
        Grade::Medium => 1,
        Grade::High => 2,
    }
}

fn fits(ground: &Ground<'_>, filter: Filter, it: &Action) -> bool {
    let mine = match &it.owner {
        Some(Owner::Member(id)) => Some(*id) == ground.workspace.me,
        Some(Owner::Named(_)) | None => false,
    };
    let which = match filter.which {
        Which::Unclosed => !it.is_closed(),
        Which::Closed => it.is_closed(),
        Which::All => true,
    };
    which && (!filter.mine || mine) && (!filter.overdue || it.is_overdue(ground.today))
}

fn subtitle(all: &[&Action], today: Date) -> String {
    let closed = all.iter().filter(|it| it.is_closed()).count();
    let late = all.iter().filter(|it| it.is_overdue(today)).count();
    let open = all.len() - closed;
    if late == 0 {
        say!("plan-subtitle", open = open, closed = closed)
    } else {
        say!("plan-subtitle-late", open = open, late = late, closed = closed)
    }
}

fn row(ground: &Ground<'_>, it: &Action, number: usize) -> Row {
    let leads = plan::lifts(it, ground.framework, ground.lift, ground.gates);
    let mut leads: Vec<String> = leads.into_iter().map(|it| it.name).collect();
    leads.dedup();
    let due = match it.due {
        Some(day) if it.is_overdue(ground.today) => {
            say!("plan-overdue-since", day = words::day(day))
        }
        Some(day) => say!("plan-due-on", day = words::day(day)),
        None => String::new(),
    };
    Row {
        id: it.id,
        number,
        title: it.title.clone(),
        about: it.node.as_ref().map(|it| words::place(ground.framework, it)).unwrap_or_default(),
        owner: it.owner.as_ref().map(|it| seer(ground.workspace, it)),
        due,
        late: it.is_overdue(ground.today),
        grades: grades(it.impact, it.effort),
        status: it.status,
        stands: stands(it.status),
        leads: if leads.is_empty() {
            String::new()
        } else {
            say!("plan-leads-to", places = leads.join(", "))
        },
        torn: !it.torn.is_empty(),
    }
}

fn seer(workspace: &Workspace, owner: &Owner) -> Seer {
    match owner {
        Owner::Member(id) => {
            let Who { name, place, .. } = words::who(workspace, *id);
            Seer { name, place: Some(place) }
        }
        Owner::Named(name) => Seer { name: name.clone(), place: None },
    }
}

/// Says where an action stands.
pub fn stands(status: Status) -> String {
    let word = Stand::of(status).word();
    match status.closed() {
        Some(day) => say!("plan-stands-on", word = word, day = words::day(day)),
        None => word.to_owned(),
    }
}

fn grades(impact: Option<Grade>, effort: Option<Grade>) -> String {
    match (impact, effort) {
        (Some(impact), Some(effort)) => {
            format!("{}, {}", impact_word(impact), effort_within(effort))
        }
        (Some(impact), None) => impact_word(impact).to_owned(),
        (None, Some(effort)) => effort_word(effort).to_owned(),
        (None, None) => String::new(),
    }
}

fn impact_word(impact: Grade) -> &'static str {
    match impact {
        Grade::Low => say!("plan-impact-low"),
        Grade::Medium => say!("plan-impact-medium"),
        Grade::High => say!("plan-impact-high"),
    }
}

fn effort_word(effort: Grade) -> &'static str {
    match effort {
        Grade::Low => say!("plan-effort-low"),
        Grade::Medium => say!("plan-effort-medium"),
        Grade::High => say!("plan-effort-high"),
    }
}

fn effort_within(effort: Grade) -> &'static str {
    match effort {
        Grade::Low => say!("plan-effort-low-within"),
        Grade::Medium => say!("plan-effort-medium-within"),
        Grade::High => say!("plan-effort-high-within"),
    }
}

fn columns(rows: &[Row]) -> Vec<Column> {
    let of = |title, is: &dyn Fn(Status) -> bool| Column {
        title,
        rows: rows.iter().enumerate().filter(|(_, it)| is(it.status)).map(|it| it.0).collect(),
    };
    let mut out = vec![
        of(say!("plan-stand-open"), &|it| it == Status::Open),
        of(say!("plan-stand-in-progress"), &|it| it == Status::InProgress),
    ];
    let done = of(say!("plan-stand-done"), &|it| matches!(it, Status::Done(_)));
    let dropped = of(say!("plan-stand-dropped"), &|it| matches!(it, Status::Dropped(_)));
    out.extend(Some(done).filter(|it| !it.rows.is_empty()));
    out.extend(Some(dropped).filter(|it| !it.rows.is_empty()));
    out
}

fn rivals(ground: &Ground<'_>, it: &Action) -> Vec<String> {
    let sentence = |(field, values): (&Field, &Vec<Noted>)| {
        let said: Vec<String> = values.iter().map(|it| said(ground, it)).collect();
        say!(
            "plan-torn-field",
            field = field_word(*field),
            title = &it.title,
            values = said.join(", ")
        )
    };
    it.torn.iter().map(sentence).collect()
}

/// Says what somebody set: `2026-12-01 by Mara`.
pub fn said(ground: &Ground<'_>, it: &Noted) -> String {
    let value = words::entry(ground.workspace, ground.framework, &it.entry);
    let by = it.by.map_or_else(
        || say!("plan-somebody").to_owned(),
        |it| words::who(ground.workspace, it).name,
    );
    say!("plan-said-by", value = value, by = by)
}

/// What a field is called.
pub fn field_word(field: Field) -> &'static str {
    match field {
        Field::Node => say!("plan-field-node"),
        Field::Title => say!("plan-field-title"),
        Field::Description => say!("plan-field-description"),
        Field::Origin => say!("plan-field-origin"),
        Field::Review => say!("plan-field-review"),
        Field::Owner => say!("plan-field-owner"),
        Field::Due => say!("plan-field-due"),
        Field::Effort => say!("plan-field-effort"),
        Field::Impact => say!("plan-field-impact"),
        Field::Status => say!("plan-field-status"),
    }
}

/// Returns what was said about an action: who and when, and the words.
pub fn talk(ground: &Ground<'_>, action: &Action) -> Vec<(String, String)> {
    let told = |it: &Comment| {
        let by = it.by.map_or_else(
            || say!("plan-somebody").to_owned(),
            |it| words::who(ground.workspace, it).name,
        );
        (format!("{by}, {}", words::moment(it.at)), it.text.clone())
    };
    action.comments.iter().map(told).collect()
}

/// Returns the history of an action, a line each, the latest first.
pub fn history(ground: &Ground<'_>, action: &Action) -> Vec<String> {
    let entry = |it: &Entry| {
        let words = words::entry(ground.workspace, ground.framework, it);
        // Without its marks, which would not be read as such among others.
        if it.field() == Field::Description { prose::plain(&words) } else { words }
    };
    let line = |it: &Step| {
        let value = entry(&it.noted.entry);
        let by = it.noted.by;
        let by = by.map_or_else(
            || say!("plan-somebody").to_owned(),
            |it| words::who(ground.workspace, it).name,
        );
        let was: Vec<String> = it.before.iter().map(entry).collect();
        let field = field_word(it.noted.entry.field());
        let at = words::moment(it.noted.at);
        if was.is_empty() {
            return format!("{field}: {value} · {by}, {at}");
        }
        let was = was.join("; ");
        say!("plan-step-was", field = field, value = value, was = was, by = by, at = at)
    };
    action.history.iter().rev().map(line).collect()
}

/// Offers a title for an action about `node`.
pub fn offered(deed: &str, framework: &Framework, node: &NodeId) -> String {
    let place = words::place(framework, node);
    let place = place.split_whitespace().collect::<Vec<_>>().join(" ");
    let whole = format!("{deed}: {place}");
    if whole.chars().count() <= plan::MAX_TITLE {
        return whole;
    }
    let short: String = whole.chars().take(plan::MAX_TITLE - 1).collect();
    format!("{}…", short.trim_end())
}

/// What sets an action's status, if it is not there already.
pub fn moved(action: &Action, to: Status) -> Option<(ActionId, Entry)> {
    (action.status.word() != to.word()).then_some((action.id, Entry::Status(to)))
}
