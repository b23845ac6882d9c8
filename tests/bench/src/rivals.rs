//! The same content in other stacks, as each of them is at its best, and how long it takes to have every answer from it.

use std::{collections::BTreeMap, path::Path};

use automerge::{
    AutoCommit, Automerge, ObjType, ROOT, ReadDoc as _, transaction::Transactable as _,
};
use loro::{ExportMode, LoroDoc, LoroValue};
use yrs::{
    Any, Doc, Map as _, MapPrelim, ReadTxn as _, Transact as _, Update,
    updates::decoder::Decode as _,
};

use crate::{Load, State, team};

type Answers = BTreeMap<String, (String, String)>;

/// JSON, parsed into plain maps: no history, nothing sealed, nothing signed. The yardstick.
pub fn json(state: &State) -> Vec<u8> {
    serde_json::to_vec(state).unwrap()
}

/// Reads it.
pub fn read_json(bytes: &[u8]) -> State {
    serde_json::from_slice(bytes).unwrap()
}

/// One row an answer.
pub fn rows(state: &State, path: &Path) {
    let mut db = rusqlite::Connection::open(path).unwrap();
    db.execute_batch("PRAGMA journal_mode=WAL; CREATE TABLE answers(person TEXT, question TEXT, said TEXT, note TEXT, PRIMARY KEY(person, question)) WITHOUT ROWID;").unwrap();
    let change = db.transaction().unwrap();
    for (person, answers) in state {
        for (question, (said, note)) in answers {
            let row = (person, question, said, note);
            change.execute("INSERT INTO answers VALUES(?1,?2,?3,?4)", row).unwrap();
        }
    }
    change.commit().unwrap();
}

/// Reads them.
pub fn read_rows(path: &Path) -> State {
    let db = rusqlite::Connection::open(path).unwrap();
    let mut all = db.prepare("SELECT person, question, said, note FROM answers").unwrap();
    let mut out = State::new();
    let rows = all.query_map([], |it| {
        Ok((it.get::<_, String>(0)?, it.get::<_, String>(1)?, it.get(2)?, it.get(3)?))
    });
    for row in rows.unwrap() {
        let (person, question, said, note) = row.unwrap();
        out.entry(person).or_default().insert(question, (said, note));
    }
    out
}

/// One document a person, a change an edit.
pub fn automerge(load: Load) -> Vec<Vec<u8>> {
    (0..load.people).map(|n| automerge_of(load, n..n + 1)).collect()
}

/// Everybody in one document, a change an edit.
pub fn automerge_in_one(load: Load) -> Vec<Vec<u8>> {
    vec![automerge_of(load, 0..load.people)]
}

fn automerge_of(load: Load, people: std::ops::Range<usize>) -> Vec<u8> {
    let mut doc = AutoCommit::new();
    let mut maps = Vec::new();
    for n in people.clone() {
        let person = doc.put_object(ROOT, format!("P{n}"), ObjType::Map).unwrap();
        let said = doc.put_object(&person, "said", ObjType::Map).unwrap();
        let note = doc.put_object(&person, "note", ObjType::Map).unwrap();
        maps.push((said, note));
    }
    doc.commit();
    for turn in 0..load.edits {
        for q in 0..load.questions {
            let question = team::question(q);
            for (n, (saids, notes)) in people.clone().zip(&maps) {
                let (said, note) = team::said(n, q, turn);
                doc.put(saids, question.as_str(), said).unwrap();
                doc.put(notes, question.as_str(), note).unwrap();
                doc.commit();
            }
        }
    }
    doc.save()
}

