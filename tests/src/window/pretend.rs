//! A window without a node: a fixed shelf, and a list of what was wished.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
    sync::Arc,
};

use muster::{
    bridge::{Answered, Bridge, Leaving},
    state::asked::Purpose,
};
use muster_model::{
    control::{
        happening::Deed,
        op::{DeviceCard, Role, Secrecy},
    },
    ids::{AssessmentId, DeviceId, FrameworkHash, MemberId, ReviewId, WorkspaceId},
    time::{At, Date},
    workspace::{
        Access, Assessment, Content, Event, LaneView, Member, Review, ReviewState, Workspace,
    },
};
use muster_sync::node::{
    command::{Command, Mode},
    event::{Damaged, Happening, Peer, Shelf, Shown, SyncState},
};

/// What the pretended node hands out and was asked.
#[derive(Debug, Default)]
pub(super) struct Desk {
    /// What there is to show.
    pub(super) shelf: Arc<Shelf>,
    /// What was wished, in order.
    pub(super) wished: Vec<(String, Purpose)>,
    /// Answers to hand out.
    pub(super) answers: Vec<Answered>,
    /// What happened.
    pub(super) happened: Vec<Happening>,
    /// Whether the node has stopped by itself.
    pub(super) broken: bool,
}

/// A bridge over a [`Desk`] that the test keeps.
#[derive(Debug, Clone, Default)]
pub(super) struct Pretend(pub(super) Rc<RefCell<Desk>>);

impl Pretend {
    /// A bridge that shows `shelf`.
    pub(super) fn over(shelf: Shelf) -> Self {
        let desk = Desk { shelf: Arc::new(shelf), ..Desk::default() };
        Self(Rc::new(RefCell::new(desk)))
    }

    /// Returns what was wished so far, in the node's own words.
    pub(super) fn wished(&self) -> Vec<String> {
        self.0.borrow().wished.iter().map(|(it, _)| it.clone()).collect()
    }
}

impl Bridge for Pretend {
    fn shelf(&self) -> Arc<Shelf> {
        Arc::clone(&self.0.borrow().shelf)
    }

    fn send(&mut self, command: Command, purpose: Purpose) {
        self.0.borrow_mut().wished.push((format!("{command:?}"), purpose));
    }

    fn look_around(&mut self) {
        self.0.borrow_mut().wished.push(("the example".to_owned(), Purpose::Example));
    }

    fn write_out(&mut self, wish: Leaving) {
        self.0.borrow_mut().wished.push((format!("{wish:?}"), Purpose::Parting));
    }

    fn step(&self) -> String {
        "Mara Okonjo meets Priya Nair".to_owned()
    }

    fn poll(&mut self) -> Vec<Answered> {
        std::mem::take(&mut self.0.borrow_mut().answers)
    }

    fn happenings(&mut self) -> Vec<Happening> {
        std::mem::take(&mut self.0.borrow_mut().happened)
    }

    fn is_alive(&self) -> bool {
        !self.0.borrow().broken
    }

    fn now(&self) -> At {
        NOW
    }

    fn stop(&mut self) {}
}

/// 2026-11-21 09:00 UTC.
pub(super) const NOW: At = At(1_795_251_600_000);

/// Returns the id of the workspace called by `n`.
pub(super) fn workspace_id(n: u8) -> WorkspaceId {
    WorkspaceId::from_bytes([n; 32])
}

fn device(n: u8) -> DeviceId {
    DeviceId::from_bytes([n; 32])
}

fn member(n: u8) -> MemberId {
    MemberId::of_first_device(device(n))
}

/// Returns a workspace `name` with people of these names; the first is me.
pub(super) fn workspace(n: u8, name: &str, people: &[&str]) -> Workspace {
    let members: BTreeMap<MemberId, Member> = people
        .iter()
        .enumerate()
        .map(|(at, name)| {
            let at_u8 = u8::try_from(at).unwrap() + n * 16;
            let card = DeviceCard {
                device: device(at_u8),
                recipient: String::new(),
                endpoint: [at_u8; 32],
                name: "Laptop".to_owned(),
            };
            let member = Member {
                id: member(at_u8),
                name: (*name).to_owned(),
                role: if at == 0 { Role::Owner } else { Role::Respondent },
                devices: vec![card],
                joined: NOW,
                seniority: at,
                teams: Vec::new(),
                removed: None,
            };
            (member.id, member)
        })
        .collect();
    Workspace {
        id: workspace_id(n),
        name: name.to_owned(),
        me: Some(member(n * 16)),
        device: device(n * 16),
        members,
        invites: BTreeMap::new(),
        requests: BTreeMap::new(),
        frameworks: BTreeMap::new(),
        assessments: BTreeMap::new(),
        destroyed: BTreeMap::new(),
        settings: BTreeMap::new(),
        plans: BTreeMap::new(),
        reviews: BTreeMap::new(),
        sign_offs: BTreeMap::new(),
        events: vec![Event {
            at: At(NOW.0 - u64::from(n) * 7_200_000),
            by: None,
            what: muster_model::control::happening::Happening {
                who: None,
                deed: Deed::Founded("Northwind".to_owned()),
            },
            void: None,
        }],
        warnings: Vec::new(),
        dropped: Vec::new(),
        out: None,
    }
}

