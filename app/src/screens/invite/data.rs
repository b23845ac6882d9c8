//! What Invite shows: for whom a ticket is, what whoever has it can do, and which invitations stand.

use std::{collections::BTreeSet, path::PathBuf};

use muster_model::{
    control::op::Role,
    framework::Framework,
    ids::{InviteId, NodeId, WorkspaceId},
    time::At,
    workspace::{Invite, ReviewState, Workspace},
};
use muster_sync::{
    node::{command::TicketWish, event::Shown},
    ticket::Ticket,
};

use crate::{
    say::say,
    screens::{files, people::data as people, rights, words},
};

/// What is chosen and typed on Invite. Nothing says for whom until a person does.
#[derive(Debug)]
pub struct Draft {
    /// In which workspace it is typed.
    pub workspace: Option<WorkspaceId>,
    /// For whom.
    pub whom: Option<Whom>,
    /// Dimensions they are to answer.
    pub dimensions: BTreeSet<NodeId>,
    /// How often it may be used.
    pub uses: String,
    /// For how long: a place in [`DAYS`].
    pub span: usize,
    /// A note to oneself and other owners.
    pub note: String,
    /// The file dialog, while it is open.
    pub saving: Option<files::Waiting<PathBuf>>,
}

impl Default for Draft {
    fn default() -> Self {
        Self {
            workspace: None,
            whom: None,
            dimensions: BTreeSet::new(),
            uses: "1".to_owned(),
            span: 1,
            note: String::new(),
            saving: None,
        }
    }
}

/// For whom a ticket is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whom {
    /// Somebody new, with this role.
    Somebody(Role),
    /// A further device of mine.
    MyDevice,
}

/// How long a ticket is good for, in days.
pub const DAYS: [u64; 4] = [1, 7, 30, 90];

const DAY: u64 = 86_400_000;
/// Most uses of one ticket.
const MOST_USES: u32 = 1_000;

/// The page.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// For whom it can be.
    pub choices: Vec<Choice>,
    /// Dimensions they can be assigned: id, title, whether chosen.
    pub dimensions: Vec<(NodeId, String, bool)>,
    /// Whether uses and dimensions are asked for.
    pub asks_more: bool,
    /// What is wrong with the number of uses.
    pub uses_trouble: Option<&'static str>,
    /// What whoever has the ticket will be able to do.
    pub sentence: String,
    /// What is missing before a ticket can be made.
    pub missing: Option<&'static str>,
    /// Why no ticket of this device is of any use now.
    pub unreachable: Option<&'static str>,
    /// Who asks to join.
    pub requests: Vec<people::Request>,
    /// Invitations that stand, and those that are over.
    pub invitations: Vec<Invitation>,
}

/// One choice of for whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What it is.
    pub whom: Whom,
    /// Its word.
    pub word: &'static str,
    /// What it means.
    pub means: &'static str,
    /// Why I can't choose it, if so.
    pub why_not: Option<&'static str>,
}

/// An invitation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// Id.
    pub id: InviteId,
    /// For whom, in words.
    pub whom: String,
    /// What has become of it.
    pub state: String,
    /// Whether it can still be used.
    pub stands: bool,
    /// Why I can't take it back, if so.
    pub why_not: Option<&'static str>,
}

/// A ticket that was made, as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// Its text.
    pub text: String,
    /// What whoever has it can do.
    pub sentence: String,
    /// What to know about it; empty if nothing.
    pub warning: String,
}

impl Page {
    /// Returns why not everybody can be invited, each reason once.
    pub fn reasons(&self) -> BTreeSet<&'static str> {
        self.choices.iter().filter_map(|it| it.why_not).collect()
    }

    /// Decides what to show.
    pub fn of(shown: &Shown, draft: &Draft, now: At) -> Self {
        let workspace = shown.workspace.as_ref();
        let framework = framework(workspace);
        let dimensions = framework.map(AsRef::as_ref).map(dimensions).unwrap_or_default();
        let asks_more = matches!(draft.whom, Some(Whom::Somebody(_)));
        let answers = draft.whom.is_some_and(Whom::answers);
        let dimensions = dimensions
            .into_iter()
            .filter(|_| answers)
            .map(|(id, title)| (id.clone(), title, draft.dimensions.contains(&id)));
        let uses = read_uses(&draft.uses);
        let mut invitations: Vec<_> = workspace.invites.values().collect();
        invitations.sort_by_key(|it| (std::cmp::Reverse(it.expires), it.id));
        Self {
            choices: choices(workspace),
            dimensions: dimensions.collect(),
            asks_more,
            uses_trouble: uses.err().filter(|_| asks_more),
            sentence: sentence(workspace, draft, now),
            missing: missing(draft),
            unreachable: people::unreachable(&shown.sync),
            requests: people::requests(workspace),
            invitations: invitations.into_iter().map(|it| invitation(workspace, it, now)).collect(),
        }
    }
}

impl Whom {
    /// Says whether they can be assigned dimensions.
    pub fn answers(self) -> bool {
        match self {
            Self::Somebody(role) => role >= Role::Respondent,
            Self::MyDevice => false,
        }
    }
}

