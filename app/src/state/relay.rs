//! What is typed about a relay of one's own.

use muster_sync::node::command::Relay;

use crate::advice::{self, Advice};

/// What is typed.
#[derive(Debug, Default)]
pub struct Draft {
    /// Where it is.
    pub url: String,
    /// What it asks for.
    pub token: String,
    /// Whether a token is set already, which is shown to nobody.
    pub has_token: bool,
    begun: bool,
}

impl Draft {
    /// Begins with what is set, once.
    pub fn begin(&mut self, set: Option<&Relay>) {
        if self.begun {
            return;
        }
        self.begun = true;
        if let Some(relay) = set {
            self.url = relay.url.to_string();
            self.has_token = relay.token.is_some();
        }
    }

    /// Reads what was typed; `None` while there is nothing. An empty token keeps the one of the same relay.
    pub fn read(&self, set: Option<&Relay>) -> Option<Result<Relay, Advice>> {
        if self.url.trim().is_empty() {
            return None;
        }
        let url = match self.url.parse() {
            Ok(url) => url,
            Err(err) => return Some(Err(advice::on_relay(err))),
        };
        let kept = set.filter(|it| it.url == url).and_then(|it| it.token.clone());
        if self.token.trim().is_empty() {
            return Some(Ok(Relay { url, token: kept }));
        }
        let token = self.token.parse().map(Some).map_err(advice::on_relay);
        Some(token.map(|token| Relay { url, token }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_kept_for_the_same_relay_and_for_no_other() {
        let set = Relay {
            url: "https://relay.example.org".parse().unwrap(),
            token: Some("open-sesame".parse().unwrap()),
        };
        let mut draft = Draft::default();
        draft.begin(Some(&set));
        assert_eq!(draft.read(Some(&set)), Some(Ok(set.clone())));
        draft.url = "https://elsewhere.example.org".to_owned();
        assert_eq!(draft.read(Some(&set)).unwrap().unwrap().token, None);
        draft.url = "relay".to_owned();
        assert!(draft.read(Some(&set)).unwrap().is_err());
        draft.url.clear();
        assert_eq!(draft.read(Some(&set)), None);
    }
}
