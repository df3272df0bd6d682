//! Paths as relative references of RFC 3986.

use std::fmt::Write;

/// The path with every byte percent-encoded that is neither unreserved nor `/`. So no part of it is read as a scheme, a
/// query or a fragment, or ends a link in Markdown.
pub(crate) fn encoded(path: &str) -> String {
    path.bytes().fold(String::with_capacity(path.len()), |mut uri, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(uri, "%{byte:02X}");
        }
        uri
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_letters_that_mean_themselves_are_left() {
        assert_eq!(encoded("legal/privacy-policy.ko_2.md"), "legal/privacy-policy.ko_2.md");
        assert_eq!(encoded("a b/약관 100%.md"), "a%20b/%EC%95%BD%EA%B4%80%20100%25.md");
        assert_eq!(encoded("../c:(x)#1?.md"), "../c%3A%28x%29%231%3F.md");
    }
}
