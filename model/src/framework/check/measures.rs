//! Measures: what they read is there, and no policy is left open where it matters.

use super::{Check, FIELDS, short};
use crate::{
    framework::{
        Blank, Choice, Measure, Na, Node, Of, Operator, Permission, Place, Weight, problem::Trail,
    },
    ids::OptionId,
    scoring::{Exact, plan::levels, wiring::Source},
};

impl<'a> Check<'a, '_, '_> {
    pub(super) fn measures(&mut self) {
        let top = Trail::default().key("measures");
        let measures = &self.pack().measures;
        self.at_most(&top, measures.len(), 100);
        self.unique(&top, measures.iter().enumerate().map(|it| (it.0, it.1.id.as_str())));
        let mut may_lack = Vec::new();
        for (index, measure) in measures.iter().enumerate() {
            let trail = top.index(index);
            if ["items", "children"].contains(&measure.id.as_str()) {
                self.add(&trail.key("id"), "this name is taken by the format", "choose another");
            }
            self.text(&trail.key("title"), &measure.title);
            self.known_kind(&trail.key("at"), &measure.at);
            let na = self.reads(&trail, index, measure, &may_lack);
            if na && measure.na.is_none() && !self.problems.has(&trail.key("na")) {
                let hint = "say “na: exclude”, “as_met”, “as_target”, “worst” or “block”";
                self.add(&trail, "the measure does not say what “not applicable” does", hint);
            }
            self.policies(&trail, measure);
            self.options(&trail, measure);
            self.outcome(&trail, measure);
            may_lack.push(na && matches!(measure.na, Some(Na::Exclude) | None));
        }
    }

    /// Checks what a measure reads; says whether any of it can be “not applicable”.
    fn reads(&mut self, trail: &Trail, index: usize, measure: &Measure, may_lack: &[bool]) -> bool {
        let source = Source::of(self.pack(), index);
        if let Some(filter) = &measure.filter {
            self.filter(trail, filter);
        }
        match source {
            Source::Items | Source::Children => {
                let inputs = self.inputs(measure);
                if inputs.is_empty() {
                    let what = "the measure reads nothing anywhere";
                    self.add(trail, what, "check “at”, “where” and “select”");
                }
                inputs.iter().any(|it| self.may_be_na(it))
            }
            Source::Measures(read) => {
                if measure.filter.is_some() && matches!(measure.of, Of::Many(_)) {
                    let what = "“where” chooses among nodes, not among measures";
                    self.add(&trail.key("where"), what, "leave it out");
                }
                for other in &read {
                    self.reachable(trail, measure, *other);
                }
                read.iter().any(|it| may_lack.get(*it).copied().unwrap_or(false))
            }
            Source::Nowhere(name) => {
                let what = format!("there is no measure “{}” above this one", short(&name));
                self.add(&trail.key("of"), what, "use items, children or a measure listed earlier");
                false
            }
        }
    }

    fn reachable(&mut self, trail: &Trail, measure: &Measure, other: usize) {
        let Some(other) = self.pack().measures.get(other) else { return };
        let many = matches!(measure.of, Of::Many(_));
        let places = self.plan.places(&measure.at);
        if let Some(select) = measure.select.as_ref().filter(|_| !many) {
            let found = |at: &usize| !self.plan.at_depth(&other.at, *at, select.depth).is_empty();
            if !places.iter().any(found) {
                let what = format!("the measure “{}” is not computed at that depth", other.id);
                self.add(&trail.key("select").key("depth"), what, "count levels: 1 is a child");
            }
            return;
        }
        let here = |at: &usize| self.plan.is_at(&other.at, *at);
        let found = if many {
            places.iter().all(here)
        } else {
            places.iter().any(|it| here(it) || !self.plan.nearest_below(&other.at, *it).is_empty())
        };
        if !found && !places.is_empty() {
            let what = format!("the measure “{}” is not computed there", other.id);
            let hint = if many {
                "compute both at the same place"
            } else {
                "compute it at the same place or below"
            };
            self.add(&trail.key("of"), what, hint);
        }
    }

