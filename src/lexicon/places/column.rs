//! Bare codes where a cell is to name countries: `KR, SG`, `US/CA`.

use super::gazetteer::{Candidate, Sense};
use super::{Country, Place};

/// The postal codes of the states of the USA: after a city they are no countries (`San Francisco, CA`).
const STATES: &[&str] = &[
    "AK", "AL", "AR", "AZ", "CA", "CO", "CT", "DC", "DE", "FL", "GA", "HI", "IA", "ID", "IL", "IN", "KS",
    "KY", "LA", "MA", "MD", "ME", "MI", "MN", "MO", "MS", "MT", "NC", "ND", "NE", "NH", "NJ", "NM", "NV",
    "NY", "OH", "OK", "OR", "PA", "RI", "SC", "SD", "TN", "TX", "UT", "VA", "VT", "WA", "WI", "WV", "WY",
];

/// Whether a code is also that of a state of the USA.
pub(crate) fn is_state_of_america(code: &str) -> bool {
    STATES.contains(&code)
}

/// Adds the codes that stand alone between separators and were not found as names.
pub(super) fn add_codes(text: &str, found: &mut Vec<Candidate>) {
    let mut start = 0;
    for piece in text.split_inclusive(is_separator) {
        let word = piece.trim_end_matches(is_separator).trim();
        let at = start + piece.find(word).unwrap_or_default();
        start += piece.len();
        if word.len() != 2 || !word.bytes().all(|byte| byte.is_ascii_uppercase()) {
            continue;
        }
        let Some(country) = Country::from_code(word) else { continue };
        let end = at + word.len();
        if found.iter().any(|known| known.start < end && at < known.end) {
            continue;
        }
        let place = if is_state_of_america(word) && follows_american_city(text, at, found) {
            state_of_america(country)
        } else {
            Place::Country(country)
        };
        found.push(Candidate { start: at, end, sense: Sense::Place(place) });
    }
}

fn is_separator(letter: char) -> bool {
    matches!(letter, ',' | ';' | '/' | '(' | ')' | '[' | ']' | '·' | '、' | '&' | '+' | '|' | '\n' | ':')
}

/// Whether a text stands alone between separators: `米` in `米・英`.
pub(super) fn is_entry(text: &str, start: usize, end: usize) -> bool {
    let ends = |letter: Option<char>| {
        letter.is_none_or(|letter| letter.is_whitespace() || letter == '・' || is_separator(letter))
    };
    let before = text.get(..start).and_then(|before| before.chars().next_back());
    let after = text.get(end..).and_then(|after| after.chars().next());
    ends(before) && ends(after)
}

/// Whether a place in the USA stands right before, with a comma between.
fn follows_american_city(text: &str, at: usize, found: &[Candidate]) -> bool {
    found.iter().any(|known| {
        matches!(known.sense, Sense::Place(Place::Within(country)) if country.code() == "US")
            && known.end < at
            && text.get(known.end..at).is_some_and(|between| between.trim() == ",")
    })
}

fn state_of_america(otherwise: Country) -> Place {
    Place::Within(Country::from_code("US").unwrap_or(otherwise))
}
