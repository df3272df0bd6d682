//! Values as JSON, without characters that steer a terminal.

use std::io::{self, BufWriter, Write};

use serde::{Serialize, Serializer};

use super::visible;

/// Writes the value on lines of its own, and a line break.
pub(super) fn write(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    let mut out = Harmless(BufWriter::new(out));
    serde_json::to_writer_pretty(&mut out, value)?;
    out.write_all(b"\n")?;
    out.flush()
}

/// A list whose items are made when they are written: together they would take more memory than the text.
pub(super) struct Each<F>(pub(super) F);

impl<F, I> Serialize for Each<F>
where
    F: Fn() -> I,
    I: Iterator<Item: Serialize>,
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((self.0)())
    }
}

/// JSON leaves some characters as they are that steer a terminal; they occur only in strings, where an escape means the
/// same.
struct Harmless<W>(W);

impl<W: Write> Write for Harmless<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // Most pieces are indentation, names and plain words.
        if bytes.iter().all(|byte| matches!(byte, b'\n' | b' '..=b'~')) {
            self.0.write_all(bytes)?;
            return Ok(bytes.len());
        }
        // The serializer passes on whole pieces of texts.
        match std::str::from_utf8(bytes) {
            Ok(text) => self.write_text(text)?,
            Err(_) => self.0.write_all(bytes)?,
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

impl<W: Write> Harmless<W> {
    fn write_text(&mut self, text: &str) -> io::Result<()> {
        let mut rest = text;
        let steers = |letter: char| letter > '~' && (letter == '\u{7f}' || visible::steers(letter));
        while let Some(at) = rest.find(steers) {
            let (before, after) = rest.split_at(at);
            self.0.write_all(before.as_bytes())?;
            let mut letters = after.chars();
            let mut units = [0; 2];
            for unit in letters.next().unwrap_or_default().encode_utf16(&mut units) {
                write!(self.0, "\\u{unit:04x}")?;
            }
            rest = letters.as_str();
        }
        self.0.write_all(rest.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_that_steer_a_terminal_are_escaped() {
        let text = "\u{1b}\u{7f}\u{9b}\u{202e}\u{e0041}가";
        let mut out = Vec::new();
        write(&text, &mut out).unwrap();
        let written = String::from_utf8(out).unwrap();
        assert_eq!(written, "\"\\u001b\\u007f\\u009b\\u202e\\udb40\\udc41가\"\n");
        assert_eq!(serde_json::from_str::<String>(&written).unwrap(), text);
    }

    #[test]
    fn lists_are_written_as_those_of_a_vector_are() {
        for items in [vec![], vec![1], vec![1, 2]] {
            let text = |value: &dyn Fn(&mut Vec<u8>)| {
                let mut out = Vec::new();
                value(&mut out);
                String::from_utf8(out).unwrap()
            };
            let made = text(&|out| write(&Each(|| items.iter().filter(|_| true)), out).unwrap());
            assert_eq!(made, text(&|out| write(&items, out).unwrap()));
        }
    }
}
