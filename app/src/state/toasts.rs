//! Messages: at most three in sight, all of this session in the bell panel. None for routine sync.

use std::collections::VecDeque;

/// How a message is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Something was done that one would not see otherwise.
    Done,
    /// Worth a look.
    Warning,
    /// Needs a person; stays until it is closed.
    Error,
}

/// One message.
#[derive(Debug, Clone, PartialEq)]
pub struct Note {
    /// Its number in this session.
    pub id: u64,
    /// How it is meant.
    pub kind: Kind,
    /// What happened.
    pub headline: String,
    /// What to do; may be empty.
    pub remedy: String,
    /// Seconds of the window's clock at which it goes out of sight; `None` stays.
    pub until: Option<f64>,
}

/// All messages of this session.
#[derive(Debug, Default)]
pub struct Toasts {
    notes: VecDeque<Note>,
    in_sight: Vec<u64>,
    next: u64,
    unread: usize,
}

/// How many are in sight at once.
pub const IN_SIGHT: usize = 3;
const KEPT: usize = 200;
const SECONDS: f64 = 8.0;

impl Toasts {
    /// Shows a message; `now` is the window's clock in seconds.
    pub fn tell(&mut self, kind: Kind, headline: &str, remedy: &str, now: f64) {
        let again = self.visible().iter().any(|it| it.headline == headline && it.remedy == remedy);
        if again {
            return;
        }
        let id = self.next;
        self.next += 1;
        self.unread += 1;
        let until = match kind {
            Kind::Done | Kind::Warning => Some(now + SECONDS),
            Kind::Error => None,
        };
        let (headline, remedy) = (headline.to_owned(), remedy.to_owned());
        self.notes.push_back(Note { id, kind, headline, remedy, until });
        if self.notes.len() > KEPT {
            self.notes.pop_front();
        }
        self.in_sight.push(id);
        if self.in_sight.len() > IN_SIGHT {
            self.in_sight.remove(0);
        }
    }

    /// Returns the messages in sight, oldest first.
    pub fn visible(&self) -> Vec<&Note> {
        self.notes.iter().filter(|it| self.in_sight.contains(&it.id)).collect()
    }

    /// Returns all messages, newest first.
    pub fn all(&self) -> impl Iterator<Item = &Note> {
        self.notes.iter().rev()
    }

    /// Returns how many came since the bell panel was open last.
    pub fn unread(&self) -> usize {
        self.unread
    }

    /// Notes that the bell panel was open.
    pub fn read(&mut self) {
        self.unread = 0;
    }

    /// Takes a message out of sight.
    pub fn close(&mut self, id: u64) {
        self.in_sight.retain(|it| *it != id);
    }

    /// Takes out of sight what had its time; returns in how many seconds the next one is due.
    pub fn expire(&mut self, now: f64) -> Option<f64> {
        let notes = &self.notes;
        let until = |id: &u64| notes.iter().find(|it| it.id == *id).and_then(|it| it.until);
        self.in_sight.retain(|id| until(id).is_none_or(|it| it > now));
        let next = self.in_sight.iter().filter_map(until).reduce(f64::min);
        next.map(|it| (it - now).max(0.05))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(toasts: &Toasts) -> Vec<&str> {
        toasts.visible().into_iter().map(|it| it.headline.as_str()).collect()
    }

    #[test]
    fn at_most_three_messages_are_in_sight_and_none_is_lost() {
        let mut toasts = Toasts::default();
        for headline in ["one", "two", "three", "four"] {
            toasts.tell(Kind::Done, headline, "", 0.0);
        }
        assert_eq!(seen(&toasts), ["two", "three", "four"]);
        assert_eq!(toasts.all().count(), 4);
        assert_eq!(toasts.unread(), 4);
    }

    #[test]
    fn an_error_stays_until_it_is_closed() {
        let mut toasts = Toasts::default();
        toasts.tell(Kind::Error, "not saved", "free some space", 0.0);
        toasts.tell(Kind::Done, "copied", "", 0.0);
        assert_eq!(toasts.expire(1.0), Some(7.0));
        assert_eq!(toasts.expire(60.0), None);
        assert_eq!(seen(&toasts), ["not saved"]);
        toasts.close(0);
        assert_eq!(seen(&toasts), [""; 0]);
    }

    #[test]
    fn the_same_message_is_not_shown_twice_at_once() {
        let mut toasts = Toasts::default();
        toasts.tell(Kind::Error, "not saved", "", 0.0);
        toasts.tell(Kind::Error, "not saved", "", 1.0);
        assert_eq!(toasts.all().count(), 1);
    }
}
