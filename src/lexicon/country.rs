//! Countries and territories: codes and names.

use std::fmt;

use super::places::table;
use crate::policy::{fold, normalise};

/// A country or territory that ISO 3166-1 has a code for, or Kosovo.
///
/// The number is the place in the sorted list of codes, so that the order of countries is that of their codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Country(u8);

/// Longer words are no slips of the finger, and comparing them with every name would cost time.
const LONGEST_SLIP: usize = 100;

/// How alike a misspelled name must be to be suggested, 1 being the same.
const ALIKE: f64 = 0.88;

impl Country {
    /// The country with this alpha-2 code, in either case, where there is one.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let code = code.to_ascii_uppercase();
        let at = table::CODES.binary_search(&code.as_str()).ok()?;
        u8::try_from(at).ok().map(Self)
    }

    /// The country that a declaration means: an alpha-2 code in upper case, or any name in any language, official names and
    /// abbreviations among them, whatever the case of the letters. Abbreviations count only as they are written (`US`, not
    /// `us`). None for a name that means different countries in different languages.
    ///
    /// ```
    /// use divulge::lexicon::country::Country;
    /// assert_eq!(Country::parse("the Netherlands"), Country::from_code("NL"));
    /// assert_eq!(Country::parse("미국"), Country::parse("Vereinigte Staaten"));
    /// assert_eq!(Country::parse("us"), None);
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let name = normalise(text);
        if name.len() == 2
            && name.bytes().all(|byte| byte.is_ascii_uppercase())
            && let Some(country) = Self::from_code(&name)
        {
            return Some(country);
        }
        Self::from_name(&name)
            .or_else(|| Self::from_name(without_article(&name)?))
            .or_else(|| Self::from_name(&without_dots(&name)?))
    }

    fn from_name(name: &str) -> Option<Self> {
        let folded = fold(name);
        table::spellings(&folded)
            .filter(|&number| !table::is_abbreviation(number) || table::name(number) == name)
            .find_map(table::meaning)
    }

    /// What somebody may have meant who wrote this: a code, or a name that looks like it.
    #[must_use]
    pub fn suggest(text: &str) -> Option<String> {
        let name = normalise(text);
        let folded = fold(&name);
        let same_but_for_case = table::spellings(&folded).find(|&number| table::meaning(number).is_some());
        if let Some(number) = same_but_for_case {
            return Some(table::name(number).to_owned());
        }
        if let Some(country) = Self::from_code(&name) {
            return Some(country.code().to_owned());
        }
        if folded.len() > LONGEST_SLIP {
            return None;
        }
        let wanted = letters(&folded);
        let mut best = (ALIKE, None);
        for number in table::names().filter(|&number| !table::is_abbreviation(number)) {
            let likeness = strsim::jaro_winkler(&wanted, &letters(&fold(table::name(number))));
            if likeness > best.0 && table::meaning(number).is_some() {
                best = (likeness, Some(number));
            }
        }
        best.1.map(|number| table::name(number).to_owned())
    }

    /// The code, in upper case.
    #[must_use]
    pub fn code(&self) -> &'static str {
        table::CODES.get(usize::from(self.0)).copied().unwrap_or_default()
    }

    /// The usual name in English.
    #[must_use]
    pub fn english_name(&self) -> &'static str {
        self.name("en").unwrap_or_else(|| self.code())
    }

    /// The usual name in a language (BCP 47; `pt-BR` is answered by `pt`), where the lexicon has it.
    #[must_use]
    pub fn name(&self, language: &str) -> Option<&'static str> {
        table::entries(table::language(language)?).iter().find_map(|entry| {
            (entry.shown == table::Shown::Yes && entry.country == *self).then(|| table::name(entry.name))
        })
    }

    /// The names that begin so, in any language, each with its country; `beginning` is folded. Abbreviations are left out.
    pub(crate) fn named_like(beginning: &str) -> impl Iterator<Item = (&'static str, Self)> {
        table::names_from(beginning)
            .filter(|&number| !table::is_abbreviation(number))
            .filter_map(|number| Some((table::name(number), table::meaning(number)?)))
    }

    /// All countries, by code.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..=u8::MAX).zip(table::CODES).map(|(number, _)| Self(number))
    }

    /// The country with this number in the tables.
    pub(super) const fn numbered(number: u8) -> Self {
        Self(number)
    }

    /// Its number in the tables.
    pub(super) const fn number(self) -> u8 {
        self.0
    }
}

impl fmt::Display for Country {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.code())
    }
}

fn without_article(name: &str) -> Option<&str> {
    let (article, rest) = name.split_once(' ')?;
    article.eq_ignore_ascii_case("the").then_some(rest)
}

