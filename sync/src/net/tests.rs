//! Real endpoints on this machine. Nothing here leaves the loopback interface.

mod exchange;
mod namespace;

use super::*;
use crate::wire::{MAX_FRAME, MAX_PRESENCE, Message, Seen};

async fn loopback(secret: u8) -> Net {
    Net::bind([secret; 32], Mode::Loopback, None).await.unwrap()
}

fn word(text: &str) -> Vec<u8> {
    Message::Presence(text.as_bytes().to_vec()).frame()
}

fn read(frame: Option<Vec<u8>>) -> Message {
    Message::decode(&frame.unwrap()).unwrap()
}

/// Two who know each other and where the other is.
async fn ann_and_bob() -> (Net, Net) {
    let (ann, bob) = (loopback(101).await, loopback(102).await);
    ann.learn(&bob.address());
    bob.let_in([ann.address().endpoint].into());
    (ann, bob)
}

async fn link(ann: &Net, bob: &Net) -> (Link, Link) {
    let mut there = ann.dial(&bob.address()).await.unwrap();
    there.send(&word("hello")).await.unwrap();
    let Some(Incoming::Sync(mut here)) = bob.accept().await else { panic!("nobody came") };
    assert_eq!(read(here.recv().await.unwrap()), Message::Presence(b"hello".to_vec()));
    (there, here)
}

#[tokio::test]
async fn two_on_one_machine_talk_both_ways_and_know_who_it_is() {
    let (ann, bob) = ann_and_bob().await;
    for socket in ann.address().sockets {
        assert!(socket.ip().is_loopback(), "{socket}");
    }
    let (there, mut here) = link(&ann, &bob).await;
    assert_eq!(here.remote(), ann.address().endpoint);
    assert_eq!(there.remote(), bob.address().endpoint);
    assert_eq!((there.way(), here.way()), (Way::ThisMachine, Way::ThisMachine));

    let (mut to, mut from) = there.split();
    let big = Message::Push { records: vec![vec![7; 250_000]], seen: Seen::default() };
    let frame = big.frame();
    let (sent, got) = tokio::join!(to.send(&frame), here.recv());
    sent.unwrap();
    assert_eq!(read(got.unwrap()), big);
    here.send(&word("back")).await.unwrap();
    assert_eq!(read(from.recv().await.unwrap()), Message::Presence(b"back".to_vec()));
    ann.close(FAR).await;
    bob.close(FAR).await;
}

#[tokio::test]
async fn a_stranger_who_wants_to_sync_is_turned_away_unheard() {
    let (ann, bob) = ann_and_bob().await;
    bob.let_in([[9; 32]].into());
    let error = async {
        let mut link = ann.dial(&bob.address()).await?;
        link.send(&word("let me in")).await?;
        link.recv().await
    };
    let error = error.await.unwrap_err();
    assert_eq!(error.to_string(), "the other device hung up: you are not a member here");

    // Bob heard nothing of it; a member who comes later is heard.
    bob.let_in([ann.address().endpoint].into());
    link(&ann, &bob).await;
}

#[tokio::test]
async fn a_stranger_may_ask_to_join_and_is_answered() {
    let (ann, bob) = (loopback(103).await, loopback(104).await);
    let address = bob.address();
    let host = async {
        let Some(Incoming::Join { remote, request, reply }) = bob.accept().await else {
            panic!("nobody asked")
        };
        assert_eq!(remote, ann.address().endpoint);
        assert_eq!(request, b"may I?");
        assert!(reply.send(b"you may".to_vec()));
        let Some(Incoming::Join { reply, .. }) = bob.accept().await else {
            panic!("nobody asked again")
        };
        drop(reply);
    };
    let guest = async {
        let reply = ann.ask_to_join(&address, b"may I?".to_vec()).await;
        assert_eq!(reply.unwrap(), b"you may");
        let reply = ann.ask_to_join(&address, b"and again?".to_vec()).await;
        assert_eq!(reply.unwrap_err().to_string(), "the other device hung up: not now");
    };
    tokio::join!(host, guest);
    let long = ann.ask_to_join(&address, vec![0; MAX_JOIN + 1]).await;
    assert!(matches!(long, Err(NetError::TooLong)));
}

