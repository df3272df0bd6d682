//! The organisations that a declaration knows, and where a text names them.

mod declared;

use std::collections::HashSet;

use crate::declaration::{Declaration, RecipientId, TransferId};
use crate::lexicon::places::{Place, PlaceMention};
use crate::lexicon::{Blanks, Language, Lexicon, Search, Starts, Trie, is_spaced, starts_word};

use super::key::{Key, Keys, searchable};
use super::legal_form::LegalForms;
use declared::{Declared, Unit};

/// An organisation that the declaration knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Organisation {
    /// A declared recipient.
    Recipient(RecipientId),
    /// Who publishes the policy.
    Controller,
    /// For whom a recipient processes: the first transfer that says so.
    Principal(TransferId),
}

/// By what a text names an organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Naming {
    /// Its name or an alias.
    Name,
    /// The name of another company of the same group.
    Sister,
    /// Only the category that was declared for it.
    Category,
}

/// One naming in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Its first byte in the normalised text, a legal form before it included.
    pub start: usize,
    /// One past its last byte, a legal form after it included.
    pub end: usize,
    /// Who is named.
    pub organisation: Organisation,
    /// By what.
    pub naming: Naming,
}

/// Where a text stands, which decides how strictly a name must be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// Running text: a name that is a common word too (`box`, `line`) must begin with a capital.
    Prose,
    /// A cell or a label's value: the name stands alone.
    Field,
}

/// Finds the organisations of a declaration.
#[derive(Debug)]
pub struct Roster {
    /// Each with the number of its first text.
    searches: Vec<(usize, Search)>,
    /// By the number of the text that is searched for: the first key that claims it; and one more.
    starts: Vec<usize>,
    keys: Vec<Key>,
    /// Per recipient: the countries it is declared in, and its legal units.
    recipients: Vec<Declared>,
    forms: LegalForms,
    /// The languages whose particles may be attached to a name.
    languages: Vec<&'static Language>,
}

impl Roster {
    /// The names of a declaration, compared without the legal forms of the lexicon's languages.
    #[must_use]
    pub fn new(declaration: &Declaration, lexicon: &Lexicon) -> Self {
        let forms = LegalForms::new(lexicon);
        let mut keys = Keys::new(&forms);
        for (id, recipient) in declaration.recipients.iter().enumerate() {
            let names = std::iter::once(&recipient.name.value).chain(&recipient.aliases);
            for name in names {
                keys.push(name, Organisation::Recipient(id), Naming::Name);
            }
            if let Some(category) = &recipient.category {
                for form in [category.clone(), format!("{category}s")] {
                    keys.push(&form, Organisation::Recipient(id), Naming::Category);
                }
            }
        }
        for name in declaration.controller.name.iter().chain(&declaration.controller.aliases) {
            keys.push(name, Organisation::Controller, Naming::Name);
        }
        keys.tell_from_controller();
        let mut principals: HashSet<&str> = HashSet::new();
        for (id, transfer) in declaration.transfers.iter().enumerate() {
            if let Some(principal) =
                transfer.on_behalf_of.as_ref().filter(|name| principals.insert(&name.value))
            {
                keys.push(&principal.value, Organisation::Principal(id), Naming::Name);
            }
        }
        let keys = keys.sorted();
        let mut starts = vec![0];
        let mut texts: Vec<&str> = Vec::new();
        for same in keys.chunk_by(|a, b| a.squeezed == b.squeezed) {
            starts.push(starts.last().unwrap_or(&0) + same.len());
            texts.extend(same.first().map(|key| key.squeezed.as_str()));
        }
        let searches =
            Trie::several(&texts).into_iter().map(|(first, trie)| (first, Search::new(trie))).collect();
        Self {
            searches,
            starts,
            keys,
            recipients: declared::recipients(declaration, &forms),
            forms,
            languages: lexicon.languages().to_vec(),
        }
    }

