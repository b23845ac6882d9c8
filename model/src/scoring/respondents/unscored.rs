//! Questions that have words and no score: open ones, and those outside the baseline.

use std::collections::BTreeMap;

use crate::{
    answer::{Answer, Said},
    ids::MemberId,
    scoring::{Exact, QuestionOutcome, QuestionValue, exact, told::Came},
};

/// Returns what has been said to a question that has no scale.
pub(crate) fn open_question(answers: Option<&BTreeMap<MemberId, Answer>>) -> QuestionOutcome {
    let empty = BTreeMap::new();
    let mut figures = Vec::new();
    let (mut n, mut dont_know, mut not_applicable) = (0, 0, 0);
    for answer in answers.unwrap_or(&empty).values() {
        match &answer.said {
            Said::Text(text) if text.trim().is_empty() => {}
            Said::Text(_) => n += 1,
            Said::Number(text) => {
                n += 1;
                figures.extend(text.parse::<Exact>());
            }
            Said::DontKnow => dont_know += 1,
            Said::NotApplicable { .. } => not_applicable += 1,
            Said::Option(_) => {}
        }
    }
    figures.sort();
    let median = exact::median(&figures);
    let came = if median.is_some() { Came::Written(figures.len()) } else { Came::Open };
    let value = if n > 0 {
        QuestionValue::Value { value: median, met: None, credit: None }
    } else if not_applicable > 0 {
        QuestionValue::NotApplicable
    } else {
        QuestionValue::Blank
    };
    QuestionOutcome { value, how: came.into(), n, dont_know, not_applicable }
}

/// Returns what counts of a question outside the baseline.
pub(crate) fn outside() -> QuestionOutcome {
    let how = Came::Outside.into();
    let value = QuestionValue::NotApplicable;
    QuestionOutcome { value, how, n: 0, dont_know: 0, not_applicable: 0 }
}
