//! Prose that is indented by four blanks is code to Markdown and a slip of formatting to everybody else.

use std::borrow::Cow;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};

/// The text with the indentation of such prose taken away, byte for byte in the same places: the blanks before a line move
/// to the end of the line before it, where Markdown sees none. Code stays as it is.
pub(super) fn prose(text: &str) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(text);
    // What was indented twice is code again after the first round.
    for _ in 0..3 {
        if !may_hold_code(&text) {
            break;
        }
        let lines = indented_lines(&text);
        if lines.is_empty() {
            break;
        }
        text = Cow::Owned(shift(&text, &lines));
    }
    text
}

/// Whether a line is indented by four blanks and does not go on a paragraph or a list item above it. Told by the lines
/// alone, as another reading of a whole document costs as much as the first.
fn may_hold_code(text: &str) -> bool {
    let ends_paragraph = |line: &str| {
        let line = line.trim();
        line.starts_with(['#', '|', '<', '`', '~'])
            || line.chars().all(|letter| matches!(letter, '-' | '*' | '_' | '=' | ' '))
    };
    text.match_indices("\n    ").any(|(at, _)| {
        let before = text.get(..at).unwrap_or_default();
        ends_paragraph(before.rsplit('\n').next().unwrap_or_default())
    })
}

/// The starts of the lines that indentation alone makes code and that read like sentences or lists.
fn indented_lines(text: &str) -> Vec<usize> {
    let mut starts = Vec::new();
    for (event, range) in Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter() {
        let Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) = event else { continue };
        let first = text.get(..range.start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
        let block = text.get(first..range.end).unwrap_or_default();
        if !reads_like_prose(block) {
            continue;
        }
        let mut at = first;
        for line in block.split_inclusive('\n') {
            if line.starts_with("    ") && at > 0 {
                starts.push(at);
            }
            at += line.len();
        }
    }
    starts
}

/// Sentences have blanks or CJK letters and no brackets of a program at the ends of lines.
fn reads_like_prose(block: &str) -> bool {
    let is_program =
        |line: &str| line.trim_end().ends_with(['{', '}', ';']) || line.trim_start().starts_with(['<', '$']);
    let is_sentence = |line: &str| {
        let words = line.split_whitespace().count();
        let letters = line.chars().filter(|letter| letter.is_alphabetic()).count();
        let is_cjk =
            line.chars().filter(|letter| matches!(letter, '\u{3040}'..='\u{9fff}' | '가'..='힣')).count()
                >= 8;
        words >= 6 && letters * 2 > line.trim().len() || is_cjk
    };
    block.lines().any(is_sentence) && !block.lines().any(is_program)
}

fn shift(text: &str, starts: &[usize]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for &start in starts {
        let mut end = start.saturating_sub(1);
        if text.as_bytes().get(end.wrapping_sub(1)) == Some(&b'\r') {
            end -= 1;
        }
        out.push_str(text.get(from..end).unwrap_or_default());
        out.push_str("    ");
        out.push_str(text.get(end..start).unwrap_or_default());
        from = start + 4;
    }
    out.push_str(text.get(from..).unwrap_or_default());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indented_prose_is_prose_and_code_is_code() {
        let text = "# A\r\n\r\n    We share your data with Stripe, Inc. in Ireland.\r\n    *   Adyen (the Netherlands)\r\n\r\nx\n\n    if (a) {\n";
        let out = prose(text);
        assert_eq!(out.len(), text.len());
        assert!(out.contains("\nWe share your data"));
        assert!(out.contains("\n*   Adyen"));
        assert!(out.contains("\n    if (a) {"));
        for name in ["Stripe", "Adyen", "if (a)"] {
            assert_eq!(out.find(name), text.find(name));
        }
    }

    #[test]
    fn only_what_may_be_code_is_read_twice() {
        for text in ["a\n\n    b", "# A\n    b", "a\r\n\r\n    b", "| a |\n    b", "- - -\n    b"] {
            assert!(may_hold_code(text), "{text}");
        }
        for text in ["*   a\n    *   b\n", "a\n    goes on", "1. a\n    - b", "    a"] {
            assert!(!may_hold_code(text), "{text}");
        }
    }
}
