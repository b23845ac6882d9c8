//! What is being typed about an answer, and when it may be kept.

use muster_model::{
    answer::{Answer, Basis, Said},
    evidence::Evidence,
    scoring::Exact,
    time::Date,
};

use crate::say::say;

use super::Kind;

/// What is being typed about one answer.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Fields {
    /// Why.
    pub note: String,
    /// Words and links that show it, one a line. What was attached is not typed here.
    pub evidence: String,
    /// Why it does not apply; `None` while nobody said so.
    pub reason: Option<String>,
    /// Words or number of an open question.
    pub text: String,
    /// Day of the test.
    pub day: String,
    /// Whether anything was typed that is not kept yet.
    pub dirty: bool,
    /// When it was typed, in seconds of the window.
    pub at: f64,
}

/// Why what was typed can't be kept yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unready {
    /// There is nothing to keep it with.
    NothingSaid,
    /// “Not applicable” without a reason.
    NoReason,
    /// Not a number.
    NotANumber,
    /// Not a share of 100.
    NotAPercent,
    /// Not a day.
    NotADay,
}

impl Unready {
    /// Says it to people.
    pub fn words(self) -> &'static str {
        match self {
            Self::NothingSaid => {
                say!("answer-unready-nothing")
            }
            Self::NoReason => say!("answer-unready-reason"),
            Self::NotANumber => say!("answer-unready-number"),
            Self::NotAPercent => say!("answer-unready-percent"),
            Self::NotADay => say!("answer-unready-day"),
        }
    }
}

impl Fields {
    /// Fills the fields from what is kept.
    pub fn of(answer: Option<&Answer>) -> Self {
        let Some(answer) = answer else { return Self::default() };
        let reason = match &answer.said {
            Said::NotApplicable { reason } => Some(reason.clone()),
            Said::Option(_) | Said::DontKnow | Said::Text(_) | Said::Number(_) => None,
        };
        let text = match &answer.said {
            Said::Text(text) | Said::Number(text) => text.clone(),
            Said::Option(_) | Said::DontKnow | Said::NotApplicable { .. } => String::new(),
        };
        let day = match answer.basis {
            Basis::Tested(day) => day.to_string(),
            Basis::Claimed | Basis::Documented => String::new(),
        };
        Self {
            note: answer.note.clone(),
            evidence: lines(answer),
            reason,
            text,
            day,
            dirty: false,
            at: 0.0,
        }
    }

    /// Notes that something was typed at `now`.
    pub fn typed(&mut self, now: f64) {
        self.dirty = true;
        self.at = now;
    }

    /// Returns the answer that what was typed makes of `before`; `None` takes it back.
    pub fn answer(&self, kind: &Kind, before: Option<&Answer>) -> Result<Option<Answer>, Unready> {
        let Some(said) = self.said(kind, before)? else { return Ok(None) };
        self.with(said, before.map(|it| it.basis).unwrap_or_default(), before).map(Some)
    }

    /// Returns the answer that says `said`, with note and evidence as typed, and what was attached to `before`.
    pub fn with(
        &self,
        said: Said,
        basis: Basis,
        before: Option<&Answer>,
    ) -> Result<Answer, Unready> {
        let basis = match basis {
            Basis::Tested(day) if self.day.trim().is_empty() => Basis::Tested(day),
            Basis::Tested(_) => {
                Basis::Tested(self.day.trim().parse::<Date>().ok().ok_or(Unready::NotADay)?)
            }
            Basis::Claimed | Basis::Documented => basis,
        };
        let typed = self.evidence.lines().map(str::trim).filter(|it| !it.is_empty());
        let attached = before.into_iter().flat_map(|it| &it.evidence).filter(|it| is_attached(it));
        Ok(Answer {
            said,
            note: self.note.trim().to_owned(),
            basis,
            evidence: typed.map(Evidence::of).chain(attached.cloned()).collect(),
        })
    }

