//! Signing the JSON form, and checking one without a workspace.
//!
//! **Invariant:** a file that is accepted is, byte for byte, what Muster writes for its content.

use muster_model::{
    ids::DeviceId,
    signing::{self, Claim},
};
use muster_sync::identity::Statement;
use serde_json::{Map, Value};

use super::{
    facts::{FORMAT, VERSION},
    json::{canonical, digests},
};

/// Largest file that is checked, in bytes.
pub const MAX_BYTES: u64 = 512 << 20;

/// A file that was checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// Workspace, assessment and review, as the file says.
    pub title: String,
    /// The day it speaks of.
    pub as_of: String,
    /// The fingerprint of the result; empty if there is none.
    pub fingerprint: String,
    /// Questions in it.
    pub questions: usize,
    /// The device that signed it, and whose it is as the file says; `None` if nobody did.
    pub signed: Option<(DeviceId, String)>,
    /// Who signed the review off.
    pub sign_off: Vec<Approval>,
}

/// Somebody's signature under the review, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approval {
    /// Who, as the file says.
    pub name: String,
    /// The device that signed.
    pub device: DeviceId,
    /// The code of what was signed.
    pub fingerprint: String,
    /// Whether it is the result in the file.
    pub is_this: bool,
    /// What they added.
    pub note: String,
}

/// A file that does not hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// It can't be read.
    #[error("this is no JSON: line {line}, column {column}")]
    Broken {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
    },
    /// It is something else.
    #[error("this is no report of Muster")]
    Other,
    /// A newer version made it.
    #[error("this report was made by a newer version of Muster (version {0})")]
    Newer(u64),
    /// Its parts do not fit what it says of them.
    #[error("this report was changed: {}", places.join(", "))]
    Changed {
        /// Where.
        places: Vec<String>,
    },
    /// It says the same as it did, in other bytes.
    #[error("this report was changed: byte {0} is not as Muster writes it")]
    Respelled(usize),
    /// The signature is not over this.
    #[error("this report was changed: its signature does not fit its content")]
    Signature,
}

/// Returns what the author of the report in `bytes` has to sign; `None` if these are no report.
pub fn to_sign(bytes: &[u8], author: DeviceId) -> Option<Vec<u8>> {
    let file: Value = serde_json::from_slice(bytes).ok()?;
    Some(signed_part(file.as_object()?, &author.to_string()).into_bytes())
}

/// Returns the report in `bytes` with a signature.
pub fn with_signature(bytes: &[u8], statement: &Statement) -> Option<Vec<u8>> {
    let mut file: Value = serde_json::from_slice(bytes).ok()?;
    let object = file.as_object_mut()?;
    let signature = data_encoding::HEXLOWER.encode(&statement.signature);
    object.insert("author".to_owned(), statement.author.to_string().into());
    object.insert("signature".to_owned(), signature.into());
    Some(canonical(&file).into_bytes())
}

/// Checks a report.
pub fn check(bytes: &[u8]) -> Result<Checked, SealError> {
    let file: Value = serde_json::from_slice(bytes)
        .map_err(|err| SealError::Broken { line: err.line(), column: err.column() })?;
    let object = file.as_object().ok_or(SealError::Other)?;
    if object.get("format").and_then(Value::as_str) != Some(FORMAT) {
        return Err(SealError::Other);
    }
    let version = object.get("version").and_then(Value::as_u64).ok_or(SealError::Other)?;
    if version > u64::from(VERSION) {
        return Err(SealError::Newer(version));
    }
    let body = object.get("body").ok_or(SealError::Other)?;
    let places = changed(body, object.get("digests"));
    if !places.is_empty() {
        return Err(SealError::Changed { places });
    }
    let wanted = canonical(&file);
    if let Some(at) = difference(bytes, wanted.as_bytes()) {
        return Err(SealError::Respelled(at));
    }
    let signed = signer(object)?;
    Ok(Checked { sign_off: approvals(body)?, ..checked(body, signed) })
}

/// Checks every proof that somebody signed the review off.
fn approvals(body: &Value) -> Result<Vec<Approval>, SealError> {
    let people = body.pointer("/sign_off/people").and_then(Value::as_array);
    let proven =
        people.into_iter().flatten().filter(|it| it.get("proof").is_some_and(Value::is_object));
    proven
        .map(|it| {
            let name = it.get("name").and_then(Value::as_str).unwrap_or_default();
            approval(body, it, name).ok_or_else(|| {
                let places = vec![format!("the sign-off of {name}")];
                SealError::Changed { places }
            })
        })
        .collect()
}

