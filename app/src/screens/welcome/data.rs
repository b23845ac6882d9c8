//! What Welcome asks, and whether it is enough.

use crate::say::say;

/// What is typed on Welcome.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Draft {
    /// The person.
    pub me: String,
    /// The device.
    pub device: String,
    /// The workspace to begin.
    pub workspace: String,
    /// Whether the suggestions of an earlier start were put in.
    pub suggested: bool,
}

impl Draft {
    /// Forgets what the organisation was called: its workspace is made, and the next one has another name.
    pub fn begin_anew(&mut self) {
        self.workspace.clear();
    }

    /// Puts in what this person and device were called last, once.
    pub fn suggest(&mut self, me: &str, device: &str) {
        if !self.suggested {
            self.suggested = true;
            me.clone_into(&mut self.me);
            device.clone_into(&mut self.device);
        }
    }

    /// Returns what is missing before a workspace can begin.
    pub fn missing(&self) -> Option<&'static str> {
        if self.me.trim().is_empty() {
            Some(say!("welcome-name-missing"))
        } else if self.workspace.trim().is_empty() {
            Some(say!("welcome-organisation-missing"))
        } else {
            None
        }
    }

    /// Returns the name of this device; a word where nothing was typed.
    pub fn device_or_default(&self) -> String {
        let typed = self.device.trim();
        let typed = if typed.is_empty() { say!("welcome-device-default") } else { typed };
        typed.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::Draft;

    #[test]
    fn a_workspace_needs_two_names_and_no_more() {
        let mut draft = Draft::default();
        assert_eq!(draft.missing(), Some("Enter your name first"));
        draft.me = "Mara".to_owned();
        assert_eq!(draft.missing(), Some("Name the organisation first"));
        draft.workspace = " ".to_owned();
        assert!(draft.missing().is_some());
        draft.workspace = "Northwind".to_owned();
        assert_eq!(draft.missing(), None);
        assert_eq!(draft.device_or_default(), "This computer");
    }

    #[test]
    fn suggestions_never_overwrite_what_was_typed() {
        let mut draft = Draft::default();
        draft.suggest("Mara", "Laptop");
        draft.me = "Mara Okafor".to_owned();
        draft.suggest("Mara", "Laptop");
        assert_eq!((draft.me.as_str(), draft.device.as_str()), ("Mara Okafor", "Laptop"));
    }
}
