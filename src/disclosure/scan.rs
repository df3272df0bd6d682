//! One text with everything that the lexicon and the roster find in it, cut into sentences.

use std::borrow::Cow;
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::lexicon::places::{self, Place, PlaceMention};
use crate::lexicon::{Cue, Hit, Lexicon, is_spaced};
use crate::policy::{Text, fold};

use super::roster::{Mention, Naming, Roster, Setting};

/// What a document is read with.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub(super) lexicon: &'a Lexicon,
    pub(super) roster: &'a Roster,
}

/// A text and what was found in it. All ranges are bytes of the normalised text.
pub(super) struct Scan<'p> {
    pub(super) text: &'p Text,
    /// By start, the longer first.
    pub(super) cues: Vec<Hit<Cue>>,
    /// By start, none inside another.
    pub(super) names: Vec<Mention>,
    /// By start; none inside the name of an organisation.
    pub(super) places: Vec<PlaceMention>,
    /// Which cues there are at all: most texts lack most of what they are asked for.
    marks: u128,
}

impl<'p> Scan<'p> {
    /// Reads a text.
    pub(super) fn new(reader: Reader<'_>, text: &'p Text, setting: Setting) -> Self {
        let (plain, folded) = (text.as_str(), text.folded());
        let language = reader.lexicon.language_of(folded);
        let mut places = Vec::new();
        let place_setting = match setting {
            Setting::Prose => places::Setting::Prose,
            Setting::Field => places::Setting::CountryColumn,
        };
        reader.lexicon.places.find(plain, folded, place_setting, &mut places);
        let names = reader.roster.find(plain, folded, &places, setting);
        let in_name = Within::new(&names);
        places.retain(|place| {
            !in_name.holds(place.start, place.end)
                && !in_name.is_cut_at(place.start)
                && !in_company_name(reader, text, place)
                && !in_unspaced_name(reader, text, &names, place)
        });
        let mut cues: Vec<Hit<Cue>> = reader
            .lexicon
            .cues
            .find(&on_one_line(folded))
            .into_iter()
            .filter(|hit| is_of_script(folded, hit) || hit.language == language || is_term(hit))
            .collect();
        join_denials(&mut cues);
        drop_swallowed(&mut cues);
        cues.retain(|cue| !in_name.holds(cue.start, cue.end));
        let marks = cues.iter().fold(0, |marks, cue| marks | bit(cue.mark));
        Self { text, cues, names, places, marks }
    }

    /// The sentences, in order.
    pub(super) fn sentences(&self, lexicon: &Lexicon) -> Vec<Range<usize>> {
        let cut = sentences(self.text.as_str(), lexicon);
        split_at(cut, &self.name_lines())
    }

    /// Where lines begin with a name, if several do: rows of a table that lost its markup.
    fn name_lines(&self) -> Vec<usize> {
        let text = self.text.as_str();
        let starts: Vec<usize> = self
            .names
            .iter()
            .filter(|name| name.naming != Naming::Category)
            .map(|name| name.start)
            .filter(|&start| {
                text.get(..start).is_some_and(|before| before.is_empty() || before.ends_with('\n'))
            })
            .collect();
        if starts.len() > 1 { starts } else { Vec::new() }
    }

    /// The cues that lie in a range.
    pub(super) fn cues_in(&self, range: &Range<usize>) -> impl Iterator<Item = &Hit<Cue>> + Clone {
        let from = self.cues.partition_point(|cue| cue.start < range.start);
        let end = range.end;
        self.cues[from..].iter().take_while(move |cue| cue.start < end).filter(move |cue| cue.end <= end)
    }

    /// The namings that lie in a range.
    pub(super) fn names_in(&self, range: &Range<usize>) -> impl Iterator<Item = &Mention> + Clone {
        let from = self.names.partition_point(|name| name.start < range.start);
        let end = range.end;
        self.names[from..]
            .iter()
            .take_while(move |name| name.start <= end)
            .filter(move |name| name.end <= end)
    }

    /// The places that lie in a range.
    pub(super) fn places_in(&self, range: &Range<usize>) -> impl Iterator<Item = &PlaceMention> + Clone {
        let from = self.places.partition_point(|place| place.start < range.start);
        let end = range.end;
        self.places[from..]
            .iter()
            .take_while(move |place| place.start <= end)
            .filter(move |place| place.end <= end)
    }

