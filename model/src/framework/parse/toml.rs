//! TOML into a located tree.

use std::ops::Range;

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::tree::{Budget, Data, Entry, Located, MAX_DEPTH, too_deep};
use crate::framework::problem::Problem;

/// Largest TOML file, in bytes: its parser keeps every token until the end.
const MAX_BYTES: usize = 2 << 20;

/// Reads one TOML document.
pub(crate) fn read(text: &str) -> Result<Located, Problem> {
    if text.len() > MAX_BYTES {
        let hint = "write it as YAML or JSON, or split it";
        return Err(Problem::of_file(None, "a TOML pack may have 2 MiB at most", hint));
    }
    let lines = Lines::of(text);
    let parsed = DeTable::parse(text).map_err(|err| {
        let line = err.span().map_or(1, |span| lines.line(&span));
        let what = format!("this is not TOML: {}", err.message());
        Problem::of_file(
            Some(line),
            what,
            "look at this line: quotes, brackets, keys that stand twice",
        )
    })?;
    let mut budget = Budget::default();
    let data = table(parsed.get_ref(), &lines, &mut budget, 0)?;
    Ok(Located { line: 1, data })
}

/// Where each line begins.
struct Lines(Vec<usize>);

impl Lines {
    fn of(text: &str) -> Self {
        Self(text.bytes().enumerate().filter(|it| it.1 == b'\n').map(|it| it.0).collect())
    }

    fn line(&self, span: &Range<usize>) -> u32 {
        let before = self.0.partition_point(|end| *end < span.start);
        u32::try_from(before).unwrap_or(u32::MAX).saturating_add(1)
    }
}

fn table(
    from: &DeTable<'_>,
    lines: &Lines,
    budget: &mut Budget,
    depth: usize,
) -> Result<Data, Problem> {
    let mut entries = Vec::new();
    for (key, value) in from {
        let line = lines.line(&key.span());
        budget.spend(line, key.get_ref().len())?;
        let value = located(value, lines, budget, depth + 1)?;
        entries.push(Entry { key: key.get_ref().clone().into_owned(), line, value });
    }
    entries.sort_by_key(|it| it.line);
    Ok(Data::Table(entries))
}

fn located(
    from: &Spanned<DeValue<'_>>,
    lines: &Lines,
    budget: &mut Budget,
    depth: usize,
) -> Result<Located, Problem> {
    let line = lines.line(&from.span());
    if depth > MAX_DEPTH {
        return Err(too_deep(line));
    }
    let data = match from.get_ref() {
        DeValue::String(text) => Data::Text(text.clone().into_owned()),
        DeValue::Integer(number) => whole(number.as_str(), number.radix(), line)?,
        DeValue::Float(number) => Data::Float(number.as_str().to_owned()),
        DeValue::Boolean(it) => Data::Bool(*it),
        DeValue::Datetime(it) => Data::Text(it.to_string()),
        DeValue::Array(items) => {
            let items = items.iter().map(|it| located(it, lines, budget, depth + 1));
            Data::List(items.collect::<Result<_, _>>()?)
        }
        DeValue::Table(inner) => table(inner, lines, budget, depth)?,
    };
    let text = if let Data::Text(text) = &data { text.len() } else { 0 };
    budget.spend(line, text)?;
    Ok(Located { line, data })
}

fn whole(text: &str, radix: u32, line: u32) -> Result<Data, Problem> {
    if radix == 10 {
        return Ok(Data::Whole(text.to_owned()));
    }
    let number = i64::from_str_radix(text, radix).map_err(|err| {
        Problem::of_file(
            Some(line),
            format!("this number can't be read: {err}"),
            "write it in tens",
        )
    })?;
    Ok(Data::Whole(number.to_string()))
}
