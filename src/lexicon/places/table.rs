//! The compiled tables of names, and the few ways to look into them.

use crate::lexicon::country::Country;

include!(concat!(env!("OUT_DIR"), "/places.rs"));

/// The number of a name.
pub(crate) type Name = u16;

/// What a name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A country.
    Name,
    /// Also an ordinary word, a person's name or another place.
    Weak,
    /// An abbreviation that is an ordinary word where everything is in capitals.
    Word,
    /// A place in the country.
    Within,
    /// A phrase that contains a name and is no place.
    Decoy,
}

/// How the letters of a name must be written in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Case {
    /// In any case.
    Any,
    /// Capitals where the name has them, elsewhere any case.
    Capital,
    /// As the name is written.
    Exact,
}

/// Whether a name is the one that its language shows for the country.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shown {
    /// It is.
    Yes,
    /// Another one is.
    No,
}

/// What a name means in one language.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry {
    pub(crate) name: Name,
    /// The country; without meaning for a decoy.
    pub(crate) country: Country,
    pub(crate) kind: Kind,
    pub(crate) case: Case,
    /// Whether it is the one to show.
    pub(crate) shown: Shown,
}

/// The names of one language.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Names {
    pub(crate) tag: &'static str,
    /// The first of its entries, and one past the last.
    start: usize,
    end: usize,
    /// The names in lower case, a [`Trie`](crate::lexicon::Trie), each with the number of its entry among these.
    pub(crate) trie: &'static [u8],
}

impl Names {
    /// What they mean, sorted by name in lower case.
    pub(crate) fn entries(&self) -> &'static [Entry] {
        ENTRIES.get(self.start..self.end).unwrap_or_default()
    }
}

impl Entry {
    const fn new(name: Name, country: u8, kind: Kind, case: Case, shown: Shown) -> Self {
        Self { name, country: Country::numbered(country), kind, case, shown }
    }
}

/// A name as it is written.
pub(crate) fn name(number: Name) -> &'static str {
    let at = usize::from(number);
    let (Some(&start), Some(&end)) = (STARTS.get(at), STARTS.get(at + 1)) else { return "" };
    TEXT.get(start as usize..end as usize).unwrap_or_default()
}

/// The country that a name means in every language that has it.
pub(crate) fn meaning(number: Name) -> Option<Country> {
    let country = *MEANINGS.get(usize::from(number))?;
    (usize::from(country) < CODES.len()).then(|| Country::numbered(country))
}

/// Whether a name is an abbreviation or so short that its letters must be written in their own case.
pub(crate) fn is_abbreviation(number: Name) -> bool {
    EXACT.binary_search(&number).is_ok()
}

/// All names.
pub(crate) fn names() -> impl Iterator<Item = Name> {
    (0..=Name::MAX).zip(MEANINGS).map(|(number, _)| number)
}

/// The names whose lower case is this: `US` and `us` would be two.
pub(crate) fn spellings(folded: &str) -> impl Iterator<Item = Name> {
    from(folded).take_while(move |&number| crate::policy::fold(name(number)) == folded)
}

/// The names whose lower case begins so.
pub(crate) fn names_from(beginning: &str) -> impl Iterator<Item = Name> {
    from(beginning).take_while(move |&number| crate::policy::fold(name(number)).starts_with(beginning))
}

/// The names whose lower case is not before this one, in their order.
fn from(folded: &str) -> impl Iterator<Item = Name> + use<> {
    let compare = |number: Name| crate::policy::fold(name(number)).as_str().cmp(folded);
    let (mut low, mut high) = (0, Name::try_from(MEANINGS.len()).unwrap_or(Name::MAX));
    while low < high {
        let middle = low + (high - low) / 2;
        if compare(middle).is_lt() {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low..Name::try_from(MEANINGS.len()).unwrap_or(Name::MAX)
}

/// The table's own tag for a language: the same, or without region and script.
pub(crate) fn language(tag: &str) -> Option<&'static str> {
    let known =
        |wanted: &str| LANGUAGES.iter().map(|names| names.tag).find(|tag| tag.eq_ignore_ascii_case(wanted));
    let primary = tag.split('-').next().unwrap_or_default();
    match primary.to_ascii_lowercase().as_str() {
        "zh" if is_traditional(tag) => known("zh-Hant"),
        "no" | "nn" => known("nb"),
        "fil" => None,
        _ => known(tag).or_else(|| known(primary)),
    }
}

fn is_traditional(tag: &str) -> bool {
    tag.split('-').any(|part| ["hant", "tw", "hk", "mo"].contains(&part.to_ascii_lowercase().as_str()))
}

/// The names of one language.
pub(crate) fn of(language: &str) -> Option<&'static Names> {
    LANGUAGES.iter().find(|names| names.tag == language)
}

/// What the names of one language mean, sorted by name in lower case.
pub(crate) fn entries(language: &str) -> &'static [Entry] {
    of(language).map_or(&[], Names::entries)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::{fold, normalise};

    #[test]
    fn names_are_normalised_and_sorted_by_what_the_program_folds() {
        let folded: Vec<String> = names().map(|number| fold(name(number))).collect();
        assert!(folded.is_sorted());
        for number in names() {
            assert_eq!(normalise(name(number)), name(number));
        }
    }

    #[test]
    fn every_name_of_every_language_leads_back_to_its_country() {
        let mut ambiguous = Vec::new();
        for Names { tag: language, .. } in LANGUAGES {
            for entry in entries(language) {
                let text = name(entry.name);
                if matches!(entry.kind, Kind::Within | Kind::Decoy) {
                    continue;
                }
                match Country::parse(text) {
                    Some(country) if country == entry.country => {}
                    found => ambiguous.push(format!("{language} {text} {} {found:?}", entry.country)),
                }
            }
        }
        insta::assert_debug_snapshot!(ambiguous, @r#"
        [
            "ca RU GB Some(Country(190))",
            "es RU GB Some(Country(190))",
            "id AS US Some(Country(10))",
            "nb Kongo CD None",
            "pl Kongo CG None",
        ]
        "#);
    }

    #[test]
    fn languages_have_all_countries() {
        assert!(LANGUAGES.len() > 30);
        for Names { tag: language, .. } in LANGUAGES.iter().filter(|names| names.tag != "und") {
            let shown = entries(language).iter().filter(|entry| entry.shown == Shown::Yes).count();
            assert_eq!(shown, CODES.len(), "{language}");
        }
        assert_eq!(language("pt-BR"), Some("pt"));
        assert_eq!(language("PT-pt"), Some("pt-PT"));
        assert_eq!(language("zh-HK"), Some("zh-Hant"));
        assert_eq!(language("no"), Some("nb"));
        assert_eq!(language("tlh"), None);
    }
}
