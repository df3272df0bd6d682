//! Which language a text is in, told by its script and, where several share one, by their commonest words.

use super::{Language, tables};

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
    let all: Vec<&'static Language> =
        tables::LANGUAGES.iter().filter(|language| language.script == script).collect();
    match all.as_slice() {
        [only] => Some(only),
        _ => by_words(&all, text),
    }
}

/// The language of a text, out of those of a document, its main one first.
pub(super) fn among(languages: &[&'static Language], text: &str) -> &'static Language {
    let english = languages.last().copied().unwrap_or(&tables::LANGUAGES[0]);
    let Some(script) = script_of(text) else { return languages.first().copied().unwrap_or(english) };
    let mut fitting = languages.iter().copied().filter(|language| language.script.allows(script));
    let Some(first) = fitting.next() else { return english };
    let Some(second) = fitting.next() else { return first };
    let all: Vec<&'static Language> = [first, second].into_iter().chain(fitting).collect();
    by_words(&all, text).unwrap_or(first)
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

/// The one of these languages that most words of a text are common in; none where two are level.
fn by_words(languages: &[&'static Language], text: &str) -> Option<&'static Language> {
    let mut counts = vec![0_usize; tables::LANGUAGES.len()];
    let mut letters = 0;
    for word in text.split(|letter: char| !letter.is_alphabetic()).filter(|word| !word.is_empty()) {
        letters += word.len();
        if letters > SAMPLE {
            break;
        }
        let folded = word.to_lowercase();
        let Ok(at) = tables::FUNCTION_WORDS.binary_search_by(|&(common, _)| common.cmp(&folded)) else {
            continue;
        };
        for &language in tables::FUNCTION_WORDS[at].1 {
            counts[usize::from(language)] += 1;
        }
    }
    let count = |language: &&'static Language| {
        let index = tables::LANGUAGES.iter().position(|other| other == *language);
        index.map_or(0, |index| counts[index])
    };
    let best = languages.iter().copied().max_by_key(count)?;
    let most = count(&best);
    let is_alone = languages.iter().filter(|language| count(language) == most).count() == 1;
    (most > 0 && is_alone).then_some(best)
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
