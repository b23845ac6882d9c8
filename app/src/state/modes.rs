//! The network switch in words: how far each mode reaches, and who learns what by it.

use muster_sync::node::command::Mode;

use crate::{
    say::say,
    theme::icon::{self, Icon},
};

/// One position of the switch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice {
    /// The mode.
    pub mode: Mode,
    /// Its name.
    pub word: &'static str,
    /// What it means.
    pub means: &'static str,
    /// Its icon.
    pub icon: Icon,
}

/// Returns the positions of the switch, those that reach farther later. This machine only is one only where it is on.
pub fn choices(now: Mode) -> Vec<Choice> {
    let mut all = vec![Mode::Off, Mode::Lan, Mode::Relay, Mode::Public];
    if now == Mode::Loopback {
        all.push(Mode::Loopback);
    }
    all.into_iter().map(choice).collect()
}

/// Returns one position of the switch.
pub fn choice(mode: Mode) -> Choice {
    let (word, means, icon) = match mode {
        Mode::Off => (say!("state-mode-off"), say!("state-mode-off-means"), icon::WIFI_OFF),
        Mode::Lan => (say!("state-mode-lan"), say!("state-mode-lan-means"), icon::WIFI),
        Mode::Relay => (say!("state-mode-relay"), say!("state-mode-relay-means"), icon::NETWORK),
        Mode::Public => (say!("state-mode-public"), say!("state-mode-public-means"), icon::GLOBE),
        Mode::Loopback => {
            (say!("state-mode-loopback"), say!("state-mode-loopback-means"), icon::LAPTOP)
        }
    };
    Choice { mode, word, means, icon }
}

/// Says what whoever runs a relay learns.
pub fn relay_learns() -> &'static str {
    say!("state-relay-learns")
}

/// Says who runs the public relays, and what follows.
pub fn public_relays() -> &'static str {
    say!("state-public-relays")
}

/// Says what relay addresses that are not encrypted give away.
pub fn open_relay() -> &'static str {
    say!("state-open-relay")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_machine_is_offered_only_where_it_is_on() {
        let offered = |now| choices(now).iter().map(|it| it.word).collect::<Vec<_>>();
        let usual = ["Off", "This network", "Own relay", "Public relays"];
        for now in [Mode::Off, Mode::Lan, Mode::Relay, Mode::Public] {
            assert_eq!(offered(now), usual);
        }
        assert_eq!(offered(Mode::Loopback).last(), Some(&"This machine"));
    }
}
