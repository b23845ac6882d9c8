//! SAMM and DSOMM folders, and `OpenSSF` criteria.

use expect_test::expect;

use super::{check, many, one};

pub(super) const SAMM: [(&str, &str); 8] = [
    ("f/G.yml", "{id: f1, name: Garden, order: 1, type: Function}"),
    (
        "p/G.yml",
        "{id: p1, function: f1, name: Shed and Fence, shortName: SF, order: 1, type: Practice}",
    ),
    ("s/G-SF-A.yml", "{id: s1, practice: p1, name: Locks, letter: A, order: 1, type: Stream}"),
    ("m/1.yml", "{id: m1, number: 1, type: MaturityLevel}"),
    (
        "l/G-SF-1.yml",
        "{id: l1, practice: p1, maturityLevel: m1, objective: Keep out, type: PracticeLevel}",
    ),
    (
        "a/G-SF-1-A.yml",
        "{id: a1, stream: s1, level: l1, title: Fit a lock, benefit: Calm, longDescription: Any lock., type: Activity}",
    ),
    (
        "q/G-SF-1-A.yml",
        "{id: q1, activity: a1, answerSet: n1, text: Is there a lock?, order: 1, quality: [It works], type: Question}",
    ),
    (
        "n/A.yml",
        "id: n1\nvalues:\n- text: No\n  value: 0\n- text: Yes, mostly\n  value: 0.5\n- text: Yes\n  value: 1\ntype: AnswerSet\n",
    ),
];

