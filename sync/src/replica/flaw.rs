//! What is wrong with an envelope or with keys, as data that is shown.

use muster_model::workspace::warning::Flaw;

use crate::{envelope::EnvelopeError, keys::KeyError};

impl From<EnvelopeError> for Flaw {
    fn from(it: EnvelopeError) -> Self {
        match it {
            EnvelopeError::CutShort => Self::CutShort,
            EnvelopeError::Trailing => Self::Trailing,
            EnvelopeError::Length(len) => Self::Length(len),
            EnvelopeError::Damaged => Self::Damaged,
            EnvelopeError::Newer { found } => Self::Newer(found),
            EnvelopeError::Malformed(how) => Self::Malformed(how.to_owned()),
            EnvelopeError::Signature => Self::Signature,
            EnvelopeError::OtherKey => Self::OtherKey,
            EnvelopeError::NotSealed => Self::NotSealed,
            EnvelopeError::Bare => Self::Bare,
            EnvelopeError::TooMuch(len) => Self::TooMuch(len),
            EnvelopeError::OverQuota { author } => Self::OverQuota(author),
            EnvelopeError::Checkpoint(_) => Self::Words(it.to_string()),
        }
    }
}

impl From<KeyError> for Flaw {
    fn from(it: KeyError) -> Self {
        match it {
            KeyError::Damaged => Self::Keys,
            KeyError::Newer { found } => Self::NewerKeys(found),
            // Reading what was handed out ends in none of these.
            KeyError::BadRecipient | KeyError::NotSealed(_) | KeyError::NotForUs => {
                Self::Words(it.to_string())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use muster_model::ids::DeviceId;

    use super::*;
    use crate::checkpoint::CheckpointError;

    #[test]
    fn what_is_wrong_keeps_its_words() {
        let envelope = [
            EnvelopeError::CutShort,
            EnvelopeError::Trailing,
            EnvelopeError::Length(3),
            EnvelopeError::Damaged,
            EnvelopeError::Newer { found: 9 },
            EnvelopeError::Malformed("there is no format 0"),
            EnvelopeError::Signature,
            EnvelopeError::OtherKey,
            EnvelopeError::NotSealed,
            EnvelopeError::Bare,
            EnvelopeError::TooMuch(3),
            EnvelopeError::OverQuota { author: DeviceId::from_bytes([7; 32]) },
            EnvelopeError::Checkpoint(CheckpointError::Shut),
        ];
        for it in envelope {
            assert_eq!(Flaw::from(it).to_string(), it.to_string());
        }
        let keys = [
            KeyError::BadRecipient,
            KeyError::NotSealed("full".to_owned()),
            KeyError::Damaged,
            KeyError::NotForUs,
            KeyError::Newer { found: 9 },
        ];
        for it in keys {
            assert_eq!(Flaw::from(it.clone()).to_string(), it.to_string());
        }
    }
}
