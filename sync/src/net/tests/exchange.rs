//! Two replicas with a session each, over real endpoints: as the node does it, without its clock and disk.

use std::collections::VecDeque;

use super::*;
use crate::engine::session::{
    Action, Input, Role, Session, Setup,
    tests::replica::{Replica, entry},
};
use muster_model::ids::DeviceId;

/// Runs a session until nothing is left to exchange, then hangs up or waits for the other to do so.
async fn run(replica: &mut Replica, device: u8, role: Role, link: Link) {
    let setup = Setup { role, device: DeviceId::from_bytes([device; 32]), seed: 1 };
    let mut session = Session::new(&setup, Duration::ZERO);
    let (mut sender, mut receiver) = link.split();
    let (to, mut frames) = mpsc::channel::<Vec<u8>>(1024);
    // Who reads and writes in turns would wait for the other for ever once both have much to say.
    let write = async move {
        while let Some(frame) = frames.recv().await {
            sender.send(&frame).await.unwrap();
        }
        sender
    };
    let work = async {
        let mut inputs = VecDeque::from([Input::Connected]);
        loop {
            while let Some(input) = inputs.pop_front() {
                for action in session.handle(&replica.index, Duration::ZERO, input) {
                    match action {
                        Action::Send(message) => to.try_send(message.frame()).unwrap(),
                        Action::Fetch { ids, budget } => {
                            inputs.push_back(replica.fetch(&ids, budget));
                        }
                        Action::Accept(records) => inputs.push_back(replica.take(&records).0),
                        Action::Close(reason) => panic!("{reason}"),
                        Action::PeerHas(_) | Action::Synced { .. } | Action::Presence(_) => {}
                    }
                }
            }
            if session.is_idle() && role == Role::Dialer {
                break;
            }
            match receiver.recv().await {
                Ok(Some(frame)) => {
                    inputs.push_back(Input::Message(Message::decode(&frame).unwrap()));
                }
                Ok(None) | Err(NetError::Refused(_)) => break,
                Err(error) => panic!("{error}"),
            }
        }
        drop(to);
    };
    let (sender, ()) = tokio::join!(write, work);
    sender.close(&Cut::Leaving);
}

#[tokio::test]
async fn a_newcomer_and_a_member_exchange_all_they_have_over_real_endpoints() {
    let (ann, bob) = ann_and_bob().await;
    let (mut newcomer, mut member) = (Replica::default(), Replica::default());
    for device in 0..50 {
        for seq in 0..120 {
            member.put(entry(device, seq, 0), 450);
        }
    }
    for seq in 0..40 {
        newcomer.put(entry(99, seq, 0), 200_000);
    }
    let host = async {
        let Some(Incoming::Sync(link)) = bob.accept().await else { panic!("nobody came") };
        run(&mut member, 2, Role::Listener, link).await;
    };
    let guest = async {
        let link = ann.dial(&bob.address()).await.unwrap();
        run(&mut newcomer, 1, Role::Dialer, link).await;
    };
    tokio::join!(host, guest);
    assert_eq!(newcomer.index.root(), member.index.root());
    assert_eq!(newcomer.store, member.store);
    assert_eq!(newcomer.index.count(), 6040);
}
