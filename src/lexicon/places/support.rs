//! Whether a name that is also an ordinary word is meant as a place.

use super::gazetteer::{Candidate, Sense};
use super::{Country, Place, Setting};
use crate::lexicon::is_spaced;

/// What joins the members of a list: a weak name beside a certain one counts.
const JOINTS: &[&str] = &[
    ",",
    "、",
    "/",
    "·",
    ";",
    "|",
    "&",
    "+",
    "(",
    ")",
    "-",
    "and",
    "or",
    "as well as",
    "und",
    "oder",
    "sowie",
    "et",
    "ou",
    "y",
    "o",
    "e",
    "및",
    "와",
    "과",
    "또는",
    "그리고",
    "나",
    "이나",
    "や",
    "と",
    "及び",
    "および",
    "または",
    "又は",
    "並びに",
    "和",
    "及",
    "或",
    "与",
    "以及",
    "或者",
    "the",
];
/// What may stand before a weak name that counts. Prepositions, labels of a country.
const BEFORE: &[&str] = &[
    "in",
    "to",
    "from",
    "of",
    "within",
    "nach",
    "aus",
    "en",
    "au",
    "aux",
    "na",
    "no",
    "em",
    "desde",
    "vers",
    "country",
    "countries",
    "land",
    "länder",
    "pays",
    "país",
    "países",
    "국가",
    "국가명",
    "국가는",
    "이전국",
    "国",
    "国名",
    "国家",
    "国は",
    "国家名称",
    "位于",
    "所在国",
    "移転先",
    "国家为",
];
/// What may stand after one.
const AFTER: &[&str] = &[
    "에 소재",
    "에 위치",
    "에 있는",
    " 소재",
    "소재",
    "법인",
    " 법인",
    "지사",
    " 지사",
    "본사",
    " 정부",
    "정부",
    "리전",
    " 리전",
    "に所在",
    "にある",
    "にあり",
    "に設置",
    "法人",
    "国内",
    "政府",
    "リージョン",
    "境内",
    "公司",
];
/// Words before `US` that make it the pronoun.
const BEFORE_PRONOUN: &[&str] = &[
    "contact", "about", "with", "tell", "email", "e-mail", "call", "write", "reach", "join", "follow", "by",
];
/// How far a text in capitals is looked at, in bytes.
const SHOUT_WINDOW: usize = 40;

/// Turns weak names and words in capitals into places or decoys, and settles what Georgia is.
pub(super) fn settle(text: &str, folded: &str, setting: Setting, found: &mut [Candidate]) {
    for candidate in found.iter_mut() {
        let sense = match candidate.sense {
            Sense::Weak(place) | Sense::Word(place) if setting == Setting::CountryColumn => {
                Sense::Place(place)
            }
            Sense::Word(_) if is_ordinary_word(text, folded, candidate) => Sense::Decoy,
            Sense::Word(place) => Sense::Place(place),
            Sense::Weak(place) if is_introduced(folded, candidate) => Sense::Place(place),
            other => other,
        };
        candidate.sense = sense;
    }
    // A list passes its certainty on, from both ends: 인도, 오만, 미국.
    for at in 1..found.len() {
        spread(folded, found, at - 1, at);
    }
    for at in (1..found.len()).rev() {
        spread(folded, found, at, at - 1);
    }
    settle_georgia(folded, found);
}

/// Makes the weak name `to` a place where `from` is one and only a joint parts them.
fn spread(folded: &str, found: &mut [Candidate], from: usize, to: usize) {
    let (Some(&certain), Some(&weak)) = (found.get(from), found.get(to)) else { return };
    let (Sense::Place(_), Sense::Weak(place)) = (certain.sense, weak.sense) else { return };
    if are_joined(folded, &certain, &weak)
        && let Some(weak) = found.get_mut(to)
    {
        weak.sense = Sense::Place(place);
    }
}

fn are_joined(folded: &str, one: &Candidate, other: &Candidate) -> bool {
    let (start, end) = (one.end.min(other.end), one.start.max(other.start));
    folded.get(start..end).is_some_and(is_joint)
}

