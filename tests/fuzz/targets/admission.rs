//! A change of a lane or a board with a right checksum.

#![no_main]

use muster_model::{
    document::{Board, Lane},
    ids::{DeviceId, StreamId},
};
use sha2::{Digest as _, Sha256};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let mut chunk = bytes.to_vec();
    if chunk.len() > 8 {
        let sum = Sha256::digest(&chunk[8..]);
        chunk[4..8].copy_from_slice(&sum[..4]);
        chunk[..4].copy_from_slice(&[0x85, 0x6f, 0x4a, 0x83]);
    }
    let (stream, device) = (StreamId::from_bytes([6; 16]), DeviceId::from_bytes([1; 32]));
    let mut lane = Lane::new(stream);
    if lane.admit(device, &chunk).is_ok() {
        let again = lane.export();
        assert_eq!(lane.export(), again);
        let _answers = lane.answers();
    }
    let mut board = Board::new(stream);
    let _admitted = board.admit(device, &chunk);
});
