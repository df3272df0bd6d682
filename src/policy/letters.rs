//! Letters as they are compared: normalised, and in lower case.

use unicode_normalization::UnicodeNormalization;

/// The normalised form of a text that is in no file: a name of the declaration, a word of the lexicon.
#[must_use]
pub fn normalise(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let letters = text.chars().filter(|&letter| !is_mark_of_trade(letter));
    for letter in letters.nfkc().filter(|&letter| !is_invisible(letter)) {
        if letter.is_whitespace() {
            if !plain.is_empty() && !plain.ends_with(' ') {
                plain.push(' ');
            }
        } else {
            plain.push(plain_form(letter));
        }
    }
    plain.truncate(plain.trim_end().len());
    plain
}

/// Lower case with every byte offset kept.
#[must_use]
pub fn fold(text: &str) -> String {
    if text.is_ascii() || !has_capitals_beyond_ascii(text.as_bytes()) {
        return text.to_ascii_lowercase();
    }
    text.chars()
        .map(|letter| if letter.is_ascii() { letter.to_ascii_lowercase() } else { small(letter) })
        .collect()
}

/// Whether there may be capital letters that are none of ASCII. Scripts without them, from U+2E80 to Hangul, and the usual
/// quotes and dashes are told by the bytes that their letters begin with.
fn has_capitals_beyond_ascii(bytes: &[u8]) -> bool {
    let next = |at: usize| bytes.get(at + 1).copied().unwrap_or_default();
    bytes.iter().enumerate().any(|(at, &byte)| match byte {
        ..0xc3 => false,
        0xc3..=0xe1 | 0xef.. => true,
        0xe2 => matches!(next(at), 0x82..0xba),
        0xea => matches!(next(at), 0x99..0xb0),
        _ => false,
    })
}

fn small(letter: char) -> char {
    let mut lower = letter.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(small), None) if small.len_utf8() == letter.len_utf8() => small,
        _ => letter,
    }
}

/// Letters that normalisation leaves as they are, told cheaply: Hangul syllables, common Han, kana and Latin-1 letters are
/// most of any text that is not ASCII.
pub(super) fn is_kept(letter: char) -> bool {
    match letter {
        '가'..='힣' | '一'..='鿿' | 'ぁ'..='ゖ' | 'ァ'..='ヺ' | 'ー' | '。' | '、' | '「' | '」' | '·' => {
            true
        }
        'İ'
        | 'ı'
        | '\u{132}'..='\u{133}'
        | '\u{13f}'..='\u{140}'
        | '\u{149}'
        | '\u{17f}'
        | '\u{1c4}'..='\u{1cc}'
        | '\u{1f1}'..='\u{1f3}'
        | '\u{374}'
        | '\u{37a}'
        | '\u{37e}'
        | '\u{384}'..='\u{387}'
        | '\u{3d0}'..='\u{3d6}'
        | '\u{3f0}'..='\u{3f2}'
        | '\u{3f4}'..='\u{3f5}'
        | '\u{3f9}' => false,
        _ => matches!(letter, '!'..='~' | '\u{c0}'..='\u{2af}' | '\u{370}'..='\u{52f}'),
    }
}

pub(super) fn joins_previous(letter: char) -> bool {
    if letter < '\u{300}' {
        return false;
    }
    unicode_normalization::char::canonical_combining_class(letter) != 0
        || matches!(letter, '\u{1160}'..='\u{11ff}' | '\u{ff9e}' | '\u{ff9f}')
}

/// Characters without a form of their own: zero-width blanks and joiners, word joiner, soft hyphen, byte order mark,
/// direction and variation marks.
pub(super) fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
        || (letter.is_control() && !letter.is_whitespace())
}

/// `Segment™`, `Google® Analytics`: no part of a name. Normalisation would make letters of it.
pub(super) fn is_mark_of_trade(letter: char) -> bool {
    matches!(letter, '\u{ae}' | '\u{2120}' | '\u{2122}')
}

/// Quotes, dashes and dots that people use for one another.
pub(super) fn plain_form(letter: char) -> char {
    match letter {
        '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2032}' | '\u{02bc}' => '\'',
        '\u{201c}' | '\u{201d}' | '\u{201f}' | '\u{2033}' => '"',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        // The two letters i of Turkish: their lower case differs from that of other languages, in length too.
        'İ' => 'I',
        'ı' => 'i',
        '\u{30fb}' | '\u{ff65}' | '\u{2022}' | '\u{2027}' | '\u{318d}' => '·',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Found by fuzzing: `ϱ` stayed in a policy, where a declared name has `ρ` for it.
    #[test]
    fn what_is_kept_is_normalised() {
        for letter in ('\0'..=char::MAX).filter(|&letter| is_kept(letter)) {
            assert_eq!(normalise(&letter.to_string()), letter.to_string(), "{:x}", u32::from(letter));
        }
    }

    #[test]
    fn what_is_told_to_have_no_capitals_has_none() {
        for letter in ('\0'..=char::MAX).filter(|letter| !letter.is_ascii() && small(*letter) != *letter) {
            assert!(has_capitals_beyond_ascii(letter.to_string().as_bytes()), "{letter:?}");
        }
        for text in ["개인정보 – “처리” 방침", "個人情報、プライバシー。", "", "abc"]
        {
            assert!(!has_capitals_beyond_ascii(text.as_bytes()), "{text}");
        }
    }
}
