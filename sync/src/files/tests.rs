//! Files on the disk: torn, altered, and carried by hand.

use std::fs;

use super::*;

const NOW: Duration = Duration::ZERO;

fn key(seed: u8) -> ContentKey {
    ContentKey::from_bytes([seed; 32])
}

fn example(seed: u8, len: usize) -> (FileId, Outline, Vec<u8>) {
    let sealed = seal(&vec![seed; len], &key(seed)).unwrap();
    let (id, outline) = Outline::of(&sealed).unwrap();
    (id, outline, sealed)
}

#[test]
fn a_file_that_was_cut_short_by_a_crash_goes_on_after_the_last_piece_that_holds() {
    let folder = tempfile::tempdir().unwrap();
    let (id, outline, sealed) = example(1, 4 * PIECE);
    let part = folder.path().join(format!("{id}.part"));
    for spoil in ["half a piece", "a wrong piece", "a wrong head", "nothing"] {
        let mut cabinet = FolderCabinet::new(folder.path().to_owned());
        cabinet.forget(id).unwrap();
        assert_eq!(cabinet.begin(id, &outline).unwrap(), 0);
        for piece in sealed.chunks(PIECE).take(3) {
            cabinet.append(id, piece).unwrap();
        }
        let mut bytes = fs::read(&part).unwrap();
        let there = match spoil {
            "half a piece" => {
                bytes.truncate(bytes.len() - PIECE / 2);
                2
            }
            "a wrong piece" => {
                let at = bytes.len() - 2 * PIECE;
                bytes[at] ^= 1;
                1
            }
            "a wrong head" => {
                bytes[20] ^= 1;
                0
            }
            _ => 3,
        };
        fs::write(&part, bytes).unwrap();
        assert_eq!(cabinet.begin(id, &outline).unwrap(), there, "{spoil}");
        for piece in sealed.chunks(PIECE).skip(usize::try_from(there).unwrap()) {
            cabinet.append(id, piece).unwrap();
        }
        cabinet.finish(id).unwrap();
        let mut files = Files::open(Box::new(cabinet)).unwrap();
        assert_eq!(files.read(id, &key(1), NOW).0.unwrap(), vec![1; 4 * PIECE], "{spoil}");
    }
}

#[test]
fn every_byte_that_is_altered_on_the_disk_is_found_out() {
    let folder = tempfile::tempdir().unwrap();
    let (id, outline, sealed) = example(1, PIECE + 9);
    let path = folder.path().join(id.to_string());
    FolderCabinet::new(folder.path().to_owned()).put(id, &outline, &sealed).unwrap();
    let whole = fs::read(&path).unwrap();
    for at in (0..whole.len()).step_by(997).chain([whole.len() - 1]) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x40;
        fs::write(&path, &bytes).unwrap();
        let mut files =
            Files::open(Box::new(FolderCabinet::new(folder.path().to_owned()))).unwrap();
        let (bad, _) = files.verify(NOW).unwrap();
        assert_eq!(bad, [id], "{at}");
        assert_eq!(files.standing(id), Standing::Damaged);
        assert!(read_contained(&bytes).is_err(), "{at}");
    }
    fs::write(&path, &whole[..whole.len() - 1]).unwrap();
    let mut files = Files::open(Box::new(FolderCabinet::new(folder.path().to_owned()))).unwrap();
    assert!(matches!(files.carry(id), Err(FileError::Damaged)));
    // It is carried here again, and is whole.
    files.verify(NOW).unwrap();
    assert!(files.take(&whole, NOW).unwrap().1);
    assert_eq!(files.verify(NOW).unwrap().0, []);
}

#[cfg(unix)]
#[test]
fn files_and_their_folder_are_for_their_owner_only() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let within = folder.path().join("files");
    let (id, outline, sealed) = example(1, PIECE);
    let mut cabinet = FolderCabinet::new(within.clone());
    cabinet.begin(id, &outline).unwrap();
    let (other, outline, sealed_too) = example(2, 9);
    cabinet.put(other, &outline, &sealed_too).unwrap();
    drop(sealed);
    assert_eq!(fs::metadata(&within).unwrap().permissions().mode() & 0o777, 0o700);
    for entry in fs::read_dir(&within).unwrap() {
        assert_eq!(entry.unwrap().metadata().unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn what_a_newer_version_kept_is_refused_with_a_sentence() {
    let (_, outline, sealed) = example(1, 9);
    let mut bytes = contained(&outline, &sealed);
    bytes[10] = 2;
    let err = read_contained(&bytes).unwrap_err();
    assert_eq!(err.to_string(), "the file was kept by a newer version of Muster (format 2)");
}

/// Golden: what stands on disks and in bundles never changes.
#[test]
fn the_bytes_before_the_ciphertext_stay_as_they_are() {
    let (_, outline, sealed) = example(1, PIECE);
    let bytes = contained(&outline, &sealed);
    let head = bytes.len() - sealed.len();
    expect_test::expect!["4d555354455246494c4501201001000000000008e678e14c33461cb4c88ba306d6c2da3f172240f04dab923d0a5b8ed80afc44e499ff1e2c17732311e9e2a1b98baa921177c40f2b2d5e1272c4d966782dfd5f"].assert_eq(&data_encoding::HEXLOWER.encode(&bytes[..head]));
}
