//! `muster target`: what dimensions and questions aim at.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use clap::Subcommand;
use muster_model::{
    answer::{Answer, Said},
    edit::Edit,
    framework::{Framework, Node},
    import::sheet,
    setting::{Aim, Held, Setting},
};
use serde_json::{Value, json};

use super::{
    desk::{Desk, Round},
    failure::Failure,
    files, find,
    out::Out,
    words,
};

/// Say what a dimension or a question aims at. Later reviews begin with it.
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(super) struct Target {
    #[command(subcommand)]
    verb: Option<Verb>,
    /// A dimension, or a question; `all` for every dimension
    #[arg(required = true)]
    place: Option<String>,
    /// A level of the questions there, or a tier of the dimension
    #[arg(required_unless_present = "clear", conflicts_with = "clear")]
    level: Option<String>,
    /// Aim at nothing any more
    #[arg(long)]
    clear: bool,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// List what is aimed at, and by whom
    List,
    /// Take targets of questions from a sheet (CSV): columns question and level
    Import {
        /// The sheet, or - for standard input
        #[arg(value_name = "FILE|-")]
        file: PathBuf,
    },
    /// Write the targets of all questions to a sheet that import takes back
    Export {
        /// Where to, or - for standard output
        #[arg(value_name = "FILE|-")]
        file: PathBuf,
        /// Replace the file if it is there
        #[arg(long)]
        force: bool,
    },
}

impl Target {
    pub(super) async fn run(self, desk: &Desk, out: &mut Out) -> Result<(), Failure> {
        let round = desk.round()?;
        match (self.verb, self.place) {
            (Some(Verb::List), _) | (None, None) => list(&round, out),
            (Some(Verb::Import { file }), _) => import(desk, &round, &file, out).await,
            (Some(Verb::Export { file, force }), _) => export(&round, &file, force.into(), out),
            (None, Some(place)) => set(desk, &round, (&place, self.level.as_deref()), out).await,
        }
    }
}

async fn set(
    desk: &Desk,
    round: &Round,
    (place, level): (&str, Option<&str>),
    out: &mut Out,
) -> Result<(), Failure> {
    let framework = &round.framework;
    let nodes: Vec<&Node> = match place {
        "all" => framework.dimensions().iter().collect(),
        _ => vec![find::node(framework, place)?],
    };
    let mut settings = Vec::new();
    for node in &nodes {
        let aim = level.map(|it| find::aim(framework, node, it)).transpose()?;
        settings.push(Setting::Target { node: node.id.clone(), aim });
    }
    let told: Vec<Value> = settings.iter().filter_map(target_json).collect();
    let saved = desk.edit(round.workspace().id, edit(round, settings.clone())).await?;
    for (node, setting) in nodes.iter().zip(&settings) {
        let Setting::Target { aim, .. } = setting else { continue };
        let name = words::node(node);
        out.line(match aim {
            Some(aim) => format!("{name} aims at {}", words::aim(framework, node, aim)),
            None => format!("{name} aims at nothing any more"),
        })?;
    }
    out.json(json!({ "review": round.review.id, "targets": told, "saved": saved }))
}

fn edit(round: &Round, settings: Vec<Setting>) -> Edit {
    let review = Some(round.review.id);
    Edit::Set { assessment: round.review.assessment, review, settings }
}

fn target_json(setting: &Setting) -> Option<Value> {
    match setting {
        Setting::Target { node, aim } => Some(json!({ "id": node, "aim": aim })),
        Setting::Baselines(_) | Setting::Fact { .. } => None,
    }
}

