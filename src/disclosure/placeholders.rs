//! Places of a template that nobody filled in.

use crate::policy::Text;
use crate::source::Location;

/// Brackets that hold placeholders in templates.
const BRACKETS: &[(&str, &str)] = &[("[", "]"), ("{{", "}}"), ("<", ">"), ("【", "】")];

/// Longer texts in brackets are remarks.
const LONGEST: usize = 60;

/// Words that stand for what is not known yet, as they are written.
const WORDS: &[&str] = &["TBD", "TBC", "TODO", "XXX"];

/// How the words in brackets begin, in lower case.
const OPENINGS: &[&str] = &["insert ", "your ", "name of ", "enter ", "add ", "specify "];

/// What the words in brackets end in, in languages without capitals.
const ENDINGS: &[&str] = &[
    "명",
    "이름",
    "명칭",
    "업체",
    "회사",
    "국가",
    "기재",
    "입력",
    "연락처",
    "항목",
    "名称",
    "公司",
    "国家",
    "会社名",
    "国名",
    "社名",
];

/// The placeholders of a text.
pub(super) fn find(text: &Text) -> Vec<Location> {
    let plain = text.as_str();
    let mut found: Vec<(usize, usize)> = BRACKETS.iter().flat_map(|pair| in_brackets(plain, pair)).collect();
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

fn in_brackets(text: &str, &(open, close): &(&str, &str)) -> Vec<(usize, usize)> {
    let within = |(start, _): (usize, &str)| {
        let inner = start + open.len();
        // A text of a million brackets must not be searched to its end a million times.
        let rest = text.get(inner..)?;
        let window = rest.char_indices().nth(LONGEST + close.len()).map_or(rest, |(end, _)| &rest[..end]);
        let words = window.get(..window.find(close)?)?;
        let is_one = open == "{{" || is_placeholder(words.trim());
        is_one.then_some((start, inner + words.len() + close.len()))
    };
    text.match_indices(open).filter_map(within).collect()
}

/// `COMPANY NAME`, `insert country`, `결제대행사 명`; not `1`, `sic` or `EU`.
fn is_placeholder(words: &str) -> bool {
    let letters = words.chars().filter(|letter| letter.is_alphabetic()).count();
    let is_shouted = letters > 3
        && words.chars().all(|letter| {
            letter.is_ascii_uppercase()
                || letter.is_ascii_digit()
                || matches!(letter, ' ' | '_' | '-' | '/' | '\'')
        });
    let lower = words.to_lowercase();
    let is_blank =
        !words.is_empty() && words.chars().all(|letter| matches!(letter, '_' | '.' | '…' | 'O' | '○' | ' '));
    is_shouted
        || is_blank
        || OPENINGS.iter().any(|opening| lower.starts_with(opening))
        || ENDINGS.iter().any(|ending| words.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disclosure::upkeep::testing::words;

    fn found(markdown: &str) -> Vec<String> {
        let all = words(markdown, |text| find(text).into_iter().map(|place| ((), place)).collect());
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
