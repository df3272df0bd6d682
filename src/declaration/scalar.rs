//! Texts as YAML wants them: as they are where that can mean nothing else, else in quotes.

use std::fmt::Write as _;

use crate::output::steers;

/// Marks that mean nothing inside a text without quotes.
const HARMLESS: &str = " -_./&()+";
/// Words that some version of YAML reads as something else.
const OTHER_VALUES: [&str; 9] = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"];

/// A text that stands on a line of its own behind its key or `-`.
pub(crate) fn in_block(text: &str) -> String {
    if is_plain(text, ",'") { text.to_owned() } else { quoted(text) }
}

/// A text that may stand anywhere, in brackets too.
pub(crate) fn anywhere(text: &str) -> String {
    if is_plain(text, "") { text.to_owned() } else { quoted(text) }
}

/// Whether every version of YAML takes these words for a text.
fn is_plain(text: &str, also: &str) -> bool {
    let is_harmless =
        |letter: char| letter.is_alphanumeric() || HARMLESS.contains(letter) || also.contains(letter);
    text.starts_with(char::is_alphanumeric)
        && !text.ends_with(' ')
        && text.chars().any(char::is_alphabetic)
        && text.parse::<f64>().is_err()
        && text.chars().all(is_harmless)
        && !OTHER_VALUES.contains(&text.to_lowercase().as_str())
}

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => out.extend(['\\', letter]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            // Line separators would be folded, marks that reorder text would mislead a review.
            _ if letter.is_control() || steers(letter) || matches!(letter, '\u{2028}' | '\u{2029}') => {
                // Writing to a string cannot fail.
                let _ = write!(out, "\\U{:08X}", u32::from(letter));
            }
            _ => out.push(letter),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_quoted_where_they_must_be() {
        for plain in ["Ant Group", "개미", "A-B (C)", "5 years", "AT&T", "3com"] {
            assert_eq!((anywhere(plain), in_block(plain)), (plain.to_owned(), plain.to_owned()));
        }
        for quoted in
            ["a: b", "#x", "", "no", "NULL", " a", "a ", "[x]", "x\ny", "\"", "*a", "1", "1e5", "2026-01-31"]
        {
            assert!(anywhere(quoted).starts_with('"') && in_block(quoted).starts_with('"'), "{quoted}");
        }
        assert_eq!((anywhere("a, b"), in_block("a, b")), ("\"a, b\"".to_owned(), "a, b".to_owned()));
    }
}
