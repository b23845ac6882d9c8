//! Who counts as a voice, and what the voices come to together.

use std::collections::{BTreeMap, BTreeSet};

use super::Question;
use crate::{
    answer::Said,
    framework::{Combine, Voice},
    ids::{MemberId, OptionId},
    scoring::{Exact, exact},
};

/// Who said what, counted.
#[derive(Default)]
pub(super) struct Tally {
    /// How many chose each option, by its position.
    pub(super) counts: Vec<usize>,
    /// Who chose which option, or none for “not applicable”; empty where it does not matter who.
    members: Vec<(MemberId, Option<usize>)>,
    pub(super) not_applicable: usize,
    pub(super) dont_know: usize,
    /// Answers left out because they are about oneself.
    pub(super) about_oneself: usize,
}

/// Who said anything, gathered question by question.
#[derive(Default)]
pub(super) struct Crowd {
    /// Sorted.
    pub(super) known: Vec<MemberId>,
    fresh: Vec<MemberId>,
}

impl Crowd {
    fn settle(&mut self) {
        if !self.fresh.is_empty() {
            self.known.append(&mut self.fresh);
            self.known.sort_unstable();
        }
    }
}

impl Question<'_> {
    /// Says whether it matters who said what.
    fn counts_members(&self) -> bool {
        let rule = &self.plan.pack.respondents;
        rule.by != Voice::Person || !rule.role_weights.is_empty()
    }

    /// Counts who said what, and notes in `crowd` who said anything.
    pub(super) fn tally(&self, crowd: &mut Crowd) -> Tally {
        let scale = self.scale.scale;
        let mut tally = Tally { counts: vec![0; scale.options.len()], ..Tally::default() };
        let special = |it: &Option<OptionId>| {
            let id = it.as_ref()?;
            scale.options.iter().position(|it| it.id == *id)
        };
        let (absent, blank) = (special(&scale.na_option), special(&scale.blank_option));
        let names: Vec<&[u8]> = scale.options.iter().map(|it| it.id.as_str().as_bytes()).collect();
        let by_member = self.counts_members();
        let excludes = self.plan.pack.respondents.self_excluded;
        let about = if excludes { self.plan.about(self.at) } else { BTreeSet::new() };
        let mut known = crowd.known.iter().peekable();
        for (member, answer) in self.answers.into_iter().flatten() {
            if !matches!(answer.said, Said::Text(_) | Said::Number(_)) {
                while known.next_if(|it| *it < member).is_some() {}
                if known.next_if_eq(&member).is_none() {
                    crowd.fresh.push(*member);
                }
            }
            if !about.is_empty() && self.is_about(&about, member) {
                tally.about_oneself += 1;
                continue;
            }
            let choice = match &answer.said {
                Said::Option(id) => match position(&names, id.as_str().as_bytes()) {
                    None => continue,
                    found if found == blank => continue,
                    found if found == absent => Err(answer.note.as_str()),
                    Some(option) => Ok(option),
                },
                Said::NotApplicable { reason } => Err(reason.as_str()),
                Said::DontKnow => {
                    tally.dont_know += 1;
                    continue;
                }
                Said::Text(_) | Said::Number(_) => continue,
            };
            match choice {
                Ok(option) => tally.counts.get_mut(option).into_iter().for_each(|it| *it += 1),
                Err(reason) if !self.na_counts(reason) => continue,
                Err(_) => tally.not_applicable += 1,
            }
            if by_member {
                tally.members.push((*member, choice.ok()));
            }
        }
        crowd.settle();
        tally
    }

    /// Says whether the question is about the role or team of `member`.
    fn is_about(&self, about: &BTreeSet<&str>, member: &MemberId) -> bool {
        let own = [&self.inputs.roles, &self.inputs.teams].map(|it| it.get(member));
        own.into_iter().flatten().any(|it| about.contains(it.as_str()))
    }

    /// Returns each voice: a person, or a group with its own middle.
    pub(super) fn voices(&self, tally: &Tally) -> Voices {
        let has_value = |option: usize| self.choice(option).is_some_and(|it| it.value.is_some());
        let chosen = || tally.counts.iter().enumerate().filter(|it| *it.1 > 0);
        let by_value = chosen().any(|it| has_value(it.0));
        let figures = if by_value { Figures::Values } else { Figures::Positions };
        let figure = |option: usize| match figures {
            Figures::Values => self.choice(option)?.value.clone(),
            Figures::Positions => Some(Exact::count(option)),
        };
        let only = chosen().next().filter(|_| chosen().count() == 1).map(|it| it.0);
        let rule = &self.plan.pack.respondents;
        let mut voices =
            Voices { only, figures, with: Vec::new(), count: 0, without: 0, voice: Voice::Person };
        if !self.counts_members() {
            // Voices of one option are counted together.
            for (option, n) in chosen() {
                if let Some(figure) = figure(option) {
                    voices.with.push((figure, Exact::count(*n)));
                    voices.count += n;
                }
            }
            voices.without = tally.not_applicable;
            return voices;
        }
        if rule.by == Voice::Person {
            for (member, option) in &tally.members {
                if let Some(figure) = option.and_then(figure) {
                    voices.with.push((figure, self.weight_of(self.group_of(member))));
                    voices.count += 1;
                }
            }
            voices.without = tally.not_applicable;
            return voices;
        }
        self.grouped(tally, figure, &mut voices);
        voices
    }

    /// Makes each team or role one voice by its own middle.
    fn grouped(&self, tally: &Tally, figure: impl Fn(usize) -> Option<Exact>, voices: &mut Voices) {
        let rule = &self.plan.pack.respondents;
        let group_of = |member: &MemberId| self.group_of(member);
        let weight = |role: Option<&str>| self.weight_of(role);
        voices.voice = rule.by;
        let mut groups: BTreeMap<(Option<&str>, Option<MemberId>), Group> = BTreeMap::new();
        for (member, option) in &tally.members {
            // Whoever has no group is a voice of their own.
            let own = group_of(member);
            let group = groups.entry((own, own.is_none().then_some(*member))).or_default();
            match option {
                Some(option) => group.figures.extend(figure(*option)),
                None => group.without += 1,
            }
        }
        for ((role, _), Group { mut figures, without }) in groups {
            figures.sort();
            match exact::median(&figures) {
                Some(middle) if without <= figures.len() => {
                    voices.with.push((middle, weight(role)));
                    voices.count += 1;
                }
                Some(_) | None => voices.without += usize::from(without > 0),
            }
        }
    }

    fn group_of(&self, member: &MemberId) -> Option<&str> {
        let groups = match self.plan.pack.respondents.by {
            Voice::Team if !self.inputs.teams.is_empty() => &self.inputs.teams,
            Voice::Person | Voice::Team | Voice::Role => &self.inputs.roles,
        };
        groups.get(member).map(String::as_str)
    }

    fn weight_of(&self, group: Option<&str>) -> Exact {
        let weight = group.and_then(|it| self.plan.pack.respondents.role_weights.get(it));
        weight.cloned().unwrap_or_else(Exact::one)
    }
}

