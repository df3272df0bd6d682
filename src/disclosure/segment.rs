//! A text cut into sentences.

use std::borrow::Cow;
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::lexicon::{Lexicon, is_spaced};
use crate::policy::fold;

/// A phrase may run on in the next line.
pub(super) fn on_one_line(text: &str) -> Cow<'_, str> {
    if text.contains('\n') { text.replace('\n', " ").into() } else { text.into() }
}

/// Cuts a text into sentences by UAX #29, which looks at capitals; joined again where an abbreviation, a legal form or a
/// number ends in a dot.
pub(super) fn sentences(text: &str, lexicon: &Lexicon) -> Vec<Range<usize>> {
    let flat = on_one_line(text);
    let mut sentences: Vec<Range<usize>> = Vec::new();
    for range in bounds(&flat) {
        match sentences.last_mut() {
            Some(last) if !opens_line(text, range.start) && runs_on(&flat, last, range.start, lexicon) => {
                last.end = range.end;
            }
            _ => sentences.push(range),
        }
    }
    let sentences = split_at(sentences, &line_ends(text, lexicon));
    split_at(sentences.clone(), &endless(text, &sentences))
}

/// `provided by X Ltd.` and a line that begins with a capital: the full stop is not only that of the legal form.
fn opens_line(text: &str, start: usize) -> bool {
    let before = text.get(..start).unwrap_or_default().trim_end_matches([' ', '\t']);
    let next = text.get(start..).and_then(|rest| rest.chars().next());
    before.ends_with('\n') && next.is_some_and(char::is_uppercase)
}

/// No sentence that anybody reads is longer, in bytes; what is compared within a sentence stays bounded.
const LONGEST: usize = 8_192;

/// Where sentences without an end are cut: at a blank.
fn endless(text: &str, sentences: &[Range<usize>]) -> Vec<usize> {
    let mut cuts = Vec::new();
    for sentence in sentences.iter().filter(|sentence| sentence.len() > LONGEST) {
        let mut start = sentence.start;
        while sentence.end - start > LONGEST {
            let blank = |at: &usize| text.as_bytes().get(at - 1) == Some(&b' ') && text.is_char_boundary(*at);
            let boundary = |at: &usize| text.is_char_boundary(*at);
            let window = start + 1..=start + LONGEST;
            let Some(cut) = window.clone().rev().find(blank).or_else(|| window.rev().find(boundary)) else {
                break;
            };
            cuts.push(cut);
            start = cut;
        }
    }
    cuts
}

/// The sentences of UAX #29. Its rules look each letter up in the tables of Unicode, so only the ends of sentences are given
/// to them: whether one ends is told by what follows a full stop and by the one letter before it.
fn bounds(text: &str) -> Vec<Range<usize>> {
    let mut bounds = Vec::new();
    let mut start = 0;
    while let Some(stop) = text.get(start..).and_then(|rest| rest.find(may_end_sentence)) {
        let stop = start + stop;
        let before = text.get(start..stop).unwrap_or_default();
        let from = before.rfind(|letter: char| letter.is_ascii()).map_or(start, |at| start + at);
        let Some(piece) = text.get(from..).and_then(|rest| rest.split_sentence_bounds().next()) else {
            break;
        };
        bounds.push(start..from + piece.len());
        start = from + piece.len();
    }
    if start < text.len() {
        bounds.push(start..text.len());
    }
    bounds
}

/// Whether a letter could end a sentence: a mark, a line break, or of a script of which that is not known here.
fn may_end_sentence(letter: char) -> bool {
    match letter {
        ' '..='~' => matches!(letter, '.' | '!' | '?'),
        '가'..='힣' | '一'..='鿿' | 'ぁ'..='ヺ' | '\u{c0}'..='\u{24f}' => false,
        _ => true,
    }
}

/// Cuts ranges, which are in order, at these offsets.
pub(super) fn split_at(ranges: Vec<Range<usize>>, cuts: &[usize]) -> Vec<Range<usize>> {
    if cuts.is_empty() {
        return ranges;
    }
    let mut parts = Vec::new();
    for range in ranges {
        let mut start = range.start;
        let from = cuts.partition_point(|&cut| cut <= range.start);
        for &cut in cuts[from..].iter().take_while(|&&cut| cut < range.end) {
            parts.push(start..cut);
            start = cut;
        }
        parts.push(start..range.end);
    }
    parts
}

/// Where a short line without an end of its own is followed by a line that begins afresh: a name, then what is said of it.
fn line_ends(text: &str, lexicon: &Lexicon) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.len();
        let next = text.get(end..).and_then(|rest| rest.chars().next());
        let body = line.trim_end();
        let is_short = width(body) < 55 && !body.ends_with([',', '-', '/', '(', '、']);
        let last = fold(body.rsplit(' ').next().unwrap_or_default());
        let goes_on = |word: &str| {
            last == word || !word.is_ascii() && !word.starts_with(is_spaced) && last.ends_with(word)
        };
        let runs_on =
            lexicon.languages().iter().any(|language| language.run_on_words.iter().any(|word| goes_on(word)));
        if line.ends_with('\n') && is_short && !runs_on && next.is_some_and(|next| !next.is_lowercase()) {
            ends.push(end);
        }
        start = end;
    }
    ends
}

