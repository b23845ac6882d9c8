//! The network switch in words: how far each mode reaches, and who learns what by it.

use muster_sync::node::command::Mode;

use crate::theme::icon::{self, Icon};

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
        Mode::Off => ("Off", "nothing leaves this device", icon::WIFI_OFF),
        Mode::Lan => (
            "This network",
            "members' devices find each other here, encrypted and without a server",
            icon::WIFI,
        ),
        Mode::Relay => (
            "Own relay",
            "devices elsewhere too, through a relay that your organisation runs",
            icon::NETWORK,
        ),
        Mode::Public => (
            "Public relays",
            "devices elsewhere too, through the public relays of number 0",
            icon::GLOBE,
        ),
        Mode::Loopback => {
            ("This machine", "programs on this machine only, as it was started", icon::LAPTOP)
        }
    };
    Choice { mode, word, means, icon }
}

/// What whoever runs a relay learns.
pub const RELAY_LEARNS: &str = "Whoever runs the relay learns the internet address of this device, when it is online, \
     with which other devices it exchanges through the relay (as keys, not names), and how much. They can't read or \
     alter anything: it is encrypted between the devices.";

/// Who runs the public relays, and what follows.
pub const PUBLIC_RELAYS: &str = "The public relays are run by number 0, who make the network library, in America, \
     Europe and Asia, for everybody and without a promise. To find the nearest, all of them are asked how far away they are.";

/// Says what relay addresses that are not encrypted give away.
pub const OPEN_RELAY: &str = "The address begins with http: whoever listens on the way can read the token, though not \
     what is exchanged. Beyond a network of your own, use https.";

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
