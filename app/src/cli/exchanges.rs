//! `muster log`: who was met when, by which way, and what was exchanged.

use muster_model::ids::DeviceId;
use muster_sync::node::{
    event::Shown,
    exchanges::{Exchange, Outcome},
};
use serde_json::{Value, json};

use super::{desk::Desk, failure::Failure, network::owner, out::Out};
use crate::advice;

/// It is kept on this device only, for thirty days, and holds no answers.
#[derive(Debug, clap::Args)]
pub(super) struct Log {
    /// Show at most so many, the latest first
    #[arg(long, value_name = "N", default_value_t = 50)]
    last: usize,
    /// Only exchanges with this person
    #[arg(long, value_name = "MEMBER")]
    with: Option<String>,
}

impl Log {
    pub(super) fn run(&self, desk: &Desk, out: &mut Out) -> Result<(), Failure> {
        let shown = desk.shown()?;
        let member = self.with.as_deref().map(|it| super::find::member(&shown.workspace, it));
        let member = member.transpose()?;
        let is_theirs = |device: &Option<DeviceId>| {
            member.is_none_or(|member| member.devices.iter().any(|it| Some(it.device) == *device))
        };
        let all = shown.sync.exchanges.iter().filter(|it| is_theirs(&it.device));
        let all: Vec<&Exchange> = all.take(self.last).collect();
        if all.is_empty() {
            out.line("Nothing was exchanged in the last thirty days.")?;
        } else {
            let head = ["when", "with", "way", "went", "came", "outcome"];
            let mut rows = vec![head.map(str::to_owned).into()];
            rows.extend(all.iter().map(|it| row(&shown, it)));
            out.table(&rows)?;
        }
        let told: Vec<Value> = all.iter().map(|it| told(&shown, it)).collect();
        out.json(json!({ "exchanges": told }))
    }
}

fn with(shown: &Shown, exchange: &Exchange) -> String {
    exchange.device.map_or_else(|| "a bundle".to_owned(), |it| owner(&shown.workspace, it))
}

fn row(shown: &Shown, it: &Exchange) -> Vec<String> {
    let who = with(shown, it);
    let outcome = match &it.outcome {
        Outcome::Equal if it.device.is_none() => String::new(),
        Outcome::Equal => "both have the same".to_owned(),
        Outcome::Partly => "ended before all was exchanged".to_owned(),
        Outcome::TurnedAway(cut) => advice::on_cut(&who, cut).headline,
        Outcome::CutOff(cut) => format!("this device hung up: {cut}"),
    };
    vec![
        it.ended.to_string(),
        who,
        it.way.name().to_owned(),
        it.sent.to_string(),
        it.received.to_string(),
        outcome,
    ]
}

fn told(shown: &Shown, it: &Exchange) -> Value {
    let (outcome, why) = match &it.outcome {
        Outcome::Equal => ("equal", None),
        Outcome::Partly => ("partly", None),
        Outcome::TurnedAway(cut) => ("turned-away", Some(cut)),
        Outcome::CutOff(cut) => ("cut-off", Some(cut)),
    };
    json!({
        "begun": it.begun, "ended": it.ended, "device": it.device, "with": with(shown, it), "way": it.way,
        "sent": it.sent, "received": it.received, "outcome": outcome, "why": why,
        "why_words": why.map(ToString::to_string),
    })
}
