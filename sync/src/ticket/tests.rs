//! What a ticket promises.

use std::net::SocketAddr;

use expect_test::{Expect, expect};
use proptest::prelude::*;

use muster_model::control::Claim;

use super::*;
use crate::{craft::System, identity::Identity};

fn host(byte: u8, sockets: &[&str]) -> Address {
    let sockets = sockets.iter().map(|it| it.parse().unwrap()).collect();
    Address { endpoint: [byte; 32], sockets, relay: None }
}

fn ticket() -> Ticket {
    Ticket {
        workspace: WorkspaceId::from_bytes([7; 32]),
        secret: [9; 16],
        hosts: vec![host(3, &["192.168.1.20:7300", "[fe80::1]:7300"])],
        relay: None,
    }
}

fn check(text: &str, expect: &Expect) {
    let read = match text.parse::<Ticket>() {
        Ok(ticket) => format!("{ticket:?}"),
        Err(err) => err.to_string(),
    };
    expect.assert_eq(&read);
}

#[test]
fn the_text_of_a_ticket_is_the_same_for_ever() {
    let golden = format!("{}\n{}\n", ticket(), ticket().invite_id());
    expect![[r"
        muster1aedqobyha4dqobyha4dqobyha4dqobyha4dqobyha4dqobyha4dqocijbeeqscijbeeqscijbeeqscibambqgaydambqgaydambqgaydambqgaydambqgaydambqgaydambqebgavaariheea37iaaaaaaaaaaaaaaaaaaaaaaarzbgq32ics
        1e1f7874bc9a28caa514f8063cf56be08df3e7ff3251b7aa7631fd8cc551b001
    "]].assert_eq(&golden);
    assert_eq!(ticket().to_string().parse(), Ok(ticket()));
}

#[test]
fn a_ticket_for_one_host_fits_into_a_small_code() {
    let sockets = [
        "192.168.1.20:7300",
        "10.0.0.7:7300",
        "172.16.0.1:7300",
        "[fe80::1]:7300",
        "[fd00::5]:7300",
    ];
    let text = Ticket { hosts: vec![host(3, &sockets)], ..ticket() }.to_string();
    assert!(text.len() < 250, "{} bytes", text.len());
    assert!(text.chars().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit()));
}

#[test]
fn a_ticket_is_read_as_mail_and_people_mangle_it() {
    let text = ticket().to_string();
    let wrapped: Vec<&str> =
        text.as_bytes().chunks(30).map(|it| str::from_utf8(it).unwrap()).collect();
    let mangled = [
        text.to_uppercase(),
        format!("  {text}\r\n\r\n"),
        wrapped.join("\r\n  "),
        format!("\u{feff}{}", ticket().file_text()),
    ];
    for text in mangled {
        assert_eq!(text.parse(), Ok(ticket()), "{text}");
    }
}

#[test]
fn what_is_not_a_ticket_is_told_what_it_is() {
    check("", &expect!["there is no ticket in this text"]);
    check("# only a comment\n\n", &expect!["there is no ticket in this text"]);
    check(
        "https://example.org/x",
        &expect!["this is a web address, not a ticket; tickets begin with “muster1”"],
    );
    check("hello", &expect!["this is not a ticket; tickets begin with “muster1”"]);
    check("mustard", &expect!["this is not a ticket; tickets begin with “muster1”"]);
    check("muster", &expect!["the ticket is incomplete or mistyped"]);
    check("muster1", &expect!["the ticket is incomplete or mistyped"]);
    check("muster1ééé", &expect!["the ticket is incomplete or mistyped"]);
    check("muster2abc", &expect!["the ticket is incomplete or mistyped"]);
    check("muster3abc", &expect!["the ticket was made by a newer version of Muster"]);
    check(&"a".repeat(70_000), &expect!["this is too long for a ticket"]);
}

#[test]
fn a_ticket_of_a_newer_format_is_refused_with_a_sentence() {
    let mut bytes = bytes::write(&ticket());
    bytes[0] = 3;
    let content = bytes.len() - 4;
    let check_bytes = blake3::hash(&bytes[..content]);
    bytes[content..].copy_from_slice(&check_bytes.as_bytes()[..4]);
    let text = format!("muster1{}", BASE32_NOPAD.encode(&bytes));
    check(&text, &expect!["the ticket was made by a newer version of Muster"]);
}

#[test]
fn a_ticket_through_a_relay_is_read_again_and_one_without_stays_as_it_was() {
    let plain = ticket();
    assert!(plain.to_string().starts_with("muster1"));
    let relay = Relay {
        url: "https://relay.example.org".parse().unwrap(),
        token: Some("open-sesame".parse().unwrap()),
    };
    let host = Address { relay: Some(relay.url.clone()), ..host(3, &["192.168.1.20:7300"]) };
    let relayed = Ticket { hosts: vec![host], relay: Some(relay), ..plain };
    // Golden: what was once written is read for ever.
    expect![[r"
        muster2aidqoby
    "]]
    .assert_eq(&format!("{}\n", relayed.to_string().get(..14).unwrap()));
    assert_eq!(relayed.to_string().parse(), Ok(relayed.clone()));
    assert_eq!(relayed.mode(), Mode::Relay);
    assert!(!format!("{relayed:?}").contains("sesame"));
    let public = Ticket { relay: None, ..relayed };
    assert_eq!((public.mode(), public.to_string().parse()), (Mode::Public, Ok(public.clone())));
}

#[test]
fn a_ticket_cut_short_or_mistyped_is_noticed() {
    let text = ticket().to_string();
    for end in 6..text.len() {
        assert_eq!(
            text.get(..end).unwrap().parse::<Ticket>(),
            Err(TicketError::Damaged),
            "cut at {end}"
        );
    }
    for at in 7..text.len() {
        for letter in ["a", "b", "7"] {
            let mut typed = text.clone();
            typed.replace_range(at..=at, letter);
            if typed != text {
                assert_eq!(typed.parse::<Ticket>(), Err(TicketError::Damaged), "{at}");
            }
        }
    }
}

#[test]
fn a_ticket_carries_no_more_than_fits() {
    let sockets: Vec<SocketAddr> =
        (1..20).map(|port| SocketAddr::from(([10, 0, 0, 1], port))).collect();
    let hosts = vec![Address { endpoint: [1; 32], sockets, relay: None }; 9];
    let read: Ticket = Ticket { hosts, ..ticket() }.to_string().parse().unwrap();
    assert_eq!(read.hosts.len(), Ticket::MAX_HOSTS);
    assert!(read.hosts.iter().all(|it| it.sockets.len() == Ticket::MAX_SOCKETS));
}

#[test]
fn a_ticket_is_not_printed_by_accident() {
    expect!["Ticket(07070707, 1 hosts)"].assert_eq(&format!("{:?}", ticket()));
}

/// Whether `proof` shows that the device of `card` holds the ticket of `invite` and comes as `name`.
fn proves(invite: InviteId, (card, name): (&DeviceCard, &str), proof: &[u8]) -> bool {
    let claim = Claim { invite: &invite, card, name: Some(name), proof };
    check_proof(&System, ticket().workspace, &claim)
}

#[test]
fn who_holds_the_ticket_can_prove_it() {
    let bob = Identity::from_seed([2; 32]);
    let card = bob.card("bob's laptop");
    let proof = ticket().prove(&card, "Bob", bob.signer());
    let invite = ticket().invite_id();
    assert!(proves(invite, (&card, "Bob"), &proof));
    assert!(covers_name(&proof));

    let elsewhere = Claim { invite: &invite, card: &card, name: Some("Bob"), proof: &proof };
    assert!(!check_proof(&System, WorkspaceId::from_bytes([8; 32]), &elsewhere));
    let other = Ticket { secret: [1; 16], ..ticket() };
    assert!(!proves(other.invite_id(), (&card, "Bob"), &proof));
    assert!(!proves(invite, (&card, "Bob"), &other.prove(&card, "Bob", bob.signer())));

    let eve = Identity::from_seed([3; 32]);
    let mut altered = vec![eve.card("bob's laptop"), bob.card("eve's laptop")];
    altered.push(DeviceCard { recipient: eve.card("").recipient, ..card.clone() });
    altered.push(DeviceCard { endpoint: eve.card("").endpoint, ..card.clone() });
    for other in altered {
        assert!(!proves(invite, (&other, "Bob"), &proof), "{other:?}");
    }
    assert!(!proves(invite, (&card, "Bob"), &ticket().prove(&card, "Bob", eve.signer())));
    for end in 0..proof.len() {
        let mut wrong = proof.clone();
        wrong[end] ^= 1;
        assert!(!proves(invite, (&card, "Bob"), &wrong));
        assert!(!proves(invite, (&card, "Bob"), &proof[..end]));
    }
    assert!(!proves(invite, (&card, "Bob"), &[proof, vec![0]].concat()));
}

#[test]
fn the_name_that_was_signed_is_the_only_one_that_holds() {
    let bob = Identity::from_seed([2; 32]);
    let card = bob.card("pad");
    let (invite, proof) = (ticket().invite_id(), ticket().prove(&card, "Bob", bob.signer()));
    for name in ["Bobby", "bob", "Bob ", ""] {
        assert!(!proves(invite, (&card, name), &proof), "{name}");
    }
    // Nor can it be passed off as a proof of the time before names were signed, or as the recovery code's.
    assert!(!proves(invite, (&card, "Bobby"), &proof[1..]));
    let code = Claim { invite: &invite, card: &card, name: None, proof: &proof };
    assert!(!check_proof(&System, ticket().workspace, &code));
}

#[test]
fn who_only_looks_signs_nothing_by_which_they_could_be_brought_in() {
    let bob = Identity::from_seed([2; 32]);
    let card = bob.card("pad");
    let (invite, proof) = (ticket().invite_id(), ticket().prove_look(&card, bob.signer()));
    assert!(check_look(&System, ticket().workspace, &invite, &card, &proof));
    for name in ["Bob", "?"] {
        assert!(!proves(invite, (&card, name), &proof));
        assert!(!proves(invite, (&card, name), &[vec![2], proof.clone()].concat()));
    }
    let join = ticket().prove(&card, "Bob", bob.signer());
    assert!(!check_look(&System, ticket().workspace, &invite, &card, &join));
    assert!(!check_look(&System, ticket().workspace, &invite, &card, &join[1..]));
}

#[test]
fn what_joiners_proved_once_holds_for_ever() {
    let bob = Identity::from_seed([2; 32]);
    let card = bob.card("pad");
    let invite = ticket().invite_id();
    let hex = |bytes: &[u8]| data_encoding::HEXLOWER.encode(bytes);
    let old = prove_code(ticket().workspace, &ticket().invite_key(), &card, bob.signer());
    let new = ticket().prove(&card, "Bob", bob.signer());
    assert!(proves(invite, (&card, "Bob"), &old), "it is read where it stands in a log");
    assert!(!covers_name(&old));
    expect!["f58b9ea9c3192fb27d522ef59b031d54f12dcedbb4d17cc4968c0d5b4023f6ccb42177bf2f1d945f319834ccb81cc335ed41b931a5be25713952e25084deec007a6ddf663067bec22b4cce05ec1c96e33b0f318c728d74da493bd429fa96caad90b721da285b8276947c4b2fd56e390c425f7141e11b8a74957b60b15c61dc05"].assert_eq(&hex(&old));
    expect!["029c5933ed93313fbf6b976d4e20b1f751f62b0fcd5b2b74f947a852da681fcb959efa554d309545e4ebbe05cbe02e8613385f47408ff92c91e80ebaa9ba40820c7458040549718a59530c733a06fc8b931879f0ca6f1e9a2bc68bc767eab5a68c0733b5e6529207aba08ca035cc0380d28f93890b769b569d80f08f6f30b81105"].assert_eq(&hex(&new));
}

#[test]
fn the_same_secret_in_another_workspace_is_another_invitation() {
    let elsewhere = Ticket { workspace: WorkspaceId::from_bytes([8; 32]), ..ticket() };
    assert_ne!(elsewhere.invite_id(), ticket().invite_id());
}

#[test]
fn an_address_is_read_as_it_is_printed() {
    let address = host(3, &["192.168.1.20:7300", "[fe80::1]:7300"]);
    expect!["0303030303030303030303030303030303030303030303030303030303030303@192.168.1.20:7300,[fe80::1]:7300"].assert_eq(&address.to_string());
    assert_eq!(address.to_string().parse(), Ok(address.clone()));
    assert_eq!(format!(" {} ", address.to_string().replace(',', ", ")).parse(), Ok(address));
}

#[test]
fn what_is_not_an_address_is_told_what_is_wrong() {
    let key = "03".repeat(32);
    let told = |text: &str| text.parse::<Address>().unwrap_err().to_string();
    expect!["an address looks like ENDPOINT@IP:PORT, as `muster address` prints it"]
        .assert_eq(&told("192.168.1.20:7300"));
    expect!["the part before the @ is not a device's key of 64 hexadecimal digits"]
        .assert_eq(&told("abc@192.168.1.20:7300"));
    expect![
        "“192.168.1.20” is not an IP address and port, like 192.168.1.20:7300 or [fe80::1]:7300"
    ]
    .assert_eq(&told(&format!("{key}@192.168.1.20")));
    expect!["“” is not an IP address and port, like 192.168.1.20:7300 or [fe80::1]:7300"]
        .assert_eq(&told(&format!("{key}@")));
    expect!["an address looks like ENDPOINT@IP:PORT, as `muster address` prints it"]
        .assert_eq(&told(&format!("{key}@{}", "1.1.1.1:1,".repeat(100))));
}

#[test]
fn joiner_and_owner_compare_six_words() {
    let (bob, eve) = (DeviceId::from_bytes([2; 32]), DeviceId::from_bytes([3; 32]));
    expect!["island saddle ladder artist soccer tulip"].assert_eq(&ticket().words(&bob));
    assert_eq!(ticket().words(&bob), words(ticket().workspace, &bob));
    assert_ne!(ticket().words(&bob), ticket().words(&eve));
    assert_ne!(ticket().words(&bob), words(WorkspaceId::from_bytes([8; 32]), &bob));
}

#[test]
fn every_byte_has_a_word_of_its_own() {
    let all: std::collections::BTreeSet<_> = (0..=u8::MAX).filter_map(words::word).collect();
    assert_eq!(all.len(), 256);
    assert!(all.iter().all(|it| it.len() > 1 && it.chars().all(|it| it.is_ascii_lowercase())));
}

fn any_ticket() -> impl Strategy<Value = Ticket> {
    let socket = (any::<std::net::IpAddr>(), any::<u16>()).prop_map(SocketAddr::from);
    let sockets = prop::collection::vec(socket, 0..=Ticket::MAX_SOCKETS);
    let url = || "https?://[a-z]{1,20}(:[1-9][0-9]{1,3})?".prop_map(|it| it.parse().unwrap());
    let host = (any::<[u8; 32]>(), sockets, prop::option::of(url()))
        .prop_map(|(endpoint, sockets, relay)| Address { endpoint, sockets, relay });
    let hosts = prop::collection::vec(host, 0..=Ticket::MAX_HOSTS);
    let token = prop::option::of("[!-~]{1,40}".prop_map(|it| it.parse().unwrap()));
    let relay = (url(), token).prop_map(|(url, token)| Relay { url, token });
    let all = (any::<[u8; 32]>(), any::<[u8; 16]>(), hosts, prop::option::of(relay));
    all.prop_map(|(workspace, secret, hosts, relay)| Ticket {
        workspace: WorkspaceId::from_bytes(workspace),
        secret,
        hosts,
        relay,
    })
}

proptest! {
    #[test]
    fn every_ticket_comes_back(ticket in any_ticket()) {
        prop_assert_eq!(ticket.to_string().parse(), Ok(ticket));
    }

    #[test]
    fn hostile_texts_are_refused(text in "\\PC{0,80}", bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        prop_assert!(text.parse::<Ticket>().is_err());
        prop_assert!(text.parse::<Address>().is_err());
        let prefixed = ["muster1", text.as_str()].concat();
        prop_assert!(prefixed.parse::<Ticket>().is_err());
        let check = blake3::hash(&bytes);
        let framed = [bytes.as_slice(), &check.as_bytes()[..4]].concat();
        let text = BASE32_NOPAD.encode(&framed);
        if let Ok(ticket) = format!("muster1{text}").parse::<Ticket>() {
            prop_assert_eq!(bytes::write(&ticket), framed);
        }
    }
}
