//! Scales and how several respondents become one value.

use super::{Check, PROOFS, SCALE};
use crate::{
    framework::{Choice, Permission, Scale, problem::Trail},
    scoring::plan::levels,
};

impl Check<'_, '_, '_> {
    pub(super) fn scales(&mut self) {
        let top = Trail::default().key("scales");
        self.at_most(&top, self.pack().scales.len(), 1000);
        for (name, scale) in &self.pack().scales {
            self.scale(&top.key(name), scale);
        }
    }

    fn scale(&mut self, trail: &Trail, scale: &Scale) {
        self.extra(trail, &scale.extra, &SCALE);
        let options = trail.key("options");
        if levels(scale).next().is_none() {
            self.add(
                &options,
                "the scale has no option to choose",
                "list its options, lowest first",
            );
        }
        self.at_most(&options, scale.options.len(), 100);
        self.unique(&options, scale.options.iter().enumerate().map(|it| (it.0, it.1.id.as_str())));
        if let Some((low, high)) = &scale.range {
            self.number(&trail.key("range").index(0), low);
            self.number(&trail.key("range").index(1), high);
            if low >= high {
                let what = "the range does not go from low to high";
                self.add(&trail.key("range"), what, "write [lowest, highest]");
            }
        }
        for (key, special) in
            [("na_option", &scale.na_option), ("blank_option", &scale.blank_option)]
        {
            if let Some(option) = special.as_ref().filter(|it| scale.option(it).is_none()) {
                self.nowhere(&trail.key(key), "option on this scale", option);
            }
        }
        if scale.na_option.is_some() && scale.na == Permission::Deny {
            let what = "the scale has an option for “not applicable” and denies it";
            self.add(&trail.key("na"), what, "leave out “na_option” or “na: deny”");
        }
        let mut last = None;
        for (index, choice) in scale.options.iter().enumerate() {
            let here = options.index(index);
            self.choice(&here, choice, scale);
            let level = levels(scale).any(|it| it.id == choice.id);
            if let Some(value) = choice.value.as_ref().filter(|_| level) {
                if last.is_some_and(|last| last > value) {
                    let what = "an option is worth less than the one before";
                    self.add(&here.key("value"), what, "list options from low to high");
                }
                last = Some(value);
            }
        }
    }

    fn choice(&mut self, trail: &Trail, choice: &Choice, scale: &Scale) {
        self.text(&trail.key("label"), &choice.label);
        if let Some(value) = &choice.value {
            self.number(&trail.key("value"), value);
            if scale.range.as_ref().is_some_and(|(low, high)| value < low || value > high) {
                let what = "the value is outside the range of the scale";
                self.add(&trail.key("value"), what, "widen the range, or correct the value");
            }
        }
        if let Some(credit) = &choice.credit {
            self.between(&trail.key("credit"), credit, 0, 1);
        }
        for (index, it) in choice.met_if.iter().enumerate() {
            let trail = trail.key("met_if").index(index);
            self.one_of(&trail.key("needs"), &it.needs, &PROOFS);
            self.tag(&trail.key("tag"), &it.tag);
        }
    }

    pub(super) fn respondents(&mut self) {
        let (trail, rule) = (Trail::default().key("respondents"), &self.pack().respondents);
        if rule.quorum == 0 || rule.quorum > 1000 {
            self.add(&trail.key("quorum"), "so many voices make no quorum", "use 1 to 1000");
        }
        for (role, weight) in &rule.role_weights {
            self.not_negative(&trail.key("role_weights").key(role), weight);
        }
        if let Some(spread) = &rule.flag_spread {
            self.not_negative(&trail.key("flag_spread"), spread);
        }
        if rule.self_excluded && !self.tags.iter().any(|it| it.starts_with("about:")) {
            let what = "no question says whom it is about";
            let hint = "tag questions or what is above them “about:ROLE”, or leave the key out";
            self.add(&trail.key("self_excluded"), what, hint);
        }
    }
}
