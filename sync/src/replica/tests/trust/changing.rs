//! Keys that change: who gets which, what is sealed under what, and rubbish among them.

use super::*;

#[test]
fn two_owners_who_remove_different_people_at_once_leave_a_key_that_neither_has() {
    let mut ana = founded();
    let mut bo = join(&mut ana, "Bo", 2, Whose::New);
    let mut x = join(&mut ana, "X", 3, Whose::New);
    let mut y = join(&mut ana, "Y", 4, Whose::New);
    let (bo_id, x_id, y_id) = (me(&mut bo), me(&mut x), me(&mut y));
    name(&mut ana, bo_id, Role::Owner);
    meet(&mut ana, &mut bo);
    ana.commit(Edit::Remove(x_id), NOW).unwrap();
    bo.commit(Edit::Remove(y_id), NOW).unwrap();
    for it in [&mut x, &mut y] {
        carry(&mut ana, it);
        carry(&mut bo, it);
    }
    meet(&mut ana, &mut bo);
    for it in [&mut x, &mut y] {
        carry(&mut ana, it);
        assert!(it.is_out());
        assert!(!it.ring.contains(&present(&ana)));
    }
    assert_eq!(present(&ana), present(&bo));
    assert!(!ana.views.control().rekey);
    // And it rests: nobody makes keys for ever.
    let count = all(&mut ana).len();
    meet(&mut ana, &mut bo);
    assert_eq!(all(&mut ana).len(), count);
    // Who comes now reads what either wrote under a key that is not the present one.
    let mut dora = join(&mut bo, "Dora", 5, Whose::New);
    assert_eq!(dora.sealed(), 0);
    meet(&mut ana, &mut bo);
    assert_eq!(dora.snapshot().events, bo.snapshot().events);
}

#[test]
fn who_comes_in_while_the_key_changes_gets_it_afterwards() {
    let mut ana = founded();
    let mut ben = join(&mut ana, "Ben", 2, Whose::New);
    let mut x = join(&mut ana, "X", 3, Whose::New);
    let ticket = invite(&mut ana, Whose::New, 4);
    meet(&mut ana, &mut ben);
    let x_id = me(&mut x);
    // Ana removes X and makes a key; Ben, who has not heard, lets Dora in with the old one.
    ana.commit(Edit::Remove(x_id), NOW).unwrap();
    let identity = Identity::from_seed([4; 32]);
    let said = ben.host(&ask(&ticket, &identity, "Dora"), NOW);
    assert!(matches!(said, JoinAnswer::Welcome { .. }), "{said:?}");
    let store = Box::new(MemoryStore::default());
    let mut dora = Replica::open(ticket.workspace, identity, store, [4; 8]).unwrap();
    meet(&mut ben, &mut dora);
    assert_ne!(present(&dora), present(&ana));
    meet(&mut ben, &mut ana);
    meet(&mut ben, &mut dora);
    assert_eq!(present(&dora), present(&ana));
    assert_eq!(dora.snapshot().events, ana.snapshot().events);
    carry(&mut ana, &mut x);
    assert!(!x.ring.contains(&present(&ana)));
}

/// Ben makes a key, gives it to Ana, and rubbish to Cleo.
fn rubbish_for(ana: &mut Replica, ben: &mut Replica, cleo: &Replica) -> KeyId {
    let key = ContentKey::from_bytes([77; 32]);
    let card = |it: &Replica| it.identity().card("x");
    let good = keys::wrap_for(&key, &card(ana)).unwrap();
    let rubbish = Wrap { device: cleo.identity().device(), sealed: vec![9; 200] };
    let id = ben.ring.insert(key);
    let keys = KeysPayload { wraps: vec![(id, good), (id, rubbish)], links: Vec::new() };
    ben.together(|it| {
        Ok(vec![it.write_keys(&keys)?, it.write_op_under(id, Op::Epoch { key: id }, NOW)?])
    })
    .unwrap();
    id
}

