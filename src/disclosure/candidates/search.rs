//! Through the texts of a policy: where a name may stand.

use std::ops::Range;

use crate::declaration::Controller;
use crate::lexicon::Cue;
use crate::lexicon::organisations::{self, Known};
use crate::policy::{Policy, Text};

use super::super::NamedRecipient;
use super::super::name_list;
use super::super::roster::Setting;
use super::super::scan::{Reader, Scan};
use super::Candidate;
use super::telling::Words;

/// What a text is in its document.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Heading,
    Prose,
}

/// Where a name stands, which tells how sure it is that it is one.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// In a link at the head of an item.
    Link,
    /// In a sentence, behind words that lead to a recipient, or beside others in a list.
    Context,
    /// Anywhere else.
    Words,
}

/// What names are looked for with.
pub(super) struct Search<'a> {
    pub(super) reader: Reader<'a>,
    /// How the document writes.
    pub(super) words: Words,
    /// What the controller is called.
    pub(super) publisher: Vec<String>,
}

impl<'a> Search<'a> {
    pub(super) fn new(reader: Reader<'a>, policy: &Policy, controller: &Controller) -> Self {
        let publisher = controller.name.iter().chain(&controller.aliases).cloned().collect();
        Self { reader, words: Words::of(policy), publisher }
    }

    /// The names in running text, in sentences that may hand data over.
    pub(super) fn runs(&self, text: &Text, part: Part) -> Vec<NamedRecipient> {
        let scan = Scan::new(self.reader, text, Setting::Prose);
        let mut found = Vec::new();
        for sentence in scan.sentences(self.reader.lexicon) {
            if part == Part::Heading || DISCLOSING.iter().any(|&cue| scan.has(&sentence, cue)) {
                found.extend(self.listed(&scan, &sentence, part));
                let named = |range| self.named(text, &scan, range, Origin::Words);
                found.extend(self.before_forms(&scan, &sentence).into_iter().filter_map(named));
            }
        }
        found
    }

    /// The names among the capitalised words of a sentence: those that are told by how they are written, and what stands
    /// beside one of these in a list, or behind words that lead to a recipient.
    pub(super) fn listed(&self, scan: &Scan<'_>, sentence: &Range<usize>, part: Part) -> Vec<NamedRecipient> {
        let text = scan.text;
        let runs = self.capitalised(text.as_str(), sentence);
        // In a heading every word may have a capital.
        let origin = |run: &Range<usize>| match part {
            Part::Heading => Origin::Words,
            Part::Prose => self.origin_of(scan, run),
        };
        let mut names: Vec<Option<NamedRecipient>> =
            runs.iter().map(|run| self.named(text, scan, run.clone(), origin(run))).collect();
        let is_beside = |left: &Range<usize>, right: &Range<usize>| {
            self.joins(text.as_str().get(left.end..right.start).unwrap_or_default())
        };
        let forward: Vec<(usize, usize)> = (1..runs.len()).map(|at| (at - 1, at)).collect();
        let backward = forward.iter().rev().map(|&(left, right)| (right, left));
        for (from, to) in forward.iter().copied().chain(backward) {
            let (left, right) = (&runs[from.min(to)], &runs[from.max(to)]);
            if part == Part::Prose && names[from].is_some() && names[to].is_none() && is_beside(left, right) {
                names[to] = self.named(text, scan, runs[to].clone(), Origin::Context);
            }
        }
        names.into_iter().flatten().collect()
    }

    /// `to X`, `our partner X`, `providers such as X`: whether words that lead to a recipient stand right before a name.
    pub(super) fn origin_of(&self, scan: &Scan<'_>, run: &Range<usize>) -> Origin {
        let text = scan.text.as_str();
        let leads = scan.cues.iter().any(|cue| {
            LEADING.contains(&cue.mark)
                && cue.end < run.start
                && text
                    .get(cue.end..run.start)
                    .is_some_and(|gap| gap.trim_matches([' ', ',', ':', '(']).is_empty())
        });
        let before = text.get(..run.start).unwrap_or_default();
        let word = before.strip_suffix(' ').and_then(|before| before.rsplit(' ').next()).unwrap_or_default();
        let mut languages = self.reader.lexicon.languages().iter();
        let is_kind = word.len() > 3 && languages.any(|language| language.generic_names.contains(&word));
        if leads || is_kind { Origin::Context } else { Origin::Words }
    }

    /// Whether what stands between two names joins them: `, `, ` and `, ` (USA), `.
    pub(super) fn joins(&self, gap: &str) -> bool {
        let gap = match (gap.find('('), gap.rfind(')')) {
            (Some(open), Some(close)) if open < close => format!("{}{}", &gap[..open], &gap[close + 1..]),
            _ => gap.to_owned(),
        };
        let conjunctions =
            || self.reader.lexicon.languages().iter().flat_map(|language| language.conjunctions);
        let mut words = gap.split([' ', ',', ';', '/', '&']).filter(|word| !word.is_empty());
        gap.len() < 24
            && gap.contains([',', ';', '/', '&', ' '])
            && gap.trim() != ""
            && words.all(|word| conjunctions().any(|known| *known == word))
    }

    /// Organisations of the list that are not written in capital letters: 구글, 极光.
    pub(super) fn known(&self, text: &Text) -> Vec<NamedRecipient> {
        let words = text.as_str();
        let found = organisations::uncapitalised().filter_map(|name| {
            let at = words.find(name)?;
            Some(NamedRecipient { name: name.to_owned(), location: text.locate(at, at + name.len()) })
        });
        found.collect()
    }