    /// Whether a range holds a cue of this kind.
    pub(super) fn has(&self, range: &Range<usize>, cue: Cue) -> bool {
        self.marks & bit(cue) != 0 && self.cues_in(range).any(|hit| hit.mark == cue)
    }

    /// The cues of this kind that lie in a range.
    pub(super) fn cues_of(&self, range: &Range<usize>, cue: Cue) -> impl Iterator<Item = &Hit<Cue>> + Clone {
        let range = if self.marks & bit(cue) == 0 { &(0..0) } else { range };
        self.cues_in(range).filter(move |hit| hit.mark == cue)
    }

    /// `You can opt out of third-party cookies here`, `To opt out, …`: the sentence begins by telling the reader what to do.
    pub(super) fn addresses_reader(&self, range: &Range<usize>) -> bool {
        let text = self.text.as_str().get(range.clone()).unwrap_or_default();
        let start = range.start + text.len() - text.trim_start().len();
        self.cues_in(&(start..range.end))
            .take_while(|cue| cue.start == start)
            .any(|cue| cue.mark == Cue::Address)
    }
}

/// One bit for each cue.
fn bit(cue: Cue) -> u128 {
    1 << cue as u32
}

/// The names of organisations in a text, in order and none inside another, for what lies inside one of them.
struct Within(Vec<(usize, usize)>);

impl Within {
    fn new(names: &[Mention]) -> Self {
        let named = names.iter().filter(|name| name.naming != Naming::Category);
        Self(named.map(|name| (name.start, name.end)).collect())
    }

    /// Whether something begins inside a name: 海地 in 山海地图, where 山海 is one.
    fn is_cut_at(&self, start: usize) -> bool {
        let first = self.0.partition_point(|&(_, to)| to <= start);
        self.0[first..].iter().take(2).any(|&(from, _)| from < start)
    }

    fn holds(&self, start: usize, end: usize) -> bool {
        // A legal form before a name may reach back into the name before it: two can overlap.
        let first = self.0.partition_point(|&(_, to)| to < end);
        self.0[first..].iter().take(2).any(|&(from, _)| from <= start)
    }
}

/// `joint controller` in a Korean sentence means what it says.
fn is_term(hit: &Hit<Cue>) -> bool {
    matches!(hit.mark, Cue::Processor | Cue::ThirdParty | Cue::JointController) && hit.end - hit.start >= 9
}

/// A phrase in a script of its own needs no language to be told.
fn is_of_script(folded: &str, hit: &Hit<Cue>) -> bool {
    folded
        .get(hit.start..hit.end)
        .is_some_and(|text| !text.is_ascii() || !text.contains(|letter: char| letter.is_alphabetic()))
}

/// A verb and the ending that denies it are one denial: `提供` + `しません`. A verb inside a longer phrase is none, and the
/// verb of outsourcing denies that there is any: `委託` + `は行っていません`.
fn join_denials(cues: &mut Vec<Hit<Cue>>) {
    let mut denials: Vec<Hit<Cue>> = Vec::new();
    for ending in cues.iter().filter(|cue| cue.mark == Cue::DenialEnding) {
        let before = cues.partition_point(|cue| cue.start < ending.start);
        // What is denied of a sale is denied of sharing only where both are: `提供・販売しません`.
        let shares = |verb: &Hit<Cue>| {
            cues.iter()
                .any(|cue| cue.mark == Cue::Share && cue.end <= verb.start && verb.start - cue.end <= 16)
        };
        let denied = cues[..before].iter().rev().take(64).find(|cue| {
            cue.end == ending.start
                && (matches!(cue.mark, Cue::Share | Cue::Engage | Cue::Destination)
                    || cue.mark == Cue::Sell && shares(cue))
        });
        let Some(verb) = denied else { continue };
        let is_part = cues.iter().any(|other| {
            matches!(other.mark, Cue::Hedge | Cue::Compound)
                && other.start <= verb.start
                && verb.end <= other.end
                && other.end - other.start > verb.end - verb.start
        });
        if is_part {
            continue;
        }
        denials.push(Hit { start: verb.start, end: ending.end, mark: Cue::Denial, ..*ending });
        let outsources =
            |cue: &Hit<Cue>| cue.mark == Cue::Processor && (cue.start, cue.end) == (verb.start, verb.end);
        if cues[..before].iter().rev().take(64).any(outsources) {
            denials.push(Hit { start: verb.start, end: ending.end, mark: Cue::NoOutsourcing, ..*ending });
        }
    }
    if !denials.is_empty() {
        cues.extend(denials);
        cues.sort_by_key(|cue| (cue.start, std::cmp::Reverse(cue.end)));
    }
}

