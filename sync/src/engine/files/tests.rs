//! Files between replicas, over wires that are cut, and from neighbours who lie.

use proptest::prelude::*;

use super::*;
use crate::{
    files::{Files, MemoryCabinet, PIECE, Todo, seal},
    keys::ContentKey,
    wire::Message,
};

/// The connection everybody here uses, by both ends.
const LINK: LinkId = 1;
const NOW: Duration = Duration::from_secs(9);

fn sealed(seed: u8, len: usize) -> Vec<u8> {
    seal(&vec![seed; len], &ContentKey::from_bytes([seed; 32])).unwrap()
}

fn holder(all: &[Vec<u8>]) -> Files {
    let mut cabinet = MemoryCabinet::default();
    for it in all {
        let (id, outline) = Outline::of(it).unwrap();
        crate::files::Cabinet::put(&mut cabinet, id, &outline, it).unwrap();
    }
    Files::open(Box::new(cabinet)).unwrap()
}

fn lacking() -> Files {
    holder(&[])
}

fn wanted(all: &[Vec<u8>]) -> Input {
    let one = |it: &Vec<u8>| (id_of(it), u64::try_from(it.len()).unwrap());
    Input::Wanted(all.iter().map(one).collect())
}

fn id_of(sealed: &[u8]) -> FileId {
    Outline::of(sealed).unwrap().0
}

fn said(todo: Vec<Todo>) -> Vec<FileMessage> {
    todo.into_iter()
        .filter_map(|it| match it {
            Todo::Send(_, message) => {
                let bytes = Message::File(message).encode();
                let Ok(Message::File(message)) = Message::decode(&bytes) else { panic!() };
                Some(message)
            }
            Todo::Cut(..) | Todo::Arrived(_) | Todo::Trouble(_) => None,
        })
        .collect()
}

fn cut(todo: &[Todo]) -> Option<Reason> {
    todo.iter().find_map(|it| match it {
        Todo::Cut(_, reason) => Some(*reason),
        Todo::Send(..) | Todo::Arrived(_) | Todo::Trouble(_) => None,
    })
}

/// Lets two talk until nothing is said or so many messages went over; returns how many did, and pieces among them.
fn talk(a: &mut Files, b: &mut Files, most: usize, now: Duration) -> (usize, usize) {
    let mut on_way: VecDeque<(bool, FileMessage)> = VecDeque::new();
    let (mut count, mut pieces) = (0, 0);
    for (to_b, side) in [(true, &mut *a), (false, &mut *b)] {
        side.input(now, Input::Gone(LINK));
        let words = said(side.input(now, Input::Able(LINK)));
        on_way.extend(words.into_iter().map(|it| (to_b, it)));
    }
    while let Some((to_b, message)) = on_way.pop_front() {
        if count == most {
            break;
        }
        count += 1;
        pieces += usize::from(matches!(message, FileMessage::Piece { .. }));
        let side = if to_b { &mut *b } else { &mut *a };
        let todo = side.input(now, Input::Message(LINK, message));
        assert_eq!(cut(&todo), None);
        let mut words = said(todo);
        words.extend(said(side.serve(LINK, MAX_ASKS, now)));
        on_way.extend(words.into_iter().map(|it| (!to_b, it)));
    }
    (count, pieces)
}

#[test]
fn a_file_comes_whole_from_a_neighbour_and_a_second_talk_brings_nothing() {
    let all = [sealed(1, 3 * PIECE), sealed(2, 10)];
    let (mut ana, mut ben) = (holder(&all), lacking());
    ben.input(NOW, wanted(&all));
    let (_, pieces) = talk(&mut ana, &mut ben, usize::MAX, NOW);
    assert_eq!(pieces, 5);
    assert_eq!(ben.held().keys().copied().collect::<Vec<_>>(), {
        let mut ids: Vec<FileId> = all.iter().map(|it| id_of(it)).collect();
        ids.sort();
        ids
    });
    assert!(ben.is_idle() && ana.is_idle());
    assert_eq!(talk(&mut ana, &mut ben, usize::MAX, NOW), (0, 0));
}

