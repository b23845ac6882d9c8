//! Who comes in: under the name they signed, and only where they asked for it.

use muster_model::{
    control::op::{Body, Op},
    ids::StreamId,
};

use super::*;
use crate::{envelope::Kind, keys};

/// Passes everything from one to the other, one way.
fn carry(from: &mut Replica, to: &mut Replica) {
    for told in to.accept(&all(from)).unwrap() {
        told.unwrap();
    }
}

#[test]
fn who_admits_somebody_can_not_write_another_name_for_them() {
    let mut ana = founded();
    let mut ben = join(&mut ana, "Ben", 2, Whose::New);
    let ticket = invite(&mut ana, Whose::New, 3);
    meet(&mut ana, &mut ben);
    let cleo = Identity::from_seed([3; 32]);
    let asked = ask(&ticket, &cleo, "Cleo");
    // Ben's Muster refuses to write what nobody would believe; he writes it all the same.
    let forged = Op::Admit {
        invite: asked.invite,
        card: asked.card.clone(),
        name: "Cleo, head of finance".to_owned(),
        proof: asked.proof.clone(),
    };
    let err = ben.write_now(forged.clone(), NOW).unwrap_err();
    assert!(err.to_string().contains("under this name"), "{err}");
    let parents = ben.views.control().parents();
    let body = postcard::to_stdvec(&Body { parents, at: NOW, op: forged }).unwrap();
    let payload: Vec<u8> = std::iter::once(super::super::CONTROL_FORMAT).chain(body).collect();
    let key = ben.present_key().unwrap();
    ben.write(Kind::Control, StreamId::CONTROL, key, &payload).unwrap();
    carry(&mut ben, &mut ana);
    let shown = ana.snapshot();
    assert_eq!(shown.members.len(), 2);
    assert!(shown.warned().iter().any(|it| it.contains("under this name")), "{:?}", shown.warned());
    // The ticket is still good, under the name that was given.
    assert!(matches!(ana.host(&asked, NOW), JoinAnswer::Welcome { .. }));
    assert!(ana.snapshot().members.values().any(|it| it.name == "Cleo"));
}

#[test]
fn who_only_looked_at_a_ticket_is_not_brought_in_by_it() {
    let mut ana = founded();
    let ticket = invite(&mut ana, Whose::New, 3);
    let cleo = Identity::from_seed([3; 32]);
    let look = JoinAsk::to_look(&ticket, cleo.card("pad"), cleo.signer());
    assert!(matches!(ana.host(&look, NOW), JoinAnswer::Look(_)));
    let pressed = JoinAsk { look: false, ..look };
    assert!(matches!(ana.host(&pressed, NOW), JoinAnswer::Refused(_)));
    assert_eq!(ana.snapshot().members.len(), 1);
}

#[test]
fn a_joiner_who_signs_no_name_is_asked_to_update_but_stays_where_they_are_in() {
    let mut ana = founded();
    let ticket = invite(&mut ana, Whose::New, 3);
    let cleo = Identity::from_seed([3; 32]);
    let mut old = ask(&ticket, &cleo, "Cleo");
    let key = crate::identity::Signer::from_secret(&keys::derive(
        &ticket.secret,
        &[b"muster invite v1".as_slice(), ticket.workspace.as_bytes()].concat(),
        "invite",
    ));
    old.proof = crate::ticket::prove_code(ticket.workspace, &key, &old.card, cleo.signer());
    let JoinAnswer::Refused(why) = ana.host(&old, NOW) else { panic!("let in") };
    assert!(why.contains("too old"), "{why}");
    // As a member's device of the time before wrote it.
    let JoinAsk { invite, card, name, proof, .. } = old;
    ana.write_now(Op::Admit { invite, card, name, proof }, NOW).unwrap();
    assert!(ana.snapshot().members.values().any(|it| it.name == "Cleo"));
}
