//! Bytes → message, whatever the bytes.

use muster_model::ids::EnvelopeId;

use super::{
    ABLE, Group, MAX_DIGESTS, MAX_IDS, MAX_LINES, MAX_PRESENCE, MAX_RECORD, MAX_RECORDS, Message,
    Part, Seen, VERSION, WireError, write,
};
use crate::engine::index::{Digest, Line, Prefix, Root};

pub(super) fn message(bytes: &[u8]) -> Result<Message, WireError> {
    let mut from = Reader(bytes);
    let message = match from.byte()? {
        write::HELLO => from.hello()?,
        write::SUMMARY => Message::Summary(from.list(MAX_LINES, 21, Reader::line)?),
        write::BUCKETS => from.buckets()?,
        write::HAVE => from.have()?,
        write::WANT => Message::Want(from.list(MAX_IDS, EnvelopeId::LEN, Reader::id)?),
        write::DATA => {
            let part = from.part()?;
            Message::Data { records: from.records()?, part }
        }
        write::PUSH => {
            let seen = from.seen()?;
            Message::Push { records: from.records()?, seen }
        }
        write::ACK => Message::Ack { bytes: from.number()?, seen: from.seen()? },
        write::DONE => Message::Done(from.seen()?),
        write::PRESENCE => presence(from.blob(MAX_PRESENCE)?),
        write::FILE => Message::File(super::file::read(&mut from)?),
        _ => return Err(WireError::Nonsense),
    };
    if from.0.is_empty() { Ok(message) } else { Err(WireError::Trailing) }
}

fn presence(word: Vec<u8>) -> Message {
    match word.strip_prefix(ABLE) {
        Some(&[version]) if version > 0 => Message::Able(version),
        Some(_) | None => Message::Presence(word),
    }
}

pub(super) struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn hello(&mut self) -> Result<Message, WireError> {
        match self.byte()? {
            VERSION => Ok(Message::Hello { device: Prefix(self.array()?), seen: self.seen()? }),
            0 => Err(WireError::Nonsense),
            older @ ..VERSION => Err(WireError::Older(older)),
            newer => Err(WireError::Newer(newer)),
        }
    }

    fn buckets(&mut self) -> Result<Message, WireError> {
        let part = self.part()?;
        let groups = self.list(MAX_LINES, 11, Reader::group)?;
        let digests = groups.iter().map(|it| it.digests.len()).sum::<usize>();
        if digests > MAX_DIGESTS {
            return Err(WireError::Long);
        }
        Ok(Message::Buckets { groups, part })
    }

    fn have(&mut self) -> Result<Message, WireError> {
        let part = self.part()?;
        let control = self.list(MAX_IDS, EnvelopeId::LEN, Reader::id)?;
        let rest = self.list(MAX_IDS, EnvelopeId::LEN, Reader::id)?;
        if control.len() + rest.len() > MAX_IDS {
            return Err(WireError::Long);
        }
        Ok(Message::Have { control, rest, part })
    }

    fn records(&mut self) -> Result<Vec<Vec<u8>>, WireError> {
        self.list(MAX_RECORDS, 1, |from| from.blob(MAX_RECORD))
    }

    pub(super) fn array<const N: usize>(&mut self) -> Result<[u8; N], WireError> {
        let (head, tail) = self.0.split_first_chunk().ok_or(WireError::Short)?;
        self.0 = tail;
        Ok(*head)
    }

    pub(super) fn byte(&mut self) -> Result<u8, WireError> {
        self.array().map(|[byte]| byte)
    }

    fn part(&mut self) -> Result<Part, WireError> {
        match self.byte()? {
            0 => Ok(Part::More),
            1 => Ok(Part::Last),
            _ => Err(WireError::Nonsense),
        }
    }

    /// Reads seven bits a byte, the lowest first; there is one way to write a number.
    pub(super) fn number(&mut self) -> Result<u64, WireError> {
        let mut number = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            let bits = u64::from(byte & 0x7f);
            if (bits << shift) >> shift != bits || (byte == 0 && shift > 0) {
                return Err(WireError::Nonsense);
            }
            number |= bits << shift;
            if byte & 0x80 == 0 {
                return Ok(number);
            }
        }
        Err(WireError::Nonsense)
    }

    pub(super) fn small(&mut self) -> Result<u32, WireError> {
        let number = self.number()?;
        u32::try_from(number).ok().ok_or(WireError::Nonsense)
    }

    /// Reads a length that is at most `most` and for which, at `each` bytes apiece, enough bytes are left.
    fn length(&mut self, most: usize, each: usize) -> Result<usize, WireError> {
        let length = usize::try_from(self.number()?).ok().ok_or(WireError::Long)?;
        if length > most {
            return Err(WireError::Long);
        }
        if length.saturating_mul(each) > self.0.len() {
            return Err(WireError::Short);
        }
        Ok(length)
    }

    pub(super) fn list<T>(
        &mut self,
        most: usize,
        each: usize,
        one: impl Fn(&mut Self) -> Result<T, WireError>,
    ) -> Result<Vec<T>, WireError> {
        let length = self.length(most, each)?;
        (0..length).map(|_| one(self)).collect()
    }

    pub(super) fn blob(&mut self, most: usize) -> Result<Vec<u8>, WireError> {
        let length = self.length(most, 1)?;
        let (head, tail) = self.0.split_at_checked(length).ok_or(WireError::Short)?;
        self.0 = tail;
        Ok(head.to_vec())
    }

    fn id(&mut self) -> Result<EnvelopeId, WireError> {
        self.array().map(EnvelopeId::from_bytes)
    }

    fn seen(&mut self) -> Result<Seen, WireError> {
        Ok(Seen { root: Root(self.array()?), count: self.number()?, yours: self.small()? })
    }

    fn line(&mut self) -> Result<Line, WireError> {
        Ok(Line {
            prefix: Prefix(self.array()?),
            count: self.small()?,
            digest: Digest(self.array()?),
        })
    }

    fn group(&mut self) -> Result<Group, WireError> {
        Ok(Group {
            prefix: Prefix(self.array()?),
            from: self.small()?,
            to: self.small()?,
            digests: self
                .list(MAX_DIGESTS, 13, |from| Ok((from.small()?, Digest(from.array()?))))?,
        })
    }
}
