//! Roles that change, people who go, devices that are lost, and the code that brings an owner back.

use expect_test::{Expect, expect};

use super::*;

/// Ana founds, Bo and Cy own with her, in that order; Fay facilitates, Ben and Dot answer.
const TEAM: &str = "
    g ana founds Acme
    to ana invites o owner uses 9
    tf ana invites f facilitator
    tb ana invites b respondent uses 9
    bo ana admits bo o
    cy ana admits cy o
    fay ana admits fay f
    ben ana admits ben b
    dot ana admits dot b
    k ana rekeys k0
";

const EVERYBODY: [&str; 6] = [
    "ana Owner on ana",
    "bo Owner on bo",
    "cy Owner on cy",
    "fay Facilitator on fay",
    "ben Respondent on ben",
    "dot Respondent on dot",
];

/// Tells what is different from the team as it came, and what had no effect.
#[expect(clippy::needless_pass_by_value, reason = "an expectation is written in the call")]
fn check(text: &str, expected: Expect) {
    let shown = rendered(&Story::told(&format!("{TEAM}{text}")).folded());
    let news: Vec<&str> = shown.lines().filter(|it| !EVERYBODY.contains(it)).collect();
    expected.assert_eq(&(news.join("\n") + "\n"));
}

#[test]
fn each_of_it_is_told_in_a_sentence() {
    let story = Story::told(&format!(
        "{TEAM}
        a ana makes fay owner
        b ben invites own respondent for ben
        c ben admits phone own
        d ben revokes phone
        e bo revokes ben
        h dot removes dot
        i ana removes cy
        j ana invites x respondent
        l bo removes ana
        m bo renews x
        n fay recovers rescue
        "
    ));
    let log = story.folded().log;
    let text: Vec<String> = log.iter().skip(10).map(|it| it.event.what.to_string()).collect();
    expect![[r"
        ana made fay an owner
        ben prepared a further device of their own
        ben came with a further device
        ben revoked their own device “phone”
        bo revoked the device “ben” of ben
        dot left
        ana removed cy
        ana invited a respondent
        bo removed ana
        bo let the invitation of a respondent stand
        The recovery code brought ana back as an owner
    "]]
    .assert_eq(&(text.join("\n") + "\n"));
}

#[test]
fn who_is_removed_keeps_what_they_did_before_and_nothing_they_did_unseen() {
    check(
        "
        x fay begins Programme
        r fay opens x open ben=it dot=it
        s1 ben <r submits r h
        rm ana <s1 removes ben
        s2 ben <s1 submits r later
        s3 ben <rm submits r defiant
        in ben <s1 invites t respondent for ben
        ph ben <in admits phone t
        ",
        expect![[r"
            ben Respondent on  removed
            “2026 H2” Open as of 1970-01-01
              ben: it; 0 keys, 0 open, handed in 1 times
              dot: it
            void: ben handed in their answers to “2026 H2”: its author had been removed
            void: ben prepared a further device of their own: its author had been removed
            void: ben handed in their answers to “2026 H2”: its author had been removed
            void: phone joined: its author had been removed
            a new key is due
        "]],
    );
}

#[test]
fn what_derives_from_an_unseen_act_of_the_removed_is_void_too() {
    check(
        "
        t fay <k invites t respondent auto
        rm ana <k removes fay
        eve dot <t admits eve t
        w eve <eve submits x h
        ",
        expect![[r"
            fay Facilitator on  removed
            void: fay invited a respondent: its author had been removed
            void: eve joined: there is no such invitation
            void: Somebody unknown handed in their answers to an unknown review: its author is not a member
            a new key is due
        "]],
    );
}

#[test]
fn two_owners_who_remove_each_other_the_senior_stays() {
    check(
        "a cy <k removes bo\nb bo <k removes cy",
        expect![[r"
        cy Owner on  removed
        void: cy removed bo: its author had been removed
        a new key is due
    "]],
    );
    // Even where the senior wrote theirs after a long talk with others.
    check(
        "a cy <k removes bo\nt bo <k invites t respondent\nu bo <t invites u respondent\nb bo <u removes cy",
        expect![[r"
            cy Owner on  removed
            void: cy removed bo: its author had been removed
            a new key is due
        "]],
    );
}

#[test]
fn a_ring_of_removals_is_broken_by_the_most_senior() {
    check(
        "a ana <k removes bo\nb bo <k removes cy\nc cy <k removes ana",
        expect![[r"
        ana Owner on  removed
        bo Owner on  removed
        void: bo removed cy: its author had been removed
        a new key is due
    "]],
    );
}

#[test]
fn who_is_demoted_does_no_longer_what_their_role_does_not_allow() {
    check(
        "
        x fay begins Programme
        r fay opens x open ben=it fay=it
        d ana <r makes fay respondent
        c fay <r closes r
        s fay <r submits r h
        p ana makes fay facilitator
        q fay closes r
        ",
        expect![[r"
            “2026 H2” Closed as of 1970-01-01
              ben: it
              fay: it; 0 keys, 0 open, handed in 1 times
            void: fay closed “2026 H2”: only a facilitator or an owner may do this
        "]],
    );
}

#[test]
fn of_two_roles_given_at_once_the_seniors_counts() {
    check(
        "a cy <k makes fay observer\nb bo <k makes fay owner",
        expect![[r"
        fay Owner on fay
        void: cy made fay an observer: somebody more senior gave them another role at the same time
    "]],
    );
}

#[test]
fn a_lost_device_is_revoked_by_its_owner_or_an_owner_and_never_comes_back() {
    check(
        "
        i ben invites own respondent for ben
        c ben admits phone own
        n dot revokes phone
        d ben revokes phone c
        e ben <c invites own2 respondent for ben
        f phone <c invites own3 respondent for ben
        l ana revokes ben
        m ben <d begins Nonsense
        o ana invites back respondent for ben
        p ana admits phone back
        q ana admits laptop back
        ",
        expect![[r"
            ben Respondent on laptop
            void: ben prepared a further device of their own: its device had been revoked
            void: dot revoked the device “phone” of ben: only an owner may do this
            void: ben began the assessment “Nonsense”: its device had been revoked
            void: ben came with a further device: its device had been revoked
            a new key is due
        "]],
    );
}

#[test]
fn who_was_removed_comes_back_with_a_new_device_if_an_owner_asks_them() {
    check(
        "
        old ana invites old respondent for ben
        rm ana removes ben
        u dot <rm admits ben2 old
        new bo <rm invites new respondent for ben
        v bo admits ben3 new
        blind cy <k invites t respondent for ben
        w cy <blind admits ben4 t
        ",
        expect![[r"
            ben Respondent on ben3
            void: cy prepared a further device for ben: the person it names had been removed
            void: ben4 joined: there is no such invitation
            void: ben came with a further device: the invitation was taken back
            a new key is due
        "]],
    );
}

#[test]
fn invitations_of_the_removed_open_nothing_unless_an_owner_renews_them() {
    check(
        "
        t fay invites t respondent auto
        u fay invites u respondent auto
        rm ana removes fay
        a dot <t admits eve t
        b dot admits finn t
        n bo renews t
        c dot admits finn t
        d ben renews u
        ",
        expect![[r"
            fay Facilitator on  removed
            finn Respondent on finn
            void: eve joined: the invitation was taken back
            void: finn joined: the invitation was taken back
            void: ben let the invitation of a respondent stand: only an owner may do this
            a new key is due
        "]],
    );
}

#[test]
fn the_code_brings_the_founder_back_whoever_removed_them() {
    check(
        "
        rm bo removes ana
        f dot recovers forged forged
        c dot recovers rescue
        again dot recovers rescue
        use rescue <c removes bo
        counter bo <rm revokes rescue
        ",
        expect![[r"
            ana Owner on rescue
            bo Owner on  removed
            void: bo revoked an unknown device: its author had been removed
            void: The recovery code brought ana back as an owner: the joiner did not prove to hold the ticket and the device, under this name
            void: The recovery code brought ana back as an owner: the device is a member’s already
            a new key is due
        "]],
    );
    // A thief with the founder's first device does not outrank the code.
    check(
        "
        c dot recovers rescue
        use rescue <c revokes ana
        thief ana <c revokes rescue
        more ana <k removes cy
        ",
        expect![[r"
            ana Owner on rescue
            void: ana removed cy: its device had been revoked
            void: ana revoked their own device “rescue”: its device had been revoked
            a new key is due
        "]],
    );
    check(
        "c dot recovers dot\nd dot makes ben owner\ne dot <k recovers dot",
        expect![[r"
        ben Owner on ben
        dot Owner on dot
        void: The recovery code brought dot back as an owner: the device is a member’s already
    "]],
    );
}

#[test]
fn a_new_key_is_due_until_somebody_made_one_who_knew_of_the_parting() {
    check(
        "a ana removes ben",
        expect![[r"
        ben Respondent on  removed
        a new key is due
    "]],
    );
    check(
        "a ana removes ben\nb ana rekeys k1",
        expect![[r"
        ben Respondent on  removed
    "]],
    );
    check(
        "a ana removes ben\nb fay <k rekeys k1",
        expect![[r"
        ben Respondent on  removed
        a new key is due
    "]],
    );
    check(
        "a ana removes ben\nb ana rekeys k0",
        expect![[r"
        ben Respondent on  removed
        a new key is due
    "]],
    );
}

#[test]
fn the_last_owner_may_go_and_the_code_remains() {
    check(
        "
        a bo removes bo
        b cy removes cy
        c ana removes ana
        d fay makes fay owner
        e fay recovers fay
        ",
        expect![[r"
            ana Owner on  removed
            bo Owner on  removed
            cy Owner on  removed
            fay Owner on fay
            void: fay made fay an owner: only an owner may do this
            a new key is due
        "]],
    );
}
