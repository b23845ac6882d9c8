//! What a person calls something → the thing, or a failure that says what there is.

use std::sync::Arc;

use muster_model::{
    control::op::{DeviceCard, Role},
    framework::{Baseline, Choice, Framework, Node, aim::Level, in_language},
    ids::Name,
    import::sheet,
    plan::{Action, Plan},
    scoring::Exact,
    setting::Aim,
    time::At,
    workspace::{Assessment, Invite, Member, Request, Review, Workspace},
};
use muster_sync::{
    identity::IdentityError,
    node::event::{Shelf, Shown},
};

use super::{failure::Failure, words};

/// How well a candidate fits what was asked for; better first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Exact,
    Alike,
    Beginning,
    Ending,
}

/// Says how `wanted` fits a name: exactly, but for case, or as its beginning.
fn fit(name: &str, wanted: &str) -> Option<Fit> {
    if name == wanted {
        return Some(Fit::Exact);
    }
    let (name, wanted) = (name.to_lowercase(), wanted.to_lowercase());
    if name == wanted {
        Some(Fit::Alike)
    } else if wanted.chars().count() >= 2 && name.starts_with(&wanted) {
        Some(Fit::Beginning)
    } else {
        None
    }
}

/// Says how `wanted` fits the end of an id, from a separator on.
fn fit_end(name: &str, wanted: &str) -> Option<Fit> {
    let (name, wanted) = (name.to_lowercase(), wanted.to_lowercase());
    let before = name.strip_suffix(&wanted)?;
    (!wanted.is_empty() && before.ends_with(['.', ':', '-', '/', '_', ' '])).then_some(Fit::Ending)
}

/// Picks the one candidate that fits best.
fn pick<T>(
    what: &str,
    wanted: &str,
    candidates: Vec<T>,
    fits: impl Fn(&T) -> Option<Fit>,
    name: impl Fn(&T) -> String,
) -> Result<T, Failure> {
    let named: Vec<String> = candidates.iter().map(&name).collect();
    let mut fitting: Vec<(Fit, T)> =
        candidates.into_iter().filter_map(|it| Some((fits(&it)?, it))).collect();
    let best = fitting.iter().map(|(fit, _)| *fit).min();
    fitting.retain(|(fit, _)| Some(*fit) == best);
    if fitting.len() > 1 {
        let several: Vec<String> = fitting.iter().map(|(_, it)| name(it)).collect();
        let headline = format!("“{wanted}” can mean more than one {what}");
        return Err(Failure::usage(headline, format!("Say which: {}", listed(&several))));
    }
    fitting.pop().map(|(_, it)| it).ok_or_else(|| {
        let remedy =
            if named.is_empty() { String::new() } else { format!("There is: {}", listed(&named)) };
        Failure::usage(format!("There is no {what} “{wanted}”"), remedy)
    })
}

fn listed(names: &[String]) -> String {
    const MOST: usize = 12;
    let shown: Vec<&str> = names.iter().take(MOST).map(String::as_str).collect();
    let more = names.len().saturating_sub(MOST);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{}{more}", shown.join(", "))
}

/// Finds a workspace: the one meant, or the only one.
pub(super) fn workspace(shelf: &Shelf, wanted: Option<&str>) -> Result<Arc<Shown>, Failure> {
    let all: Vec<Arc<Shown>> = shelf.workspaces.values().cloned().collect();
    let name = |it: &Arc<Shown>| format!("{} ({})", it.workspace.name, it.workspace.id.short());
    if let Some(wanted) = wanted {
        let fits = |it: &Arc<Shown>| {
            fit(&it.workspace.name, wanted).or_else(|| fit(&it.workspace.id.to_string(), wanted))
        };
        return pick("workspace", wanted, all, fits, name);
    }
    match all.as_slice() {
        [] => Err(match shelf.damaged.first() {
            Some(damaged) if damaged.locked.is_some() => {
                let advice = crate::advice::on_identity(&IdentityError::Locked);
                Failure::failed(advice.headline, advice.remedy)
            }
            Some(damaged) => Failure::failed(
                format!("The only workspace here can't be opened: {}", damaged.sentence),
                "`muster doctor` says more",
            ),
            None => Failure::failed(
                "There is no workspace here yet",
                "Begin one with `muster workspace create NAME --me NAME`, or `muster join TICKET`",
            ),
        }),
        [only] => Ok(Arc::clone(only)),
        [_, _, ..] => {
            let names: Vec<String> = all.iter().map(name).collect();
            let remedy = format!("Say which with --workspace: {}", listed(&names));
            Err(Failure::usage("There are several workspaces here", remedy))
        }
    }
}

