//! How long data is kept: a number of days, or until something happens.

use crate::lexicon::{Hit, Term};

/// One statement on how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Duration {
    /// For so many hours.
    Hours(u32),
    /// Until an event, or as long as something holds.
    Until(Term),
}

impl Duration {
    /// Whether both say the same. Months are a twelfth of a year, and 30 days.
    #[must_use]
    pub fn agrees_with(self, other: Self) -> bool {
        match (self, other) {
            (Self::Hours(one), Self::Hours(two)) => one.abs_diff(two) * 20 <= one.max(two),
            _ => self == other,
        }
    }
}

/// No longer is anything kept.
const MOST_YEARS: u32 = 200;

/// The durations of a text: its events, and its units with the number beside each. `terms` are what the lexicon finds in it.
pub(super) fn find(folded: &str, terms: &[Hit<Term>]) -> Vec<(Duration, usize, usize)> {
    let mut found = Vec::new();
    for term in terms {
        match term.mark {
            Term::UntilWithdrawal
            | Term::UntilPurpose
            | Term::UntilContractEnd
            | Term::UntilRequest
            | Term::ByLaw
            | Term::AtOnce => found.push((Duration::Until(term.mark), term.start, term.end)),
            unit => {
                let number = number_before(folded, term.start, terms);
                // `2026年` is a date.
                let number = number.filter(|&(number, _)| unit != Term::Year || number <= MOST_YEARS);
                let hours = hours_of(unit).zip(number);
                found.extend(hours.map(|(hours, (number, start))| {
                    (Duration::Hours(hours.saturating_mul(number)), start, term.end)
                }));
            }
        }
    }
    found
}

fn hours_of(unit: Term) -> Option<u32> {
    match unit {
        Term::Year => Some(365 * 24),
        Term::Month => Some(730),
        Term::Week => Some(7 * 24),
        Term::Day => Some(24),
        Term::Hour => Some(1),
        _ => None,
    }
}

/// The number right before a unit, in digits or in words, and where it begins.
fn number_before(folded: &str, unit: usize, terms: &[Hit<Term>]) -> Option<(u32, usize)> {
    let before = folded.get(..unit)?.trim_end_matches([' ', '-', '\u{a0}']);
    // `5 (five) years`, `twenty-four (24) months`: of the two, the one in digits counts.
    let bracketed = before.strip_suffix(')').and_then(|inner| inner.rsplit_once('('));
    if let Some((outer, inner)) = bracketed {
        let digits = inner.trim().parse().ok().map(|number| (number, outer.len()));
        return digits.or_else(|| number_at_end(outer.trim_end(), terms));
    }
    number_at_end(before, terms)
}

/// The number that a text ends with. `twenty-four` and `on beş` (fifteen) are more than the last of their words.
fn number_at_end(text: &str, terms: &[Hit<Term>]) -> Option<(u32, usize)> {
    let word = terms.iter().find_map(|term| {
        let number = term.mark.number().filter(|_| term.end == text.len())?;
        Some((number, term.start))
    });
    if let Some((number, start)) = word {
        let before = text.get(..start)?;
        let is_ten = |term: &Hit<Term>| term.mark == Term::Ten && term.end == before.trim_end().len();
        let is_part = before.ends_with('-') || terms.iter().any(is_ten);
        return (!is_part).then_some((number, start));
    }
    let start = text
        .rfind(|letter: char| !letter.is_alphanumeric())
        .map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    let digits = text.get(start..)?.trim_start_matches(|letter: char| !letter.is_ascii_digit());
    Some((digits.parse().ok()?, start))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;
    use crate::policy::{fold, normalise};

    fn durations(text: &str) -> Vec<Duration> {
        durations_in("ko", text)
    }

    fn durations_in(language: &str, text: &str) -> Vec<Duration> {
        let folded = fold(&normalise(text));
        let terms = Lexicon::new(&[language]).vocabulary().terms.find(&folded);
        find(&folded, &terms).into_iter().map(|(duration, ..)| duration).collect()
    }

    #[test]
    fn numbers_in_words_count() {
        let five_years = [Duration::Hours(5 * 365 * 24)];
        for (language, text) in [
            ("en", "for five years"),
            ("ko", "5년"),
            ("de", "für fünf jahre"),
            ("fr", "pendant cinq ans"),
            ("es", "durante cinco años"),
            ("pt", "por cinco anos"),
            ("it", "per cinque anni"),
            ("nl", "vijf jaar"),
            ("sv", "i fem år"),
            ("da", "i fem år"),
            ("nb", "i fem år"),
            ("pl", "przez okres pięciu lat"),
            ("cs", "po dobu pěti let"),
            ("fi", "viiden vuoden ajan"),
            ("ru", "в течение пяти лет"),
            ("uk", "упродовж п'яти років"),
            ("tr", "beş yıl süreyle"),
            ("ja", "五年"),
            ("zh", "保存五年"),
        ] {
            assert_eq!(durations_in(language, text), five_years, "{text}");
        }
    }

    #[test]
    fn one_needs_no_word() {
        let year = [Duration::Hours(365 * 24)];
        assert_eq!(durations_in("ru", "в течение года после расторжения"), year);
        assert_eq!(durations_in("uk", "протягом року"), year);
        assert_eq!(durations_in("tr", "bir yıl"), year);
    }

    #[test]
    fn the_last_word_of_a_number_is_not_the_number() {
        assert_eq!(durations_in("tr", "on beş yıl"), []);
        assert_eq!(durations_in("tr", "15 (on beş) yıl"), [Duration::Hours(15 * 365 * 24)]);
        assert_eq!(durations_in("tr", "on iki ay"), [Duration::Hours(12 * 730)]);
    }

    #[test]
    fn one_length_in_two_languages() {
        assert_eq!(durations("5 years after the transaction"), durations("거래일로부터 5년"));
        assert_eq!(durations("for two (2) years"), [Duration::Hours(2 * 365 * 24)]);
        assert_eq!(durations("for 2 (two) years"), [Duration::Hours(2 * 365 * 24)]);
        assert_eq!(durations("twenty-four (24) months"), [Duration::Hours(24 * 730)]);
        assert_eq!(durations("twenty-four months"), []);
        assert_eq!(durations("2026년"), []);
        assert!(Duration::Hours(365 * 24).agrees_with(durations("12 months")[0]));
        assert!(!Duration::Hours(365 * 24).agrees_with(durations("5년")[0]));
    }

    #[test]
    fn events_are_durations_too() {
        let until = [Duration::Until(Term::UntilWithdrawal)];
        assert!(durations("until account deletion").starts_with(&until));
        assert!(durations("회원 탈퇴 시까지").contains(&until[0]));
    }
}