/// Finds a name. Most often it is the very same text in memory, and names that differ mostly differ at their end.
fn position(names: &[&[u8]], id: &[u8]) -> Option<usize> {
    let found = names.iter().position(|it| std::ptr::eq(*it, id));
    found.or_else(|| names.iter().position(|it| it.last() == id.last() && *it == id))
}

/// Voices of one team or role.
#[derive(Default)]
struct Group {
    figures: Vec<Exact>,
    without: usize,
}

/// What figures stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Figures {
    /// Values of options.
    Values,
    /// Positions on a scale whose options have no values.
    Positions,
}

pub(super) struct Voices {
    /// Figures and their weights.
    pub(super) with: Vec<(Exact, Exact)>,
    /// How many gave a figure.
    pub(super) count: usize,
    /// How many say it does not apply.
    pub(super) without: usize,
    /// The option all of them chose.
    pub(super) only: Option<usize>,
    pub(super) figures: Figures,
    pub(super) voice: Voice,
}

/// Combines sorted, weighted figures.
pub(super) fn combine(how: Combine, sorted: &[&(Exact, Exact)]) -> Option<Exact> {
    let total: Exact = sorted.iter().map(|it| &it.1).sum();
    match how {
        Combine::Min => sorted.first().map(|it| it.0.clone()),
        Combine::Max => sorted.last().map(|it| it.0.clone()),
        Combine::Mean => {
            let sum: Exact = sorted.iter().map(|it| &it.0 * &it.1).sum();
            sum.over(&total)
        }
        Combine::Median => {
            let mut passed = Exact::zero();
            let mut rest = sorted.iter().peekable();
            while let Some(voice) = rest.next() {
                passed = &passed + &voice.1;
                let twice = &passed + &passed;
                if twice > total {
                    return Some(voice.0.clone());
                }
                if twice == total {
                    return rest.peek().map(|next| voice.0.middle(&next.0));
                }
            }
            None
        }
        Combine::Mode => {
            let mut counts: BTreeMap<&Exact, Exact> = BTreeMap::new();
            for voice in sorted {
                let count = counts.entry(&voice.0).or_insert_with(Exact::zero);
                *count = &*count + &voice.1;
            }
            let most = counts.values().max()?.clone();
            counts.into_iter().find(|it| it.1 == most).map(|it| it.0.clone())
        }
    }
}
