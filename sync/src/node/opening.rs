//! From a folder to a replica, also where the folder was damaged.

use std::{fs, sync::Arc};

use muster_model::{ids::WorkspaceId, workspace::Workspace};

use super::{clock, command::CommandError, rooms::Room};
use crate::{
    craft::System,
    envelope::Verified,
    identity::Identity,
    refusal::Refusal,
    replica::{Replica, Rests},
    store::{self, EnvelopeStore as _, Known, SqliteStore, StoreError},
};

/// A workspace ready for work.
pub(super) struct Opened {
    pub(super) replica: Replica,
    /// What had to be mended, in a sentence.
    pub(super) mended: Option<String>,
    /// Why nothing can be written, if so.
    pub(super) read_only: Option<String>,
}

/// What is known of a log before it is read.
type Kept = Option<(Rests, Arc<Workspace>)>;

/// Opens the workspace in `room`, of which `kept` is known.
pub(super) fn open(room: &Room, kept: Kept) -> Result<Opened, CommandError> {
    open_with(room, Identity::load(&room.key())?, kept)
}

/// Opens the workspace in `room` with the keys of its key file.
pub(super) fn open_as(room: &Room, identity: Identity) -> Result<Opened, CommandError> {
    open_with(room, identity, None)
}

fn open_with(room: &Room, identity: Identity, kept: Kept) -> Result<Opened, CommandError> {
    let workspace = workspace_of(room)?;
    let (store, mended, read_only) = open_store(room, workspace)?;
    let store = Box::new(store.with_local_key(identity.local_key()));
    let (craft, me) = (Arc::new(System), (workspace, identity));
    let replica = Replica::open_resting(craft, me, store, incarnation()?, kept)?;
    Ok(Opened { replica, mended, read_only })
}

/// Opens the workspace in `room` for nothing but looking.
pub(super) fn look(room: &Room) -> Result<Replica, CommandError> {
    let identity = Identity::load(&room.key())?;
    let store = SqliteStore::open_read_only(&room.log())?.with_local_key(identity.local_key());
    Ok(Replica::open(workspace_of(room)?, identity, Box::new(store), incarnation()?)?)
}

type OpenStore = (SqliteStore, Option<String>, Option<String>);

fn open_store(room: &Room, workspace: WorkspaceId) -> Result<OpenStore, CommandError> {
    match SqliteStore::open_existing(&room.log()) {
        Ok(store) => Ok((store, None, None)),
        Err(StoreError::Damaged { .. }) => {
            let sentence = mend(room, workspace)?;
            Ok((SqliteStore::open(&room.log())?, Some(sentence), None))
        }
        Err(StoreError::NotWritable) => {
            only_read(room, "the folder of this workspace can't be written to".to_owned())
        }
        Err(err @ StoreError::Full) => only_read(room, err.to_string()),
        Err(err) => Err(err.into()),
    }
}

fn only_read(room: &Room, why: String) -> Result<OpenStore, CommandError> {
    Ok((SqliteStore::open_read_only(&room.log())?, None, Some(why)))
}

/// Keeps what is readable of a damaged log; the damaged file is moved aside, never deleted.
fn mend(room: &Room, workspace: WorkspaceId) -> Result<String, CommandError> {
    if !room.log().exists() {
        drop(SqliteStore::open(&room.log())?);
        return Ok(
            "the log is gone; a new one was begun, and all of it comes back from the others"
                .to_owned(),
        );
    }
    let salvaged = store::salvage(&room.log())?;
    let whole = |record: &Vec<u8>| Known::read(record, workspace).ok();
    let kept: Vec<Known> = salvaged.records.iter().filter_map(whole).collect();
    let aside = SqliteStore::replace_with(&room.log(), &kept, &salvaged.notes)?;
    let lost = salvaged.lost.unwrap_or_else(|| "nothing is known to be lost".to_owned());
    Ok(format!(
        "the log was damaged: {} envelopes were kept; {lost}; what is missing comes back from the others; \
         the damaged file is kept as {}",
        kept.iter().map(Known::envelopes).sum::<usize>(),
        aside.display()
    ))
}

/// Reads which workspace is in `room`.
pub(super) fn workspace_of(room: &Room) -> Result<WorkspaceId, CommandError> {
    let path = room.workspace();
    let bytes =
        fs::read(&path).map_err(|source| CommandError::DataDir { path: path.clone(), source })?;
    let damaged = || CommandError::Refused(format!("{} is damaged", path.display()).into());
    <[u8; 32]>::try_from(bytes).map(WorkspaceId::from_bytes).map_err(|_bytes| damaged())
}

/// Makes the folder of a workspace that begins here or is joined, with its first records.
pub(super) fn found(
    room: &Room,
    workspace: WorkspaceId,
    identity: Identity,
    first: &[Verified],
) -> Result<Replica, CommandError> {
    if room.log().exists() {
        return Err(CommandError::Refused(Refusal::HereAlready));
    }
    let unusable = |source| CommandError::DataDir { path: room.folder().to_owned(), source };
    room.make().map_err(unusable)?;
    identity.save(&room.key())?;
    fs::write(room.workspace(), workspace.as_bytes()).map_err(unusable)?;
    let mut store = SqliteStore::open(&room.log())?.with_local_key(identity.local_key());
    store.append(first)?;
    Ok(Replica::open(workspace, identity, Box::new(store), incarnation()?)?)
}

fn incarnation() -> Result<[u8; 8], CommandError> {
    let mut bytes = [0; 8];
    clock::dice(&mut bytes)?;
    Ok(bytes)
}
