//! What is destroyed is gone everywhere, and everything else goes on.

use super::*;
use crate::envelope::{BARE_RECORD, Sealed};

fn me(replica: &mut Replica) -> MemberId {
    replica.snapshot().me.unwrap()
}

fn only_assessment(replica: &mut Replica) -> AssessmentId {
    *replica.snapshot().assessments.keys().next().unwrap()
}

/// Ana and Ben answered in a review that is revealed.
fn revealed() -> (Replica, Replica, ReviewId) {
    let mut ana = founded();
    let mut ben = join(&mut ana, "Ben", 2, Whose::New);
    let people = [me(&mut ana), me(&mut ben)];
    let id = review(&mut ana, Secrecy::Blind, &people);
    meet(&mut ana, &mut ben);
    say(&mut ana, id, 1);
    say(&mut ben, id, 2);
    ana.commit(Edit::Reveal(id), NOW).unwrap();
    meet(&mut ana, &mut ben);
    (ana, ben, id)
}

/// Ana and Ben answered in a review that is over.
fn over() -> (Replica, Replica, AssessmentId) {
    let (mut ana, mut ben, id) = revealed();
    let question = framework::shipped().first().unwrap().questions()[0].id.clone();
    ana.commit(Edit::Comment { review: id, question, text: "hush".to_owned() }, NOW).unwrap();
    ana.commit(Edit::CloseReview(id), NOW).unwrap();
    meet(&mut ana, &mut ben);
    let assessment = only_assessment(&mut ana);
    (ana, ben, assessment)
}

fn bare(replica: &mut Replica) -> usize {
    all(replica).iter().filter(|it| it.len() == BARE_RECORD).count()
}

/// Says how many records of lanes and boards still have their content.
fn with_content(replica: &mut Replica) -> usize {
    let kinds = |it: &Vec<u8>| Sealed::parse(it).unwrap().header().kind.may_be_bare();
    all(replica).iter().filter(|it| kinds(it) && it.len() != BARE_RECORD).count()
}

fn told(replica: &mut Replica) -> (Workspace, crate::engine::index::Root) {
    let shown = replica.snapshot();
    (shown, replica.index().root())
}

#[test]
fn what_an_owner_destroys_is_gone_on_every_device_and_the_history_stays() {
    let (mut ana, mut ben, assessment) = over();
    let mut cleo = join(&mut ana, "Cleo", 3, Whose::New);
    let kept = with_content(&mut ana);
    assert!(kept >= 3, "two lanes and a board");
    ana.commit(Edit::Destroy(assessment), NOW).unwrap();
    assert_eq!((with_content(&mut ana), bare(&mut ana)), (0, kept));
    meet(&mut ana, &mut ben);
    meet(&mut ana, &mut cleo);
    for it in [&mut ana, &mut ben, &mut cleo] {
        assert_eq!(with_content(it), 0);
        let shown = it.snapshot();
        assert!(shown.assessments.is_empty() && shown.reviews.is_empty());
        let gone = &shown.destroyed[&assessment];
        assert_eq!((gone.assessment.title.as_str(), gone.reviews.len()), ("Security", 1));
        assert!(
            shown
                .events
                .iter()
                .any(|it| it.what.to_string() == "Ana destroyed the content of “Security”")
        );
        assert_eq!(shown.warned(), Vec::<String>::new());
        assert_eq!(it.verify().unwrap().problems, Vec::<String>::new());
    }
    assert_eq!(ana.index().root(), ben.index().root());
    assert_eq!(ana.index().root(), cleo.index().root());
    // Who comes later takes what is left, and work goes on.
    let mut dan = join(&mut ana, "Dan", 4, Whose::New);
    meet(&mut dan, &mut ana);
    assert_eq!(told(&mut dan).1, told(&mut ana).1);
    assert_eq!(bare(&mut dan), kept);
    let id = review(made_owner(&mut ana, &mut ben), Secrecy::Open, &[]);
    assert!(ben.snapshot().reviews.contains_key(&id));
}

fn made_owner<'a>(ana: &mut Replica, ben: &'a mut Replica) -> &'a mut Replica {
    let member = me(ben);
    ana.commit(Edit::SetRole { member, role: Role::Owner }, NOW).unwrap();
    meet(ana, ben);
    ben
}