/// Finds a review: the one meant, or the one opened last that is not closed.
pub(super) fn review(workspace: &Workspace, wanted: Option<&str>) -> Result<Arc<Review>, Failure> {
    let Some(wanted) = wanted else {
        return workspace.current_review().cloned().ok_or_else(|| {
            let headline = match workspace.destroyed.len() {
                0 => "There is no review yet",
                _ => "There is no review: what was answered before is destroyed",
            };
            Failure::failed(
                headline,
                "A facilitator opens one with `muster review open TITLE`; if you joined, sync first",
            )
        });
    };
    let all: Vec<Arc<Review>> = workspace.reviews.values().cloned().collect();
    let fits =
        |it: &Arc<Review>| fit(&it.title, wanted).or_else(|| fit(&it.id.to_string(), wanted));
    pick("review", wanted, all, fits, |it| format!("{} ({})", it.title, it.id.short()))
}

/// Finds the framework of a review.
pub(super) fn framework_of<'a>(
    workspace: &'a Workspace,
    review: &Review,
) -> Result<&'a Arc<Framework>, Failure> {
    workspace.framework_of(review).ok_or_else(|| {
        Failure::failed(
            "The framework of this review has not arrived here yet",
            "Sync with somebody who has it",
        )
    })
}

/// Finds an assessment: the one meant, or the only one. Of several in one line, by versions of a framework, the latest.
pub(super) fn assessment<'a>(
    workspace: &'a Workspace,
    wanted: Option<&str>,
) -> Result<&'a Assessment, Failure> {
    let all: Vec<&Assessment> = workspace.assessments.values().collect();
    let is_latest = |it: &&Assessment| workspace.latest_in_line(it).id == it.id;
    let lines: Vec<&Assessment> = all.iter().copied().filter(is_latest).collect();
    let name = |it: &&Assessment| format!("{} ({})", it.title, it.id.short());
    if let Some(wanted) = wanted {
        if let Some(meant) =
            all.iter().find(|it| it.id.to_string() == wanted || it.id.short() == wanted)
        {
            return Ok(meant);
        }
        let fits =
            |it: &&Assessment| fit(&it.title, wanted).or_else(|| fit(&it.id.to_string(), wanted));
        return pick("assessment", wanted, lines, fits, name);
    }
    match lines.as_slice() {
        [] => Err(Failure::failed(
            "There is no assessment yet",
            "Begin one with `muster assessment create --framework ID --title TITLE`",
        )),
        [only] => Ok(only),
        [_, _, ..] => {
            let names: Vec<String> = lines.iter().map(name).collect();
            let remedy = format!("Say which with --assessment: {}", listed(&names));
            Err(Failure::usage("There are several assessments", remedy))
        }
    }
}

/// Finds a member by name or id.
pub(super) fn member<'a>(workspace: &'a Workspace, wanted: &str) -> Result<&'a Member, Failure> {
    let all: Vec<&Member> = workspace.members.values().collect();
    if matches!(wanted, "me" | "myself")
        && let Some(me) = workspace.myself()
    {
        return Ok(me);
    }
    let fits = |it: &&Member| fit(&it.name, wanted).or_else(|| fit(&it.id.to_string(), wanted));
    pick("member", wanted, all, fits, |it| format!("{} ({})", it.name, it.id.short()))
}

