//! Ladders: rungs, and conditions that can be judged.

use super::Check;
use crate::{
    framework::{
        But, Condition, EvidenceCondition, Ladder, Limit, MeasureCondition, OpenLimit, Place,
        Where, problem::Trail,
    },
    ids::{LadderId, MeasureId, RungId},
    scoring::Exact,
};

impl Check<'_, '_, '_> {
    pub(super) fn ladders(&mut self) {
        let top = Trail::default().key("ladders");
        let ladders = &self.pack().ladders;
        self.at_most(&top, ladders.len(), 100);
        self.unique(&top, ladders.iter().enumerate().map(|it| (it.0, it.1.id.as_str())));
        for (index, ladder) in ladders.iter().enumerate() {
            let trail = top.index(index);
            self.text(&trail.key("title"), &ladder.title);
            self.known_kind(&trail.key("at"), &ladder.at);
            let rungs = trail.key("rungs");
            if ladder.rungs.is_empty() {
                self.add(&rungs, "the ladder has no rungs", "list them, lowest first");
            }
            self.at_most(&rungs, ladder.rungs.len(), 50);
            self.unique(&rungs, ladder.rungs.iter().enumerate().map(|it| (it.0, it.1.id.as_str())));
            for (position, rung) in ladder.rungs.iter().enumerate() {
                let trail = rungs.index(position);
                self.needed_text(&trail.key("name"), &rung.name);
                self.text(&trail.key("text"), &rung.text);
                self.at_most(&trail.key("require"), rung.require.len(), 100);
                let here = Here { ladder, index };
                self.conditions(&trail.key("require"), &here, &rung.require);
            }
        }
    }

    fn conditions(&mut self, trail: &Trail, here: &Here<'_>, conditions: &[Condition]) {
        for (index, condition) in conditions.iter().enumerate() {
            self.condition(&trail.index(index), here, condition);
        }
    }

    fn condition(&mut self, trail: &Trail, here: &Here<'_>, condition: &Condition) {
        match condition {
            Condition::Measure(it) => self.measure(trail, here, it),
            Condition::Each(it) => {
                let trail = trail.key("each");
                self.number(&trail.key("min"), &it.min);
                self.below(&trail.key("measure"), here, &it.measure);
            }
            Condition::AllMet(it) => self.selection(&trail.key("all_met"), here, &it.filter),
            Condition::ShareMet(it) => {
                let trail = trail.key("share_met");
                self.between(&trail.key("min"), &it.min, 0, 1);
                self.selection(&trail, here, &it.filter);
            }
            Condition::Open(it) => self.open(&trail.key("open"), here, it),
            Condition::Evidence(it) => self.evidence(&trail.key("evidence"), it),
            Condition::Answered(it) => {
                self.between(&trail.key("answered").key("share"), &it.share, 0, 1);
            }
            Condition::Facts(it) => self.number(&trail.key("facts").key("max"), &it.max),
            Condition::Ladder(it) => {
                let trail = trail.key("ladder");
                if let Some(other) = self.above(&trail, here, (&it.id, "id"), &it.min) {
                    let places = self.plan.places(&here.ladder.at);
                    if !places.iter().all(|at| self.plan.is_at(&other, *at)) {
                        let what = format!("the ladder “{}” is not computed there", it.id);
                        self.add(&trail.key("id"), what, "use “each_ladder” for places below");
                    }
                }
            }
            Condition::EachLadder(it) => {
                let trail = trail.key("each_ladder");
                if let Some(other) = self.above(&trail, here, (&it.ladder, "ladder"), &it.min) {
                    self.any_below(&trail.key("ladder"), here, &other);
                }
            }
            Condition::AnyOf(inner) => {
                let trail = trail.key("any_of");
                if inner.is_empty() {
                    self.add(&trail, "a choice of no conditions never holds", "list at least one");
                }
                self.conditions(&trail, here, inner);
            }
        }
    }

    fn evidence(&mut self, trail: &Trail, it: &EvidenceCondition) {
        if !self.plan.evidence_kinds().contains(it.kind.as_str()) {
            let sort = "question that asks for evidence of the kind";
            self.nowhere(&trail.key("kind"), sort, &it.kind);
        }
        if it.at_least == 0 {
            self.add(&trail.key("at_least"), "none is always there", "use 1 or more");
        }
        if it.max_age_days > 36_500 {
            let what = "that is more than a century";
            self.add(&trail.key("max_age_days"), what, "use 36500 at most");
        }
    }

    fn measure(&mut self, trail: &Trail, here: &Here<'_>, it: &MeasureCondition) {
        if it.min.is_none() && it.below.is_none() {
            self.add(trail, "the condition has no limit", "give “min” or “below”");
        }
        self.at_place(&trail.key("measure"), here, &it.measure);
        for (key, limit) in [("min", &it.min), ("below", &it.below)] {
            let trail = trail.key(key);
            match limit {
                None => {}
                Some(Limit::Number(number)) => self.number(&trail, number),
                Some(Limit::Measure { measure, times }) => {
                    self.number(&trail.key("times"), times);
                    self.at_place(&trail.key("measure"), here, measure);
                }
            }
        }
    }

    fn place_of(&mut self, trail: &Trail, measure: &MeasureId) -> Option<Place> {
        let found =
            self.pack().measures.iter().find(|it| it.id == *measure).map(|it| it.at.clone());
        if found.is_none() {
            self.nowhere(trail, "measure", measure);
        }
        found
    }

    fn at_place(&mut self, trail: &Trail, here: &Here<'_>, measure: &MeasureId) {
        let Some(place) = self.place_of(trail, measure) else { return };
        let places = self.plan.places(&here.ladder.at);
        if !places.iter().all(|at| self.plan.is_at(&place, *at)) {
            let what = format!("the measure “{measure}” is not computed where this ladder stands");
            self.add(trail, what, "use “each” for places below, or compute it at the same place");
        }
    }

    fn below(&mut self, trail: &Trail, here: &Here<'_>, measure: &MeasureId) {
        if let Some(place) = self.place_of(trail, measure) {
            self.any_below(trail, here, &place);
        }
    }

    fn any_below(&mut self, trail: &Trail, here: &Here<'_>, place: &Place) {
        let places = self.plan.places(&here.ladder.at);
        let lacks = places.iter().any(|at| self.plan.nearest_below(place, *at).is_empty());
        if lacks && here.ladder.empty.is_none() {
            let hint = "look at other places, or say “empty: pass” or “fail” on the ladder";
            self.add(trail, "there is no such place below some places of this ladder", hint);
        }
    }

    fn above(
        &mut self,
        trail: &Trail,
        here: &Here<'_>,
        (id, key): (&LadderId, &str),
        rung: &RungId,
    ) -> Option<Place> {
        let ladders = self.pack().ladders.get(..here.index).unwrap_or_default();
        let Some(other) = ladders.iter().find(|it| it.id == *id) else {
            self.nowhere(&trail.key(key), "ladder above this one called", id);
            return None;
        };
        if !other.rungs.iter().any(|it| it.id == *rung) {
            self.nowhere(&trail.key("min"), "rung on that ladder called", rung);
        }
        Some(other.at.clone())
    }

    /// A selection of questions whose being met can be judged.
    fn selection(&mut self, trail: &Trail, here: &Here<'_>, filter: &Where) {
        self.filter(trail, filter);
        let mut may_be_na = false;
        let mut is_empty = false;
        let mut unsaid = None;
        for at in self.plan.places(&here.ladder.at) {
            let questions = self.plan.selected(filter, at);
            is_empty |= questions.is_empty();
            let nodes = questions.iter().filter_map(|it| self.plan.node(*it));
            for node in nodes {
                may_be_na |= self.may_be_na(node);
                let options = node.scale.as_ref().and_then(|it| self.pack().scales.get(it));
                let says = options.is_some_and(|it| {
                    crate::scoring::plan::levels(it)
                        .all(|it| it.met.is_some() || !it.met_if.is_empty())
                });
                unsaid = unsaid.or_else(|| (!says).then(|| node.id.clone()));
            }
        }
        if let Some(node) = unsaid {
            let what = format!("the scale of “{node}” does not say which options are met");
            self.add(trail, what, "give each option “met: true” or “met: false”");
        }
        if may_be_na && here.ladder.na.is_none() {
            let hint = "say “na: exclude” or “na: deny” on the ladder";
            self.add(trail, "the ladder does not say what “not applicable” does", hint);
        }
        if is_empty && here.ladder.empty.is_none() {
            let hint = "say “empty: pass” or “empty: fail” on the ladder";
            self.add(trail, "at some place this selects no question at all", hint);
        }
    }

    fn open(&mut self, trail: &Trail, here: &Here<'_>, it: &OpenLimit) {
        self.not_negative(&trail.key("points_max"), &it.points_max);
        let never = it.never.iter().enumerate().map(|it| ("never", it));
        let but = it.but.iter().map(But::node).enumerate().map(|it| ("but", it));
        for (key, (index, id)) in but.chain(never) {
            if !self.plan.by_id.contains_key(id) {
                self.nowhere(&trail.key(key).index(index), "node", id);
            }
        }
        for (index, but) in it.but.iter().enumerate() {
            let But::From { node, at_least } = but else { continue };
            let scale = self.plan.by_id.get(node).and_then(|at| self.plan.scale_at(*at));
            if scale.is_some_and(|it| it.scale.option(at_least).is_none()) {
                let trail = trail.key("but").index(index).key("at_least");
                self.nowhere(&trail, "option of that question called", at_least);
            }
        }
        let places = self.plan.places(&here.ladder.at);
        let all = places.iter().flat_map(|at| self.plan.questions_at(*at));
        let lacks = all.filter_map(|at| self.plan.node(*at)).find(|it| it.points.is_none());
        if let Some(node) = lacks {
            let what = format!("question “{}” has no points", node.id);
            self.add(
                trail,
                what,
                format!("give it “points”, {} if it is worth nothing", Exact::zero()),
            );
        }
    }
}

/// The ladder a condition stands on.
struct Here<'a> {
    ladder: &'a Ladder,
    index: usize,
}
