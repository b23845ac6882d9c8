//! Attached files: what is said about them, what is asked for, and what people do with them.

use muster_model::{
    evidence::{Evidence, FileRef},
    ids::{FileId, NodeId, ReviewId, WorkspaceId},
    workspace::ReviewState,
};

use super::{
    Keeper,
    exchange::{Batch, QUEUE, cut_of},
};
use crate::{
    engine::files::{Input, MAX_ASKS},
    files::Todo,
    keys::ContentKey,
    node::{
        clock,
        command::{Attached, CommandError, Reply, Verified},
        desk::{Desk, LinkId},
    },
    refusal::Refusal,
    replica::Carried,
    wire::{self, Cut, Message},
};

impl Keeper {
    /// Tells the other side, once, that files are understood here.
    pub(super) fn say_able(&mut self, id: WorkspaceId, number: LinkId) {
        let link = self.desks.get_mut(&id).and_then(|it| it.links.get_mut(&number));
        if let Some(link) = link.filter(|it| !it.told_able) {
            link.told_able = link.out.try_send(Message::Able(wire::FILES).frame()).is_ok();
        }
    }

    /// Hears something about files.
    pub(super) fn about_files(&mut self, id: WorkspaceId, input: Input, batch: &mut Batch) {
        let now = self.now();
        let Some(desk) = self.desks.get_mut(&id) else { return };
        let comes = matches!(input, Input::Message(..));
        let todo = desk.files.input(now, input);
        if comes {
            desk.waits.moved(now, 0, 0);
        }
        self.do_files(id, todo, batch);
    }

    /// Takes in what another process put beside the log.
    pub(super) fn refresh_files(&mut self, id: WorkspaceId, batch: &mut Batch) {
        let now = self.now();
        let Some(desk) = self.desks.get_mut(&id) else { return };
        let todo = desk.files.refresh(now);
        self.do_files(id, todo, batch);
    }

    /// Answers what a neighbour asked, as long as little waits to be sent to it: answers go first.
    pub(super) fn serve_files(&mut self, id: WorkspaceId, number: LinkId, batch: &mut Batch) {
        let now = self.now();
        let Some(desk) = self.desks.get_mut(&id) else { return };
        let Some(link) = desk.links.get(&number) else { return };
        let waiting = QUEUE.saturating_sub(link.out.capacity());
        let todo = desk.files.serve(number, MAX_ASKS.saturating_sub(waiting), now);
        if !todo.is_empty() {
            desk.waits.moved(now, 0, 0);
        }
        self.do_files(id, todo, batch);
    }

    pub(super) fn do_files(&mut self, id: WorkspaceId, todo: Vec<Todo>, batch: &mut Batch) {
        for it in todo {
            match it {
                Todo::Send(number, message) => {
                    let Some(desk) = self.desks.get(&id) else { return };
                    let Some(link) = desk.links.get(&number) else { continue };
                    if link.out.try_send(Message::File(message).frame()).is_err() {
                        tracing::debug!("a connection does not keep up and is cut");
                        self.cut(id, number, Cut::Slow, batch);
                    }
                }
                Todo::Cut(number, reason) => {
                    self.warn(Some(id), format!("a connection was cut: {reason}"));
                    self.cut(id, number, cut_of(reason), batch);
                }
                Todo::Arrived(file) => {
                    tracing::debug!(file = %file.short(), "a file is here");
                    batch.touch(id);
                }
                Todo::Trouble(err) => {
                    let sentence = format!("attached files can't be kept: {err}");
                    if let Some(desk) = self.desks.get_mut(&id) {
                        desk.trouble = Some(sentence.clone());
                    }
                    self.warn(Some(id), sentence);
                    batch.touch(id);
                }
            }
        }
    }