/// Finds a member's device by its name or id.
pub(super) fn device<'a>(
    workspace: &'a Workspace,
    wanted: &str,
) -> Result<(&'a Member, &'a DeviceCard), Failure> {
    let of = |member: &'a Member| member.devices.iter().map(move |it| (member, it));
    let all: Vec<(&Member, &DeviceCard)> = workspace.members.values().flat_map(of).collect();
    let fits = |it: &(&Member, &DeviceCard)| {
        fit(&it.1.name, wanted).or_else(|| fit(&it.1.device.to_string(), wanted))
    };
    let name = |it: &(&Member, &DeviceCard)| {
        format!("{} of {} ({})", it.1.name, it.0.name, it.1.device.short())
    };
    pick("device", wanted, all, fits, name)
}

/// Finds a device that waits for a decision, by the name it gave or by its id.
pub(super) fn request<'a>(workspace: &'a Workspace, wanted: &str) -> Result<&'a Request, Failure> {
    let all: Vec<&Request> = workspace.requests.values().collect();
    let fits =
        |it: &&Request| fit(&it.name, wanted).or_else(|| fit(&it.card.device.to_string(), wanted));
    pick("request", wanted, all, fits, |it| format!("{} ({})", it.name, it.card.device.short()))
}

/// Finds an invitation by the beginning of its id.
pub(super) fn invite<'a>(workspace: &'a Workspace, wanted: &str) -> Result<&'a Invite, Failure> {
    let wanted = wanted.to_lowercase();
    let begins = |it: &&Invite| !wanted.is_empty() && it.id.to_string().starts_with(&wanted);
    let mut fitting = workspace.invites.values().filter(begins);
    if let (Some(invite), None) = (fitting.next(), fitting.next()) {
        Ok(invite)
    } else {
        let headline = format!("No single invitation begins with “{wanted}”");
        Err(Failure::usage(headline, "`muster invite --list` lists them"))
    }
}

/// Finds a question by id, reference, or an ending of either.
pub(super) fn question<'a>(framework: &'a Framework, wanted: &str) -> Result<&'a Node, Failure> {
    pick("question", wanted, framework.questions(), |it| fit_node(it, wanted), |it| words::name(it))
}

fn fit_node(node: &Node, wanted: &str) -> Option<Fit> {
    let whole = |name: &str| fit(name, wanted).filter(|it| *it < Fit::Beginning);
    whole(node.id.as_str())
        .or_else(|| whole(&node.reference))
        .or_else(|| fit_end(node.id.as_str(), wanted))
        .or_else(|| fit_end(&node.reference, wanted))
}

/// Finds a dimension by id, or by the beginning of id or title.
pub(super) fn dimension<'a>(framework: &'a Framework, wanted: &str) -> Result<&'a Node, Failure> {
    let all: Vec<&Node> = framework.dimensions().iter().collect();
    let fits = |it: &&Node| {
        let by_name = fit(words::title(it), wanted).or_else(|| fit(it.id.as_str(), wanted));
        by_name.or_else(|| fit_node(it, wanted))
    };
    pick("dimension", wanted, all, fits, |it| words::title(it).to_owned())
}

/// Finds a dimension, else a question.
pub(super) fn place<'a>(framework: &'a Framework, wanted: &str) -> Result<&'a Node, Failure> {
    dimension(framework, wanted)
        .or_else(|failure| question(framework, wanted).map_err(|_not_a_question| failure))
}

