//! Message → bytes.

use muster_model::ids::EnvelopeId;

use super::{ABLE, Group, Message, Part, Seen, VERSION};
use crate::engine::index::Line;

pub(super) const HELLO: u8 = 1;
pub(super) const SUMMARY: u8 = 2;
pub(super) const BUCKETS: u8 = 3;
pub(super) const HAVE: u8 = 4;
pub(super) const WANT: u8 = 5;
pub(super) const DATA: u8 = 6;
pub(super) const PUSH: u8 = 7;
pub(super) const ACK: u8 = 8;
pub(super) const DONE: u8 = 9;
pub(super) const PRESENCE: u8 = 10;
pub(super) const FILE: u8 = 11;

pub(super) fn message(message: &Message) -> Vec<u8> {
    let mut out = Writer::default();
    match message {
        Message::Hello { device, seen } => {
            out.bytes(&[HELLO, VERSION]);
            out.bytes(&device.0);
            out.seen(seen);
        }
        Message::Summary(lines) => {
            out.bytes(&[SUMMARY]);
            out.list(lines, Writer::line);
        }
        Message::Buckets { groups, part } => {
            out.bytes(&[BUCKETS, part_byte(*part)]);
            out.list(groups, Writer::group);
        }
        Message::Have { control, rest, part } => {
            out.bytes(&[HAVE, part_byte(*part)]);
            out.list(control, Writer::id);
            out.list(rest, Writer::id);
        }
        Message::Want(ids) => {
            out.bytes(&[WANT]);
            out.list(ids, Writer::id);
        }
        Message::Data { records, part } => {
            out.bytes(&[DATA, part_byte(*part)]);
            out.list(records, |out, it| out.blob(it));
        }
        Message::Push { records, seen } => {
            out.bytes(&[PUSH]);
            out.seen(seen);
            out.list(records, |out, it| out.blob(it));
        }
        Message::Ack { bytes, seen } => {
            out.bytes(&[ACK]);
            out.number(*bytes);
            out.seen(seen);
        }
        Message::Done(seen) => {
            out.bytes(&[DONE]);
            out.seen(seen);
        }
        Message::Presence(word) => {
            out.bytes(&[PRESENCE]);
            out.blob(word);
        }
        Message::Able(version) => {
            out.bytes(&[PRESENCE]);
            out.blob(&[ABLE, &[*version]].concat());
        }
        Message::File(it) => {
            out.bytes(&[FILE]);
            super::file::write(it, &mut out);
        }
    }
    out.0
}

fn part_byte(part: Part) -> u8 {
    match part {
        Part::More => 0,
        Part::Last => 1,
    }
}

#[derive(Default)]
pub(super) struct Writer(Vec<u8>);

impl Writer {
    pub(super) fn bytes(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    /// Writes seven bits a byte, the lowest first.
    pub(super) fn number(&mut self, mut number: u64) {
        loop {
            let low = u8::try_from(number & 0x7f).unwrap_or(0);
            number >>= 7;
            if number == 0 {
                self.0.push(low);
                return;
            }
            self.0.push(low | 0x80);
        }
    }

    fn length(&mut self, length: usize) {
        self.number(u64::try_from(length).unwrap_or(u64::MAX));
    }

    pub(super) fn list<T>(&mut self, items: &[T], one: impl Fn(&mut Self, &T)) {
        self.length(items.len());
        for item in items {
            one(self, item);
        }
    }

    pub(super) fn blob(&mut self, bytes: &[u8]) {
        self.length(bytes.len());
        self.bytes(bytes);
    }

    fn id(&mut self, id: &EnvelopeId) {
        self.bytes(id.as_bytes());
    }

    fn seen(&mut self, seen: &Seen) {
        self.bytes(&seen.root.0);
        self.number(seen.count);
        self.number(u64::from(seen.yours));
    }

    fn line(&mut self, line: &Line) {
        self.bytes(&line.prefix.0);
        self.number(u64::from(line.count));
        self.bytes(&line.digest.0);
    }

    fn group(&mut self, group: &Group) {
        self.bytes(&group.prefix.0);
        self.number(u64::from(group.from));
        self.number(u64::from(group.to));
        self.list(&group.digests, |out, (bucket, digest)| {
            out.number(u64::from(*bucket));
            out.bytes(&digest.0);
        });
    }
}