    /// Seals a file, keeps it, then names it in the answer.
    pub(super) fn attach(&mut self, id: WorkspaceId, it: Attached) -> Result<Reply, CommandError> {
        let now = self.now();
        let mut bytes = [0; 32];
        clock::dice(&mut bytes)?;
        let desk = self.desk(id)?;
        desk.writable()?;
        desk.replica.refresh()?;
        desk.look();
        let (review, question) = (it.review, it.question);
        let mut answer = answered(desk, review, &question)?;
        let me = desk.workspace.me.ok_or(CommandError::NoWorkspace)?;
        let key = ContentKey::from_bytes(bytes);
        let (file, todo) = desk.files.attach(me, &it.bytes, &key, now)?;
        let size = u64::try_from(it.bytes.len()).unwrap_or(u64::MAX);
        let named = FileRef { id: file, key: bytes, size, name: it.name };
        answer.evidence.push(Evidence::of_file(named, &it.kind, it.date));
        let mut batch = Batch::touching(id);
        self.do_files(id, todo, &mut batch);
        let answers = vec![(question, Some(answer))];
        let saved = self.edit(id, muster_model::edit::Edit::Answer { review, answers });
        self.settle(batch);
        if saved.is_err()
            && let Some(desk) = self.desks.get_mut(&id)
        {
            desk.files.withdraw(file)?;
        }
        let saved = saved?;
        let Reply::Saved { envelopes } = saved else { return Ok(saved) };
        Ok(Reply::Attached { file, envelopes })
    }

    /// Opens a file that an answer names which can be read here.
    pub(super) fn open_file(
        &mut self,
        id: WorkspaceId,
        file: FileId,
    ) -> Result<Reply, CommandError> {
        let now = self.now();
        self.refresh_files(id, &mut Batch::default());
        let desk = self.desk(id)?;
        let named = desk.files.named().get(&file).map(|it| it.file.clone());
        let named = named.ok_or(CommandError::Refused(Refusal::FileUnnamed))?;
        let (opened, todo) = desk.files.read(file, &ContentKey::from_bytes(named.key), now);
        let mut batch = Batch::touching(id);
        self.do_files(id, todo, &mut batch);
        self.settle(batch);
        Ok(Reply::File { name: named.name, bytes: opened? })
    }

    /// Reads every file and tells those that are not as they were written.
    pub(super) fn verify_files(
        &mut self,
        id: WorkspaceId,
        found: &mut Verified,
    ) -> Result<(), CommandError> {
        let now = self.now();
        let desk = self.desk(id)?;
        let (bad, todo) = desk.files.verify(now)?;
        for file in &bad {
            let named = desk.files.named().get(file);
            let name = named.map_or_else(|| file.short(), |it| it.file.name.clone());
            found.problems.push(format!(
                "the attached file “{name}” is damaged; it is fetched again from whoever has it"
            ));
        }
        let held = desk.files.held();
        found.files = held.len().saturating_add(bad.len());
        found.files_missing = desk.files.named().keys().filter(|it| !held.contains_key(it)).count();
        let mut batch = Batch::touching(id);
        self.do_files(id, todo, &mut batch);
        self.settle(batch);
        Ok(())
    }

    /// Takes files that were carried here.
    pub(super) fn take_files(
        &mut self,
        id: WorkspaceId,
        files: &[Vec<u8>],
        carried: &mut Carried,
    ) -> Result<(), CommandError> {
        let now = self.now();
        let todo = self.desk(id)?.files.take_all(files, carried, now)?;
        let mut batch = Batch::touching(id);
        self.do_files(id, todo, &mut batch);
        self.settle(batch);
        Ok(())
    }
}

/// Returns what this device's member said, if evidence can be added to it now.
fn answered(
    desk: &Desk,
    review: ReviewId,
    question: &NodeId,
) -> Result<muster_model::answer::Answer, CommandError> {
    let refuse = |why: Refusal| Err(CommandError::Refused(why));
    let Some(record) = desk.workspace.reviews.get(&review) else {
        return refuse(Refusal::NoReview);
    };
    if record.state == ReviewState::Closed {
        return refuse(Refusal::ReviewClosed);
    }
    let lane = desk.workspace.me.and_then(|me| record.lanes.get(&me));
    let stated = lane.and_then(|it| it.answers.get(question));
    let Some(answer) = stated.and_then(|it| it.now.answer.clone()) else {
        return refuse(Refusal::NoAnswerToProve);
    };
    Ok(answer)
}
