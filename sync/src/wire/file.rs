//! What is said about files that are attached to answers ⇄ bytes.

use muster_model::ids::FileId;

use super::{WireError, read::Reader, write::Writer};
use crate::files::{MAX_PIECES, PIECE};

/// Most files named in one message.
pub const MAX_FILES: usize = 1024;

/// One replica to another about files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileMessage {
    /// Asks which of these the listener has, now and when they come.
    Seek(Vec<FileId>),
    /// The speaker has these of what was sought.
    Holds(Vec<FileId>),
    /// Asks for the outline of a file.
    AskOutline(FileId),
    /// An outline that was asked for; its length is 0 where the file is not here any more.
    Outline {
        /// Which file.
        id: FileId,
        /// Its length.
        len: u64,
        /// The values of its pieces.
        values: Vec<[u8; 32]>,
    },
    /// Asks for a piece.
    Ask {
        /// Of which file.
        id: FileId,
        /// Which piece, from 0.
        piece: u32,
    },
    /// A piece that was asked for; empty where it is not here any more.
    Piece {
        /// Of which file.
        id: FileId,
        /// Which piece, from 0.
        piece: u32,
        /// Its bytes.
        bytes: Vec<u8>,
    },
}

const SEEK: u8 = 1;
const HOLDS: u8 = 2;
const ASK_OUTLINE: u8 = 3;
const OUTLINE: u8 = 4;
const ASK: u8 = 5;
const PIECE_OF: u8 = 6;

pub(super) fn read(from: &mut Reader<'_>) -> Result<FileMessage, WireError> {
    Ok(match from.byte()? {
        SEEK => FileMessage::Seek(from.list(MAX_FILES, FileId::LEN, file)?),
        HOLDS => FileMessage::Holds(from.list(MAX_FILES, FileId::LEN, file)?),
        ASK_OUTLINE => FileMessage::AskOutline(file(from)?),
        OUTLINE => FileMessage::Outline {
            id: file(from)?,
            len: from.number()?,
            values: from.list(MAX_PIECES, 32, Reader::array)?,
        },
        ASK => FileMessage::Ask { id: file(from)?, piece: from.small()? },
        PIECE_OF => {
            FileMessage::Piece { id: file(from)?, piece: from.small()?, bytes: from.blob(PIECE)? }
        }
        _ => return Err(WireError::Nonsense),
    })
}

fn file(from: &mut Reader<'_>) -> Result<FileId, WireError> {
    from.array().map(FileId::from_bytes)
}

pub(super) fn write(message: &FileMessage, out: &mut Writer) {
    let id = |out: &mut Writer, id: &FileId| out.bytes(id.as_bytes());
    match message {
        FileMessage::Seek(ids) => {
            out.bytes(&[SEEK]);
            out.list(ids, id);
        }
        FileMessage::Holds(ids) => {
            out.bytes(&[HOLDS]);
            out.list(ids, id);
        }
        FileMessage::AskOutline(file) => {
            out.bytes(&[ASK_OUTLINE]);
            id(out, file);
        }
        FileMessage::Outline { id: file, len, values } => {
            out.bytes(&[OUTLINE]);
            id(out, file);
            out.number(*len);
            out.list(values, |out, it| out.bytes(it));
        }
        FileMessage::Ask { id: file, piece } => {
            out.bytes(&[ASK]);
            id(out, file);
            out.number(u64::from(*piece));
        }
        FileMessage::Piece { id: file, piece, bytes } => {
            out.bytes(&[PIECE_OF]);
            id(out, file);
            out.number(u64::from(*piece));
            out.blob(bytes);
        }
    }
}
