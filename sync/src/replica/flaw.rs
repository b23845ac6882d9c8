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
            EnvelopeError::Checkpoint(why) => Self::Checkpoint(why.into()),
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
    use super::*;

    #[test]
    fn what_is_wrong_with_keys_keeps_its_words() {
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
