//! Which language a text is in, told by its script and, where several share one, by their commonest words.

use super::{Language, Trie, tables};

/// How many letters are looked at: enough to tell, and no more of a long text.
const SAMPLE: usize = 1_500;

/// The script that most texts of a language are in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Script {
    /// Hangul.
    Hangul,
    /// Kana, with Han between.
    Kana,
    /// Han alone.
    Han,
    /// Cyrillic.
    Cyrillic,
    /// Latin.
    Latin,
}

impl Script {
    /// Whether a text of one script may be of a language of the other: a Japanese heading may hold no kana.
    pub(super) fn allows(self, text: Self) -> bool {
        self == text || self == Self::Kana && text == Self::Han
    }
}

/// The language of a text, out of all; none where nothing tells.
pub(super) fn of_any(text: &str) -> Option<&'static Language> {
    let script = script_of(text)?;
    let mut all = tables::LANGUAGES.iter().filter(|language| language.script == script);
    match (all.next(), all.next()) {
        (only, None) => only,
        _ => by_words(|language| language.script == script, text),
    }
}

/// The language of a text, out of those of a document, its main one first.
pub(super) fn among(languages: &[&'static Language], text: &str) -> &'static Language {
    let english = languages.last().copied().unwrap_or(&tables::LANGUAGES[0]);
    if languages.len() == 1 {
        return english;
    }
    let Some(script) = script_of(text) else { return languages.first().copied().unwrap_or(english) };
    let mut fitting = languages.iter().copied().filter(|language| language.script.allows(script));
    let Some(first) = fitting.next() else { return english };
    if fitting.next().is_none() {
        return first;
    }
    let fits = |language: &Language| languages.contains(&language) && language.script.allows(script);
    by_words(fits, text).unwrap_or(first)
}

/// The script of a text; none without letters. A few letters of Hangul or kana tell more than many of Latin, since names
/// are Latin in every language.
fn script_of(text: &str) -> Option<Script> {
    let (mut letters, mut hangul, mut kana, mut han, mut cyrillic) =
        (0_usize, 0_usize, 0_usize, 0_usize, 0_usize);
    for letter in text.chars() {
        // What is most of any text is told without a look into the tables of Unicode.
        match letter {
            '\0'..='\u{7f}' if !letter.is_ascii_alphabetic() => continue,
            '가'..='힣' => hangul += 1,
            'ぁ'..='ヿ' => kana += 1,
            '\u{3400}'..='\u{9fff}' => han += 1,
            '\u{400}'..='\u{52f}' => cyrillic += 1,
            '\0'..='\u{7f}' => {}
            _ if letter.is_alphabetic() => {}
            _ => continue,
        }
        letters += 1;
        if letters == SAMPLE {
            break;
        }
    }
    let is_in = |count: usize, share: usize| count * share > letters;
    (letters > 0).then(|| match () {
        () if is_in(hangul, 10) => Script::Hangul,
        () if is_in(kana, 12) => Script::Kana,
        () if is_in(han + kana, 6) => Script::Han,
        () if is_in(cyrillic, 4) => Script::Cyrillic,
        () => Script::Latin,
    })
}

/// The one of the languages that fit that most words of a text are common in; none where two are level.
fn by_words(fits: impl Fn(&Language) -> bool, text: &str) -> Option<&'static Language> {
    let words = Trie::written(tables::FUNCTION_WORDS);
    let mut counts = [0_usize; tables::LANGUAGES.len()];
    let mut letters = 0;
    for word in text.split(|letter: char| !letter.is_alphabetic()).filter(|word| !word.is_empty()) {
        letters += word.len();
        if letters > SAMPLE {
            break;
        }
        let set = match word.bytes().any(|byte| !byte.is_ascii_lowercase()) {
            true => words.number(&word.to_lowercase()),
            false => words.number(word),
        };
        for &language in
            set.and_then(|set| tables::FUNCTION_LANGUAGES.get(set)).into_iter().flat_map(|set| *set)
        {
            counts[usize::from(language)] += 1;
        }
    }
    most(counts.into_iter().zip(tables::LANGUAGES).filter(|(_, language)| fits(language)))
}

/// The language with the most; none where two are level, or none has any.
pub(super) fn most(counts: impl Iterator<Item = (usize, &'static Language)>) -> Option<&'static Language> {
    let (mut most, mut best) = (0, None);
    for (count, language) in counts {
        if count > most {
            (most, best) = (count, Some(language));
        } else if count == most {
            best = None;
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    #[test]
    fn scripts_and_words_tell_a_language() {
        for (text, tag) in [
            ("We share your data with them.", Some("en")),
            ("AWS에 위탁합니다. Amazon Web Services, Inc.", Some("ko")),
            ("12 %", None),
        ] {
            assert_eq!(of_any(text).map(|language| language.tag), tag, "{text}");
        }
    }

    #[test]
    fn what_tells_nothing_is_in_the_main_language_if_the_script_is_its_own() {
        let korean = Lexicon::new(&["ko"]);
        assert_eq!(korean.language_of("수탁자").tag, "ko");
        assert_eq!(korean.language_of("Stripe").tag, "en");
        assert_eq!(korean.language_of("1.").tag, "ko");
    }
}