    /// Returns the questions a measure reads.
    fn inputs(&self, measure: &Measure) -> Vec<&'a Node> {
        let plan = self.plan;
        let tops = match measure.at {
            Place::Root => vec![plan.root()],
            Place::Every | Place::Kind(_) => plan.nearest_below(&measure.at, plan.root()),
        };
        let all = tops.into_iter().flat_map(|it| plan.questions_at(it)).copied();
        let all = all.filter(|it| measure.filter.as_ref().is_none_or(|by| plan.selects(by, *it)));
        all.filter_map(|it| plan.node(it)).collect()
    }

    pub(super) fn may_be_na(&self, node: &Node) -> bool {
        let scale = node.scale.as_ref().and_then(|it| self.pack().scales.get(it));
        node.depends_on.is_some() || scale.is_some_and(|it| it.na == Permission::Allow)
    }

    fn policies(&mut self, trail: &Trail, measure: &Measure) {
        if measure.blank.is_none() && !self.problems.has(&trail.key("blank")) {
            let hint = "say “blank: block”, “skip”, “worst”, “worst_once_begun”, {skip_up_to: …} or {value: …}";
            self.add(trail, "the measure does not say what a missing answer does", hint);
        }
        let reads_questions =
            matches!(&measure.of, Of::One(name) if ["items", "children"].contains(&name.as_str()));
        if measure.na == Some(Na::AsTarget) && (!reads_questions || measure.op == Operator::Deduct)
        {
            let what = "only a question whose value counts has a target";
            self.add(&trail.key("na"), what, "use exclude, as_met, worst or block");
        }
        if let Some(Blank::SkipUpTo(share)) = &measure.blank {
            self.between(&trail.key("blank").key("skip_up_to"), share, 0, 1);
        }
        if let Some(Blank::Value(value)) = &measure.blank {
            let trail = trail.key("blank").key("value");
            self.number(&trail, value);
            if measure.op == Operator::Deduct {
                self.add(
                    &trail,
                    "a missing answer has no value under deduct",
                    "use worst, skip or block",
                );
            }
            if matches!(measure.op, Operator::Share | Operator::Count | Operator::Stack) {
                self.between(&trail, value, 0, 1);
            }
        }
    }

    /// Checks that every option read says what the operator needs.
    fn options(&mut self, trail: &Trail, measure: &Measure) {
        let is_items =
            matches!(&measure.of, Of::One(name) if ["items", "children"].contains(&name.as_str()));
        let by_item = matches!(
            measure.op,
            Operator::Share | Operator::Count | Operator::Deduct | Operator::Stack
        );
        if by_item && !matches!(&measure.of, Of::One(name) if name.as_str() == "items") {
            let what = "share, count, deduct and stack look at questions";
            self.add(&trail.key("of"), what, "use “of: items”");
            return;
        }
        if !is_items {
            return;
        }
        for node in self.inputs(measure) {
            let Some(name) = &node.scale else { continue };
            let Some(scale) = self.pack().scales.get(name) else { continue };
            for choice in levels(scale) {
                if let Some(lacks) = lacks(measure, choice) {
                    let what = format!(
                        "option “{}” of scale “{name}” has no {lacks}, which this measure reads",
                        choice.id
                    );
                    self.add(trail, what, format!("give the option a “{lacks}”"));
                    return;
                }
            }
            if measure.op == Operator::Deduct && node.points.is_none() {
                self.add(
                    trail,
                    format!("question “{}” has no points to deduct", node.id),
                    "give it “points”",
                );
                return;
            }
            if measure.op == Operator::Stack && node.level.is_none() {
                self.add(
                    trail,
                    format!("question “{}” has no level to stack", node.id),
                    "give it a “level”",
                );
                return;
            }
        }
    }

    fn outcome(&mut self, trail: &Trail, measure: &Measure) {
        let op = measure.op;
        let weighted = !matches!(measure.weight, None | Some(Weight::None));
        if weighted
            && matches!(op, Operator::Min | Operator::Max | Operator::Median | Operator::Deduct)
        {
            self.add(&trail.key("weight"), "this operator takes no weights", "leave the key out");
        }
        if weighted && matches!(measure.of, Of::Many(_)) {
            self.add(&trail.key("weight"), "measures have no weights", "leave the key out");
        }
        let only = |fits: bool, present: bool| present && !fits;
        let counts = matches!(op, Operator::Share | Operator::Count | Operator::Stack);
        let deduct = op == Operator::Deduct;
        let figures = !counts && !deduct;
        let is_items = matches!(&measure.of, Of::One(name) if name.as_str() == "items");
        let by_depth = matches!(&measure.of, Of::One(name) if name.as_str() != "children");
        for (key, misplaced) in [
            ("count", only(counts, measure.count.is_some())),
            ("start", only(deduct, measure.start.is_some())),
            ("partial_option", only(deduct, measure.partial_option.is_some())),
            ("field", only(figures && is_items, measure.field.is_some())),
            ("normalise", only(figures, measure.normalise)),
            ("cap", only(figures, measure.cap.is_some())),
            ("select", only(by_depth, measure.select.is_some())),
            ("scale", only(measure.denormalise, measure.scale.is_some())),
        ] {
            if misplaced {
                let what = format!("“{key}” means nothing for this measure");
                self.add(&trail.key(key), what, "leave the key out");
            }
        }
        self.numbers(trail, measure);
    }

    fn numbers(&mut self, trail: &Trail, measure: &Measure) {
        if measure.op == Operator::Deduct && measure.start.is_none() {
            self.add(trail, "deduct does not say where it starts", "give “start”");
        }
        for (key, number) in [
            ("start", &measure.start),
            ("times", &measure.times),
            ("incomplete_cap", &measure.incomplete_cap),
        ] {
            if let Some(number) = number {
                self.number(&trail.key(key), number);
            }
        }
        if let Some(field) = &measure.field {
            self.one_of(&trail.key("field"), field, &FIELDS);
        }
        if let Some(cap) = &measure.cap {
            match cap.as_str().parse::<Exact>() {
                Ok(number) => self.number(&trail.key("cap"), &number),
                Err(_) if cap.as_str() == "target" => {
                    if !matches!(&measure.of, Of::One(name) if name.as_str() == "items") {
                        let what = "only questions have a target";
                        self.add(&trail.key("cap"), what, "use “of: items”, or a number");
                    }
                }
                Err(_) => {
                    let what = format!("“{}” is no cap", short(cap.as_str()));
                    self.add(&trail.key("cap"), what, "use “target” or a number");
                }
            }
        }
        if measure.denormalise {
            let scale = measure.scale.as_ref().and_then(|it| self.plan.scales.get(it.as_str()));
            if scale.is_none_or(|it| it.low.is_none() || it.high.is_none()) {
                let what = "“denormalise” needs a scale with a range";
                self.add(&trail.key("scale"), what, "name a scale of this pack that has one");
            }
        }
        let somewhere =
            |option: &OptionId| self.pack().scales.values().any(|it| it.option(option).is_some());
        if let Some(option) = measure.partial_option.as_ref().filter(|it| !somewhere(it)) {
            self.nowhere(&trail.key("partial_option"), "option on any scale", option);
        }
        self.limits(trail, measure);
    }

    fn limits(&mut self, trail: &Trail, measure: &Measure) {
        if measure.select.as_ref().is_some_and(|it| it.depth == 0) {
            self.add(
                &trail.key("select").key("depth"),
                "nothing is nought levels below",
                "use 1 for children",
            );
        }
        if measure.round.as_ref().is_some_and(|it| it.digits > 9) {
            self.add(
                &trail.key("round").key("digits"),
                "that is finer than anybody needs",
                "use 9 at most",
            );
        }
        if measure.of == Of::One(measure.id.clone())
            || matches!(&measure.of, Of::Many(it) if it.is_empty())
        {
            self.add(&trail.key("of"), "the measure reads itself or nothing", "name what it reads");
        }
        if matches!(&measure.of, Of::One(name) if name.as_str() == "children")
            && measure.at == Place::Root
        {
            let what = "at the root, “children” would be every question, one by one";
            self.add(
                &trail.key("of"),
                what,
                "use “items”, or a measure computed at the dimensions",
            );
        }
    }
}

/// Says what `choice` lacks for `measure`.
fn lacks(measure: &Measure, choice: &Choice) -> Option<&'static str> {
    use crate::framework::Count;
    let word = match measure.op {
        Operator::Share | Operator::Count | Operator::Stack => match measure.count {
            None | Some(Count::Met) => "met",
            Some(Count::Credit) => "credit",
        },
        Operator::Deduct => "met",
        Operator::Mean | Operator::Sum | Operator::Min | Operator::Max | Operator::Median => {
            match measure.field.as_deref() {
                Some("met") => "met",
                Some("credit") => "credit",
                Some(_) | None => "value",
            }
        }
    };
    let found = match word {
        "met" => choice.met.is_some() || !choice.met_if.is_empty(),
        "credit" => choice.credit.is_some(),
        _ => choice.value.is_some(),
    };
    (!found).then_some(word)
}