#[test]
fn what_is_destroyed_is_the_same_after_a_restart_and_from_any_order_of_records() {
    let (mut ana, mut ben, assessment) = over();
    ana.commit(Edit::Destroy(assessment), NOW).unwrap();
    meet(&mut ana, &mut ben);
    let shown = told(&mut ana);
    ana.rebuild().unwrap();
    assert_eq!(told(&mut ana), shown);
    for turn in 0..3 {
        let mut records = all(&mut ana);
        match turn {
            0 => records.reverse(),
            n => records.rotate_left(n * 7),
        }
        let identity = Identity::from_seed([1; 32]);
        let store = Box::new(MemoryStore::default());
        let mut again = Replica::open(ana.workspace(), identity, store, [9; 8]).unwrap();
        for record in records {
            again.accept(&[record]).unwrap().remove(0).unwrap();
        }
        assert_eq!(told(&mut again), shown, "{turn}");
    }
}

#[test]
fn an_assessment_that_goes_on_and_one_of_somebody_else_is_not_destroyed() {
    let mut ana = founded();
    let mut ben = join(&mut ana, "Ben", 2, Whose::New);
    let who = me(&mut ben);
    let id = review(&mut ana, Secrecy::Open, &[who]);
    let assessment = only_assessment(&mut ana);
    meet(&mut ana, &mut ben);
    say(&mut ben, id, 2);
    let refused = ana.commit(Edit::Destroy(assessment), NOW).unwrap_err().to_string();
    assert_eq!(refused, "one of its reviews is not closed");
    ana.commit(Edit::CloseReview(id), NOW).unwrap();
    meet(&mut ana, &mut ben);
    let refused = ben.commit(Edit::Destroy(assessment), NOW).unwrap_err().to_string();
    assert_eq!(refused, "only an owner may do this");
    assert_eq!(bare(&mut ana) + bare(&mut ben), 0);
}

#[test]
fn what_somebody_wrote_before_hearing_of_it_gives_its_content_up_where_it_arrives() {
    let (mut ana, mut ben, id) = revealed();
    let mut cleo = join(&mut ana, "Cleo", 3, Whose::New);
    let assessment = only_assessment(&mut ana);
    say(&mut ben, id, 3);
    ana.commit(Edit::CloseReview(id), NOW).unwrap();
    ana.commit(Edit::Destroy(assessment), NOW).unwrap();
    meet(&mut ana, &mut cleo);
    let late = all(&mut ben);
    cleo.accept(&late).unwrap();
    assert_eq!(with_content(&mut cleo), 0);
    meet(&mut ben, &mut ana);
    assert_eq!(with_content(&mut ben) + with_content(&mut ana), 0);
    assert_eq!(told(&mut ana).1, told(&mut ben).1);
    let refused = ana.commit(Edit::CloseReview(id), NOW).unwrap_err().to_string();
    assert_eq!(refused, "what was in the assessment is destroyed");
}

#[test]
fn an_answer_passed_on_without_its_content_is_still_looked_for_and_comes_back() {
    let (mut ana, ben, _) = over();
    let shown = ana.snapshot();
    drop(ben);
    // Mallory, on the way, takes the content out of everything that may go without.
    let strip = |record: &Vec<u8>| {
        let verified = Sealed::parse(record).unwrap().verify(shown.id).unwrap();
        verified.bare().record().to_vec()
    };
    let stripped: Vec<Vec<u8>> = all(&mut ana).iter().map(strip).collect();
    let identity = Identity::from_seed([1; 32]);
    let store = Box::new(MemoryStore::default());
    let mut victim = Replica::open(shown.id, identity, store, [9; 8]).unwrap();
    victim.accept(&stripped).unwrap();
    assert!(bare(&mut victim) >= 3);
    let warned = victim.snapshot().warned().join("\n");
    assert!(warned.contains("without their content"), "{warned}");
    // None of it counts as here, so the honest copy is asked for, and takes its place.
    let lacking = |it: &mut Replica, from: &mut Replica| {
        let ids = all(from);
        let id = |it: &Vec<u8>| Sealed::parse(it).unwrap().verify(shown.id).unwrap().id();
        ids.iter().filter(|record| !it.index().contains(&id(record))).count()
    };
    assert_eq!(lacking(&mut victim, &mut ana), bare(&mut victim));
    victim.accept(&all(&mut ana)).unwrap();
    assert_eq!((bare(&mut victim), lacking(&mut victim, &mut ana)), (0, 0));
    assert_eq!(victim.snapshot().reviews, shown.reviews);
    victim.rebuild().unwrap();
    assert_eq!(victim.snapshot().reviews, shown.reviews);
}

