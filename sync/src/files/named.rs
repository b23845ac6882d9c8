//! Which files the answers name that can be read here, and who attached them to what.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use muster_model::{
    answer::Stated,
    evidence::FileRef,
    ids::{FileId, MemberId, NodeId, ReviewId},
    workspace::Workspace,
};

/// A file that an answer names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The file, and what opens it.
    pub file: FileRef,
    /// Who attached it; the first, where several did.
    pub member: MemberId,
    /// To what: reviews and questions.
    pub places: BTreeSet<(ReviewId, NodeId)>,
}

type Answers = Arc<BTreeMap<NodeId, Stated>>;

/// Every file that is named; looks only at lanes that changed.
#[derive(Debug, Default)]
pub struct Names {
    lanes: BTreeMap<(ReviewId, MemberId), Lane>,
    all: BTreeMap<FileId, Named>,
}

#[derive(Debug)]
struct Lane {
    seen: [Answers; 2],
    files: Vec<(NodeId, FileRef)>,
}

impl Names {
    /// Looks at `workspace` again and says whether anything is named otherwise than before.
    pub fn look(&mut self, workspace: &Workspace) -> bool {
        let mut before = std::mem::take(&mut self.lanes);
        for review in workspace.reviews.values() {
            for lane in review.lanes.values() {
                let place = (review.id, lane.member);
                let seen = [Arc::clone(&lane.answers), Arc::clone(&lane.counted)];
                let same =
                    |it: &Lane| it.seen.iter().zip(&seen).all(|(old, new)| Arc::ptr_eq(old, new));
                let kept = before.remove(&place).filter(same);
                let lane = kept.unwrap_or_else(|| Lane { files: files(&seen), seen });
                self.lanes.insert(place, lane);
            }
        }
        let mut all: BTreeMap<FileId, Named> = BTreeMap::new();
        for ((review, member), lane) in &self.lanes {
            for (question, file) in &lane.files {
                let named = all.entry(file.id).or_insert_with(|| Named {
                    file: file.clone(),
                    member: *member,
                    places: BTreeSet::new(),
                });
                named.places.insert((*review, question.clone()));
            }
        }
        let changed = all != self.all;
        self.all = all;
        changed
    }

    /// Returns every file that is named.
    pub fn all(&self) -> &BTreeMap<FileId, Named> {
        &self.all
    }
}

fn files(seen: &[Answers; 2]) -> Vec<(NodeId, FileRef)> {
    let stated = seen.iter().flat_map(|it| it.iter());
    let values = stated.flat_map(|(question, it)| {
        std::iter::once(&it.now).chain(&it.rivals).map(move |value| (question, value))
    });
    let answers = values.filter_map(|(question, it)| Some((question, it.answer.as_ref()?)));
    let pieces =
        answers.flat_map(|(question, it)| it.evidence.iter().map(move |it| (question, it)));
    pieces.filter_map(|(question, it)| Some((question.clone(), it.file()?))).collect()
}
