//! One's own logo on the first page: a small picture of a known kind.

/// Largest logo, in bytes.
pub const MAX_BYTES: usize = 2 << 20;

/// A picture that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logo {
    kind: Kind,
    bytes: Vec<u8>,
}

/// What a logo can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
}

/// A file that is no logo.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LogoError {
    /// Too large.
    #[error("the logo is larger than 2 MiB")]
    Large,
    /// No picture that can be shown everywhere.
    #[error("the logo is neither a PNG nor a JPEG picture")]
    Kind,
}

impl Logo {
    /// Takes a picture.
    pub fn of(bytes: Vec<u8>) -> Result<Self, LogoError> {
        if bytes.len() > MAX_BYTES {
            return Err(LogoError::Large);
        }
        let kind = if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            Kind::Png
        } else if bytes.starts_with(b"\xff\xd8\xff") {
            Kind::Jpeg
        } else {
            return Err(LogoError::Kind);
        };
        Ok(Self { kind, bytes })
    }

    /// What it is.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The picture.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}