/// Finds any live place: a dimension, else a question, else what lies between.
pub(super) fn node<'a>(framework: &'a Framework, wanted: &str) -> Result<&'a Node, Failure> {
    let between = || {
        let mut all = framework.nodes();
        all.retain(|it| it.status.is_live());
        let fits = |it: &&Node| fit_node(it, wanted).or_else(|| fit(words::title(it), wanted));
        pick("place", wanted, all, fits, |it| words::node(it))
    };
    place(framework, wanted).or_else(|failure| between().map_err(|_nor_in_between| failure))
}

/// Finds what a place can aim at: a level of its questions by id, label or number, else a rung by id or name.
pub(super) fn aim(framework: &Framework, node: &Node, wanted: &str) -> Result<Aim, Failure> {
    let levels = framework.levels_at(node);
    let (wished, number) = (wanted.trim().to_lowercase(), wanted.trim().parse::<Exact>().ok());
    let is = |id: &str, label: &str| {
        id.to_lowercase() == wished || (!label.is_empty() && label.to_lowercase() == wished)
    };
    let named = |it: &&Level<'_>| match it {
        Level::Option(it) => is(it.id.as_str(), in_language(&it.label, "en")),
        Level::Rung(_) => false,
    };
    let worth = |it: &&Level<'_>| match it {
        Level::Option(it) => number.is_some() && it.value == number,
        Level::Rung(_) => false,
    };
    let rung = |it: &&Level<'_>| match it {
        Level::Option(_) => false,
        Level::Rung(it) => is(it.id.as_str(), in_language(&it.name, "en")),
    };
    let found = levels.iter().find(named).or_else(|| levels.iter().find(worth));
    found.or_else(|| levels.iter().find(rung)).map(Level::aim).ok_or_else(|| {
        let name = words::node(node);
        if levels.is_empty() {
            return Failure::usage(format!("“{name}” has no levels to aim at"), "");
        }
        let mut known: Vec<String> = Vec::new();
        for text in levels.iter().map(|it| words::aim(framework, node, &it.aim())) {
            if !known.contains(&text) {
                known.push(text);
            }
        }
        let headline = format!("“{name}” has no level “{wanted}”");
        Failure::usage(headline, format!("It can aim at {}", listed(&known)))
    })
}

/// Finds a baseline of a framework by name, or by the beginning of name or title.
pub(super) fn baseline(framework: &Framework, wanted: &str) -> Result<Name, Failure> {
    let all: Vec<_> = framework.pack().baselines.iter().collect();
    let fits = |it: &(&Name, &Baseline)| {
        fit(it.0.as_str(), wanted).or_else(|| fit(in_language(&it.1.title, "en"), wanted))
    };
    pick("baseline", wanted, all, fits, |it| it.0.to_string()).map(|it| it.0.clone())
}

/// Finds a number that a framework needs counted.
pub(super) fn fact(framework: &Framework, wanted: &str) -> Result<Name, Failure> {
    let all = framework.facts();
    if all.is_empty() {
        let remedy = "Its tiers depend on answers and evidence only";
        return Err(Failure::usage("This framework counts nothing outside its questions", remedy));
    }
    let plain = |it: &Name| it.as_str().replace(['_', ' '], "-");
    let fits = |it: &Name| {
        fit(it.as_str(), wanted).or_else(|| fit(&plain(it), &wanted.replace(['_', ' '], "-")))
    };
    pick("counted number", wanted, all, fits, ToString::to_string)
}

/// Finds a level by id, label or number.
pub(super) fn level<'a>(
    framework: &'a Framework,
    question: &Node,
    wanted: &str,
) -> Result<&'a Choice, Failure> {
    let name = words::name(question);
    let Some(scale) = framework.scale_of(question) else {
        let headline = format!("“{name}” has no levels");
        return Err(Failure::usage(headline, "Answer it with --text or --number"));
    };
    sheet::option_of(scale, wanted).ok_or_else(|| {
        let remedy = format!("Levels are {}", sheet::levels_in_words(scale));
        Failure::usage(format!("“{name}” has no level “{wanted}”"), remedy)
    })
}

