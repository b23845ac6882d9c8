//! Tables: a header and rows, from CSV or from the sheets of a workbook.

use super::{
    File, Hint, ImportError, Trouble, Wrong,
    sheet::{Lines, delimiter_of},
    source,
};

/// Most rows of a table: the answers of 160 people to 1,200 questions fit.
const MAX_ROWS: usize = 200_000;
/// Most columns of a table.
const MAX_COLUMNS: usize = 2000;
/// Most cells of a file.
pub(super) const MAX_CELLS: usize = 2_000_000;

/// A table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Table {
    /// Name of the sheet; empty for CSV.
    pub(super) name: String,
    pub(super) header: Vec<String>,
    pub(super) rows: Vec<Row>,
}

/// A row and the line it begins on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) line: u32,
    pub(super) cells: Vec<String>,
}

impl Row {
    /// Returns a cell; empty where the row is shorter.
    pub(super) fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }

    fn is_blank(&self) -> bool {
        self.cells.iter().all(|it| it.trim().is_empty())
    }
}

impl Table {
    /// Takes rows: the first that says something is the header.
    pub(super) fn of(path: &str, name: &str, rows: Vec<Row>) -> Result<Self, ImportError> {
        let mut rows = rows.into_iter().filter(|it| !it.is_blank());
        let header = rows.next().map(|it| it.cells).unwrap_or_default();
        let header: Vec<String> = header.iter().map(|it| it.trim().to_owned()).collect();
        let table = Self { name: name.to_owned(), header, rows: rows.collect() };
        if table.header.len() > MAX_COLUMNS || table.rows.len() > MAX_ROWS {
            let (columns, rows) = (table.header.len(), table.rows.len());
            let what = Wrong::LargeTable { columns, rows };
            return Err(ImportError::TooLarge(Trouble::of(path, None, what, Hint::Table)));
        }
        Ok(table)
    }

    /// Returns the first column called one of these, in the order of the names.
    pub(super) fn column(&self, names: &[&str]) -> Option<usize> {
        names.iter().find_map(|name| self.header.iter().position(|it| plain(it) == *name))
    }
}

/// Returns a header in small letters, words apart by one blank.
pub(super) fn plain(header: &str) -> String {
    let mut out = String::new();
    for char in header.trim().chars().flat_map(char::to_lowercase) {
        if char.is_alphanumeric() || char == '#' || char == ':' {
            out.push(char);
        } else if !out.ends_with(' ') && !out.is_empty() {
            out.push(' ');
        }
    }
    out.trim_end().to_owned()
}

/// Reads CSV with commas, semicolons or tabs.
pub(super) fn csv(file: &File<'_>) -> Result<Table, ImportError> {
    let text = source::text(file)?;
    let broken = |line, what: Wrong| {
        Err(ImportError::Broken(Trouble::of(file.path, line, what, Hint::ResaveCsv)))
    };
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter_of(text))
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut lines = Lines::of(text);
    let (mut rows, mut cells) = (Vec::new(), 0_usize);
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(err) => return broken(None, Wrong::NotCsv(err.to_string())),
        };
        let line = u32::try_from(lines.at(&record)).unwrap_or(u32::MAX);
        cells = cells.saturating_add(record.len());
        if cells > MAX_CELLS || rows.len() > MAX_ROWS {
            let trouble = Trouble::of(file.path, Some(line), Wrong::LargeCsv, Hint::Less);
            return Err(ImportError::TooLarge(trouble));
        }
        rows.push(Row { line, cells: record.iter().map(str::to_owned).collect() });
    }
    Table::of(file.path, "", rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(many: usize) -> Vec<Row> {
        let row = |n: usize| Row { line: u32::try_from(n).unwrap(), cells: vec!["x".to_owned()] };
        (0..=many).map(row).collect()
    }

    #[test]
    fn the_answers_of_a_hundred_and_sixty_people_fit_and_what_is_larger_is_refused() {
        assert_eq!(Table::of("a.xlsx", "Answers", rows(160 * 1_200)).unwrap().rows.len(), 192_000);
        let refused = Table::of("a.xlsx", "Answers", rows(MAX_ROWS + 1)).unwrap_err().to_string();
        assert!(refused.contains("200,000 rows"), "{refused}");
    }
}
