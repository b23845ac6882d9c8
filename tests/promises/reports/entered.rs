//! What a person typed or chose in an edit, as it must be found again in what is handed out.

use muster_model::{
    answer::{Answer, Basis, Said},
    edit::{Agreement, Decision, Edit},
    ids::NodeId,
    plan::{Entry, Origin, Owner},
    setting::{Aim, Setting},
};

/// What a person typed or chose, as it must be found again.
#[expect(
    clippy::unneeded_field_pattern,
    reason = "whoever adds a field must say here where it is told"
)]
pub(super) fn entered(edit: &Edit) -> Vec<String> {
    match edit {
        Edit::Answer { review: _, answers } => answers.iter().flat_map(in_answer).collect(),
        Edit::Agree { review: _, agreed } => agreed.iter().flat_map(in_agreement).collect(),
        Edit::Set { assessment: _, review: _, settings } => {
            settings.iter().flat_map(in_setting).collect()
        }
        Edit::Plan { assessment: _, entries } => {
            entries.iter().flat_map(|(_, it)| in_entry(it)).collect()
        }
        Edit::SetTeam { member: _, team } => vec![team.clone()],
        Edit::Comment { review: _, question, text } => vec![question.to_string(), text.clone()],
        Edit::CommentAction { assessment: _, action, text } => {
            vec![action.to_string(), text.clone()]
        }
        Edit::Invite {
            invite: _,
            role: _,
            member: _,
            dimensions,
            uses: _,
            expires,
            auto_admit: _,
            note,
        } => {
            let mut out = vec![note.clone(), expires.0.to_string()];
            out.extend(dimensions.iter().map(ToString::to_string));
            out
        }
        Edit::CreateAssessment { pack: _, title, scope } => vec![title.clone(), scope.clone()],
        Edit::OpenReview { assessment: _, title, secrecy: _, due, assignments } => {
            let mut out = vec![title.clone()];
            out.extend(due.iter().map(ToString::to_string));
            out.extend(assignments.iter().map(|it| it.1.to_string()));
            out
        }
        Edit::Assign { review: _, member: _, add, remove: _ } => {
            add.iter().map(ToString::to_string).collect()
        }
        Edit::SignOff { review: _, fingerprint, note } => vec![fingerprint.clone(), note.clone()],
        // What these do is a state of what is told anyway.
        Edit::AskToSign { review: _, add: _, remove: _ }
        | Edit::RevokeInvite(_)
        | Edit::Accept(_)
        | Edit::Refuse(_)
        | Edit::Submit(_)
        | Edit::Reveal(_)
        | Edit::CloseReview(_)
        | Edit::GoOn { from: _, pack: _ }
        | Edit::Destroy(_)
        | Edit::SetRole { member: _, role: _ }
        | Edit::Remove(_)
        | Edit::RevokeDevice(_)
        | Edit::RenewInvite(_) => Vec::new(),
    }
}

fn in_agreement((question, agreed): &(NodeId, Option<Agreement>)) -> Vec<String> {
    let mut out = vec![question.to_string()];
    if let Some(Agreement { said, decision, reason, dissent, based_on }) = agreed {
        out.extend(said.iter().map(in_said));
        out.push(decided(*decision).to_owned());
        out.push(reason.clone());
        out.extend(dissent.iter().map(|it| it.1.clone()));
        out.extend(based_on.iter().map(|it| it.1.to_string()));
    }
    out
}

fn decided(decision: Decision) -> &'static str {
    match decision {
        Decision::Agreed => "agreed",
        Decision::Majority => "majority",
        Decision::Facilitator => "facilitator",
        Decision::LeftOpen => "left-open",
    }
}

fn in_entry(entry: &Entry) -> Vec<String> {
    match entry {
        Entry::Title(text) | Entry::Description(text) => vec![text.clone()],
        Entry::Origin(it) => match it {
            Some(Origin::Gap(node) | Origin::Disagreement(node)) => vec![node.to_string()],
            Some(Origin::Finding(text)) => vec![text.clone()],
            None => Vec::new(),
        },
        // The review is named by its title, which is looked for anyway.
        Entry::Review(_) => Vec::new(),
        Entry::Node(it) => it.iter().map(ToString::to_string).collect(),
        Entry::Owner(it) => match it {
            Some(Owner::Named(name)) => vec![name.clone()],
            Some(Owner::Member(_)) | None => Vec::new(),
        },
        Entry::Due(it) => it.iter().map(ToString::to_string).collect(),
        Entry::Effort(it) | Entry::Impact(it) => it.iter().map(|it| it.word().to_owned()).collect(),
        Entry::Status(it) => {
            let day = it.closed().map(|it| it.to_string());
            std::iter::once(it.word().replace(' ', "-")).chain(day).collect()
        }
    }
}

fn in_setting(setting: &Setting) -> Vec<String> {
    match setting {
        Setting::Target { node, aim } => {
            let aim = aim.iter().map(|(Aim::Option(id) | Aim::Rung(id))| id.to_string());
            std::iter::once(node.to_string()).chain(aim).collect()
        }
        Setting::Baselines(names) => names.iter().map(ToString::to_string).collect(),
        Setting::Fact { id, number } => {
            let number = number.iter().map(ToString::to_string);
            std::iter::once(id.to_string()).chain(number).collect()
        }
    }
}

fn in_answer((question, answer): &(NodeId, Option<Answer>)) -> Vec<String> {
    let mut out = vec![question.to_string()];
    if let Some(Answer { said, note, basis, evidence }) = answer {
        out.push(in_said(said));
        out.push(note.clone());
        out.extend(evidence.iter().map(ToString::to_string));
        match basis {
            Basis::Tested(day) => out.push(day.to_string()),
            Basis::Claimed | Basis::Documented => {}
        }
    }
    out
}

fn in_said(said: &Said) -> String {
    match said {
        Said::Option(option) => option.to_string(),
        Said::NotApplicable { reason } => reason.clone(),
        Said::DontKnow => "dont-know".to_owned(),
        Said::Text(text) | Said::Number(text) => text.clone(),
    }
}