    /// Whether both find the same in every text.
    pub(super) fn finds_the_same(&self, other: &Self) -> bool {
        // The searches and the legal forms follow from these.
        self.keys == other.keys && self.recipients == other.recipients && self.languages == other.languages
    }

    /// By recipient: the first that is declared with its category, which every naming of the category is tied to. A category is
    /// no name: what is said of one that is declared with it is said of all.
    pub(super) fn first_of_category(&self) -> Vec<RecipientId> {
        declared::first_of_category(&self.recipients)
    }

    /// The legal forms that names are compared without.
    #[must_use]
    pub fn legal_forms(&self) -> &LegalForms {
        &self.forms
    }

    /// Every naming in a normalised text, in order, none inside another, though two recipients may have one. `folded` is the
    /// text in lower case.
    #[must_use]
    pub fn find(&self, text: &str, folded: &str, places: &[PlaceMention], setting: Setting) -> Vec<Mention> {
        let mut found: Vec<(usize, usize, &Key)> = Vec::new();
        let searchable = searchable(folded);
        for (first, search) in &self.searches {
            search.find(&searchable, Starts::Words, Blanks::Skip, |start, end, number| {
                let end = (end..=folded.len()).find(|&at| folded.is_char_boundary(at)).unwrap_or(end);
                if self.stands_alone(folded, start, end) {
                    let fits = |key: &&Key| key.fits(&self.forms, (text, folded), start..end, setting);
                    let meant = bearers(self.claiming(first + number).iter().filter(fits));
                    found.extend(meant.map(|key| (start, end, key)));
                }
            });
        }
        found.sort_by_key(|&(start, end, _)| (start, std::cmp::Reverse(end)));
        let mut mentions: Vec<Mention> = Vec::new();
        let mut reached = 0;
        for bearers in found.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
            if bearers.first().is_some_and(|&(start, ..)| start < reached) {
                continue;
            }
            for &(start, end, key) in bearers {
                let mention = self.mention(text, (start, end), key, places);
                reached = reached.max(mention.end);
                mentions.push(mention);
            }
        }
        self.tell_units_apart(folded, &mut mentions);
        mentions
    }

    /// `Malt Community SL (Espagne), Malt Community GmbH (Allemagne)`: where a text names a company with the legal form that is
    /// declared, what it names with another one is another company.
    fn tell_units_apart(&self, folded: &str, mentions: &mut [Mention]) {
        if mentions.len() < 2 {
            return;
        }
        let unit = |mention: &Mention| -> Option<(RecipientId, Unit)> {
            let Organisation::Recipient(id) = mention.organisation else { return None };
            Some((id, Unit::of(&self.forms, folded.get(mention.start..mention.end)?)?))
        };
        let is_declared = |id: RecipientId, unit: &Unit| {
            self.recipients.get(id).is_some_and(|declared| declared.units.contains(unit))
        };
        let named: HashSet<(RecipientId, String)> = mentions
            .iter()
            .filter_map(unit)
            .filter(|(id, unit)| is_declared(*id, unit))
            .map(|(id, unit)| (id, unit.bare))
            .collect();
        for mention in mentions {
            let Some((id, unit)) = unit(mention) else { continue };
            if !is_declared(id, &unit) && named.contains(&(id, unit.bare)) {
                mention.naming = Naming::Sister;
            }
        }
    }

    /// The keys that claim a text, the first of them first.
    fn claiming(&self, number: usize) -> &[Key] {
        match (self.starts.get(number), self.starts.get(number + 1)) {
            (Some(&from), Some(&to)) => self.keys.get(from..to).unwrap_or_default(),
            _ => &[],
        }
    }

    /// Whether a name stands for itself here: not inside a word, an e-mail address or a web address.
    fn stands_alone(&self, folded: &str, start: usize, end: usize) -> bool {
        let before = folded.get(..start).unwrap_or_default();
        let after = folded.get(end..).unwrap_or_default();
        let inner = folded.get(start..end).unwrap_or_default();
        let goes_on = inner.starts_with(is_hangul)
            && before.ends_with(is_hangul)
            && self.forms.around(folded, start, end).start == start;
        starts_word(folded, start)
            && self.ends_well(inner, after)
            && !goes_on
            && !(inner.starts_with(is_katakana) && before.ends_with(is_katakana))
            && !in_address(before, after)
    }

    /// 구글 in 구글의 and in 구글에, but 카카오 not in 카카오페이, and LG not in LG유플러스; 카카오 in 카카오주식회사; Google in
    /// Googlen and in Google'a, but Meta not in Metall.
    fn ends_well(&self, name: &str, after: &str) -> bool {
        let after = after.get(self.forms.glued_at(after, 0)..).unwrap_or_default();
        let Some(last) = name.chars().next_back().filter(|letter| letter.is_alphanumeric()) else {
            return true;
        };
        let Some(next) = after.chars().next().filter(|letter| letter.is_alphanumeric()) else { return true };
        let belongs: fn(char) -> bool = match next {
            _ if is_hangul(next) => is_hangul,
            _ if is_katakana(next) => return !is_katakana(last),
            _ if is_spaced(next) && is_spaced(last) => is_spaced,
            _ => return true,
        };
        let len: usize = after.chars().take_while(|&letter| belongs(letter)).map(char::len_utf8).sum();
        let run = after.get(..len).unwrap_or_default();
        self.languages.iter().any(|language| language.particles.contains(&run))
    }

    fn mention(
        &self,
        text: &str,
        (start, end): (usize, usize),
        key: &Key,
        places: &[PlaceMention],
    ) -> Mention {
        let whole = self.forms.around(text, start, end);
        // A name that is declared with its legal form ends with the full stop that the form ends with.
        let stop = key.written.ends_with('.')
            && whole.end == end
            && text.get(end..).is_some_and(|rest| rest.starts_with('.'));
        let mut mention = Mention {
            start: whole.start,
            end: whole.end + usize::from(stop),
            organisation: key.organisation,
            naming: key.naming,
        };
        if let (Organisation::Recipient(id), Naming::Name) = (key.organisation, key.naming)
            && let Some(longer) = self.longer_unit(text, end, id, places)
        {
            mention.end = longer.end;
            mention.naming = longer.naming;
        }
        mention
    }

    /// `カード株式会社` after `楽天`: where the name of a unit ends that is written without blanks.
    fn glued_unit(&self, text: &str, end: usize) -> Option<usize> {
        let rest = text.get(end..)?;
        let len = rest.find(|letter: char| !is_katakana(letter) && !is_han(letter)).unwrap_or(rest.len());
        let run = rest.get(..len)?;
        let own: usize =
            run.char_indices().map(|(at, _)| at).skip(1).find(|&at| self.forms.after(run, at) > at)?;
        Some(end + self.forms.after(run, own))
    }

    /// `Amazon Web Services` in `Amazon Web Services Korea LLC`: another company of the group, unless the declaration
    /// names the brand as a whole or the unit of that very country.
    fn longer_unit(
        &self,
        text: &str,
        end: usize,
        id: RecipientId,
        places: &[PlaceMention],
    ) -> Option<Longer> {
        let declared = self.recipients.get(id)?;
        if let Some(end) = self.glued_unit(text, end) {
            let naming = if declared.is_legal_unit() { Naming::Sister } else { Naming::Name };
            return Some(Longer { end, naming });
        }
        let words = following_name_words(text, end);
        let last = *words.last()?;
        let with_form = (0..words.len()).find_map(|count| {
            let at = if count == 0 { return None } else { words[count - 1] };
            let unit = self.forms.after(text, at);
            (unit > at).then_some((at, unit))
        });
        let place_in = |until: usize| {
            let from = places.partition_point(|place| place.start < end);
            places[from..]
                .iter()
                .take_while(|place| place.start <= until)
                .find(|place| place.end <= until && matches!(place.place, Place::Country(_)))
        };
        let (until, place) = match with_form {
            Some((at, unit)) => (unit, place_in(at)),
            None => {
                let place = place_in(last).filter(|place| place.start == end + 1)?;
                (place.end, Some(place))
            }
        };
        let is_declared_unit = match place.map(|place| place.place) {
            Some(Place::Country(country)) => declared.countries.contains(&country),
            _ => false,
        };
        let naming =
            if is_declared_unit || !declared.is_legal_unit() { Naming::Name } else { Naming::Sister };
        Some(Longer { end: until, naming })
    }
}

