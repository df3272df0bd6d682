//! Values as JSON, without characters that steer a terminal.

use std::io::{self, BufWriter, Write};

use serde::{Serialize, Serializer};

use super::visible;

/// Writes the value on lines of its own, and a line break.
pub(super) fn write(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    harmlessly(out, |out| serde_json::to_writer_pretty(out, value))
}

/// Writes the value on one line, and a line break.
pub(super) fn write_line(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    harmlessly(out, |out| serde_json::to_writer(out, value))
}

fn harmlessly(
    out: &mut dyn Write,
    write: impl FnOnce(&mut dyn Write) -> serde_json::Result<()>,
) -> io::Result<()> {
    let mut harmless = Harmless { out, cut: Vec::new() };
    // The serializer writes indentation, quotes and names one by one: they are looked at together.
    let mut out = BufWriter::with_capacity(PIECE, &mut harmless);
    write(&mut out)?;
    out.write_all(b"\n")?;
    out.flush()
}

/// The control character that JSON leaves as it is.
const DELETE: u8 = 0x7f;

/// Bytes that are looked at together.
const PIECE: usize = 32 * 1024;

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
struct Harmless<'a> {
    out: &'a mut dyn Write,
    /// The first bytes of a letter whose others have not come yet.
    cut: Vec<u8>,
}

impl Write for Harmless<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let (taken, whole) = self.complete(bytes);
        self.write_text(&whole)?;
        let rest = bytes.get(taken..).unwrap_or_default();
        match std::str::from_utf8(rest) {
            Ok(text) => self.write_text(text)?,
            Err(error) => {
                let (text, cut) = rest.split_at(error.valid_up_to());
                self.write_text(std::str::from_utf8(text).unwrap_or_default())?;
                self.cut.extend_from_slice(cut);
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl Harmless<'_> {
    /// The letter that was cut off before, and how many of these bytes complete it.
    fn complete(&mut self, bytes: &[u8]) -> (usize, String) {
        let mut taken = 0;
        while !self.cut.is_empty() && taken < bytes.len() {
            self.cut.extend(bytes.get(taken));
            taken += 1;
            if let Ok(letter) = std::str::from_utf8(&self.cut) {
                let letter = letter.to_owned();
                self.cut.clear();
                return (taken, letter);
            }
        }
        (taken, String::new())
    }

    fn write_text(&mut self, text: &str) -> io::Result<()> {
        let mut rest = text;
        while let Some(at) = first_to_escape(rest) {
            let (before, after) = rest.split_at(at);
            self.out.write_all(before.as_bytes())?;
            let mut letters = after.chars();
            let mut units = [0; 2];
            for unit in letters.next().unwrap_or_default().encode_utf16(&mut units) {
                write!(self.out, "\\u{unit:04x}")?;
            }
            rest = letters.as_str();
        }
        self.out.write_all(rest.as_bytes())
    }
}

/// Where the first character stands that must be escaped.
fn first_to_escape(text: &str) -> Option<usize> {
    let may_steer = |byte: u8| byte == DELETE || visible::may_begin_to_steer(byte);
    let mut from = 0;
    // Bytes are asked first: most texts have none that begins such a character.
    while let Some(at) = text.as_bytes().get(from..)?.iter().position(|&byte| may_steer(byte)) {
        let letter = text.get(from + at..)?.chars().next()?;
        if letter == char::from(DELETE) || visible::steers(letter) {
            return Some(from + at);
        }
        from += at + letter.len_utf8();
    }
    None
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
    fn a_letter_may_come_in_pieces() {
        let mut out = Vec::new();
        let mut harmless = Harmless { out: &mut out, cut: Vec::new() };
        for byte in "a가\u{202e}😀\u{9b}b".bytes() {
            assert_eq!(harmless.write(&[byte]).unwrap(), 1);
        }
        harmless.write_all("나\u{202e}".as_bytes()).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "a가\\u202e😀\\u009bb나\\u202e");
        // A piece ends in the midst of a letter.
        let long = "가".repeat(PIECE);
        let mut out = Vec::new();
        write(&long, &mut out).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), format!("\"{long}\"\n"));
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
