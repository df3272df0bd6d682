//! Countries and territories: codes, names, groups.

use std::fmt;

/// A country or territory by its ISO 3166-1 alpha-2 code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Country([u8; 2]);

impl Country {
    /// The country with this alpha-2 code, in either case, where there is one.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        match code.to_ascii_uppercase().as_bytes() {
            [first @ b'A'..=b'Z', second @ b'A'..=b'Z'] => Some(Self([*first, *second])),
            _ => None,
        }
    }

    /// The code, in upper case.
    #[must_use]
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// The English name; for now the code, until the names of CLDR are here.
    #[must_use]
    pub fn english_name(&self) -> &str {
        self.code()
    }
}

impl fmt::Display for Country {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.code())
    }
}