fn approval(body: &Value, person: &Value, name: &str) -> Option<Approval> {
    let proof = person.get("proof")?;
    let text = |key: &str| proof.get(key).and_then(Value::as_str);
    let bytes = |key: &str| data_encoding::HEXLOWER.decode(text(key)?.as_bytes()).ok();
    let tier = match proof.get("tier")? {
        Value::String(it) => Some(it.parse().ok()?),
        Value::Null => None,
        Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => return None,
    };
    let claim = Claim {
        workspace: text("workspace")?.parse().ok()?,
        review: text("review")?.parse().ok()?,
        inputs: bytes("inputs")?.try_into().ok()?,
        result: bytes("result")?.try_into().ok()?,
        pinned: bytes("pinned")?.try_into().ok()?,
        tier,
        note: text("note")?.to_owned(),
    };
    let device: DeviceId = text("device")?.parse().ok()?;
    let statement = Statement { author: device, signature: bytes("signature")?.try_into().ok()? };
    let fingerprint = signing::fingerprint(&claim.inputs, claim.tier.as_ref());
    let of_this = body.pointer("/review/id").and_then(Value::as_str) == text("review");
    let told = person.get("fingerprint").and_then(Value::as_str) == Some(&fingerprint);
    let note = person.get("note").and_then(Value::as_str) == Some(&claim.note);
    // A device that is gone by now is nobody's any more.
    let whose = owner(body, device);
    let whose = whose.is_empty() || whose == name;
    if !(statement.holds(&claim.statement()) && of_this && told && note && whose) {
        return None;
    }
    let shown = body.pointer("/review/fingerprint").and_then(Value::as_str);
    Some(Approval {
        name: name.to_owned(),
        device,
        is_this: shown == Some(&fingerprint),
        fingerprint,
        note: claim.note,
    })
}

/// What is signed: everything but the body, which the digests stand for.
fn signed_part(file: &Map<String, Value>, author: &str) -> String {
    let mut part = Map::new();
    part.insert("author".to_owned(), author.into());
    for key in ["digests", "format", "version"] {
        part.insert(key.to_owned(), file.get(key).cloned().unwrap_or(Value::Null));
    }
    canonical(&Value::Object(part))
}

fn signer(file: &Map<String, Value>) -> Result<Option<DeviceId>, SealError> {
    let known = ["author", "body", "digests", "format", "signature", "version"];
    if file.keys().any(|it| !known.contains(&it.as_str())) {
        return Err(SealError::Signature);
    }
    match (file.get("author"), file.get("signature")) {
        (Some(Value::Null), Some(Value::Null)) => Ok(None),
        (Some(Value::String(author)), Some(Value::String(signature))) => {
            let id: Option<DeviceId> = author.parse().ok();
            let bytes = data_encoding::HEXLOWER.decode(signature.as_bytes()).ok();
            let signature: Option<[u8; 64]> = bytes.and_then(|it| it.try_into().ok());
            let (Some(author_id), Some(signature)) = (id, signature) else {
                return Err(SealError::Signature);
            };
            let statement = Statement { author: author_id, signature };
            let holds = statement.holds(signed_part(file, author).as_bytes());
            if holds { Ok(Some(author_id)) } else { Err(SealError::Signature) }
        }
        _ => Err(SealError::Signature),
    }
}

/// Names the parts of `body` that do not fit their digests, for people.
fn changed(body: &Value, said: Option<&Value>) -> Vec<String> {
    let found = digests(body);
    let empty = Map::new();
    let said = said.and_then(Value::as_object).unwrap_or(&empty);
    let differs = found.iter().filter(|(place, digest)| {
        said.get(*place).and_then(Value::as_str) != Some(digest.as_str())
    });
    let mut out: Vec<String> = differs.map(|(place, _)| named(body, place)).collect();
    let gone = said.keys().filter(|it| !found.contains_key(*it));
    out.extend(gone.map(|it| format!("{it} is missing")));
    out
}

/// Names a place by what stands there.
fn named(body: &Value, place: &str) -> String {
    let question = place.strip_prefix("questions/").and_then(|it| it.parse::<usize>().ok());
    let id = question.and_then(|nth| body.get("questions")?.get(nth)?.get("id")?.as_str());
    match id {
        Some(id) => format!("the question {id}"),
        None => format!("the part “{place}”"),
    }
}

/// Returns where the two begin to differ, from 1.
fn difference(a: &[u8], b: &[u8]) -> Option<usize> {
    if a == b {
        return None;
    }
    let same = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    Some(same + 1)
}

fn checked(body: &Value, author: Option<DeviceId>) -> Checked {
    let text = |place: &str| body.pointer(place).and_then(Value::as_str).unwrap_or_default();
    let parts = [text("/workspace"), text("/assessment/title"), text("/review/title")];
    let parts: Vec<&str> = parts.into_iter().filter(|it| !it.is_empty()).collect();
    Checked {
        title: parts.join(" · "),
        as_of: text("/review/as_of").to_owned(),
        fingerprint: text("/review/fingerprint").to_owned(),
        questions: body.get("questions").and_then(Value::as_array).map_or(0, Vec::len),
        signed: author.map(|it| (it, owner(body, it))),
        sign_off: Vec::new(),
    }
}

/// Whose device it is, as the file says.
fn owner(body: &Value, author: DeviceId) -> String {
    let id = author.to_string();
    let people = body.get("people").and_then(Value::as_array).into_iter().flatten();
    let has = |it: &&Value| {
        let devices = it.get("devices").and_then(Value::as_array).into_iter().flatten();
        let mut ids = devices.filter_map(|it| it.get("id").and_then(Value::as_str));
        ids.any(|it| it == id)
    };
    let found = people.into_iter().find(has).and_then(|it| it.get("name")?.as_str());
    found.unwrap_or_default().to_owned()
}
