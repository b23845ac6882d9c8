//! People change roles, lose devices, go and come back: the real program on real devices, over the loopback network.

use std::{
    fs,
    io::Write as _,
    process::{Command, Stdio},
};

use serde_json::Value;

use crate::household::{Device, Household, PROGRAM, Told, files};

const QUESTION: &str = "staffing.capacity";
const SECRET: &str = "quince-marmalade";

/// Runs a command that may use the loopback network and reads `text` from its standard input.
fn told(device: &Device, text: &str, args: &[&str]) -> Told {
    let mut command = Command::new(PROGRAM);
    command.arg("--data-dir").arg(&device.dir).args(["--bind", "127.0.0.1"]).args(args);
    for name in ["DISPLAY", "WAYLAND_DISPLAY", "MUSTER_DATA_DIR", "RUST_LOG"] {
        command.env_remove(name);
    }
    let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = piped.spawn().unwrap();
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let code = output.status.code().unwrap_or(-1);
    Told { code, out: text(output.stdout), err: text(output.stderr) }
}

fn members(device: &Device) -> Vec<(String, String, usize, bool)> {
    let told = device.json(&["members", "list"]);
    let text = |it: &Value| it.as_str().unwrap().to_owned();
    let member = |it: &Value| {
        let devices = it["devices"].as_array().unwrap().len();
        (text(&it["name"]), text(&it["role"]), devices, it.get("removed").is_some())
    };
    let mut all: Vec<_> = told["members"].as_array().unwrap().iter().map(member).collect();
    all.sort();
    all
}

fn member(name: &str, role: &str, devices: usize) -> (String, String, usize, bool) {
    (name.to_owned(), role.to_owned(), devices, false)
}

fn sees(device: &Device, words: &str) -> bool {
    device.run(&["history", "--question", QUESTION]).out.contains(words)
}

fn id(device: &Device) -> String {
    device.json(&["workspace", "show"])["id"].as_str().unwrap().to_owned()
}

#[test]
fn who_is_removed_keeps_what_they_had_and_gets_nothing_new() {
    let household = Household::founded(&[]);
    let Household { ana, ben, cleo, .. } = &household;
    ben.ok(&["answer", QUESTION, "2", "--note", "by Ben"]);
    ana.meet(ben);
    cleo.meet(ana);
    let asked = ana.run(&["members", "remove", "Ben"]);
    assert_eq!(asked.code, 3, "{asked:?}");
    assert!(asked.err.contains("keeps what is on their devices"), "{asked:?}");
    let not_an_owner = cleo.run(&["members", "remove", "Ben", "--yes"]);
    assert_eq!(not_an_owner.code, 1, "{not_an_owner:?}");
    ana.ok(&["members", "remove", "Ben", "--yes"]);
    ana.ok(&["answer", QUESTION, "4", "--note", SECRET]);

    // Neither a connection nor a file brings it to him.
    let online = ana.serve();
    let refused = told(ben, "", &["sync", "--until-idle", "--to", &online.address]);
    assert!(!sees(ben, SECRET), "{refused:?}");
    cleo.reach(&online);
    drop(online);
    assert!(sees(cleo, SECRET));
    assert!(sees(cleo, "by Ben"));
    let stick = ben.dir.join("stick");
    ana.ok(&["bundle", "export", stick.to_str().unwrap()]);
    assert_eq!(ben.run(&["bundle", "import", stick.to_str().unwrap()]).code, 1);
    for (path, bytes) in files(&ben.dir) {
        let holds = bytes.windows(SECRET.len()).any(|it| it == SECRET.as_bytes());
        assert!(!holds, "{} holds it", path.display());
    }
    for device in [ana, cleo] {
        let everybody = members(device);
        assert!(everybody.contains(&("Ben".to_owned(), "respondent".to_owned(), 0, true)));
        device.ok(&["verify"]);
    }
}

