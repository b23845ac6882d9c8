//! The part of `relevant` that is understood: one question, answered by one of some options.
//!
//! `${q} = 'a'`, `selected(${q}, 'a')`, and several of these about the same question joined by `or`.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    framework::DependsOn,
    ids::{Name, NodeId},
};

/// A condition that is understood.
pub(super) struct Relevant(pub(super) DependsOn);

impl Relevant {
    /// Reads a condition; nothing if it says anything else.
    pub(super) fn of(
        written: &str,
        names: &BTreeMap<String, NodeId>,
        options: &BTreeMap<NodeId, BTreeSet<String>>,
    ) -> Option<Self> {
        let mut out: Option<DependsOn> = None;
        for part in written.split(" or ") {
            let (question, option) = term(part.trim())?;
            let node = names.get(question)?;
            if !options.get(node)?.contains(option) {
                return None;
            }
            let option = Name::nearest(option);
            match &mut out {
                None => out = Some(DependsOn { node: node.clone(), options: vec![option] }),
                Some(found) if found.node == *node => found.options.push(option),
                Some(_) => return None,
            }
        }
        out.map(Self)
    }
}

/// Reads `${q} = 'a'` or `selected(${q}, 'a')`.
fn term(written: &str) -> Option<(&str, &str)> {
    let written =
        written.strip_prefix('(').and_then(|it| it.strip_suffix(')')).unwrap_or(written).trim();
    let (left, right) = match written.strip_prefix("selected(") {
        Some(inside) => inside.strip_suffix(')')?.split_once(',')?,
        None => written.split_once('=')?,
    };
    let question = left.trim().strip_prefix("${")?.strip_suffix('}')?;
    let quoted = right.trim();
    let option = ['\'', '"']
        .into_iter()
        .find_map(|it| quoted.strip_prefix(it)?.strip_suffix(it))
        .or_else(|| quoted.parse::<i64>().is_ok().then_some(quoted))?;
    let plain = |text: &str| !text.contains(['\'', '"', '$', '(', ')']);
    (plain(question) && plain(option)).then_some((question, option))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn understood(written: &str) -> String {
        let names = ["q", "r"].map(|it| (it.to_owned(), it.parse().unwrap()));
        let options = ["q", "r"].map(|it| {
            (it.parse().unwrap(), BTreeSet::from(["a".to_owned(), "b".to_owned(), "1".to_owned()]))
        });
        match Relevant::of(written, &names.into(), &options.into()) {
            Some(it) => format!(
                "{}: {}",
                it.0.node,
                it.0.options.iter().map(Name::as_str).collect::<String>()
            ),
            None => "-".to_owned(),
        }
    }

    #[test]
    fn only_what_is_plain_is_understood() {
        for (written, expected) in [
            ("${q} = 'a'", "q: a"),
            ("${q}=\"b\"", "q: b"),
            ("selected(${q}, 'a')", "q: a"),
            ("${q} = 1", "q: 1"),
            ("(${q} = 'a') or ${q} = 'b'", "q: ab"),
            ("${q} = 'a' or ${r} = 'a'", "-"),
            ("${q} = 'a' and ${r} = 'a'", "-"),
            ("${q} != 'a'", "-"),
            ("${q} > 1", "-"),
            ("not(${q} = 'a')", "-"),
            ("${q} = 'x'", "-"),
            ("${x} = 'a'", "-"),
            ("count(${q}) = 1", "-"),
            ("", "-"),
        ] {
            assert_eq!(understood(written), expected, "{written}");
        }
    }
}