#[test]
fn who_was_sent_a_key_that_does_not_open_says_so_once_and_gets_it_from_another() {
    let mut ana = founded();
    let mut ben = join(&mut ana, "Ben", 2, Whose::New);
    let mut cleo = join(&mut ana, "Cleo", 3, Whose::New);
    let (ben_id, cleo_id) = (me(&mut ben), me(&mut cleo));
    let id = review(&mut ana, Secrecy::Open, &[ben_id, cleo_id]);
    name(&mut ana, ben_id, Role::Facilitator);
    meet(&mut ana, &mut ben);
    meet(&mut ana, &mut cleo);
    let key = rubbish_for(&mut ana, &mut ben, &cleo);
    carry(&mut ben, &mut ana);
    comment(&mut ana, id, "under the new key");
    carry(&mut ana, &mut cleo);
    assert_eq!(present(&ana), key);
    assert_eq!(comments(&mut cleo), Vec::<String>::new());
    let warned = cleo.snapshot().warned();
    let named = ben.identity().device().short();
    assert!(
        warned.iter().any(|it| it.contains(&named) && it.ends_with("does not open")),
        "{warned:?}"
    );

    // Ana believes that Cleo has it, until Cleo says otherwise.
    while ana.tend(NOW).unwrap() {}
    carry(&mut ana, &mut cleo);
    assert!(!cleo.ring.contains(&key));
    assert!(cleo.tend(NOW).unwrap());
    assert!(!cleo.tend(NOW).unwrap(), "once is enough");
    meet(&mut cleo, &mut ana);
    assert_eq!(present(&cleo), key);
    assert_eq!(comments(&mut cleo), ["under the new key"]);
    assert!(!cleo.snapshot().warned().iter().any(|it| it.ends_with("does not open")));
    assert!(!ana.tend(NOW).unwrap() && !cleo.tend(NOW).unwrap(), "and then it is over");
    assert_eq!(cleo.snapshot().events, ana.snapshot().events);
    assert_eq!(cleo.verify().unwrap().problems, Vec::<String>::new());
}

#[test]
fn rubbish_without_end_is_complained_of_only_a_few_times() {
    let mut ana = founded();
    let mut ben = join(&mut ana, "Ben", 2, Whose::New);
    let cleo = ana.identity().device();
    let wraps =
        (0..40).map(|n| (KeyId::from_bytes([n; 32]), Wrap { device: cleo, sealed: vec![n; 90] }));
    let keys = KeysPayload { wraps: wraps.collect(), links: Vec::new() };
    ben.together(|it| Ok(vec![it.write_keys(&keys)?])).unwrap();
    carry(&mut ben, &mut ana);
    let before = ana.mine();
    while ana.tend(NOW).unwrap() {}
    assert_eq!(ana.mine() - before, 8);
}

#[test]
fn a_link_that_does_not_open_does_not_keep_the_past_from_anybody() {
    let mut ana = founded();
    let mut ben = join(&mut ana, "Ben", 2, Whose::New);
    let x = me(&mut join(&mut ana, "X", 3, Whose::New));
    let old = present(&ana);
    ana.commit(Edit::Remove(x), NOW).unwrap();
    meet(&mut ana, &mut ben);
    // Somebody made the new key and says falsely that the old one follows from it.
    let new = present(&ana);
    ana.handed.links.insert(new, vec![Link { newer: new, older: old, sealed: vec![1; 72] }]);
    assert!(ana.tend(NOW).unwrap(), "so it is sealed anew");
    let mut dora = join(&mut ana, "Dora", 4, Whose::New);
    assert!(dora.ring.contains(&old));
    assert_eq!(dora.snapshot().events, ana.snapshot().events);
}

#[test]
fn a_rubbish_copy_of_a_lane_key_does_not_keep_it_from_who_should_read() {
    let mut ana = founded();
    let mut ben = join(&mut ana, "Ben", 2, Whose::New);
    let mut cleo = join(&mut ana, "Cleo", 3, Whose::New);
    let mut mallory = join(&mut ana, "Mallory", 4, Whose::New);
    let (ben_id, cleo_id) = (me(&mut ben), me(&mut cleo));
    let id = review(&mut ana, Secrecy::Blind, &[ben_id]);
    meet(&mut ana, &mut ben);
    say(&mut ben, id, 2);
    meet(&mut ana, &mut ben);
    carry(&mut ana, &mut mallory);
    let key = mallory.views.control().lane_keys(id, ben_id)[0];
    let wraps = vec![Wrap { device: cleo.identity().device(), sealed: vec![9; 200] }];
    let op = Op::LaneKey { review: id, member: ben_id, key, open: None, wraps };
    mallory.write_now(op, NOW).unwrap();
    carry(&mut mallory, &mut ana);
    name(&mut ana, cleo_id, Role::Facilitator);
    meet(&mut ana, &mut ben);
    meet(&mut ana, &mut cleo);
    assert!(answers(&mut cleo, ben_id) > 0, "Ben gave her the key himself");
    assert!(!ben.tend(NOW).unwrap());
}