#[test]
fn a_lost_device_is_taken_out_and_who_lost_everything_comes_back() {
    let household = Household::founded(&["--blind"]);
    let Household { ana, ben, .. } = &household;
    let phone = Device::at(ben.dir.with_file_name("phone"));
    let ticket = ben.invite(&["--own-device"]);
    let online = ben.serve();
    phone.here(&["join", &ticket, "--me", "Ben", "--device", "phone"]);
    phone.ok(&["answer", QUESTION, "2", "--note", "on the phone"]);
    phone.reach(&online);
    drop(online);
    ana.meet(ben);
    assert!(members(ana).contains(&member("Ben", "respondent", 2)));

    // The phone is lost; whoever has it writes on.
    assert_eq!(ben.run(&["members", "revoke-device", "phone"]).code, 3);
    ben.ok(&["members", "revoke-device", "phone", "--yes"]);
    ana.meet(ben);
    phone.ok(&["answer", QUESTION, "5", "--note", "by the thief"]);
    let online = ana.serve();
    told(&phone, "", &["sync", "--until-idle", "--to", &online.address]);
    drop(online);
    assert!(members(ana).contains(&member("Ben", "respondent", 1)));
    assert!(sees(ana, "on the phone"));
    assert!(!sees(ana, "by the thief"));

    // Then the laptop too. Ana asks him back, and compares the words.
    ana.ok(&["members", "revoke-device", &ben_device(ana), "--yes"]);
    let ticket = ana.here(&["members", "reinvite", "Ben"]).trim().to_owned();
    let anew = Device::at(ben.dir.with_file_name("anew"));
    let online = ana.serve();
    let join = ["--bind", "127.0.0.1", "join", &ticket, "--me", "Ben", "--device", "anew"];
    let asked = anew.run(&join);
    assert_eq!(asked.code, 3, "{asked:?}");
    drop(online);
    ana.ok(&["members", "accept", "Ben"]);
    let online = ana.serve();
    anew.ok(&join);
    drop(online);
    assert!(members(&anew).contains(&member("Ben", "respondent", 1)));
    assert_eq!(members(&anew).len(), 3);
    anew.ok(&["answer", QUESTION, "3", "--note", "on the new one"]);
    ana.meet(&anew);
    assert!(sees(ana, "on the new one"));
}

fn ben_device(device: &Device) -> String {
    let told = device.json(&["members", "list"]);
    let all = told["members"].as_array().unwrap();
    let ben = all.iter().find(|it| it["name"] == "Ben").unwrap();
    ben["devices"][0]["id"].as_str().unwrap().to_owned()
}

#[test]
fn the_code_on_paper_brings_an_owner_back() {
    let place = tempfile::tempdir().unwrap();
    let [ana, ben, new] = ["ana", "ben", "new"].map(|it| Device::at(place.path().join(it)));
    let paper = place.path().join("paper");
    let create = ["workspace", "create", "Harbour", "--me", "Ana", "--recovery-out"];
    ana.ok(&[&create[..], &[paper.to_str().unwrap()]].concat());
    let code = fs::read_to_string(&paper).unwrap();
    let ticket = ana.invite(&[]);
    let online = ana.serve();
    ben.here(&["join", &ticket, "--me", "Ben"]);
    drop(online);

    // Ana's laptop is gone. Ben, who only answers, opens the door.
    let id = id(&ben);
    let online = ben.serve();
    let recover =
        ["members", "recover", "--from", &online.address, "--id", &id, "--device", "new laptop"];
    let mistyped = told(&new, "0000-0000-0000-0000-0000-0000-0000", &recover);
    assert_eq!(mistyped.code, 1, "{mistyped:?}");
    let done = told(&new, &code, &recover);
    assert_eq!(done.code, 0, "{done:?}");
    drop(online);
    assert_eq!(members(&new), [member("Ana", "owner", 2), member("Ben", "respondent", 1)]);
    let lost = {
        let told = new.json(&["members", "list"]);
        let all = told["members"].as_array().unwrap().clone();
        let ana = all.iter().find(|it| it["name"] == "Ana").unwrap();
        ana["devices"][0]["id"].as_str().unwrap().to_owned()
    };
    new.ok(&["members", "revoke-device", &lost, "--yes"]);
    new.meet(&ben);
    for device in [&new, &ben] {
        assert_eq!(members(device), [member("Ana", "owner", 1), member("Ben", "respondent", 1)]);
    }

    // And the same code makes an owner of somebody who sits inside already.
    assert_eq!(new.run(&["members", "role", "Ben", "owner"]).code, 3);
    let done = told(&ben, &code.to_lowercase(), &["members", "recover"]);
    assert_eq!(done.code, 0, "{done:?}");
    new.meet(&ben);
    assert_eq!(members(&new), [member("Ana", "owner", 1), member("Ben", "owner", 1)]);
    new.ok(&["members", "role", "Ben", "observer"]);
    assert_eq!(members(&new), [member("Ana", "owner", 1), member("Ben", "observer", 1)]);
    let refused = new.run(&["members", "remove", "me", "--yes"]);
    assert_eq!(refused.code, 1, "{refused:?}");
    assert!(refused.err.to_lowercase().contains("no owner would be left"), "{refused:?}");
}