/// Finds an action by the beginning of its id or title.
pub(super) fn action<'a>(plan: Option<&'a Plan>, wanted: &str) -> Result<&'a Action, Failure> {
    let all = plan.map(Plan::ranked).unwrap_or_default();
    if all.is_empty() {
        let remedy = "Add one with `muster action add TITLE`";
        return Err(Failure::failed("There are no actions yet", remedy));
    }
    let fits = |it: &&Action| fit(&it.title, wanted).or_else(|| fit(&it.id.to_string(), wanted));
    pick("action", wanted, all, fits, |it| format!("{} ({})", it.title, it.id.short()))
}

/// Finds a framework: in the workspace, or shipped; by id, or an ending of it, or title, or hash.
pub(super) fn framework(all: Vec<Arc<Framework>>, wanted: &str) -> Result<Arc<Framework>, Failure> {
    let title = |it: &Framework| in_language(&it.pack().title, "en").to_owned();
    let fits = |it: &Arc<Framework>| {
        let id = it.pack().id.as_str();
        fit(id, wanted)
            .or_else(|| fit(&title(it), wanted))
            .or_else(|| fit_end(id, wanted))
            .or_else(|| fit(&it.hash().to_string(), wanted))
    };
    let name = |it: &Arc<Framework>| {
        format!("{} {} ({})", it.pack().id, it.pack().version, it.hash().short())
    };
    pick("framework", wanted, all, fits, name)
}

/// Who can be assigned: everybody but observers.
pub(super) fn respondents(workspace: &Workspace) -> Vec<&Member> {
    let mut all: Vec<&Member> = workspace
        .members
        .values()
        .filter(|it| it.role != Role::Observer && it.removed.is_none())
        .collect();
    all.sort_by_key(|it| it.seniority);
    all
}

/// Finds a moment: a day (all of it), a day and time in UTC, or a step of `review`.
pub(super) fn moment(workspace: &Workspace, review: &Review, wanted: &str) -> Result<At, Failure> {
    let step = match wanted.trim() {
        "opened" => Some(Some(review.opened)),
        "revealed" => Some(review.revealed),
        "signed" => {
            let sign_off = workspace.sign_offs.get(&review.id);
            Some(sign_off.and_then(|it| it.signatures.iter().map(|it| it.at).max()))
        }
        _ => None,
    };
    match step {
        Some(Some(at)) => Ok(at),
        Some(None) => {
            let headline = format!("{} was not {wanted} yet", review.title);
            Err(Failure::usage(headline, "`muster history` lists what happened when"))
        }
        None => At::parse(wanted).ok_or_else(|| {
            let remedy = "Write a day (2026-11-21), a day and time in UTC (2026-11-21 14:30), opened, revealed or signed";
            Failure::usage(format!("“{wanted}” is no moment"), remedy)
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(wanted: &str, names: &[&str]) -> Result<String, u8> {
        let all: Vec<String> = names.iter().map(ToString::to_string).collect();
        let fits = |it: &String| fit(it, wanted).or_else(|| fit_end(it, wanted));
        pick("thing", wanted, all, fits, Clone::clone).map_err(|it| it.code())
    }

    #[test]
    fn a_thing_is_found_by_as_much_of_its_name_as_it_takes() {
        let names = ["Ana", "Anatol", "Björn", "gov.risk-01", "ops.risk-02"];
        assert_eq!(found("Ana", &names), Ok("Ana".to_owned()));
        assert_eq!(found("anat", &names), Ok("Anatol".to_owned()));
        assert_eq!(found("BJÖRN", &names), Ok("Björn".to_owned()));
        assert_eq!(found("risk-02", &names), Ok("ops.risk-02".to_owned()));
        assert_eq!(found("an", &names), Err(2), "two begin like this");
        assert_eq!(found("k-02", &names), Err(2), "an ending begins at a separator");
        assert_eq!(found("", &names), Err(2));
    }
}
