//! What people do to a workspace, and what comes of it.

use expect_test::{Expect, expect};

use super::*;

#[expect(clippy::needless_pass_by_value, reason = "an expectation is written in the call")]
fn check(text: &str, expected: Expect) {
    expected.assert_eq(&rendered(&Story::told(text).folded()));
}

/// Ana founds, Fay facilitates, Ben and Cleo answer, Otto watches.
const TEAM: &str = "
    g ana founds Acme
    tf ana invites f facilitator
    tb ana invites b respondent auto
    tc ana invites c respondent auto
    to ana invites o observer auto
    fay ana admits fay f
    ben fay admits ben b
    cleo ben admits cleo c
    otto cleo admits otto o
";

#[expect(clippy::needless_pass_by_value, reason = "an expectation is written in the call")]
fn check_team(text: &str, expected: Expect) {
    let shown = rendered(&Story::told(&format!("{TEAM}{text}")).folded());
    let team = "ana Owner on ana
fay Facilitator on fay
ben Respondent on ben
cleo Respondent on cleo
otto Observer on otto
";
    expected.assert_eq(shown.strip_prefix(team).unwrap_or(&shown));
}

#[test]
fn every_operation_is_told_in_a_sentence() {
    let story = Story::told(&format!(
        "{TEAM}
        x1 fay begins Security programme
        x2 fay opens x1 blind ben=people+it cleo=it
        x3 ben keys x2 ben kb ben fay
        x4 fay keys x2 ben kb cleo
        x5 fay assigns x2 cleo room it
        x6 ben submits x2 h1
        x7 fay reveals x2 ben=h1
        x8 cleo publishes x2 kc
        x9 fay closes x2
        y1 ana rekeys k1
        y2 ana rekeys k2
        y3 ana invites many respondent uses 5
        y4 ben invites second respondent for ben
        y5 ana invites lost respondent for ben
        y6 cleo asks-for dan many
        y7 ana refuses dan
        y8 ana uninvites many
        y9 ben admits ben2 second
        "
    ));
    let log = story.folded().log;
    let text: Vec<String> = log.iter().map(|it| it.event.what.to_string()).collect();
    expect![[r"
        ana founded the workspace “Acme”
        ana invited a facilitator
        ana invited a respondent
        ana invited a respondent
        ana invited an observer
        fay joined
        ben joined
        cleo joined
        otto joined
        fay began the assessment “Security programme”
        fay opened the review “2026 H2”
        ben got ready to answer “2026 H2”
        fay passed on the key to ben’s answers in “2026 H2”
        fay assigned room to cleo instead of it in “2026 H2”
        ben handed in their answers to “2026 H2”
        fay revealed “2026 H2”
        cleo opened their answers to “2026 H2”
        fay closed “2026 H2”
        ana set the key of the workspace
        ana changed the key of the workspace
        ana invited up to 5 respondents
        ben prepared a further device of their own
        ana prepared a further device for ben
        dan asked cleo to be admitted
        ana refused dan
        ana took the invitation of a respondent back
        ben came with a further device
    "]]
    .assert_eq(&(text.join("\n") + "\n"));
}

#[test]
fn the_team_joins() {
    check(
        TEAM,
        expect![[r"
        ana Owner on ana
        fay Facilitator on fay
        ben Respondent on ben
        cleo Respondent on cleo
        otto Observer on otto
    "]],
    );
}

#[test]
fn two_who_use_one_ticket_at_once_do_not_both_get_in() {
    check(
        "
        g ana founds Acme
        t1 ana invites b respondent auto
        t2 ana invites c respondent auto uses 2
        a1 ana <t1 admits ben b
        a2 ana <t2 admits cleo c
        c1 ben <a1,t2 admits dan c
        c2 cleo <a2 admits eve c
        d1 cleo <a2 admits finn b
        ",
        expect![[r"
            ana Owner on ana
            ben Respondent on ben
            cleo Respondent on cleo
            dan Respondent on dan
            void: finn joined: ticket already used
            void: eve joined: ticket already used
        "]],
    );
}

#[test]
fn a_ticket_that_expired_was_taken_back_or_is_forged_lets_nobody_in() {
    check_team(
        "
        x1 ana invites t respondent auto uses 9 until 100
        x2 ben @99 admits in-time t
        x3 ben @100 admits late t
        x4 ben @99 admits thief t forged
        x5 ben <g @99 admits unseen t
        x6 ana uninvites t
        x7 ben @99 admits after t
        x8 ben <x4 admits at-once t
        x9 ben admits nobody nothing
        ",
        expect![[r"
            in-time Respondent on in-time
            void: unseen joined: there is no such invitation
            void: late joined: ticket expired
            void: thief joined: the joiner did not prove to hold the ticket and the device, under this name
            void: at-once joined: the invitation was taken back
            void: after joined: the invitation was taken back
            void: nobody joined: there is no such invitation
        "]],
    );
}

#[test]
fn each_role_invites_and_admits_whom_it_may() {
    check_team(
        "
        x1 fay invites fo observer
        x2 fay invites ff facilitator auto
        x3 ben invites br respondent auto
        x4 ana invites high owner auto
        x5 ben admits boss high
        x6 fay admits boss high
        x7 fay admits watcher fo
        x8 ana invites ask respondent
        x9 ben admits dan ask
        y1 ben asks-for dan ask
        y2 cleo asks-for dan ask
        y3 ben refuses dan
        y4 fay asks-for eve ask
        y5 fay admits eve ask
        y6 ana admits boss high
        y7 ana invites none respondent uses 0
        y8 ana invites ask respondent
        ",
        expect![[r"
            watcher Observer on watcher
            eve Respondent on eve
            boss Owner on boss
            void: fay invited a facilitator: only an owner may do this
            void: ben invited a respondent: only a facilitator or an owner may do this
            void: boss joined: only a facilitator or an owner may do this
            void: boss joined: only an owner may do this
            void: dan joined: only a facilitator or an owner may do this
            void: ben refused dan: only a facilitator or an owner may do this
            void: ana invited up to 0 respondents: an invitation needs at least one use
            void: ana invited a respondent: there is such an invitation already
        "]],
    );
}

#[test]
fn a_refused_device_does_not_come_back_with_the_same_ticket() {
    check_team(
        "
        x1 ana invites t respondent
        x2 ana invites u respondent
        x3 ben asks-for dan t
        x4 fay refuses dan
        x5 ben asks-for dan t
        x6 ben refuses dan
        x7 ben asks-for dan u
        ",
        expect![[r"
            dan waits
            void: dan asked ben to be admitted: the device was refused
            void: ben refused a device: that device is not waiting
        "]],
    );
}

#[test]
fn a_person_brings_their_own_second_device_and_nobody_elses() {
    check_team(
        "
        x1 ben invites own owner for ben uses 2
        x2 ben admits ben2 own
        x3 cleo admits fake own
        x4 cleo invites spy respondent for ben
        x5 fay invites spy2 respondent for ben
        x6 ana invites lost respondent for ben
        x7 ben2 admits ben3 own
        x8 ana admits ben4 lost
        x9 ben2 admits ben2 own
        y1 ana invites ghost respondent for nobody
        ",
        expect![[r"
            ana Owner on ana
            fay Facilitator on fay
            ben Respondent on ben ben2 ben3 ben4
            cleo Respondent on cleo
            otto Observer on otto
            void: ben came with a further device: this invitation is not theirs to decide on
            void: cleo prepared a further device for ben: this invitation is not theirs to decide on
            void: fay prepared a further device for ben: this invitation is not theirs to decide on
            void: ben came with a further device: the device is a member’s already
            void: ana prepared a further device for somebody: the person it names is not a member
        "]],
    );
}

#[test]
fn strangers_and_false_beginnings_change_nothing() {
    check_team(
        "
        x1 eve begins Takeover
        x2 eve founds Other
        x3 eve < founds Other
        x4 ana < begins Rootless
        x5 ana <x4 begins Rootless too
        x6 ana founds Again
        x7 eve <g invites me owner
        x8 eve <x7 admits eve me
        ",
        expect![[r"
            void: ana began the assessment “Rootless”: it does not follow from the beginning of this workspace
            void: ana began the assessment “Rootless too”: it does not follow from the beginning of this workspace
            void: eve founded the workspace “Other”: a workspace begins only once
            void: Somebody unknown began the assessment “Takeover”: its author is not a member
            void: eve founded the workspace “Other”: a workspace begins only once
            void: ana founded the workspace “Again”: a workspace begins only once
            void: Somebody unknown invited an owner: its author is not a member
            void: eve joined: its author is not a member
        "]],
    );
}

#[test]
fn what_names_a_missing_parent_waits() {
    check(
        "
        g ana founds Acme
        x1 ana <lost invites t respondent
        x2 ana <x1,other invites u respondent
        x3 ana <g begins Programme
        ",
        expect![[r"
            ana Owner on ana
            2 wait for 2
        "]],
    );
}

#[test]
fn a_joiner_is_assigned_in_reviews_open_by_then_only() {
    check_team(
        "
        x1 fay begins Programme
        x2 fay opens x1 open
        x3 fay opens x1 open
        x4 fay closes x2
        x5 ana invites t respondent auto to people+it
        x6 ben admits dan t
        x7 fay opens x1 open
        ",
        expect![[r"
            dan Respondent on dan
            “2026 H2” Closed as of 1970-01-01
            “2026 H2” Open as of 1970-01-01
              dan: it people
            “2026 H2” Open as of 1970-01-01
        "]],
    );
}

#[test]
fn respondents_do_not_run_reviews_and_observers_do_not_answer() {
    check_team(
        "
        x1 ben begins Programme
        x2 fay begins Programme
        x3 ben opens x2 open
        x4 fay opens x9 open
        x5 fay opens x2 open ben=it otto=it nobody=it
        x6 ben assigns x5 ben people
        x7 fay assigns x5 otto people
        x8 otto keys x5 otto ko openly
        x9 ben reveals x5 ben=-
        y1 ben closes x5
        y2 otto submits x5 -
        y3 cleo submits x5 -
        y4 ben rekeys k
        y5 fay closes x5
        y6 fay closes x5
        y7 ben submits x5 h
        y8 fay assigns x5 ben people
        y9 fay reveals x5 ben=-
        ",
        expect![[r"
            “2026 H2” Closed as of 1970-01-01
              ben: it
            void: ben began the assessment “Programme”: only a facilitator or an owner may do this
            void: ben opened the review “2026 H2”: only a facilitator or an owner may do this
            void: fay opened the review “2026 H2”: there is no such assessment
            void: ben assigned people to ben in “2026 H2”: only a facilitator or an owner may do this
            void: fay assigned people to otto in “2026 H2”: an observer does not answer
            void: otto got ready to answer “2026 H2”: an observer does not answer
            void: ben revealed “2026 H2”: only a facilitator or an owner may do this
            void: ben closed “2026 H2”: only a facilitator or an owner may do this
            void: otto handed in their answers to “2026 H2”: an observer does not answer
            void: cleo handed in their answers to “2026 H2”: its author has no lane in the review
            void: ben set the key of the workspace: only a facilitator or an owner may do this
            void: fay closed “2026 H2”: the review is closed
            void: ben handed in their answers to “2026 H2”: the review is closed
            void: fay assigned people to ben in “2026 H2”: the review is closed
            void: fay revealed “2026 H2”: the review is closed
        "]],
    );
}

#[test]
fn a_lane_key_is_announced_by_its_owner_and_passed_on_by_anybody() {
    check_team(
        "
        x1 fay begins Programme
        x2 fay opens x1 blind ben=it
        x3 cleo keys x2 ben kb cleo
        x4 ben keys x2 ben kb ben fay
        x5 fay keys x2 ben kb cleo
        x6 fay keys x2 ben kb openly
        x7 ben keys x2 ben kb2 ben
        x8 fay publishes x2 kf
        x9 fay reveals x2 ben=-
        y1 cleo keys x2 ben kb openly
        y2 fay reveals x2 ben=-
        y3 ben publishes x2 kb2
        y4 cleo publishes x2 kc
        ",
        expect![[r"
            “2026 H2” Revealed as of 1970-01-01
              ben: it; 2 keys, 3 open, counts as revealed
            void: cleo passed on the key to ben’s answers in “2026 H2”: the key was not announced by whose lane it is
            void: fay passed on the key to ben’s answers in “2026 H2”: a key is handed out openly only in an open review or after the reveal
            void: fay opened their answers to “2026 H2”: the review is not revealed yet
            void: fay revealed “2026 H2”: the review is revealed already
            void: cleo opened their answers to “2026 H2”: its author has no lane in the review
        "]],
    );
}

#[test]
fn what_was_handed_in_counts_whatever_the_reveal_says() {
    check_team(
        "
        x1 fay begins Programme
        x2 fay opens x1 blind ben=it cleo=it fay=it ana=it
        x3 ben keys x2 ben kb ben
        x4 ben submits x2 old
        x5 ben submits x2 b+a
        x6 cleo submits x2 c
        x7 ana submits x2 d
        x8 fay @400 reveals x2 ben=a+b+a cleo=other fay=f
        x9 ben submits x2 late
        ",
        expect![[r"
            “2026 H2” Revealed as of 1971-02-05
              cleo: it; 0 keys, 1 open, handed in 1 times, counts as handed in (the reveal names other answers than were handed in; those handed in count)
              ben: it; 1 keys, 1 open, handed in 3 times, counts as handed in
              fay: it; 0 keys, 1 open, counts as revealed
              ana: it; 0 keys, 0 open, handed in 1 times, counts as handed in (the reveal leaves out answers that were handed in; they count)
        "]],
    );
}

#[test]
fn handing_in_that_the_reveal_could_not_know_does_not_move_the_round() {
    check_team(
        "
        x1 fay begins Programme
        x2 fay opens x1 blind ben=it cleo=it
        x3 ben <x2 submits x2 b
        x4 cleo <x2 submits x2 c
        x5 fay <x2 reveals x2 ben=b cleo=-
        x6 ben <x2 submits x2 backdated
        ",
        expect![[r"
            “2026 H2” Revealed as of 1970-01-01
              cleo: it; 0 keys, 1 open, handed in 1 times, counts as revealed (handed in unknown to the reveal; what the reveal knew counts)
              ben: it; 0 keys, 1 open, handed in 2 times, counts as revealed (handed in unknown to the reveal; what the reveal knew counts)
        "]],
    );
}

#[test]
fn names_are_one_printable_line() {
    let control = Story::told("g a\u{202e}na founds Ac\u{0}me\u{200b}").folded();
    assert_eq!(control.name, "Acme");
    assert_eq!(control.members.values().next().unwrap().name, "ana");
}

#[test]
fn a_team_said_at_once_by_two_stands_twice_until_somebody_who_knows_both_says_more() {
    check_team(
        "
        t1 fay teams ben IT desk
        t2 fay <t1 teams ben Plant
        t3 ana <t1 teams ben Office
        t4 ben teams cleo Mine
        t5 cleo teams cleo
        ",
        expect![[r"
            ana Owner on ana
            fay Facilitator on fay
            ben Respondent on ben in Plant | Office
            cleo Respondent on cleo
            otto Observer on otto
            void: ben put cleo into the team “Mine”: only a facilitator or an owner may do this
            void: cleo took cleo out of their team: only a facilitator or an owner may do this
        "]],
    );
    check_team(
        "
        t1 fay teams ben IT desk
        t2 fay <t1 teams ben Plant
        t3 ana <t1 teams ben Office
        t4 ana teams ben
        ",
        expect![[r"
            ana Owner on ana
            fay Facilitator on fay
            ben Respondent on ben in 
            cleo Respondent on cleo
            otto Observer on otto
        "]],
    );
}
