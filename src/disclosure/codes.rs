//! The codes of countries in the bracket behind a name: `Hetzner (DE)`, `Twilio (US/IE)`, `Mollie B.V. (Amsterdam, NL)`.

use crate::lexicon::country::Country;
use crate::lexicon::places::{Place, PlaceMention, is_state_of_america};

use super::roster::Mention;

/// How many bytes a bracket has at the most that says where somebody is.
const BRACKET: usize = 64;

/// Codes that are more often short for something else where no place stands before them: `OpenAI (AI)`, `Personio (HR)`,
/// `Google Analytics (GA)`, `Looker (BI)`, `not in use (NO)`.
const ABBREVIATIONS: &[&str] = &[
    "AD", "AG", "AI", "AM", "AR", "AS", "BI", "BV", "CC", "CD", "CI", "CM", "CR", "CV", "CX", "DM", "GA",
    "GS", "HR", "ID", "IM", "IO", "IS", "IT", "LA", "MA", "MD", "ME", "ML", "MS", "NA", "NO", "PA", "PM",
    "PR", "PS", "PW", "QA", "SA", "SC", "SH", "SM", "SO", "SR", "ST", "TM", "TO", "TV", "VC",
];

/// Adds the codes in brackets right behind names to the places of a text, which are in order and stay so.
pub(super) fn add(text: &str, names: &[Mention], places: &mut Vec<PlaceMention>) {
    let mut found = Vec::new();
    for name in names {
        // `Sendinblue SAS (Brevo) (Paris, FR)`: another name for it may stand between.
        let mut end = name.end;
        for _ in 0..2 {
            let Some(bracket) = behind(text, end) else { break };
            let start = end + offset(text, end, bracket);
            found.extend(in_bracket(bracket, start, places));
            let close = start + bracket.len();
            end = close + text.get(close..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        }
    }
    found.sort_by_key(|place: &PlaceMention| place.start);
    found.dedup();
    if !found.is_empty() {
        places.extend(found);
        places.sort_by_key(|place| place.start);
    }
}

/// What stands in the bracket behind these bytes.
fn behind(text: &str, end: usize) -> Option<&str> {
    // `Sendinblue SAS (Brevo) (Paris, FR)`: the name may be all that a bracket before holds.
    let inner = text.get(end..)?.trim_start_matches([' ', ')']).strip_prefix(['(', '（'])?;
    let close = inner.char_indices().take(BRACKET).find(|&(_, letter)| matches!(letter, ')' | '）'))?;
    inner.get(..close.0)
}

fn offset(text: &str, end: usize, bracket: &str) -> usize {
    text.get(end..).and_then(|rest| rest.find(bracket)).unwrap_or_default()
}

fn in_bracket(bracket: &str, start: usize, places: &[PlaceMention]) -> Vec<PlaceMention> {
    let inside = |at: usize| places.partition_point(|place| place.start < at);
    let places = places.get(inside(start)..inside(start + bracket.len())).unwrap_or_default();
    let mut codes: Vec<PlaceMention> = Vec::new();
    let mut at = start;
    let mut is_first = true;
    for piece in bracket.split_inclusive([',', '/', ';', '&', '+', '、']) {
        let word = piece.trim_matches([',', '/', ';', '&', '+', '、', ' ']);
        let from = at + piece.find(word).unwrap_or_default();
        let before = places.iter().rfind(|place| place.end < from);
        at += piece.len();
        let known = places.iter().any(|place| place.start < from + word.len() && from < place.end);
        if let Some(country) = code(word).filter(|_| !known) {
            let city = before.filter(|_| !is_first).map(|place| place.place);
            let is_after_another = !codes.is_empty() || city.is_some();
            let is_meant = match city {
                // `San Francisco, CA` is in the United States.
                Some(Place::Within(of)) => of == country || !is_state_of_america(word),
                // `Falkenstein, FI` is told by nothing but itself, and `Wilmington, DE` by the city.
                None if !is_first && codes.is_empty() => !is_state_of_america(word),
                _ => true,
            };
            if is_meant && (is_after_another || !ABBREVIATIONS.contains(&word)) {
                codes.push(PlaceMention {
                    start: from,
                    end: from + word.len(),
                    place: Place::Country(country),
                });
            }
        }
        is_first = false;
    }
    codes
}

fn code(word: &str) -> Option<Country> {
    let is_code = word.len() == 2 && word.bytes().all(|byte| byte.is_ascii_uppercase());
    is_code.then(|| Country::from_code(word)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disclosure::roster::{Naming, Organisation};

    fn found(text: &str) -> Vec<&str> {
        let end = text.find(" (").unwrap_or_default();
        let name = Mention { start: 0, end, organisation: Organisation::Recipient(0), naming: Naming::Name };
        let mut places = Vec::new();
        add(text, &[name], &mut places);
        places.iter().map(|place| text.get(place.start..place.end).unwrap_or_default()).collect()
    }

    #[test]
    fn codes_count_behind_a_name() {
        assert_eq!(found("Hetzner (DE): hosting"), ["DE"]);
        assert_eq!(found("Twilio (US/IE)"), ["US", "IE"]);
        assert_eq!(found("Aiven Oy (Espoo, FI)"), ["FI"]);
        assert_eq!(found("Wise (GB, payouts)"), ["GB"]);
    }

    #[test]
    fn abbreviations_and_states_do_not() {
        assert_eq!(found("OpenAI (AI)"), [""; 0]);
        assert_eq!(found("Personio (HR, payroll)"), [""; 0]);
        assert_eq!(found("Google Analytics (GA)"), [""; 0]);
        assert_eq!(found("Corporation Trust (Wilmington, DE)"), [""; 0]);
        assert_eq!(found("Hetzner, see DE"), [""; 0]);
    }
}
