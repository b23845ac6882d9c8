//! Who says what in a review, followed from one look to the next: only what changed is touched.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::lane::Seen;
use crate::{
    answer::{Answer, Stated},
    ids::{MemberId, NodeId},
    scoring::Spoken,
    workspace::Access,
};

/// What counts in a lane that can be read.
fn counted(seen: Option<&Seen>) -> Option<&Arc<BTreeMap<NodeId, Stated>>> {
    seen.filter(|it| it.view.access != Access::Sealed).map(|it| &it.view.counted)
}

/// Returns who says what in the lanes `now`, given what they said in those `before`.
pub(super) fn follow(
    mut voices: BTreeMap<NodeId, Arc<Spoken>>,
    before: &BTreeMap<MemberId, Seen>,
    now: &BTreeMap<MemberId, Seen>,
) -> BTreeMap<NodeId, Arc<Spoken>> {
    let people: BTreeSet<MemberId> = before.keys().chain(now.keys()).copied().collect();
    for member in people {
        let (was, is) = (counted(before.get(&member)), counted(now.get(&member)));
        let same = was.zip(is).is_some_and(|(was, is)| Arc::ptr_eq(was, is));
        if same {
            continue;
        }
        let questions: BTreeSet<&NodeId> =
            was.into_iter().chain(is).flat_map(|it| it.keys()).collect();
        for question in questions {
            let (was, is) = (said(was, question), said(is, question));
            if was != is {
                turn(&mut voices, question, member, is.cloned());
            }
        }
    }
    voices
}

fn said<'a>(
    lane: Option<&'a Arc<BTreeMap<NodeId, Stated>>>,
    question: &NodeId,
) -> Option<&'a Answer> {
    lane?.get(question)?.now.answer.as_ref()
}

/// Lets `member` say `answer`, or nothing any more.
fn turn(
    voices: &mut BTreeMap<NodeId, Arc<Spoken>>,
    question: &NodeId,
    member: MemberId,
    answer: Option<Answer>,
) {
    if let Some(answer) = answer {
        let of_it = voices.entry(question.clone()).or_default();
        Arc::make_mut(of_it).insert(member, answer);
    } else if let Some(of_it) = voices.get_mut(question) {
        Arc::make_mut(of_it).remove(&member);
        if of_it.is_empty() {
            voices.remove(question);
        }
    }
}
