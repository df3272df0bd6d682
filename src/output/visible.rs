//! Text of input files in a form that is safe on a terminal.

/// The text on one line: line breaks and tabs as blanks, and every other character that would steer a terminal, or hide
/// or reorder text, in a visible form.
#[must_use]
pub fn one_line(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for letter in text.trim().chars() {
        push(letter, &mut shown);
    }
    shown
}

/// The same for text that may have several lines.
pub(super) fn lines(text: &str) -> String {
    text.trim().lines().map(one_line).collect::<Vec<_>>().join("\n")
}

/// Adds one character in its visible form.
pub(super) fn push(letter: char, shown: &mut String) {
    match letter {
        '\t' | '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => shown.push(' '),
        // Unicode has pictures of the C0 controls: ␛ for escape.
        '\0'..='\u{1f}' => shown.push(char::from_u32(0x2400 + u32::from(letter)).unwrap_or('\u{fffd}')),
        '\u{7f}' => shown.push('\u{2421}'),
        letter if steers(letter) => shown.push_str(&format!("<U+{:04X}>", u32::from(letter))),
        letter => shown.push(letter),
    }
}

/// C1 controls, which some terminals obey, and the marks that reorder or hide text.
pub(crate) fn steers(letter: char) -> bool {
    matches!(letter, '\u{80}'..='\u{9f}' | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
}

/// Whether a byte is the first of a character that [`steers`], as UTF-8 writes it.
pub(crate) fn may_begin_to_steer(byte: u8) -> bool {
    matches!(byte, 0xc2 | 0xd8 | 0xe2 | 0xef | 0xf3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_byte_tells_what_cannot_steer() {
        for letter in ('\u{80}'..=char::MAX).filter(|&letter| steers(letter)) {
            assert!(may_begin_to_steer(letter.to_string().as_bytes()[0]), "{letter:?}");
        }
    }

    #[test]
    fn nothing_that_steers_a_terminal_is_left() {
        assert_eq!(
            one_line("a\u{1b}[31mred\u{7}\r\nb\u{9b}2J\u{202e}c\td"),
            "a␛[31mred␇  b<U+009B>2J<U+202E>c d"
        );
        assert_eq!(one_line(" 개인정보 👩‍👧 "), "개인정보 👩‍👧");
        assert_eq!(lines("one\r\ntwo\u{1b}c\n"), "one\ntwo␛c");
    }
}
