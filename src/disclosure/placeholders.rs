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
    let mut found: Vec<(usize, usize)> = BRACKETS.iter().flat_map(|pair| in_brackets(traces, pair)).collect();
    for word in WORDS {
        let whole = |at: usize| {
            let before = plain.get(..at).and_then(|text| text.chars().next_back());
            let after = plain.get(at + word.len()..).and_then(|text| text.chars().next());
            !before.into_iter().chain(after).any(char::is_alphanumeric)
        };
        found.extend(
            plain.match_indices(word).filter(|(at, _)| whole(*at)).map(|(at, _)| (at, at + word.len())),
        );
    }
    found.sort_unstable();
    // `[[COMPANY]]` and `[TBD]` are one each.
    let mut end = 0;
    found.retain(|&(start, stop)| {
        let is_new = start >= end;
        end = end.max(stop);
        is_new
    });
    found.into_iter().map(|(start, end)| text.locate(start, end)).collect()
}

fn in_brackets(traces: &Traces<'_>, &(open, close): &(&str, &str)) -> Vec<(usize, usize)> {
    let text = traces.text.as_str();
    let within = |(start, _): (usize, &str)| {
        let inner = start + open.len();
        // A text of a million brackets must not be searched to its end a million times.
        let rest = text.get(inner..)?;
        let window = rest.char_indices().nth(LONGEST + close.len()).map_or(rest, |(end, _)| &rest[..end]);
        let words = window.get(..window.find(close)?)?;
        let end = inner + words.len();
        let is_one = open == "{{" || is_shouted_or_blank(words.trim()) || is_told(traces, inner, end);
        is_one.then_some((start, end + close.len()))
    };
    text.match_indices(open).filter_map(within).collect()
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
        ] {
            assert_eq!(found(text), [] as [&str; 0], "{text}");
        }
    }
}
