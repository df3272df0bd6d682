//! Where a name begins and ends.

use std::ops::Range;

use crate::lexicon::is_spaced;
use crate::policy::fold;

use super::super::scan::Scan;
use super::search::Search;

impl Search<'_> {
    /// Runs of capitalised words with the legal forms behind them.
    pub(super) fn capitalised(&self, text: &str, sentence: &Range<usize>) -> Vec<Range<usize>> {
        let forms = self.reader.roster.legal_forms();
        let mut runs: Vec<Range<usize>> = Vec::new();
        // Behind a legal form a name is at its end.
        let mut is_whole = false;
        for word in words(text, sentence) {
            let written = text.get(word.clone()).unwrap_or_default();
            let begins = written.starts_with(char::is_uppercase);
            let joins = written.starts_with(|letter: char| letter.is_ascii_digit()) || written == "&";
            match runs.last_mut() {
                // What a legal form has taken in already.
                Some(last) if last.end >= word.end => continue,
                Some(last)
                    if (begins || joins) && !is_whole && text.get(last.end..word.start) == Some(" ") =>
                {
                    last.end = word.end;
                }
                _ if begins => runs.push(word.clone()),
                _ => continue,
            }
            let form = forms.after(text, word.end).min(sentence.end);
            is_whole = form > word.end;
            if let Some(last) = runs.last_mut() {
                last.end = last.end.max(form);
            }
        }
        runs.into_iter().filter_map(|run| self.without_small_words(text, run)).collect()
    }

    /// Without the words at its beginning that the document writes small elsewhere: `The` in `The Example Company`.
    pub(super) fn without_small_words(&self, text: &str, mut run: Range<usize>) -> Option<Range<usize>> {
        loop {
            let rest = text.get(run.clone())?;
            let word = rest.split(' ').next()?;
            let folded = fold(word);
            let is_small =
                self.words.small.contains(&folded) || self.reader.lexicon.is_function_word(&folded);
            if !is_small || word.len() == rest.len() {
                return Some(run);
            }
            run.start += word.len() + 1;
        }
    }

    /// What stands before or behind a legal form that is written without a blank: `株式会社サンプル`, `某某有限公司`, `㈜예시`.
    pub(super) fn before_forms(&self, scan: &Scan<'_>, sentence: &Range<usize>) -> Vec<Range<usize>> {
        let text = scan.text.as_str();
        let folded = scan.text.folded();
        let forms = self.reader.roster.legal_forms();
        let slice = folded.get(sentence.clone()).unwrap_or_default();
        let mut runs = Vec::new();
        for (at, letter) in slice.char_indices() {
            let at = sentence.start + at;
            if letter.is_ascii_alphanumeric() || forms.glued_at(folded, at) == at {
                continue;
            }
            let end = forms.glued_at(folded, at);
            let before = self.name_before(scan, sentence.start..at);
            if before < at {
                runs.push(before..end);
            } else {
                let rest = text.get(end..sentence.end).unwrap_or_default();
                let len = rest.find(|letter: char| !is_in_name(letter)).unwrap_or(rest.len());
                runs.push(at..end + len);
            }
        }
        runs
    }

    /// Where the name begins that ends with a range: behind a mark, a word that joins or a phrase of the sentence.
    pub(super) fn name_before(&self, scan: &Scan<'_>, range: Range<usize>) -> usize {
        let text = scan.text.as_str();
        let before = text.get(range.clone()).unwrap_or_default().trim_end_matches(' ');
        let until = range.start + before.len();
        let start = until - len_of_name(before);
        let body = start..until;
        let cues = scan.cues_in(&body).filter(|cue| cue.end > start && cue.end < until).map(|cue| cue.end);
        let words = self.reader.lexicon.languages().iter().flat_map(|language| {
            let joining = language.conjunctions.iter().chain(language.run_on_words);
            joining.chain(language.sentence_ends).chain(language.generic_names)
        });
        let joined = words.filter(|word| !word.is_ascii()).filter_map(|word| {
            let found = text.get(start..until)?.rfind(word)?;
            Some(start + found + word.len()).filter(|&end| end < until)
        });
        cues.chain(joined).fold(start, usize::max)
    }
}

/// Bytes of the name that a text ends with, with the brackets inside it: `示例(中国)网络` behind `接入`.
fn len_of_name(text: &str) -> usize {
    let mut in_bracket = false;
    let mut len = 0;
    for letter in text.chars().rev() {
        match letter {
            ')' if len > 0 && !in_bracket => in_bracket = true,
            '(' if in_bracket => in_bracket = false,
            _ if is_in_name(letter) => {}
            _ => break,
        }
        len += letter.len_utf8();
    }
    match text.get(text.len() - len..).and_then(|name| name.find(')')) {
        // A bracket that does not open inside the name ends before it.
        Some(close) if in_bracket => len - close - 1,
        _ => len,
    }
}

fn is_in_name(letter: char) -> bool {
    letter.is_alphanumeric() && !matches!(letter, 'ぁ'..='ゖ') || matches!(letter, '・' | '-' | 'ー')
}

/// The words of a range, with the marks that names hold inside.
fn words<'t>(text: &'t str, range: &Range<usize>) -> impl Iterator<Item = Range<usize>> + use<'t> {
    let start = range.start;
    let is_edge = |letter: char| {
        letter.is_whitespace()
            || "()[]{}<>\"|,;:/!?*".contains(letter)
            || !letter.is_ascii() && !letter.is_alphanumeric()
    };
    let slice = text.get(range.clone()).unwrap_or_default();
    slice.split(is_edge).filter_map(move |word| {
        let at = start + (word.as_ptr() as usize - slice.as_ptr() as usize);
        let word = word.strip_suffix("'s").unwrap_or(word).trim_end_matches(['.', '\'', '-']);
        // Letters of scripts without blanks do not belong to a Latin name.
        let len =
            word.find(|letter: char| letter.is_alphabetic() && !is_spaced(letter)).unwrap_or(word.len());
        (len > 0).then(|| at..at + len)
    })
}