/// Those whom a text names of the keys that claim it: the first; and where `Acme Inc.` and `Acme GmbH` are declared, `Acme`
/// is either of them, whichever is declared first.
fn bearers<'k>(claiming: impl Iterator<Item = &'k Key>) -> impl Iterator<Item = &'k Key> {
    let is_name =
        |key: &Key| key.naming == Naming::Name && matches!(key.organisation, Organisation::Recipient(_));
    let mut first = None;
    claiming.take_while(move |key| {
        let goes_on = first.is_none_or(|first| is_name(first) && is_name(key));
        first.get_or_insert(*key);
        goes_on
    })
}

struct Longer {
    end: usize,
    naming: Naming,
}

pub(super) fn is_hangul(letter: char) -> bool {
    matches!(letter, '가'..='힣')
}

fn is_katakana(letter: char) -> bool {
    matches!(letter, 'ァ'..='ヺ' | 'ー')
}

fn is_han(letter: char) -> bool {
    matches!(letter, '々' | '\u{3400}'..='\u{9fff}')
}

/// `privacy@stripe.com`, `stripe.com/privacy`, `https://stripe.com`: an address is not a name. `Booking.com` written as a
/// name is, since nothing but the name stands before it.
fn in_address(before: &str, after: &str) -> bool {
    let word = before
        .rsplit(|letter: char| letter.is_whitespace() || "()<>[]\"'|,".contains(letter))
        .next()
        .unwrap_or_default();
    // `Hetzner/Contabo/DigitalOcean` are three; what stands behind a slash in an address has a host before it.
    // `Resend, Inc./Mailjet` are two as well: no host ends in a full stop.
    let has_host = word.split('.').skip(1).any(|part| part.starts_with(char::is_alphanumeric));
    let is_path = word.contains('/') && (has_host || word.starts_with('/'));
    if word.contains('@') || is_path || word.ends_with('.') && word.len() > 1 {
        return true;
    }
    let rest: &str = after
        .split(|letter: char| letter.is_whitespace() || "()<>[]\"'|,".contains(letter))
        .next()
        .unwrap_or_default();
    let host = rest
        .strip_prefix('.')
        .is_some_and(|rest| rest.starts_with(|letter: char| letter.is_ascii_lowercase()));
    rest.starts_with('@') || (host && rest.contains('/')) || (host && !word.is_empty())
}