#[test]
fn what_somebody_said_who_is_gone_opens_for_all_though_the_revealer_had_no_key_of_it() {
    let mut ana = founded();
    let mut ben = join(&mut ana, "Ben", 2, Whose::New);
    let mut cleo = join(&mut ana, "Cleo", 3, Whose::New);
    let (ben_id, cleo_id) = (me(&mut ben), me(&mut cleo));
    let id = review(&mut ana, Secrecy::Blind, &[ben_id]);
    meet(&mut ana, &mut ben);
    say(&mut ben, id, 2);
    ben.commit(Edit::Submit(id), NOW).unwrap();
    meet(&mut ana, &mut ben);
    ana.commit(Edit::Remove(ben_id), NOW).unwrap();
    // Cleo leads from now on; Ben is not there any more to give her his key.
    name(&mut ana, cleo_id, Role::Facilitator);
    meet(&mut ana, &mut cleo);
    cleo.commit(Edit::Reveal(id), NOW).unwrap();
    meet(&mut ana, &mut cleo);
    assert!(answers(&mut cleo, ben_id) > 0);
    let result = |it: &mut Replica| only(&it.snapshot()).fingerprint.clone();
    assert_eq!(result(&mut ana), result(&mut cleo));
    assert!(!ana.tend(NOW).unwrap() && !cleo.tend(NOW).unwrap(), "once is enough");
}

#[test]
fn a_key_made_in_vain_still_opens_what_was_written_with_it() {
    let mut ana = founded();
    let mut bo = join(&mut ana, "Bo", 2, Whose::New);
    let mut ben = join(&mut ana, "Ben", 3, Whose::New);
    let mut x = join(&mut ana, "X", 4, Whose::New);
    let (bo_id, x_id) = (me(&mut bo), me(&mut x));
    let id = review(&mut ana, Secrecy::Open, &[]);
    name(&mut ana, bo_id, Role::Owner);
    meet(&mut ana, &mut bo);
    meet(&mut ana, &mut ben);
    // Bo removes X, and with the new key Ben comments; but Ana has removed Bo meanwhile.
    bo.commit(Edit::Remove(x_id), NOW).unwrap();
    meet(&mut bo, &mut ben);
    comment(&mut ben, id, "under Bo's key");
    ana.commit(Edit::Remove(bo_id), NOW).unwrap();
    meet(&mut ana, &mut ben);
    assert!(!ana.views.control().members[&x_id].devices.is_empty(), "Bo's removal was void");
    assert_eq!(comments(&mut ana), ["under Bo's key"]);
    let mut dora = join(&mut ana, "Dora", 5, Whose::New);
    assert_eq!(comments(&mut dora), ["under Bo's key"]);
    // X was shut out in vain, and hears everything again.
    meet(&mut ana, &mut x);
    assert_eq!(comments(&mut x), ["under Bo's key"]);
    assert_eq!(x.snapshot().events, ana.snapshot().events);
}

#[test]
fn a_key_that_is_here_before_the_word_that_names_it_is_not_sealed_under_one_that_the_gone_know() {
    // Those who keep the keys pass on more than others do.
    for role in [Role::Respondent, Role::Facilitator] {
        let mut ana = founded();
        let mut ben = join(&mut ana, "Ben", 2, Whose::New);
        let mut x = join(&mut ana, "X", 3, Whose::New);
        let id = review(&mut ana, Secrecy::Open, &[]);
        let (ben_id, gone, device) = (me(&mut ben), me(&mut x), x.identity().device());
        name(&mut ana, ben_id, role);
        meet(&mut ana, &mut ben);
        carry(&mut ana, &mut x);
        x.commit(Edit::Remove(gone), NOW).unwrap();
        carry(&mut x, &mut ana);
        assert!(ana.tend(NOW).unwrap(), "a key that X does not know");
        let new = present(&ana);
        // Ben gets all that Ana wrote and nothing of what X wrote: the word that names the key waits for X's.
        let by = |it: &Vec<u8>| crate::envelope::Sealed::parse(it).unwrap().header().author;
        let mut by_others = all(&mut ana);
        by_others.retain(|it| by(it) != device);
        for told in ben.accept(&by_others).unwrap() {
            told.unwrap();
        }
        assert!(ben.ring.contains(&new) && present(&ben) != new);
        while ben.tend(NOW).unwrap() {}
        carry(&mut ben, &mut x);
        assert!(!x.ring.contains(&new), "{role:?}");

        comment(&mut ana, id, "without X");
        meet(&mut ana, &mut ben);
        carry(&mut ben, &mut x);
        assert_eq!(comments(&mut ben), ["without X"]);
        assert!(comments(&mut x).is_empty() && !x.ring.contains(&new));
    }
}