fn list(round: &Round, out: &mut Out) -> Result<(), Failure> {
    let targets = &round.review.settings.targets;
    let mut rows = vec![["where", "aims at", "set by", "since"].map(str::to_owned).into()];
    let mut told = Vec::new();
    for node in round.framework.nodes() {
        let Some(held) = targets.get(&node.id) else { continue };
        let by = held.now.by.map(|it| words::member(round.workspace(), it)).unwrap_or_default();
        rows.push(vec![words::node(node), aims(round, node, held), by, since(round, held.since)]);
        told.push(json!({
            "id": node.id, "aim": held.now.value, "by": held.now.by, "at": held.now.at,
            "since": held.since,
            "rivals": held.rivals.iter().map(|it| json!({ "aim": it.value, "by": it.by, "at": it.at }))
                .collect::<Vec<_>>(),
        }));
    }
    if told.is_empty() {
        out.line("Nothing is aimed at yet. `muster target DIMENSION LEVEL` sets a target.")?;
    } else {
        out.table(&rows)?;
    }
    out.json(json!({ "review": round.review.id, "targets": told }))
}

/// Says what is aimed at, with what others set at the same time.
fn aims(round: &Round, node: &Node, held: &Held<Aim>) -> String {
    let aim = |it: &Option<Aim>| {
        let aim = it.as_ref().map(|it| words::aim(&round.framework, node, it));
        aim.unwrap_or_else(|| "nothing".to_owned())
    };
    let mut text = aim(&held.now.value);
    for rival in &held.rivals {
        let by = rival.by.map(|it| words::member(round.workspace(), it)).unwrap_or_default();
        text = format!("{text}; at the same time {} by {by}", aim(&rival.value));
    }
    text
}

fn since(round: &Round, since: Option<muster_model::ids::ReviewId>) -> String {
    let review = since.and_then(|it| round.workspace().reviews.get(&it));
    review.map_or_else(|| "the beginning".to_owned(), |it| it.title.clone())
}

async fn import(desk: &Desk, round: &Round, file: &Path, out: &mut Out) -> Result<(), Failure> {
    let limit = u64::try_from(sheet::MAX_BYTES).unwrap_or(u64::MAX);
    let bytes =
        if file.as_os_str() == "-" { files::read_stdin(limit)? } else { files::read(file, limit)? };
    let framework: &Framework = &round.framework;
    let sheet = sheet::read(&bytes, framework).map_err(|problems| {
        let first = problems.first().map(ToString::to_string).unwrap_or_default();
        let n = words::count(problems.len(), "problem", "problems");
        Failure::failed(
            format!("The sheet has {n}: {first}"),
            "Nothing was changed; `muster target export FILE` writes a sheet that fits",
        )
    })?;
    let mut settings = Vec::new();
    for (question, answer) in sheet.answers {
        let Said::Option(option) = answer.said else {
            let headline = format!("The row of {question} names no level to aim at");
            return Err(Failure::failed(headline, "Leave the row empty where nothing is aimed at"));
        };
        let aim = Some(Aim::Option(option));
        settings.push(Setting::Target { node: question, aim });
    }
    if settings.is_empty() {
        let remedy = "Fill the column `level` of the questions that aim at something";
        return Err(Failure::failed("The sheet names no target", remedy));
    }
    let n = settings.len();
    let saved = desk.edit(round.workspace().id, edit(round, settings)).await?;
    out.line(format!("{} set here", words::count(n, "target", "targets")))?;
    out.json(json!({ "review": round.review.id, "imported": n, "saved": saved }))
}

fn export(
    round: &Round,
    file: &Path,
    force: files::Overwrite,
    out: &mut Out,
) -> Result<(), Failure> {
    let framework = &round.framework;
    let targets = round.review.inputs.as_ref().map(|it| it.targets.clone()).unwrap_or_default();
    let said = |(question, option)| (question, Answer::of(Said::Option(option)));
    let as_answers: BTreeMap<_, _> = targets.into_iter().map(said).collect();
    let mut questions = round.review.questions(framework);
    questions.retain(|it| it.scale.is_some());
    let bytes = sheet::write(framework, &questions, &as_answers);
    if file.as_os_str() == "-" {
        return out.raw(&bytes);
    }
    files::write(file, &bytes, force)?;
    let n = words::count(questions.len(), "question", "questions");
    let aimed = as_answers.len();
    out.line(format!("{n} are in {}, {aimed} with a target", file.display()))?;
    let file = file.display().to_string();
    out.json(json!({ "file": file, "questions": questions.len(), "targets": aimed }))
}
