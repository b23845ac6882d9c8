//! Actions as a sheet: what a plan or a report wrote as CSV or XLSX is taken back, changed or not.
//!
//! Columns: `id, title, status, closed, owner, due, effort, impact, node, description, origin, origin_of`, in any order;
//! others are passed over. A column that is not there says nothing of its field; an empty cell says that there is none.

use super::{
    File,
    sheet::{Problem, cell},
    table::{self, Row, Table},
    workbook,
};
use crate::{
    ids::{ActionId, NodeId},
    plan::{Entry, Grade, Origin, Owner, Status},
    time::Date,
};

/// Most problems reported.
const MAX_PROBLEMS: usize = 200;

/// One row: an action, and what it says of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionRow {
    /// Line of the file.
    pub line: u32,
    /// Which action; `None` for one that is new.
    pub id: Option<ActionId>,
    /// What it says, each field once.
    pub entries: Vec<Entry>,
}

/// Reads a sheet of actions, or returns everything that is wrong with it. `owner` says who is meant by a name; what is
/// done without a day is done `today`.
pub fn read(
    bytes: &[u8],
    owner: &dyn Fn(&str) -> Owner,
    today: Date,
) -> Result<Vec<ActionRow>, Vec<Problem>> {
    let file = File { path: "", bytes };
    let tables = if workbook::is_workbook(bytes) {
        workbook::tables(&file)
    } else {
        table::csv(&file).map(|it| vec![it])
    };
    let tables = tables.map_err(|err| {
        let trouble = err.trouble();
        vec![problem(
            trouble.line.unwrap_or(0),
            "",
            &trouble.what.to_string(),
            &trouble.hint.to_string(),
        )]
    })?;
    let fits = |it: &&Table| it.column(&["title"]).is_some() && it.column(&["status"]).is_some();
    let Some(table) = tables.iter().find(fits) else {
        let hint = "export the plan first to get a sheet that fits";
        return Err(vec![problem(0, "", "no sheet has the columns “title” and “status”", hint)]);
    };
    let mut out = Vec::new();
    let mut problems = Vec::new();
    for row in &table.rows {
        let reading = Reading { table, row, owner, today };
        match reading.action() {
            Ok(row) => out.push(row),
            Err(problem) => problems.push(problem),
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    for row in &out {
        if row.id.is_some_and(|it| !seen.insert(it)) {
            problems.push(problem(row.line, "id", "this action stands in the sheet twice", ""));
        }
    }
    problems.sort_by_key(|it| it.line);
    problems.truncate(MAX_PROBLEMS);
    if problems.is_empty() { Ok(out) } else { Err(problems) }
}

fn problem(line: u32, column: &str, text: &str, hint: &str) -> Problem {
    Problem {
        line: line.into(),
        column: column.to_owned(),
        text: text.to_owned(),
        hint: hint.to_owned(),
    }
}

struct Reading<'a> {
    table: &'a Table,
    row: &'a Row,
    owner: &'a dyn Fn(&str) -> Owner,
    today: Date,
}

impl Reading<'_> {
    /// Returns a cell without blanks around it; `None` where the column is not there.
    fn cell(&self, name: &str) -> Option<&str> {
        let column = self.table.column(&[&table::plain(name)])?;
        Some(cell::unguard(self.row.cell(column)).trim())
    }

    fn wrong(&self, column: &str, text: &str, hint: &str) -> Problem {
        problem(self.row.line, column, text, hint)
    }

    fn action(&self) -> Result<ActionRow, Problem> {
        let id = match self.cell("id") {
            None | Some("") => None,
            Some(text) => {
                let hint = "leave it empty for a new action";
                Some(
                    text.parse()
                        .map_err(|_no_id| self.wrong("id", "this is no action’s id", hint))?,
                )
            }
        };
        let mut entries = Vec::new();
        let title = self.cell("title").unwrap_or_default();
        if title.is_empty() {
            return Err(self.wrong("title", "an action needs a title", ""));
        }
        entries.push(Entry::Title(title.to_owned()));
        entries.extend(self.cell("description").map(|it| Entry::Description(it.to_owned())));
        if let Some(name) = self.cell("owner") {
            entries.push(Entry::Owner((!name.is_empty()).then(|| (self.owner)(name))));
        }
        entries.extend(self.maybe(
            "due",
            Entry::Due,
            |it| it.parse().ok(),
            "write it as YYYY-MM-DD",
        )?);
        let grade = |it: &str| Grade::named(&it.to_lowercase());
        entries.extend(self.maybe("effort", Entry::Effort, grade, "low, medium or high")?);
        entries.extend(self.maybe("impact", Entry::Impact, grade, "low, medium or high")?);
        let node = |it: &str| it.parse::<NodeId>().ok();
        entries.extend(self.maybe(
            "node",
            Entry::Node,
            node,
            "the id of a question or dimension",
        )?);
        entries.extend(self.origin()?);
        entries.extend(self.status()?);
        Ok(ActionRow { line: self.row.line, id, entries })
    }

    fn maybe<T>(
        &self,
        column: &str,
        entry: impl Fn(Option<T>) -> Entry,
        read: impl Fn(&str) -> Option<T>,
        hint: &str,
    ) -> Result<Option<Entry>, Problem> {
        match self.cell(column) {
            None => Ok(None),
            Some("") => Ok(Some(entry(None))),
            Some(text) => {
                let short = || text.chars().take(40).collect::<String>();
                let wrong = || format!("“{}” can't be understood", short());
                let read = read(text).ok_or_else(|| self.wrong(column, &wrong(), hint))?;
                Ok(Some(entry(Some(read))))
            }
        }
    }

    fn origin(&self) -> Result<Option<Entry>, Problem> {
        let Some(kind) = self.cell("origin") else { return Ok(None) };
        let of = self.cell("origin_of").unwrap_or_default();
        let node =
            || of.parse::<NodeId>().map_err(|err| self.wrong("origin_of", &err.to_string(), ""));
        let origin = match kind.to_lowercase().as_str() {
            "" => None,
            "gap" => Some(Origin::Gap(node()?)),
            "disagreement" => Some(Origin::Disagreement(node()?)),
            "finding" => Some(Origin::Finding(of.to_owned())),
            _ => {
                let hint = "gap, disagreement, finding, or empty";
                return Err(self.wrong("origin", "this can't be understood", hint));
            }
        };
        Ok(Some(Entry::Origin(origin)))
    }

    fn status(&self) -> Result<Option<Entry>, Problem> {
        let Some(word) = self.cell("status") else { return Ok(None) };
        let day = match self.cell("closed") {
            None | Some("") => self.today,
            Some(text) => {
                let hint = "write it as YYYY-MM-DD";
                text.parse().map_err(|_no_day| self.wrong("closed", "this is no day", hint))?
            }
        };
        let status = match word.to_lowercase().replace(['-', '_'], " ").as_str() {
            "" | "open" => Status::Open,
            "in progress" => Status::InProgress,
            "done" => Status::Done(day),
            "dropped" => Status::Dropped(day),
            _ => {
                let hint = "open, in progress, done or dropped";
                return Err(self.wrong("status", "this can't be understood", hint));
            }
        };
        Ok(Some(Entry::Status(status)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn told(text: &str) -> Result<Vec<ActionRow>, Vec<String>> {
        let owner = |it: &str| Owner::Named(it.to_owned());
        let read = read(text.as_bytes(), &owner, "2026-12-01".parse().unwrap());
        read.map_err(|all| all.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn a_column_that_is_not_there_says_nothing_and_an_empty_cell_says_nothing_is_there() {
        let rows = told("Status;Title;Due;more\nin-progress;'=Test;;x\n").unwrap();
        let entries =
            [Entry::Title("=Test".to_owned()), Entry::Due(None), Entry::Status(Status::InProgress)];
        assert_eq!(rows[0].entries, entries);
        assert_eq!((rows[0].id, rows[0].line), (None, 2));
    }

    #[test]
    fn everything_wrong_is_told_with_its_place() {
        let wrong = told(
            "id,title,status,closed,due,effort,origin\n,,open,,,,\nzz,a,open,,,,\n,a,open,,soon,,\n,a,done,x,,,\n,a,?,,,,\n,a,open,,,huge,\n,a,,,,,whim\n",
        );
        let wrong = wrong.unwrap_err();
        let places: Vec<&str> = wrong.iter().filter_map(|it| it.split(':').next()).collect();
        assert_eq!(
            places,
            [
                "line 2, title",
                "line 3, id",
                "line 4, due",
                "line 5, closed",
                "line 6, status",
                "line 7, effort",
                "line 8, origin"
            ]
        );
        assert!(told("question,level\n").is_err());
        assert!(told("").is_err());
        let id = "05".repeat(16);
        assert!(told(&format!("id,title,status\n{id},a,open\n{id},b,open\n")).is_err());
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_as_something_or_told_what_is_wrong(
            bytes in prop::collection::vec(any::<u8>(), 0..200),
            text in "(id|title|status|due|[,;\n\"'a=]){0,40}",
        ) {
            let owner = |it: &str| Owner::Named(it.to_owned());
            let today = Date::of_days(0);
            if let Err(problems) = read(&bytes, &owner, today) {
                prop_assert!(!problems.is_empty());
            }
            if let Ok(rows) = read(text.as_bytes(), &owner, today) {
                prop_assert!(rows.iter().all(|it| it.entries.iter().any(Entry::is_title)));
            }
        }
    }
}