#[test]
fn what_is_sealed_with_a_key_that_nobody_named_counts_for_nobody() {
    let mut ana = founded();
    let mut ben = join(&mut ana, "Ben", 2, Whose::New);
    let mut mallory = join(&mut ana, "Mallory", 3, Whose::New);
    let (who, ben_id) = (me(&mut mallory), me(&mut ben));
    let id = review(&mut ana, Secrecy::Open, &[who]);
    name(&mut ana, who, Role::Facilitator);
    name(&mut ana, ben_id, Role::Owner);
    meet(&mut ana, &mut ben);
    meet(&mut ana, &mut mallory);
    // Mallory makes a key, gives it to Ben alone, and writes with it what a facilitator may write.
    let key = ContentKey::from_bytes([66; 32]);
    let wrap = keys::wrap_for(&key, &ben.identity().card("x")).unwrap();
    let under = mallory.ring.insert(key);
    let handed = KeysPayload { wraps: vec![(under, wrap)], links: Vec::new() };
    let close = Op::CloseReview { review: id };
    mallory
        .together(|it| Ok(vec![it.write_keys(&handed)?, it.write_op_under(under, close, NOW)?]))
        .unwrap();
    carry(&mut mallory, &mut ben);
    assert!(ben.ring.contains(&under));
    assert_eq!(only(&ben.snapshot()).state, ReviewState::Open, "Ana could not read it");
    // What Ben writes does not follow from it, so that nobody waits for what they can't read.
    ben.commit(Edit::SetTeam { member: ben_id, team: "Harbour".to_owned() }, NOW).unwrap();
    meet(&mut ana, &mut ben);
    assert_eq!(ben.snapshot().events, ana.snapshot().events);
    let told = |it: &mut Replica, who| it.snapshot().members[&who].team().map(str::to_owned);
    assert_eq!(told(&mut ana, ben_id).as_deref(), Some("Harbour"));
    assert!(!ana.ring.contains(&under));
}

#[test]
fn what_was_answered_before_hearing_of_a_demotion_is_read_by_all_once_one_may_answer_again() {
    let mut ana = founded();
    let mut ben = join(&mut ana, "Ben", 2, Whose::New);
    let mut cleo = join(&mut ana, "Cleo", 3, Whose::New);
    let ben_id = me(&mut ben);
    let id = review(&mut ana, Secrecy::Blind, &[ben_id]);
    meet(&mut ana, &mut ben);
    meet(&mut ana, &mut cleo);
    name(&mut ana, ben_id, Role::Observer);
    say(&mut ben, id, 2);
    carry(&mut ana, &mut ben);
    assert_eq!(answers(&mut ben, ben_id), 0, "an observer does not answer");
    name(&mut ana, ben_id, Role::Respondent);
    meet(&mut ana, &mut ben);
    ana.commit(Edit::Reveal(id), NOW).unwrap();
    meet(&mut ana, &mut ben);
    meet(&mut ana, &mut cleo);
    let said = answers(&mut ben, ben_id);
    assert!(said > 0);
    for it in [&mut ana, &mut cleo] {
        assert_eq!(answers(it, ben_id), said);
    }
    let result = |it: &mut Replica| only(&it.snapshot()).fingerprint.clone();
    assert_eq!(result(&mut ana), result(&mut ben));
    assert!(!ana.tend(NOW).unwrap() && !ben.tend(NOW).unwrap(), "once is enough");
}