    /// The names that a list item, or a line that stands for one, begins with: `Stripe: payments`, `Google Maps (maps)`.
    pub(super) fn head(&self, text: &Text, origin: Origin) -> Vec<NamedRecipient> {
        let words = text.as_str();
        let end = words.find(['\n', ':', '(', '\u{2013}']).unwrap_or(words.len());
        let head = words.get(..end).unwrap_or_default();
        let end = [" - ", ". "].iter().filter_map(|mark| head.find(mark)).min().unwrap_or(end);
        self.parts(text, 0..end, origin)
    }

    /// The names in a cell that says nothing else.
    pub(super) fn cell(&self, text: &Text) -> Vec<NamedRecipient> {
        let words = text.as_str();
        self.parts(text, 0..words.find('(').unwrap_or(words.len()), Origin::Words)
    }

    pub(super) fn parts(&self, text: &Text, range: Range<usize>, origin: Origin) -> Vec<NamedRecipient> {
        let scan = Scan::new(self.reader, text, Setting::Field);
        let parts = name_list::split(self.reader, text.as_str(), range);
        parts.into_iter().filter_map(|part| self.named(text, &scan, part, origin)).collect()
    }

    /// A range as a name, if it may be one.
    pub(super) fn named(
        &self,
        text: &Text,
        scan: &Scan<'_>,
        range: Range<usize>,
        origin: Origin,
    ) -> Option<NamedRecipient> {
        let words = text.as_str().get(range.clone())?;
        let trimmed = words.trim_matches(|letter: char| {
            letter.is_whitespace() || matches!(letter, '"' | '\'' | ',' | '*' | '-' | '•' | '·')
        });
        let trimmed = if trimmed.contains('(') { trimmed } else { trimmed.trim_end_matches(')') };
        let trimmed = self.without_sentence(scan, range.start + words.find(trimmed)?, trimmed);
        let start = range.start + words.find(trimmed)?;
        let end = start + trimmed.len();
        let is_known = scan.names.iter().any(|name| name.start < end && start < name.end);
        // `Delaware corporation`: without its form a place.
        let bare = start + self.reader.roster.legal_forms().strip(trimmed).len();
        let is_place = scan.places.iter().any(|place| place.start <= start && bare <= place.end);
        // `Example Privacy Notice`: something to read.
        let is_reading = scan.cues.iter().any(|cue| {
            matches!(cue.mark, Cue::Reading | Cue::Document) && start < cue.start && cue.end <= end
        });
        let is_publisher = self.publisher.iter().any(|name| self.is_same(name, trimmed));
        let is_listed = organisations::is_known(trimmed);
        let is_name = is_listed || name_list::is_name(self.reader, trimmed);
        let may_be =
            !is_known && !is_place && !is_reading && !is_publisher && is_name && self.tells(trimmed, origin);
        may_be.then(|| NamedRecipient { name: trimmed.to_owned(), location: text.locate(start, end) })
    }

    /// `通过获取运营商某某有限公司`: only what belongs to the legal form.
    fn without_sentence<'t>(&self, scan: &Scan<'_>, start: usize, name: &'t str) -> &'t str {
        let bare = self.reader.roster.legal_forms().strip(name);
        let is_glued = !name.is_ascii() && bare != name && name.starts_with(bare.as_str());
        let from = if is_glued { self.name_before(scan, start..start + bare.len()) - start } else { 0 };
        name.get(from..).unwrap_or(name)
    }

    /// With the other name that follows in brackets: `Functional Software, Inc. (Sentry)`.
    pub(super) fn with_alias(&self, named: NamedRecipient, texts: &[&Text]) -> Candidate {
        let alias = texts
            .iter()
            .filter(|text| {
                let location = text.location();
                location.source == named.location.source && location.span.contains(named.location.span)
            })
            .find_map(|text| {
                let rest = text.as_str().split_once(named.name.as_str())?.1;
                let inner = rest.trim_start().strip_prefix('(')?.split_once(')')?.0.trim();
                let is_name = name_list::is_name(self.reader, inner) && !self.is_ordinary(inner);
                let scan = Scan::new(self.reader, text, Setting::Field);
                let at = text.as_str().len() - rest.len() + rest.find(inner)?;
                let is_place =
                    scan.places.iter().any(|place| place.start < at + inner.len() && at < place.end);
                (is_name && !is_place && !inner.contains([',', ';', '/', '\n'])).then(|| inner.to_owned())
            });
        let bare = self.reader.roster.legal_forms().strip(&named.name);
        let others = match organisations::find(&bare) {
            Some(Known::Organisation(names)) => names,
            _ => Vec::new(),
        };
        let written = others.into_iter().filter(|name| texts.iter().any(|text| text.as_str().contains(name)));
        let aliases = alias.into_iter().chain(written.map(str::to_owned)).collect();
        Candidate { name: named.name, aliases, location: named.location }
    }
}

/// Cues of a sentence in which data may be handed over.
const DISCLOSING: [Cue; 9] = [
    Cue::Share,
    Cue::Engage,
    Cue::Handle,
    Cue::Receive,
    Cue::Processor,
    Cue::Processors,
    Cue::Recipients,
    Cue::ThirdParty,
    Cue::JointController,
];

/// Cues behind which a recipient stands.
const LEADING: [Cue; 9] = [
    Cue::Toward,
    Cue::Via,
    Cue::Hedge,
    Cue::Engage,
    Cue::Processor,
    Cue::Processors,
    Cue::Recipients,
    Cue::ThirdParty,
    Cue::Following,
];
