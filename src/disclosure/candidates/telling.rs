//! Whether words are a name: by how they are written, in the light of how the document writes all others.

use std::collections::{HashMap, HashSet};

use crate::lexicon::country::Country;
use crate::lexicon::organisations::{self, Known};
use crate::policy::{BlockKind, Policy, fold};

use super::super::field::heading_of;
use super::search::{Origin, Search};
use super::texts;

/// How a document writes its words.
pub(super) struct Words {
    /// Those with a small first letter: of such alone no name is made.
    pub(super) small: HashSet<String>,
    /// How often a word has a capital amid a sentence.
    pub(super) capital: HashMap<String, usize>,
    capitals: Capitals,
}

/// What an address says is written small by rule: `mail@example.com`, `example.com/privacy`.
fn is_address(token: &str) -> bool {
    let host = token
        .split('/')
        .next()
        .unwrap_or_default()
        .trim_end_matches(|letter: char| !letter.is_alphanumeric());
    let is_host = host.rsplit_once('.').is_some_and(|(before, last)| {
        before.len() > 1 && last.len() > 1 && last.chars().all(|letter| letter.is_ascii_lowercase())
    });
    token.contains(['@']) || token.contains("//") || is_host
}

impl Words {
    pub(super) fn of(policy: &Policy) -> Self {
        let (mut small, mut capital) = (HashSet::new(), HashMap::new());
        for text in texts(policy) {
            let mut is_first = true;
            for token in text.as_str().split_whitespace() {
                let parts = token.split(|letter: char| !letter.is_alphanumeric());
                let parts = parts.filter(|_| !is_address(token));
                for word in parts {
                    if word.starts_with(char::is_lowercase) {
                        small.insert(word.to_owned());
                    } else if !is_first && word.starts_with(char::is_uppercase) {
                        *capital.entry(word.to_owned()).or_default() += 1;
                    }
                }
                is_first = token.ends_with(['.', '!', '?', ':']);
            }
        }
        Self { small, capital, capitals: Capitals::of(policy) }
    }
}

/// Whether capitals tell names from words: hardly in German, where every noun has one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Capitals {
    Tell,
    Abound,
}

impl Capitals {
    fn of(policy: &Policy) -> Self {
        let (mut all, mut capital) = (0, 0);
        let prose = policy.blocks.iter().filter_map(|block| match &block.kind {
            BlockKind::Paragraph(text) => Some(text),
            // What is shorter lists names and kinds of data.
            BlockKind::Item(item) if item.text.as_str().len() > SENTENCE => Some(&item.text),
            _ => None,
        });
        for text in prose {
            // The first word of a text has a capital in any language.
            for word in text.as_str().split_whitespace().skip(1).filter(|word| word.len() > 3) {
                all += usize::from(word.starts_with(char::is_alphabetic));
                capital += usize::from(word.starts_with(char::is_uppercase));
            }
        }
        if all > FEW && capital * 10 > all * 3 { Self::Abound } else { Self::Tell }
    }
}