/// `U.S.A.` as `USA`: a dot goes where an upper-case letter stands before it, and the blank after it where another follows.
fn without_dots(name: &str) -> Option<String> {
    if !name.contains('.') {
        return None;
    }
    let mut plain = String::with_capacity(name.len());
    let mut letters = name.chars().peekable();
    let mut after_capital = false;
    while let Some(letter) = letters.next() {
        if letter == '.' && after_capital {
            continue;
        }
        plain.push(letter);
        after_capital = letter.is_uppercase() && !letters.peek().is_some_and(|next| next.is_alphabetic());
    }
    Some(plain)
}

/// The letters one by one, Hangul syllables taken apart, so that one wrong vowel is a small difference.
fn letters(name: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    if name.is_ascii() { name.to_owned() } else { name.nfd().collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> Option<&'static str> {
        Country::parse(text).map(|country| country.code())
    }

    #[test]
    fn codes_are_those_of_iso_and_kosovo() {
        assert_eq!(Country::all().count(), 250);
        assert_eq!(Country::from_code("nl").map(|country| country.code()), Some("NL"));
        assert_eq!(Country::from_code("XK").map(|country| country.english_name()), Some("Kosovo"));
        for none in ["EU", "UK", "ZZ", "QO", "usa", "", "é"] {
            assert_eq!(Country::from_code(none), None, "{none}");
        }
        assert!(Country::from_code("AD") < Country::from_code("ZW"));
    }

    #[test]
    fn any_name_is_understood() {
        let cases = [
            ("NL", "Netherlands|netherlands|The Netherlands|네덜란드|Holland|NL"),
            (
                "US",
                "미국|US|USA|U.S.|U.S.A.|Vereinigte Staaten|EE.UU.|EE. UU.|EEUU|E.U.A.|美利坚合众国|米国|미합중국|VS|the United States",
            ),
            (
                "CN",
                "PRC|P.R. China|People’s Republic of China|Mainland China|중화인민공화국|VR China|Volksrepublik China",
            ),
            (
                "KR",
                "ROK|Republic of Korea|남한|Korea|한국|대한민국|Republik Korea|South Korea|韓国|Korea, Republic of",
            ),
            ("GB", "UK|U.K.|Great Britain|England|Northern Ireland|Grossbritannien"),
            ("HK", "Hong Kong|홍콩|香港|Hong Kong SAR China|Hong Kong SAR"),
            ("TW", "타이완|Taiwan|臺灣|Taiwan, Province of China"),
            ("AE", "UAE|U.A.E.|United Arab Emirates|阿联酋|アラブ首長国連邦"),
            ("CZ", "Czechia|Czech Republic|Česko"),
            ("VN", "Viet Nam|Vietnam|월남"),
            ("RU", "Russian Federation|RU|러시아 연방"),
            ("SG", "싱가폴|シンガポール|Ｓｉｎｇａｐｏｒｅ"),
        ];
        for (expected, names) in cases {
            for name in names.split('|') {
                assert_eq!(code(name), Some(expected), "{name}");
            }
        }
    }

    #[test]
    fn what_is_no_name_is_refused() {
        for none in
            ["us", "uk", "Kongo", "Frankfurt", "EU", "Europe", "New Jersey", "", "the", "xx", "Unitd States"]
        {
            assert_eq!(code(none), None, "{none}");
        }
    }

    #[test]
    fn a_slip_gets_a_suggestion() {
        assert_eq!(Country::suggest(&"Germany".repeat(100_000)), None, "and at once");
        let cases = [
            ("us", "US"),
            ("kr", "KR"),
            ("uk", "UK"),
            ("Unitd States", "United States"),
            ("Germny", "Germany"),
            ("Sinagpore", "Singapore"),
            ("싱가포루", "싱가포르"),
            ("Netherland", "Netherlands"),
        ];
        for (wrong, right) in cases {
            assert_eq!(Country::suggest(wrong).as_deref(), Some(right), "{wrong}");
        }
        assert_eq!(Country::suggest("qqqqqq"), None);
    }

    #[test]
    fn the_name_to_show_is_the_short_one() {
        let hong_kong = Country::from_code("HK").unwrap();
        assert_eq!(hong_kong.english_name(), "Hong Kong");
        assert_eq!(hong_kong.name("ko"), Some("홍콩"));
        let states = Country::from_code("US").unwrap();
        assert_eq!(states.english_name(), "United States");
        assert_eq!(states.name("de-AT"), Some("Vereinigte Staaten"));
        assert_eq!(states.name("zh-TW"), Some("美國"));
        assert_eq!(states.name("tlh"), None);
    }
}