#[test]
fn what_is_left_of_an_answer_that_everybody_lost_goes_on_so_that_all_read_what_follows_it() {
    let (mut ana, mut ben, _) = over();
    let id = ana.workspace();
    // After these answers their authors told other things, and then nobody has the answers any more.
    let strip = |record: &Vec<u8>| {
        Sealed::parse(record).unwrap().verify(id).unwrap().bare().record().to_vec()
    };
    let stripped: Vec<Vec<u8>> = all(&mut ben).iter().map(strip).collect();
    let open = |seed: u8| {
        let store = Box::new(MemoryStore::default());
        Replica::open(id, Identity::from_seed([seed; 32]), store, [9; 8]).unwrap()
    };
    let (mut last, mut newcomer) = (open(1), open(2));
    last.accept(&stripped).unwrap();
    let missing = last.hollow().count();
    assert!(missing >= 3);
    // By wire and by bundle alike: what the other lists is asked for, and comes.
    let need = newcomer.need();
    let lacking = need.lacking(last.index());
    assert_eq!(u64::try_from(lacking.len()).unwrap(), last.index().count());
    let (records, _) = last.records(&lacking, usize::MAX).unwrap();
    assert_eq!(records.len(), lacking.len());
    let carried = newcomer.take_records(&records).unwrap();
    assert_eq!(carried.new, records.len() - missing, "an answer without content is not news");
    assert_eq!(newcomer.index().root(), last.index().root());
    assert_eq!(newcomer.hollow().count(), missing);
    let told = |it: &mut Replica| {
        let shown = it.snapshot();
        (shown.events, shown.members, shown.warnings)
    };
    assert_eq!(told(&mut newcomer), told(&mut last));
    assert!(newcomer.need().lacking(last.index()).is_empty());
    // Whoever still has an answer is asked for it.
    last.accept(&all(&mut ana)).unwrap();
    assert_eq!((last.hollow().count(), last.index().hollow()), (0, 0));
    assert!(newcomer.need().lacking(last.index()).len() >= missing);
    let whole = all(&mut last);
    assert_eq!(newcomer.take_records(&whole).unwrap().new, missing);
    assert_eq!(newcomer.index().root(), ana.index().root());
}

#[test]
fn what_somebody_destroyed_who_was_out_by_then_comes_back_from_whoever_has_it() {
    let (mut ana, mut ben, assessment) = over();
    let mut fay = join(&mut ana, "Fay", 3, Whose::New);
    let fay_id = me(&mut fay);
    ana.commit(Edit::SetRole { member: fay_id, role: Role::Owner }, NOW).unwrap();
    meet(&mut ana, &mut fay);
    meet(&mut ana, &mut ben);
    let code =
        |it: &mut Replica| it.snapshot().reviews.values().next().unwrap().fingerprint.clone();
    let before = code(&mut ben);
    ana.commit(Edit::Remove(fay_id), NOW).unwrap();
    fay.commit(Edit::Destroy(assessment), NOW).unwrap();
    meet(&mut fay, &mut ben);
    assert!(ben.snapshot().reviews.is_empty(), "as far as Ben knows, she may");
    assert!(bare(&mut ben) > 0);
    // Ben hears that she was out, and gets it back from Ana.
    meet(&mut ana, &mut ben);
    meet(&mut ana, &mut ben);
    assert_eq!(bare(&mut ben), 0);
    assert_eq!(code(&mut ben), before);
    assert_eq!(told(&mut ana).1, told(&mut ben).1);
}
