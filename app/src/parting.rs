//! What is written into a folder before an assessment is destroyed: a signed report of every review, and all evidence
//! that is here. The command line and the window take the same road.
//!
//! **Invariant:** nothing that is there already is written over, and what could not be written is an error.

use std::{
    collections::BTreeMap,
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use muster_model::{
    evidence::Evidence,
    framework::Framework,
    ids::{AssessmentId, FileId},
    workspace::{Review, Workspace},
};
use muster_sync::node::{
    Handle,
    command::{Command, CommandError, Reply},
};

use crate::report::{self, Form, Options, ReportError};

/// Longest name of a file that is written, in characters.
const MAX_NAME: usize = 60;

/// Something could not be written out. What was written before stays.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PartingError {
    /// The folder can't be made.
    #[error("{} can't be made: {source}", path.display())]
    Folder {
        /// Which.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// A file can't be written, or is there already.
    #[error("{} can't be written: {source}", path.display())]
    Write {
        /// Which.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// There is nothing to read the answers with.
    #[error("the framework of this assessment has not arrived yet, so nothing can be written out")]
    NoFramework,
    /// A report was not made.
    #[error(transparent)]
    Report(#[from] ReportError),
    /// A report could not be signed, or does not hold.
    #[error("the report could not be signed")]
    NotSigned,
    /// The node did not grant it.
    #[error(transparent)]
    Command(#[from] CommandError),
    /// Evidence that is elsewhere.
    #[error("evidence that is not on this device was not written out: {}", names.join(", "))]
    Missing {
        /// Names of the files.
        names: Vec<String>,
    },
}

/// What is written out, and where to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Parting<'a> {
    /// The node that signs and opens files.
    pub(crate) node: &'a Handle,
    /// The workspace.
    pub(crate) workspace: &'a Workspace,
    /// The assessment that is to be destroyed.
    pub(crate) assessment: AssessmentId,
    /// The folder, which is made if it is not there.
    pub(crate) folder: &'a Path,
}

impl Parting<'_> {
    /// Writes everything, tells each file, and returns how many there are.
    pub(crate) async fn write(
        &self,
        tell: &mut (dyn FnMut(&Path) + Send),
    ) -> Result<usize, PartingError> {
        fs::create_dir_all(self.folder)
            .map_err(|source| PartingError::Folder { path: self.folder.to_owned(), source })?;
        let reviews = self.reviews();
        let assessment = self.workspace.assessments.get(&self.assessment);
        let framework = assessment.and_then(|it| self.workspace.frameworks.get(&it.framework));
        let framework = framework.ok_or(PartingError::NoFramework)?;
        let mut written = 0_usize;
        for (n, review) in (1..).zip(&reviews) {
            let bytes = self.report(review, framework).await?;
            tell(&self.put(&format!("{n}-{}.json", plain(&review.title)), &bytes)?);
            written = written.saturating_add(1);
        }
        let mut names = Vec::new();
        for (file, name) in evidence(&reviews) {
            let wish = Command::OpenFile { workspace: self.workspace.id, file };
            match self.node.call(wish).await {
                Ok(Reply::File { bytes, .. }) => {
                    tell(&self.put(&format!("{}-{}", file.short(), plain(&name)), &bytes)?);
                    written = written.saturating_add(1);
                }
                other => {
                    tracing::debug!(?other, "evidence that is not here");
                    names.push(name);
                }
            }
        }
        if names.is_empty() { Ok(written) } else { Err(PartingError::Missing { names }) }
    }

    /// Returns the reviews of the assessment, oldest first.
    fn reviews(&self) -> Vec<&Review> {
        let all = self.workspace.reviews.values().map(AsRef::as_ref);
        let mut all: Vec<&Review> = all.filter(|it| it.assessment == self.assessment).collect();
        all.sort_by_key(|it| it.ordinal);
        all
    }

    async fn report(
        &self,
        review: &Review,
        framework: &Framework,
    ) -> Result<Vec<u8>, PartingError> {
        let source = report::Source { workspace: self.workspace, review, framework };
        let made = report::make(source, &Options::default(), Form::Json)?;
        signed(self.node, self.workspace, &made.bytes).await
    }

    /// Writes a file whole, and never over another one.
    fn put(&self, name: &str, bytes: &[u8]) -> Result<PathBuf, PartingError> {
        let path = self.folder.join(name);
        let written = whole(self.folder, &path, bytes);
        written.map_err(|source| PartingError::Write { path: path.clone(), source })?;
        Ok(path)
    }
}

fn whole(folder: &Path, path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut draft = tempfile::Builder::new().prefix(".muster-").tempfile_in(folder)?;
    draft.write_all(bytes)?;
    draft.as_file().sync_all()?;
    draft.persist_noclobber(path).map_err(|err| err.error)?;
    let read = fs::read(path)?;
    if read == bytes { Ok(()) } else { Err(io::Error::other("it reads otherwise")) }
}

/// Signs a report in JSON with the key of this device, and checks it.
pub(crate) async fn signed(
    node: &Handle,
    workspace: &Workspace,
    bytes: &[u8],
) -> Result<Vec<u8>, PartingError> {
    let part = report::seal::to_sign(bytes, workspace.device).ok_or(PartingError::NotSigned)?;
    let wish = Command::Sign { workspace: workspace.id, bytes: part };
    let Reply::Signed(statement) = node.call(wish).await? else {
        return Err(PartingError::NotSigned);
    };
    let signed = report::seal::with_signature(bytes, &statement).ok_or(PartingError::NotSigned)?;
    report::seal::check(&signed).map_err(|_unsound| PartingError::NotSigned)?;
    Ok(signed)
}

/// Returns the files that answers name, with a name each.
fn evidence(reviews: &[&Review]) -> BTreeMap<FileId, String> {
    let lanes = reviews.iter().flat_map(|it| it.lanes.values());
    let stated = lanes.flat_map(|it| it.answers.values().chain(it.counted.values()));
    let values = stated.flat_map(|it| std::iter::once(&it.now).chain(&it.rivals));
    let pieces = values.filter_map(|it| it.answer.as_ref()).flat_map(|it| &it.evidence);
    pieces.filter_map(Evidence::file).map(|it| (it.id, it.name.clone())).collect()
}

/// Returns `name` as a part of a file's name that every system takes.
fn plain(name: &str) -> String {
    let fits = |it: char| if it.is_alphanumeric() || ".-_".contains(it) { it } else { '-' };
    name.chars().take(MAX_NAME).map(fits).collect()
}