#[test]
fn who_has_no_file_yet_tells_when_it_comes() {
    let file = sealed(1, 10);
    let id = id_of(&file);
    let mut cleo = lacking();
    cleo.input(NOW, Input::Able(2));
    let seek = Input::Message(2, FileMessage::Seek(vec![id]));
    assert!(cleo.input(NOW, seek).is_empty());
    // It comes to Cleo by another connection, or in a bundle: whoever sought it hears of it.
    let contained = crate::files::contained(&Outline::of(&file).unwrap().1, &file);
    let (_, new, todo) = cleo.take(&contained, NOW).unwrap();
    assert!(new);
    assert_eq!(said(todo), [FileMessage::Holds(vec![id])]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn a_transfer_that_is_cut_anywhere_goes_on_where_it_was(
        cuts in prop::collection::vec(0_usize..40, 0..12), len in 1_usize..9 * PIECE
    ) {
        let file = sealed(3, len);
        let all = [file.clone()];
        let (mut ana, mut ben) = (holder(&all), lacking());
        ben.input(NOW, wanted(&all));
        let mut pieces = 0;
        let mut now = NOW;
        for cut in &cuts {
            now += Duration::from_secs(1);
            pieces += talk(&mut ana, &mut ben, *cut, now).1;
        }
        now += Duration::from_secs(1);
        pieces += talk(&mut ana, &mut ben, usize::MAX, now).1;
        prop_assert!(ben.held().contains_key(&id_of(&file)));
        // No piece that came is asked for again.
        prop_assert_eq!(pieces, file.len().div_ceil(PIECE));
        let key = ContentKey::from_bytes([3; 32]);
        prop_assert_eq!(ben.read(id_of(&file), &key, now).0.unwrap(), vec![3; len]);
    }

    #[test]
    fn whatever_a_neighbour_says_nothing_false_is_kept(
        words in prop::collection::vec((0_u8..6, 0_u8..4, 0_u32..9, any::<u8>()), 1..60)
    ) {
        let all = [sealed(1, 3 * PIECE), sealed(2, 10)];
        let mut ben = lacking();
        ben.input(NOW, wanted(&all));
        ben.input(NOW, Input::Able(LINK));
        for (word, which, n, noise) in words {
            let message = lie(&all, (word, which, n, noise));
            ben.input(NOW, Input::Message(LINK, message));
            ben.serve(LINK, MAX_ASKS, NOW);
        }
        for (id, _) in ben.held().clone() {
            let key = ContentKey::from_bytes([if id == id_of(&all[0]) { 1 } else { 2 }; 32]);
            prop_assert!(ben.read(id, &key, NOW).0.is_ok());
        }
    }
}

/// Something that is said, sometimes true.
fn lie(all: &[Vec<u8>], (word, which, n, noise): (u8, u8, u32, u8)) -> FileMessage {
    let file = &all[usize::from(which % 2)];
    let id = if which == 3 { FileId::from_bytes([noise; 32]) } else { id_of(file) };
    let outline = Outline::of(file).unwrap().1;
    match word {
        0 => FileMessage::Seek(vec![id]),
        1 => FileMessage::Holds(vec![id]),
        2 => FileMessage::AskOutline(id),
        3 => {
            let len = if noise > 200 { u64::from(noise) << 40 } else { outline.len() };
            FileMessage::Outline { id, len, values: outline.pieces().to_vec() }
        }
        4 => FileMessage::Ask { id, piece: n },
        _ => {
            let chunk = file.chunks(PIECE).nth(usize::try_from(n).unwrap());
            let mut bytes = chunk.unwrap_or(&[1, 2, 3]).to_vec();
            if noise > 128 {
                bytes[0] ^= noise;
            }
            FileMessage::Piece { id, piece: n, bytes }
        }
    }
}

/// Ben wants a file of three pieces and asked for all of it; returns him and the file.
fn asking() -> (Files, Vec<u8>) {
    let file = sealed(1, 3 * PIECE - 5000);
    let (id, outline) = Outline::of(&file).unwrap();
    let mut ben = lacking();
    ben.input(NOW, wanted(std::slice::from_ref(&file)));
    ben.input(NOW, Input::Able(LINK));
    ben.input(NOW, Input::Message(LINK, FileMessage::Holds(vec![id])));
    let values = outline.pieces().to_vec();
    let outline = FileMessage::Outline { id, len: outline.len(), values };
    let asked = said(ben.input(NOW, Input::Message(LINK, outline)));
    assert_eq!(asked.len(), 3, "{asked:?}");
    (ben, file)
}

#[test]
fn who_sends_wrong_bytes_a_wrong_outline_or_what_nobody_asked_for_is_cut_off() {
    let piece = |file: &[u8], n: u32, bytes: &[u8]| FileMessage::Piece {
        id: id_of(file),
        piece: n,
        bytes: bytes.to_vec(),
    };
    let (mut ben, file) = asking();
    let mut wrong = file[..PIECE].to_vec();
    wrong[77] ^= 1;
    let todo = ben.input(NOW, Input::Message(LINK, piece(&file, 0, &wrong)));
    assert_eq!(cut(&todo), Some(Reason::FalseFile));

    let (mut ben, file) = asking();
    let todo = ben.input(NOW, Input::Message(LINK, piece(&file, 0, &file[..PIECE - 1])));
    assert_eq!(cut(&todo), Some(Reason::FalseFile));

    // Out of turn, and beyond the end.
    for n in [1, 3, u32::MAX] {
        let (mut ben, file) = asking();
        let todo = ben.input(NOW, Input::Message(LINK, piece(&file, n, &file[..PIECE])));
        assert!(matches!(cut(&todo), Some(Reason::Unexpected(_))), "{n}");
    }

    let mut ben = lacking();
    ben.input(NOW, wanted(std::slice::from_ref(&file)));
    ben.input(NOW, Input::Able(LINK));
    ben.input(NOW, Input::Message(LINK, FileMessage::Holds(vec![id_of(&file)])));
    let (id, outline) = Outline::of(&file).unwrap();
    let values = outline.pieces()[1..].to_vec();
    let lie = FileMessage::Outline { id, len: outline.len(), values };
    assert_eq!(cut(&ben.input(NOW, Input::Message(LINK, lie))), Some(Reason::FalseFile));
}

#[test]
fn who_asks_without_end_is_cut_off_and_memory_stays_bounded() {
    let file = sealed(1, 3 * PIECE);
    let mut ana = holder(std::slice::from_ref(&file));
    ana.input(NOW, Input::Able(LINK));
    let ask = |n| Input::Message(LINK, FileMessage::Ask { id: id_of(&file), piece: n });
    let most = u32::try_from(MAX_ASKS).unwrap();
    assert!((0..most).all(|n| cut(&ana.input(NOW, ask(n))).is_none()));
    assert_eq!(cut(&ana.input(NOW, ask(0))), Some(Reason::Flood));
    // Gone is gone: nothing is answered.
    assert!(ana.serve(LINK, MAX_ASKS, NOW).is_empty());

    ana.input(NOW, Input::Able(LINK));
    let seek = |n: u8| Input::Message(LINK, FileMessage::Seek(vec![FileId::from_bytes([n; 32])]));
    let cuts = (0..100).find_map(|n| cut(&ana.input(NOW, seek(n))));
    assert_eq!(cuts, Some(Reason::Flood));
}

#[test]
fn what_is_not_there_is_answered_with_nothing_and_another_neighbour_is_asked() {
    let file = sealed(1, 3 * PIECE);
    let id = id_of(&file);
    let mut ana = holder(std::slice::from_ref(&file));
    ana.input(NOW, Input::Able(LINK));
    for (asked, n) in [(id, 99), (FileId::from_bytes([9; 32]), 0)] {
        ana.input(NOW, Input::Message(LINK, FileMessage::Ask { id: asked, piece: n }));
        let told = said(ana.serve(LINK, MAX_ASKS, NOW));
        assert_eq!(told, [FileMessage::Piece { id: asked, piece: n, bytes: Vec::new() }]);
    }

    let (mut ben, file) = asking();
    let id = id_of(&file);
    ben.input(NOW, Input::Able(2));
    // Link 1 lost it in the middle; the two other pieces under way are let pass.
    let gone = |n| Input::Message(LINK, FileMessage::Piece { id, piece: n, bytes: Vec::new() });
    ben.input(NOW, gone(0));
    assert!((1..3).all(|n| cut(&ben.input(NOW, gone(n))).is_none()));
    let todo = ben.input(NOW, Input::Message(2, FileMessage::Holds(vec![id])));
    assert!(matches!(todo.as_slice(), [Todo::Send(2, FileMessage::AskOutline(it))] if *it == id));
}

#[test]
fn who_never_said_that_they_understand_files_hears_nothing_of_them() {
    let file = sealed(1, 10);
    let mut ben = lacking();
    assert!(ben.input(NOW, wanted(std::slice::from_ref(&file))).is_empty());
    let seek = Input::Message(LINK, FileMessage::Seek(vec![id_of(&file)]));
    assert!(ben.input(NOW, seek).is_empty());
    // And to them, the word that says so is a word of presence that names nobody.
    let bytes = Message::Able(1).encode();
    assert_eq!(bytes[0], 10);
    let addresses = postcard::from_bytes::<Vec<crate::node::command::Address>>(&bytes[2..]);
    assert_eq!(addresses, Ok(Vec::new()));
}

#[test]
fn a_neighbour_that_falls_silent_is_let_go() {
    let (mut ben, _) = asking();
    let later = NOW + PATIENCE + Duration::from_secs(1);
    assert_eq!(cut(&ben.input(later, Input::Tick)), Some(Reason::Silent));
    assert!(ben.is_idle());
}

#[test]
fn the_same_file_comes_from_one_neighbour_at_a_time_and_small_ones_first() {
    let all = [sealed(1, 3 * PIECE), sealed(2, 10)];
    let ids: Vec<FileId> = all.iter().map(|it| id_of(it)).collect();
    let mut ben = lacking();
    ben.input(NOW, wanted(&all));
    let mut asked = Vec::new();
    for link in [1, 2, 3] {
        ben.input(NOW, Input::Able(link));
        let holds = Input::Message(link, FileMessage::Holds(ids.clone()));
        asked.extend(said(ben.input(NOW, holds)));
    }
    let expected = [ids[1], ids[0]].map(FileMessage::AskOutline);
    assert_eq!(asked, expected);
    assert_eq!(ben.holders(ids[0]).collect::<BTreeSet<_>>().len(), 3);
}