impl Search<'_> {
    /// Whether the way in which a name is written, or where it stands, tells that it is one.
    pub(super) fn tells(&self, name: &str, origin: Origin) -> bool {
        let forms = self.reader.roster.legal_forms();
        let bare = forms.strip(name);
        match organisations::find(&bare) {
            Some(Known::Organisation(_)) => return true,
            Some(Known::Nobody) => return false,
            // `a service of Example Inc` is more than a name.
            None if bare != name => {
                let words = bare.split(' ').count();
                let small = bare.split(' ').filter(|word| word.starts_with(char::is_lowercase)).count();
                return small < 2
                    && words <= if name.starts_with(char::is_lowercase) { 2 } else { MOST_WORDS };
            }
            None => {}
        }
        let words: Vec<&str> = name.split([' ', '-', '/']).filter(|word| !word.is_empty()).collect();
        let is_number = |word: &&str| word.chars().all(|letter| letter.is_ascii_digit());
        if words.len() > MOST_WORDS || words.iter().any(is_number) || !name.is_ascii() {
            return false;
        }
        let is_word = |word: &&str| self.is_ordinary(word);
        if words.iter().all(is_word) || origin == Origin::Words && words.iter().any(is_word) {
            return false;
        }
        // `Example Privacy Notice`: more of it is ordinary than not.
        let ordinary = words.iter().copied().filter(|word| self.is_ordinary(word)).count();
        let is_known = words.first().is_some_and(|first| organisations::is_known(first));
        if ordinary * 2 > words.len() && !is_known
            || name.starts_with(char::is_lowercase) && !is_coined(words[0])
        {
            return false;
        }
        let capitals_tell = self.words.capitals == Capitals::Tell && origin != Origin::Words;
        capitals_tell || words.iter().any(|word| is_coined(word))
    }

    /// Whether what a list of recipients names is none: the controller, a document of its own, the heading of a column.
    pub(super) fn is_nobody(&self, name: &str) -> bool {
        let forms = self.reader.roster.legal_forms();
        // Another company of the group may be listed: `Example B.V.` by Example.
        let is_bare = forms.strip(name) == name;
        let is_publisher = || {
            let mut publisher = self.publisher.iter();
            publisher.any(|publisher| publisher == name || is_bare && self.is_same(publisher, name))
        };
        let words: Vec<&str> = name.split(' ').collect();
        let ordinary = words.iter().filter(|word| self.is_ordinary(word)).count();
        // `IP address`, `Example Privacy Notice`, `Countries`.
        let is_described = name.is_ascii()
            && match words.len() {
                1 => heading_of(self.reader.lexicon, &fold(name)).is_some(),
                2 => ordinary == 2,
                count => ordinary * 2 > count,
            };
        let is_named = !is_bare || words.iter().any(|word| organisations::is_known(word));
        organisations::find(name) == Some(Known::Nobody)
            || is_publisher()
            || is_described && !is_named
            || Country::parse(name).is_some()
    }

    /// Whether a name is the controller's, or begins with it and has no legal form of its own: `Nord Account`.
    pub(super) fn is_same(&self, publisher: &str, name: &str) -> bool {
        let forms = self.reader.roster.legal_forms();
        let (publisher, bare) = (fold(&forms.strip(publisher)), forms.strip(name));
        let rest = fold(&bare).strip_prefix(&publisher).map(str::to_owned);
        rest.is_some_and(|rest| rest.is_empty() || bare == name && rest.starts_with([' ', '-', '.', '\'']))
    }

    /// Whether a word is one like any other: written small elsewhere, an acronym, or in the lexicon for something else.
    pub(super) fn is_ordinary(&self, word: &str) -> bool {
        let folded = fold(word);
        self.words.small.contains(&folded)
            || is_acronym(word)
            || self.reader.lexicon.is_function_word(&folded)
            || heading_of(self.reader.lexicon, &folded).is_some()
            || self.reader.lexicon.languages().iter().any(|language| {
                let folded = folded.as_str();
                language.abbreviations.contains(&folded) || language.particles.contains(&folded)
            })
    }
}

/// A text of so many bytes is made of sentences.
const SENTENCE: usize = 120;

/// So few words tell nothing of how a document writes.
const FEW: usize = 200;

/// A name without a legal form has no more words.
const MOST_WORDS: usize = 5;

/// `PayPal`, `Customer.io`: no ordinary word is written so.
fn is_coined(word: &str) -> bool {
    let is_mixed = word.chars().any(char::is_lowercase);
    is_mixed && (word.chars().skip(1).any(char::is_uppercase) || word.trim_matches('.').contains('.'))
}

fn is_acronym(word: &str) -> bool {
    // `APIs` are several.
    let word = word.strip_suffix('s').filter(|word| word.len() > 1).unwrap_or(word);
    word.len() <= 4 && word.chars().all(|letter| letter.is_ascii_uppercase() || letter.is_ascii_digit())
}
