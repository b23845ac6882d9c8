//! A plan as a calendar file (RFC 5545): a task for each action, and an all-day entry on each day something is due, for
//! calendars that know no tasks.

use muster_model::{
    plan::{Grade, Status},
    time::{At, Date},
};

use crate::report::facts::Action;

/// Most bytes of a line, its end not counted.
const LINE: usize = 75;

/// Writes the calendar of `actions`, called `title`.
pub(super) fn of(actions: &[Action], title: &str) -> String {
    let mut out = Lines::default();
    out.put("BEGIN", "VCALENDAR");
    out.put("VERSION", "2.0");
    out.put("PRODID", "-//Muster//Plan of action//EN");
    out.put("CALSCALE", "GREGORIAN");
    out.text("X-WR-CALNAME", title);
    for it in actions {
        task(&mut out, it);
        if let Some(due) = it.due.filter(|_| it.closed.is_none()) {
            entry(&mut out, it, due);
        }
    }
    out.put("END", "VCALENDAR");
    out.0
}

fn task(out: &mut Lines, it: &Action) {
    out.put("BEGIN", "VTODO");
    out.put("UID", &format!("muster-action-{}", it.id));
    stamps(out, it);
    out.text("SUMMARY", &it.title);
    about(out, it);
    if let Some(due) = it.due {
        out.put("DUE;VALUE=DATE", &day(due));
    }
    let priority = it.impact.map(|it| match it {
        Grade::High => "1",
        Grade::Medium => "5",
        Grade::Low => "9",
    });
    if let Some(priority) = priority {
        out.put("PRIORITY", priority);
    }
    let (status, percent) = match it.status {
        Status::Open => ("NEEDS-ACTION", None),
        Status::InProgress => ("IN-PROCESS", None),
        Status::Done(on) => ("COMPLETED", Some(on)),
        Status::Dropped(_) => ("CANCELLED", None),
    };
    out.put("STATUS", status);
    if let Some(on) = percent {
        out.put("COMPLETED", &format!("{}T000000Z", day(on)));
        out.put("PERCENT-COMPLETE", "100");
    }
    out.put("END", "VTODO");
}

fn entry(out: &mut Lines, it: &Action, due: Date) {
    out.put("BEGIN", "VEVENT");
    out.put("UID", &format!("muster-due-{}", it.id));
    stamps(out, it);
    out.put("DTSTART;VALUE=DATE", &day(due));
    out.text("SUMMARY", &format!("Due: {}", it.title));
    about(out, it);
    out.put("TRANSP", "TRANSPARENT");
    out.put("END", "VEVENT");
}

/// When it was made and changed: a calendar takes the entry with the higher sequence.
fn stamps(out: &mut Lines, it: &Action) {
    let at = |step: Option<&crate::report::facts::ActionStep>| {
        moment(step.and_then(|it| it.said.at).unwrap_or_default())
    };
    let last = it.history.iter().max_by_key(|it| it.said.at);
    out.put("DTSTAMP", &at(last));
    out.put("CREATED", &at(it.history.first()));
    out.put("LAST-MODIFIED", &at(last));
    out.put("SEQUENCE", &it.history.len().saturating_sub(1).to_string());
}

fn about(out: &mut Lines, it: &Action) {
    let mut words: Vec<String> = Vec::new();
    words.extend(Some(it.description.clone()).filter(|it| !it.is_empty()));
    words.extend(Some(&it.about).filter(|it| !it.is_empty()).map(|it| format!("About: {it}")));
    words.extend(Some(&it.owner).filter(|it| !it.is_empty()).map(|it| format!("Owner: {it}")));
    if !words.is_empty() {
        out.text("DESCRIPTION", &words.join("\n"));
    }
    if !it.owner.is_empty() {
        out.text("CONTACT", &it.owner);
    }
}

fn day(date: Date) -> String {
    date.to_string().replace('-', "")
}

fn moment(at: At) -> String {
    let seconds = at.0 / 1000 % 86_400;
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
    format!("{}T{hours:02}{minutes:02}{:02}Z", day(at.date()), seconds % 60)
}

/// Lines of a calendar, folded.
#[derive(Default)]
struct Lines(String);

impl Lines {
    /// Writes a line of people's words.
    fn text(&mut self, name: &str, words: &str) {
        let mut plain = String::with_capacity(words.len());
        for letter in words.replace("\r\n", "\n").chars() {
            match letter {
                '\\' | ';' | ',' => plain.extend(['\\', letter]),
                '\n' | '\r' => plain.push_str("\\n"),
                '\t' => plain.push(' '),
                it if it.is_control() => {}
                it => plain.push(it),
            }
        }
        self.put(name, &plain);
    }

    /// Writes a line, in pieces that are short enough.
    fn put(&mut self, name: &str, value: &str) {
        let mut room = LINE;
        for letter in name.chars().chain([':']).chain(value.chars()) {
            if letter.len_utf8() > room {
                self.0.push_str("\r\n ");
                room = LINE - 1;
            }
            room -= letter.len_utf8();
            self.0.push(letter);
        }
        self.0.push_str("\r\n");
    }
}

/// Returns the lines of a calendar, unfolded.
pub(in crate::report) fn unfolded(text: &str) -> Vec<String> {
    text.replace("\r\n ", "").split("\r\n").map(str::to_owned).collect()
}
