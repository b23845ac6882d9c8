//! Parts of a control as running text, with parameters put in.

use std::collections::BTreeMap;

use crate::framework::parse::tree::Located;

/// Deepest parameter within a parameter, and part within a part.
const MAX_DEPTH: usize = 12;
/// Most bytes of one text; a pack takes less.
const MAX_TEXT: usize = 40_000;

/// Parameters by name.
#[derive(Debug, Default)]
pub(super) struct Params<'a> {
    defined: BTreeMap<&'a str, &'a Located>,
    /// Values a profile gives.
    set: BTreeMap<&'a str, &'a Located>,
    seen: usize,
}

impl<'a> Params<'a> {
    pub(super) fn add(&mut self, param: &'a Located) {
        self.seen += 1;
        self.defined.insert(param.text("id"), param);
    }

    pub(super) fn set(&mut self, id: &'a str, param: &'a Located) {
        self.set.insert(id, param);
    }

    pub(super) fn len(&self) -> usize {
        self.seen
    }

    /// Returns the statement, and what helps to understand it.
    pub(super) fn of_parts(&self, parts: &[Located]) -> (String, String) {
        let (mut statement, mut more) = (String::new(), String::new());
        for part in parts {
            match part.text("name") {
                "statement" | "item" => self.part(part, 0, &mut statement),
                "example" => {
                    let prose = self.filled(part.text("prose"), 0);
                    push_line(&mut more, 0, "Example:", &prose);
                }
                "guidance" | "overview" | "discussion" => self.part(part, 0, &mut more),
                _ => {}
            }
        }
        (statement.trim().to_owned(), more.trim().to_owned())
    }

    fn part(&self, part: &Located, depth: usize, out: &mut String) {
        if depth > MAX_DEPTH || out.len() > MAX_TEXT {
            return;
        }
        let label = part.list("props").iter().find(|it| it.text("name") == "label");
        let prose = self.filled(part.text("prose"), 0);
        push_line(out, depth, label.map_or("", |it| it.text("value")), &prose);
        for inner in part.list("parts") {
            self.part(inner, depth + 1, out);
        }
    }

    /// Replaces `{{ insert: param, NAME }}` (and the older `{{ NAME }}`) by what the parameter stands for.
    fn filled(&self, prose: &str, depth: usize) -> String {
        let mut out = String::new();
        let mut rest = prose;
        while let Some((before, after)) = rest.split_once("{{") {
            let Some((inside, behind)) = after.split_once("}}") else { break };
            out.push_str(before);
            let name = inside.rsplit([',', ' ']).find(|it| !it.is_empty()).unwrap_or_default();
            out.push_str(&self.stands_for(name, depth));
            rest = behind;
            if out.len() > MAX_TEXT {
                break;
            }
        }
        out.push_str(rest);
        out
    }

    fn stands_for(&self, name: &str, depth: usize) -> String {
        if depth > MAX_DEPTH / 4 {
            return "[…]".to_owned();
        }
        let Some(param) = self.set.get(name).or_else(|| self.defined.get(name)) else {
            return format!("[{name}]");
        };
        let values = param.word_list("values");
        if !values.is_empty() {
            return values.join(", ");
        }
        if let Some(select) = param.get("select") {
            let choices: Vec<String> =
                select.word_list("choice").iter().map(|it| self.filled(it, depth + 1)).collect();
            let many = select.text("how-many") == "one-or-more";
            let how = if many { "one or more of" } else { "one of" };
            return format!("[{how}: {}]", choices.join("; "));
        }
        let label = param.text("label");
        format!("[{}]", if label.is_empty() { name } else { label })
    }
}

fn push_line(out: &mut String, depth: usize, label: &str, prose: &str) {
    let prose = prose.trim();
    if prose.is_empty() {
        return;
    }
    let gap = if label.is_empty() { "" } else { " " };
    let indent = "  ".repeat(depth.saturating_sub(1));
    for piece in [&indent, label, gap, prose, "\n"] {
        out.push_str(piece);
    }
}
