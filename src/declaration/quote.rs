//! Words of a declaration inside a message.

use std::fmt::{self, Write};

/// More letters than any real name or word needs to be recognised.
const LONGEST: usize = 80;

/// A text in backticks, on one line and of bounded length, whatever it contains.
pub(crate) struct Quoted<'a>(pub(crate) &'a str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_char('`')?;
        let mut letters = self.0.chars();
        for letter in letters.by_ref().take(LONGEST) {
            match letter {
                // A control character could move the cursor of the terminal that shows the message.
                _ if letter.is_control() => write!(out, "{}", letter.escape_default())?,
                _ => out.write_char(letter)?,
            }
        }
        out.write_str(if letters.next().is_some() { "…`" } else { "`" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quoted_text_is_one_short_line() {
        assert_eq!(Quoted("카카오").to_string(), "`카카오`");
        assert_eq!(Quoted("a\n\u{1b}[2J").to_string(), "`a\\n\\u{1b}[2J`");
        assert_eq!(Quoted(&"x".repeat(1000)).to_string(), format!("`{}…`", "x".repeat(80)));
        assert_eq!(Quoted(&"x".repeat(80)).to_string(), format!("`{}`", "x".repeat(80)));
    }
}
