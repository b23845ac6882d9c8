//! One cell: guarding against formulas, and lists within a cell.

/// First characters that make a spreadsheet run a cell, and the guard itself.
const RISKY: [char; 12] = ['=', '+', '-', '@', '\t', '\r', '\n', '\'', '＝', '＋', '－', '＠'];

fn is_risky(text: &str) -> bool {
    text.starts_with(RISKY)
}

/// Puts a `'` before text that a spreadsheet would run as a formula. [`unguard`] takes it away again.
pub(in crate::import) fn guard(text: &str) -> String {
    if is_risky(text) { format!("'{text}") } else { text.to_owned() }
}

/// Takes the guard away; text that never had one stays as it is.
pub(in crate::import) fn unguard(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if is_risky(rest) => rest,
        Some(_) | None => text,
    }
}

/// Appends a line of cells, quoted where needed.
pub(in crate::import) fn push_record<'a>(out: &mut String, cells: impl Iterator<Item = &'a str>) {
    for (index, cell) in cells.enumerate() {
        if index > 0 {
            out.push(',');
        }
        let plain = !cell.contains([',', ';', '"', '\n', '\r', '\t'])
            && cell.trim() == cell
            && !(index == 0 && cell.is_empty());
        if plain {
            out.push_str(cell);
        } else {
            out.push('"');
            out.push_str(&cell.replace('"', "\"\""));
            out.push('"');
        }
    }
    out.push('\n');
}

/// Joins a list into one cell: items apart by ` | `, with `\` before a bar or backslash that belongs to an item.
pub(in crate::import) fn join(items: &[String]) -> String {
    let escaped: Vec<String> =
        items.iter().map(|it| it.replace('\\', "\\\\").replace('|', "\\|")).collect();
    escaped.join(" | ")
}

/// Splits what [`join`] joined; blanks around an item and empty items fall away.
pub(in crate::import) fn split(cell: &str) -> Vec<String> {
    let mut items = Vec::new();
    let mut item = String::new();
    let mut chars = cell.chars();
    while let Some(char) = chars.next() {
        match char {
            '\\' => item.extend(chars.next()),
            '|' => items.push(std::mem::take(&mut item)),
            _ => item.push(char),
        }
    }
    items.push(item);
    items.retain_mut(|it| {
        it.trim().to_owned().clone_into(it);
        !it.is_empty()
    });
    items
}
