//! A stream, line by line.

use std::io::{self, BufRead, Read};

use crate::input::{InputError, POLICY_LIMIT};

/// The largest line, in bytes: 64 MiB, as much as a policy in a file may have.
pub const LINE_LIMIT: u64 = POLICY_LIMIT;

/// The lines of a stream without their line breaks, each or why it cannot be had. One that is too long is passed over
/// without being held in memory; after an error of the reader there are no more.
#[derive(Debug)]
pub struct Lines<R> {
    reader: R,
    limit: u64,
    has_ended: bool,
}

impl<R: BufRead> Lines<R> {
    /// The lines of this reader, which may have up to [`LINE_LIMIT`] bytes.
    pub fn new(reader: R) -> Self {
        Self { reader, limit: LINE_LIMIT, has_ended: false }
    }

    /// The next line; none at the end.
    fn read(&mut self) -> io::Result<Option<Result<Vec<u8>, InputError>>> {
        let mut line = Vec::new();
        // Room for the line break.
        let most = self.limit.saturating_add(1);
        let read = self.reader.by_ref().take(most).read_until(b'\n', &mut line)?;
        if read == 0 {
            return Ok(None);
        }
        if line.last() == Some(&b'\n') {
            line.pop();
        } else if u64::try_from(line.len()).is_ok_and(|length| length > self.limit) {
            self.reader.skip_until(b'\n')?;
            return Ok(Some(Err(InputError::TooLarge { limit: self.limit })));
        }
        Ok(Some(Ok(line)))
    }
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = Result<Vec<u8>, InputError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.has_ended {
            return None;
        }
        let line = self.read().unwrap_or_else(|error| {
            self.has_ended = true;
            Some(Err(error.into()))
        });
        self.has_ended |= line.is_none();
        line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &[u8], limit: u64) -> Vec<Result<String, InputError>> {
        let lines = Lines { reader: text, limit, has_ended: false };
        lines.map(|line| line.map(|bytes| String::from_utf8(bytes).unwrap())).collect()
    }

    #[test]
    fn a_line_break_ends_a_line_and_opens_none() {
        let all = |texts: &[&str]| -> Vec<Result<String, InputError>> {
            texts.iter().map(|&text| Ok(text.to_owned())).collect()
        };
        assert_eq!(lines(b"", 9), []);
        assert_eq!(lines(b"a\n\nb", 9), all(&["a", "", "b"]));
        assert_eq!(lines(b"a\nb\n", 9), all(&["a", "b"]));
    }

    #[test]
    fn a_line_that_is_too_long_is_passed_over() {
        let too_large = || Err(InputError::TooLarge { limit: 3 });
        let good = |text: &str| Ok(text.to_owned());
        assert_eq!(lines(b"abc\nabcd\nab\n", 3), [good("abc"), too_large(), good("ab")]);
        assert_eq!(lines(b"abcdefgh", 3), [too_large()]);
        assert_eq!(lines(b"abc", 3), [good("abc")]);
    }

    #[test]
    fn after_an_error_there_are_no_more() {
        struct Broken;
        impl Read for Broken {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(io::ErrorKind::ConnectionReset.into())
            }
        }
        let found: Vec<_> = Lines::new(io::BufReader::new(Broken)).collect();
        assert_eq!(found, [Err(InputError::Io(io::ErrorKind::ConnectionReset))]);
    }
}