/// Returns the framework of the review under way, else of the only assessment.
fn framework(workspace: &Workspace) -> Option<&std::sync::Arc<Framework>> {
    let open = |it: &&std::sync::Arc<_>| {
        let review: &muster_model::workspace::Review = it;
        review.state == ReviewState::Open
    };
    workspace.framework_of(workspace.current_review().filter(open)?)
}

fn dimensions(framework: &Framework) -> Vec<(NodeId, String)> {
    let all = framework.dimensions().iter();
    all.map(|it| (it.id.clone(), framework.plain(&it.text).to_owned())).collect()
}

fn choices(workspace: &Workspace) -> Vec<Choice> {
    let mine = workspace.my_role();
    let roles = [Role::Respondent, Role::Facilitator, Role::Owner, Role::Observer];
    let mut all: Vec<Choice> = roles
        .into_iter()
        .map(|role| Choice {
            whom: Whom::Somebody(role),
            word: words::role(role),
            means: words::role_means(role),
            why_not: rights::outside(workspace).or(may_invite(mine, role)),
        })
        .collect();
    all.push(Choice {
        whom: Whom::MyDevice,
        word: say!("invite-my-device"),
        means: say!("invite-my-device-means"),
        why_not: rights::outside(workspace),
    });
    all
}

fn may_invite(mine: Option<Role>, role: Role) -> Option<&'static str> {
    match mine {
        None | Some(Role::Owner) => None,
        Some(Role::Facilitator) if role <= Role::Respondent => None,
        Some(Role::Facilitator) => Some(say!("invite-owners-invite")),
        Some(Role::Observer | Role::Respondent) => Some(say!("invite-facilitators-invite")),
    }
}

fn read_uses(text: &str) -> Result<u32, &'static str> {
    match text.trim().parse::<u32>() {
        Ok(n) if (1..=MOST_USES).contains(&n) => Ok(n),
        Ok(_) | Err(_) => Err(say!("invite-uses-wrong")),
    }
}

fn missing(draft: &Draft) -> Option<&'static str> {
    let Some(whom) = draft.whom else { return Some(say!("invite-whom-first")) };
    match whom {
        Whom::Somebody(_) => read_uses(&draft.uses).err(),
        Whom::MyDevice => None,
    }
}

fn sentence(workspace: &Workspace, draft: &Draft, now: At) -> String {
    let Some(wish) = draft.wish() else { return String::new() };
    let until = now.plus(wish.valid_ms);
    if wish.own_device {
        let name = workspace.myself().map_or("", |it| it.name.as_str());
        return my_device(name, until);
    }
    let titles = titles(workspace, &wish.dimensions);
    can_join(wish.role, &titles, wish.uses, until)
}

fn my_device(name: &str, until: At) -> String {
    say!("invite-can-my-device", name = name, day = words::day(until.date()))
}

fn can_join(role: Role, dimensions: &[String], uses: u32, until: At) -> String {
    let titles: Vec<&str> = dimensions.iter().map(String::as_str).collect();
    let times = say!("invite-times", n = uses);
    let entry = if uses == 1 && role <= Role::Respondent {
        say!("invite-at-once")
    } else {
        say!("invite-owner-first")
    };
    let (role, day) = (a_role(role), words::day(until.date()));
    match titles.as_slice() {
        [] => say!("invite-can", role = role, times = times, day = day, entry = entry),
        some => say!(
            "invite-can-answer",
            role = role,
            dimensions = words::list(some),
            times = times,
            day = day,
            entry = entry
        ),
    }
}

fn a_role(role: Role) -> &'static str {
    match role {
        Role::Observer => say!("invite-as-observer"),
        Role::Respondent => say!("invite-as-respondent"),
        Role::Facilitator => say!("invite-as-facilitator"),
        Role::Owner => say!("invite-as-owner"),
    }
}

fn titles(workspace: &Workspace, ids: &[NodeId]) -> Vec<String> {
    let title = |id: &NodeId| {
        let mut frameworks = workspace.frameworks.values();
        frameworks.find_map(|it| Some(it.plain(&it.node(id)?.text).to_owned()))
    };
    ids.iter().map(|it| title(it).unwrap_or_else(|| it.to_string())).collect()
}

fn invitation(workspace: &Workspace, it: &Invite, now: At) -> Invitation {
    let by = words::who(workspace, it.by).name;
    let whom = match it.member {
        Some(member) => say!("invite-further-device", name = words::who(workspace, member).name),
        None => words::role(it.role).to_owned(),
    };
    let (state, stands) = if it.revoked {
        (say!("invite-taken-back").to_owned(), false)
    } else if it.uses_left == 0 {
        (say!("invite-used").to_owned(), false)
    } else if it.expires <= now {
        (say!("invite-expired", day = words::day(it.expires.date())), false)
    } else {
        (say!("invite-uses-left", n = it.uses_left, day = words::day(it.expires.date())), true)
    };
    let decides = match workspace.my_role() {
        Some(Role::Owner) => true,
        Some(Role::Facilitator) => it.member.is_none() && it.role <= Role::Respondent,
        Some(Role::Observer | Role::Respondent) | None => false,
    };
    let mine = Some(it.by) == workspace.me || it.member == workspace.me && it.member.is_some();
    Invitation {
        id: it.id,
        whom: if it.note.is_empty() {
            say!("invite-invited", whom = whom, by = by)
        } else {
            say!("invite-invited-noted", whom = whom, note = &it.note, by = by)
        },
        state,
        stands,
        why_not: (!decides && !mine).then_some(say!("invite-not-mine")),
    }
}