#[tokio::test]
async fn who_leaves_says_so_and_is_quick_about_it() {
    let (ann, bob) = ann_and_bob().await;
    let (mut there, _here) = link(&ann, &bob).await;
    let closed = timeout(Duration::from_secs(1), bob.close(FAR)).await;
    assert!(closed.is_ok());
    assert!(there.recv().await.is_err());
    assert!(bob.accept().await.is_none());
    assert!(timeout(Duration::from_secs(1), ann.close(FAR)).await.is_ok());
}

#[tokio::test]
async fn who_leaves_does_not_wait_for_those_who_never_answered() {
    let (ann, bob) = ann_and_bob().await;
    let (mut there, here) = link(&ann, &bob).await;
    // Nobody is there to answer.
    let silent = std::net::UdpSocket::bind("127.0.0.1:0").unwrap();
    let nobody = Address {
        endpoint: loopback(109).await.address().endpoint,
        sockets: vec![silent.local_addr().unwrap()],
        relay: None,
    };
    let dial = timeout(Duration::from_millis(100), bob.dial(&nobody)).await;
    assert!(dial.is_err(), "nobody answered, and the dial was given up");
    let round_trip = here.road().round_trip();
    assert!(round_trip < Duration::from_millis(100), "{round_trip:?} on one machine");
    let closed = timeout(Duration::from_millis(700), bob.close(round_trip)).await;
    assert!(closed.is_ok(), "nobody is waited for");
    let heard = timeout(Duration::from_secs(1), there.recv()).await;
    assert!(heard.is_ok_and(|it| it.is_err()), "who is there hears of it");
}

#[tokio::test]
async fn a_frame_that_promises_too_much_is_refused_unread() {
    let (ann, bob) = ann_and_bob().await;
    let (mut there, mut here) = link(&ann, &bob).await;
    there.send(&[0xff; 4]).await.unwrap();
    assert!(matches!(here.recv().await, Err(NetError::Frame(WireError::Long))));
    const { assert!(MAX_FRAME > MAX_PRESENCE) };
}

#[tokio::test]
async fn hanging_up_tells_the_other_why() {
    let (ann, bob) = ann_and_bob().await;
    let (mut there, here) = link(&ann, &bob).await;
    let (sender, _receiver) = here.split();
    sender.close(&Cut::Flood);
    let error = there.recv().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "the other device hung up: the other device sends more than was agreed"
    );
}

#[tokio::test]
async fn last_words_arrive_though_one_hangs_up_after_them() {
    let (ann, bob) = ann_and_bob().await;
    let (there, mut here) = link(&ann, &bob).await;
    let (mut sender, _receiver) = there.split();
    let big = Message::Push { records: vec![vec![7; 250_000]], seen: Seen::default() };
    let speak = async {
        for _ in 0..4 {
            sender.send(&big.frame()).await.unwrap();
        }
        sender.finish(&Cut::Leaving).await;
    };
    let hear = async {
        for _ in 0..4 {
            assert_eq!(read(here.recv().await.unwrap()), big);
        }
        // Either the end of the stream or the goodbye comes first.
        assert!(!matches!(here.recv().await, Ok(Some(_))));
    };
    tokio::join!(speak, hear);
}

#[tokio::test]
async fn a_device_keeps_its_port_unless_somebody_else_has_it() {
    let first = loopback(105).await;
    let port = first.address().sockets[0].port();
    assert_eq!(port, reach::port_of(&[105; 32]));
    let second = loopback(105).await;
    assert_ne!(second.address().sockets[0].port(), port);
}

#[test]
fn a_service_name_is_short_and_tells_nothing() {
    let name = service_name(&[7; 32]);
    assert_eq!(name.len(), 15);
    assert!(name.starts_with('m') && name.chars().all(|it| it.is_ascii_alphanumeric()));
    assert_ne!(name, service_name(&[8; 32]));
}