#[test]
fn what_somebody_answers_on_a_second_device_does_not_hang_on_their_first_that_turns_out_to_be_revoked()
 {
    let mut ana = founded();
    let mut ben = join(&mut ana, "Ben", 2, Whose::New);
    let ben_id = me(&mut ben);
    let mut cleo = join(&mut ana, "Cleo", 3, Whose::New);
    let id = review(&mut ana, Secrecy::Blind, &[ben_id]);
    meet(&mut ana, &mut ben);
    let mut phone = join(&mut ben, "Ben", 4, Whose::Mine);
    meet(&mut ana, &mut ben);
    meet(&mut ana, &mut cleo);
    // Both answer; then it turns out that the first device had been revoked before it began.
    let laptop = ben.identity().device();
    ana.commit(Edit::RevokeDevice(laptop), NOW).unwrap();
    let cleo_id = me(&mut cleo);
    name(&mut ana, cleo_id, Role::Facilitator);
    say(&mut ben, id, 1);
    meet(&mut ben, &mut phone);
    say(&mut phone, id, 2);
    meet(&mut ana, &mut cleo);
    meet(&mut ana, &mut phone);
    meet(&mut cleo, &mut phone);
    ana.commit(Edit::Reveal(id), NOW).unwrap();
    meet(&mut ana, &mut phone);
    meet(&mut ana, &mut cleo);
    let said = answers(&mut phone, ben_id);
    assert!(said > 0, "their own words are theirs to read");
    for it in [&mut ana, &mut cleo] {
        assert_eq!(answers(it, ben_id), said);
    }
    let fingerprint = |it: &mut Replica| only(&it.snapshot()).fingerprint.clone();
    assert_eq!(fingerprint(&mut ana), fingerprint(&mut phone));
    assert_eq!(fingerprint(&mut ana), fingerprint(&mut cleo));
    phone.rebuild().unwrap();
    assert_eq!(answers(&mut phone, ben_id), said);
}

#[test]
fn who_first_answers_after_the_end_and_did_not_know_is_told_that_it_does_not_count() {
    let mut ana = founded();
    let mut ben = join(&mut ana, "Ben", 2, Whose::New);
    let ben_id = me(&mut ben);
    let id = review(&mut ana, Secrecy::Blind, &[ben_id]);
    meet(&mut ana, &mut ben);
    ana.commit(Edit::CloseReview(id), NOW).unwrap();
    say(&mut ben, id, 2);
    meet(&mut ana, &mut ben);
    let shown = ben.snapshot();
    assert_eq!(answers(&mut ana, ben_id), answers(&mut ben, ben_id));
    assert!(shown.warned().iter().any(|it| it.contains(" not count")), "{:?}", shown.warned());
    assert_eq!(shown.dropped.len(), 1);
    ben.rebuild().unwrap();
    assert_eq!(ben.snapshot(), shown);
}

#[test]
fn what_was_opened_by_somebody_who_might_not_is_sealed_again() {
    let mut ana = founded();
    let mut fay = join(&mut ana, "Fay", 2, Whose::New);
    let mut ben = join(&mut ana, "Ben", 3, Whose::New);
    let mut cleo = join(&mut ana, "Cleo", 4, Whose::New);
    let (fay_id, ben_id, cleo_id) = (me(&mut fay), me(&mut ben), me(&mut cleo));
    let id = review(&mut ana, Secrecy::Blind, &[ben_id, cleo_id]);
    name(&mut ana, fay_id, Role::Facilitator);
    for it in [&mut fay, &mut ben, &mut cleo] {
        meet(&mut ana, it);
    }
    // Fay reveals; Ben, who hears it, opens what he said. But Ana had taken the role from her.
    name(&mut ana, fay_id, Role::Respondent);
    fay.commit(Edit::Reveal(id), NOW).unwrap();
    meet(&mut fay, &mut ben);
    say(&mut ben, id, 2);
    meet(&mut fay, &mut ben);
    meet(&mut ben, &mut cleo);
    assert!(answers(&mut cleo, ben_id) > 0, "as far as Cleo knows, it is revealed");
    carry(&mut ana, &mut cleo);
    let shown = cleo.snapshot();
    assert_eq!(only(&shown).state, ReviewState::Open);
    assert_eq!(answers(&mut cleo, ben_id), 0);
    cleo.rebuild().unwrap();
    assert_eq!(cleo.snapshot().reviews, shown.reviews);
}
