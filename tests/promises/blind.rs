//! Before the reveal nothing on a respondent's device opens another's answer; afterwards everybody sees everything.

use muster_sync::node::{
    self,
    command::{Mode, Options},
};
use serde_json::{Value, json};

use crate::household::{Device, Household, at_once, files};

const QUESTION: &str = "staffing.capacity";
const CLEOS: &str = "quince-marmalade";
const BENS: &str = "walnut-biscuit";

/// Everything a device can be asked to print.
const READS: [&[&str]; 13] = [
    &["workspace", "show"],
    &["workspace", "list"],
    &["members", "list"],
    &["assessment", "list"],
    &["review", "status"],
    &["review", "list"],
    &["history"],
    &["verify"],
    &["answer", QUESTION],
    &["answers", "export", "--all", "-"],
    &["result"],
    &["disagreement", "--all"],
    &["history", "--question", QUESTION],
];

/// What `device` prints, for people and for machines.
fn printed(device: &Device, reads: &[&'static [&'static str]]) -> Vec<(String, String)> {
    let both = reads.iter().flat_map(|it| [it.to_vec(), [*it, &["--json"]].concat()]);
    at_once(both.map(|args| {
        move || {
            let told = device.run(&args);
            assert!(matches!(told.code, 0 | 3), "{args:?}: {told:?}");
            (args.join(" "), format!("{}{}", told.out, told.err))
        }
    }))
}

/// What the window would hold in memory of a device.
fn views(device: &Device) -> String {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let data_dir = device.dir.clone();
        let options = Options { data_dir, mode: Some(Mode::Off), network: false };
        let node = node::start(options).await.unwrap();
        let text = format!("{:?}", node.shelf().borrow());
        node.stop().await;
        text
    })
}

fn holds(bytes: &[u8], needle: &str) -> bool {
    bytes.windows(needle.len()).any(|it| it == needle.as_bytes())
}

fn check_nothing_shows(device: &Device, needle: &str) {
    for (path, bytes) in files(&device.dir) {
        assert!(!holds(&bytes, needle), "{} holds “{needle}”", path.display());
    }
    for (read, text) in printed(device, &READS) {
        assert!(!text.contains(needle), "`{read}` shows “{needle}”: {text}");
    }
    assert!(!views(device).contains(needle), "a view holds “{needle}”");
}

#[test]
fn before_the_reveal_no_respondent_can_read_another_and_afterwards_everybody_can() {
    let household = Household::founded(&["--blind"]);
    let Household { ana, ben, cleo, .. } = &household;
    ben.ok(&["--offline", "answer", QUESTION, "2", "--note", BENS]);
    ben.ok(&["--offline", "submit"]);
    cleo.ok(&["--offline", "answer", QUESTION, "5", "--note", CLEOS]);
    cleo.ok(&["--offline", "answer", "staffing.skills", "--na", CLEOS]);
    let evidence = ["--basis", "documented", "--evidence", CLEOS];
    cleo.ok(&[&["--offline", "answer", "leadership.ownership", "1"][..], &evidence].concat());
    cleo.ok(&["--offline", "submit"]);
    // Ben holds Cleo's envelopes, and Cleo his.
    cleo.meet(ben);
    assert_eq!(ben.json(&["verify"])["found"]["sealed"], json!(3), "three answers");

    check_nothing_shows(ben, CLEOS);
    check_nothing_shows(cleo, BENS);
    let status = ben.json(&["review", "status"]);
    let people = status["people"].as_array().unwrap();
    let cleos = people.iter().find(|it| it["name"] == json!("Cleo")).unwrap();
    assert_eq!((&cleos["access"], &cleos["answered"]), (&json!("sealed"), &Value::Null));
    assert!(!cleos["handed_in"].is_null(), "that Cleo handed in may be known");
    // The words are there to be found: on the devices of those who may read them.
    assert!(views(cleo).contains(CLEOS));

    ben.meet(ana);
    let undecided = ana.run(&["--offline", "review", "reveal"]);
    assert_eq!(undecided.code, 3, "Ana did not hand in: {undecided:?}");
    assert!(undecided.err.contains("Ana") && !undecided.err.contains("Ben"), "{undecided:?}");
    ana.ok(&["--offline", "review", "reveal", "--yes"]);
    ben.meet(ana);
    cleo.meet(ben);
    for device in household.all() {
        let history = device.ok(&["history", "--question", QUESTION]);
        assert!(history.contains(BENS) && history.contains(CLEOS), "{history}");
        let disagreement = device.ok(&["disagreement"]);
        assert!(disagreement.contains(BENS) && disagreement.contains(CLEOS), "{disagreement}");
        let seen = views(device);
        assert!(seen.contains(BENS) && seen.contains(CLEOS));
        assert_eq!(device.json(&["result"])["sealed"], json!(false));
    }
    let texts = household.all().map(|it| it.ok(&["result", "--json"]));
    assert!(texts[0] == texts[1] && texts[0] == texts[2], "all show the same result");
    // In the open by now, but still only within the program: the files stay sealed.
    for (path, bytes) in files(&ben.dir) {
        assert!(!holds(&bytes, CLEOS), "{} holds “{CLEOS}”", path.display());
    }
}

#[test]
fn what_a_colleague_answers_makes_no_difference_to_what_a_respondent_is_shown() {
    let begun = Household::founded(&["--blind"]);
    begun.ben.ok(&["--offline", "answer", QUESTION, "3"]);
    let shown = ["1", "5"].map(|level| {
        let Household { ben, cleo, .. } = &begun.copied();
        cleo.ok(&["--offline", "answer", QUESTION, level, "--note", "so it is"]);
        ben.meet(cleo);
        // The last five are about answers and what follows from them; the rest tells hours too.
        printed(ben, &READS[8..])
    });
    for ((read, one), (_, other)) in shown[0].iter().zip(&shown[1]) {
        assert!(one == other, "`{read}` differs: {one}\n---\n{other}");
    }
}