/// How wide a line is: a letter of Chinese or Japanese takes two places.
fn width(line: &str) -> usize {
    line.chars().map(|letter| if is_han_or_kana(letter) { 2 } else { 1 }).sum()
}

/// Whether a letter belongs to a script in which no blanks part words.
pub(super) fn is_han_or_kana(letter: char) -> bool {
    matches!(letter, '\u{3040}'..='\u{9fff}')
}

fn runs_on(flat: &str, last: &Range<usize>, next: usize, lexicon: &Lexicon) -> bool {
    let before = flat.get(last.start..last.end).unwrap_or_default().trim_end();
    let after = flat.get(next..).unwrap_or_default();
    // An opening bracket belongs to what it opens: UAX #29 leaves it with the sentence before.
    if before.ends_with(['(', '[']) {
        return true;
    }
    // `米国のExpo (650 Industries, Inc.)に委託`: a bracket closes behind the full stop, and the word goes on.
    let is_attached = last.end == next && flat.get(..next).is_some_and(|text| !text.ends_with(' '));
    let inner = if is_attached { before.trim_end_matches([')', ']', '"']) } else { before };
    let Some(body) = inner.strip_suffix('.') else {
        return after.starts_with(')');
    };
    let word = fold(body.rsplit([' ', '(', '"', '\'', ',']).next().unwrap_or_default());
    let is_number = !word.is_empty() && word.len() <= 3 && word.chars().all(|letter| letter.is_ascii_digit());
    let is_short = lexicon.languages().iter().any(|language| language.abbreviations.contains(&word.as_str()));
    is_number && before.len() <= word.len() + 2
        || is_short && !starts_afresh(after, lexicon)
        || after.starts_with(['(', ')', ','])
}

/// After `Inc.` a new sentence is likely only where a word follows that often begins one.
fn starts_afresh(after: &str, lexicon: &Lexicon) -> bool {
    let word: String = after.chars().take_while(|letter| letter.is_alphabetic() || *letter == '\'').collect();
    let word = fold(&word);
    lexicon.languages().iter().any(|language| language.opening_words.contains(&word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_where_the_standard_ends_them() {
        for text in [
            "",
            " ",
            "No end",
            "One. Two! three? Four.five 3.5 U.S. laws etc. so. (So.) \"Yes.\" No",
            "a.\u{301}B. É.\u{300} x. e\u{301}. F, \u{301}. G",
            "회사는 제공합니다. 다만, 그렇지 않습니다! 끝。다음？ 예",
            "...wait... what?! Yes. \r\n no.\u{85}x\u{2028}y ... Z",
            "é. É. 1. 2.a 가.나 가. 나 日本。x. \u{ad}Y z.\u{ad} A",
            "¿Qué? «Sí.» Ja – nein… Doch. ‘so.’ “So.” ende",
        ] {
            let all: Vec<Range<usize>> =
                text.split_sentence_bound_indices().map(|(at, piece)| at..at + piece.len()).collect();
            assert_eq!(bounds(text), all, "{text:?}");
        }
    }

    #[test]
    fn abbreviations_and_legal_forms_do_not_end_a_sentence() {
        let lexicon = Lexicon::new(&["ko"]);
        let cut = |text: &'static str| -> Vec<&'static str> {
            sentences(text, &lexicon).into_iter().map(|range| text[range].trim()).collect()
        };
        assert_eq!(
            cut("We use Stripe, Inc. to process payments. It is based in the U.S. and Ireland."),
            ["We use Stripe, Inc. to process payments.", "It is based in the U.S. and Ireland."]
        );
        assert_eq!(
            cut("Payments go to Stripe, Inc. We keep no card data."),
            ["Payments go to Stripe, Inc.", "We keep no card data."]
        );
        assert_eq!(
            cut("Payments go to Stripe (Stripe, Inc.) Cards are not kept."),
            ["Payments go to Stripe (Stripe, Inc.)", "Cards are not kept."]
        );
        assert_eq!(
            cut("We use Google, Reddit, and LinkedIn. Users click."),
            ["We use Google, Reddit, and LinkedIn.", "Users click."]
        );
        assert_eq!(
            cut("Coinpayments\nTheir privacy policy is here."),
            ["Coinpayments", "Their privacy policy is here."]
        );
        assert_eq!(cut("We send your data to\nStripe."), ["We send your data to\nStripe."]);
        let places = "회사는 Stripe, Inc.(미국), Adyen N.V.(네덜란드) 및 Airwallex(홍콩)에 위탁합니다.";
        assert_eq!(cut(places), [places]);
        assert_eq!(
            cut("위탁하고 있지 않습니다. 다만, 구글을 사용합니다."),
            ["위탁하고 있지 않습니다.", "다만, 구글을 사용합니다."]
        );
    }

    #[test]
    fn a_sentence_that_does_not_end_is_cut_between_words() {
        let text = "data ".repeat(4_000);
        let pieces = sentences(&text, &Lexicon::new(&["en"]));
        assert!(pieces.len() > 2);
        for piece in pieces {
            assert!(piece.len() <= LONGEST && text[piece].starts_with("data "));
        }
    }
}
