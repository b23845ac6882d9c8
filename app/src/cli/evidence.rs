//! `muster evidence`: files and links that show why an answer holds.

use std::path::{Path, PathBuf};

use clap::Subcommand;
use muster_model::{
    answer::Answer,
    edit::Edit,
    evidence::{Evidence, MAX_FILE, What},
    framework::Node,
    ids::{FileId, MemberId, NodeId},
    time::Date,
};
use muster_sync::node::command::{Attached, Command, Reply};
use serde_json::{Value, json};

use super::{
    desk::{Desk, Round, unexpected},
    failure::Failure,
    files, find,
    out::Out,
    words,
};
use crate::attached;

/// A file is sealed, travels with the workspace, and opens for those who can read the answer it belongs to: in a blind
/// review for nobody else.
#[derive(Debug, Subcommand)]
pub(super) enum Verb {
    /// Add a file of up to 25 MiB, or a link, to your answer
    Add {
        /// The question, by id or reference
        question: String,
        /// The file, or an address that begins with https:// or http://
        what: String,
        /// What kind of evidence it is, like exercise-record
        #[arg(long)]
        kind: Option<String>,
        /// The day it speaks of
        #[arg(long, value_name = "YYYY-MM-DD")]
        date: Option<Date>,
    },
    /// See the evidence of every answer that can be read here, and which files are here
    List {
        /// Only of this question
        question: Option<String>,
    },
    /// Open a file and write it
    Get {
        /// The file's id as `muster evidence list` shows it, or how it begins
        id: String,
        /// The file to write; - writes to standard output
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        /// Replace the file if it is there
        #[arg(long)]
        force: bool,
    },
    /// Take a piece of evidence out of your answer; what others have of it they keep
    Remove {
        /// The question, by id or reference
        question: String,
        /// Its number in your answer, as `muster evidence list` shows it, or the id of a file
        which: String,
    },
}

impl Verb {
    pub(super) async fn run(self, desk: &Desk, out: &mut Out) -> Result<(), Failure> {
        let round = desk.round()?;
        match self {
            Self::Add { question, what, kind, date } => {
                let question = find::question(&round.framework, &question)?;
                let kind = kind.unwrap_or_default();
                if what.starts_with("https://") || what.starts_with("http://") {
                    let piece = Evidence::of_link(&what, &kind, date);
                    return add_link(desk, &round, (question, piece), out).await;
                }
                let path = PathBuf::from(&what);
                add_file(desk, &round, question, (&path, kind, date), out).await
            }
            Self::List { question } => {
                let only = question.map(|it| find::question(&round.framework, &it)).transpose()?;
                list(&round, only, out)
            }
            Self::Get { id, out: to, force } => get(desk, &round, &id, (&to, force), out).await,
            Self::Remove { question, which } => {
                let question = find::question(&round.framework, &question)?;
                remove(desk, &round, question, &which, out).await
            }
        }
    }
}

/// What this device's member said to `question`.
fn said(round: &Round, question: &NodeId) -> Result<Answer, Failure> {
    let lane = round.workspace().me.and_then(|me| round.review.lanes.get(&me));
    let answer = lane.and_then(|it| it.answers.get(question)?.now.answer.clone());
    answer.ok_or_else(|| {
        let remedy = format!("Answer first: muster answer {question} LEVEL");
        Failure::failed("Evidence belongs to an answer, and you have not answered this", remedy)
    })
}

async fn add_link(
    desk: &Desk,
    round: &Round,
    (question, piece): (&Node, Evidence),
    out: &mut Out,
) -> Result<(), Failure> {
    let mut answer = said(round, &question.id)?;
    if answer.evidence.contains(&piece) {
        out.line(format!("{}: {piece} is there already", words::name(question)))?;
        return out.json(json!({ "question": question.id, "added": piece, "saved": [] }));
    }
    answer.evidence.push(piece.clone());
    let saved = say(desk, round, &question.id, answer).await?;
    out.line(format!("{}: {piece}. Saved here", words::name(question)))?;
    out.json(json!({ "question": question.id, "added": piece, "saved": saved }))
}

async fn say(
    desk: &Desk,
    round: &Round,
    question: &NodeId,
    answer: Answer,
) -> Result<Vec<muster_model::ids::EnvelopeId>, Failure> {
    let answers = vec![(question.clone(), Some(answer))];
    desk.edit(round.workspace().id, Edit::Answer { review: round.review.id, answers }).await
}

async fn add_file(
    desk: &Desk,
    round: &Round,
    question: &Node,
    (path, kind, date): (&Path, String, Option<Date>),
    out: &mut Out,
) -> Result<(), Failure> {
    said(round, &question.id)?;
    if !path.exists() {
        let headline = format!("There is no file {}", path.display());
        let remedy =
            "A link begins with https://; words go with `muster answer Q --evidence WORDS`";
        return Err(Failure::failed(headline, remedy));
    }
    if !path.is_file() {
        let headline = format!("{} is not a file", path.display());
        return Err(Failure::failed(headline, "Pack a folder into one file first"));
    }
    let bytes = files::read(path, MAX_FILE)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let attached = Attached {
        review: round.review.id,
        question: question.id.clone(),
        name: name.clone(),
        bytes,
        kind,
        date,
    };
    let reply = desk.ask(Command::Attach { workspace: round.workspace().id, attached }).await?;
    let Reply::Attached { file, envelopes } = reply else { return Err(unexpected(&reply)) };
    let short = file.short();
    out.line(format!("{}: {name} (file {short}). Saved here", words::name(question)))?;
    out.json(json!({ "question": question.id, "file": file, "name": name, "saved": envelopes }))
}

