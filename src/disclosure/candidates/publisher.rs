//! Whose policy it is.

use std::cmp::Reverse;
use std::ops::Range;

use crate::declaration::{Controller, Declaration};
use crate::lexicon::{Cue, organisations};
use crate::policy::{BlockKind, Policy, Text, fold};

use super::super::lexicon;
use super::super::roster::{Roster, Setting};
use super::super::scan::{Reader, Scan};
use super::super::{Memory, NamedRecipient};
use super::Candidate;
use super::search::{Origin, Search};

/// Marks around the name by which a document calls its publisher.
const QUOTES: [char; 8] = ['"', '\'', '「', '」', '『', '』', '“', '”'];

/// So many blocks are the opening of a policy.
const OPENING: usize = 30;

/// A document speaks of its publisher at least so often, by a word that has a capital amid sentences.
const OFTEN: usize = 3;

/// Who publishes a policy: the name in front of a bracket that says how it is called from there on, `Example Ltd ("we")`,
/// `주식회사 예시(이하 '회사')`; else the one that begins the title, or that the document speaks of most.
#[must_use]
pub fn publisher(policy: &Policy, language: Option<&str>, nobody: &Declaration) -> Option<Candidate> {
    let lexicon = lexicon(policy, language);
    let roster = Roster::new(nobody, &lexicon);
    let memory = Memory::default();
    let reader = Reader { lexicon: &lexicon, roster: &roster, memory: &memory };
    let search = Search::new(reader, policy, &Controller::default());
    let texts: Vec<&Text> = policy
        .blocks
        .iter()
        .take(OPENING)
        .filter_map(|block| match &block.kind {
            BlockKind::Paragraph(text) | BlockKind::Heading(text) => Some(text),
            BlockKind::Item(item) => Some(&item.text),
            _ => None,
        })
        .collect();
    let alone =
        |named: NamedRecipient| Candidate { name: named.name, aliases: Vec::new(), location: named.location };
    let introduced = texts.iter().find_map(|text| search.introduced(text));
    let titled = || texts.iter().take(3).find_map(|text| search.titled(text)).map(alone);
    introduced.or_else(titled).or_else(|| search.commonest(policy).map(alone))
}

impl Search<'_> {
    /// `Example Ltd ("we")`, `주식회사 예시(이하 '회사')`, `Example Holding Ltd ("Example")`.
    fn introduced(&self, text: &Text) -> Option<Candidate> {
        let words = text.as_str();
        let scan = Scan::new(self.reader, text, Setting::Field);
        let inner =
            |at: usize| words.get(at + 1..).and_then(|rest| rest.split(')').next()).unwrap_or_default();
        let brackets = words.match_indices('(').map(|(at, _)| (at, inner(at)));
        brackets.filter(|(_, inner)| inner.contains(QUOTES)).find_map(|(at, inner)| {
            let before = words.get(..at).unwrap_or_default().trim_end();
            let named = self.named(text, &scan, self.name_that_ends(&scan, before), Origin::Link)?;
            let quoted: Vec<&str> = inner.split(QUOTES).skip(1).step_by(2).map(str::trim).collect();
            let names = |quoted: &&str| fold(&named.name).contains(&fold(quoted)) && quoted.len() > 1;
            let is_own = scan.has(&(at..at + inner.len() + 1), Cue::Controller) || quoted.iter().any(names);
            let is_alias =
                |quoted: &&str| quoted.chars().any(char::is_uppercase) && !self.is_ordinary(quoted);
            let aliases = quoted.iter().copied().filter(is_alias).map(str::to_owned).collect();
            is_own.then_some(Candidate { name: named.name, aliases, location: named.location })
        })
    }

    /// The word that has a capital amid sentences more often than any other, and never goes without.
    fn commonest(&self, policy: &Policy) -> Option<NamedRecipient> {
        let words = self.words.capital.iter().filter(|(word, count)| {
            **count > OFTEN && !self.is_ordinary(word) && organisations::find(word).is_none()
        });
        // Of two as common, the one that is first in the alphabet: whatever order a map has.
        let (word, _) = words.max_by_key(|&(word, count)| (*count, Reverse(word)))?;
        super::texts(policy).into_iter().find_map(|text| {
            let scan = Scan::new(self.reader, text, Setting::Field);
            let at = text.as_str().find(word.as_str())?;
            self.named(text, &scan, at..at + word.len(), Origin::Link)
        })
    }

    /// The name at the end of a text.
    fn name_that_ends(&self, scan: &Scan<'_>, before: &str) -> Range<usize> {
        let runs = self.capitalised(before, &(0..before.len()));
        let run = runs.into_iter().next_back().filter(|run| run.end == before.len());
        let start = run.map_or_else(|| self.name_before(scan, 0..before.len()), |run| run.start);
        self.reader.roster.legal_forms().around(scan.text.as_str(), start, before.len()).start..before.len()
    }

    /// `Example Privacy Policy`: the words at the beginning of a title that the document writes with a capital elsewhere, and
    /// never without.
    fn titled(&self, text: &Text) -> Option<NamedRecipient> {
        let scan = Scan::new(self.reader, text, Setting::Field);
        let words = text.as_str();
        let run = self.capitalised(words, &(0..words.len())).into_iter().next()?;
        let mut end = run.start;
        for word in words.get(run.clone())?.split_inclusive(' ') {
            let bare = word.trim_end_matches([' ', ',', '.']);
            let is_form =
                self.reader.roster.legal_forms().after(words, end.saturating_sub(1)) >= end + bare.len();
            let count = self.words.capital.get(bare).copied().unwrap_or_default();
            if end == run.start && count < OFTEN || self.is_ordinary(bare) && !is_form {
                break;
            }
            end += word.len();
        }
        self.named(text, &scan, run.start..end, Origin::Link)
    }
}