#[test]
fn a_samm_folder_is_joined_by_its_links_and_says_no_in_words() {
    let found = many(&SAMM);
    check(
        &found,
        &expect![[r"
            OWASP SAMM core model “owasp-samm” 1 by OWASP; 4 nodes, 1 assessable, 1 questions, 3 choices, 0 withdrawn, 0 groups
              function G | en: Garden
                practice G-SF | en: Shed and Fence
                  stream G-SF-A | en: Locks
                    ? question G-SF-A-1 | en: Is there a lock? | en: Fit a lock⏎⏎• It works⏎⏎Any lock. (answers-A)
            scale answers-A: 0 0.5 1
            measure stream Sum
            measure practice Mean
            measure function Mean
            measure overall Mean
        "]],
    );
    let found = found.unwrap();
    let scale = &found.framework.pack().scales[&"answers-A".parse().unwrap()];
    assert_eq!(scale.options[0].label["en"], "No", "not false");
}

#[test]
fn a_link_that_leads_nowhere_names_its_file() {
    let mut files = SAMM;
    files[6].1 = "{id: q1, activity: a9, answerSet: n1, text: Is there a lock?, type: Question}";
    check(
        &many(&files),
        &expect![[r"
            refused: q/G-SF-1-A.yml: line 1: “activity” leads to no Activity: “a9” (take the whole folder of the core model, as it was published)
        "]],
    );
    check(
        &one(SAMM[6].0, SAMM[6].1),
        &expect![[r"
            refused: q/G-SF-1-A.yml: this is one question of the OWASP SAMM core model (Muster reads its own packs, NIST OSCAL and CPRT, CISO Assistant libraries, OWASP SAMM and DSOMM folders, OpenSSF criteria, XLSForms, and lists as CSV or XLSX)
        "]],
    );
}

pub(super) const DSOMM: &str = "
Yard:
  Fence:
    Posts: &posts
      uuid: u1
      risk: The fence falls.
      measure: Set posts.
      level: 1
      tags: [wood]
      tags: [wood, deep]
    Wire: &posts
      uuid: u2
      <<: *posts
      measure: Stretch wire.
      level: 2
    Gate:
      <<: *posts
      uuid: u3
      dependsOn: [u1]
";

pub(super) const STEPS: &str =
    "progressDefinition:\n  All: {score: 100%}\n  None: {score: 0%}\n  Half: {score: 50%}\n";

#[test]
fn activities_may_repeat_anchors_merge_others_and_even_keys() {
    let files = [
        ("yard/Fence.yaml", DSOMM),
        ("yard/_meta.yaml", "_meta: {label: Yard, description: Outside}"),
        ("meta.yaml", STEPS),
        ("teams.yaml", "teams: [A]"),
        ("picture.png", "\u{1}"),
    ];
    check(
        &many(&files),
        &expect![[r"
            DevSecOps maturity model “dsomm” 1 by OWASP; 5 nodes, 3 assessable, 0 questions, 0 choices, 0 withdrawn, 0 groups
              dimension yard | en: Yard | en: Outside
                subdimension yard/fence | en: Fence
                  ? activity u1 | en: Posts | en: Set posts.⏎⏎The fence falls. (progress) #level-1 #wood #deep
                  ? activity u2 | en: Wire | en: Stretch wire. (progress) #level-2
                  ? activity u3 | en: Gate | en: Stretch wire. (progress) #level-2
            scale progress: none half all
            measure part Share
            measure overall Share
            note 1 file without activities left out (tools, teams)
            note dependsOn: what an activity builds on is kept, but every activity is asked
            note yard/Fence.yaml: line 10: the key “tags” stands twice in the same table; the last one counts
            note 1 file is left out: neither JSON nor YAML
        "]],
    );
    check(
        &one("all.yaml", DSOMM),
        &expect![[r"
        DevSecOps maturity model “dsomm” 1 by OWASP; 5 nodes, 3 assessable, 0 questions, 0 choices, 0 withdrawn, 0 groups
          dimension yard | en: Yard
            subdimension yard/fence | en: Fence
              ? activity u1 | en: Posts | en: Set posts.⏎⏎The fence falls. (progress) #level-1 #wood #deep
              ? activity u2 | en: Wire | en: Stretch wire. (progress) #level-2
              ? activity u3 | en: Gate | en: Stretch wire. (progress) #level-2
        scale progress: not-done done
        measure part Share
        measure overall Share
        note the steps of progress stand in meta.yaml, which is not here; done or not done is asked
        note dependsOn: what an activity builds on is kept, but every activity is asked
        note all.yaml: line 10: the key “tags” stands twice in the same table; the last one counts
    "]],
    );
}

pub(super) const CRITERIA: &str = "
--- !!omap
- '0': !!omap
  - Basics: !!omap
    - Website: !!omap
      - said_what:
          category: MUST
          met_url_required: true
          rationale: Visitors want to know.
      - said_how:
          category: SHOULD
          na_allowed: true
          na_justification_required: true
          autofill: guess
- '1': !!omap
  - Basics: !!omap
    - Website: !!omap
      - said_what: {category: SUGGESTED, description: Say it twice}
";

#[test]
fn ordered_maps_of_criteria_become_levels_and_a_badge() {
    check(
        &one("criteria.yml", CRITERIA),
        &expect![[r"
        OpenSSF criteria “openssf-best-practices” 1 by OpenSSF; 9 nodes, 3 assessable, 0 questions, 0 choices, 0 withdrawn, 2 groups
          level level-0 | en: passing
            section level-0/basics | en: Basics
              subsection level-0/basics/website | en: Website
                ? criterion 0.said_what | en: said_what | en: Visitors want to know. (must) #MUST
                ? criterion 0.said_how | en: said_how (should-or-na) #SHOULD
          level level-1 | en: silver
            section level-1/basics | en: Basics
              subsection level-1/basics/website | en: Website
                ? criterion 1.said_what | en: Say it twice (suggested) #SUGGESTED
        scale must: unmet met
        scale should-or-na: unmet unmet-with-reason met
        scale suggested: unmet met
        measure level Share
        measure overall Share
        ladder badge: in-progress passing silver
    "]],
    );
    let err = one("criteria.yml", &CRITERIA.replace("category: SHOULD", "category: MAYBE"));
    check(
        &err,
        &expect![[r"
        refused: criteria.yml: line 11: “said_how” has no category (a criterion is MUST, SHOULD or SUGGESTED)
    "]],
    );
}