/// Nothing but joints and blanks, at most three: `, `, ` 및 `, `, and the `.
fn is_joint(between: &str) -> bool {
    let mut rest = between.trim();
    for _ in 0..3 {
        let longest = JOINTS
            .iter()
            .filter_map(|joint| {
                let after = rest.strip_prefix(joint)?;
                let is_whole = !joint.ends_with(|letter: char| letter.is_ascii_alphabetic())
                    || !after.starts_with(|letter: char| letter.is_alphanumeric());
                is_whole.then_some(after)
            })
            .min_by_key(|after| after.len());
        match longest {
            Some(after) => rest = after.trim_start(),
            None => break,
        }
    }
    rest.is_empty() && !between.is_empty()
}

/// A preposition, a label or what goes with a place stands beside it.
fn is_introduced(folded: &str, candidate: &Candidate) -> bool {
    let (Some(before), Some(after)) = (folded.get(..candidate.start), folded.get(candidate.end..)) else {
        return false;
    };
    // `シグナル株式会社(タイ)`: all that a bracket says.
    if after.starts_with(')') && before.ends_with('(') && after_unspaced(before) {
        return true;
    }
    let before = trim_label(before);
    // In the States, in the Emirates; the Emirates alone are an airline.
    let before = trim_label(before.strip_suffix(" the").unwrap_or(before));
    let word = before.rsplit(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default();
    let is_han = |label: &str| label.chars().all(|letter| ('\u{3400}'..='\u{9fff}').contains(&letter));
    BEFORE.iter().any(|label| word == *label || (is_han(label) && word.ends_with(label)))
        || AFTER.iter().any(|noun| after.starts_with(noun))
}

/// Whether a bracket opens right after a word of a script without blanks, as behind a company's name.
fn after_unspaced(before: &str) -> bool {
    let name = before.trim_end_matches(['(', ' ']);
    name.chars().next_back().is_some_and(|letter| letter.is_alphabetic() && !is_spaced(letter))
}

/// Without what may stand between a label and its value.
fn trim_label(text: &str) -> &str {
    text.trim_end_matches([' ', '\n', ':', '(', '"', '\'', '=', '-'])
}

/// `CONTACT US`, `Write to US today`: in capitals because everything is, or because it is the pronoun.
fn is_ordinary_word(text: &str, folded: &str, candidate: &Candidate) -> bool {
    let before = folded.get(..candidate.start).unwrap_or_default();
    let Some(before) = before.strip_suffix([' ', '\n']) else { return false };
    let word = before.rsplit([' ', '\n']).next().unwrap_or_default();
    if word == "the" {
        return false;
    }
    BEFORE_PRONOUN.contains(&word) || is_shouted(text, candidate)
}

/// No small letter near it, and another word of four letters or more.
fn is_shouted(text: &str, candidate: &Candidate) -> bool {
    let start = floor(text, candidate.start.saturating_sub(SHOUT_WINDOW));
    let end = floor(text, (candidate.end + SHOUT_WINDOW).min(text.len()));
    let window = text.get(start..end).unwrap_or_default();
    !window.chars().any(char::is_lowercase)
        && window
            .split(|letter: char| !letter.is_alphabetic())
            .any(|word| word.chars().count() >= 4 && word.chars().all(char::is_uppercase))
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Georgia beside a place in the USA (`Atlanta, Georgia`) is the state.
fn settle_georgia(folded: &str, found: &mut [Candidate]) {
    for at in 0..found.len() {
        let Some(&candidate) = found.get(at) else { return };
        let (Sense::Place(Place::Country(country)) | Sense::Weak(Place::Country(country))) = candidate.sense
        else {
            continue;
        };
        if country.code() != "GE" || folded.get(candidate.start..candidate.end) == Some("ge") {
            continue;
        }
        let neighbours = [at.checked_sub(1), Some(at + 1)];
        let state = neighbours.into_iter().flatten().filter_map(|other| found.get(other)).find_map(|other| {
            let country = american(other.sense)?;
            are_joined(folded, &candidate, other).then_some(Place::Within(country))
        });
        if let (Some(state), Some(candidate)) = (state, found.get_mut(at)) {
            candidate.sense = Sense::Place(state);
        }
    }
}

/// A place in the USA, narrower than the country: a list of countries may well have Georgia beside the United States.
fn american(sense: Sense) -> Option<Country> {
    match sense {
        Sense::Place(Place::Within(country)) if country.code() == "US" => Some(country),
        _ => None,
    }
}