/// Loads and reads.
pub fn read_automerge(files: &[Vec<u8>]) -> State {
    let mut out = State::new();
    for file in files {
        let doc = Automerge::load(file).unwrap();
        for person in doc.keys(ROOT) {
            let (_, map) = doc.get(ROOT, &person).unwrap().unwrap();
            let field = |name: &str| {
                let (_, map) = doc.get(&map, name).unwrap().unwrap();
                let text =
                    |it: automerge::ValueRef<'_>| it.into_value().into_string().unwrap_or_default();
                let all = doc.map_range(&map, ..);
                all.map(|it| (it.key.to_string(), text(it.value)))
                    .collect::<BTreeMap<String, String>>()
            };
            let (saids, mut notes) = (field("said"), field("note"));
            let answers: Answers = saids
                .into_iter()
                .map(|(question, said)| {
                    let note = notes.remove(&question).unwrap_or_default();
                    (question, (said, note))
                })
                .collect();
            out.insert(person, answers);
        }
    }
    out
}

/// One document a person, a commit an edit.
pub fn loro(load: Load) -> Vec<Vec<u8>> {
    (0..load.people)
        .map(|n| {
            let doc = LoroDoc::new();
            let (saids, notes) = (doc.get_map("said"), doc.get_map("note"));
            for turn in 0..load.edits {
                for q in 0..load.questions {
                    let (said, note) = team::said(n, q, turn);
                    saids.insert(team::question(q).as_str(), said).unwrap();
                    notes.insert(team::question(q).as_str(), note).unwrap();
                    doc.commit();
                }
            }
            doc.export(ExportMode::Snapshot).unwrap()
        })
        .collect()
}

/// Loads and reads.
pub fn read_loro(files: &[Vec<u8>]) -> State {
    let one = |(n, file): (usize, &Vec<u8>)| {
        let doc = LoroDoc::new();
        doc.import(file).unwrap();
        let field = |name: &str| {
            let LoroValue::Map(all) = doc.get_map(name).get_deep_value() else { panic!("no map") };
            all
        };
        let (saids, notes) = (field("said"), field("note"));
        let text = |it: Option<&LoroValue>| match it {
            Some(LoroValue::String(text)) => text.to_string(),
            _ => String::new(),
        };
        let answer = |(question, said): (&String, &LoroValue)| {
            (question.clone(), (text(Some(said)), text(notes.get(question))))
        };
        (format!("P{n}"), saids.iter().map(answer).collect())
    };
    files.iter().enumerate().map(one).collect()
}

/// One document a person, a transaction an edit.
pub fn yrs(load: Load) -> Vec<Vec<u8>> {
    (0..load.people)
        .map(|n| {
            let doc = Doc::new();
            let root = doc.get_or_insert_map("answers");
            let (saids, notes) = {
                let mut change = doc.transact_mut();
                (
                    root.insert(&mut change, "said", MapPrelim::default()),
                    root.insert(&mut change, "note", MapPrelim::default()),
                )
            };
            for turn in 0..load.edits {
                for q in 0..load.questions {
                    let (said, note) = team::said(n, q, turn);
                    let mut change = doc.transact_mut();
                    saids.insert(&mut change, team::question(q).as_str(), said);
                    notes.insert(&mut change, team::question(q).as_str(), note);
                }
            }
            let out = doc.transact().encode_state_as_update_v1(&yrs::StateVector::default());
            out
        })
        .collect()
}

/// Loads and reads.
pub fn read_yrs(files: &[Vec<u8>]) -> State {
    let one = |(n, file): (usize, &Vec<u8>)| {
        let doc = Doc::new();
        let root = doc.get_or_insert_map("answers");
        doc.transact_mut().apply_update(Update::decode_v1(file).unwrap()).unwrap();
        let read = doc.transact();
        let field = |name: &str| match root.get(&read, name) {
            Some(yrs::Out::YMap(map)) => map
                .iter(&read)
                .map(|(key, it)| match it {
                    yrs::Out::Any(Any::String(text)) => (key.to_owned(), text.to_string()),
                    _ => (key.to_owned(), String::new()),
                })
                .collect::<BTreeMap<String, String>>(),
            _ => panic!("no map"),
        };
        let (saids, mut notes) = (field("said"), field("note"));
        let answer = |(question, said): (String, String)| {
            let note = notes.remove(&question).unwrap_or_default();
            (question, (said, note))
        };
        (format!("P{n}"), saids.into_iter().map(answer).collect())
    };
    files.iter().enumerate().map(one).collect()
}
