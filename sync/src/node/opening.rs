//! From a folder to a replica, also where the folder was damaged.

use std::fs;

use muster_model::ids::{EnvelopeId, WorkspaceId};

use super::{clock, command::CommandError, rooms::Room};
use crate::{
    identity::{Identity, IdentityError},
    replica::Replica,
    store::{self, EnvelopeStore, StoreError, sqlite::SqliteStore},
};

/// The note that says which workspace a log belongs to.
const WORKSPACE: &str = "workspace";

/// A workspace ready for work.
pub(super) struct Opened {
    pub(super) replica: Replica,
    /// What had to be mended, in a sentence.
    pub(super) mended: Option<String>,
    /// Why nothing can be written, if so.
    pub(super) read_only: Option<String>,
}

/// Opens the workspace in `room`.
pub(super) fn open(room: &Room) -> Result<Opened, CommandError> {
    let identity = Identity::load(&room.key())?;
    let (mut store, mended, read_only) = open_store(room)?;
    let workspace = workspace_of(store.as_mut())?;
    let replica = Replica::open(workspace, identity, store, incarnation()?)?;
    Ok(Opened { replica, mended, read_only })
}

type OpenStore = (Box<dyn EnvelopeStore>, Option<String>, Option<String>);

fn open_store(room: &Room) -> Result<OpenStore, CommandError> {
    match SqliteStore::open(&room.log()) {
        Ok(store) => Ok((Box::new(store), None, None)),
        Err(StoreError::Damaged { .. }) => {
            let (store, sentence) = mend(room)?;
            Ok((Box::new(store), Some(sentence), None))
        }
        Err(StoreError::NotWritable { .. }) => {
            let store = SqliteStore::open_read_only(&room.log())?;
            let why = "the folder of this workspace can't be written to".to_owned();
            Ok((Box::new(store), None, Some(why)))
        }
        Err(err) => Err(err.into()),
    }
}

/// Keeps what is readable of a damaged log; the damaged file is moved aside, never deleted.
fn mend(room: &Room) -> Result<(SqliteStore, String), CommandError> {
    let salvaged = store::salvage(&room.log())?;
    let kept = salvaged.records.len();
    let (mut store, aside) = store::replace_with(&room.log(), &salvaged)?;
    if store.note(WORKSPACE)?.is_none() {
        let known = fs::read(room.folder().join(WORKSPACE));
        if let Ok(bytes) = known {
            store.set_note(WORKSPACE, &bytes)?;
        }
    }
    let sentence = format!(
        "the log was damaged: {kept} envelopes were kept, what is missing comes back from the others; \
         the damaged file is kept as {}",
        aside.display()
    );
    Ok((store, sentence))
}

fn workspace_of(store: &mut dyn EnvelopeStore) -> Result<WorkspaceId, CommandError> {
    let bytes = store.note(WORKSPACE)?.and_then(|it| <[u8; 32]>::try_from(it).ok());
    let id = bytes.map(WorkspaceId::from_bytes);
    id.ok_or_else(|| CommandError::Refused("the log does not say which workspace it belongs to".to_owned()))
}

/// Makes the folder of a workspace that begins here or is joined, with its first records.
pub(super) fn found(
    room: &Room,
    workspace: WorkspaceId,
    identity: Identity,
    first: &[crate::envelope::Verified],
) -> Result<Replica, CommandError> {
    if room.log().exists() {
        return Err(CommandError::Refused("this workspace is on this device already".to_owned()));
    }
    let made = room.make().map_err(|err| IdentityError::of_io(&room.key(), err));
    made?;
    identity.save(&room.key())?;
    let mut store = SqliteStore::open(&room.log())?;
    store.set_note(WORKSPACE, workspace.as_bytes())?;
    store.append(first)?;
    let beside = room.folder().join(WORKSPACE);
    fs::write(&beside, workspace.as_bytes()).map_err(|err| IdentityError::of_io(&beside, err))?;
    Ok(Replica::open(workspace, identity, Box::new(store), incarnation()?)?)
}

fn incarnation() -> Result<[u8; 8], CommandError> {
    let mut bytes = [0; 8];
    clock::dice(&mut bytes)?;
    Ok(bytes)
}

/// Returns the id of a workspace's first envelope.
pub(super) fn genesis_of(workspace: WorkspaceId) -> EnvelopeId {
    EnvelopeId::from_bytes(*workspace.as_bytes())
}