impl Made {
    /// Decides what to show of `ticket`; `None` if it is for another workspace.
    pub fn of(workspace: &Workspace, ticket: &Ticket, now: At) -> Option<Self> {
        if ticket.workspace != workspace.id {
            return None;
        }
        let invite = workspace.invites.get(&ticket.invite_id());
        let sentence = match invite {
            None => say!("invite-anybody").to_owned(),
            Some(it) if it.revoked => say!("invite-ticket-taken-back").to_owned(),
            Some(it) if it.uses_left == 0 => say!("invite-ticket-used-up").to_owned(),
            Some(it) if it.expires <= now => say!("invite-ticket-expired").to_owned(),
            Some(it) => match it.member.map(|member| words::who(workspace, member).name) {
                Some(name) => my_device(&name, it.expires),
                None => {
                    can_join(it.role, &titles(workspace, &it.dimensions), it.uses_left, it.expires)
                }
            },
        };
        let nowhere = ticket.hosts.iter().all(|it| it.sockets.is_empty());
        let warning = if nowhere { say!("invite-no-address") } else { "" };
        Some(Self { text: ticket.to_string(), sentence, warning: warning.to_owned() })
    }
}

impl Draft {
    /// Begins anew where another workspace is shown.
    pub fn settle(&mut self, workspace: WorkspaceId) {
        if self.workspace != Some(workspace) {
            *self = Self { workspace: Some(workspace), ..Self::default() };
        }
    }

    /// Returns what to ask for, if it is complete.
    pub fn wish(&self) -> Option<TicketWish> {
        let whom = self.whom?;
        let valid_ms = DAYS.get(self.span)? * DAY;
        let note = self.note.trim().to_owned();
        Some(match whom {
            Whom::Somebody(role) => TicketWish {
                role,
                own_device: false,
                dimensions: if whom.answers() {
                    self.dimensions.iter().cloned().collect()
                } else {
                    Vec::new()
                },
                uses: read_uses(&self.uses).ok()?,
                valid_ms,
                note,
            },
            Whom::MyDevice => TicketWish {
                role: Role::Respondent,
                own_device: true,
                dimensions: Vec::new(),
                uses: 1,
                valid_ms,
                note,
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    const NOW: At = At(1_795_251_600_000);

    fn check(role: Role, dimensions: &[&str], uses: u32, expected: &Expect) {
        let titles: Vec<String> = dimensions.iter().map(|it| (*it).to_owned()).collect();
        expected.assert_eq(&can_join(role, &titles, uses, NOW.plus(7 * DAY)));
    }

    #[test]
    fn the_sentence_says_all_that_a_ticket_allows() {
        check(
            Role::Respondent,
            &["Leadership", "Staffing"],
            1,
            &expect![
                "Whoever has this can join as a respondent, to answer Leadership and Staffing: once, until 2026-11-28. They are in at once."
            ],
        );
        check(
            Role::Owner,
            &[],
            1,
            &expect![
                "Whoever has this can join as an owner: once, until 2026-11-28. An owner lets each of them in."
            ],
        );
        check(
            Role::Observer,
            &[],
            20,
            &expect![
                "Whoever has this can join as an observer: 20 times, until 2026-11-28. An owner lets each of them in."
            ],
        );
    }

    #[test]
    fn a_wish_is_complete_only_with_a_person_and_a_number() {
        let mut draft = Draft::default();
        assert_eq!(missing(&draft), Some("Choose for whom it is first"));
        draft.whom = Some(Whom::Somebody(Role::Respondent));
        assert_eq!(draft.wish().map(|it| (it.uses, it.valid_ms)), Some((1, 7 * DAY)));
        for wrong in ["", "0", "-1", "1001", "x", "99999999999"] {
            draft.uses = wrong.to_owned();
            assert!(missing(&draft).is_some() && draft.wish().is_none(), "{wrong}");
        }
        draft.whom = Some(Whom::MyDevice);
        assert_eq!(draft.wish().map(|it| (it.uses, it.own_device)), Some((1, true)));
    }

    #[test]
    fn who_only_reads_is_assigned_nothing() {
        let mut draft = Draft { whom: Some(Whom::Somebody(Role::Observer)), ..Draft::default() };
        draft.dimensions.insert("leadership".parse().unwrap());
        assert_eq!(draft.wish().unwrap().dimensions, Vec::new());
    }
}
