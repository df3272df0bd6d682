//! Places of a template that nobody filled in.

use super::upkeep::Traces;
use crate::lexicon::Trace;
use crate::source::Location;

/// Brackets that hold placeholders in templates.
const BRACKETS: &[(&str, &str)] = &[("[", "]"), ("{{", "}}"), ("<", ">"), ("【", "】")];

/// Longer texts in brackets are remarks.
const LONGEST: usize = 60;

/// Words that stand for what is not known yet, as they are written.
const WORDS: &[&str] = &["TBD", "TBC", "TODO", "XXX"];

/// The placeholders of a text.
pub(super) fn find(traces: &Traces<'_>) -> Vec<Location> {
    let text = traces.text;
    let plain = text.as_str();
    let mut found = Vec::new();
    // `[[COMPANY]]` and `[TBD]` are one each.
    let mut free = 0;
    for (at, byte) in plain.bytes().enumerate() {
        // Most bytes begin neither a bracket nor such a word.
        if at < free || !matches!(byte, b'[' | b'{' | b'<' | b'T' | b'X' | FIRST_OF_BRACKET) {
            continue;
        }
        if let Some(end) = in_brackets(traces, at).or_else(|| word(plain, at)) {
            found.push(text.locate(at, end));
            free = end;
        }
    }
    found
}

/// The first byte of `【`.
const FIRST_OF_BRACKET: u8 = 0xe3;

/// The end of a placeholder in brackets that begins here.
fn in_brackets(traces: &Traces<'_>, at: usize) -> Option<usize> {
    let text = traces.text.as_str();
    BRACKETS.iter().find_map(|(open, close)| {
        let rest = text.get(at..)?.strip_prefix(open)?;
        let inner = at + open.len();
        // A text of a million brackets must not be searched to its end a million times.
        let window = rest.char_indices().nth(LONGEST + close.len()).map_or(rest, |(end, _)| &rest[..end]);
        let words = window.get(..window.find(close)?)?;
        let end = inner + words.len();
        let is_one = *open == "{{" || is_shouted_or_blank(words.trim()) || is_told(traces, inner, end);
        is_one.then_some(end + close.len())
    })
}

/// The end of a word that begins here and stands for what is not known yet.
fn word(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    let end = at + WORDS.iter().find(|word| rest.starts_with(**word))?.len();
    let before = text.get(..at)?.chars().next_back();
    let after = text.get(end..)?.chars().next();
    (!before.into_iter().chain(after).any(char::is_alphanumeric)).then_some(end)
}

/// `COMPANY NAME`, `____`; not `1`, `sic` or `EU`.
fn is_shouted_or_blank(words: &str) -> bool {
    let letters = words.chars().filter(|letter| letter.is_alphabetic()).count();
    let is_shouted = letters > 3
        && words.chars().all(|letter| {
            letter.is_ascii_uppercase()
                || letter.is_ascii_digit()
                || matches!(letter, ' ' | '_' | '-' | '/' | '\'')
        });
    let is_blank = |letter| matches!(letter, '_' | '.' | '…' | 'O' | '○' | ' ');
    is_shouted || !words.is_empty() && words.chars().all(is_blank)
}

/// `insert country`, `결제대행사 명`: the words between two bytes begin or end as a blank does.
fn is_told(traces: &Traces<'_>, start: usize, end: usize) -> bool {
    let words = traces.text.as_str().get(start..end).unwrap_or_default();
    let first = start + words.len() - words.trim_start().len();
    let last = start + words.trim_end().len();
    traces.all().iter().any(|hit| match hit.mark {
        // One word alone, as in `[your]` or `[명]`, asks for nothing; `[회사]` does.
        Trace::BlankStart => hit.start == first && hit.end < last,
        Trace::BlankEnd => hit.end == last && hit.start >= first,
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disclosure::upkeep::testing::words;

    fn found(markdown: &str) -> Vec<String> {
        let all = words(markdown, |traces| find(traces).into_iter().map(|place| ((), place)).collect());
        all.into_iter().map(|(_, words)| words).collect()
    }

    #[test]
    fn what_templates_leave_open_is_found() {
        for (text, placeholder) in [
            ("We share it with [COMPANY NAME].", "[COMPANY NAME]"),
            ("It is stored in {{ country }}.", "{{ country }}"),
            ("Our processor is TBD, in Korea.", "TBD"),
            ("결제를 위하여 [결제대행사 명]에 제공합니다.", "[결제대행사 명]"),
            ("| Recipient |\n| --- |\n| [Insert name of processor] |", "[Insert name of processor]"),
            ("수탁자: [○○○]", "[○○○]"),
        ] {
            assert_eq!(found(text), [placeholder], "{text}");
        }
    }

    #[test]
    fn what_is_filled_in_is_not() {
        for text in [
            "Stripe [1] processes payments [sic].",
            "The [EU] and [USA] differ.",
            "We use [Stripe](https://stripe.example), Inc.",
            "[필수] 이름, [선택] 이메일",
            "TBDX and ATODO are names.",
            "a < b and c > d",
            "Please insert your card [see below].",
        ] {
            assert_eq!(found(text), [] as [&str; 0], "{text}");
        }
    }
}
