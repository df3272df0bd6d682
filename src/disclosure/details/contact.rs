//! E-mail addresses and telephone numbers.

use std::ops::Range;

/// The addresses and numbers of a text in lower case, in the form in which they are compared: numbers as their last eight
/// digits, so that `+82-2-1234-5678` is `02-1234-5678`.
pub(super) fn find(folded: &str) -> Vec<(String, Range<usize>)> {
    let mut found = Vec::new();
    let mut start = 0;
    let is_inner =
        |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '@' | '.' | '-' | '_' | '+');
    for piece in folded.split_inclusive(|letter: char| !is_inner(letter)) {
        let word = piece.trim_end_matches(|letter: char| !letter.is_ascii_alphanumeric());
        if let Some((name, host)) = word.split_once('@')
            && !name.is_empty()
            && host.contains('.')
        {
            found.push((word.to_owned(), start..start + word.len()));
        }
        let digits: String = word.chars().filter(char::is_ascii_digit).collect();
        let is_number =
            word.chars().all(|letter| letter.is_ascii_digit() || matches!(letter, '+' | '-' | '.'));
        if is_number && digits.len() >= 8 {
            found.push((
                digits.get(digits.len() - 8..).unwrap_or_default().to_owned(),
                start..start + word.len(),
            ));
        }
        start += piece.len();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_numbers_are_found_as_they_are_compared() {
        let of = |text: &str| find(text).into_iter().map(|(value, _)| value).collect::<Vec<_>>();
        assert_eq!(of("data protection officer: dpo@synivers.com."), ["dpo@synivers.com"]);
        assert_eq!(of("+82-2-1234-5678"), of("02-1234-5678"));
        assert!(of("2024년 5월, v1.2.3").is_empty());
    }
}
