//! Values as JSON, without characters that steer a terminal.

use std::io::{self, Write};

use serde::Serialize;

use super::visible;

/// Writes the value on lines of its own, and a line break.
pub(super) fn write(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    let text = serde_json::to_string_pretty(value).map_err(io::Error::other)?;
    write_harmless(&text, out)
}

/// JSON leaves some characters as they are that steer a terminal; they occur only in strings, where an escape means the
/// same.
fn write_harmless(text: &str, out: &mut dyn Write) -> io::Result<()> {
    let mut rest = text;
    let steers = |letter: char| letter > '~' && (letter == '\u{7f}' || visible::steers(letter));
    while let Some(at) = rest.find(steers) {
        let (before, after) = rest.split_at(at);
        out.write_all(before.as_bytes())?;
        let mut letters = after.chars();
        let mut units = [0; 2];
        for unit in letters.next().unwrap_or_default().encode_utf16(&mut units) {
            write!(out, "\\u{unit:04x}")?;
        }
        rest = letters.as_str();
    }
    writeln!(out, "{rest}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_that_steer_a_terminal_are_escaped() {
        let text = "\u{1b}\u{7f}\u{9b}\u{202e}\u{e0041}가";
        let mut out = Vec::new();
        write_harmless(&serde_json::to_string(text).unwrap(), &mut out).unwrap();
        let written = String::from_utf8(out).unwrap();
        assert_eq!(written, "\"\\u001b\\u007f\\u009b\\u202e\\udb40\\udc41가\"\n");
        assert_eq!(serde_json::from_str::<String>(&written).unwrap(), text);
    }
}