/// Opens a review `title` in `workspace`, with a lane for everybody.
pub(super) fn open_review(
    workspace: &mut Workspace,
    title: &str,
    secrecy: Secrecy,
    state: ReviewState,
) {
    let assessment = AssessmentId::from_bytes([7; 16]);
    workspace.assessments.insert(
        assessment,
        Assessment {
            id: assessment,
            framework: FrameworkHash::from_bytes([9; 32]),
            title: "Security programme".to_owned(),
            scope: "Whole organisation".to_owned(),
            created: NOW,
        },
    );
    let lanes = workspace.members.keys().map(|id| {
        let access = if Some(*id) == workspace.me { Access::Mine } else { Access::Sealed };
        let lane = LaneView {
            member: *id,
            access,
            handed_in: None,
            answers: Arc::default(),
            counted: Arc::default(),
            late: BTreeSet::new(),
            alarm: None,
        };
        (*id, lane)
    });
    let review = Review {
        id: ReviewId::from_bytes([3; 16]),
        assessment,
        title: title.to_owned(),
        secrecy,
        state,
        due: Date::new(2026, 12, 15),
        opened: NOW,
        revealed: None,
        ordinal: 0,
        as_of: NOW.date(),
        assignments: BTreeMap::new(),
        settings: muster_model::setting::Settings::default(),
        sealed: true,
        inputs_hash: String::new(),
        fingerprint: String::new(),
        content: Content { lanes: lanes.collect(), ..Content::default() }.into(),
    };
    workspace.reviews.insert(review.id, Arc::new(review));
}

/// Returns how `workspace` stands with others: the second person is here and has everything.
pub(super) fn standing(workspace: &Workspace, mode: Mode) -> SyncState {
    let mut sync = SyncState { mode, only_here: 2, ..SyncState::default() };
    for member in workspace.members.values().filter(|it| Some(it.id) != workspace.me) {
        let first = member.seniority == 1;
        let peer = Peer {
            member: member.id,
            online: first && mode != Mode::Off,
            last_seen: (member.seniority < 3).then_some(At(NOW.0 - 3_600_000)),
            has_everything: first,
            lacks: 0,
            way: String::new(),
            seen_by: None,
            cut: None,
        };
        if let Some(card) = member.devices.first() {
            sync.peers.insert(card.device, peer);
        }
    }
    sync
}

/// Puts workspaces on a shelf.
pub(super) fn shelf(workspaces: Vec<(Workspace, Mode)>) -> Shelf {
    let shown = workspaces.into_iter().map(|(workspace, mode)| {
        let sync = standing(&workspace, mode);
        (workspace.id, Arc::new(Shown { workspace: Arc::new(workspace), sync }))
    });
    Shelf { workspaces: shown.collect(), ..Shelf::default() }
}

/// Three organisations at different places in the work, and one that can't be opened.
pub(super) fn several() -> Shelf {
    let people = ["Mara Okafor", "Jonas Weber", "Li Na", "Priya Raman", "Tom Brandt", "Ana Ruiz"];
    let mut one = workspace(1, "Northwind Hospitals", &people);
    open_review(&mut one, "2026 H2", Secrecy::Blind, ReviewState::Open);
    let mut two = workspace(2, "Harbour Logistics", &people[..3]);
    open_review(&mut two, "2026 H1", Secrecy::Open, ReviewState::Closed);
    let three = workspace(3, "City Library", &people[..1]);
    let mut shelf = shelf(vec![(one, Mode::Lan), (two, Mode::Off), (three, Mode::Off)]);
    shelf.damaged.push(Damaged {
        path: "/home/mara/muster/old".into(),
        sentence: "its database ends in the middle of a page".to_owned(),
        locked: None,
    });
    shelf
}
