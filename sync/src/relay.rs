//! A relay of one's own: where it is, and the token it asks for. Reading a text is total and bounded.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// Longest address of a relay, in bytes.
pub const MAX_URL: usize = 200;
/// Longest token, in bytes.
pub const MAX_TOKEN: usize = 200;

/// A relay that an organisation runs for itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Relay {
    /// Where it is: `https://HOST[:PORT]`, or `http://` within a network of one's own.
    pub url: RelayUrl,
    /// What it asks of those who use it, if anything.
    pub token: Option<Token>,
}

/// Where a relay is. Only a text that reads as one becomes one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct RelayUrl(String);

/// What a relay asks of those who use it. It is never printed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Token(String);

/// A text that names no relay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RelayError {
    /// It is not an address of the web.
    #[error("the address of a relay looks like https://relay.example.org")]
    Scheme,
    /// The host or the port can't be read.
    #[error("the address of the relay names no host, or no port that there is")]
    Host,
    /// Something follows the host.
    #[error("the address of a relay ends after the host and its port")]
    Path,
    /// It is far too long.
    #[error("the address of the relay is too long")]
    TooLong,
    /// The token is empty, too long, or holds what can't be sent.
    #[error("a token is one word of 1 to {MAX_TOKEN} letters, digits and signs")]
    Token,
}

impl RelayUrl {
    /// Returns the text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Says whether whoever listens on the way to the relay could read the token.
    pub fn is_open(&self) -> bool {
        self.0.starts_with("http://")
    }
}

impl fmt::Display for RelayUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for RelayUrl {
    type Err = RelayError;

    fn from_str(text: &str) -> Result<Self, RelayError> {
        let text = text.trim();
        if text.len() > MAX_URL {
            return Err(RelayError::TooLong);
        }
        let text = text.to_ascii_lowercase();
        let (scheme, rest) = text.split_once("://").ok_or(RelayError::Scheme)?;
        if scheme != "https" && scheme != "http" {
            return Err(RelayError::Scheme);
        }
        let authority = rest.strip_suffix('/').unwrap_or(rest);
        if authority.contains(['/', '?', '#', '@']) {
            return Err(RelayError::Path);
        }
        check_authority(authority)?;
        Ok(Self(format!("{scheme}://{authority}")))
    }
}

fn check_authority(authority: &str) -> Result<(), RelayError> {
    let (host, port) = match authority.strip_prefix('[') {
        Some(rest) => {
            let (ip, after) = rest.split_once(']').ok_or(RelayError::Host)?;
            let ip: Result<std::net::Ipv6Addr, _> = ip.parse();
            ip.ok().ok_or(RelayError::Host)?;
            let port = if after.is_empty() { None } else { after.strip_prefix(':') };
            if port.is_none() && !after.is_empty() {
                return Err(RelayError::Host);
            }
            ("ip", port)
        }
        None => match authority.split_once(':') {
            Some((host, port)) => (host, Some(port)),
            None => (authority, None),
        },
    };
    let port_fits = port.is_none_or(|it| {
        it.chars().all(|it| it.is_ascii_digit()) && it.parse::<u16>().is_ok_and(|it| it > 0)
    });
    let is_label =
        |it: &str| !it.is_empty() && it.chars().all(|it| it.is_ascii_alphanumeric() || it == '-');
    let host = host.strip_suffix('.').unwrap_or(host);
    if port_fits && host.split('.').all(is_label) { Ok(()) } else { Err(RelayError::Host) }
}

impl TryFrom<String> for RelayUrl {
    type Error = RelayError;

    fn try_from(text: String) -> Result<Self, RelayError> {
        text.parse()
    }
}

impl From<RelayUrl> for String {
    fn from(url: RelayUrl) -> Self {
        url.0
    }
}

impl Token {
    /// Returns the secret.
    pub fn secret(&self) -> &str {
        &self.0
    }
}

impl FromStr for Token {
    type Err = RelayError;

    fn from_str(text: &str) -> Result<Self, RelayError> {
        let text = text.trim();
        let fits = (1..=MAX_TOKEN).contains(&text.len());
        if fits && text.chars().all(|it| it.is_ascii_graphic()) {
            Ok(Self(text.to_owned()))
        } else {
            Err(RelayError::Token)
        }
    }
}

impl TryFrom<String> for Token {
    type Error = RelayError;

    fn try_from(text: String) -> Result<Self, RelayError> {
        text.parse()
    }
}

impl From<Token> for String {
    fn from(token: Token) -> Self {
        token.0
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> String {
        match text.parse::<RelayUrl>() {
            Ok(url) => url.to_string(),
            Err(err) => err.to_string(),
        }
    }

    #[test]
    fn a_relay_is_a_host_of_the_web_and_nothing_behind_it() {
        for fine in [
            "https://relay.example.org",
            "http://10.0.0.1:3340",
            "https://[fd00::1]:443",
            "https://a.",
        ] {
            assert_eq!(read(fine), fine);
        }
        assert_eq!(read(" HTTPS://Relay.Example.org/ "), "https://relay.example.org");
        let wrong = |text: &str| text.parse::<RelayUrl>().unwrap_err();
        assert_eq!(wrong("relay.example.org"), RelayError::Scheme);
        assert_eq!(wrong("ftp://relay.example.org"), RelayError::Scheme);
        assert_eq!(wrong("https://relay.example.org/path"), RelayError::Path);
        assert_eq!(wrong("https://me:word@relay.example.org"), RelayError::Path);
        for host in ["https://", "https://a..b", "https://a:0", "https://a:70000", "https://a b"] {
            assert_eq!(wrong(host), RelayError::Host, "{host}");
        }
        assert_eq!(wrong(&format!("https://{}", "a".repeat(300))), RelayError::TooLong);
    }

    #[test]
    fn a_token_is_never_printed() {
        let relay = Relay {
            url: "https://relay.example.org".parse().unwrap(),
            token: Some("open-sesame".parse().unwrap()),
        };
        assert!(!format!("{relay:?}").contains("sesame"));
        assert_eq!("two words".parse::<Token>(), Err(RelayError::Token));
        assert_eq!("".parse::<Token>(), Err(RelayError::Token));
    }

    proptest! {
        #[test]
        fn what_reads_as_a_relay_reads_the_same_again(text in "(https?://)?[a-z0-9.:\\[\\]/@-]{0,40}") {
            if let Ok(url) = text.parse::<RelayUrl>() {
                prop_assert_eq!(url.as_str().parse::<RelayUrl>(), Ok(url.clone()));
            }
        }
    }
}