/// `not` in `not limited to` denies nothing: what stands inside a longer phrase of certain kinds is part of that phrase.
fn drop_swallowed(cues: &mut Vec<Hit<Cue>>) {
    drop_decoys(cues);
    drop_inside(cues, |cue| cue == Cue::Recipients, |longer| longer == Cue::Processors, Cover::Whole);
    drop_inside(cues, may_be_swallowed, swallows, Cover::Longer);
    // `registered` in `registered mark` handles nothing.
    drop_inside(cues, |cue| cue == Cue::Handle, |longer| longer == Cue::Platform, Cover::Longer);
    // `第三者提供に該当しません` speaks of no third party.
    drop_inside(
        cues,
        |cue| matches!(cue, Cue::ThirdParty | Cue::ThirdParties),
        |longer| longer == Cue::Hedge,
        Cover::Longer,
    );
    // `し、` ends a clause, and not in `に対し、`.
    drop_inside(cues, |cue| cue == Cue::Break, |longer| longer == Cue::Unbroken, Cover::Longer);
    drop_inside(cues, is_verb, |longer| longer == Cue::Compound, Cover::Longer);
    // `場合を除き` excepts nobody by name, `X を除き` does.
    drop_inside(cues, |cue| cue == Cue::ExceptionBehind, |longer| longer == Cue::Exception, Cover::Longer);
}

fn swallows(longer: Cue) -> bool {
    matches!(
        longer,
        Cue::Hedge | Cue::Exception | Cue::Future | Cue::Instruction | Cue::ThirdParty | Cue::Platform
    )
}

fn may_be_swallowed(cue: Cue) -> bool {
    matches!(cue, Cue::Negation | Cue::Denial | Cue::NoOutsourcing | Cue::Processor | Cue::Processors)
}

fn is_verb(cue: Cue) -> bool {
    matches!(cue, Cue::Share | Cue::Engage | Cue::Handle | Cue::Receive | Cue::Processor | Cue::Destination)
}

/// How a phrase must cover another one to swallow it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Cover {
    /// It holds it.
    Whole,
    /// It holds it and is longer.
    Longer,
}

/// Drops the cues of one kind that stand inside those of another.
fn drop_inside(
    cues: &mut Vec<Hit<Cue>>,
    inner: impl Fn(Cue) -> bool,
    outer: impl Fn(Cue) -> bool,
    cover: Cover,
) {
    let around: Vec<Hit<Cue>> = cues.iter().filter(|cue| outer(cue.mark)).copied().collect();
    if around.is_empty() {
        return;
    }
    let longest = around.iter().map(|cue| cue.end - cue.start).max().unwrap_or_default();
    cues.retain(|cue| {
        if !inner(cue.mark) {
            return true;
        }
        // Both are sorted by where they begin, and what holds this one ends no earlier.
        let from = around.partition_point(|other| other.start + longest < cue.end);
        let covers = |other: &Hit<Cue>| {
            cue.end <= other.end && (cover == Cover::Whole || other.end - other.start > cue.end - cue.start)
        };
        !around[from..].iter().take_while(|other| other.start <= cue.start).any(covers)
    });
}