/// The ends of up to five capitalised words that follow a name at once: `Ireland Operations Limited` after `Microsoft`.
fn following_name_words(text: &str, end: usize) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut at = end;
    while ends.len() < 5 {
        let Some(rest) = text.get(at..).and_then(|rest| rest.strip_prefix(' ')) else { break };
        let len = rest
            .find(|letter: char| !(letter.is_alphanumeric() || "&-".contains(letter)))
            .unwrap_or(rest.len());
        let word = rest.get(..len).unwrap_or_default();
        let is_name =
            word.starts_with(|letter: char| letter.is_uppercase() || is_hangul(letter)) || word == "&";
        if !is_name {
            break;
        }
        at += 1 + len;
        ends.push(at);
    }
    ends
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::declaration::{Located, Recipient};
    use crate::policy::fold;
    use crate::source::{Location, Span};

    /// Whether a name stands for itself in a text of this language, both folded.
    fn stands_alone(language: &str, text: &str, name: &str) -> bool {
        let source = crate::source::Sources::default().add(crate::source::Source::new("divulge.yaml", ""));
        let declaration = Declaration::empty(source);
        let roster = Roster::new(&declaration, &Lexicon::new(&[language]));
        let start = text.find(name).unwrap();
        roster.stands_alone(text, start, start + name.len())
    }

    /// Who is named in a text by what, where `Alder Works Inc.` is declared with an alias in Hangul.
    fn namings(text: &str) -> Vec<(String, Naming)> {
        let source = crate::source::Sources::default().add(crate::source::Source::new("divulge.yaml", ""));
        let location = Location { source, span: Span::new(0, 0) };
        let mut declaration = Declaration::empty(source);
        let name = Located { value: "Alder Works Inc.".to_owned(), location };
        let aliases = vec!["앨더웍스".to_owned()];
        declaration.recipients.push(Recipient { aliases, ..Recipient::named(name) });
        let roster = Roster::new(&declaration, &Lexicon::new(&["ko"]));
        let found = roster.find(text, &fold(text), &[], Setting::Prose);
        found.into_iter().map(|it| (text[it.start..it.end].to_owned(), it.naming)).collect()
    }

    #[test]
    fn units_of_a_group_are_told_apart_by_their_legal_forms() {
        use Naming::{Name, Sister};
        for (text, expected) in [
            (
                "Alder Works Inc., Alder Works GmbH",
                vec![("Alder Works Inc.", Name), ("Alder Works GmbH", Sister)],
            ),
            (
                "Alder Works\nGmbH, Alder Works, Inc.",
                vec![("Alder Works\nGmbH", Sister), ("Alder Works, Inc.", Name)],
            ),
            // Where the declared one is not named in full, the other form is a slip.
            ("Alder Works LLC, Alder Works", vec![("Alder Works LLC", Name), ("Alder Works", Name)]),
            // One company in two languages.
            (
                "Alder Works Inc.(앨더웍스 주식회사)",
                vec![("Alder Works Inc.", Name), ("앨더웍스 주식회사", Name)],
            ),
        ] {
            let expected: Vec<(String, Naming)> =
                expected.into_iter().map(|(name, naming)| (name.to_owned(), naming)).collect();
            assert_eq!(namings(text), expected);
        }
    }

    #[test]
    fn addresses_are_not_names() {
        for (text, name) in [
            ("mail privacy@stripe.com now", "stripe"),
            ("see https://stripe.com/privacy", "stripe"),
            ("at stripe.com/privacy.", "stripe"),
            ("a policies.google.com b", "google"),
        ] {
            assert!(!stands_alone("en", text, name), "{text}");
        }
        for (text, name) in [
            ("paid with booking.com and", "booking.com"),
            ("ends with stripe.", "stripe"),
            ("(stripe)", "stripe"),
            ("hetzner/contabo/stripe", "stripe"),
        ] {
            assert!(stands_alone("en", text, name), "{text}");
        }
    }

    #[test]
    fn names_end_with_a_particle_or_not_at_all() {
        for (language, text, name) in [
            ("ko", "구글의 서버", "구글"),
            ("ko", "구글에서 제공", "구글"),
            ("ko", "google이 제공", "google"),
            ("ko", "주식회사카카오 제공", "카카오"),
            ("ko", "네이버파이낸셜주식회사: 간편결제", "네이버파이낸셜"),
            ("ko", "네이버파이낸셜주식회사에 위탁", "네이버파이낸셜"),
        ] {
            assert!(stands_alone(language, text, name), "{text}");
        }
        for (language, text, name) in [
            ("ja", "グーグルクラウドを利用", "グーグル"),
            ("ko", "카카오페이에 제공", "카카오"),
            ("ko", "lg유플러스: 요금", "lg"),
            ("en", "metal detectors", "meta"),
            ("ko", "アルバニア", "アルバ"),
        ] {
            assert!(!stands_alone(language, text, name), "{text}");
        }
    }
}
