//! "Did you mean": the known word that a misspelt one is nearest to.

use super::quote::Quoted;

/// Longer words are no slips of the finger, and comparing them would cost time.
const LONGEST: usize = 64;

/// Shorter beginnings are those of too many words.
const SHORTEST_PART: usize = 4;

/// Nobody looks for a slip among more words than these.
const MOST_CANDIDATES: usize = 1_000;

/// The candidate that `word` most likely stands for, where one is near: about one letter in three may be wrong.
pub(super) fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = simplify(word);
    let len = word.chars().count();
    if len > LONGEST {
        return None;
    }
    let allowed = (len / 3).max(1);
    candidates
        .into_iter()
        .take(MOST_CANDIDATES)
        .filter_map(|candidate| Some((distance(&word, &simplify(candidate), allowed)?, candidate)))
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, candidate)| candidate)
}

/// How many slips lie between two words, where that is at most `allowed`. A word that starts with the other (`alias` and
/// `aliases`) is always near, but farther than any slip.
fn distance(word: &str, candidate: &str, allowed: usize) -> Option<usize> {
    let (len, other) = (word.chars().count(), candidate.chars().count());
    // Far lengths are far words: no need to compare them letter by letter.
    let slips = (len.abs_diff(other) <= allowed).then(|| strsim::damerau_levenshtein(word, candidate));
    let is_part =
        len.min(other) >= SHORTEST_PART && (candidate.starts_with(word) || word.starts_with(candidate));
    slips.filter(|&slips| slips <= allowed).or_else(|| is_part.then_some(allowed + 1))
}

/// The end of a message: `; did you mean ...?`, or nothing.
pub(crate) fn ending<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> String {
    nearest(word, candidates).map(|found| format!("; did you mean {}?", Quoted(found))).unwrap_or_default()
}

/// Case and the kind of separator are slips that should cost nothing.
fn simplify(word: &str) -> String {
    word.to_lowercase().replace(['_', ' '], "-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_wins_and_far_words_are_silent() {
        let keys = ["country", "countries", "contact"];
        assert_eq!(nearest("contry", keys), Some("country"));
        assert_eq!(nearest("Countrys", keys), Some("country"));
        assert_eq!(nearest("third_party", ["third-party"]), Some("third-party"));
        assert_eq!(nearest("alias", ["aliases"]), Some("aliases"));
        assert_eq!(nearest("country_code", keys), Some("country"));
        assert_eq!(nearest("con", keys), None);
        assert_eq!(nearest("weather", keys), None);
        assert_eq!(nearest("", keys), None);
        assert_eq!(nearest(&"x".repeat(1000), keys), None);
    }
}