fn list(round: &Round, only: Option<&Node>, out: &mut Out) -> Result<(), Failure> {
    let mut rows = Vec::new();
    let mut told: Vec<Value> = Vec::new();
    for question in round.framework.questions() {
        if only.is_some_and(|it| it.id != question.id) {
            continue;
        }
        for (member, lane) in &round.review.lanes {
            let stated = lane.answers.get(&question.id);
            let answer = stated.and_then(|it| it.now.answer.as_ref());
            let pieces = answer.map(|it| it.evidence.as_slice()).unwrap_or_default();
            for (number, piece) in (1..).zip(pieces) {
                let who = words::member(round.workspace(), *member);
                let (line, json) = piece_told(round, *member, piece);
                let name = words::name(question);
                rows.push(vec![name, who.clone(), format!("{number}"), piece.to_string(), line]);
                let mut json = json;
                if let Some(map) = json.as_object_mut() {
                    map.insert("question".to_owned(), json!(question.id));
                    map.insert("member".to_owned(), json!(member));
                    map.insert("name".to_owned(), json!(who));
                    map.insert("number".to_owned(), json!(number));
                }
                told.push(json);
            }
        }
    }
    if rows.is_empty() {
        out.line("No answer that can be read here names evidence.")?;
    }
    out.table(&rows)?;
    out.json(json!({ "evidence": told }))
}

/// Says how a piece stands, in a line and for machines.
fn piece_told(round: &Round, member: MemberId, piece: &Evidence) -> (String, Value) {
    let base = |what: &str| json!({ "what": what, "text": piece, "kind": piece.kind(), "date": piece.date() });
    match piece.what() {
        What::Words(_) => (String::new(), base("words")),
        What::Link(_) => (String::new(), base("link")),
        What::Newer => (String::new(), base("newer")),
        What::File(file) => {
            let told = attached::told(&round.shown, file.id, member);
            let mut json = base("file");
            if let Some(map) = json.as_object_mut() {
                map.insert("file".to_owned(), json!(file.id));
                map.insert("file_name".to_owned(), json!(file.name));
                map.insert("size".to_owned(), json!(file.size));
                map.insert("standing".to_owned(), json!(told.word));
                map.insert("standing_text".to_owned(), json!(told.sentence));
            }
            (told.sentence, json)
        }
    }
}

/// Returns the file whose id begins with `id`, with who attached it.
fn file_called(round: &Round, id: &str) -> Result<(FileId, MemberId), Failure> {
    let id = id.trim().to_lowercase();
    let mut found: Vec<(FileId, MemberId)> = Vec::new();
    for review in round.workspace().reviews.values() {
        for (member, lane) in &review.lanes {
            let stated = lane.answers.values().chain(lane.counted.values());
            let values = stated.flat_map(|it| std::iter::once(&it.now).chain(&it.rivals));
            let pieces = values.filter_map(|it| it.answer.as_ref()).flat_map(|it| &it.evidence);
            let files = pieces.filter_map(Evidence::file);
            found.extend(files.map(|it| (it.id, *member)));
        }
    }
    found.retain(|(it, _)| id.len() >= 4 && it.to_string().starts_with(&id));
    found.sort();
    found.dedup_by_key(|(it, _)| *it);
    match found.as_slice() {
        [one] => Ok(*one),
        [] => Err(Failure::failed(
            format!("No answer that can be read here names a file {id}"),
            "See `muster evidence list`",
        )),
        [_, _, ..] => Err(Failure::failed(
            format!("Several files begin with {id}"),
            "Give more of the id: `muster evidence list --json` has all of it",
        )),
    }
}

async fn get(
    desk: &Desk,
    round: &Round,
    id: &str,
    (to, force): (&Path, bool),
    out: &mut Out,
) -> Result<(), Failure> {
    let (file, by) = file_called(round, id)?;
    let told = attached::told(&round.shown, file, by);
    let workspace = round.workspace().id;
    let reply = match desk.ask(Command::OpenFile { workspace, file }).await {
        Err(Failure::Command(err)) if !told.is_here => {
            let remedy = crate::advice::on_command(&err).remedy;
            return Err(Failure::failed(format!("The file is {}", told.sentence), remedy));
        }
        asked => asked?,
    };
    let Reply::File { name, bytes } = reply else { return Err(unexpected(&reply)) };
    if to.as_os_str() == "-" {
        return out.raw(&bytes);
    }
    files::write(to, &bytes, force.into())?;
    out.line(format!("{} holds {name}, {} bytes", to.display(), bytes.len()))?;
    out.json(json!({ "file": file, "name": name, "bytes": bytes.len(), "out": to }))
}

async fn remove(
    desk: &Desk,
    round: &Round,
    question: &Node,
    which: &str,
    out: &mut Out,
) -> Result<(), Failure> {
    let mut answer = said(round, &question.id)?;
    let by_number = which.parse::<usize>().ok().and_then(|it| it.checked_sub(1));
    let by_number = by_number.filter(|it| *it < answer.evidence.len());
    let of_file = |it: &Evidence| {
        which.len() >= 4 && it.file().is_some_and(|it| it.id.to_string().starts_with(which))
    };
    let at = by_number.or_else(|| answer.evidence.iter().position(of_file)).ok_or_else(|| {
        let n = words::count(answer.evidence.len(), "piece", "pieces");
        let headline = format!("Your answer has no evidence “{which}”; it has {n}");
        Failure::usage(headline, "See `muster evidence list`")
    })?;
    let gone = answer.evidence.remove(at);
    let saved = say(desk, round, &question.id, answer).await?;
    out.line(format!("{}: {gone} is taken out. Saved here", words::name(question)))?;
    out.json(json!({ "question": question.id, "removed": gone, "saved": saved }))
}