/// 除 in 删除 excepts nothing, 向 in 方向 leads to nobody.
fn drop_decoys(cues: &mut Vec<Hit<Cue>>) {
    let decoys: Vec<Hit<Cue>> = cues.iter().filter(|cue| cue.mark == Cue::Decoy).copied().collect();
    if decoys.is_empty() {
        return;
    }
    let longest = decoys.iter().map(|decoy| decoy.end - decoy.start).max().unwrap_or_default();
    cues.retain(|cue| {
        let from = decoys.partition_point(|decoy| decoy.start + longest < cue.end);
        let is_part = decoys[from..]
            .iter()
            .take_while(|decoy| decoy.start <= cue.start)
            .any(|decoy| cue.end <= decoy.end && cue.end - cue.start < decoy.end - decoy.start);
        cue.mark != Cue::Decoy && !is_part
    });
}

/// `Netherlands` in `AppSignal Netherlands B.V.`, `America` in `Bank of America`: part of a company's name.
fn in_company_name(reader: Reader<'_>, text: &Text, place: &PlaceMention) -> bool {
    let plain = text.as_str();
    let before = plain.get(..place.start).unwrap_or_default();
    let word =
        before.strip_suffix(' ').and_then(|before| before.rsplit([' ', '\n']).next()).unwrap_or_default();
    let follows_name =
        word.starts_with(char::is_uppercase) && word.ends_with(|letter: char| letter.is_alphanumeric());
    let after = plain.get(place.end..).unwrap_or_default();
    let next = after
        .strip_prefix(' ')
        .map(|after| after.split([' ', ',', '\n']).next().unwrap_or_default())
        .unwrap_or_default();
    let form_follows =
        reader.roster.legal_forms().after(plain, place.end) > place.end && !after.starts_with(',');
    form_follows
        && (follows_name
            || next.starts_with(char::is_uppercase)
            || before.ends_with(|letter: char| letter.is_alphabetic() && !is_spaced(letter)))
}

/// No company's name is longer behind a place in it, in letters.
const LONGEST_NAME: usize = 32;

/// `北京` in `北京某某科技有限公司`, `中国` in `某某(中国)有限公司`: where nothing parts words, a name runs from the place to its
/// legal form. A name that begins behind the place, and is known, is told in which country it is: `新加坡某某有限公司`.
fn in_unspaced_name(reader: Reader<'_>, text: &Text, names: &[Mention], place: &PlaceMention) -> bool {
    let after = text.folded().get(place.end..).unwrap_or_default();
    if !after.starts_with(|letter: char| letter == ')' || letter.is_alphabetic() && !is_spaced(letter)) {
        return false;
    }
    let is_part = |letter: char| letter.is_alphanumeric() || matches!(letter, '(' | ')' | '·');
    let mut end = 0;
    let ends_name =
        after.char_indices().take(LONGEST_NAME).take_while(|&(_, letter)| is_part(letter)).any(|(at, _)| {
            end = reader.roster.legal_forms().glued_at(after, at);
            end > at
        });
    let within = after.get(..end).unwrap_or_default();
    let joins = reader
        .lexicon
        .languages()
        .iter()
        .flat_map(|language| language.run_on_words)
        .any(|word| !word.is_ascii() && within.contains(word));
    let until = place.end + end;
    let is_told = matches!(place.place, Place::Country(_))
        && names[names.partition_point(|name| name.start < place.end)..]
            .iter()
            .take_while(|name| name.start < until)
            .any(|name| name.end >= until);
    ends_name && !joins && !is_told
}

/// A phrase may run on in the next line.
fn on_one_line(text: &str) -> Cow<'_, str> {
    if text.contains('\n') { text.replace('\n', " ").into() } else { text.into() }
}

/// Cuts a text into sentences by UAX #29, which looks at capitals; joined again where an abbreviation, a legal form or a
/// number ends in a dot.
pub(super) fn sentences(text: &str, lexicon: &Lexicon) -> Vec<Range<usize>> {
    let flat = on_one_line(text);
    let mut sentences: Vec<Range<usize>> = Vec::new();
    for range in bounds(&flat) {
        match sentences.last_mut() {
            Some(last) if runs_on(&flat, last, range.start, lexicon) => last.end = range.end,
            _ => sentences.push(range),
        }
    }
    let sentences = split_at(sentences, &line_ends(text, lexicon));
    split_at(sentences.clone(), &endless(text, &sentences))
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
fn split_at(ranges: Vec<Range<usize>>, cuts: &[usize]) -> Vec<Range<usize>> {
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
}
