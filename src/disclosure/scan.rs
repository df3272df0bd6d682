//! One text with everything that the lexicon and the roster find in it, cut into sentences.

use std::ops::{Deref, Range};
use std::sync::Arc;

use crate::lexicon::places::{self, Place, PlaceMention};
use crate::lexicon::{Cue, Hit, Lexicon, is_spaced};
use crate::policy::Text;

use super::codes;
use super::cues;
use super::memory::Memory;
use super::roster::{Mention, Naming, Roster, Setting};
use super::segment::{sentences, split_at};

/// What a document is read with.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub(super) lexicon: &'a Lexicon,
    pub(super) roster: &'a Roster,
    /// What these two have found in texts before.
    pub(super) memory: &'a Memory,
}

/// A text and what was found in it. All ranges are bytes of the normalised text.
pub(super) struct Scan<'p> {
    pub(super) text: &'p Text,
    found: Arc<Found>,
}

/// What was found in a text. It is the same for every text of the same letters.
#[derive(Debug)]
pub(super) struct Found {
    /// By start, the longer first.
    pub(super) cues: Vec<Hit<Cue>>,
    /// By start, none inside another.
    pub(super) names: Vec<Mention>,
    /// By start; none inside the name of an organisation.
    pub(super) places: Vec<PlaceMention>,
    /// Which cues there are at all: most texts lack most of what they are asked for.
    marks: u128,
}

impl Deref for Scan<'_> {
    type Target = Found;

    fn deref(&self) -> &Found {
        &self.found
    }
}

impl Found {
    fn new(reader: Reader<'_>, text: &Text, setting: Setting) -> Self {
        let (plain, folded) = (text.as_str(), text.folded());
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
                && !in_url(plain, place)
                && !in_company_name(reader, text, place)
                && !in_unspaced_name(reader, text, &names, place)
        });
        codes::add(plain, &names, &mut places);
        let mut cues = cues::of(reader.lexicon, folded);
        cues.retain(|cue| !in_name.holds(cue.start, cue.end));
        let mut names = names;
        if folded.contains(['[', '【']) {
            names.retain(|name| !is_example(folded, &cues, name.start));
            places.retain(|place| !is_example(folded, &cues, place.start));
        }
        let marks = cues.iter().fold(0, |marks, cue| marks | bit(cue.mark));
        Self { cues, names, places, marks }
    }
}

impl<'p> Scan<'p> {
    /// Reads a text.
    pub(super) fn new(reader: Reader<'_>, text: &'p Text, setting: Setting) -> Self {
        Self { text, found: reader.memory.found(text, setting, || Found::new(reader, text, setting)) }
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

    /// `You can opt out of third-party cookies here`, `To opt out, …`, `Unsubscribing: reply to any message`: the sentence begins, or
    /// begins behind its label, by telling the reader what to do.
    pub(super) fn addresses_reader(&self, range: &Range<usize>) -> bool {
        /// Bytes of a label.
        const LABEL: usize = 40;
        let text = self.text.as_str().get(range.clone()).unwrap_or_default();
        let label = text.find(": ").filter(|&colon| colon <= LABEL).map(|colon| colon + 1);
        let starts = [Some(0), label].into_iter().flatten().map(|at| {
            let rest = text.get(at..).unwrap_or_default();
            range.start + at + rest.len() - rest.trim_start().len()
        });
        starts.into_iter().any(|start| {
            let at = self.cues.partition_point(|cue| cue.start < start);
            self.cues[at..].iter().take_while(|cue| cue.start == start).any(|cue| cue.mark == Cue::Address)
        })
    }
}

/// `【storage region (e.g. USA, Singapore)】`: an example in a blank that nobody has filled in.
fn is_example(folded: &str, cues: &[Hit<Cue>], at: usize) -> bool {
    let before = folded.get(..at).unwrap_or_default();
    let open = before
        .rfind(['[', '【'])
        .filter(|&open| !before.get(open..).unwrap_or_default().contains([']', '】']));
    open.is_some_and(|open| {
        cues.iter().any(|cue| cue.mark == Cue::Hedge && cue.start >= open && cue.end <= at)
    })
}

/// Whether data is that of an organisation which is named right before it: `Google user data`, `Google 使用者資料`. What is
/// denied of it is not denied of the rest.
fn is_somebodys(scan: &Scan<'_>, data: &Hit<Cue>) -> bool {
    /// Bytes: `'s user `, ` 使用者`.
    const GAP: usize = 12;
    let is_apart = |gap: &Range<usize>| {
        let words = scan.text.folded().get(gap.clone()).unwrap_or_default();
        let verbs = [Cue::Toward, Cue::From, Cue::Via, Cue::Share, Cue::Handle, Cue::Denial, Cue::Subject];
        words.contains([',', '.', ':', ';', '(', ')', '、'])
            || scan
                .cues
                .iter()
                .any(|cue| cue.start < gap.end && gap.start < cue.end && verbs.contains(&cue.mark))
    };
    scan.names.iter().any(|name| {
        name.naming == Naming::Name
            && name.end <= data.start
            && data.start - name.end <= GAP
            && !is_apart(&(name.end..data.start))
    })
}

/// Whether a denial in a range is about some items of data, and not about data as such: `datos` in `datos de tarjetas` is part of
/// an item, and in `Google user data` of what one organisation gives.
pub(super) fn is_about_items(scan: &Scan<'_>, range: &Range<usize>) -> bool {
    let is_in_item = |data: &Hit<Cue>| {
        let longer = |item: &Hit<Cue>| {
            item.start <= data.start && data.end <= item.end && item.end - item.start > data.end - data.start
        };
        scan.cues_of(range, Cue::Item).any(longer)
    };
    let all_data = || scan.cues_of(range, Cue::Data).filter(|data| !is_in_item(data));
    scan.has(range, Cue::Item) && all_data().next().is_none()
        || all_data().any(|data| is_somebodys(scan, data))
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

/// `https://help.example.com/cookies-japan`: what an address of the web is made of is no place.
fn in_url(text: &str, place: &PlaceMention) -> bool {
    /// Bytes of an address that are looked at before the place.
    const LONGEST: usize = 200;
    let from = (place.start.saturating_sub(LONGEST)..=place.start).find(|&at| text.is_char_boundary(at));
    let before = from.and_then(|from| text.get(from..place.start)).unwrap_or_default();
    let word = before.rsplit(|letter: char| letter.is_whitespace() || "<>()[]|".contains(letter)).next();
    word.is_some_and(|word| word.contains("://") || word.starts_with("www."))
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