    fn said(&self, kind: &Kind, before: Option<&Answer>) -> Result<Option<Said>, Unready> {
        if let Some(reason) = &self.reason {
            let reason = reason.trim().to_owned();
            let given = (!reason.is_empty()).then_some(Said::NotApplicable { reason });
            return given.ok_or(Unready::NoReason).map(Some);
        }
        let text = self.text.trim();
        let kept = before.map(|it| it.said.clone());
        match kind {
            Kind::Levels(_) => kept.ok_or(Unready::NothingSaid).map(Some),
            Kind::Text | Kind::Percent | Kind::Number if text.is_empty() => {
                let written = matches!(kept, Some(Said::Text(_) | Said::Number(_)) | None);
                if !written {
                    Ok(kept)
                } else if self.note.trim().is_empty() && self.evidence.trim().is_empty() {
                    Ok(None)
                } else {
                    Err(Unready::NothingSaid)
                }
            }
            Kind::Text => Ok(Some(Said::Text(text.to_owned()))),
            Kind::Number => Ok(Some(Said::Number(number(text)?.to_string()))),
            Kind::Percent => {
                let number = number(text).ok().ok_or(Unready::NotAPercent)?;
                let fits = !number.is_negative() && number <= Exact::whole(100);
                if fits {
                    Ok(Some(Said::Number(number.to_string())))
                } else {
                    Err(Unready::NotAPercent)
                }
            }
        }
    }
}

fn number(text: &str) -> Result<Exact, Unready> {
    let plain = text.trim_end_matches('%').trim().replace(',', ".");
    let number = plain.parse::<Exact>().ok().filter(|_| !plain.contains('/'));
    number.ok_or(Unready::NotANumber)
}

/// Says whether a piece of evidence is more than a line that can be typed.
pub(in crate::screens::answer) fn is_attached(it: &Evidence) -> bool {
    it.stored() != it.to_string() || it.stored().contains('\n')
}

/// Returns what can be typed of an answer's evidence, one a line.
fn lines(answer: &Answer) -> String {
    let typed = answer.evidence.iter().filter(|it| !is_attached(it));
    let typed: Vec<&str> = typed.map(Evidence::stored).collect();
    typed.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typing_does_not_lose_what_was_attached() {
        let kept_file = Evidence::of_link("https://example.org", "log", None);
        let evidence = vec![Evidence::of("a line"), kept_file.clone()];
        let before = Answer { evidence, ..kept(Said::DontKnow) };
        let mut fields = Fields::of(Some(&before));
        assert_eq!(fields.evidence, "a line");
        fields.evidence = "another".to_owned();
        let answer = fields.answer(&Kind::Text, Some(&before)).unwrap().unwrap();
        assert_eq!(answer.evidence, [Evidence::of("another"), kept_file]);
    }

    fn kept(said: Said) -> Answer {
        Answer::of(said)
    }

    #[test]
    fn a_note_waits_for_a_level() {
        let fields = Fields { note: "Because".to_owned(), ..Fields::default() };
        let levels = Kind::Levels(Vec::new());
        assert_eq!(fields.answer(&levels, None), Err(Unready::NothingSaid));
        let found = fields.answer(&levels, Some(&kept(Said::DontKnow))).unwrap().unwrap();
        assert_eq!((found.said, found.note.as_str()), (Said::DontKnow, "Because"));
    }

    #[test]
    fn not_applicable_needs_a_reason() {
        let levels = Kind::Levels(Vec::new());
        let mut fields = Fields { reason: Some("  ".to_owned()), ..Fields::default() };
        assert_eq!(fields.answer(&levels, None), Err(Unready::NoReason));
        fields.reason = Some(" No ships ".to_owned());
        let found = fields.answer(&levels, None).unwrap().unwrap();
        assert_eq!(found.said, Said::NotApplicable { reason: "No ships".to_owned() });
    }

    #[test]
    fn a_share_is_a_number_from_0_to_100() {
        let answer = |text: &str| {
            let fields = Fields { text: text.to_owned(), ..Fields::default() };
            fields.answer(&Kind::Percent, None)
        };
        let said = |text: &str| answer(text).unwrap().unwrap().said;
        assert_eq!(said("40 %"), Said::Number("40".to_owned()));
        assert_eq!(said("12,5"), Said::Number("12.5".to_owned()));
        for wrong in ["101", "-1", "half", "1/3"] {
            assert_eq!(answer(wrong), Err(Unready::NotAPercent), "{wrong}");
        }
        assert_eq!(answer(" "), Ok(None));
    }

    #[test]
    fn a_test_needs_its_day() {
        let day = Date::new(2026, 3, 31).unwrap();
        let before = Answer { basis: Basis::Tested(day), ..kept(Said::DontKnow) };
        let mut fields = Fields::of(Some(&before));
        assert_eq!(fields.answer(&Kind::Text, Some(&before)), Ok(Some(before.clone())));
        fields.day = "31.3.".to_owned();
        assert_eq!(fields.answer(&Kind::Text, Some(&before)), Err(Unready::NotADay));
    }
}
